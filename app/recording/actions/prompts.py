"""Put a follow-up prompt away for this conversation, and bring back what was put away."""

import uuid

from sqlmodel import Session, col, delete

from app.audit import Subject, record, staff
from app.errors import NotFound
from app.identity import Actor
from app.operations import Sent, digest
from app.recording.actions.conversations import check_open
from app.recording.models import PromptPutAway
from app.recording.queries import get_conversation, prompts_put_away
from conversations import follow_ups_of, load_question_set


def put_prompt_away(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    prompt_key: str,
    *,
    operation_id: uuid.UUID,
    may_be_late: bool = False,
) -> None:
    """Put a prompt away; putting it away twice is putting it away once.

    What ``may_be_late`` was put away on a tablet: a conversation finished meanwhile asks nothing.
    """
    conversation = get_conversation(session, actor, conversation_id, to_change=True)
    content = digest(operation_id, "put away", str(conversation_id), prompt_key)
    sent = Sent(operation_id, actor.id, content)
    if sent.first_receipt(session) is not None:
        return
    if not may_be_late:
        check_open(conversation)
    follow_ups = follow_ups_of(load_question_set(conversation.question_set).key)
    if follow_ups is None or not follow_ups.has(prompt_key):
        raise NotFound
    sent.done(session, conversation.id, conversation.version)
    if prompt_key in prompts_put_away(session, conversation.id):
        return
    session.add(
        PromptPutAway(conversation_id=conversation.id, prompt_key=prompt_key, put_away_by=actor.id)
    )
    subject = Subject("conversation", conversation.id, conversation.person_id)
    record(session, staff(actor), "prompt_put_away", subject, prompt=prompt_key)


def bring_prompts_back(session: Session, actor: Actor, conversation_id: uuid.UUID) -> None:
    """Show again whatever was put away in this conversation."""
    conversation = get_conversation(session, actor, conversation_id, to_change=True)
    check_open(conversation)
    if not prompts_put_away(session, conversation.id):
        return
    session.exec(delete(PromptPutAway).where(col(PromptPutAway.conversation_id) == conversation.id))
    subject = Subject("conversation", conversation.id, conversation.person_id)
    record(session, staff(actor), "prompts_brought_back", subject)
