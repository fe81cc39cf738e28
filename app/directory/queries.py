"""Finding entries: by words, area, language and cost, and all of them for a tablet."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, case, col, func, or_, select

from app.directory.entries import Both, Cost, Entry, Ring, folded
from app.directory.models import DirectoryEntry
from app.errors import NotFound
from app.i18n import current_language
from conversations.phrases import mutations


PAGE_SIZE = 20
_BOTH = [field.name for field in fields(Entry) if field.type in (Both, "Both")]


@dataclass(frozen=True)
class Wanted:
    """What is looked for; what is empty does not matter."""

    words: str = ""
    area: str = ""
    language: str = ""  # cy | en
    cost: str = ""  # free


@dataclass(frozen=True)
class Shelf:
    """One page of what was found, and how many there are."""

    rows: Sequence[DirectoryEntry]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return max(1, -(-self.total // PAGE_SIZE))


def search(session: Session, wanted: Wanted, number: int = 1) -> Shelf:
    """Return the entries that are offered and have all that is wanted, the best name first."""
    conditions = _conditions(wanted)
    total = session.exec(select(func.count()).select_from(DirectoryEntry).where(*conditions)).one()
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, number), pages)
    name = col(DirectoryEntry.name_cy if current_language() == "cy" else DirectoryEntry.name_en)
    in_name = [_has_word(col(DirectoryEntry.name_text), word) for word in _words(wanted.words)]
    best = case((and_(*in_name), 0), else_=1) if in_name else case((name != "", 0), else_=1)
    rows = session.exec(
        select(DirectoryEntry)
        .where(*conditions)
        .order_by(best, func.lower(name), col(DirectoryEntry.key))
        .offset((number - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE)
    ).all()
    return Shelf(rows, total, number)


def list_offered(session: Session) -> Sequence[DirectoryEntry]:
    """Return every entry that is offered, in an order that does not change by itself."""
    offered = col(DirectoryEntry.withdrawn_at).is_(None)
    statement = select(DirectoryEntry).where(offered).order_by(col(DirectoryEntry.key))
    return session.exec(statement).all()


def list_of_type(session: Session, key: str) -> Sequence[DirectoryEntry]:
    """Return the entries of one type of community solution."""
    return session.exec(
        select(DirectoryEntry)
        .where(col(DirectoryEntry.withdrawn_at).is_(None), col(DirectoryEntry.solution) == key)
        .order_by(col(DirectoryEntry.key))
        .limit(50)
    ).all()


def count_offered(session: Session) -> int:
    """Return how many entries are offered."""
    offered = col(DirectoryEntry.withdrawn_at).is_(None)
    return session.exec(select(func.count()).select_from(DirectoryEntry).where(offered)).one()


def edition(session: Session) -> str:
    """Return a mark that changes whenever a file is loaded, for whoever keeps a copy."""
    newest, count = session.exec(
        select(
            func.max(
                func.coalesce(col(DirectoryEntry.withdrawn_at), col(DirectoryEntry.loaded_at))
            ),
            func.count(),
        )
    ).one()
    latest = "".join(letter for letter in str(newest or "") if letter.isdigit())
    return f"{latest}-{count}"


def find_entry(session: Session, entry_id: uuid.UUID) -> DirectoryEntry | None:
    """Return one entry, withdrawn or not: what was taken from it stays true."""
    return session.get(DirectoryEntry, entry_id)


def get_entry(session: Session, entry_id: uuid.UUID) -> DirectoryEntry:
    """Return one entry, or say that it is not there."""
    row = find_entry(session, entry_id)
    if row is None:
        raise NotFound
    return row


def entry_of(row: DirectoryEntry) -> Entry:
    """Return a stored row as the entry it holds."""
    words: dict[str, Any] = {
        name: Both(getattr(row, f"{name}_en"), getattr(row, f"{name}_cy")) for name in _BOTH
    }
    return Entry(
        key=row.key,
        ring=Ring(row.ring),
        solution=row.solution,
        domains=tuple(row.domains.split()),
        areas=tuple(row.areas.splitlines()),
        languages=tuple(row.languages.split()),
        cost=Cost(row.cost),
        place=row.place,
        phone=row.phone,
        email=row.email,
        website=row.website,
        checked_on=row.checked_on,
        is_offered=row.withdrawn_at is None,
        **words,
    )


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [col(DirectoryEntry.withdrawn_at).is_(None)]
    text = col(DirectoryEntry.search_text)
    conditions += [_has_word(text, word) for word in _words(wanted.words)]
    if wanted.area:
        near = col(DirectoryEntry.area_text)
        everywhere = [_has_word(near, word) for word in ("wales", "cymru")]
        here = and_(*(_has_word(near, word) for word in _words(wanted.area)))
        conditions.append(or_(here, *everywhere))
    if wanted.language in ("cy", "en"):
        conditions.append(col(DirectoryEntry.languages).contains(wanted.language))
    if wanted.cost == Cost.FREE:
        conditions.append(col(DirectoryEntry.cost) == Cost.FREE.value)
    return conditions


def _words(typed: str) -> list[str]:
    return folded(typed).split()[:12]


def _has_word(column: Any, word: str) -> ColumnElement[bool]:
    """Find a word by how it begins; and a Welsh word whole, however it is mutated."""
    first, *mutated = mutations(word)
    found: list[ColumnElement[bool]] = [column.contains(f" {first}", autoescape=True)]
    if len(word) > 3:
        found += [column.contains(f" {each} ", autoescape=True) for each in mutated]
    return or_(*found)
