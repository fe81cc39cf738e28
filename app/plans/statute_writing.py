"""Saying which kind of plan a plan is, and writing what a statutory one records."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session

from app import clock
from app.errors import NotNow
from app.i18n import gettext as _
from app.plans.models import Plan
from app.plans.plan_kinds import PlanKind, can_be
from app.plans.record_models import PlanStatute
from app.plans.record_queries import find_statute
from app.plans.writing import Change, begin_change, record_change
from app.recording.queries import get_conversation


@dataclass(frozen=True)
class StatuteDraft:
    """What a statutory plan records, as it was written. Keys are empty until somebody says."""

    assessed_on: dt.date | None = None
    decided_by: str = ""
    decided_on: dt.date | None = None
    eligible_needs: str = ""
    monitoring: str = ""
    payments: str = ""
    payment_needs: str = ""
    payment_amount: str = ""
    payment_frequency: str = ""
    carer: str = ""
    carer_on: dt.date | None = None
    advocacy: str = ""
    advocate: str = ""
    enquiry: str = ""
    enquiry_conclusion: str = ""


def set_kind(session: Session, change: Change, kind: PlanKind) -> None:
    """Say which kind of plan this is; what was written for another kind stays, and is not shown."""
    conversation = get_conversation(session, change.actor, change.conversation_id)
    check_kind(kind, conversation.kind)
    plan = begin_change(session, change, "set_plan_kind", kind)
    if plan is None:
        return
    row = _row(session, change, plan)
    row.kind = kind.value
    session.add(row)
    record_change(session, change, plan, "set_plan_kind", kind=kind.value)


def write_statute(session: Session, change: Change, draft: StatuteDraft) -> None:
    """Write what a statutory plan records; unfinished is kept as it is."""
    plan = begin_change(session, change, "write_plan_statute", repr(draft))
    if plan is None:
        return
    row = _row(session, change, plan)
    row.sqlmodel_update(vars(draft))
    session.add(row)
    record_change(session, change, plan, "wrote_plan_statute")


def check_kind(kind: PlanKind, conversation_kind: str) -> None:
    """Refuse a kind of plan that cannot follow from this kind of conversation."""
    if not can_be(kind, conversation_kind):
        raise NotNow(
            _(
                "A plan of this kind cannot follow from this assessment: a carer's support plan "
                "follows a carer's assessment, and a care and support plan an adult's or a "
                "child's. Nothing was changed."
            )
        )


def _row(session: Session, change: Change, plan: Plan) -> PlanStatute:
    row = find_statute(session, plan)
    if row is None:
        kind = PlanKind.WHAT_MATTERS.value
        row = PlanStatute(plan_id=plan.id, kind=kind, written_by=change.actor.id)
    row.written_by = change.actor.id
    row.written_at = clock.now()
    return row
