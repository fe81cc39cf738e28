"""What was said last time: the same question in an earlier conversation with the same person."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, and_, col, or_, select

from app.identity import Actor
from app.recording.last_time import THE_PERSON, Voice, can_say
from app.recording.models import Answer, Conversation, Participant
from app.recording.queries import get_conversation, list_participants
from conversations import ParticipantRole


@dataclass(frozen=True)
class Earlier:
    """The latest words about one question from before this conversation, and whose they are."""

    conversation: Conversation
    answer: Answer
    voice: Voice


def find_earlier(
    session: Session, actor: Actor, conversation: Conversation, question_key: str
) -> Earlier | None:
    """Return what was said last time, from conversations that this actor may open and no other."""
    get_conversation(session, actor, conversation.id)
    came_before = or_(
        col(Conversation.held_on) < conversation.held_on,
        and_(
            col(Conversation.held_on) == conversation.held_on,
            col(Conversation.created_at) < conversation.created_at,
        ),
    )
    statement = (
        select(Conversation, Answer)
        .where(col(Answer.conversation_id) == col(Conversation.id))
        .where(col(Conversation.person_id) == conversation.person_id)
        .where(col(Conversation.question_set) == conversation.question_set)
        .where(col(Conversation.id) != conversation.id)
        .where(col(Answer.question_key) == question_key)
        .where(came_before)
        .order_by(col(Conversation.held_on).desc(), col(Conversation.created_at).desc())
    )
    # Words are sealed, so the database cannot tell an empty answer from a full one: open the rows.
    for before, answer in session.exec(statement):
        if answer.words:
            there = list_participants(session, before.id)
            return Earlier(before, answer, voice_of(answer, there))
    return None


def voice_of(answer: Answer, there: Iterable[Participant]) -> Voice:
    """Return whose words an answer holds."""
    return next((voice(row) for row in there if row.id == answer.speaker_id), THE_PERSON)


def voice(participant: Participant) -> Voice:
    """Return the voice of somebody who was there."""
    if participant.role == ParticipantRole.PERSON:
        return THE_PERSON
    return Voice(participant.name, participant.role)


def can_be_kept(earlier: Earlier, answer: Answer | None, here: Iterable[Participant]) -> bool:
    """Say whether the words of last time can stand in this time's answer as who said them."""
    here = tuple(here)
    written = voice_of(answer, here) if answer is not None and answer.words else None
    return can_say(earlier.voice, written, {voice(row) for row in here})


def speaker_here(earlier: Earlier, here: Iterable[Participant]) -> uuid.UUID | None:
    """Return whoever said it last time, among those who are here now; none for the person."""
    found = (row.id for row in here if voice(row) == earlier.voice != THE_PERSON)
    return next(found, None)
