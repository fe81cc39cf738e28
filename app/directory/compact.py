"""The whole directory in few bytes, for a tablet to keep and search with no signal. Pure."""

import json
from collections.abc import Iterable
from typing import Any, Final

from app.directory.entries import Both, Entry


# In this order in every row; what is bilingual is a pair, Welsh first.
FIELDS: Final = (
    *("id", "name", "about", "ring", "solution", "domains", "areas", "languages", "cost"),
    *("cost_words", "when", "place", "phone", "email", "website", "access", "checked_on"),
)


def compact(entries: Iterable[tuple[str, Entry]], edition: str) -> bytes:
    """Return the entries as JSON, each a row of ``FIELDS``; public words and nothing else."""
    rows = [
        [row_id, *(_plain(getattr(entry, name)) for name in FIELDS[1:])]
        for row_id, entry in entries
    ]
    kept = {"edition": edition, "fields": FIELDS, "entries": rows}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, Both):
        return [value.cy, value.en]
    if isinstance(value, tuple):
        return list(value)
    return str(value) if value else ""
