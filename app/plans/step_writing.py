"""Writing how a step is going, and putting outcomes and steps in the order that matters."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlmodel import Session

from app.errors import NotFound
from app.plans.models import PlanOutcome, PlanStep, PlanStepReport
from app.plans.progress import ProgressRating, StepStatus
from app.plans.queries import get_step, list_outcomes, list_steps
from app.plans.writing import Change, begin_change, record_change


Direction = Literal["up", "down"]


@dataclass(frozen=True)
class ReportDraft:
    """How a step is going, as somebody said it."""

    status: StepStatus
    rating: ProgressRating
    reason: str = ""


def report_step(session: Session, change: Change, step_id: uuid.UUID, draft: ReportDraft) -> None:
    """Keep how a step is going; what was reported before stays."""
    plan = begin_change(session, change, "report_step", str(step_id), repr(draft))
    if plan is None:
        return
    row = get_step(session, plan, step_id)
    report = PlanStepReport(
        id=change.operation_id,
        step_id=row.id,
        status=draft.status.value,
        rating=draft.rating.value,
        reason=draft.reason,
        rung=row.rung or "",
        reported_by=change.actor.id,
    )
    session.add(report)
    record_change(session, change, plan, "reported_plan_step", step=row.id, status=report.status)


def move_outcome(
    session: Session, change: Change, outcome_id: uuid.UUID, direction: Direction
) -> None:
    """Move an outcome one place; what stands first matters most to the person."""
    plan = begin_change(session, change, "move_outcome", str(outcome_id), direction)
    if plan is None:
        return
    _move(list_outcomes(session, plan), outcome_id, direction)
    record_change(session, change, plan, "moved_plan_outcome", outcome=outcome_id)


def move_step(session: Session, change: Change, step_id: uuid.UUID, direction: Direction) -> None:
    """Move a step one place among the steps it stands with."""
    plan = begin_change(session, change, "move_step", str(step_id), direction)
    if plan is None:
        return
    row = get_step(session, plan, step_id)
    beside = [each for each in list_steps(session, plan) if each.outcome_id == row.outcome_id]
    _move(beside, step_id, direction)
    record_change(session, change, plan, "moved_plan_step", step=step_id)


def _move(
    rows: Sequence[PlanOutcome] | Sequence[PlanStep], row_id: uuid.UUID, direction: Direction
) -> None:
    """Change places with the one before or after; at the end there is nothing to do."""
    place = next((place for place, row in enumerate(rows) if row.id == row_id), None)
    if place is None:
        raise NotFound
    other = place + (1 if direction == "down" else -1)
    if 0 <= other < len(rows):
        one, two = rows[place], rows[other]
        if one.position == two.position:  # written at one moment: the order was by id alone
            for number, row in enumerate(rows, start=1):
                row.position = number
        one.position, two.position = two.position, one.position
