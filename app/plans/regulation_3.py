"""What a statutory plan must say, and what it does not say yet. Pure.

Regulation 3 of the Care and Support (Care Planning) (Wales) Regulations 2015 (S.I. 2015/1335), and
beside it what the Act and its codes ask to be recorded. It stops nobody: it says what is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.plans.content import PlanContent
from app.plans.lines import DoerKind
from app.plans.plan_kinds import Advocacy, CarerOffer, Payments, Statute
from conversations.kinds import ConversationKind


class Point(StrEnum):
    """One thing that a statutory plan says, in the order it is asked."""

    ASSESSMENT = "assessment"
    DECISION = "decision"
    NEEDS = "needs"
    OUTCOMES = "outcomes"
    AUTHORITY_ACTIONS = "authority_actions"
    OTHER_ACTIONS = "other_actions"
    MONITORING = "monitoring"
    REVIEW = "review"
    PAYMENTS = "payments"
    ENQUIRY = "enquiry"
    CARER = "carer"
    ADVOCACY = "advocacy"


REGULATION_3: Final = frozenset(
    {
        Point.NEEDS,
        Point.OUTCOMES,
        Point.AUTHORITY_ACTIONS,
        Point.OTHER_ACTIONS,
        Point.MONITORING,
        Point.REVIEW,
        Point.PAYMENTS,
        Point.ENQUIRY,
    }
)
_PAID: Final = frozenset({DoerKind.PRACTITIONER, DoerKind.SERVICE})


@dataclass(frozen=True, slots=True)
class Checked:
    """One point, and whether the plan says it."""

    point: Point
    is_said: bool

    @property
    def is_regulation_3(self) -> bool:
        """Whether the regulation itself asks for it."""
        return self.point in REGULATION_3


def checklist(content: PlanContent) -> tuple[Checked, ...]:
    """Return every point for a statutory plan; a plan of the default kind has none."""
    statute = content.statute
    if statute is None:
        return ()
    said = {**_said_by_the_plan(content), **_said_of_the_law(content, statute)}
    return tuple(Checked(point, said[point]) for point in Point)


def missing(content: PlanContent) -> tuple[Point, ...]:
    """Return the points that a statutory plan does not say yet."""
    return tuple(each.point for each in checklist(content) if not each.is_said)


def _said_by_the_plan(content: PlanContent) -> Mapping[Point, bool]:
    doers = {step.doer_kind for step in content.steps}
    return {
        Point.OUTCOMES: bool(content.outcomes),
        Point.AUTHORITY_ACTIONS: bool(doers & _PAID),
        Point.OTHER_ACTIONS: bool(doers - _PAID),
        Point.REVIEW: content.review_date is not None,
    }


def _said_of_the_law(content: PlanContent, statute: Statute) -> Mapping[Point, bool]:
    is_assessment = ConversationKind(content.facts.kind).is_assessment
    return {
        Point.ASSESSMENT: is_assessment or statute.assessed_on is not None,
        Point.DECISION: bool(statute.decided_by and statute.decided_on),
        Point.NEEDS: bool(statute.eligible_needs),
        Point.MONITORING: bool(statute.monitoring),
        Point.PAYMENTS: _says_payments(statute),
        Point.ENQUIRY: statute.is_enquiry_recorded,
        Point.CARER: _says_carer(statute),
        Point.ADVOCACY: _says_advocacy(statute),
    }


def _says_payments(statute: Statute) -> bool:
    if statute.payments is Payments.SOME:
        parts = (statute.payment_needs, statute.payment_amount, statute.payment_frequency)
        return all(parts)
    return statute.payments is Payments.NONE


def _says_carer(statute: Statute) -> bool:
    if statute.carer in (CarerOffer.ACCEPTED, CarerOffer.DECLINED):
        return statute.carer_on is not None
    return statute.carer is CarerOffer.NO_CARER


def _says_advocacy(statute: Statute) -> bool:
    if statute.advocacy in (Advocacy.SOMEBODY_CLOSE, Advocacy.ARRANGED):
        return bool(statute.advocate)
    return statute.advocacy in (Advocacy.NOT_NEEDED, Advocacy.DECLINED)
