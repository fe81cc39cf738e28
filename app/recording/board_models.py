"""The tables of supported answers: where the person's pictures stand, and how they stood before."""

import datetime as dt
import uuid

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app import clock
from app.database import Moment, Record
from app.encryption import EncryptedText


class BoardAnswer(Record, table=True):
    """What somebody said with pictures: which stand on which step, and who helped to say it."""

    __tablename__ = "board_answer"
    __table_args__ = (UniqueConstraint("conversation_id"),)
    conversation_id: uuid.UUID = Field(foreign_key="conversation.id")
    board: str  # the published board, such as everyday.1
    placements: str = Field(default="{}", sa_type=EncryptedText)  # JSON: the step of each topic
    # Who put the pictures there; empty: the person.
    placed_by_id: uuid.UUID | None = Field(default=None, foreign_key="participant.id")
    # Who said what was meant; both empty: nobody had to.
    interpreted_by_id: uuid.UUID | None = Field(default=None, foreign_key="participant.id")
    interpreted_by_staff_id: uuid.UUID | None = Field(default=None, foreign_key="staff_account.id")
    seen: str = Field(default="", sa_type=EncryptedText)
    version: int = 0
    saved_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    saved_by: uuid.UUID = Field(foreign_key="staff_account.id")


class BoardRevision(Record, table=True):
    """How a board stood before each change, kept for good."""

    __tablename__ = "board_revision"
    __table_args__ = (UniqueConstraint("board_answer_id", "version"),)
    board_answer_id: uuid.UUID = Field(foreign_key="board_answer.id")
    version: int
    placements: str = Field(sa_type=EncryptedText)
    placed_by_id: uuid.UUID | None = Field(default=None, foreign_key="participant.id")
    interpreted_by_id: uuid.UUID | None = Field(default=None, foreign_key="participant.id")
    interpreted_by_staff_id: uuid.UUID | None = Field(default=None, foreign_key="staff_account.id")
    seen: str = Field(default="", sa_type=EncryptedText)
    saved_at: dt.datetime = Field(sa_type=Moment)
    saved_by: uuid.UUID = Field(foreign_key="staff_account.id")
