"""A second look at an answer: show the words, take the tags, finish."""

import uuid

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.database import ReadSession, WriteSession
from app.errors import NotFound, StaleVersion
from app.forms import FieldError, PostedForm, read_form
from app.i18n import gettext as _
from app.recording.actions.second_looks import (
    add_second_tag,
    finish_look,
    remove_second_tag,
    take_look,
)
from app.recording.forms import SecondLookForm
from app.recording.models import Answer
from app.recording.pages.questions import question_of
from app.recording.pages.second_look import second_look_href, second_look_page
from app.recording.queries import find_answer, get_conversation
from app.recording.routes.doors import Decider, note_view
from app.recording.second_looks import find_waiting, next_address, waiting_for
from app.templating import page


router = APIRouter()
TEMPLATE = "recording/second_look.html"


@router.get("/conversations/{conversation_id}/second-look/{key}")
def show_second_look(
    request: Request, conversation_id: uuid.UUID, key: str, session: ReadSession, actor: Decider
) -> Response:
    """Show the words to whoever can look at them afresh; lead anybody else back to today."""
    conversation = get_conversation(session, actor, conversation_id)
    question_of(conversation, key)
    answer = find_answer(session, conversation.id, key)
    look = find_waiting(session, actor, answer.id) if answer else None
    if answer is None or look is None:
        return RedirectResponse("/today", 303)
    shown = second_look_page(session, conversation, answer, look)
    note_view(request, actor, conversation)
    return page(request, TEMPLATE, shown)


@router.post("/conversations/{conversation_id}/second-look/{key}")
def take_second_look(
    request: Request,
    conversation_id: uuid.UUID,
    key: str,
    session: WriteSession,
    actor: Decider,
    sent: PostedForm,
) -> Response:
    """Add a tag, take one off, or say that the answer is done."""
    conversation = get_conversation(session, actor, conversation_id)
    question_of(conversation, key)
    form = read_form(SecondLookForm, sent).form
    if form is None:
        raise NotFound
    look = take_look(session, actor, conversation_id, key)
    answer = session.get(Answer, look.answer_id)
    if answer is None or answer.version != form.answer_version:
        raise StaleVersion
    here = second_look_href(conversation, key)
    if form.take_off is not None:
        remove_second_tag(session, actor, look, form.take_off)
    elif form.doing == "done":
        finish_look(session, actor, look)
        session.flush()
        return RedirectResponse(next_address(waiting_for(session, actor)), 303)
    elif form.added:
        add_second_tag(session, actor, look, answer.words, _tag(form))
    else:
        errors = (FieldError(f"added-{form.number}", _("Choose the tag to add.")),)
        session.flush()
        shown = second_look_page(session, conversation, answer, look, errors)
        return page(request, TEMPLATE, shown, status=422)
    return RedirectResponse(f"{here}#sentence-{form.number}", 303)


def _tag(form: SecondLookForm) -> tuple[str, str, int, int]:
    kind, _colon, key = form.added.partition(":")
    start, _dash, end = form.sentence.partition("-")
    try:
        return kind, key, int(start), int(end)
    except ValueError:
        raise NotFound from None
