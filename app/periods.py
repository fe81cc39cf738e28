"""The fixed periods that things are counted over: calendar quarters, never shorter or overlapping.

Periods that overlap can be subtracted from one another until only a few people are left, so a
commissioner never chooses dates.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from app.i18n import N_
from app.i18n import gettext as _


# Whole sentences, because "to" changes the month after it in Welsh.
_MONTHS: Final = {
    1: N_("January to March %(year)s"),
    2: N_("April to June %(year)s"),
    3: N_("July to September %(year)s"),
    4: N_("October to December %(year)s"),
}
_WRITTEN = re.compile(r"([1-9][0-9]{3})-[Qq]([1-4])", re.ASCII)


@dataclass(frozen=True, order=True)
class Quarter:
    """Three whole calendar months, written "2026-Q3"."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1000 <= self.year <= 9998 and 1 <= self.number <= 4):
            raise ValueError(_not_a_quarter())

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Return the quarter as it is written everywhere: on pages, files and prompts."""
        return f"{self.year}-Q{self.number}"

    @property
    def months(self) -> str:
        """Return the quarter in words, in the language being spoken."""
        return _(_MONTHS[self.number]) % {"year": self.year}

    @property
    def first_day(self) -> dt.date:
        """Return the first day the quarter covers."""
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> dt.date:
        """Return the last day the quarter covers."""
        return self.next().first_day - dt.timedelta(days=1)

    def has_ended(self, today: dt.date) -> bool:
        """Say whether the whole quarter is past; an open quarter would still change."""
        return today > self.last_day

    def previous(self) -> "Quarter":
        """Return the quarter before."""
        return (
            Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)
        )

    def next(self) -> "Quarter":
        """Return the quarter after."""
        return (
            Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)
        )


def parse_period(text: str) -> Quarter:
    """Read "2026-Q3", or refuse it with a sentence fit to show."""
    written = _WRITTEN.fullmatch(text.strip())
    if written is None:
        raise ValueError(_not_a_quarter())
    return Quarter(int(written[1]), int(written[2]))


def quarter_of(day: dt.date) -> Quarter:
    """Return the quarter the day falls in."""
    return Quarter(day.year, (day.month + 2) // 3)


def quarters_between(first: dt.date, last: dt.date) -> tuple[Quarter, ...]:
    """Return every quarter the days from first to last fall in, oldest first."""
    quarters = []
    quarter = quarter_of(first)
    while quarter.first_day <= last and first <= last:
        quarters.append(quarter)
        quarter = quarter.next()
    return tuple(quarters)


def _not_a_quarter() -> str:
    return _("This is not a quarter. Write the year and the quarter, such as 2026-Q3.")
