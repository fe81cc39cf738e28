"""The pages of a worry: the form, what was written, and the list of what one may read."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.access import Permission, can
from app.forms import FieldError, Option
from app.i18n import gettext as _
from app.i18n import long_date
from app.identity import Actor
from app.people.models import Person
from app.people.queries import all_visible
from app.recording.pages.parts import Fact, moment_words, name_of
from app.recording.queries import staff_names
from app.safety.models import SafetyRecord, SafetyStep
from app.safety.queries import list_records, list_steps


TEXT_FIELDS = ("worried", "person", "about", "seen", "whose_words", "wishes")
STEP_FIELDS = ("done", "told_whom", "told_time")


@dataclass(frozen=True)
class StepTyped:
    """What was typed about what was done."""

    done: str = ""
    told_whom: str = ""
    told_time: str = ""
    told_on: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True)
class WorryTyped:
    """What was typed about the worry."""

    worried: str = ""
    person: str = ""
    about: str = ""
    seen: str = ""
    whose_words: str = ""
    wishes: str = ""


@dataclass(frozen=True)
class WorryPage:
    """The form for a worry."""

    title: str
    form_id: str
    action: str
    operation_id: str
    people: tuple[Option, ...]
    typed: WorryTyped
    step: StepTyped
    is_unsaved: bool
    errors: tuple[FieldError, ...]


def worry_page(
    session: Session,
    actor: Actor,
    *,
    typed: Mapping[str, Any] | None = None,
    errors: tuple[FieldError, ...] = (),
) -> WorryPage:
    """Show the form, empty or with what was typed."""
    values = typed or {}
    people = sorted(all_visible(session, actor), key=lambda one: name_of(one).casefold())
    return WorryPage(
        title=_("Write down a worry about someone's safety"),
        form_id="worry",
        action="/safety/records",
        operation_id=str(values.get("operation_id") or uuid.uuid4()),
        people=(Option("", _("Somebody who is not on record here")), *map(_person, people)),
        typed=WorryTyped(**{name: str(values.get(name) or "") for name in TEXT_FIELDS}),
        step=step_typed(values),
        is_unsaved=typed is not None,
        errors=errors,
    )


def step_typed(values: Mapping[str, Any]) -> StepTyped:
    """Return what was typed about what was done."""
    day = values.get("told_on", ("", "", ""))
    told_on = day if isinstance(day, tuple) else ("", "", "")
    return StepTyped(**{name: str(values.get(name) or "") for name in STEP_FIELDS}, told_on=told_on)


def _person(person: Person) -> Option:
    return Option(str(person.id), person.name)


@dataclass(frozen=True)
class StepLine:
    """Something that was done, and by whom it was written down."""

    done: str
    told: str
    written: str


@dataclass(frozen=True)
class RecordPage:
    """One worry as it was written down, with what was done since."""

    title: str
    form_id: str
    action: str
    operation_id: str
    facts: tuple[Fact, ...]
    seen: str
    whose_words: str
    steps: tuple[StepLine, ...]
    is_told: bool
    step: StepTyped
    is_unsaved: bool
    errors: tuple[FieldError, ...]


def record_page(
    session: Session,
    written: SafetyRecord,
    *,
    typed: Mapping[str, Any] | None = None,
    errors: tuple[FieldError, ...] = (),
) -> RecordPage:
    """Show what was written, and the form to add to it."""
    values = typed or {}
    steps = list_steps(session, written)
    names = staff_names(session, [written.written_by, *(step.written_by for step in steps)])
    return RecordPage(
        title=_("A worry about someone's safety"),  # no name: a title stays in a browser's history
        form_id="addition",
        action=f"/safety/records/{written.id}",
        operation_id=str(values.get("operation_id") or uuid.uuid4()),
        facts=_facts(session, written, names),
        seen=written.seen,
        whose_words=written.whose_words,
        steps=tuple(_step_line(step, names) for step in steps),
        is_told=any(step.told_whom for step in steps),
        step=step_typed(values),
        is_unsaved=typed is not None,
        errors=errors,
    )


def about_whom(session: Session, written: SafetyRecord) -> str:
    """Return the name of whom the worry is about."""
    person = session.get(Person, written.person_id) if written.person_id else None
    return person.name if person is not None else written.about


def _facts(
    session: Session, written: SafetyRecord, names: Mapping[uuid.UUID, str]
) -> tuple[Fact, ...]:
    writer = names.get(written.written_by, "")
    facts = [
        Fact(_("Who is worried"), written.worried or writer),
        Fact(_("About whom"), about_whom(session, written)),
        Fact(_("Written down by"), f"{writer}\n{moment_words(written.written_at)}"),
    ]
    if written.person_id and written.about:
        facts.insert(2, Fact(_("More about who it is"), written.about))
    if written.wishes:
        facts.append(Fact(_("What the person wants to happen"), written.wishes))
    return tuple(facts)


def _step_line(step: SafetyStep, names: Mapping[uuid.UUID, str]) -> StepLine:
    who, when = names.get(step.written_by, ""), moment_words(step.written_at)
    return StepLine(
        done=step.done,
        told=_told(step),
        written=_("Written down by %(name)s, %(when)s") % {"name": who, "when": when},
    )


def _told(step: SafetyStep) -> str:
    if not step.told_whom or step.told_on is None:
        return ""
    told = {"whom": step.told_whom, "date": long_date(step.told_on), "time": step.told_time}
    if step.told_time:
        return _("Told on %(date)s at %(time)s: %(whom)s") % told
    return _("Told on %(date)s: %(whom)s") % told


@dataclass(frozen=True)
class RecordRow:
    """One worry in the list."""

    about: str
    href: str
    written: str
    told: str


@dataclass(frozen=True)
class RecordsPage:
    """Every worry that the reader may read."""

    title: str
    is_teams: bool
    records: tuple[RecordRow, ...]


def records_page(session: Session, actor: Actor) -> RecordsPage:
    """List what the reader wrote, and for a leader what the team wrote."""
    records = list_records(session, actor)
    names = staff_names(session, [row.written_by for row in records])
    return RecordsPage(
        title=_("Worries about someone's safety"),
        is_teams=can(actor, Permission.READ_SAFETY_RECORDS_OF_TEAM),
        records=tuple(_row(session, row, names) for row in records),
    )


def _row(session: Session, written: SafetyRecord, names: Mapping[uuid.UUID, str]) -> RecordRow:
    steps: Sequence[SafetyStep] = list_steps(session, written)
    who, when = names.get(written.written_by, ""), moment_words(written.written_at)
    told = [line for line in map(_told, steps) if line]
    return RecordRow(
        about=about_whom(session, written),
        href=f"/safety/records/{written.id}",
        written=_("Written down by %(name)s, %(when)s") % {"name": who, "when": when},
        told=told[-1] if told else _("Nobody is noted as told yet."),
    )
