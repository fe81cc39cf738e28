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
    # From here on columns came later: on older rows there is nothing in them.
    said_under: str | None = None  # the question it was said under, where no tag is its source
    why_it_matters: str | None = Field(default=None, sa_type=EncryptedText)
    statements: str | None = None  # the outcome statements it speaks to, with a space between
    baseline_words: str | None = Field(default=None, sa_type=EncryptedText)
    scale: str | None = None  # which scale the two numbers are on
    baseline_value: int | None = None
    hoped_for_value: int | None = None
    target: str | None = Field(default=None, sa_type=EncryptedText)
    one_step_up: str | None = Field(default=None, sa_type=EncryptedText)
    enough: str | None = (
        None  # enough | partly | not_enough | not_sure; empty until asked (question 11)
    )
    enough_words: str | None = Field(default=None, sa_type=EncryptedText)
    written_by: uuid.UUID | None = Field(default=None, foreign_key="staff_account.id")
    written_at: dt.datetime | None = Field(default_factory=clock.now, sa_type=Moment)


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
    rung: str | None = None  # of the ladder of support; empty until somebody says
    draws_on: str | None = None  # the line of the strength it uses
    why_a_service: str | None = Field(default=None, sa_type=EncryptedText)
    written_by: uuid.UUID | None = Field(default=None, foreign_key="staff_account.id")
    written_at: dt.datetime | None = Field(default_factory=clock.now, sa_type=Moment)
    taken_out_at: dt.datetime | None = Field(default=None, sa_type=Moment)


class PlanStepReport(Record, table=True):
    """How a step was going when somebody last asked. Append only: what was reported stays."""

    __tablename__ = "plan_step_report"
    step_id: uuid.UUID = Field(foreign_key="plan_step.id", index=True)
    status: str  # to_do | under_way | held_up | done | stopped
    rating: str  # complete | almost_complete | some_progress | no_progress
    reason: str = Field(default="", sa_type=EncryptedText)
    rung: str = ""  # the rung the step was on that day
    reported_by: uuid.UUID = Field(foreign_key="staff_account.id")
    reported_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)


class PlanGap(Record, table=True):
    """Something that would have helped towards an outcome, and why it was not there."""

    __tablename__ = "plan_gap"
    plan_id: uuid.UUID = Field(foreign_key="plan.id", index=True)
    outcome_id: uuid.UUID = Field(foreign_key="plan_outcome.id", index=True)
    position: int = 0
    would_help: str = Field(sa_type=EncryptedText)
    why: str  # none_here | full | cost | transport | not_in_welsh | not_accessible | other
    more: str = Field(default="", sa_type=EncryptedText)
    noted_by: uuid.UUID = Field(foreign_key="staff_account.id")
    noted_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)


class PlanAssetNote(Record, table=True):
    """What somebody wrote down about a confirmed asset; found again by the line it stands on."""

    __tablename__ = "plan_asset_note"
    __table_args__ = (UniqueConstraint("plan_id", "line_key"),)
    plan_id: uuid.UUID = Field(foreign_key="plan.id")
    line_key: str
    whose: str = Field(default="", sa_type=EncryptedText)
    willingness: str = ""  # willing | not_asked | not_willing; empty until somebody says
    from_date: dt.date | None = None
    until_date: dt.date | None = None
    cost_to_giver: str = Field(default="", sa_type=EncryptedText)
    outcome_ids: str = ""  # what it helps: outcomes of this plan, with a space between
    helps: str = Field(default="", sa_type=EncryptedText)
    kept_back: str = ""  # third_party | in_confidence | restricted; empty: part of the plan
    kept_back_reason: str = Field(default="", sa_type=EncryptedText)
    kept_back_changed_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    noted_by: uuid.UUID = Field(foreign_key="staff_account.id")
    noted_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)


class KeptBackWords(Record, table=True):
    """Confirmed words that stand in no copy of any plan, with the reason and who decided so.

    Lifting it ends the row and keeps it, so that who kept what back, and when, can be told.
    """

    __tablename__ = "kept_back_words"
    conversation_id: uuid.UUID = Field(foreign_key="conversation.id", index=True)
    answer_id: uuid.UUID = Field(foreign_key="answer.id")
    words: str = Field(sa_type=EncryptedText)
    why: str  # third_party | in_confidence | restricted
    reason: str = Field(sa_type=EncryptedText)
    marked_by: uuid.UUID = Field(foreign_key="staff_account.id")
    marked_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    ended_by: uuid.UUID | None = Field(default=None, foreign_key="staff_account.id")
    ended_at: dt.datetime | None = Field(default=None, sa_type=Moment)


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
