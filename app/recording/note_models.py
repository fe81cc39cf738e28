"""The tables of free notes: what was written as the talk ran, and which sentence went where."""

import datetime as dt
import uuid

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app import clock
from app.database import Moment, Record
from app.encryption import EncryptedText


class Note(Record, table=True):
    """What was written freely in one conversation. It stays, whatever is sorted out of it."""

    __tablename__ = "note"
    __table_args__ = (UniqueConstraint("conversation_id"),)
    conversation_id: uuid.UUID = Field(foreign_key="conversation.id")
    words: str = Field(default="", sa_type=EncryptedText)
    version: int = 0
    saved_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    saved_by: uuid.UUID = Field(foreign_key="staff_account.id")


class NoteRevision(Record, table=True):
    """An earlier wording of the notes, kept for good."""

    __tablename__ = "note_revision"
    __table_args__ = (UniqueConstraint("note_id", "version"),)
    note_id: uuid.UUID = Field(foreign_key="note.id")
    version: int
    words: str = Field(default="", sa_type=EncryptedText)
    saved_at: dt.datetime = Field(sa_type=Moment)
    saved_by: uuid.UUID = Field(foreign_key="staff_account.id")


class SortedSentence(Record, table=True):
    """A sentence of the notes that was put into an answer, word for word; kept for good.

    Taking it out again says so here, and takes nothing away.
    """

    __tablename__ = "sorted_sentence"
    note_id: uuid.UUID = Field(foreign_key="note.id", index=True)
    note_version: int  # the wording of the notes that it was taken from
    sentence: str = Field(sa_type=EncryptedText)
    question_key: str
    field: str  # words | view: the person's own words are never mixed with anybody's view
    was_suggested: bool = False
    answer_id: uuid.UUID = Field(foreign_key="answer.id", index=True)
    answer_version: int  # the version of the answer that it came in with
    sorted_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    sorted_by: uuid.UUID = Field(foreign_key="staff_account.id")
    taken_out_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    taken_out_by: uuid.UUID | None = Field(default=None, foreign_key="staff_account.id")
