"""Writing a plan: its personal outcomes, its steps and its review date, each change on its own.

Every change says which version of the plan it was made on; when somebody else wrote first it is
refused with ``StaleVersion`` and nothing is overwritten. Sent twice, it is done once.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, select

from app import audit, clock
from app.errors import NotNow, StaleVersion
from app.i18n import gettext as _
from app.identity import Actor
from app.operations import Operation, digest, find_receipt
from app.plans.gathering import list_outcome_quotes
from app.plans.lines import DoerKind, OutcomeKind
from app.plans.models import Plan, PlanOutcome, PlanStep
from app.plans.queries import (
    get_outcome,
    get_plan_for_conversation,
    get_step,
    list_gaps,
    list_outcomes,
    list_steps,
    reports_of,
    steps_towards,
)
from app.recording.models import Conversation
from app.recording.queries import get_conversation


@dataclass(frozen=True)
class Change:
    """Who changes which conversation's plan, made on which version of it (0: not begun yet)."""

    actor: Actor
    conversation_id: uuid.UUID
    version: int
    operation_id: uuid.UUID = field(default_factory=uuid.uuid4)


@dataclass(frozen=True)
class OutcomeDraft:
    """A personal outcome as it was written.

    It comes from the confirmed words that ``tag_id`` names, or from what was said under a question.
    """

    words: str
    kind: OutcomeKind
    target_date: dt.date | None = None
    tag_id: uuid.UUID | None = None
    said_under: str | None = None


@dataclass(frozen=True)
class StepDraft:
    """A step as it was written; ``draws_on`` names the line of the strength it uses."""

    action: str
    doer: str
    doer_kind: DoerKind
    due_date: dt.date | None = None
    outcome_id: uuid.UUID | None = None
    rung: str | None = None
    draws_on: str | None = None
    why_a_service: str | None = None


def change_now(session: Session, actor: Actor, conversation_id: uuid.UUID) -> Change:
    """Return a change made on the plan as it stands this moment, for callers without a screen."""
    plan = get_plan_for_conversation(session, actor, conversation_id)
    return Change(actor, conversation_id, plan.version if plan else 0)


def add_outcome(session: Session, change: Change, draft: OutcomeDraft) -> uuid.UUID:
    """Add a personal outcome; its id is the operation's, so that a repeat finds the same one."""
    plan = begin_change(session, change, "add_outcome", repr(draft))
    if plan is None:
        return change.operation_id
    _check_said(session, plan, draft.tag_id)
    position = 1 + max((row.position for row in list_outcomes(session, plan)), default=0)
    row = PlanOutcome(
        id=change.operation_id,
        plan_id=plan.id,
        position=position,
        written_by=change.actor.id,
        **vars(draft),
    )
    session.add(row)
    record_change(session, change, plan, "added_plan_outcome", outcome=row.id)
    return row.id


def change_outcome(
    session: Session, change: Change, outcome_id: uuid.UUID, draft: OutcomeDraft
) -> None:
    """Put an outcome into other words, or change its kind or date."""
    plan = begin_change(session, change, "change_outcome", str(outcome_id), repr(draft))
    if plan is None:
        return
    row = get_outcome(session, plan, outcome_id)
    if draft.tag_id != row.tag_id:
        _check_said(session, plan, draft.tag_id)
    row.sqlmodel_update(vars(draft))
    record_change(session, change, plan, "changed_plan_outcome", outcome=row.id)


def remove_outcome(session: Session, change: Change, outcome_id: uuid.UUID) -> None:
    """Take an outcome out with what was missing for it; its steps stay and stand alone."""
    plan = begin_change(session, change, "remove_outcome", str(outcome_id))
    if plan is None:
        return
    row = get_outcome(session, plan, outcome_id)
    for step in steps_towards(session, row.id):
        step.outcome_id = None
    for gap in list_gaps(session, plan):
        if gap.outcome_id == row.id:
            session.delete(gap)
    session.flush()  # nothing may point at the outcome when it goes
    session.delete(row)
    record_change(session, change, plan, "removed_plan_outcome", outcome=row.id)


