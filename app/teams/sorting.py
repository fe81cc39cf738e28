"""How the long table of outcome statements is sorted, and the links that sort it otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from app.periods import Quarter
from app.teams.queries import Count


_NUMBERS: Final = ("people", "conversations", "tags")
Row = tuple[str, str, Count]


@dataclass(frozen=True)
class Sorting:
    """By which column: the framework's own order, or one of the numbers, the largest first."""

    name: str = "statement"

    def in_order(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """Return the rows in this order; rows that are equal stay as the framework has them."""
        if self.name not in _NUMBERS:
            return tuple(rows)
        at = _NUMBERS.index(self.name)
        return tuple(sorted(rows, key=lambda row: -row[2][at]))

    def direction_of(self, column: str) -> str:
        """Return what ``aria-sort`` says of the column: nothing where it is not the one."""
        if column != self.name:
            return ""
        return "descending" if column in _NUMBERS else "ascending"

    def link(self, quarter: Quarter, column: str) -> str:
        """Return where the column's heading leads."""
        return f"/team?period={quarter.label}&sort={column}#statements"


def read_sorting(asked: str) -> Sorting:
    """Return the sorting that was asked for; anything unknown is the framework's order."""
    return Sorting(asked if asked in _NUMBERS else "statement")
