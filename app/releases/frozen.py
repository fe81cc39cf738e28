"""Reads a release back from its frozen files, so that a page can only show what left.

Nothing here looks at a conversation. What the files do not say, the page cannot say.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.i18n import Language
from app.releases.disclosure import Marker
from app.releases.layout import ALL_HELD, ANY_DOMAIN, EVERYONE
from app.releases.models import Release, ReleaseFile
from app.releases.writing import MARKERS


DICTIONARY: Final = "data-dictionary"
_TOTALS: Final = frozenset({EVERYONE.key, ANY_DOMAIN.key, ALL_HELD.key})


@dataclass(frozen=True)
class FrozenRow:
    """One row as it left: numbers, and what stands in place of a number."""

    key: str
    name: str
    cells: tuple[int | Marker, ...]

    @property
    def is_total(self) -> bool:
        """Say whether the row counts everybody once."""
        return self.key in _TOTALS


@dataclass(frozen=True)
class Meaning:
    """A heading and what it means, from the data dictionary."""

    heading: str
    meaning: str


@dataclass(frozen=True)
class FrozenTable:
    """One table as it left, with its title and note."""

    key: str
    title: str
    note: str
    row_heading: str
    headings: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    rows: tuple[FrozenRow, ...]


@dataclass(frozen=True)
class FrozenRelease:
    """Everything a release says, in one language."""

    tables: tuple[FrozenTable, ...]
    notes: tuple[str, ...]


def read_release(
    release: Release, files: Iterable[ReleaseFile], language: Language
) -> FrozenRelease:
    """Read the release in one language from its frozen files."""
    contents = {file.name: file.content for file in files}
    stem = f"{release.period}-release-{release.number}"
    dictionary = _lines(contents[f"{stem}-{DICTIONARY}.{language}.csv"])[1:]
    titles = [line for line in dictionary if line[0] and not line[1]]
    tables = [
        _table(line, dictionary, _lines(contents[f"{stem}-{line[0]}.{language}.csv"]), language)
        for line in titles
    ]
    return FrozenRelease(
        tables=tuple(tables), notes=tuple(line[3] for line in dictionary if not line[0])
    )


def _table(
    title: Sequence[str],
    dictionary: Sequence[Sequence[str]],
    lines: Sequence[Sequence[str]],
    language: Language,
) -> FrozenTable:
    key = title[0]
    markers = {wording.in_language(language): marker for marker, wording in MARKERS.items()}
    _period, _key, row_heading, *headings = lines[0]
    return FrozenTable(
        key=key,
        title=title[2],
        note=title[3],
        row_heading=row_heading,
        headings=tuple(headings),
        meanings=tuple(Meaning(line[2], line[3]) for line in dictionary if line[0] == key)[1:],
        rows=tuple(
            FrozenRow(row_key, name, tuple(_cell(cell, markers) for cell in cells))
            for _period, row_key, name, *cells in lines[1:]
        ),
    )


def _cell(written: str, markers: Mapping[str, Marker]) -> int | Marker:
    return markers[written] if written in markers else int(written)


def _lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
