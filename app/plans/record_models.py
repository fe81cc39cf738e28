"""The tables beside a plan: its kind in law, where steps were found, copies, and who may harm."""

import datetime as dt
import uuid

from sqlmodel import Field

from app import clock
from app.database import Moment, Record
from app.encryption import EncryptedText


class PlanStatute(Record, table=True):
    """What a statutory plan records beside the rest; a plan without a row is of the default kind.

    The row stays when the kind is changed back, so that nothing that was written is lost.
    """

    __tablename__ = "plan_statute"
    plan_id: uuid.UUID = Field(foreign_key="plan.id", unique=True)
    kind: str  # what_matters | care_and_support | carers_support
    assessed_on: dt.date | None = None
    decided_by: str = Field(default="", sa_type=EncryptedText)
    decided_on: dt.date | None = None
    eligible_needs: str = Field(default="", sa_type=EncryptedText)
    monitoring: str = Field(default="", sa_type=EncryptedText)
    payments: str = ""  # none | some; empty until somebody says
    payment_needs: str = Field(default="", sa_type=EncryptedText)
    payment_amount: str = Field(default="", sa_type=EncryptedText)
    payment_frequency: str = Field(default="", sa_type=EncryptedText)
    carer: str = ""  # no_carer | accepted | declined | not_yet
    carer_on: dt.date | None = None
    advocacy: str = ""  # not_needed | somebody_close | arranged | declined | not_yet
    advocate: str = Field(default="", sa_type=EncryptedText)
    enquiry: str = ""  # none | concluded (section 126)
    # Restricted: it stands on the staff page alone and in no copy of the plan.
    enquiry_conclusion: str = Field(default="", sa_type=EncryptedText)
    written_by: uuid.UUID = Field(foreign_key="staff_account.id")
    written_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)


class StepFoundIn(Record, table=True):
    """The entry of the directory that a step was taken from, with its name as it was that day."""

    __tablename__ = "step_found_in"
    step_id: uuid.UUID = Field(unique=True)  # a step may be taken out; where it came from stays
    entry_id: uuid.UUID = Field(foreign_key="directory_entry.id")
    name: str
    phone: str = ""
    taken_by: uuid.UUID = Field(foreign_key="staff_account.id")
    taken_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)


class PlanCopy(Record, table=True):
    """One copy of a version that somebody was given, or was not given, with the reason.

    Append only: what was noted stays.
    """

    __tablename__ = "plan_copy"
    plan_version_id: uuid.UUID = Field(foreign_key="plan_version.id", index=True)
    is_withheld: bool = False
    recipient: str = Field(sa_type=EncryptedText)
    relation: str  # who they are to the person, by key
    form: str  # screen | paper | pdf | large_print | easy_read | text | audio | other
    language: str  # en | cy
    on: dt.date
    reason: str = Field(default="", sa_type=EncryptedText)  # why it was withheld
    despite: str = Field(default="", sa_type=EncryptedText)  # why it was given after a warning
    noted_by: uuid.UUID = Field(foreign_key="staff_account.id")
    noted_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)


class PossibleHarm(Record, table=True):
    """Somebody a practitioner asks colleagues to think about before anything is shared with them.

    A note for the team and no finding: it stands on no plan, and lifting it ends the row.
    """

    __tablename__ = "possible_harm"
    person_id: uuid.UUID = Field(foreign_key="person.id", index=True)
    name: str = Field(sa_type=EncryptedText)
    reason: str = Field(sa_type=EncryptedText)
    noted_by: uuid.UUID = Field(foreign_key="staff_account.id")
    noted_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    ended_by: uuid.UUID | None = Field(default=None, foreign_key="staff_account.id")
    ended_at: dt.datetime | None = Field(default=None, sa_type=Moment)
