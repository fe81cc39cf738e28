"""The pages about people: who is seen, and a person's details as a form."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.alphabet import alphabetical
from app.forms import FieldError, Option
from app.i18n import current_language, long_date
from app.i18n import gettext as _
from app.identity import Actor
from app.people.models import Person
from app.text import LINE_LIMIT


def shown_name(person: Person) -> str:
    """Return what the person likes to be called, or else their name."""
    return person.preferred_name or person.name


def born(person: Person) -> str:
    """Return the date of birth written out, or nothing."""
    if not person.date_of_birth:
        return ""
    return long_date(dt.date.fromisoformat(person.date_of_birth))


def in_order(people: Sequence[Person]) -> list[Person]:
    """Return the people by the name shown, as the language being spoken orders names."""
    language = current_language()
    return sorted(people, key=lambda person: alphabetical(shown_name(person), language))


@dataclass(frozen=True)
class PersonRow:
    """One person in a list."""

    href: str
    name: str
    facts: str


@dataclass(frozen=True)
class PeoplePage:
    """The people somebody may see: their own first, then their team's."""

    title: str
    own: tuple[PersonRow, ...]
    team: tuple[PersonRow, ...]


def people_page(
    actor: Actor, people: Sequence[Person], practitioners: Mapping[uuid.UUID, str]
) -> PeoplePage:
    """Return the list of people for the actor."""
    ordered = in_order(people)
    return PeoplePage(
        title=_("People"),
        own=tuple(_row(person, "") for person in ordered if person.practitioner_id == actor.id),
        team=tuple(
            _row(person, practitioners[person.practitioner_id])
            for person in ordered
            if person.practitioner_id != actor.id
        ),
    )


def _row(person: Person, seen_by: str) -> PersonRow:
    facts = (
        _("Full name: %(name)s") % {"name": person.name} if person.preferred_name else "",
        _("Born %(date)s") % {"date": born(person)} if person.date_of_birth else "",
        _("Would rather speak Welsh") if person.language == "cy" else "",
        _("Seen by %(name)s") % {"name": seen_by} if seen_by else "",
    )
    return PersonRow(
        href=f"/people/{person.id}",
        name=shown_name(person),
        facts=" · ".join(fact for fact in facts if fact),
    )


@dataclass(frozen=True)
class SavedLine:
    """One detail as it stands saved, beside what was typed."""

    label: str
    value: str
    href: str = ""


@dataclass(frozen=True)
class PersonFormPage:
    """A person's details as a form, new or to be changed."""

    title: str
    action: str
    hidden: Mapping[str, str]
    back_href: str
    back_label: str
    button: str
    typed: Mapping[str, Any]
    languages: tuple[Option, ...]
    errors: tuple[FieldError, ...]
    saved_meanwhile: tuple[SavedLine, ...] = ()
    limit: int = LINE_LIMIT
    form_id: str = "person"


_NOTHING_TYPED: Final[Mapping[str, Any]] = {
    "name": "",
    "preferred_name": "",
    "date_of_birth": ("", "", ""),
    "language": "",
    "communication_needs": "",
    "home_area": "",
}


def new_person_page(
    operation_id: str,
    *,
    typed: Mapping[str, Any] | None = None,
    errors: tuple[FieldError, ...] = (),
) -> PersonFormPage:
    """Return the form for somebody new."""
    return PersonFormPage(
        title=_("Add a person"),
        action="/people/new",
        hidden={"operation_id": operation_id},
        back_href="/people",
        back_label=_("Back to people"),
        button=_("Add this person"),
        typed={**_NOTHING_TYPED, **(typed or {})},
        languages=_languages(),
        errors=errors,
    )


def edit_person_page(
    person: Person,
    *,
    typed: Mapping[str, Any] | None = None,
    errors: tuple[FieldError, ...] = (),
    version: str = "",
    was_changed_meanwhile: bool = False,
) -> PersonFormPage:
    """Return the form for a person's details, with what was typed or else what is saved."""
    return PersonFormPage(
        title=_("Details of %(name)s") % {"name": shown_name(person)},
        action=f"/people/{person.id}/edit",
        hidden={"version": version or str(person.version)},
        back_href=f"/people/{person.id}",
        back_label=_("Back to %(name)s") % {"name": shown_name(person)},
        button=_("Keep what I typed") if was_changed_meanwhile else _("Save the details"),
        typed={**_NOTHING_TYPED, **typed} if typed is not None else _saved(person),
        languages=_languages(),
        errors=errors,
        saved_meanwhile=_saved_lines(person) if was_changed_meanwhile else (),
    )


def _saved(person: Person) -> Mapping[str, Any]:
    born_on = dt.date.fromisoformat(person.date_of_birth) if person.date_of_birth else None
    parts = ("", "", "") if born_on is None else (born_on.day, born_on.month, born_on.year)
    return {
        "name": person.name,
        "preferred_name": person.preferred_name,
        "date_of_birth": parts,
        "language": person.language,
        "communication_needs": person.communication_needs,
        "home_area": person.home_area or "",
    }


def _saved_lines(person: Person) -> tuple[SavedLine, ...]:
    labels = {option.value: option.label for option in _languages()}
    nothing = _("Nothing written")
    return (
        SavedLine(_("Name"), person.name),
        SavedLine(_("What they like to be called"), person.preferred_name or nothing),
        SavedLine(_("Date of birth"), born(person) or nothing),
        SavedLine(_("The language they would rather use"), labels[person.language]),
        SavedLine(
            _("What helps them to follow and be heard"), person.communication_needs or nothing
        ),
        SavedLine(_("Where they live"), person.home_area or nothing),
    )


def _languages() -> tuple[Option, ...]:
    return (Option("cy", _("Welsh")), Option("en", _("English")))
