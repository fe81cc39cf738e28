"""How a step is going, with all that was reported before; and the order of the plan's lines."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app import clock
from app.forms import Option
from app.i18n import Language
from app.i18n import gettext as _
from app.plans.details import RATINGS, RUNGS, STATUSES, going
from app.plans.ladder import SupportRung
from app.plans.lines import OutcomeLine, StepLine
from app.plans.models import PlanStep, PlanStepReport
from app.plans.pages.changes import ChangePage, Showing, shortened
from app.plans.pages.plan import words_language
from app.plans.progress import ProgressRating, StepStatus


@dataclass(frozen=True)
class Reported:
    """How the step was going on one day."""

    going: str
    rating: ProgressRating
    reason: str
    kind_of_help: str
    by: str


@dataclass(frozen=True)
class GoingPage(ChangePage):
    """How one step is going."""

    step: str = ""
    words_language: Language | None = None
    status: str = ""
    statuses: tuple[Option, ...] = ()
    rating: str = ""
    ratings: tuple[Option, ...] = ()
    reason: str = ""
    history: tuple[Reported, ...] = ()


@dataclass(frozen=True)
class OrderedLine:
    """One line that may be moved up or down."""

    words: str
    up: str  # what its button sends; empty for the first
    down: str  # empty for the last
    up_label: str
    down_label: str


@dataclass(frozen=True)
class OrderedGroup:
    """Lines that are in an order among themselves."""

    heading: str
    lines: tuple[OrderedLine, ...]


@dataclass(frozen=True)
class OrderPage(ChangePage):
    """The order of what matters, and of the steps under each."""

    groups: tuple[OrderedGroup, ...] = ()
    words_language: Language | None = None


def going_page(
    showing: Showing,
    row: PlanStep,
    reports: Sequence[PlanStepReport],
    names: Mapping[uuid.UUID, str],
) -> GoingPage:
    """Return the form with the step's history, the newest first."""
    latest = reports[0] if reports else None
    typed = showing.typed or {
        "status": latest.status if latest else "",
        "rating": latest.rating if latest else "",
    }
    return GoingPage(
        **showing.parts(_("How is this step going?"), f"steps/{row.id}/going", "", is_new=True),
        step=row.action,
        words_language=words_language(showing.working),
        status=typed.get("status", ""),
        statuses=tuple(Option(each, _(STATUSES[each])) for each in StepStatus),
        rating=typed.get("rating", ""),
        ratings=tuple(Option(each, _(RATINGS[each])) for each in ProgressRating),
        reason=typed.get("reason", ""),
        history=tuple(_reported(each, names) for each in reports),
    )


def _reported(row: PlanStepReport, names: Mapping[uuid.UUID, str]) -> Reported:
    return Reported(
        going(
            StepStatus(row.status),
            ProgressRating(row.rating),
            clock.local(row.reported_at).date(),
        ),
        ProgressRating(row.rating),
        row.reason,
        _(RUNGS[SupportRung(row.rung)]) if row.rung else "",
        _("Written down by %(name)s") % {"name": names.get(row.reported_by, "")},
    )


def order_page(showing: Showing) -> OrderPage:
    """Return every line that has an order, with buttons to move it."""
    content = showing.working.content
    towards = _("Steps towards: %(outcome)s")
    groups = [OrderedGroup(_("What matters"), _ordered("outcome", content.outcomes))]
    for outcome, steps in content.step_groups():
        heading = (
            towards % {"outcome": shortened(outcome.words)} if outcome else _("Steps on their own")
        )
        groups.append(OrderedGroup(heading, _ordered("step", steps)))
    return OrderPage(
        **showing.parts(_("Put the plan in order"), "order", "", is_new=True),
        groups=tuple(group for group in groups if len(group.lines) > 1),
        words_language=words_language(showing.working),
    )


def _ordered(kind: str, lines: Sequence[OutcomeLine | StepLine]) -> tuple[OrderedLine, ...]:
    last = len(lines) - 1
    return tuple(
        _ordered_line(kind, line, is_first=place == 0, is_last=place == last)
        for place, line in enumerate(lines)
    )


def _ordered_line(
    kind: str, line: OutcomeLine | StepLine, *, is_first: bool, is_last: bool
) -> OrderedLine:
    words = line.words if isinstance(line, OutcomeLine) else line.action
    named = {"line": shortened(words)}
    return OrderedLine(
        words,
        "" if is_first else f"{kind} {line.id} up",
        "" if is_last else f"{kind} {line.id} down",
        _("Move up: %(line)s") % named,
        _("Move down: %(line)s") % named,
    )
