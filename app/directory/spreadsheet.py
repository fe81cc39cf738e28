"""One row of a spreadsheet read as an entry. Pure.

The columns stand in ``docs/directory.md``; those with ``_en`` and ``_cy`` are one thing in two
languages. Several values in one cell stand apart by ``;``.
"""

from collections.abc import Mapping
from typing import Any

from app.directory import values
from app.directory.entries import Both, Cost, Entry, Ring, known_domains
from app.directory.solution_types import load_solution_types
from app.directory.values import RowRefused
from app.i18n import gettext as _
from outcome_mapping.framework import load_framework


Row = Mapping[str, Any]


def row_entry(row: Row) -> Entry:
    """Return the row as an entry, or refuse it with the reason."""
    return Entry(
        key=values.key(row.get("id")),
        name=values.named(_line(row, "name")),
        about=Both(values.paragraph(row.get("about_en")), values.paragraph(row.get("about_cy"))),
        ring=_ring(row),
        solution=_solution(row),
        domains=_domains(row),
        areas=tuple(values.line(area) for area in _many(row, "areas")),
        languages=values.languages(_many(row, "languages")),
        cost=_cost(row),
        cost_words=_line(row, "cost_words"),
        when=_line(row, "when"),
        place=values.line(row.get("place")),
        phone=values.phone(row.get("phone")),
        email=values.email(row.get("email")),
        website=values.website(row.get("website")),
        access=_line(row, "access"),
        checked_on=values.day(row.get("checked_on")),
        is_offered=_is_offered(row),
    )


def _line(row: Row, name: str) -> Both:
    return Both(values.line(row.get(f"{name}_en")), values.line(row.get(f"{name}_cy")))


def _many(row: Row, name: str) -> list[str]:
    cell = values.line(row.get(name), values.LONGEST_WORDS)
    return [part.strip() for part in cell.split(";") if part.strip()]


def _ring(row: Row) -> Ring:
    word = values.line(row.get("ring")).upper() or Ring.COMMUNITY
    if word not in set(Ring):
        raise RowRefused(_("Its ring is neither COMMUNITY nor SERVICES."))
    return Ring(word)


def _solution(row: Row) -> str:
    key = values.line(row.get("solution"))
    if key and load_solution_types().find(key) is None:
        raise RowRefused(_("It names a type of community solution that there is not."))
    return key


def _domains(row: Row) -> tuple[str, ...]:
    codes = _many(row, "domains")
    if not {code.upper() for code in codes} <= set(load_framework().keys("domain")):
        raise RowRefused(_("It names a well-being domain that there is not."))
    return known_domains(codes)


def _cost(row: Row) -> Cost:
    word = values.line(row.get("cost")).lower() or Cost.UNKNOWN
    if word not in set(Cost):
        raise RowRefused(_("Its cost is none of free, some and unknown."))
    return Cost(word)


def _is_offered(row: Row) -> bool:
    word = values.line(row.get("status")).lower()
    if word not in {"", "active", "withdrawn"}:
        raise RowRefused(_("Its status is neither active nor withdrawn."))
    return word != "withdrawn"
