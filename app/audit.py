"""The audit trail: every write, view of a record, sign-in and export, with who and when.

Append only; the database itself refuses to change or delete a row. Ids only, never words.
"""

import datetime as dt
import json
import uuid
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Column, Integer
from sqlmodel import Field, Session, SQLModel

from app import clock
from app.database import Database, Moment


class AuditEvent(SQLModel, table=True):
    """One thing that somebody did."""

    __tablename__ = "audit_event"
    sequence: int | None = Field(default=None, sa_column=Column(Integer, primary_key=True))
    at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment, index=True)
    actor_kind: str  # staff | person | system | nobody
    actor_id: uuid.UUID | None = Field(default=None, index=True)
    action: str
    subject_kind: str
    subject_id: uuid.UUID | None = Field(default=None, index=True)
    person_id: uuid.UUID | None = Field(default=None, index=True)
    details: str = "{}"


class HasId(Protocol):
    """Anyone with an id can act."""

    @property
    def id(self) -> uuid.UUID:
        """Return the id."""


@dataclass(frozen=True)
class By:
    """Who did it."""

    kind: str
    id: uuid.UUID | None = None


SYSTEM = By("system")
NOBODY = By("nobody")


def staff(actor: HasId) -> By:
    """Return a member of staff as the one who did it."""
    return By("staff", actor.id)


def the_person(code_id: uuid.UUID) -> By:
    """Return the person themselves, known by the code they were given."""
    return By("person", code_id)


@dataclass(frozen=True)
class Subject:
    """What it was done to, and whose record that is."""

    kind: str
    id: uuid.UUID | None = None
    person_id: uuid.UUID | None = None


def record(session: Session, by: By, action: str, subject: Subject, **details: str | int) -> None:
    """Record the event in the same transaction as what happened."""
    session.add(
        AuditEvent(
            actor_kind=by.kind,
            actor_id=by.id,
            action=action,
            subject_kind=subject.kind,
            subject_id=subject.id,
            person_id=subject.person_id,
            details=json.dumps(details, sort_keys=True),
        )
    )


def record_view(database: Database, by: By, subject: Subject) -> None:
    """Record that a record was looked at; if this cannot be written, the page is not shown."""
    with database.writing() as session:
        record(session, by, "viewed", subject)
