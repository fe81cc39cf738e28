"""Hold one practice conversation: who was there, what was said, and what was confirmed."""

import datetime as dt
import uuid
from typing import Final

from sqlmodel import Session

from app import clock
from app.identity import Actor
from app.practice.story import StoryConversation
from app.recording.actions.answers import Content, record_answer
from app.recording.actions.boards import Helpers, Placing, note_helpers, place_picture
from app.recording.actions.consent import Agreed
from app.recording.actions.conversations import (
    Beginning,
    Somebody,
    finish_conversation,
    save_beginning,
    start_conversation,
)
from app.recording.actions.tags import NewTag, Place, add_tag
from app.recording.boards import find_board_answer
from app.recording.queries import find_answer, get_conversation, list_participants
from app.recording.sampling import is_chosen


ONE_IN: Final = 20  # answers wait for a second pair of eyes


def hold_conversation(
    session: Session, actor: Actor, person_id: uuid.UUID, said: StoryConversation, root: uuid.UUID
) -> uuid.UUID:
    """Record the whole conversation and return its id."""
    conversation_id = start_conversation(
        session, actor, person_id, operation_id=root, kind=said.kind.value
    )
    _begin(session, actor, conversation_id, said, root)
    _answer(session, actor, conversation_id, said, root)
    _place_pictures(session, actor, conversation_id, said, root)
    _confirm(session, actor, conversation_id, said)
    if said.status == "complete":
        version = get_conversation(session, actor, conversation_id).version
        finish_conversation(
            session,
            actor,
            conversation_id,
            version=version,
            operation_id=uuid.uuid5(root, "finish"),
            # By its name in the story, so that the same few wait in every practice room.
            is_chosen=lambda answer: is_chosen(f"{said.key}:{answer.question_key}", ONE_IN),
        )
        finished = get_conversation(session, actor, conversation_id)
        finished.completed_at = on_the_day(said.held_on, 16)
    return conversation_id


def on_the_day(day: dt.date, hour: int) -> dt.datetime:
    """Return that hour of that day, or now if it is still to come."""
    moment = dt.datetime.combine(day, dt.time(hour, 20), clock.WALES)
    return min(moment, clock.now())


def _begin(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    said: StoryConversation,
    root: uuid.UUID,
) -> None:
    who = tuple(Somebody(one.name, one.role.value, one.speaks) for one in said.participants)
    beginning = Beginning(
        language=said.language.value,
        plan_language=said.plan_language,
        communication_needs=said.communication_needs or "",
        held_on=said.held_on,
        kind=said.kind.value,
        who=who,
        agreed=_agreed(said),
    )
    version = get_conversation(session, actor, conversation_id).version
    save_beginning(
        session,
        actor,
        conversation_id,
        beginning,
        version=version,
        operation_id=uuid.uuid5(root, "begin"),
    )
    conversation = get_conversation(session, actor, conversation_id)
    conversation.quoted_from = said.quoted_from or ""
    conversation.created_at = on_the_day(said.held_on, 10)
    session.flush()


def _agreed(said: StoryConversation) -> Agreed | None:
    if said.consent is None:
        return None
    return Agreed(
        life_stage=said.consent.life_stage,
        decided_by=said.consent.decided_by,
        words=said.consent.words,
        agreed_on=said.held_on,
        decider=said.consent.decider,
        why=said.consent.why,
    )


def _answer(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    said: StoryConversation,
    root: uuid.UUID,
) -> None:
    speakers = {row.name: row.id for row in list_participants(session, conversation_id)}
    for key, answer in said.answers.items():
        record_answer(
            session,
            actor,
            conversation_id,
            key,
            Content(
                words=answer.words or "",
                view=answer.view or "",
                skip_reason=answer.skip_reason or "",
                speaker_id=speakers.get(answer.speaker or ""),
            ),
            version=0,
            operation_id=uuid.uuid5(root, key),
        )
        stored = find_answer(session, conversation_id, key)
        if stored is not None:
            stored.saved_at = on_the_day(said.held_on, 11)


def _place_pictures(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    said: StoryConversation,
    root: uuid.UUID,
) -> None:
    if said.board is None:
        return
    about = (session, actor, conversation_id)
    for step, topics in said.board.placed.items():
        for topic in topics:
            operation_id = uuid.uuid5(root, f"picture {topic}")
            place_picture(*about, Placing(topic, step, was=""), operation_id=operation_id)
    here = {row.name: str(row.id) for row in list_participants(session, conversation_id)}
    helpers = Helpers(
        placed_by=here.get(said.board.placed_by or "", ""),
        interpreted_by=here.get(said.board.interpreted_by or "", ""),
        seen=said.board.seen or "",
    )
    version = len(said.board.topics)
    note_helpers(*about, helpers, version=version, operation_id=uuid.uuid5(root, "helpers"))
    answer = find_board_answer(session, conversation_id)
    if answer is not None:
        answer.saved_at = on_the_day(said.held_on, 11)


def _confirm(
    session: Session, actor: Actor, conversation_id: uuid.UUID, said: StoryConversation
) -> None:
    for tag in said.tags:
        # The practitioner's view is kept beside the person's words and is never tagged.
        if tag.place.field == "words":
            add_tag(
                session,
                actor,
                Place(conversation_id, tag.question, answer_version=1),
                NewTag(tag.kind, tag.key, tag.place.start, tag.place.end),
            )