def add_step(session: Session, change: Change, draft: StepDraft) -> uuid.UUID:
    """Add a step; its id is the operation's, so that a repeat finds the same one."""
    plan = begin_change(session, change, "add_step", repr(draft))
    if plan is None:
        return change.operation_id
    _check_own_outcome(session, plan, draft)
    position = 1 + max((row.position for row in list_steps(session, plan)), default=0)
    row = PlanStep(
        id=change.operation_id,
        plan_id=plan.id,
        position=position,
        written_by=change.actor.id,
        **vars(draft),
    )
    session.add(row)
    record_change(session, change, plan, "added_plan_step", step=row.id)
    return row.id


def change_step(session: Session, change: Change, step_id: uuid.UUID, draft: StepDraft) -> None:
    """Change what is done, who does it, by when, or towards what."""
    plan = begin_change(session, change, "change_step", str(step_id), repr(draft))
    if plan is None:
        return
    row = get_step(session, plan, step_id)
    _check_own_outcome(session, plan, draft)
    row.sqlmodel_update(vars(draft))
    record_change(session, change, plan, "changed_plan_step", step=row.id)


def remove_step(session: Session, change: Change, step_id: uuid.UUID) -> None:
    """Take a step out; one whose progress was reported is put away with its history."""
    plan = begin_change(session, change, "remove_step", str(step_id))
    if plan is None:
        return
    row = get_step(session, plan, step_id)
    if reports_of(session, [row.id]):
        row.taken_out_at = clock.now()
    else:
        session.delete(row)
    record_change(session, change, plan, "removed_plan_step", step=row.id)


def set_review_date(session: Session, change: Change, day: dt.date | None) -> None:
    """Say when the plan is looked at again, or that no day is set."""
    plan = begin_change(session, change, "set_review_date", str(day))
    if plan is None:
        return
    plan.review_date = day
    record_change(session, change, plan, "set_plan_review_date")


def plan_for_change(session: Session, actor: Actor, conversation_id: uuid.UUID) -> Plan | None:
    """Return the plan with its conversation held, so that nobody else begins or changes it now."""
    get_conversation(session, actor, conversation_id, to_change=True)
    plan = select(Plan).where(col(Plan.conversation_id) == conversation_id)
    # What this session may have read before the hold is not to be believed.
    return session.exec(plan.execution_options(populate_existing=True)).first()


def begin_plan(session: Session, conversation: Conversation) -> Plan:
    """Begin the conversation's plan; the caller holds the conversation."""
    plan = Plan(conversation_id=conversation.id, person_id=conversation.person_id, version=0)
    session.add(plan)
    session.flush()
    return plan


def begin_change(session: Session, change: Change, action: str, *said: str) -> Plan | None:
    """Return the plan, ready to be changed, or nothing if this very change was made before.

    Every way of writing in a plan begins here, so that none overwrites what somebody else wrote.
    """
    plan = plan_for_change(session, change.actor, change.conversation_id)
    content = digest(change.operation_id, action, str(change.conversation_id), *said)
    receipt = find_receipt(
        session, change.operation_id, actor_id=change.actor.id, content_digest=content
    )
    if receipt is not None:
        return None
    if change.version != (plan.version if plan else 0):
        raise StaleVersion
    if plan is None:
        conversation = get_conversation(session, change.actor, change.conversation_id)
        plan = begin_plan(session, conversation)
    plan.version += 1
    session.add(
        Operation(
            id=change.operation_id,
            actor_id=change.actor.id,
            subject_id=plan.id,
            content_digest=content,
            version=plan.version,
        )
    )
    return plan


def _check_said(session: Session, plan: Plan, tag_id: uuid.UUID | None) -> None:
    """Refuse words that are not confirmed, now, as something this person wants."""
    if tag_id is None:
        return
    if tag_id not in {tag.tag_id for tag in list_outcome_quotes(session, plan.conversation_id)}:
        raise NotNow(
            _(
                "The words this was taken from are no longer confirmed as something that matters. "
                "Nothing is lost: go back and write the outcome in the person's own words."
            )
        )


def _check_own_outcome(session: Session, plan: Plan, draft: StepDraft) -> None:
    if draft.outcome_id is not None:
        get_outcome(session, plan, draft.outcome_id)


def record_change(session: Session, change: Change, plan: Plan, action: str, **ids: Any) -> None:
    """Say in the audit trail what was changed, by ids and kinds and never by words."""
    subject = audit.Subject("plan", plan.id, plan.person_id)
    details = {name: str(value) for name, value in ids.items()}
    audit.record(session, audit.staff(change.actor), action, subject, **details)
