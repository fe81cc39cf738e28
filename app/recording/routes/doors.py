"""Who may come in, and the note that they looked."""

import uuid
from collections.abc import Callable
from typing import Annotated

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.access import Permission, requires
from app.audit import Subject, record_view, staff
from app.database import database_of
from app.errors import NotFound
from app.identity import Actor
from app.operations import Operation
from app.receipts import receipt
from app.recording.models import Conversation
from app.recording.queries import get_conversation
from app.templating import Page, page


SeesPeople = Annotated[Actor, requires(Permission.SEE_PEOPLE)]
Recorder = Annotated[Actor, requires(Permission.RECORD)]
Decider = Annotated[Actor, requires(Permission.DECIDE_TAGS)]


def receipt_of(request: Request, session: Session, operation_id: uuid.UUID) -> Response:
    """Return the receipt of an operation that is done, now or the first time it was sent."""
    done = session.get(Operation, operation_id)
    if done is None:
        raise NotFound
    return receipt(request, operation_id, version=done.version, saved_at=done.at)


def open_page(
    request: Request,
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    template: str,
    build: Callable[[Conversation], Page],
) -> Response:
    """Show a page of a conversation, once the language has been asked, and note the look."""
    conversation = get_conversation(session, actor, conversation_id)
    if not conversation.language:
        return RedirectResponse(f"/conversations/{conversation_id}/start", 303)
    shown = build(conversation)
    note_view(request, actor, conversation)
    return page(request, template, shown)


def note_view(request: Request, actor: Actor, conversation: Conversation) -> None:
    """Note in the audit trail that the conversation was looked at."""
    subject = Subject("conversation", conversation.id, conversation.person_id)
    record_view(database_of(request), staff(actor), subject)
