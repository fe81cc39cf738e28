"""Put a follow-up prompt away before finishing, or bring back what was put away."""

import uuid

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.database import WriteSession
from app.errors import NotFound
from app.forms import PostedForm, read_form
from app.receipts import wants_json
from app.recording.actions.prompts import bring_prompts_back, put_prompt_away
from app.recording.forms import PutAwayForm
from app.recording.queries import get_conversation
from app.recording.routes.doors import Recorder, receipt_of


router = APIRouter()


@router.post("/conversations/{conversation_id}/prompts/put-away")
def put_away(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Recorder,
    sent: PostedForm,
) -> Response:
    """Put one prompt away."""
    get_conversation(session, actor, conversation_id)
    form = read_form(PutAwayForm, sent).form
    if form is None:
        raise NotFound
    put_prompt_away(
        session,
        actor,
        conversation_id,
        form.prompt,
        operation_id=form.operation_id,
        may_be_late=wants_json(request),
    )
    if wants_json(request):
        return receipt_of(request, session, form.operation_id)
    return RedirectResponse(f"/conversations/{conversation_id}/check#prompts", 303)


@router.post("/conversations/{conversation_id}/prompts/bring-back")
def bring_back(
    conversation_id: uuid.UUID, session: WriteSession, actor: Recorder, _sent: PostedForm
) -> Response:
    """Bring back every prompt that was put away."""
    bring_prompts_back(session, actor, conversation_id)
    return RedirectResponse(f"/conversations/{conversation_id}/check#prompts", 303)
