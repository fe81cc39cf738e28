"""The tables of the plan: what is being written, and the frozen versions people are shown."""

import datetime as dt
import uuid

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app import clock
from app.database import Moment, Record
from app.encryption import EncryptedBytes, EncryptedText


class Plan(Record, table=True):
    """The one plan of a conversation, as it is being written."""

    __tablename__ = "plan"
    conversation_id: uuid.UUID = Field(foreign_key="conversation.id", unique=True)
    person_id: uuid.UUID = Field(foreign_key="person.id", index=True)
    review_date: dt.date | None = None
    version: int = 1
    created_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)


class PlanOutcome(Record, table=True):
    """A personal outcome (s.19(4)(a)) in the person's words."""

    __tablename__ = "plan_outcome"
    plan_id: uuid.UUID = Field(foreign_key="plan.id", index=True)
    position: int = 0
    words: str = Field(sa_type=EncryptedText)
    kind: str  # change | keep | treated
    target_date: dt.date | None = None
    tag_id: uuid.UUID | None = Field(default=None, foreign_key="outcome_tag.id")


class PlanStep(Record, table=True):
    """Something somebody will do, by when, towards an outcome."""

    __tablename__ = "plan_step"
    plan_id: uuid.UUID = Field(foreign_key="plan.id", index=True)
    outcome_id: uuid.UUID | None = Field(default=None, foreign_key="plan_outcome.id")
    position: int = 0
    action: str = Field(sa_type=EncryptedText)
    doer: str = Field(sa_type=EncryptedText)
    doer_kind: str  # me | my_people | my_community | practitioner | service
    due_date: dt.date | None = None


class PlanVersion(Record, table=True):
    """A plan as it stood when it was saved to be shown: never changed afterwards."""

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)
    plan_id: uuid.UUID = Field(foreign_key="plan.id", index=True)
    number: int
    content: str = Field(sa_type=EncryptedText)  # PlanContent as JSON
    made_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    made_by: uuid.UUID = Field(foreign_key="staff_account.id")
    shared_at: dt.datetime | None = Field(default=None, sa_type=Moment)


class PlanDocument(Record, table=True):
    """A version's PDF in one language; made again when agreement takes DRAFT away."""

    __tablename__ = "plan_document"
    __table_args__ = (UniqueConstraint("plan_version_id", "language", "is_draft"),)
    plan_version_id: uuid.UUID = Field(foreign_key="plan_version.id", index=True)
    language: str
    is_draft: bool
    pdf: bytes = Field(sa_type=EncryptedBytes)
    made_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)


class Agreement(Record, table=True):
    """What the person said about a version: agreement, never a signature (domain note 2.7)."""

    __tablename__ = "agreement"
    plan_version_id: uuid.UUID = Field(foreign_key="plan_version.id", index=True)
    outcome: str  # agreed | agreed_in_part | not_agreed | could_not_take_part
    words: str = Field(default="", sa_type=EncryptedText)
    given_by: str = "person"  # person: with their code; practitioner: recorded for them
    recorded_by: uuid.UUID | None = Field(default=None, foreign_key="staff_account.id")
    given_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
