"""Adds confirmed tags up into the fixed tables of a release: counts only, no ids and no words.

What comes out holds true counts. It stays inside the organisation until ``disclosure`` has made a
releasable table of it.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from app.releases.layout import (
    ALL_HELD,
    ANY_DOMAIN,
    ASSETS,
    CONFIRMED,
    DOMAINS,
    ELEMENT_KEYS,
    ELEMENTS,
    EVERYONE,
    HELD,
    IN_WELSH,
    LANGUAGE_ROWS,
    LANGUAGES_TABLE,
    NOT_IN_WELSH,
    REACH,
    Dimensions,
    Label,
    TableLayout,
)


class HeldConversation(NamedTuple):
    """One conversation held in the period; its language is cy, both, en, other or empty."""

    person: Hashable
    conversation: Hashable
    language: str


class ConfirmedTag(NamedTuple):
    """One tag a practitioner confirmed, in a conversation held in the period.

    ``passage`` is whatever two tags on the same words share, such as the answer and its sentence:
    it ties a barrier to the domain it is a barrier in. Pending and set-aside tags have no place
    here, so the query that makes these rows must not read them.
    """

    person: Hashable
    conversation: Hashable
    passage: Hashable
    kind: Literal["domain", "statement", "asset", "element"]
    key: str


@dataclass(frozen=True)
class Cell:
    """A true count, and how many different people are behind it."""

    count: int
    people: int

    def __post_init__(self) -> None:
        if not 0 <= self.people <= self.count or (self.count > 0) != (self.people > 0):
            raise ValueError("A count cannot be smaller than the number of people behind it.")


@dataclass(frozen=True)
class TableRow:
    """One row; a cell of None is a figure the table never gives."""

    label: Label
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Table:
    """True counts in a fixed shape. Never written to a file: only a releasable table is."""

    layout: TableLayout
    rows: tuple[TableRow, ...]
    total: TableRow | None = None

    def __post_init__(self) -> None:
        every_row = self.rows if self.total is None else (*self.rows, self.total)
        if any(len(row.cells) != len(self.layout.columns) for row in every_row):
            raise ValueError(f"Table {self.layout.key} has a row that does not fit its columns.")
        if len({row.label.key for row in every_row}) != len(every_row):
            raise ValueError(f"Table {self.layout.key} names a row twice.")


@dataclass
class _Tally:
    """Who and what has been seen for one cell of people, conversations and tags."""

    people: set[Hashable] = field(default_factory=set)
    conversations: set[Hashable] = field(default_factory=set)
    tags: int = 0

    def add(self, person: Hashable, conversation: Hashable) -> None:
        self.people.add(person)
        self.conversations.add(conversation)
        self.tags += 1

    def people_cell(self) -> Cell:
        return Cell(len(self.people), len(self.people))

    def conversations_cell(self) -> Cell:
        return Cell(len(self.conversations), len(self.people))

    def tags_cell(self) -> Cell:
        return Cell(self.tags, len(self.people))


def aggregate_release(
    dimensions: Dimensions,
    conversations: Iterable[HeldConversation],
    tags: Iterable[ConfirmedTag],
) -> tuple[Table, ...]:
    """Add up every table of a release, always the same tables with the same rows, in order."""
    held = tuple(conversations)
    seen = _Tallies(dimensions)
    for tag in tags:
        seen.add(tag)
    return (
        _reach(held, seen.confirmed),
        _domains(dimensions, seen),
        _assets(dimensions, seen),
        _elements(dimensions, seen),
        _languages(held),
    )


class _Tallies:
    """Everything the tag tables need, gathered in one pass over the tags."""

    def __init__(self, dimensions: Dimensions) -> None:
        self.confirmed = _Tally()
        self.domains = {label.key: _Tally() for label in dimensions.domains}
        self.assets = {label.key: _Tally() for label in dimensions.assets}
        self.elements = {key: _Tally() for key in ELEMENT_KEYS}
        self._passage_domains: defaultdict[Hashable, set[str]] = defaultdict(set)
        self._element_tags: list[ConfirmedTag] = []

    def add(self, tag: ConfirmedTag) -> None:
        person, conversation, passage, kind, key = tag
        self.confirmed.add(person, conversation)
        if kind == "asset":
            _known(self.assets, key).add(person, conversation)
        elif kind == "element":
            # Circumstances are nearly everywhere, so counting them would say nothing.
            if key in self.elements:
                self.elements[key].add(person, conversation)
                self._element_tags.append(tag)
        else:
            # A confirmed statement is a confirmed word about its domain: RIGHTS-1 is in RIGHTS.
            domain = key.partition("-")[0] if kind == "statement" else key
            _known(self.domains, domain).add(person, conversation)
            self._passage_domains[passage].add(domain)

    def elements_by_domain(self) -> dict[tuple[str, str], _Tally]:
        """Return who spoke of each element in a passage about each domain."""
        tallies = {(domain, key): _Tally() for domain in self.domains for key in ELEMENT_KEYS}
        for person, conversation, passage, _kind, key in self._element_tags:
            for domain in self._passage_domains.get(passage, ()):
                tallies[domain, key].add(person, conversation)
        return tallies


def _known(tallies: Mapping[str, _Tally], key: str) -> _Tally:
    """Return the key's tally; a key without a row must stop the release, not vanish from it."""
    if key not in tallies:
        raise ValueError(f"The release has no row for {key}.")
    return tallies[key]


