"""Make one practice plan, show it to the person, and note what they answered."""

import datetime as dt
import uuid

from sqlmodel import Session

from app import audit
from app.identity import Actor
from app.plans.actions import record_agreement, save_version, share_version
from app.plans.content import AgreementOutcome, DoerKind, OutcomeKind
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
_DAYS_TO_ANSWER = dt.timedelta(days=9)


def make_plan(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    said: StoryConversation,
    root: uuid.UUID,
) -> PlanVersion | None:
    """Write the plan, save a version of it, and note the person's answer if there is one."""
    plan = said.plan
    if plan is None:
        return None
    _write(session, actor, conversation_id, plan, root)
    version = save_version(session, actor, conversation_id)
    version.made_at = on_the_day(said.held_on + _DAYS_TO_WRITE, 15)
    if plan.agreement is not None:
        share_version(session, audit.staff(actor), version)
        version.shared_at = version.made_at
        _answer(session, actor, version, plan, said.held_on)
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


def _answer(
    session: Session, actor: Actor, version: PlanVersion, plan: StoryPlan, held_on: dt.date
) -> None:
    said = plan.agreement
    if said is None:
        return
    agreement = record_agreement(
        session,
        audit.staff(actor),
        version,
        AgreementOutcome(said.outcome),
        said.words or "",
        given_by="practitioner",
        recorded_by=actor.id,
    )
    agreement.given_at = on_the_day(held_on + _DAYS_TO_ANSWER, 14)
