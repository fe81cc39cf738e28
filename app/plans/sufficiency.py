"""Whether what there is is enough for one outcome (question 11), and what was not there.

Only the person says that something is enough: a strength never closes a gap by itself.
"""

from dataclasses import dataclass
from enum import StrEnum


class Sufficiency(StrEnum):
    """What the person says about one outcome. Stored by value: never rename one."""

    ENOUGH = "enough"
    PARTLY = "partly"
    NOT_ENOUGH = "not_enough"
    NOT_SURE = "not_sure"


class WhyMissing(StrEnum):
    """Why something that would have helped was not there. Stored by value: never rename one."""

    NONE_HERE = "none_here"
    FULL = "full"
    COST = "cost"
    TRANSPORT = "transport"
    NOT_IN_WELSH = "not_in_welsh"
    NOT_ACCESSIBLE = "not_accessible"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that would have helped, and why it was not there."""

    id: str
    would_help: str
    why: WhyMissing
    more: str = ""