def _reach(held: tuple[HeldConversation, ...], confirmed: _Tally) -> Table:
    every = _Tally()
    for one in held:
        every.add(one.person, one.conversation)
    if not confirmed.conversations <= every.conversations:
        raise ValueError("A confirmed tag belongs to a conversation that is not in the period.")
    rows = tuple(
        TableRow(label, (tally.people_cell(), tally.conversations_cell()))
        for label, tally in ((HELD, every), (CONFIRMED, confirmed))
    )
    return Table(REACH, rows)


def _domains(dimensions: Dimensions, seen: _Tallies) -> Table:
    rows = tuple(
        TableRow(label, (tally.people_cell(), tally.conversations_cell(), tally.tags_cell()))
        for label in dimensions.domains
        for tally in (seen.domains[label.key],)
    )
    # Tags are the one column whose rows would add up, so its total is never given.
    everyone = (seen.confirmed.people_cell(), seen.confirmed.conversations_cell(), None)
    return Table(DOMAINS, rows, TableRow(EVERYONE, everyone))


def _assets(dimensions: Dimensions, seen: _Tallies) -> Table:
    rows = tuple(
        TableRow(label, (tally.people_cell(), tally.conversations_cell()))
        for label in dimensions.assets
        for tally in (seen.assets[label.key],)
    )
    everyone = (seen.confirmed.people_cell(), seen.confirmed.conversations_cell())
    return Table(ASSETS, rows, TableRow(EVERYONE, everyone))


def _elements(dimensions: Dimensions, seen: _Tallies) -> Table:
    tallies = seen.elements_by_domain()
    rows = tuple(
        TableRow(label, tuple(tallies[label.key, key].people_cell() for key in ELEMENT_KEYS))
        for label in dimensions.domains
    )
    anywhere = tuple(seen.elements[key].people_cell() for key in ELEMENT_KEYS)
    return Table(ELEMENTS, rows, TableRow(ANY_DOMAIN, anywhere))


def _languages(held: tuple[HeldConversation, ...]) -> Table:
    rows = (IN_WELSH, NOT_IN_WELSH)
    tallies = {label.key: _Tally() for label in rows}
    every = _Tally()
    for one in held:
        if one.language not in LANGUAGE_ROWS:
            raise ValueError("The release has no row for a language a conversation was held in.")
        tallies[LANGUAGE_ROWS[one.language].key].add(one.person, one.conversation)
        every.add(one.person, one.conversation)
    return Table(
        LANGUAGES_TABLE,
        tuple(TableRow(label, (tallies[label.key].conversations_cell(),)) for label in rows),
        TableRow(ALL_HELD, (every.conversations_cell(),)),
    )
