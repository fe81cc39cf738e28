"""What the directory's templates show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from app.directory.entries import Both, Cost, Entry
from app.directory.models import DirectoryEntry
from app.directory.queries import Shelf, Wanted, entry_of
from app.directory.solution_types import SolutionType, load_solution_types
from app.forms import Option
from app.i18n import N_, current_language, long_date, ngettext
from app.i18n import gettext as _
from outcome_mapping.framework import load_framework


_COSTS: Final = {
    Cost.FREE: N_("Free"),
    Cost.SOME: N_("There is something to pay"),
    Cost.UNKNOWN: "",
}


@dataclass(frozen=True)
class Said:
    """Words as their keeper wrote them; ``lang`` is set where that is not the reader's language."""

    text: str
    lang: str = ""


@dataclass(frozen=True)
class Detail:
    """One thing to know about an entry, perhaps a way to reach it."""

    label: str
    said: Said
    href: str = ""


@dataclass(frozen=True)
class EntryCard:
    """One entry as it stands in a list, and with its details on a page of its own."""

    href: str
    name: Said
    about: Said
    facts: tuple[str, ...]  # short sentences
    key: str  # COMMUNITY | SERVICES


@dataclass(frozen=True)
class DirectoryPage:
    """The search, and what it found."""

    title: str
    words: str
    area: str
    languages: tuple[Option, ...]
    language: str
    costs: tuple[Option, ...]
    cost: str
    found: str
    cards: tuple[EntryCard, ...]
    is_empty_directory: bool
    earlier: str
    later: str
    place: str
    types: tuple[EntryCard, ...]


@dataclass(frozen=True)
class EntryPage:
    """One entry with all that is known of it."""

    title: str
    name_lang: str
    withdrawn: str
    about: Said
    details: tuple[Detail, ...]
    domains: tuple[str, ...]
    type_name: str
    type_href: str
    key: str


@dataclass(frozen=True)
class TypePage:
    """One type of community solution, and what there is of it here."""

    title: str
    parts: tuple[tuple[str, str], ...]
    source: str
    domains: tuple[str, ...]
    cards: tuple[EntryCard, ...]


def said(words: Both) -> Said:
    """Return the words in the reader's language, or else in the one they are in, and marked so."""
    text, language = words.shown(current_language())
    return Said(text, language if language != current_language() else "")


def entry_card(row: DirectoryEntry) -> EntryCard:
    """Return an entry for a list."""
    entry = entry_of(row)
    facts = (", ".join(entry.areas), *cost_facts(entry), *language_facts(entry))
    return EntryCard(
        href=f"/directory/entries/{row.id}",
        name=said(entry.name),
        about=said(entry.about),
        facts=tuple(fact for fact in facts if fact),
        key=entry.ring.value,
    )


def cost_facts(entry: Entry) -> tuple[str, ...]:
    """Return what it costs, in a few words; nothing where nobody has said."""
    sentence = _COSTS[entry.cost]
    return (_(sentence),) if sentence else ()


def language_facts(entry: Entry) -> tuple[str, ...]:
    """Return whether Welsh is offered, where anything is known of languages."""
    if not entry.languages:
        return ()
    return (_("Offered in Welsh") if entry.has_language("cy") else _("Not offered in Welsh"),)


def domain_labels(keys: Sequence[str]) -> tuple[str, ...]:
    """Return the domains' names in the language being spoken."""
    language = current_language()
    return tuple(load_framework().label("domain", key, language) for key in keys)


def directory_page(wanted: Wanted, shelf: Shelf, *, is_empty_directory: bool) -> DirectoryPage:
    """Return the search page."""
    sentence = ngettext("%(count)s entry", "%(count)s entries", shelf.total)
    return DirectoryPage(
        title=_("In the community"),
        words=wanted.words,
        area=wanted.area,
        languages=(Option("", _("Any language")), Option("cy", _("Welsh is offered"))),
        language=wanted.language,
        costs=(Option("", _("Free or not")), Option("free", _("Free only"))),
        cost=wanted.cost,
        found=sentence % {"count": f"{shelf.total:,}"},
        cards=tuple(entry_card(row) for row in shelf.rows),
        is_empty_directory=is_empty_directory,
        earlier=_address(wanted, shelf.number - 1) if shelf.number > 1 else "",
        later=_address(wanted, shelf.number + 1) if shelf.number < shelf.pages else "",
        place=_("Page %(page)s of %(pages)s") % {"page": shelf.number, "pages": shelf.pages},
        types=tuple(type_card(each) for each in load_solution_types().types),
    )


def _address(wanted: Wanted, number: int) -> str:
    asked = {name: value for name, value in vars(wanted).items() if value}
    return f"/directory?{urlencode({**asked, 'page': number})}"


def type_card(each: SolutionType) -> EntryCard:
    """Return a type of community solution for a list."""
    language = current_language()
    return EntryCard(
        href=f"/directory/solutions/{each.key}",
        name=Said(each.name.in_(language)),
        about=Said(each.what_it_is.in_(language)),
        facts=(),
        key=each.ring.value,
    )


def entry_page(row: DirectoryEntry) -> EntryPage:
    """Return the page of one entry."""
    entry = entry_of(row)
    name = said(entry.name)
    kind = load_solution_types().find(entry.solution)
    return EntryPage(
        title=name.text,
        name_lang=name.lang,
        withdrawn=""
        if entry.is_offered
        else _("This is no longer in the directory. It is kept because a plan may name it."),
        about=said(entry.about),
        details=details_of(entry),
        domains=domain_labels(entry.domains),
        type_name=kind.name.in_(current_language()) if kind else "",
        type_href=f"/directory/solutions/{kind.key}" if kind else "",
        key=entry.ring.value,
    )


def details_of(entry: Entry) -> tuple[Detail, ...]:
    """Return what is known of an entry, each with its label; what is not known is not there."""
    checked = long_date(entry.checked_on) if entry.checked_on else ""
    cost = said(entry.cost_words) if entry.cost_words else Said(" ".join(cost_facts(entry)))
    details = (
        Detail(_("When"), said(entry.when)),
        Detail(_("Where"), Said(entry.place)),
        Detail(_("Who it is for"), Said(", ".join(entry.areas))),
        Detail(_("Cost"), cost),
        Detail(_("Languages"), Said(" ".join(language_facts(entry)))),
        Detail(_("Getting in and about"), said(entry.access)),
        Detail(_("Telephone"), Said(entry.phone), f"tel:{_dialled(entry.phone)}"),
        Detail(_("Email"), Said(entry.email), f"mailto:{entry.email}"),
        Detail(_("Website"), Said(entry.website), entry.website),
        Detail(_("Last checked"), Said(checked)),
    )
    return tuple(detail for detail in details if detail.said.text)


def _dialled(phone: str) -> str:
    return "".join(letter for letter in phone if letter.isdigit() or letter == "+")


def type_page(each: SolutionType, rows: Sequence[DirectoryEntry]) -> TypePage:
    """Return the page of one type."""
    language = current_language()
    parts = (
        (_("What it is"), each.what_it_is),
        (_("Who it may suit"), each.who_it_may_suit),
        (_("What it is not"), each.what_it_is_not),
        (_("What a place needs to have it"), each.what_a_place_needs),
        (_("What is known of how well it works"), each.evidence),
    )
    return TypePage(
        title=each.name.in_(language),
        parts=tuple((heading, words.in_(language)) for heading, words in parts),
        source=load_solution_types().source,
        domains=domain_labels(each.domains),
        cards=tuple(entry_card(row) for row in rows),
    )
