"""Before the first question."""

import uuid
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.database import ReadSession, WriteSession
from app.errors import NotNow, StaleVersion
from app.forms import FieldError, PostedForm, Reading, read_form
from app.identity import Actor
from app.language import remember, switch
from app.receipts import refusal, wants_json
from app.recording.actions.consent import Agreed
from app.recording.actions.conversations import Beginning, Somebody, save_beginning
from app.recording.forms import BeginningForm, ConsentForm
from app.recording.models import Conversation
from app.recording.pages.beginning import beginning_page, typed_rows
from app.recording.queries import get_conversation
from app.recording.routes.doors import Recorder, note_view, receipt_of
from app.templating import page
from conversations import load_question_set


router = APIRouter()
TEMPLATE = "recording/beginning.html"


@router.get("/conversations/{conversation_id}/start")
def show_beginning(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Recorder
) -> Response:
    """Show what is settled before the first question, the language first."""
    conversation = get_conversation(session, actor, conversation_id)
    shown = beginning_page(session, actor, conversation)
    note_view(request, actor, conversation)
    return page(request, TEMPLATE, shown)


@router.post("/conversations/{conversation_id}/start")
def begin(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Recorder,
    sent: PostedForm,
) -> Response:
    """Save it and go to the questions."""
    conversation = get_conversation(session, actor, conversation_id)
    reading: Reading[BeginningForm] = _read(conversation, sent)
    choice = str(sent.get("switch_language", ""))
    if switch(choice):
        shown = beginning_page(session, actor, conversation, typed=reading.typed)
        return remember(page(request, TEMPLATE, shown), choice)
    save = _keep if wants_json(request) else _save
    return save(request, session, actor, conversation, reading)


def _read(conversation: Conversation, sent: PostedForm) -> Reading[Any]:
    has_purpose = load_question_set(conversation.question_set).purpose is not None
    return read_form(ConsentForm if has_purpose else BeginningForm, sent)


def _agreed(form: BeginningForm) -> Agreed | None:
    if not isinstance(form, ConsentForm):
        return None
    assert form.agreed_on is not None  # noqa: S101 - the form requires it
    return Agreed(
        life_stage=form.life_stage,
        decided_by=form.decided_by,
        words=form.consent_words,
        agreed_on=form.agreed_on,
        decider=form.decider,
        why=form.decider_why,
    )


def _save(
    request: Request,
    session: Session,
    actor: Actor,
    conversation: Conversation,
    reading: Reading[BeginningForm],
) -> Response:
    errors, status, is_stale = reading.errors, 422, False
    if reading.form is not None:
        try:
            _do_save(session, actor, conversation.id, reading.form)
        except StaleVersion:
            status, is_stale = 409, True
        except NotNow as refused:
            errors, status = (FieldError("participant_name", refused.sentence),), 409
        else:
            return RedirectResponse(f"/conversations/{conversation.id}", 303)
    session.rollback()
    shown = beginning_page(
        session, actor, conversation, typed=reading.typed, errors=errors, is_stale=is_stale
    )
    return page(request, TEMPLATE, shown, status=status)


def _keep(
    request: Request,
    session: Session,
    actor: Actor,
    conversation: Conversation,
    reading: Reading[BeginningForm],
) -> Response:
    """Save what a tablet sent, and give it the receipt."""
    if reading.form is None:
        return refusal(reading.errors[0].sentence, reading.errors[0].field)
    _do_save(session, actor, conversation.id, reading.form)
    return receipt_of(request, session, reading.form.operation_id)


def _do_save(
    session: Session, actor: Actor, conversation_id: uuid.UUID, form: BeginningForm
) -> None:
    assert form.held_on is not None  # noqa: S101 - the form requires it
    rows = typed_rows(form.model_dump())
    beginning = Beginning(
        language=form.language,
        plan_language=form.plan_language,
        communication_needs=form.communication_needs,
        held_on=form.held_on,
        kind=form.kind,
        agreed=_agreed(form),
        who=tuple(
            Somebody(row.name, row.role, row.speaks, _id_or_none(row.id))
            for row in rows
            if row.name
        ),
    )
    save_beginning(
        session,
        actor,
        conversation_id,
        beginning,
        version=form.version,
        operation_id=form.operation_id,
    )


def _id_or_none(raw: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(raw)
    except ValueError:
        return None
