"""What a statutory plan must say, point by point, and where each is put right."""

from dataclasses import dataclass
from typing import Final

from app.i18n import gettext as _
from app.plans.content import PlanContent
from app.plans.regulation_3 import Checked, Point, checklist
from app.plans.statute_words import POINTS


# Where each point is put right: a form's field on this page, or a page of the plan.
_ELSEWHERE: Final = {
    Point.OUTCOMES: "outcomes/new",
    Point.AUTHORITY_ACTIONS: "steps/new",
    Point.OTHER_ACTIONS: "steps/new",
    Point.REVIEW: "review-date",
}
_FIELDS: Final = {
    Point.ASSESSMENT: "assessed_on-day",
    Point.DECISION: "decided_by",
    Point.NEEDS: "eligible_needs",
    Point.MONITORING: "monitoring",
    Point.PAYMENTS: "payments",
    Point.ENQUIRY: "enquiry",
    Point.CARER: "carer",
    Point.ADVOCACY: "advocacy",
}


@dataclass(frozen=True)
class CheckRow:
    """One point of the checklist, and where it is put right."""

    sentence: str
    is_said: bool
    href: str


@dataclass(frozen=True)
class Checklist:
    """What a statutory plan must say: what the regulation asks for, and what stands beside it."""

    sentence: str
    regulation: tuple[CheckRow, ...]
    beside: tuple[CheckRow, ...]


def checklist_of(
    content: PlanContent, base: str, *, on_plan_page: bool = False
) -> Checklist | None:
    """Return the checklist as the plan stands; none for a plan of the default kind.

    The plan's own page is read together with whoever is in the room: enquiries are not on it.
    """
    hidden = {Point.ENQUIRY} if on_plan_page else set()
    points = [each for each in checklist(content) if each.point not in hidden]
    if not points:
        return None
    done = sum(each.is_said for each in points)
    sentence = (
        _("It says everything that is asked for.")
        if done == len(points)
        else _("%(done)s of %(all)s are said. You can save it as it is.")
        % {"done": done, "all": len(points)}
    )
    return Checklist(
        sentence=sentence,
        regulation=tuple(_row(each, base) for each in points if each.is_regulation_3),
        beside=tuple(_row(each, base) for each in points if not each.is_regulation_3),
    )


def _row(each: Checked, base: str) -> CheckRow:
    elsewhere = _ELSEWHERE.get(each.point)
    href = f"{base}/{elsewhere}" if elsewhere else f"{base}/statute#{_FIELDS[each.point]}"
    words = _(POINTS[each.point])
    return CheckRow(words[:1].upper() + words[1:], each.is_said, href)
