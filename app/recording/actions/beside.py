"""Keep what came from a tablet: in its place, or beside what somebody else saved meanwhile.

Words that were typed are never refused into nothing. Where they cannot stand without writing over
somebody's, they wait beside what is stored until a person chooses.
"""

import uuid

from sqlmodel import Session

from app import clock
from app.audit import Subject, record, staff
from app.errors import NotNow, StaleVersion
from app.identity import Actor
from app.recording.actions.answers import (
    Content,
    Receipt,
    content_of,
    keep_stored_answer,
    record_answer,
    sent_answer,
)
from app.recording.actions.conversations import can_change
from app.recording.models import Conversation, WordingBeside
from app.recording.queries import find_answer, get_conversation
from app.recording.revisions import Wording, is_kept
from app.recording.wordings import WAITING, get_beside, list_beside, waiting_beside


def take_in(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    question_key: str,
    content: Content,
    *,
    version: int,
    operation_id: uuid.UUID,
) -> Receipt:
    """Save the answer, or keep it beside what was saved since ``version``."""
    try:
        receipt = record_answer(
            session,
            actor,
            conversation_id,
            question_key,
            content,
            version=version,
            operation_id=operation_id,
            still_typing=True,
        )
    except (StaleVersion, NotNow):
        conversation = get_conversation(session, actor, conversation_id, to_change=True)
        row = _keep(session, actor, conversation, question_key, content.settled(), version)
        sent = sent_answer(actor, conversation, question_key, content.settled(), operation_id)
        sent.done(session, row.id, version, row.came_at)
        return Receipt(row.id, version, row.came_at, is_beside=True)
    if receipt.answer_id is None:
        return receipt
    was_beside = session.get(WordingBeside, receipt.answer_id) is not None
    return Receipt(receipt.answer_id, receipt.version, receipt.saved_at, is_beside=was_beside)


def _keep(
    session: Session,
    actor: Actor,
    conversation: Conversation,
    question_key: str,
    content: Content,
    based_on: int,
) -> WordingBeside:
    waiting = waiting_beside(session, conversation.id).get(question_key, ())
    for row in waiting:
        if beside_content(row) == content:
            return row
    before = next((row for row in waiting if _is_typed_on(row, actor, based_on, content)), None)
    if before is not None and _is_replaced(before, actor):
        row = before
    else:
        row = WordingBeside(
            conversation_id=conversation.id,
            question_key=question_key,
            based_on=based_on,
            sent_by=actor.id,
            sent_from=actor.session_id,
        )
        if before is not None:
            before.state, before.settled_at = "typed_on", clock.now()
            session.add(before)
    row.words, row.view = content.words, content.view
    row.skip_reason, row.speaker_id = content.skip_reason, content.speaker_id
    row.came_late, row.came_at = not can_change(conversation), clock.now()
    session.add(row)
    session.flush()
    _note(session, actor, conversation, row, "wording_kept_beside")
    return row


def _is_typed_on(row: WordingBeside, actor: Actor, based_on: int, content: Content) -> bool:
    """Say whether the same screen is still typing at this wording, signed in again or not."""
    if (row.sent_by, row.based_on) != (actor.id, based_on):
        return False
    goes_on = content.words.startswith(row.words) and content.view.startswith(row.view)
    return row.sent_from == actor.session_id or goes_on


def _is_replaced(before: WordingBeside, actor: Actor) -> bool:
    earlier = Wording(saved_by=before.sent_by, saved_at=before.came_at, has_tags=False)
    return not is_kept(earlier, next_by=actor.id, at=clock.now())


def beside_content(row: WordingBeside) -> Content:
    """Return what came."""
    return Content(row.words, row.view, row.skip_reason, row.speaker_id)


def choose_wording(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    question_key: str,
    beside_id: uuid.UUID,
    content: Content,
    *,
    keep_stored: bool,
    version: int,
    operation_id: uuid.UUID,
) -> None:
    """Let one of the two wordings stand; the other stays among the earlier ones for good.

    ``content`` is the wording that came, as it stood on the screen: it may have been changed there.
    """
    conversation = get_conversation(session, actor, conversation_id, to_change=True)
    row = get_beside(session, conversation_id, question_key, beside_id)
    if row.state != WAITING:
        return
    answer = find_answer(session, conversation_id, question_key, to_change=True)
    if (answer.version if answer else 0) != version:
        raise StaleVersion
    about = (session, actor, conversation_id, question_key, content)
    if not keep_stored:
        record_answer(*about, version=version, operation_id=operation_id, settles_conflict=True)
    elif content.settled() not in (beside_content(row), content_of(answer)):
        keep_stored_answer(*about, version=version, operation_id=operation_id)
    _settle(session, actor, conversation, row, "set_aside" if keep_stored else "chosen")


def settle_alike(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    question_key: str,
    content: Content,
    *,
    keep_stored: bool,
) -> None:
    """Let no wording wait any more that somebody has just decided about on another page."""
    conversation = get_conversation(session, actor, conversation_id)
    for row in list_beside(session, conversation_id, question_key):
        if row.state == WAITING and beside_content(row) == content.settled():
            _settle(session, actor, conversation, row, "set_aside" if keep_stored else "chosen")


def _settle(
    session: Session, actor: Actor, conversation: Conversation, row: WordingBeside, state: str
) -> None:
    row.state, row.settled_at, row.settled_by = state, clock.now(), actor.id
    session.add(row)
    _note(session, actor, conversation, row, f"wording_{state}")


def _note(
    session: Session, actor: Actor, conversation: Conversation, row: WordingBeside, action: str
) -> None:
    record(
        session,
        staff(actor),
        action,
        Subject("wording", row.id, conversation.person_id),
        conversation=str(conversation.id),
        question=row.question_key,
        based_on=row.based_on,
    )
