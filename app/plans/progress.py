"""How a step is going: what is being done about it, how far it has come, and why."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class StepStatus(StrEnum):
    """What is being done about a step. Stored by value: never rename one."""

    TO_DO = "to_do"
    UNDER_WAY = "under_way"
    HELD_UP = "held_up"
    DONE = "done"
    STOPPED = "stopped"


class ProgressRating(StrEnum):
    """How far a step has come, in the four words a plan uses. Stored by value."""

    COMPLETE = "complete"
    ALMOST_COMPLETE = "almost_complete"
    SOME_PROGRESS = "some_progress"
    NO_PROGRESS = "no_progress"


# Being held up and stopping are somebody's story: they are never kept without a reason.
NEEDS_A_REASON: Final = frozenset({StepStatus.HELD_UP, StepStatus.STOPPED})


@dataclass(frozen=True, slots=True)
class StepProgress:
    """How a step stood on one day, and why."""

    status: StepStatus
    rating: ProgressRating
    reason: str
    on: dt.date
