"""Code an answer a second time, unseen; kept apart from everything that is decided."""

import uuid
from collections.abc import Callable

from sqlmodel import Session, col, delete, select

from app import clock
from app.audit import Subject, record, staff
from app.errors import NotFound, NotNow
from app.i18n import gettext as _
from app.identity import Actor
from app.recording.models import Answer, Conversation, SecondLook, SecondLookTag
from app.recording.queries import answers_of, find_answer, get_conversation
from app.recording.second_looks import find_waiting, get_second_tag, list_second_tags
from outcome_mapping.framework import KINDS, load_framework


def choose_for_second_look(
    session: Session, conversation: Conversation, is_chosen: Callable[[Answer], bool]
) -> None:
    """Let the chosen answers of a finished conversation wait for somebody else."""
    for answer in answers_of(session, conversation.id).values():
        if not answer.words or not is_chosen(answer):
            continue
        look = session.exec(
            select(SecondLook).where(col(SecondLook.answer_id) == answer.id)
        ).first()
        if look is None:
            look = SecondLook(
                answer_id=answer.id,
                answer_version=answer.version,
                conversation_id=conversation.id,
                team_id=conversation.team_id,
            )
        elif look.done_at is None and look.answer_version != answer.version:
            # The conversation was opened again and the words changed: whoever began begins afresh.
            session.exec(delete(SecondLookTag).where(col(SecondLookTag.second_look_id) == look.id))
            look.answer_version, look.taken_by = answer.version, None
        session.add(look)


def take_look(
    session: Session, actor: Actor, conversation_id: uuid.UUID, question_key: str
) -> SecondLook:
    """Return the second look, this actor's from now on; somebody else's is not to be had."""
    conversation = get_conversation(session, actor, conversation_id)
    answer = find_answer(session, conversation.id, question_key)
    if answer is None:
        raise NotFound
    look = find_waiting(session, actor, answer.id, to_change=True)
    if look is None:
        raise NotNow(
            _("This answer no longer waits for a second pair of eyes, so nothing was changed.")
        )
    look.taken_by = actor.id
    session.add(look)
    return look


def add_second_tag(
    session: Session,
    actor: Actor,
    look: SecondLook,
    words: str,
    tag: tuple[str, str, int, int],
) -> None:
    """Add a tag to the second coding; the same tag on the same words is there once."""
    kind, key, start, end = tag
    if kind not in KINDS or key not in load_framework().keys(kind):
        raise NotFound
    if not 0 <= start < end <= len(words):
        raise NotFound
    there = {(one.kind, one.key, one.start, one.end) for one in list_second_tags(session, look.id)}
    if tag in there:
        return
    session.flush()
    session.add(SecondLookTag(second_look_id=look.id, kind=kind, key=key, start=start, end=end))
    _note(session, actor, look, "second_look_tag_added")


def remove_second_tag(session: Session, actor: Actor, look: SecondLook, tag_id: uuid.UUID) -> None:
    """Take a tag out of the second coding again."""
    session.delete(get_second_tag(session, look, tag_id))
    _note(session, actor, look, "second_look_tag_removed")


def finish_look(session: Session, actor: Actor, look: SecondLook) -> None:
    """Say that the second coding is done; an answer that speaks to nothing has no tags."""
    look.done_at = clock.now()
    session.add(look)
    _note(session, actor, look, "second_look_done")


def _note(session: Session, actor: Actor, look: SecondLook, action: str) -> None:
    conversation = session.get(Conversation, look.conversation_id)
    person_id = conversation.person_id if conversation else None
    record(session, staff(actor), action, Subject("second_look", look.id, person_id))
