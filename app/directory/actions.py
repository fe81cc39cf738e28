"""Loading a file into the directory: one transaction, one audit event, and nothing doubled."""

import uuid
from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import Session, select

from app import audit, clock
from app.directory.entries import Entry, area_text, folded, search_text
from app.directory.files import Found
from app.directory.models import DirectoryEntry


_KEYS: Final = uuid.UUID("6a0b6f1e-36b5-4f0e-8f5e-1d0a6f6f0d3c")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a file did."""

    added: int
    changed: int
    unchanged: int
    withdrawn: int
    left_out: int
    untagged: int  # entries that say nothing of what they help with: found by words only


def load_entries(session: Session, by: audit.By, found: Found) -> Loaded:
    """Keep what the file says: new entries, changed ones, and withdrawn ones marked as such.

    An entry that the file does not name stays as it is: a file may be one of several.
    """
    rows = {row.key: row for row in session.exec(select(DirectoryEntry))}
    tally = {"added": 0, "changed": 0, "unchanged": 0, "withdrawn": 0}
    for entry in found.entries:
        tally[_keep(session, rows.get(entry.key), entry)] += 1
    loaded = Loaded(
        left_out=len(found.bad),
        untagged=sum(1 for entry in found.entries if entry.is_offered and not entry.domains),
        **tally,
    )
    subject = audit.Subject("directory")
    audit.record(session, by, "directory_loaded", subject, left_out=loaded.left_out, **tally)
    return loaded


def _keep(session: Session, row: DirectoryEntry | None, entry: Entry) -> str:
    values = _columns(entry)
    if row is None:
        row = DirectoryEntry(id=uuid.uuid5(_KEYS, entry.key), key=entry.key, **values)
        row.withdrawn_at = None if entry.is_offered else clock.now()
        session.add(row)
        return "added"
    if not entry.is_offered:
        return _withdraw(row)
    same = all(getattr(row, name) == value for name, value in values.items())
    if same and row.withdrawn_at is None:
        return "unchanged"
    row.sqlmodel_update(values)
    row.loaded_at = clock.now()
    row.withdrawn_at = None
    return "changed"


def _withdraw(row: DirectoryEntry) -> str:
    """Offer it no more; its words stay as they were last offered, for plans made from them."""
    if row.withdrawn_at is not None:
        return "unchanged"
    row.withdrawn_at = clock.now()
    return "withdrawn"


def _columns(entry: Entry) -> dict[str, Any]:
    both = {
        f"{name}_{language}": getattr(getattr(entry, name), language)
        for name in ("name", "about", "cost_words", "when", "access")
        for language in ("en", "cy")
    }
    return {
        **both,
        "ring": entry.ring.value,
        "solution": entry.solution,
        "domains": " ".join(entry.domains),
        "areas": "\n".join(entry.areas),
        "languages": " ".join(entry.languages),
        "cost": entry.cost.value,
        "place": entry.place,
        "phone": entry.phone,
        "email": entry.email,
        "website": entry.website,
        "checked_on": entry.checked_on,
        "name_text": f" {folded(f'{entry.name.en} {entry.name.cy}')} ",
        "search_text": search_text(entry),
        "area_text": area_text(entry),
    }
