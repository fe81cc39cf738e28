"""How a step is going, and moving lines up or down."""

import uuid
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.database import ReadSession, WriteSession
from app.errors import NotFound
from app.forms import FieldError, PostedForm, read_form
from app.identity import Actor
from app.plans.forms import OrderForm, ReportForm
from app.plans.gathering import get_working_plan
from app.plans.pages.changes import Showing
from app.plans.pages.going import GoingPage, going_page, order_page
from app.plans.progress import ProgressRating, StepStatus
from app.plans.queries import get_step, reports_of
from app.plans.routes.changing import (
    CONFLICTS,
    PLAN,
    Planner,
    change,
    form_or_page,
    note_view,
    plan_address,
)
from app.plans.step_writing import Direction, ReportDraft, move_outcome, move_step, report_step
from app.plans.writing import Change
from app.recording.queries import staff_names
from app.templating import page


router = APIRouter()
GOING, ORDER = "plans/going.html", "plans/order.html"


class _Desk:
    """How one step is going, for one request."""

    def __init__(
        self, session: Session, actor: Actor, conversation_id: uuid.UUID, step_id: uuid.UUID
    ) -> None:
        self._session = session
        self.working = get_working_plan(session, actor, conversation_id)
        self._row = get_step(session, self.working.plan, step_id)

    def show(
        self,
        typed: Mapping[str, Any],
        errors: tuple[FieldError, ...] = (),
        *,
        is_conflict: bool = False,
    ) -> GoingPage:
        """Return the form and the history."""
        reports = reports_of(self._session, [self._row.id])
        names = staff_names(self._session, [row.reported_by for row in reports])
        showing = Showing(self.working, typed, errors, is_conflict)
        return going_page(showing, self._row, reports, names)


@router.get(f"{PLAN}/steps/{{step_id}}/going")
def show(
    request: Request,
    conversation_id: uuid.UUID,
    step_id: uuid.UUID,
    session: ReadSession,
    actor: Planner,
) -> Response:
    """Show how the step is going."""
    desk = _Desk(session, actor, conversation_id, step_id)
    note_view(request, actor, desk.working)
    return page(request, GOING, desk.show({}))


@router.post(f"{PLAN}/steps/{{step_id}}/going")
def put(
    request: Request,
    conversation_id: uuid.UUID,
    step_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Keep how the step is going."""
    desk = _Desk(session, actor, conversation_id, step_id)
    reading = read_form(ReportForm, sent)
    form = form_or_page(request, GOING, sent, reading, desk.show)
    if isinstance(form, Response):
        return form
    draft = ReportDraft(StepStatus(form.status), ProgressRating(form.rating), form.reason)
    try:
        report_step(session, change(actor, conversation_id, form), step_id, draft)
    except CONFLICTS:
        session.expire_all()
        desk = _Desk(session, actor, conversation_id, step_id)
        return page(request, GOING, desk.show(reading.typed, is_conflict=True), status=409)
    return RedirectResponse(f"{plan_address(conversation_id)}#steps", status_code=303)


@router.get(f"{PLAN}/order")
def show_order(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Planner
) -> Response:
    """Show the lines with buttons to move them."""
    working = get_working_plan(session, actor, conversation_id)
    note_view(request, actor, working)
    return page(request, ORDER, order_page(Showing(working, {})))


@router.post(f"{PLAN}/order")
def put_order(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Move one line one place."""
    reading = read_form(OrderForm, sent)
    showing = Showing(get_working_plan(session, actor, conversation_id), {})
    form = form_or_page(request, ORDER, sent, reading, lambda _typed, _errors: order_page(showing))
    if isinstance(form, Response):
        return form
    try:
        _move(session, change(actor, conversation_id, form), form.move)
    except CONFLICTS:
        session.expire_all()
        now = get_working_plan(session, actor, conversation_id)
        return page(request, ORDER, order_page(Showing(now, {}, is_conflict=True)), status=409)
    return RedirectResponse(f"{plan_address(conversation_id)}/order", status_code=303)


def _move(session: Session, made: Change, asked: str) -> None:
    kind, row_id, direction = _asked(asked)
    move = move_outcome if kind == "outcome" else move_step
    move(session, made, row_id, direction)


def _asked(asked: str) -> tuple[str, uuid.UUID, Direction]:
    try:
        kind, row_id, direction = asked.split(" ")
        known = uuid.UUID(row_id)
    except ValueError:
        raise NotFound from None
    if kind not in ("outcome", "step"):
        raise NotFound
    if direction == "up":
        return kind, known, "up"
    return kind, known, "down"
