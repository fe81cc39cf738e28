"""The tables of worries about safety: what was written, and what was done since; never changed."""

import datetime as dt
import uuid

from sqlmodel import Field

from app import clock
from app.database import Moment, Record
from app.encryption import EncryptedText


class SafetyRecord(Record, table=True):
    """One worry. Its writer and the leaders of the team it was written in may read it."""

    __tablename__ = "safety_record"
    team_id: uuid.UUID = Field(foreign_key="team.id", index=True)
    written_by: uuid.UUID = Field(foreign_key="staff_account.id", index=True)
    written_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    # Not a foreign key that anything follows: nothing about the person leads here.
    person_id: uuid.UUID | None = Field(default=None, foreign_key="person.id")
    about: str = Field(default="", sa_type=EncryptedText)  # somebody not on record
    worried: str = Field(default="", sa_type=EncryptedText)  # empty: the writer
    seen: str = Field(sa_type=EncryptedText)
    whose_words: str = Field(sa_type=EncryptedText)
    wishes: str = Field(default="", sa_type=EncryptedText)


class SafetyStep(Record, table=True):
    """Something done about a worry, or somebody told of it, and when."""

    __tablename__ = "safety_step"
    safety_record_id: uuid.UUID = Field(foreign_key="safety_record.id", index=True)
    done: str = Field(default="", sa_type=EncryptedText)
    told_whom: str = Field(default="", sa_type=EncryptedText)
    told_on: dt.date | None = None
    told_time: str = ""  # 14:20, where it is known
    written_by: uuid.UUID = Field(foreign_key="staff_account.id")
    written_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
