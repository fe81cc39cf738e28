"""Whom to think about before anything of a plan is shared."""

import uuid
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.database import ReadSession, WriteSession
from app.forms import FieldError, PostedForm, read_form
from app.plans.copying import lift_possible_harm, note_possible_harm, relation_of, sharing_of
from app.plans.gathering import WorkingPlan, get_working_plan
from app.plans.pages.copies import SharingPage, sharing_page
from app.plans.record_forms import HarmForm
from app.plans.record_queries import list_possible_harm
from app.plans.routes.changing import PLAN, Planner, form_or_page, note_view, plan_address
from app.plans.sharing import warnings_for
from app.recording.queries import list_participants, staff_names
from app.templating import page
from conversations import ParticipantRole


router = APIRouter()
TEMPLATE = "plans/sharing.html"
_AT_WORK = (ParticipantRole.PERSON, ParticipantRole.PRACTITIONER, ParticipantRole.INTERPRETER)


@router.get(f"{PLAN}/sharing")
def show(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Planner
) -> Response:
    """Show whom colleagues noted, and who took part, each with what was said."""
    working = get_working_plan(session, actor, conversation_id)
    note_view(request, actor, working)
    return page(request, TEMPLATE, _shown(session, working, {}))


@router.post(f"{PLAN}/sharing")
def note(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Note somebody."""
    working = get_working_plan(session, actor, conversation_id)
    reading = read_form(HarmForm, sent)
    form = form_or_page(
        request,
        TEMPLATE,
        sent,
        reading,
        lambda typed, errors: _shown(session, working, typed, errors),
    )
    if isinstance(form, Response):
        return form
    note_possible_harm(session, actor, conversation_id, form.operation_id, form.name, form.reason)
    return RedirectResponse(f"{plan_address(conversation_id)}/sharing", status_code=303)


@router.post(f"{PLAN}/sharing/{{note_id}}/lift")
def lift(
    conversation_id: uuid.UUID,
    note_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Lift a note; who noted and who lifted it is kept."""
    lift_possible_harm(session, actor, conversation_id, note_id)
    return RedirectResponse(f"{plan_address(conversation_id)}/sharing", status_code=303)


def _shown(
    session: Session,
    working: WorkingPlan,
    typed: Mapping[str, Any],
    errors: tuple[FieldError, ...] = (),
) -> SharingPage:
    noted = list_possible_harm(session, working.conversation.person_id)
    names = staff_names(session, (row.noted_by for row in noted))
    sharing = sharing_of(session, working.conversation)
    taking_part = [
        (who.name, warnings_for(who.name, relation_of(who.role), sharing))
        for who in list_participants(session, working.conversation.id)
        if who.role not in _AT_WORK
    ]
    return sharing_page(working, noted, names, taking_part, typed, errors)
