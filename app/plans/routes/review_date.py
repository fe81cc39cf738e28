"""Saying when the plan is looked at again."""

import uuid

from fastapi import APIRouter, Request, Response

from app.database import ReadSession, WriteSession
from app.forms import PostedForm
from app.plans.forms import ReviewDateForm
from app.plans.pages.changes import ReviewDatePage, Showing, review_date_page
from app.plans.routes.changing import PLAN, Desk, Planner, plan_address
from app.plans.writing import Change, set_review_date


router = APIRouter()


class _Desk(Desk):
    template = "plans/review_date.html"

    def page_of(self, showing: Showing) -> ReviewDatePage:
        return review_date_page(showing)


@router.get(f"{PLAN}/review-date")
def show(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Planner
) -> Response:
    """Show the date as it is."""
    return _Desk(request, session, actor, conversation_id).open()


@router.post(f"{PLAN}/review-date")
def put(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Set the date, or take it away."""

    def write(form: ReviewDateForm, made: Change) -> str:
        set_review_date(session, made, form.review_date)
        return plan_address(conversation_id)

    return _Desk(request, session, actor, conversation_id).keep(sent, ReviewDateForm, write)
