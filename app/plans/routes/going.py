"""How a step is going, and moving lines up or down."""

import uuid
from dataclasses import replace

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from app.database import ReadSession, WriteSession
from app.errors import NotFound
from app.forms import PostedForm
from app.identity import Actor
from app.plans.forms import OrderForm, ReportForm
from app.plans.models import PlanStep
from app.plans.pages.changes import Showing
from app.plans.pages.going import GoingPage, OrderPage, going_page, order_page
from app.plans.progress import ProgressRating, StepStatus
from app.plans.queries import get_step, reports_of
from app.plans.routes.changing import PLAN, Desk, Planner, plan_address
from app.plans.step_writing import Direction, ReportDraft, move_outcome, move_step, report_step
from app.plans.writing import Change
from app.recording.queries import staff_names


router = APIRouter()


class _GoingDesk(Desk):
    """How one step is going."""

    template = "plans/going.html"

    def __init__(
        self,
        request: Request,
        session: Session,
        actor: Actor,
        conversation_id: uuid.UUID,
        step_id: uuid.UUID,
    ) -> None:
        super().__init__(request, session, actor, conversation_id)
        self._step_id = step_id
        self.row()

    def row(self) -> PlanStep:
        """Return the step, as it stands now."""
        return get_step(self.session, self.working.plan, self._step_id)

    def page_of(self, showing: Showing) -> GoingPage:
        """Return the form and the history."""
        reports = reports_of(self.session, [self._step_id])
        names = staff_names(self.session, [row.reported_by for row in reports])
        return going_page(showing, self.row(), reports, names)


class _OrderDesk(Desk):
    """The lines, each with buttons to move it."""

    template = "plans/order.html"

    def page_of(self, showing: Showing) -> OrderPage:
        """Return the lines as they stand; a press that says nothing changes nothing."""
        return order_page(replace(showing, typed={}, errors=()))


@router.get(f"{PLAN}/steps/{{step_id}}/going")
def show(
    request: Request,
    conversation_id: uuid.UUID,
    step_id: uuid.UUID,
    session: ReadSession,
    actor: Planner,
) -> Response:
    """Show how the step is going."""
    return _GoingDesk(request, session, actor, conversation_id, step_id).open()


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

    def write(form: ReportForm, made: Change) -> str:
        draft = ReportDraft(StepStatus(form.status), ProgressRating(form.rating), form.reason)
        report_step(session, made, step_id, draft)
        return f"{plan_address(conversation_id)}#steps"

    desk = _GoingDesk(request, session, actor, conversation_id, step_id)
    return desk.keep(sent, ReportForm, write)


@router.get(f"{PLAN}/order")
def show_order(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Planner
) -> Response:
    """Show the lines with buttons to move them."""
    return _OrderDesk(request, session, actor, conversation_id).open()


@router.post(f"{PLAN}/order")
def put_order(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Move one line one place."""

    def write(form: OrderForm, made: Change) -> str:
        _move(session, made, form.move)
        return f"{plan_address(conversation_id)}/order"

    return _OrderDesk(request, session, actor, conversation_id).keep(sent, OrderForm, write)


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
