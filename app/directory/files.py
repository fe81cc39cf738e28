"""Reading a file of entries: Open Referral UK JSON or CSV, each bad row named and left out. Pure.

A file is somebody else's: nothing in it is believed. Each row is read on its own, so that one bad
row costs only itself, and each reason is a sentence for whoever keeps the file.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from app.directory.entries import Entry
from app.directory.open_referral import service_entry
from app.directory.spreadsheet import row_entry
from app.directory.values import RowRefused
from app.i18n import gettext as _


LARGEST_FILE: Final = 200_000_000


class FileRefused(ValueError):
    """The file as a whole cannot be read; the message is fit to show."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was left out: where it stands, what it calls itself, and why."""

    number: int
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a file held."""

    entries: tuple[Entry, ...]
    bad: tuple[BadRow, ...]


def read_file(path: Path) -> Found:
    """Read a file by what its name ends with: .json or .csv."""
    readers: Mapping[str, Callable[[str], Found]] = {".json": read_json, ".csv": read_csv}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise FileRefused(_("Give a file whose name ends in .json or .csv."))
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FileRefused(_("This file is too large to be a directory."))
        text = path.read_text(encoding="utf-8-sig")
    except OSError:
        raise FileRefused(_("There is no such file, or it cannot be opened.")) from None
    except UnicodeDecodeError:
        raise FileRefused(_("This file is not in UTF-8. Save it as UTF-8 and try again.")) from None
    return reader(text)


def read_json(text: str) -> Found:
    """Read Open Referral UK services: a page of them, a list, or one alone."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        raise FileRefused(_("This file is not JSON.")) from None
    return _found(_services(raw), service_entry)


def _services(raw: Any) -> list[Any]:
    if isinstance(raw, list):
        return raw
    if isinstance(raw, dict):
        for key in ("contents", "content", "services"):
            if isinstance(raw.get(key), list):
                return list(raw[key])
        if "name" in raw:
            return [raw]
    raise FileRefused(_("There are no services in this file, as Open Referral UK writes them."))


def read_csv(text: str) -> Found:
    """Read a spreadsheet whose first row names the columns."""
    reader = csv.DictReader(io.StringIO(text), strict=False)
    try:
        names = [name.strip().lower() for name in reader.fieldnames or ()]
    except csv.Error:
        names = []
    if not {"name_en", "name_cy"} & set(names):
        raise FileRefused(_("The first row must name the columns, with name_en or name_cy."))
    reader.fieldnames = names
    return _found(_rows(reader), row_entry)


def _rows(reader: "csv.DictReader[str]") -> Iterator[Any]:
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield None


def _found(rows: Iterable[Any], read: Callable[[Mapping[str, Any]], Entry]) -> Found:
    entries: dict[str, Entry] = {}
    bad: list[BadRow] = []
    for number, row in enumerate(rows, start=1):
        try:
            entry = _entry(row, read)
            if entry.key in entries:
                raise RowRefused(_("Another row of this file has the same id."))
        except RowRefused as refused:
            bad.append(BadRow(number, _name(row), str(refused)))
        else:
            entries[entry.key] = entry
    return Found(tuple(entries.values()), tuple(bad))


def _entry(row: Any, read: Callable[[Mapping[str, Any]], Entry]) -> Entry:
    if not isinstance(row, Mapping):
        raise RowRefused(_("This row cannot be read."))
    return read(row)


def _name(row: Any) -> str:
    if not isinstance(row, Mapping):
        return ""
    names = (row.get(key) for key in ("name", "name_en", "name_cy"))
    name = next((name for name in names if isinstance(name, str) and name.strip()), "")
    return " ".join(name.split())[:80]
