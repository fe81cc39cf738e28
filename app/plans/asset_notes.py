"""What is known about something a person can draw on: written down by somebody, never inferred."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Willingness(StrEnum):
    """Whether whoever gives it has said yes. Stored by value: never rename one."""

    WILLING = "willing"
    NOT_ASKED = "not_asked"
    NOT_WILLING = "not_willing"


@dataclass(frozen=True, slots=True)
class AssetNote:
    """Whose it is, whether they are willing, how long it lasts, what it costs, what it helps."""

    whose: str = ""
    willingness: Willingness | None = None
    from_date: dt.date | None = None
    until_date: dt.date | None = None
    cost_to_giver: str = ""
    outcome_ids: tuple[str, ...] = ()
    helps: str = ""
