"""Place a picture, take it off, and note who helped: every state of the board is kept."""

import json
import uuid
from dataclasses import dataclass

from sqlmodel import Session

from app import clock
from app.audit import Subject, record, staff
from app.errors import NotFound, StaleVersion
from app.identity import Actor
from app.operations import Sent, digest
from app.recording.actions.conversations import check_open
from app.recording.board_models import BoardAnswer, BoardRevision
from app.recording.boards import PRACTITIONER, board_of, find_board_answer, placements_of
from app.recording.models import Conversation
from app.recording.queries import get_conversation, list_participants
from conversations.picture_boards import load_board


@dataclass(frozen=True)
class Placing:
    """One picture and the step it goes to (none: off the board), and where it stood when seen."""

    topic: str
    step: str
    was: str


@dataclass(frozen=True)
class Helpers:
    """Who placed the pictures, who said what was meant, and what was seen."""

    placed_by: str = ""  # a participant; empty: the person
    interpreted_by: str = ""  # a participant, or the practitioner; empty: nobody had to
    seen: str = ""


def place_picture(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    placing: Placing,
    *,
    operation_id: uuid.UUID,
) -> None:
    """Place one picture, unless somebody moved it since; the same operation does so once."""
    conversation = get_conversation(session, actor, conversation_id, to_change=True)
    parts = ("place", str(conversation_id), placing.topic, placing.step)
    sent = Sent(operation_id, actor.id, digest(operation_id, *parts))
    if sent.first_receipt(session) is not None:
        return
    check_open(conversation)
    answer = find_board_answer(session, conversation_id, to_change=True)
    _check_known(answer, placing)
    placed = dict(placements_of(answer))
    stands = placed.get(placing.topic, "")
    if stands == placing.step:
        _nothing_new(session, conversation, answer, sent)
        return
    if stands != placing.was:
        raise StaleVersion
    if placing.step:
        placed[placing.topic] = placing.step
    else:
        del placed[placing.topic]
    answer = _next_state(session, actor, conversation, answer)
    answer.placements = json.dumps(placed)
    _save(session, actor, conversation, answer, sent, "picture_placed")


def note_helpers(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    helpers: Helpers,
    *,
    version: int,
    operation_id: uuid.UUID,
) -> None:
    """Note who placed the pictures, who said what was meant and what was seen."""
    conversation = get_conversation(session, actor, conversation_id, to_change=True)
    parts = ("helpers", str(conversation_id), *_texts(helpers))
    sent = Sent(operation_id, actor.id, digest(operation_id, *parts))
    if sent.first_receipt(session) is not None:
        return
    check_open(conversation)
    answer = find_board_answer(session, conversation_id, to_change=True)
    if (answer.version if answer else 0) != version:
        raise StaleVersion
    here = {str(row.id): row.id for row in list_participants(session, conversation_id)}
    placed_by = _one_of(here, helpers.placed_by)
    is_own = helpers.interpreted_by == PRACTITIONER
    interpreted_by = None if is_own else _one_of(here, helpers.interpreted_by)
    answer = _next_state(session, actor, conversation, answer)
    answer.placed_by_id = placed_by
    answer.interpreted_by_id = interpreted_by
    answer.interpreted_by_staff_id = actor.id if is_own else None
    answer.seen = helpers.seen
    _save(session, actor, conversation, answer, sent, "board_helpers_noted")


def _texts(helpers: Helpers) -> tuple[str, ...]:
    return (helpers.placed_by, helpers.interpreted_by, helpers.seen)


def _check_known(answer: BoardAnswer | None, placing: Placing) -> None:
    board = board_of(answer)
    try:
        board.topic(placing.topic)
        if placing.step:
            board.step(placing.step)
    except KeyError:
        raise NotFound from None


def _one_of(here: dict[str, uuid.UUID], sent: str) -> uuid.UUID | None:
    if not sent:
        return None
    if sent not in here:
        raise NotFound
    return here[sent]


def _next_state(
    session: Session, actor: Actor, conversation: Conversation, answer: BoardAnswer | None
) -> BoardAnswer:
    """Return the board to change, with how it stood kept."""
    if answer is None:
        return BoardAnswer(
            conversation_id=conversation.id, board=load_board().name, saved_by=actor.id
        )
    session.add(
        BoardRevision(
            board_answer_id=answer.id,
            version=answer.version,
            placements=answer.placements,
            placed_by_id=answer.placed_by_id,
            interpreted_by_id=answer.interpreted_by_id,
            interpreted_by_staff_id=answer.interpreted_by_staff_id,
            seen=answer.seen,
            saved_at=answer.saved_at,
            saved_by=answer.saved_by,
        )
    )
    return answer


def _nothing_new(
    session: Session, conversation: Conversation, answer: BoardAnswer | None, sent: Sent
) -> None:
    version = answer.version if answer else 0
    sent.done(session, answer.id if answer else conversation.id, version)


def _save(
    session: Session,
    actor: Actor,
    conversation: Conversation,
    answer: BoardAnswer,
    sent: Sent,
    action: str,
) -> None:
    answer.version += 1
    answer.saved_at, answer.saved_by = clock.now(), actor.id
    session.add(answer)
    session.flush()
    sent.done(session, answer.id, answer.version, answer.saved_at)
    record(
        session,
        staff(actor),
        action,
        Subject("conversation", conversation.id, conversation.person_id),
        board=answer.board,
        version=answer.version,
    )
