"""Save an answer: one row, one version, and nothing ever overwritten unseen."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session

from app import clock
from app.audit import Subject, record, staff
from app.errors import NotFound, StaleVersion
from app.i18n import gettext as _
from app.identity import Actor
from app.jobs import bring_forward, enqueue
from app.operations import Sent, digest
from app.recording.actions.conversations import check_open
from app.recording.models import Answer, AnswerRevision, Conversation
from app.recording.queries import (
    answers_of,
    find_answer,
    get_conversation,
    has_tags,
    list_participants,
)
from app.recording.revisions import Wording, is_kept
from app.recording.tagging import JOB, has_been_read
from conversations import load_question_set


# While somebody types, an answer is saved every few seconds: it is read for tags once it settles.
SETTLES_IN: Final = dt.timedelta(seconds=4)


class SpeakerNotHere(NotFound):
    """Whoever is said to speak is not, or no longer, on the list of who is here."""

    @property
    def sentence_to_sender(self) -> str:
        """Return what to say where an answer was sent."""
        return _(
            "Whoever is noted as speaking is no longer on the list of who is here. "
            "Nothing is lost: choose who speaks, then save again."
        )


@dataclass(frozen=True)
class Content:
    """What was said about one question, and what the practitioner makes of it."""

    words: str = ""
    view: str = ""
    skip_reason: str = ""
    speaker_id: uuid.UUID | None = None

    def settled(self) -> "Content":
        """Let words outweigh a reason for there being none."""
        return Content(
            self.words, self.view, "" if self.words else self.skip_reason, self.speaker_id
        )

    def parts(self) -> tuple[str, ...]:
        """Return the content as text, for a digest."""
        return (self.words, self.view, self.skip_reason, str(self.speaker_id or ""))


@dataclass(frozen=True)
class Receipt:
    """What was saved, and when; ``answer_id`` is empty where there was nothing to save."""

    answer_id: uuid.UUID | None
    version: int
    saved_at: dt.datetime
    is_beside: bool = False  # somebody else had saved meanwhile: it waits beside what is stored


def content_of(answer: Answer | None) -> Content:
    """Return what is stored."""
    if answer is None:
        return Content()
    return Content(answer.words, answer.view, answer.skip_reason, answer.speaker_id)


def record_answer(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    question_key: str,
    content: Content,
    *,
    version: int,
    operation_id: uuid.UUID,
    settles_conflict: bool = False,
    still_typing: bool = False,
) -> Receipt:
    """Save the answer if nobody saved it since ``version``; the same operation saves once."""
    # The conversation's row is the lock: two first saves of one answer must make one row.
    conversation = get_conversation(session, actor, conversation_id, to_change=True)
    content = content.settled()
    _check_known(session, conversation, question_key, content)
    sent = sent_answer(actor, conversation, question_key, content, operation_id)
    seen = sent.first_receipt(session)
    if seen is not None:
        return Receipt(seen.subject_id, seen.version, seen.at)
    answer = find_answer(session, conversation_id, question_key, to_change=True)
    if content_of(answer) == content:
        return _nothing_new(session, conversation, answer, sent)
    check_open(conversation)
    if (answer.version if answer else 0) != version:
        raise StaleVersion
    if answer is None:
        answer = Answer(
            conversation_id=conversation_id, question_key=question_key, saved_by=actor.id
        )
    else:
        _keep_earlier(session, answer, actor, always=settles_conflict)
    _write(session, actor, answer, content)
    job = enqueue(session, JOB, answer.id)
    job.run_after = clock.now() + (SETTLES_IN if still_typing else dt.timedelta())
    sent.done(session, answer.id, answer.version, answer.saved_at)
    _note(session, actor, conversation, answer, "answer_saved")
    return Receipt(answer.id, answer.version, answer.saved_at)


def keep_stored_answer(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    question_key: str,
    content: Content,
    *,
    version: int,
    operation_id: uuid.UUID,
) -> Receipt:
    """Let what is stored stand, and keep the other wording among the earlier ones for good."""
    theirs = content_of(find_answer(session, conversation_id, question_key))
    record_answer(
        session,
        actor,
        conversation_id,
        question_key,
        content,
        version=version,
        operation_id=operation_id,
        settles_conflict=True,
    )
    now = find_answer(session, conversation_id, question_key)
    return record_answer(
        session,
        actor,
        conversation_id,
        question_key,
        theirs,
        version=now.version if now else 0,
        operation_id=uuid.uuid5(operation_id, "the stored wording stands"),
        settles_conflict=True,
    )


def ask_for_suggestions(
    session: Session, actor: Actor, conversation_id: uuid.UUID, question_key: str
) -> None:
    """Look for suggestions again, now, when that did not work the first time."""
    conversation = get_conversation(session, actor, conversation_id, to_change=True)
    answer = find_answer(session, conversation_id, question_key, to_change=True)
    if answer is None:
        raise NotFound
    if answer.tagged_version == answer.version:
        return
    answer.gave_up_version = 0
    session.add(answer)
    enqueue(session, JOB, answer.id).run_after = clock.now()
    _note(session, actor, conversation, answer, "suggestions_asked_for")


def hurry_suggestions(session: Session, conversation_id: uuid.UUID) -> None:
    """Read now what was waiting for the typing to settle: somebody wants to see it."""
    answers = answers_of(session, conversation_id).values()
    waiting = [answer.id for answer in answers if not has_been_read(answer)]
    bring_forward(session, JOB, waiting)


def sent_answer(
    actor: Actor,
    conversation: Conversation,
    question_key: str,
    content: Content,
    operation_id: uuid.UUID,
) -> Sent:
    """Return the operation that sends this answer."""
    parts = (str(conversation.id), question_key, *content.parts())
    return Sent(operation_id, actor.id, digest(operation_id, *parts))


def _nothing_new(
    session: Session, conversation: Conversation, answer: Answer | None, sent: Sent
) -> Receipt:
    at = answer.saved_at if answer else clock.now()
    version = answer.version if answer else 0
    sent.done(session, answer.id if answer else conversation.id, version, at)
    return Receipt(answer.id if answer else None, version, at)


def _check_known(
    session: Session, conversation: Conversation, question_key: str, content: Content
) -> None:
    question_set = load_question_set(conversation.question_set)
    try:
        question_set.question(question_key)
        if content.skip_reason:
            question_set.skip_reason(content.skip_reason)
    except KeyError:
        raise NotFound from None
    if content.speaker_id is not None:
        there = {row.id for row in list_participants(session, conversation.id)}
        if content.speaker_id not in there:
            raise SpeakerNotHere


def _keep_earlier(session: Session, answer: Answer, actor: Actor, *, always: bool) -> None:
    earlier = Wording(
        saved_by=answer.saved_by,
        saved_at=answer.saved_at,
        has_tags=has_tags(session, answer.id, answer.version),
    )
    if not always and not is_kept(earlier, next_by=actor.id, at=clock.now()):
        return
    session.add(
        AnswerRevision(
            answer_id=answer.id,
            version=answer.version,
            words=answer.words,
            view=answer.view,
            skip_reason=answer.skip_reason,
            speaker_id=answer.speaker_id,
            saved_at=answer.saved_at,
            saved_by=answer.saved_by,
        )
    )


def _write(session: Session, actor: Actor, answer: Answer, content: Content) -> None:
    answer.words = content.words
    answer.view = content.view
    answer.skip_reason = content.skip_reason
    answer.speaker_id = content.speaker_id
    answer.version += 1
    answer.saved_at = clock.now()
    answer.saved_by = actor.id
    session.add(answer)
    session.flush()


def _note(
    session: Session, actor: Actor, conversation: Conversation, answer: Answer, action: str
) -> None:
    record(
        session,
        staff(actor),
        action,
        Subject("answer", answer.id, conversation.person_id),
        conversation=str(conversation.id),
        question=answer.question_key,
        version=answer.version,
    )
