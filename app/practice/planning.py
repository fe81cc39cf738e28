"""Write one practice plan and save a version of it."""

import datetime as dt
import uuid

from sqlmodel import Session

from app.identity import Actor
from app.plans.actions import save_version
from app.plans.content import DoerKind, OutcomeKind
from app.plans.models import PlanVersion
from app.plans.writing import (
    Change,
    OutcomeDraft,
    StepDraft,
    add_outcome,
    add_step,
    change_now,
    set_review_date,
)
from app.practice.conversing import on_the_day
from app.practice.story import StoryConversation, StoryPlan


_DAYS_TO_WRITE = dt.timedelta(days=3)


def make_plan(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    said: StoryConversation,
    root: uuid.UUID,
) -> PlanVersion | None:
    """Write the plan and save a version of it."""
    plan = said.plan
    if plan is None:
        return None
    _write(session, actor, conversation_id, plan, root)
    version = save_version(session, actor, conversation_id)
    version.made_at = on_the_day(said.held_on + _DAYS_TO_WRITE, 15)
    return version


def _write(
    session: Session, actor: Actor, conversation_id: uuid.UUID, plan: StoryPlan, root: uuid.UUID
) -> None:
    outcome_ids = []
    for number, outcome in enumerate(plan.outcomes):
        draft = OutcomeDraft(outcome.words, OutcomeKind(outcome.kind), outcome.target_date)
        change = _change(session, actor, conversation_id, uuid.uuid5(root, f"outcome {number}"))
        outcome_ids.append(add_outcome(session, change, draft))
    for number, step in enumerate(plan.steps):
        action = StepDraft(
            step.action,
            step.doer,
            DoerKind(step.doer_kind),
            step.due_date,
            outcome_ids[step.outcome],
        )
        change = _change(session, actor, conversation_id, uuid.uuid5(root, f"step {number}"))
        add_step(session, change, action)
    set_review_date(session, change_now(session, actor, conversation_id), plan.review_date)


def _change(
    session: Session, actor: Actor, conversation_id: uuid.UUID, operation_id: uuid.UUID
) -> Change:
    now = change_now(session, actor, conversation_id)
    return Change(actor, conversation_id, now.version, operation_id)
