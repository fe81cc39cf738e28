"""Writing down what is known about something the person can draw on: asked, never inferred."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlmodel import Session

from app import clock
from app.errors import NotFound
from app.plans.keeping_back import print_all_again
from app.plans.models import PlanAssetNote
from app.plans.queries import list_asset_notes, list_outcomes
from app.plans.writing import Change, begin_change, record_change


@dataclass(frozen=True)
class NoteDraft:
    """What was said about an asset; ``kept_back`` says why it stands in no copy, if it does not."""

    whose: str = ""
    willingness: str = ""
    from_date: dt.date | None = None
    until_date: dt.date | None = None
    cost_to_giver: str = ""
    outcome_ids: tuple[uuid.UUID, ...] = ()
    helps: str = ""
    kept_back: str = ""
    kept_back_reason: str = ""


def write_note(session: Session, change: Change, line_key: str, draft: NoteDraft) -> None:
    """Keep what is known about the asset on this line of the plan."""
    plan = begin_change(session, change, "write_note", line_key, repr(draft))
    if plan is None:
        return
    known = {outcome.id for outcome in list_outcomes(session, plan)}
    if not known.issuperset(draft.outcome_ids):
        raise NotFound
    rows = {row.line_key: row for row in list_asset_notes(session, plan)}
    row = rows.get(line_key) or PlanAssetNote(
        id=change.operation_id, plan_id=plan.id, line_key=line_key, noted_by=change.actor.id
    )
    changes_copies = row.kept_back != draft.kept_back
    row.sqlmodel_update({**vars(draft), "outcome_ids": " ".join(map(str, draft.outcome_ids))})
    row.noted_by = change.actor.id
    row.noted_at = clock.now()
    session.add(row)
    if changes_copies:
        row.kept_back_changed_at = clock.now()
        print_all_again(session, plan)
    record_change(
        session, change, plan, "noted_plan_asset", note=row.id, kept_back=row.kept_back or "no"
    )
