"""Write a worry down, and what was done about it. Nothing is changed or decided here."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlmodel import Session

from app.audit import Subject, record, staff
from app.errors import NotFound
from app.identity import Actor
from app.operations import Sent, digest
from app.people.queries import get_person
from app.safety.models import SafetyRecord, SafetyStep
from app.safety.queries import get_record


@dataclass(frozen=True)
class Step:
    """What was done, and who was told when."""

    done: str = ""
    told_whom: str = ""
    told_on: dt.date | None = None
    told_time: str = ""

    def parts(self) -> tuple[str, ...]:
        """Return the content as text, for a digest."""
        day = self.told_on.isoformat() if self.told_on else ""
        return (self.done, self.told_whom, day, self.told_time)


@dataclass(frozen=True)
class Worry:
    """Who is worried about whom, and what was seen or said in whose words."""

    person_id: uuid.UUID | None
    about: str
    worried: str
    seen: str
    whose_words: str
    wishes: str

    def parts(self) -> tuple[str, ...]:
        """Return the content as text, for a digest."""
        whom = (str(self.person_id or ""), self.about, self.worried)
        return (*whom, self.seen, self.whose_words, self.wishes)


def write_record(
    session: Session, actor: Actor, worry: Worry, step: Step, *, operation_id: uuid.UUID
) -> uuid.UUID:
    """Write a worry down, once however often it is sent; return the record's id."""
    content = digest(operation_id, "safety_record", *worry.parts(), *step.parts())
    sent = Sent(operation_id, actor.id, content)
    first = sent.first_receipt(session)
    if first is not None:
        return first.subject_id
    if actor.team_id is None:
        raise NotFound
    if worry.person_id is not None:
        get_person(session, actor, worry.person_id)
    written = SafetyRecord(
        team_id=actor.team_id,
        written_by=actor.id,
        person_id=worry.person_id,
        about=worry.about,
        worried=worry.worried,
        seen=worry.seen,
        whose_words=worry.whose_words,
        wishes=worry.wishes,
    )
    session.add(written)
    session.flush()
    if any(step.parts()):
        session.add(_step(actor, written, step))
    sent.done(session, written.id, 1)
    record(session, staff(actor), "safety_record_written", subject_of(written))
    return written.id


def add_to_record(
    session: Session, actor: Actor, record_id: uuid.UUID, step: Step, *, operation_id: uuid.UUID
) -> None:
    """Add what was done since; what stands there stays as it is."""
    written = get_record(session, actor, record_id)
    content = digest(operation_id, "safety_step", str(record_id), *step.parts())
    sent = Sent(operation_id, actor.id, content)
    if sent.first_receipt(session) is not None:
        return
    session.add(_step(actor, written, step))
    sent.done(session, written.id, 1)
    record(session, staff(actor), "safety_record_added_to", subject_of(written))


def subject_of(written: SafetyRecord) -> Subject:
    """Return the record as the audit trail names it: never with the person it is about."""
    return Subject("safety_record", written.id)


def _step(actor: Actor, written: SafetyRecord, step: Step) -> SafetyStep:
    return SafetyStep(
        safety_record_id=written.id,
        done=step.done,
        told_whom=step.told_whom,
        told_on=step.told_on,
        told_time=step.told_time,
        written_by=actor.id,
    )
