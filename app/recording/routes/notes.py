"""Free notes: write them, save them as they are typed, and sort their sentences to questions."""

import uuid

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.database import ReadSession, WriteSession
from app.errors import DomainError, NotFound, NotNow, OperationReused, StaleVersion
from app.forms import FieldError, PostedForm, read_form
from app.i18n import gettext as _
from app.identity import Actor
from app.language import remember, switch
from app.receipts import refusal, wants_json
from app.recording.actions.notes import keep_stored_notes, save_notes
from app.recording.actions.sorting import (
    Sorting,
    id_of_sorted,
    sort_sentence,
    take_sentence_out,
)
from app.recording.forms import NotesForm, SortForm, TakeOutForm
from app.recording.models import Conversation
from app.recording.pages.notes import notes_href, notes_page
from app.recording.pages.sorting import sort_page
from app.recording.queries import get_conversation
from app.recording.routes.doors import Recorder, open_page, receipt_of
from app.templating import page


router = APIRouter()
NOTES, SORT = "recording/notes.html", "recording/sort_notes.html"


@router.get("/conversations/{conversation_id}/notes")
def show_notes(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Recorder
) -> Response:
    """Show the notes, once the language has been asked."""
    return open_page(
        request,
        session,
        actor,
        conversation_id,
        NOTES,
        lambda conversation: notes_page(session, actor, conversation),
    )


@router.post("/conversations/{conversation_id}/notes")
def save(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Recorder,
    sent: PostedForm,
) -> Response:
    """Save the notes and go on, or tell the autosave that they are safe."""
    conversation = get_conversation(session, actor, conversation_id)
    reading = read_form(NotesForm, sent)
    typed, choice = str(reading.typed.get("words", "")), str(sent.get("switch_language", ""))
    if switch(choice):
        return remember(
            page(request, NOTES, notes_page(session, actor, conversation, typed=typed)), choice
        )
    if reading.form is None:
        if wants_json(request):
            return refusal(reading.errors[0].sentence, reading.errors[0].field)
        again = notes_page(session, actor, conversation, typed=typed, errors=reading.errors)
        return page(request, NOTES, again, status=422)
    try:
        _save(session, actor, conversation, reading.form)
    except (StaleVersion, OperationReused, NotNow) as refused:
        if wants_json(request):
            raise
        session.rollback()
        return _refused(request, session, actor, conversation, typed, refused)
    if wants_json(request):
        return receipt_of(request, session, reading.form.operation_id)
    return RedirectResponse(_next_address(conversation, reading.form.go), 303)


def _save(session: Session, actor: Actor, conversation: Conversation, form: NotesForm) -> None:
    about = (session, actor, conversation.id, form.words)
    if form.keep == "theirs":
        keep_stored_notes(*about, version=form.version, operation_id=form.operation_id)
        return
    save_notes(
        *about,
        version=form.version,
        operation_id=form.operation_id,
        settles_conflict=form.keep == "mine",
    )


def _refused(
    request: Request,
    session: Session,
    actor: Actor,
    conversation: Conversation,
    typed: str,
    refused: DomainError,
) -> Response:
    """Show again what was typed: beside what is stored, or with why nothing can be saved now."""
    is_conflict = not isinstance(refused, NotNow)
    errors = () if is_conflict else (FieldError("words", refused.sentence),)
    again = notes_page(
        session, actor, conversation, typed=typed, is_conflict=is_conflict, errors=errors
    )
    return page(request, NOTES, again, status=409)


@router.get("/conversations/{conversation_id}/notes/sort")
def show_sorting(
    request: Request,
    conversation_id: uuid.UUID,
    session: ReadSession,
    actor: Recorder,
    just: str = "",
) -> Response:
    """Show the notes sentence by sentence."""
    return open_page(
        request,
        session,
        actor,
        conversation_id,
        SORT,
        lambda conversation: sort_page(session, actor, conversation, just_sorted=just),
    )


@router.post("/conversations/{conversation_id}/notes/sort")
def sort(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Recorder,
    sent: PostedForm,
) -> Response:
    """Put one sentence into an answer."""
    conversation = get_conversation(session, actor, conversation_id)
    reading = read_form(SortForm, sent)
    choice = str(sent.get("switch_language", ""))
    if switch(choice):
        return remember(page(request, SORT, sort_page(session, actor, conversation)), choice)
    form = reading.form
    if form is None or not (form.question or form.suggested):
        raise NotFound
    sorting = Sorting(
        sentence=form.sentence,
        question_key=form.suggested or form.question,
        said_by=form.said_by,
        was_suggested=bool(form.suggested),
    )
    try:
        sort_sentence(session, actor, conversation_id, sorting, operation_id=form.operation_id)
    except (StaleVersion, OperationReused, NotNow) as refused:
        return _not_sorted(request, session, actor, conversation, refused)
    if wants_json(request):
        return receipt_of(request, session, form.operation_id)
    just = id_of_sorted(form.operation_id)
    return RedirectResponse(f"{notes_href(conversation)}/sort?just={just}#sorting", 303)


@router.post("/conversations/{conversation_id}/notes/sorted/{sorted_id}/take-out")
def take_out(
    request: Request,
    conversation_id: uuid.UUID,
    sorted_id: uuid.UUID,
    session: WriteSession,
    actor: Recorder,
    sent: PostedForm,
) -> Response:
    """Take one sentence out of its answer again."""
    conversation = get_conversation(session, actor, conversation_id)
    form = read_form(TakeOutForm, sent).form
    if form is None:
        raise NotFound
    try:
        operation = form.operation_id
        take_sentence_out(session, actor, conversation_id, sorted_id, operation_id=operation)
    except (OperationReused, NotNow) as refused:
        return _not_sorted(request, session, actor, conversation, refused)
    if wants_json(request):
        return receipt_of(request, session, form.operation_id)
    return RedirectResponse(f"{notes_href(conversation)}/sort#sorting", 303)


def _not_sorted(
    request: Request,
    session: Session,
    actor: Actor,
    conversation: Conversation,
    refused: DomainError,
) -> Response:
    if wants_json(request):
        raise refused
    session.rollback()
    sentence = refused.sentence
    if isinstance(refused, StaleVersion):
        sentence = _(
            "The notes were changed after you opened this page, so nothing was put anywhere. "
            "Nothing is lost: here they are as they stand now."
        )
    shown = sort_page(session, actor, conversation, refused=sentence)
    return page(request, SORT, shown, status=409)


def _next_address(conversation: Conversation, go: str) -> str:
    if go == "sort":
        return f"{notes_href(conversation)}/sort"
    if go == "all":
        return f"/conversations/{conversation.id}"
    return notes_href(conversation)
