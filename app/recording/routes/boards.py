"""Talking with pictures: the board, placing one, who helped, and the board shown to the person."""

import uuid
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.database import ReadSession, WriteSession
from app.errors import DomainError, NotFound, NotNow, OperationReused, StaleVersion
from app.forms import PostedForm, read_form
from app.i18n import gettext as _
from app.identity import Actor
from app.language import remember, switch
from app.receipts import refusal, wants_json
from app.recording.actions.boards import Helpers, Placing, note_helpers, place_picture
from app.recording.actions.screens import show_board, shown_board_address
from app.recording.boards import find_board_answer
from app.recording.forms import HelpersForm, PlaceForm
from app.recording.models import Conversation
from app.recording.pages.boards import board_href, board_page, board_print, next_address
from app.recording.queries import get_conversation
from app.recording.routes.doors import Recorder, note_view, open_page, receipt_of
from app.recording.routes.screens import kept_to
from app.templating import page


router = APIRouter()
BOARD, SHOWN = "recording/board.html", "recording/board_shown.html"


@router.get("/conversations/{conversation_id}/board")
def show(
    request: Request,
    conversation_id: uuid.UUID,
    session: ReadSession,
    actor: Recorder,
    topic: str = "",
) -> Response:
    """Show the board, or one picture of it."""
    return open_page(
        request,
        session,
        actor,
        conversation_id,
        BOARD,
        lambda conversation: board_page(session, actor, conversation, topic=topic),
    )


@router.post("/conversations/{conversation_id}/board")
def place(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Recorder,
    sent: PostedForm,
) -> Response:
    """Place one picture and go on to the next."""
    conversation = get_conversation(session, actor, conversation_id)
    return _place(request, session, actor, conversation, sent, is_shown=False)


@router.post("/conversations/{conversation_id}/board/helpers")
def save_helpers(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Recorder,
    sent: PostedForm,
) -> Response:
    """Note who helped, and what was seen."""
    conversation = get_conversation(session, actor, conversation_id)
    reading = read_form(HelpersForm, sent)
    typed, form, choice = reading.typed, reading.form, str(sent.get("switch_language", ""))
    if switch(choice):
        again = board_page(session, actor, conversation, typed=typed)
        return remember(page(request, BOARD, again), choice)
    if form is None:
        if wants_json(request):
            return refusal(reading.errors[0].sentence, reading.errors[0].field)
        again = board_page(session, actor, conversation, typed=typed, errors=reading.errors)
        return page(request, BOARD, again, status=422)
    helpers = Helpers(form.placed_by, form.interpreted_by, form.seen)
    about = (session, actor, conversation_id, helpers)
    try:
        note_helpers(*about, version=form.version, operation_id=form.operation_id)
    except (StaleVersion, OperationReused, NotNow) as refused:
        return _refused(request, session, actor, conversation, refused, typed=typed)
    if wants_json(request):
        return receipt_of(request, session, form.operation_id)
    return RedirectResponse(f"{board_href(conversation)}#said-with-pictures", 303)


@router.get("/conversations/{conversation_id}/board/print")
def show_print(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Recorder
) -> Response:
    """Show the board as it goes on paper."""
    return open_page(
        request,
        session,
        actor,
        conversation_id,
        "recording/board_print.html",
        lambda conversation: board_print(session, actor, conversation),
    )


@router.post("/conversations/{conversation_id}/board/show")
def show_to_the_person(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Recorder,
    sent: PostedForm,
) -> Response:
    """Keep this browser to the board."""
    get_conversation(session, actor, conversation_id)
    address = shown_board_address(conversation_id)
    return kept_to(request, sent, address, lambda: show_board(session, actor, conversation_id))


@router.get("/conversations/{conversation_id}/board/shown")
def shown(
    request: Request,
    conversation_id: uuid.UUID,
    session: ReadSession,
    actor: Recorder,
    topic: str = "",
) -> Response:
    """Show the person the board and nothing else."""
    conversation = get_conversation(session, actor, conversation_id)
    if not actor.kept_to:
        return RedirectResponse(board_href(conversation), 303)
    whole = board_page(session, actor, conversation, topic=topic, is_shown=True)
    note_view(request, actor, conversation)
    return page(request, SHOWN, whole)


@router.post("/conversations/{conversation_id}/board/shown")
def place_while_shown(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Recorder,
    sent: PostedForm,
) -> Response:
    """Place one picture while the board is shown: the only thing that can be changed there."""
    conversation = get_conversation(session, actor, conversation_id)
    if not actor.kept_to:
        return RedirectResponse(board_href(conversation), 303)
    return _place(request, session, actor, conversation, sent, is_shown=True)


def _place(
    request: Request,
    session: Session,
    actor: Actor,
    conversation: Conversation,
    sent: PostedForm,
    *,
    is_shown: bool,
) -> Response:
    address = shown_board_address(conversation.id) if is_shown else board_href(conversation)
    choice = str(sent.get("switch_language", ""))
    if switch(choice):
        topic = str(sent.get("topic", ""))
        again = board_page(session, actor, conversation, topic=topic, is_shown=is_shown)
        return remember(page(request, SHOWN if is_shown else BOARD, again), choice)
    form = read_form(PlaceForm, sent).form
    if form is None:
        raise NotFound
    placing = Placing(form.topic, form.step, form.was)
    try:
        place_picture(session, actor, conversation.id, placing, operation_id=form.operation_id)
    except (StaleVersion, OperationReused, NotNow) as refused:
        return _refused(request, session, actor, conversation, refused, is_shown=is_shown)
    if wants_json(request):
        return receipt_of(request, session, form.operation_id)
    if form.was or not form.step:
        return RedirectResponse(address, 303)
    answer = find_board_answer(session, conversation.id)
    return RedirectResponse(next_address(address, answer, form.topic), 303)


def _refused(
    request: Request,
    session: Session,
    actor: Actor,
    conversation: Conversation,
    refused: DomainError,
    *,
    is_shown: bool = False,
    typed: Mapping[str, Any] | None = None,
) -> Response:
    if wants_json(request):
        raise refused
    session.rollback()
    sentence = refused.sentence
    if isinstance(refused, StaleVersion):
        sentence = _(
            "The board was changed after you opened this page, so nothing was put over it. "
            "Here it is as it stands now."
        )
    elif isinstance(refused, OperationReused) and typed is None:  # a second tap on one picture
        sentence = _(
            "What you chose first on that page counts. Here is the board as it stands now."
        )
    again = board_page(
        session, actor, conversation, is_shown=is_shown, refused=sentence, typed=typed
    )
    return page(request, SHOWN if is_shown else BOARD, again, status=409)
