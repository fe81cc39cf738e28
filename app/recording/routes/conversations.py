"""The whole conversation: all the questions, the answers to check, finish and reopen."""

import uuid

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.database import ReadSession, WriteSession
from app.errors import StaleVersion
from app.forms import PostedForm, read_form
from app.receipts import wants_json
from app.recording.actions.conversations import finish_conversation, reopen_conversation
from app.recording.forms import VersionForm
from app.recording.pages.conversations import check_page, overview_page
from app.recording.queries import get_conversation
from app.recording.routes.doors import Recorder, open_page, receipt_of
from app.recording.sampling import is_chosen


router = APIRouter()


@router.get("/conversations/{conversation_id}")
def show_conversation(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Recorder
) -> Response:
    """Show all the questions, once the language has been asked."""
    return open_page(
        request,
        session,
        actor,
        conversation_id,
        "recording/conversation.html",
        lambda conversation: overview_page(session, actor, conversation),
    )


@router.get("/conversations/{conversation_id}/check")
def show_check(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Recorder
) -> Response:
    """Show all the answers to read over."""
    return open_page(
        request,
        session,
        actor,
        conversation_id,
        "recording/check.html",
        lambda conversation: check_page(session, actor, conversation),
    )


@router.post("/conversations/{conversation_id}/finish")
def finish(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Recorder,
    sent: PostedForm,
) -> Response:
    """Finish the conversation and go to what was heard."""
    get_conversation(session, actor, conversation_id)
    form = _as_it_stood(sent)
    one_in = request.app.state.settings.second_look_one_in
    finish_conversation(
        session,
        actor,
        conversation_id,
        version=form.version,
        operation_id=form.operation_id,
        is_chosen=lambda answer: is_chosen(str(answer.id), one_in),
    )
    if wants_json(request):
        return receipt_of(request, session, form.operation_id)
    return RedirectResponse(f"/conversations/{conversation_id}/heard", 303)


@router.post("/conversations/{conversation_id}/reopen")
def reopen(
    conversation_id: uuid.UUID, session: WriteSession, actor: Recorder, sent: PostedForm
) -> Response:
    """Open the answers again."""
    get_conversation(session, actor, conversation_id)
    reopen_conversation(session, actor, conversation_id, version=_as_it_stood(sent).version)
    return RedirectResponse(f"/conversations/{conversation_id}/check", 303)


def _as_it_stood(sent: PostedForm) -> VersionForm:
    form = read_form(VersionForm, sent).form
    if form is None:
        raise StaleVersion
    return form
