"""One entry of the directory: what a group or a service says of itself. Pure.

Nothing here is about anybody who uses the product: an entry is public, and comes from a file.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from conversations.phrases import words_of
from outcome_mapping.framework import load_framework


class Ring(StrEnum):
    """Where an entry stands: among the community, or with the services beyond it."""

    COMMUNITY = "COMMUNITY"
    SERVICES = "SERVICES"


class Cost(StrEnum):
    """What it costs whoever takes part."""

    FREE = "free"
    SOME = "some"
    UNKNOWN = "unknown"


# An entry for the whole of Wales is near wherever somebody lives.
EVERYWHERE: Final = frozenset({"wales", "cymru", "all wales", "cymru gyfan"})


@dataclass(frozen=True, slots=True)
class Both:
    """Words in both languages; one of the two may be empty, and then the other is shown."""

    en: str = ""
    cy: str = ""

    def __bool__(self) -> bool:
        """Say whether there are any words."""
        return bool(self.en or self.cy)

    def shown(self, language: str) -> tuple[str, str]:
        """Return the words for a reader, and the language they are really in."""
        if language == "cy":
            return (self.cy, "cy") if self.cy else (self.en, "en" if self.en else "")
        return (self.en, "en") if self.en else (self.cy, "cy" if self.cy else "")


@dataclass(frozen=True, slots=True)
class Entry:
    """One group, place or service, as its file describes it."""

    key: str
    name: Both
    about: Both
    ring: Ring = Ring.COMMUNITY
    solution: str = ""  # the type of community solution it is, where it is one
    domains: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()  # en, cy: those it is offered in
    cost: Cost = Cost.UNKNOWN
    cost_words: Both = Both()
    when: Both = Both()
    place: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    access: Both = Both()
    checked_on: dt.date | None = None
    is_offered: bool = True

    @property
    def is_everywhere(self) -> bool:
        """Whether it can be had wherever in Wales somebody lives."""
        return any(folded(area) in EVERYWHERE for area in self.areas)

    def has_language(self, language: str) -> bool:
        """Say whether it is offered in the language."""
        return language in self.languages


def folded(words: str) -> str:
    """Return words as they are compared: small letters, no accents, one space between."""
    return " ".join(words_of(words))


def search_text(entry: Entry) -> str:
    """Return all that an entry can be found by, with a space at either end of each word."""
    said = (
        *(entry.name.en, entry.name.cy, entry.about.en, entry.about.cy),
        *(entry.when.en, entry.when.cy, entry.place, *entry.areas),
    )
    return f" {folded(' '.join(said))} "


def area_text(entry: Entry) -> str:
    """Return where an entry is and whom it serves, as it is searched."""
    return f" {' | '.join(folded(area) for area in (*entry.areas, entry.place))} "


def known_domains(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the codes that name a well-being domain, each once, in the framework's order."""
    given = {code.strip().upper() for code in codes}
    return tuple(key for key in load_framework().keys("domain") if key in given)
