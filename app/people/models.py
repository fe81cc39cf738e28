"""The table of people."""

import datetime as dt
import uuid

from sqlmodel import Field

from app import clock
from app.database import Moment, Record
from app.encryption import EncryptedText


class Person(Record, table=True):
    """A person who has What Matters conversations. Seen by their team, and by nobody else."""

    __tablename__ = "person"
    team_id: uuid.UUID = Field(foreign_key="team.id", index=True)
    practitioner_id: uuid.UUID = Field(foreign_key="staff_account.id", index=True)
    name: str = Field(sa_type=EncryptedText)
    preferred_name: str = Field(default="", sa_type=EncryptedText)
    date_of_birth: str = Field(default="", sa_type=EncryptedText)  # ISO 8601, or empty
    language: str = "en"  # the language the person would rather use
    # A town or a village: for finding things nearby, and for nothing else.
    home_area: str | None = Field(default=None, sa_type=EncryptedText)
    communication_needs: str = Field(default="", sa_type=EncryptedText)
    version: int = 1
    created_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
