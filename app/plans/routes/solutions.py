"""What in the community may help with a step, and making a step of it."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from app.database import ReadSession, WriteSession
from app.directory.matching import suggest
from app.directory.queries import get_entry
from app.errors import NotFound
from app.forms import PostedForm, read_form
from app.plans.content import DoerKind
from app.plans.gathering import get_working_plan
from app.plans.pages.changes import Showing
from app.plans.pages.solutions import solutions_page, take_page
from app.plans.queries import list_outcomes
from app.plans.record_forms import TakeForm
from app.plans.routes.changing import (
    CONFLICTS,
    PLAN,
    Planner,
    change,
    form_or_page,
    note_view,
    plan_address,
)
from app.plans.taking import looking_for, offered_entries, take_entry
from app.plans.writing import StepDraft
from app.templating import page
from app.text import without_unseen


router = APIRouter()
LIST = "plans/solutions.html"
TAKE = "plans/take.html"
Asked = Annotated[str, Query()]


@router.get(f"{PLAN}/solutions")
def show(
    request: Request,
    conversation_id: uuid.UUID,
    session: ReadSession,
    actor: Planner,
    outcome: Asked = "",
    area: Asked = "",
    language: Asked = "",
    cost: Asked = "",
) -> Response:
    """Show what may help, the nearest first, each with its reasons."""
    working = get_working_plan(session, actor, conversation_id)
    note_view(request, actor, working)
    entries = offered_entries(session)
    looking = looking_for(
        session,
        working,
        [entry for _row_id, entry in entries.values()],
        outcome_id=outcome,
        area=" ".join(without_unseen(area).split())[:200],
        only_welsh=language == "cy",
        only_free=cost == "free",
    )
    found = suggest(looking, (entry for _row_id, entry in entries.values()))
    rows = [(entries[each.entry.key][0], each) for each in found]
    asked = {"outcome": outcome, "area": looking.area_asked, "language": language, "cost": cost}
    shown = solutions_page(
        Showing(working, {}),
        asked,
        list_outcomes(session, working.plan),
        looking,
        [(row_id, get_entry(session, row_id), each) for row_id, each in rows],
    )
    return page(request, LIST, shown)


@router.get(f"{PLAN}/solutions/{{entry_id}}")
def show_one(
    request: Request,
    conversation_id: uuid.UUID,
    entry_id: uuid.UUID,
    session: ReadSession,
    actor: Planner,
    outcome: Asked = "",
) -> Response:
    """Show one entry and the form that makes a step of it."""
    working = get_working_plan(session, actor, conversation_id)
    row = get_entry(session, entry_id)
    note_view(request, actor, working)
    outcomes = list_outcomes(session, working.plan)
    typed = {"outcome_id": outcome} if outcome in {str(each.id) for each in outcomes} else {}
    return page(request, TAKE, take_page(Showing(working, typed), row, outcomes))


@router.post(f"{PLAN}/solutions/{{entry_id}}")
def take(
    request: Request,
    conversation_id: uuid.UUID,
    entry_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Make a step of the entry, with its name as the source."""
    working = get_working_plan(session, actor, conversation_id)
    row = get_entry(session, entry_id)
    outcomes = list_outcomes(session, working.plan)
    reading = read_form(TakeForm, sent)
    form = form_or_page(
        request,
        TAKE,
        sent,
        reading,
        lambda typed, errors: take_page(Showing(working, typed, errors), row, outcomes),
    )
    if isinstance(form, Response):
        return form
    if form.outcome_id is not None and form.outcome_id not in {each.id for each in outcomes}:
        raise NotFound
    kind = DoerKind(form.doer_kind)
    draft = StepDraft(form.action, form.doer, kind, form.due_date, form.outcome_id)
    try:
        take_entry(session, change(actor, conversation_id, form), entry_id, draft)
    except CONFLICTS:
        now = get_working_plan(session, actor, conversation_id)
        showing = Showing(now, reading.typed, is_conflict=True)
        shown = take_page(showing, row, list_outcomes(session, now.plan))
        return page(request, TAKE, shown, status=409)
    return RedirectResponse(f"{plan_address(conversation_id)}#steps", status_code=303)
