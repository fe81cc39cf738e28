"""Choosing what kind of plan this is, and writing what a statutory one records."""

import uuid

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.database import ReadSession, WriteSession
from app.errors import NotFound
from app.forms import PostedForm, read_form
from app.plans.gathering import WorkingPlan, get_working_plan
from app.plans.pages.changes import Showing
from app.plans.pages.kinds import kind_page, statute_page
from app.plans.plan_kinds import PlanKind
from app.plans.record_forms import KindForm, StatuteForm
from app.plans.record_queries import find_statute
from app.plans.routes.changing import (
    CONFLICTS,
    PLAN,
    Planner,
    change,
    form_or_page,
    note_view,
    plan_address,
)
from app.plans.statute_writing import StatuteDraft, set_kind, write_statute
from app.templating import page


router = APIRouter()
KIND = "plans/kind.html"
STATUTE = "plans/statute.html"


@router.get(f"{PLAN}/kind")
def show_kind(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Planner
) -> Response:
    """Show the kinds there are."""
    working = get_working_plan(session, actor, conversation_id)
    note_view(request, actor, working)
    return page(request, KIND, kind_page(Showing(working, {})))


@router.post(f"{PLAN}/kind")
def put_kind(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Set the kind; a statutory one leads on to what it must say."""
    working = get_working_plan(session, actor, conversation_id)
    reading = read_form(KindForm, sent)
    form = form_or_page(
        request,
        KIND,
        sent,
        reading,
        lambda typed, errors: kind_page(Showing(working, typed, errors)),
    )
    if isinstance(form, Response):
        return form
    kind = PlanKind(form.kind)
    try:
        set_kind(session, change(actor, conversation_id, form), kind)
    except CONFLICTS:
        now = get_working_plan(session, actor, conversation_id)
        shown = kind_page(Showing(now, reading.typed, is_conflict=True))
        return page(request, KIND, shown, status=409)
    address = plan_address(conversation_id)
    return RedirectResponse(f"{address}/statute" if kind.is_statutory else address, 303)


@router.get(f"{PLAN}/statute")
def show_statute(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Planner
) -> Response:
    """Show what the plan must say, and the form; a plan of the default kind chooses first."""
    working = get_working_plan(session, actor, conversation_id)
    if working.content.statute is None:
        return RedirectResponse(f"{plan_address(conversation_id)}/kind", 303)
    note_view(request, actor, working)
    row = find_statute(session, working.plan)
    return page(request, STATUTE, statute_page(Showing(working, {}), row))


@router.post(f"{PLAN}/statute")
def put_statute(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Keep what was written, finished or not, and show what is still missing."""
    working = _statutory(get_working_plan(session, actor, conversation_id))
    row = find_statute(session, working.plan)
    reading = read_form(StatuteForm, sent)
    form = form_or_page(
        request,
        STATUTE,
        sent,
        reading,
        lambda typed, errors: statute_page(Showing(working, typed, errors), row),
    )
    if isinstance(form, Response):
        return form
    draft = StatuteDraft(**{name: getattr(form, name) for name in vars(StatuteDraft())})
    try:
        write_statute(session, change(actor, conversation_id, form), draft)
    except CONFLICTS:
        session.expire_all()  # what was read before the conflict is not to be believed
        now = _statutory(get_working_plan(session, actor, conversation_id))
        showing = Showing(now, reading.typed, is_conflict=True)
        shown = statute_page(showing, find_statute(session, now.plan))
        return page(request, STATUTE, shown, status=409)
    return RedirectResponse(f"{plan_address(conversation_id)}#kind", status_code=303)


def _statutory(working: WorkingPlan) -> WorkingPlan:
    if working.content.statute is None:
        raise NotFound
    return working
