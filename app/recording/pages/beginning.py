"""Before we start: the language first, then what helps us talk, the day, and who is here."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from app.forms import FieldError, Option
from app.i18n import current_language
from app.i18n import gettext as _
from app.identity import Actor
from app.recording.forms import MOST_PEOPLE
from app.recording.models import Conversation, Participant
from app.recording.pages.consent import ConsentPart, consent_part
from app.recording.pages.parts import Banner, banner, name_of
from app.recording.queries import get_conversation, list_participants, person_of
from conversations import ConversationKind, ConversationLanguage, ParticipantRole


FEWEST_ROWS = 1


@dataclass(frozen=True)
class Who:
    """One row of who is here."""

    number: int
    id: str = ""
    name: str = ""
    role: str = ""
    speaks: bool = False


@dataclass(frozen=True)
class Beginning:
    """What the form holds: stored, or as it was typed."""

    version: str
    language: str
    plan_language: str
    communication_needs: str
    held_on: tuple[str, str, str]
    kind: str
    who: tuple[Who, ...]


@dataclass(frozen=True)
class BeginningPage:
    """The page before the first question."""

    title: str
    banner: Banner
    form_id: str
    action: str
    back_href: str
    person: str
    values: Beginning
    already: tuple[Who, ...]
    rows: tuple[Who, ...]
    more_rows: tuple[Who, ...]
    languages: tuple[Option, ...]
    plan_languages: tuple[Option, ...]
    kinds: tuple[Option, ...]
    roles: tuple[Option, ...]
    consent: ConsentPart | None
    is_stale: bool
    errors: tuple[FieldError, ...]


def beginning_page(
    session: Session,
    actor: Actor,
    conversation: Conversation,
    *,
    typed: Mapping[str, Any] | None = None,
    errors: tuple[FieldError, ...] = (),
    is_stale: bool = False,
) -> BeginningPage:
    """Show what is stored, or again what was typed."""
    values = stored_values(session, conversation) if typed is None else _typed_values(typed)
    if is_stale:
        values = _at_version(values, get_conversation(session, actor, conversation.id).version)
    person = person_of(session, actor, conversation)
    already, others = _here_already(values.who, actor)
    shown = max(FEWEST_ROWS, sum(bool(row.name or row.id) for row in others) + 1)
    rows = _filled(others, len(already))
    return BeginningPage(
        title=_("Before we start"),
        banner=banner(conversation),
        form_id="beginning",
        action=f"/conversations/{conversation.id}/start",
        back_href=f"/people/{person.id}",
        person=name_of(person),
        values=values,
        already=already,
        rows=rows[:shown],
        more_rows=rows[shown:],
        languages=_languages(),
        plan_languages=(Option("cy", "Cymraeg", lang="cy"), Option("en", "English", lang="en")),
        kinds=tuple(_kind(kind) for kind in ConversationKind(conversation.kind).alike),
        roles=(Option("", _("Choose one")), *_roles(values.who)),
        consent=consent_part(session, conversation, typed),
        is_stale=is_stale,
        errors=errors,
    )


def stored_values(session: Session, conversation: Conversation) -> Beginning:
    """Return what is stored, as the form shows it."""
    day: dt.date = conversation.held_on
    return Beginning(
        version=str(conversation.version),
        language=conversation.language,
        plan_language=conversation.plan_language,
        communication_needs=conversation.communication_needs,
        held_on=(str(day.day), str(day.month), str(day.year)),
        kind=conversation.kind,
        who=tuple(
            _stored_row(place, row)
            for place, row in enumerate(list_participants(session, conversation.id), start=1)
        ),
    )


def _stored_row(place: int, row: Participant) -> Who:
    return Who(place, str(row.id), row.name, row.role, row.speaks)


def _typed_values(typed: Mapping[str, Any]) -> Beginning:
    day = typed.get("held_on", ("", "", ""))
    return Beginning(
        version=str(typed.get("version", "")),
        language=typed.get("language", ""),
        plan_language=typed.get("plan_language", ""),
        communication_needs=typed.get("communication_needs", ""),
        held_on=day if isinstance(day, tuple) else ("", "", ""),
        kind=typed.get("kind", ""),
        who=tuple(typed_rows(typed)),
    )


def typed_rows(typed: Mapping[str, Any]) -> Iterable[Who]:
    """Put the columns of the form together into rows again."""
    names: Sequence[str] = typed.get("participant_name", ())[:MOST_PEOPLE]
    for place, name in enumerate(names, start=1):
        yield Who(
            number=place,
            id=_at(typed.get("participant_id", ()), place),
            name=name,
            role=_at(typed.get("participant_role", ()), place),
            speaks=str(place) in typed.get("speaks", ()),
        )


def _at(column: Sequence[str], place: int) -> str:
    return column[place - 1] if place <= len(column) else ""


def _at_version(values: Beginning, version: int) -> Beginning:
    return Beginning(**{**values.__dict__, "version": str(version)})


def _here_already(who: Sequence[Who], actor: Actor) -> tuple[tuple[Who, ...], tuple[Who, ...]]:
    """Part the person and the one who writes from everybody else, who alone are asked about."""
    already = [row for row in who if _is_here_already(row, actor)]
    others = [row for row in who if not _is_here_already(row, actor)]
    ordered = tuple(replace(row, number=place) for place, row in enumerate(already + others, 1))
    return ordered[: len(already)], ordered[len(already) :]


def _is_here_already(row: Who, actor: Actor) -> bool:
    if row.role == ParticipantRole.PERSON:
        return bool(row.id)
    return bool(row.id) and row.role == ParticipantRole.PRACTITIONER and row.name == actor.name


def _filled(who: tuple[Who, ...], already: int) -> tuple[Who, ...]:
    empty = (Who(place) for place in range(already + len(who) + 1, MOST_PEOPLE + 1))
    return (*who, *empty)


def _languages() -> tuple[Option, ...]:
    """Return the offer, each language in its own name: the offer is made, not waited for."""
    both, other = ConversationLanguage.BOTH.label, ConversationLanguage.OTHER.label
    return (
        Option("cy", "Cymraeg", lang="cy"),
        Option("en", "English", lang="en"),
        Option("both", both.in_(current_language())),
        Option("other", other.in_(current_language())),
    )


def _kind(kind: ConversationKind) -> Option:
    language = current_language()
    return Option(kind.value, kind.label.in_(language), kind.statement.in_(language))


def _roles(who: tuple[Who, ...]) -> Iterable[Option]:
    used = {row.role for row in who}
    for role in ParticipantRole:
        # The person is always there: only an earlier record may name them in a row.
        if role is not ParticipantRole.PERSON or role.value in used:
            yield Option(role.value, role.label.in_(current_language()))
