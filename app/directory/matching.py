"""Which entries may help with a step, and why each: from confirmed tags and what is asked. Pure.

A suggestion is an offer to read further. It says its reasons, and nobody is scored.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.directory.entries import Cost, Entry, Ring, area_text, folded
from conversations.phrases import mutations


class ReasonKind(StrEnum):
    """Why an entry is offered, in the order the reasons are read."""

    DOMAIN = "domain"
    HOME = "home"
    AREA_SAID = "area_said"
    AREA_ASKED = "area_asked"
    EVERYWHERE = "everywhere"
    WELSH = "welsh"
    FREE = "free"
    COMMUNITY_LIKED = "community_liked"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; ``about`` is the domain's key or the area's name."""

    kind: ReasonKind
    about: str = ""


@dataclass(frozen=True, slots=True)
class Looking:
    """What a step is for: the confirmed domains, and what was said or asked of place and tongue."""

    domains: frozenset[str]
    home_places: tuple[str, ...] = ()  # where the person lives
    areas_said: tuple[str, ...] = ()
    area_asked: str = ""
    prefers_welsh: bool = False
    only_welsh: bool = False
    only_free: bool = False
    has_community: bool = False  # a community asset is confirmed


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry that may help, and every reason it is offered."""

    entry: Entry
    reasons: tuple[Reason, ...]


def areas_named(areas: Iterable[str], words: Iterable[str]) -> tuple[str, ...]:
    """Return the areas that were named in the words, mutated or not: "i Gaernarfon" too."""
    said = f" {folded(' '.join(words))} "
    unique = {folded(area): area for area in areas if len(folded(area)) > 2}
    return tuple(
        area
        for name, area in unique.items()
        if any(f" {each} " in said for each in mutations(name))
    )


def places_known(home_area: str, entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the places in "Twthill, Caernarfon" that any entry is in or for.

    Where the directory knows nothing of a place, keeping to it would hide everything.
    """
    parts = (part.strip() for part in re.split(r"[,;/\n]", home_area))
    named = [part for part in parts if len(folded(part)) > 2]
    there = list(entries) if named else []
    return tuple(part for part in named if any(_is_near(entry, part) for entry in there))


def suggest(looking: Looking, entries: Iterable[Entry], most: int = 6) -> tuple[Suggestion, ...]:
    """Return the entries that share a confirmed domain and can be reached, the nearest first."""
    found = [
        Suggestion(entry, _reasons(looking, entry))
        for entry in entries
        if entry.is_offered and _may_help(looking, entry)
    ]
    return tuple(sorted(found, key=_nearest)[:most])


def _may_help(looking: Looking, entry: Entry) -> bool:
    if not looking.domains & set(entry.domains):
        return False
    if looking.only_welsh and not entry.has_language("cy"):
        return False
    if looking.only_free and entry.cost is not Cost.FREE:
        return False
    return _can_be_reached(looking, entry)


def _can_be_reached(looking: Looking, entry: Entry) -> bool:
    if looking.area_asked:
        return entry.is_everywhere or _is_near(entry, looking.area_asked)
    places = (*looking.home_places, *looking.areas_said)
    return entry.is_everywhere or not places or any(_is_near(entry, area) for area in places)


def _is_near(entry: Entry, area: str) -> bool:
    near = area_text(entry)
    return all(f" {word}" in near for word in folded(area).split())


def _reasons(looking: Looking, entry: Entry) -> tuple[Reason, ...]:
    reasons = [Reason(ReasonKind.DOMAIN, key) for key in entry.domains if key in looking.domains]
    reasons += _reasons_of_place(looking, entry)
    if entry.has_language("cy") and (looking.prefers_welsh or looking.only_welsh):
        reasons.append(Reason(ReasonKind.WELSH))
    if entry.cost is Cost.FREE:
        reasons.append(Reason(ReasonKind.FREE))
    if looking.has_community and entry.ring is Ring.COMMUNITY:
        reasons.append(Reason(ReasonKind.COMMUNITY_LIKED))
    return tuple(reasons)


def _reasons_of_place(looking: Looking, entry: Entry) -> list[Reason]:
    if looking.area_asked and _is_near(entry, looking.area_asked):
        return [Reason(ReasonKind.AREA_ASKED, looking.area_asked)]
    if looking.area_asked:
        return [Reason(ReasonKind.EVERYWHERE)] if entry.is_everywhere else []
    home = [area for area in looking.home_places if _is_near(entry, area)]
    if home:
        return [Reason(ReasonKind.HOME, home[0])]
    said = [area for area in looking.areas_said if _is_near(entry, area)]
    if said:
        return [Reason(ReasonKind.AREA_SAID, said[0])]
    return [Reason(ReasonKind.EVERYWHERE)] if entry.is_everywhere else []


def _nearest(suggestion: Suggestion) -> tuple[object, ...]:
    kinds = [reason.kind for reason in suggestion.reasons]
    entry = suggestion.entry
    return (
        ReasonKind.WELSH not in kinds,
        not {ReasonKind.AREA_ASKED, ReasonKind.HOME, ReasonKind.AREA_SAID} & set(kinds),
        -kinds.count(ReasonKind.DOMAIN),
        entry.ring is Ring.SERVICES,
        entry.cost is not Cost.FREE,
        entry.key,
    )
