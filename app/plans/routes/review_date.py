"""Saying when the plan is looked at again."""

import uuid

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.database import ReadSession, WriteSession
from app.forms import PostedForm, read_form
from app.plans.forms import ReviewDateForm
from app.plans.gathering import get_working_plan
from app.plans.pages.changes import Showing, review_date_page
from app.plans.routes.changing import (
    CONFLICTS,
    PLAN,
    Planner,
    change,
    form_or_page,
    note_view,
    plan_address,
)
from app.plans.writing import set_review_date
from app.templating import page


router = APIRouter()
TEMPLATE = "plans/review_date.html"


@router.get(f"{PLAN}/review-date")
def show(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Planner
) -> Response:
    """Show the date as it is."""
    working = get_working_plan(session, actor, conversation_id)
    note_view(request, actor, working)
    return page(request, TEMPLATE, review_date_page(Showing(working, {})))


@router.post(f"{PLAN}/review-date")
def put(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Set the date, or take it away."""
    working = get_working_plan(session, actor, conversation_id)
    reading = read_form(ReviewDateForm, sent)
    form = form_or_page(
        request,
        TEMPLATE,
        sent,
        reading,
        lambda typed, errors: review_date_page(Showing(working, typed, errors)),
    )
    if isinstance(form, Response):
        return form
    try:
        set_review_date(session, change(actor, conversation_id, form), form.review_date)
    except CONFLICTS:
        now = get_working_plan(session, actor, conversation_id)
        shown = review_date_page(Showing(now, reading.typed, is_conflict=True))
        return page(request, TEMPLATE, shown, status=409)
    return RedirectResponse(plan_address(conversation_id), status_code=303)
