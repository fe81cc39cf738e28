"""The kinds of plan there are in law, and what a statutory one records beside the rest. Pure.

A plan from a What Matters conversation is neither of the two that section 54 of the Act names, and
one must never pass for another. Nothing here decides who is eligible: a named person did.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from conversations.kinds import ConversationKind


class PlanKind(StrEnum):
    """What a plan is. Stored by value: never rename one."""

    WHAT_MATTERS = "what_matters"
    CARE_AND_SUPPORT = "care_and_support"  # s.54(1): an adult's or a child's
    CARERS_SUPPORT = "carers_support"  # s.54(2): a carer's

    @property
    def is_statutory(self) -> bool:
        """Whether section 54 asks for this plan, and regulation 3 says what must stand in it."""
        return self is not PlanKind.WHAT_MATTERS


class Payments(StrEnum):
    """Whether any of the needs are met by direct payments."""

    NONE = "none"
    SOME = "some"


class CarerOffer(StrEnum):
    """Whether a carer was offered an assessment of their own (section 24)."""

    NO_CARER = "no_carer"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    NOT_YET = "not_yet"


class Advocacy(StrEnum):
    """Who helped the person to take part, where they needed somebody."""

    NOT_NEEDED = "not_needed"
    SOMEBODY_CLOSE = "somebody_close"
    ARRANGED = "arranged"
    DECLINED = "declined"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Statute:
    """What a statutory plan records; whatever is empty has not been written yet.

    What was concluded from enquiries under section 126 is restricted and is not here: only
    whether it is recorded.
    """

    kind: PlanKind
    assessed_on: dt.date | None = None
    decided_by: str = ""
    decided_on: dt.date | None = None
    eligible_needs: str = ""
    monitoring: str = ""
    payments: Payments | None = None
    payment_needs: str = ""
    payment_amount: str = ""
    payment_frequency: str = ""
    carer: CarerOffer | None = None
    carer_on: dt.date | None = None
    advocacy: Advocacy | None = None
    advocate: str = ""
    is_enquiry_recorded: bool = False


# From an assessment of one kind of person no plan of the other kind can follow.
_POSSIBLE: Final = {
    ConversationKind.WHAT_MATTERS_CONVERSATION: frozenset(PlanKind),
    ConversationKind.ADULT_ASSESSMENT_S19: frozenset(
        {PlanKind.WHAT_MATTERS, PlanKind.CARE_AND_SUPPORT}
    ),
    ConversationKind.CHILD_ASSESSMENT_S21: frozenset(
        {PlanKind.WHAT_MATTERS, PlanKind.CARE_AND_SUPPORT}
    ),
    ConversationKind.CARER_ASSESSMENT_S24: frozenset(
        {PlanKind.WHAT_MATTERS, PlanKind.CARERS_SUPPORT}
    ),
}


def kinds_from(conversation_kind: str) -> tuple[PlanKind, ...]:
    """Return the kinds of plan that can follow from this kind of conversation."""
    possible = _POSSIBLE[ConversationKind(conversation_kind)]
    return tuple(kind for kind in PlanKind if kind in possible)


def can_be(kind: PlanKind, conversation_kind: str) -> bool:
    """Tell whether a plan of this kind can follow from this kind of conversation."""
    return kind in kinds_from(conversation_kind)
