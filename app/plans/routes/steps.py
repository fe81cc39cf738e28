"""Writing, changing and taking out a step."""

import uuid
from collections.abc import Callable
from dataclasses import replace

from fastapi import APIRouter, Request, Response
from sqlmodel import Session
from starlette.datastructures import FormData

from app.database import ReadSession, WriteSession
from app.errors import NotFound
from app.forms import FieldError, PostedForm, read_form
from app.i18n import gettext as _
from app.identity import Actor
from app.plans.forms import StepForm
from app.plans.gathering import open_words
from app.plans.lines import DoerKind
from app.plans.pages.changes import Showing
from app.plans.pages.steps import StepPage, step_page
from app.plans.queries import get_step, list_outcomes, list_steps
from app.plans.routes.changing import PLAN, Desk, Planner, plan_address
from app.plans.writing import Change, StepDraft, add_step, change_step, remove_step


router = APIRouter()


class _Desk(Desk):
    """One step's form: what it is about, and how it is shown."""

    template = "plans/step.html"

    def __init__(
        self,
        request: Request,
        session: Session,
        actor: Actor,
        conversation_id: uuid.UUID,
        step_id: uuid.UUID | None = None,
    ) -> None:
        super().__init__(request, session, actor, conversation_id)
        self._step_id = step_id

    def has_outcome(self, outcome_id: uuid.UUID) -> bool:
        """Say whether the outcome is still in this plan."""
        rows = list_outcomes(self.session, self.working.plan)
        return outcome_id in {row.id for row in rows}

    def asset(self, line_key: str) -> str:
        """Return the line of the strength that was chosen, if it still stands in the plan."""
        known = {line.line_key for line in self.working.content.asset_lines()}
        return line_key if line_key in known else ""

    def page_of(self, showing: Showing) -> StepPage:
        """Return the form."""
        rows = list_steps(self.session, self.working.plan)
        # Somebody may have taken it out meanwhile: what was typed can then be added anew.
        row = next((row for row in rows if row.id == self._step_id), None)
        said = open_words(self.session, self.working.conversation.id)
        outcomes = list_outcomes(self.session, self.working.plan)
        return step_page(replace(showing, said=said), row, outcomes)


@router.get(f"{PLAN}/steps/new")
def new(
    request: Request,
    conversation_id: uuid.UUID,
    session: ReadSession,
    actor: Planner,
    outcome: uuid.UUID | None = None,
) -> Response:
    """Show an empty form, perhaps already towards an outcome."""
    desk = _Desk(request, session, actor, conversation_id)
    if outcome is not None and not desk.has_outcome(outcome):
        raise NotFound
    return desk.open({"outcome_id": str(outcome)} if outcome else {})


@router.post(f"{PLAN}/steps/new")
def add(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Add a step."""
    desk = _Desk(request, session, actor, conversation_id)
    return _write(desk, sent, lambda made, draft: add_step(session, made, draft))


@router.get(f"{PLAN}/steps/{{step_id}}")
def show(
    request: Request,
    conversation_id: uuid.UUID,
    step_id: uuid.UUID,
    session: ReadSession,
    actor: Planner,
) -> Response:
    """Show a step to be changed."""
    desk = _Desk(request, session, actor, conversation_id, step_id)
    get_step(session, desk.working.plan, step_id)
    return desk.open()


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
    desk = _Desk(request, session, actor, conversation_id, step_id)
    return _write(desk, sent, lambda made, draft: change_step(session, made, step_id, draft))


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
    desk = _Desk(request, session, actor, conversation_id, step_id)
    to = plan_address(conversation_id)
    return desk.take_out(sent, lambda made: remove_step(session, made, step_id), to)


def _write(
    desk: _Desk, sent: FormData, write_draft: Callable[[Change, StepDraft], object]
) -> Response:
    def write(form: StepForm, made: Change) -> str | Response:
        if form.outcome_id is not None and not desk.has_outcome(form.outcome_id):
            typed = {**read_form(StepForm, sent).typed, "outcome_id": ""}
            return desk.refuse(typed, _outcome_gone())
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
        write_draft(made, draft)
        return plan_address(desk.conversation_id)

    return desk.keep(sent, StepForm, write)


def _outcome_gone() -> FieldError:
    return FieldError(
        "outcome_id",
        _("What this step was for is no longer in the plan. Choose again; the step is still here."),
    )
