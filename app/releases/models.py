"""The tables of releases: frozen, numbered, and holding only what is safe to take away."""

import datetime as dt
import uuid

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field

from app import clock
from app.database import Moment, Record


class Release(Record, table=True):
    """One numbered release of a period, made under the named rule."""

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("period", "number"),)
    period: str  # 2026-Q3
    number: int
    rule: str  # the disclosure rule it was made under, as JSON
    state: str = "waiting"  # waiting | ready
    requested_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    requested_by: uuid.UUID | None = Field(default=None, foreign_key="staff_account.id")


class ReleaseFile(Record, table=True):
    """One file of a release, exactly as it left."""

    __tablename__ = "release_file"
    __table_args__ = (UniqueConstraint("release_id", "name"),)
    release_id: uuid.UUID = Field(foreign_key="release.id", index=True)
    name: str
    content: bytes = Field(sa_type=LargeBinary)
    sha256: str
