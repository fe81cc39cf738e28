"""The tables of the person's own review: codes, what they open, and what the person said."""

import datetime as dt
import uuid

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app import clock
from app.database import Moment, Record
from app.encryption import EncryptedText


class ReviewCode(Record, table=True):
    """A code that opens one plan. Only its first part is kept readable, to find it by."""

    __tablename__ = "review_code"
    plan_id: uuid.UUID = Field(foreign_key="plan.id", index=True)
    locator: str = Field(unique=True)
    secret_hash: str  # Argon2id of the rest
    made_by: uuid.UUID = Field(foreign_key="staff_account.id")
    made_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    expires_at: dt.datetime = Field(sa_type=Moment)
    ended_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    wrong_tries: int = 0


class ReviewSession(Record, table=True):
    """The person's open browser: one plan, and nothing else."""

    __tablename__ = "review_session"
    review_code_id: uuid.UUID = Field(foreign_key="review_code.id", index=True)
    token_sha256: str = Field(unique=True)
    started_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    expires_at: dt.datetime = Field(sa_type=Moment)
    ended_at: dt.datetime | None = Field(default=None, sa_type=Moment)


class LineMark(Record, table=True):
    """What the person said about one line of one version: "that's me" or "not what I said"."""

    __tablename__ = "line_mark"
    __table_args__ = (UniqueConstraint("plan_version_id", "line_key"),)
    plan_version_id: uuid.UUID = Field(foreign_key="plan_version.id", index=True)
    line_key: str
    mark: str  # thats_me | not_what_i_said
    words: str = Field(default="", sa_type=EncryptedText)
    review_code_id: uuid.UUID = Field(foreign_key="review_code.id")
    marked_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
