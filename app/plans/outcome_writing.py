"""Writing more about a personal outcome: what it means, where the person is, what is missing."""

import uuid
from dataclasses import dataclass

from sqlmodel import Session

from app.plans.models import PlanGap
from app.plans.queries import get_gap, get_outcome, list_gaps
from app.plans.sufficiency import Sufficiency, WhyMissing
from app.plans.writing import Change, begin_change, record_change


@dataclass(frozen=True)
class MeaningDraft:
    """Why an outcome matters, where the person is with it, and where they would like to be."""

    why_it_matters: str = ""
    statements: tuple[str, ...] = ()
    baseline_words: str = ""
    scale: str = ""
    baseline_value: int | None = None
    hoped_for_value: int | None = None
    target: str = ""
    one_step_up: str = ""


@dataclass(frozen=True)
class GapDraft:
    """Something that would have helped, and why it was not there."""

    would_help: str
    why: WhyMissing
    more: str = ""


def write_meaning(
    session: Session, change: Change, outcome_id: uuid.UUID, draft: MeaningDraft
) -> None:
    """Keep what the outcome means to the person; a number is kept with the scale it is on."""
    plan = begin_change(session, change, "write_meaning", str(outcome_id), repr(draft))
    if plan is None:
        return
    row = get_outcome(session, plan, outcome_id)
    row.sqlmodel_update({**vars(draft), "statements": " ".join(draft.statements)})
    record_change(session, change, plan, "wrote_outcome_meaning", outcome=row.id)


def say_whether_enough(
    session: Session,
    change: Change,
    outcome_id: uuid.UUID,
    enough: Sufficiency | None,
    words: str = "",
) -> None:
    """Keep whether the person says that what they have is enough for this outcome."""
    said = (enough or "", words)
    plan = begin_change(session, change, "say_whether_enough", str(outcome_id), *said)
    if plan is None:
        return
    row = get_outcome(session, plan, outcome_id)
    row.enough, row.enough_words = said
    record_change(session, change, plan, "said_whether_enough", outcome=row.id)


def add_gap(session: Session, change: Change, outcome_id: uuid.UUID, draft: GapDraft) -> uuid.UUID:
    """Note something that would have helped; its id is the operation's."""
    plan = begin_change(session, change, "add_gap", str(outcome_id), repr(draft))
    if plan is None:
        return change.operation_id
    outcome = get_outcome(session, plan, outcome_id)
    position = 1 + max((row.position for row in list_gaps(session, plan)), default=0)
    row = PlanGap(
        id=change.operation_id,
        plan_id=plan.id,
        outcome_id=outcome.id,
        position=position,
        noted_by=change.actor.id,
        **vars(draft),
    )
    session.add(row)
    record_change(session, change, plan, "added_plan_gap", gap=row.id, why=row.why)
    return row.id


def remove_gap(session: Session, change: Change, gap_id: uuid.UUID) -> None:
    """Take out a gap that was noted by mistake, or is one no longer."""
    plan = begin_change(session, change, "remove_gap", str(gap_id))
    if plan is None:
        return
    row = get_gap(session, plan, gap_id)
    session.delete(row)
    record_change(session, change, plan, "removed_plan_gap", gap=row.id)
