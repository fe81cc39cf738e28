"""Today, one person, and the start of a conversation with them."""

import uuid

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app import clock
from app.audit import Subject, record_view, staff
from app.database import ReadSession, WriteSession, database_of
from app.errors import DomainError
from app.forms import PostedForm, read_form
from app.people.queries import get_person
from app.receipts import wants_json
from app.recording.actions.conversations import start_conversation
from app.recording.forms import StartForm
from app.recording.pages.people import person_page, today_page
from app.recording.routes.doors import Recorder, SeesPeople, receipt_of
from app.templating import page


router = APIRouter()


@router.get("/today")
def show_today(request: Request, session: ReadSession, actor: SeesPeople) -> Response:
    """Show the practitioner's people, those with an unfinished conversation first."""
    return page(request, "recording/today.html", today_page(session, actor, clock.today()))


@router.get("/people/{person_id}")
def show_person(
    request: Request, person_id: uuid.UUID, session: ReadSession, actor: SeesPeople
) -> Response:
    """Show one person and their conversations."""
    person = get_person(session, actor, person_id)
    shown = person_page(session, person)
    record_view(database_of(request), staff(actor), Subject("person", person.id, person.id))
    return page(request, "recording/person.html", shown)


@router.post("/people/{person_id}/conversations")
def start(
    request: Request,
    person_id: uuid.UUID,
    session: WriteSession,
    actor: Recorder,
    sent: PostedForm,
) -> Response:
    """Start a conversation, once."""
    get_person(session, actor, person_id)
    form = read_form(StartForm, sent).form
    if form is None:
        raise DomainError
    conversation_id = start_conversation(
        session,
        actor,
        person_id,
        operation_id=form.operation_id,
        kind=form.kind,
        conversation_id=form.conversation_id,
        question_set=form.question_set,
    )
    if wants_json(request):
        return receipt_of(request, session, form.operation_id)
    return RedirectResponse(f"/conversations/{conversation_id}/start", 303)
