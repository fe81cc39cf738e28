"""Tries at passwords and codes, counted in the database so that every worker counts alike."""

import datetime as dt
import hashlib
import hmac

from sqlmodel import Field, Session, col, func, select

from app import clock
from app.database import Moment, Record
from app.errors import TooManyTries


class Attempt(Record, table=True):
    """One try. ``counted`` is a keyed digest of the name, address or code, never the thing."""

    __tablename__ = "attempt"
    kind: str  # account | address | code
    counted: str = Field(index=True)
    at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment, index=True)


def check_and_count(
    session: Session, key: bytes, kind: str, thing: str, *, most: int, within: dt.timedelta
) -> None:
    """Count this try, or refuse it when there have been too many of late."""
    counted = hmac.new(key, f"{kind}:{thing}".encode(), hashlib.sha256).hexdigest()
    statement = (
        select(func.count())
        .select_from(Attempt)
        .where(col(Attempt.kind) == kind, col(Attempt.counted) == counted)
        .where(col(Attempt.at) > clock.now() - within)
    )
    if session.exec(statement).one() >= most:
        raise TooManyTries
    session.add(Attempt(kind=kind, counted=counted))
