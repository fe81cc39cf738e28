"""Keep words of an earlier conversation that still hold, with where they came from."""

import uuid
from dataclasses import dataclass, replace

from sqlmodel import Session

from app.audit import Subject, record, staff
from app.errors import NotFound, NotNow, OperationReused
from app.i18n import gettext as _
from app.identity import Actor
from app.recording.actions.answers import Content, Receipt, content_of, record_answer
from app.recording.actions.conversations import check_open
from app.recording.earlier import Earlier, can_be_kept, find_earlier, speaker_here
from app.recording.last_time import beside, is_in
from app.recording.models import Conversation, EarlierWords
from app.recording.queries import find_answer, get_conversation, list_participants
from app.text import ANSWER_LIMIT


@dataclass(frozen=True)
class Shown:
    """Which words were on the screen when somebody said that they still hold."""

    answer_id: uuid.UUID
    version: int


def keep_earlier_words(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    question_key: str,
    shown: Shown,
    typed: Content,
    *,
    version: int,
    operation_id: uuid.UUID,
) -> Receipt:
    """Save what is typed, then put the earlier words after it; the same operation does so once."""
    conversation = get_conversation(session, actor, conversation_id, to_change=True)
    kept_id = uuid.uuid5(operation_id, "still true")
    done = session.get(EarlierWords, kept_id)
    if done is not None:
        return _as_done(actor, done)
    check_open(conversation)
    earlier = _as_shown(session, actor, conversation, question_key, shown)
    about = (session, actor, conversation_id, question_key)
    saved = record_answer(*about, typed, version=version, operation_id=operation_id)
    if is_in(earlier.answer.words, typed.words):
        return saved
    content = _with_earlier(session, conversation, question_key, earlier)
    receipt = record_answer(
        *about,
        content,
        version=saved.version,
        operation_id=kept_id,
        settles_conflict=True,
    )
    _keep_source(session, actor, conversation, earlier, receipt, kept_id)
    return receipt


def _as_done(actor: Actor, done: EarlierWords) -> Receipt:
    if done.kept_by != actor.id:
        raise OperationReused
    return Receipt(done.answer_id, done.answer_version, done.kept_at)


def _as_shown(
    session: Session, actor: Actor, conversation: Conversation, question_key: str, shown: Shown
) -> Earlier:
    earlier = find_earlier(session, actor, conversation, question_key)
    if earlier is None:
        raise NotFound
    if (earlier.answer.id, earlier.answer.version) != (shown.answer_id, shown.version):
        raise NotNow(
            _(
                "The words of last time were changed after you opened this page. "
                "Nothing is lost: read them again below, then keep them."
            )
        )
    return earlier


def _with_earlier(
    session: Session, conversation: Conversation, question_key: str, earlier: Earlier
) -> Content:
    answer = find_answer(session, conversation.id, question_key)
    here = list_participants(session, conversation.id)
    if not can_be_kept(earlier, answer, here):
        raise NotNow(
            _(
                "Somebody else said this last time. What you wrote is still here: "
                "ask again, and write down what is said now."
            )
        )
    now = content_of(answer)
    words = beside(now.words, earlier.answer.words)
    if len(words) > ANSWER_LIMIT:
        raise NotNow(
            _(
                "There is no room for the words of last time in this answer. "
                "Nothing is lost: they stay where they were said."
            )
        )
    speaker = now.speaker_id if now.words else speaker_here(earlier, here)
    return replace(now, words=words, skip_reason="", speaker_id=speaker)


def _keep_source(
    session: Session,
    actor: Actor,
    conversation: Conversation,
    earlier: Earlier,
    receipt: Receipt,
    kept_id: uuid.UUID,
) -> None:
    if receipt.answer_id is None:
        raise NotFound
    session.add(
        EarlierWords(
            id=kept_id,
            answer_id=receipt.answer_id,
            answer_version=receipt.version,
            source_conversation_id=earlier.conversation.id,
            source_answer_id=earlier.answer.id,
            source_version=earlier.answer.version,
            said_on=earlier.conversation.held_on,
            words=earlier.answer.words,
            kept_at=receipt.saved_at,
            kept_by=actor.id,
        )
    )
    record(
        session,
        staff(actor),
        "earlier_words_kept",
        Subject("answer", receipt.answer_id, conversation.person_id),
        conversation=str(conversation.id),
        source_conversation=str(earlier.conversation.id),
        source_answer=str(earlier.answer.id),
        source_version=earlier.answer.version,
        version=receipt.version,
    )
