"""Show the screen to the person, and take it back: until then the browser opens nothing else."""

import uuid

from sqlmodel import Session

from app.audit import Subject, record, staff
from app.errors import NotSignedIn
from app.identity import Actor, keep_to
from app.recording.models import Conversation
from app.recording.queries import get_conversation


def shown_address(conversation_id: uuid.UUID) -> str:
    """Return the address of the page that is shown to the person."""
    return f"/conversations/{conversation_id}/shown"


def shown_board_address(conversation_id: uuid.UUID) -> str:
    """Return the address of the board of pictures when it is shown to the person."""
    return f"/conversations/{conversation_id}/board/shown"


def show_screen(session: Session, actor: Actor, conversation_id: uuid.UUID) -> str:
    """Keep this browser to the words of one conversation and return its new token."""
    conversation = get_conversation(session, actor, conversation_id)
    token = keep_to(session, actor, shown_address(conversation.id))
    return _noted(session, actor, conversation, token, "screen_shown")


def show_board(session: Session, actor: Actor, conversation_id: uuid.UUID) -> str:
    """Keep this browser to the board of one conversation and return its new token."""
    conversation = get_conversation(session, actor, conversation_id)
    token = keep_to(session, actor, shown_board_address(conversation.id))
    return _noted(session, actor, conversation, token, "board_shown")


def give_screen_back(session: Session, actor: Actor, conversation_id: uuid.UUID) -> str:
    """Open this browser again for whoever gave their password, and return its new token."""
    conversation = get_conversation(session, actor, conversation_id)
    return _noted(session, actor, conversation, keep_to(session, actor, ""), "screen_given_back")


def note_refused_return(session: Session, actor: Actor, conversation: Conversation) -> None:
    """Record that a wrong password was given for a shown screen."""
    subject = Subject("conversation", conversation.id, conversation.person_id)
    record(session, staff(actor), "screen_return_refused", subject)


def _noted(
    session: Session, actor: Actor, conversation: Conversation, token: str | None, action: str
) -> str:
    if token is None:
        raise NotSignedIn
    subject = Subject("conversation", conversation.id, conversation.person_id)
    record(session, staff(actor), action, subject)
    return token
