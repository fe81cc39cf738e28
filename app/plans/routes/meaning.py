"""What an outcome means to the person, question 11 about it, and what was not there."""

import uuid
from dataclasses import replace

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from app.database import ReadSession, WriteSession
from app.forms import PostedForm
from app.identity import Actor
from app.plans.forms import EnoughForm, GapForm, MeaningForm
from app.plans.models import PlanOutcome
from app.plans.outcome_writing import (
    GapDraft,
    MeaningDraft,
    add_gap,
    remove_gap,
    say_whether_enough,
    write_meaning,
)
from app.plans.pages.changes import Showing
from app.plans.pages.meaning import EnoughPage, MeaningPage, enough_page, meaning_page
from app.plans.queries import get_outcome, list_gaps
from app.plans.routes.changing import PLAN, Desk, Planner, plan_address
from app.plans.sufficiency import Sufficiency, WhyMissing
from app.plans.writing import Change
from app.recording.queries import list_confirmed_tags


router = APIRouter()
OUTCOME = f"{PLAN}/outcomes/{{outcome_id}}"


class _OutcomeDesk(Desk):
    """More about one outcome."""

    def __init__(
        self,
        request: Request,
        session: Session,
        actor: Actor,
        conversation_id: uuid.UUID,
        outcome_id: uuid.UUID,
    ) -> None:
        super().__init__(request, session, actor, conversation_id)
        self._outcome_id = outcome_id
        self.row()

    def row(self) -> PlanOutcome:
        return get_outcome(self.session, self.working.plan, self._outcome_id)


class _MeaningDesk(_OutcomeDesk):
    template = "plans/meaning.html"

    def page_of(self, showing: Showing) -> MeaningPage:
        tags = list_confirmed_tags(self.session, self.working.conversation.id)
        scale = self.request.app.state.settings.outcome_scale
        return meaning_page(showing, self.row(), tags, scale)


class _EnoughDesk(_OutcomeDesk):
    template = "plans/enough.html"

    def page_of(self, showing: Showing) -> EnoughPage:
        return enough_page(showing, self.row(), list_gaps(self.session, self.working.plan))


class _GapDesk(_EnoughDesk):
    """The same page, where what was typed is something that was missing."""

    def page_of(self, showing: Showing) -> EnoughPage:
        gaps = list_gaps(self.session, self.working.plan)
        return enough_page(replace(showing, typed={}), self.row(), gaps, showing.typed)


@router.get(f"{OUTCOME}/meaning")
def show_meaning(
    request: Request,
    conversation_id: uuid.UUID,
    outcome_id: uuid.UUID,
    session: ReadSession,
    actor: Planner,
) -> Response:
    """Show what the outcome means to the person."""
    return _MeaningDesk(request, session, actor, conversation_id, outcome_id).open()


@router.post(f"{OUTCOME}/meaning")
def put_meaning(
    request: Request,
    conversation_id: uuid.UUID,
    outcome_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Keep what the outcome means to the person."""

    def write(form: MeaningForm, made: Change) -> str:
        has_number = form.baseline_value is not None or form.hoped_for_value is not None
        draft = MeaningDraft(
            form.why_it_matters,
            form.statements,
            form.baseline_words,
            form.scale if has_number else "",
            form.baseline_value,
            form.hoped_for_value,
            form.target,
            form.one_step_up,
        )
        write_meaning(session, made, outcome_id, draft)
        return f"{plan_address(conversation_id)}#what-matters"

    desk = _MeaningDesk(request, session, actor, conversation_id, outcome_id)
    return desk.keep(sent, MeaningForm, write)


@router.get(f"{OUTCOME}/enough")
def show_enough(
    request: Request,
    conversation_id: uuid.UUID,
    outcome_id: uuid.UUID,
    session: ReadSession,
    actor: Planner,
) -> Response:
    """Ask question 11 about this outcome."""
    return _EnoughDesk(request, session, actor, conversation_id, outcome_id).open()


@router.post(f"{OUTCOME}/enough")
def put_enough(
    request: Request,
    conversation_id: uuid.UUID,
    outcome_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Keep what the person said to question 11."""

    def write(form: EnoughForm, made: Change) -> str:
        said = (Sufficiency(form.enough), form.enough_words)
        say_whether_enough(session, made, outcome_id, *said)
        return f"{plan_address(conversation_id)}#what-matters"

    desk = _EnoughDesk(request, session, actor, conversation_id, outcome_id)
    return desk.keep(sent, EnoughForm, write)


@router.post(f"{OUTCOME}/gaps")
def put_gap(
    request: Request,
    conversation_id: uuid.UUID,
    outcome_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Note something that would have helped."""

    def write(form: GapForm, made: Change) -> str:
        draft = GapDraft(form.would_help, WhyMissing(form.why), form.more)
        add_gap(session, made, outcome_id, draft)
        return _gaps_address(conversation_id, outcome_id)

    desk = _GapDesk(request, session, actor, conversation_id, outcome_id)
    return desk.keep(sent, GapForm, write)


@router.post(f"{OUTCOME}/gaps/{{gap_id}}/remove")
def take_out_gap(
    request: Request,
    conversation_id: uuid.UUID,
    outcome_id: uuid.UUID,
    gap_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Take out a gap."""
    desk = _EnoughDesk(request, session, actor, conversation_id, outcome_id)
    to = _gaps_address(conversation_id, outcome_id)
    return desk.take_out(sent, lambda made: remove_gap(session, made, gap_id), to)


def _gaps_address(conversation_id: uuid.UUID, outcome_id: uuid.UUID) -> str:
    return f"{plan_address(conversation_id)}/outcomes/{outcome_id}/enough#gaps"
