"""What an outcome means to the person, question 11 about it, and what was not there."""

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
from app.plans.forms import EnoughForm, GapForm, MeaningForm, RemoveForm
from app.plans.gathering import get_working_plan
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
from app.plans.routes.changing import (
    CONFLICTS,
    PLAN,
    Planner,
    change,
    form_or_page,
    note_view,
    plan_address,
)
from app.plans.sufficiency import Sufficiency, WhyMissing
from app.recording.queries import list_confirmed_tags
from app.templating import page


router = APIRouter()
OUTCOME = f"{PLAN}/outcomes/{{outcome_id}}"
MEANING, ENOUGH = "plans/meaning.html", "plans/enough.html"


class _Desk:
    """More about one outcome, for one request."""

    def __init__(
        self,
        request: Request,
        session: Session,
        actor: Actor,
        conversation_id: uuid.UUID,
        outcome_id: uuid.UUID,
    ) -> None:
        self._session = session
        self._scale = request.app.state.settings.outcome_scale
        self.working = get_working_plan(session, actor, conversation_id)
        self.row = get_outcome(session, self.working.plan, outcome_id)

    def meaning(
        self,
        typed: Mapping[str, Any],
        errors: tuple[FieldError, ...] = (),
        *,
        is_conflict: bool = False,
    ) -> MeaningPage:
        """Return what it means, as a form."""
        showing = Showing(self.working, typed, errors, is_conflict)
        tags = list_confirmed_tags(self._session, self.working.conversation.id)
        return meaning_page(showing, self.row, tags, self._scale)

    def enough(
        self,
        typed: Mapping[str, Any],
        errors: tuple[FieldError, ...] = (),
        *,
        is_conflict: bool = False,
        gap: Mapping[str, Any] | None = None,
    ) -> EnoughPage:
        """Return question 11, as a form, with what is missing."""
        showing = Showing(self.working, typed, errors, is_conflict)
        return enough_page(showing, self.row, list_gaps(self._session, self.working.plan), gap)


@router.get(f"{OUTCOME}/meaning")
def show_meaning(
    request: Request,
    conversation_id: uuid.UUID,
    outcome_id: uuid.UUID,
    session: ReadSession,
    actor: Planner,
) -> Response:
    """Show what the outcome means to the person."""
    desk = _Desk(request, session, actor, conversation_id, outcome_id)
    note_view(request, actor, desk.working)
    return page(request, MEANING, desk.meaning({}))


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
    desk = _Desk(request, session, actor, conversation_id, outcome_id)
    reading = read_form(MeaningForm, sent)
    form = form_or_page(request, MEANING, sent, reading, desk.meaning)
    if isinstance(form, Response):
        return form
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
    try:
        write_meaning(session, change(actor, conversation_id, form), outcome_id, draft)
    except CONFLICTS:
        session.expire_all()
        desk = _Desk(request, session, actor, conversation_id, outcome_id)
        shown = desk.meaning(reading.typed, is_conflict=True)
        return page(request, MEANING, shown, status=409)
    return _back(conversation_id)


@router.get(f"{OUTCOME}/enough")
def show_enough(
    request: Request,
    conversation_id: uuid.UUID,
    outcome_id: uuid.UUID,
    session: ReadSession,
    actor: Planner,
) -> Response:
    """Ask question 11 about this outcome."""
    desk = _Desk(request, session, actor, conversation_id, outcome_id)
    note_view(request, actor, desk.working)
    return page(request, ENOUGH, desk.enough({}))


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
    desk = _Desk(request, session, actor, conversation_id, outcome_id)
    reading = read_form(EnoughForm, sent)
    form = form_or_page(request, ENOUGH, sent, reading, desk.enough)
    if isinstance(form, Response):
        return form
    said = (Sufficiency(form.enough), form.enough_words)
    try:
        say_whether_enough(session, change(actor, conversation_id, form), outcome_id, *said)
    except CONFLICTS:
        session.expire_all()
        desk = _Desk(request, session, actor, conversation_id, outcome_id)
        return page(request, ENOUGH, desk.enough(reading.typed, is_conflict=True), status=409)
    return _back(conversation_id)


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
    desk = _Desk(request, session, actor, conversation_id, outcome_id)
    reading = read_form(GapForm, sent)
    form = form_or_page(
        request,
        ENOUGH,
        sent,
        reading,
        lambda typed, errors: desk.enough({}, errors, gap=typed),
    )
    if isinstance(form, Response):
        return form
    draft = GapDraft(form.would_help, WhyMissing(form.why), form.more)
    try:
        add_gap(session, change(actor, conversation_id, form), outcome_id, draft)
    except CONFLICTS:
        session.expire_all()
        desk = _Desk(request, session, actor, conversation_id, outcome_id)
        shown = desk.enough({}, is_conflict=True, gap=reading.typed)
        return page(request, ENOUGH, shown, status=409)
    return _to_enough(conversation_id, outcome_id)


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
    form = read_form(RemoveForm, sent).form
    if form is None:
        raise NotFound
    try:
        remove_gap(session, change(actor, conversation_id, form), gap_id)
    except CONFLICTS:
        session.expire_all()
        desk = _Desk(request, session, actor, conversation_id, outcome_id)
        return page(request, ENOUGH, desk.enough({}, is_conflict=True), status=409)
    return _to_enough(conversation_id, outcome_id)


def _back(conversation_id: uuid.UUID) -> Response:
    return RedirectResponse(f"{plan_address(conversation_id)}#what-matters", status_code=303)


def _to_enough(conversation_id: uuid.UUID, outcome_id: uuid.UUID) -> Response:
    address = f"{plan_address(conversation_id)}/outcomes/{outcome_id}/enough#gaps"
    return RedirectResponse(address, status_code=303)
