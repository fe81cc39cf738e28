"""Writing, changing and taking out a step."""

import uuid
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session
from starlette.datastructures import FormData

from app.database import ReadSession, WriteSession
from app.errors import NotFound
from app.forms import FieldError, PostedForm, read_form
from app.i18n import gettext as _
from app.identity import Actor
from app.plans.content import DoerKind
from app.plans.forms import RemoveForm, StepForm
from app.plans.gathering import get_working_plan, open_words
from app.plans.pages.changes import Showing
from app.plans.pages.steps import StepPage, step_page
from app.plans.queries import get_step, list_outcomes, list_steps
from app.plans.routes.changing import (
    CONFLICTS,
    PLAN,
    Planner,
    change,
    form_or_page,
    note_view,
    plan_address,
)
from app.plans.writing import StepDraft, add_step, change_step, remove_step
from app.templating import page


router = APIRouter()
TEMPLATE = "plans/step.html"


class _Desk:
    """One step's form, for one request: what it is about, and how it is shown."""

    def __init__(
        self,
        session: Session,
        actor: Actor,
        conversation_id: uuid.UUID,
        step_id: uuid.UUID | None = None,
    ) -> None:
        self._session = session
        self._step_id = step_id
        self.working = get_working_plan(session, actor, conversation_id)

    def has_outcome(self, outcome_id: uuid.UUID) -> bool:
        """Say whether the outcome is still in this plan."""
        rows = list_outcomes(self._session, self.working.plan)
        return outcome_id in {row.id for row in rows}

    def asset(self, line_key: str) -> str:
        """Return the line of the strength that was chosen, if it still stands in the plan."""
        known = {line.line_key for line in self.working.content.asset_lines()}
        return line_key if line_key in known else ""

    def show(
        self,
        typed: Mapping[str, Any],
        errors: tuple[FieldError, ...] = (),
        *,
        is_conflict: bool = False,
    ) -> StepPage:
        """Return the form."""
        rows = list_steps(self._session, self.working.plan)
        # Somebody may have taken it out meanwhile: what was typed can then be added anew.
        row = next((row for row in rows if row.id == self._step_id), None)
        said = open_words(self._session, self.working.conversation.id)
        showing = Showing(self.working, typed, errors, is_conflict, said)
        return step_page(showing, row, list_outcomes(self._session, self.working.plan))


@router.get(f"{PLAN}/steps/new")
def new(
    request: Request,
    conversation_id: uuid.UUID,
    session: ReadSession,
    actor: Planner,
    outcome: uuid.UUID | None = None,
) -> Response:
    """Show an empty form, perhaps already towards an outcome."""
    desk = _Desk(session, actor, conversation_id)
    if outcome is not None and not desk.has_outcome(outcome):
        raise NotFound
    note_view(request, actor, desk.working)
    return page(request, TEMPLATE, desk.show({"outcome_id": str(outcome)} if outcome else {}))


@router.post(f"{PLAN}/steps/new")
def add(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Add a step."""
    return _write(request, session, actor, conversation_id, None, sent)


@router.get(f"{PLAN}/steps/{{step_id}}")
def show(
    request: Request,
    conversation_id: uuid.UUID,
    step_id: uuid.UUID,
    session: ReadSession,
    actor: Planner,
) -> Response:
    """Show a step to be changed."""
    desk = _Desk(session, actor, conversation_id, step_id)
    get_step(session, desk.working.plan, step_id)
    note_view(request, actor, desk.working)
    return page(request, TEMPLATE, desk.show({}))


@router.post(f"{PLAN}/steps/{{step_id}}")
def put(
    request: Request,
    conversation_id: uuid.UUID,
    step_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Change a step."""
    return _write(request, session, actor, conversation_id, step_id, sent)


@router.post(f"{PLAN}/steps/{{step_id}}/remove")
def remove(
    request: Request,
    conversation_id: uuid.UUID,
    step_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Take a step out."""
    form = read_form(RemoveForm, sent).form
    if form is None:
        raise NotFound
    try:
        remove_step(session, change(actor, conversation_id, form), step_id)
    except CONFLICTS:
        desk = _Desk(session, actor, conversation_id, step_id)
        return page(request, TEMPLATE, desk.show({}, is_conflict=True), status=409)
    return RedirectResponse(plan_address(conversation_id), status_code=303)


def _write(
    request: Request,
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    step_id: uuid.UUID | None,
    sent: FormData,
) -> Response:
    desk = _Desk(session, actor, conversation_id, step_id)
    reading = read_form(StepForm, sent)
    form = form_or_page(request, TEMPLATE, sent, reading, desk.show)
    if isinstance(form, Response):
        return form
    if form.outcome_id is not None and not desk.has_outcome(form.outcome_id):
        typed = {**reading.typed, "outcome_id": ""}
        return page(request, TEMPLATE, desk.show(typed, (_outcome_gone(),)), status=422)
    draft = StepDraft(
        form.action,
        form.doer,
        DoerKind(form.doer_kind),
        form.due_date,
        form.outcome_id,
        form.rung,
        desk.asset(form.draws_on),
        form.why_a_service,
    )
    made = change(actor, conversation_id, form)
    try:
        if step_id is None:
            add_step(session, made, draft)
        else:
            change_step(session, made, step_id, draft)
    except CONFLICTS:
        session.expire_all()  # what was read before the conflict is not to be believed
        desk = _Desk(session, actor, conversation_id, step_id)
        return page(request, TEMPLATE, desk.show(reading.typed, is_conflict=True), status=409)
    return RedirectResponse(plan_address(conversation_id), status_code=303)


def _outcome_gone() -> FieldError:
    return FieldError(
        "outcome_id",
        _("What this step was for is no longer in the plan. Choose again; the step is still here."),
    )
