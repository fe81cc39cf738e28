"""What is read of supported answers: a conversation's board as it stands."""

import json
import uuid
from collections.abc import Mapping
from typing import Final

from sqlmodel import Session, col, or_, select

from app.recording.board_models import BoardAnswer, BoardRevision
from conversations.picture_boards import IN_FORCE, PictureBoard, load_board


PRACTITIONER: Final = "practitioner"  # in place of a participant: whoever is signed in


def find_board_answer(
    session: Session, conversation_id: uuid.UUID, *, to_change: bool = False
) -> BoardAnswer | None:
    """Return what was said with pictures in a conversation, if anything was."""
    statement = select(BoardAnswer).where(col(BoardAnswer.conversation_id) == conversation_id)
    return session.exec(statement.with_for_update() if to_change else statement).first()


def board_of(answer: BoardAnswer | None) -> PictureBoard:
    """Return the board that was used, or the one in force where none was yet."""
    return load_board(answer.board if answer else IN_FORCE)


def placements_of(answer: BoardAnswer | None) -> Mapping[str, str]:
    """Return the step on which each placed picture stands."""
    if answer is None:
        return {}
    placed: dict[str, str] = json.loads(answer.placements)
    return placed


def helpers_of(answer: BoardAnswer | None) -> dict[str, str]:
    """Return who helped and what was seen, as the form has it."""
    if answer is None:
        return {"placed_by": "", "interpreted_by": "", "seen": ""}
    is_own = answer.interpreted_by_staff_id is not None
    return {
        "placed_by": str(answer.placed_by_id or ""),
        "interpreted_by": PRACTITIONER if is_own else str(answer.interpreted_by_id or ""),
        "seen": answer.seen,
    }


def helped_with_a_board(session: Session, participant_id: uuid.UUID) -> bool:
    """Say whether somebody ever placed pictures for the person or said what was meant."""
    for state in (BoardAnswer, BoardRevision):
        statement = select(state.id).where(
            or_(
                col(state.placed_by_id) == participant_id,
                col(state.interpreted_by_id) == participant_id,
            )
        )
        if session.exec(statement.limit(1)).first() is not None:
            return True
    return False
