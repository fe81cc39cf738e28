"""The wordings of an answer that do not stand: the earlier ones, and those kept beside it."""

import uuid
from collections.abc import Sequence

from sqlmodel import Session, col, select

from app.errors import NotFound
from app.recording.models import Answer, AnswerRevision, WordingBeside


WAITING = "waiting"


def waiting_beside(
    session: Session, conversation_id: uuid.UUID
) -> dict[str, tuple[WordingBeside, ...]]:
    """Return the wordings that wait for somebody to choose, by question, the first first."""
    statement = (
        select(WordingBeside)
        .where(col(WordingBeside.conversation_id) == conversation_id)
        .where(col(WordingBeside.state) == WAITING)
        .order_by(col(WordingBeside.came_at), col(WordingBeside.id))
    )
    found: dict[str, tuple[WordingBeside, ...]] = {}
    for row in session.exec(statement):
        found[row.question_key] = (*found.get(row.question_key, ()), row)
    return found


def list_beside(
    session: Session, conversation_id: uuid.UUID, question_key: str
) -> Sequence[WordingBeside]:
    """Return every wording that was ever kept beside one answer."""
    statement = select(WordingBeside).where(
        col(WordingBeside.conversation_id) == conversation_id,
        col(WordingBeside.question_key) == question_key,
    )
    return session.exec(statement).all()


def get_beside(
    session: Session, conversation_id: uuid.UUID, question_key: str, beside_id: uuid.UUID
) -> WordingBeside:
    """Return one wording kept beside this answer, or find nothing."""
    row = session.get(WordingBeside, beside_id)
    if row is None or (row.conversation_id, row.question_key) != (conversation_id, question_key):
        raise NotFound
    return row


def list_revisions(session: Session, answer_id: uuid.UUID) -> Sequence[AnswerRevision]:
    """Return the earlier wordings of an answer."""
    statement = select(AnswerRevision).where(col(AnswerRevision.answer_id) == answer_id)
    return session.exec(statement).all()


def has_others(session: Session, conversation_id: uuid.UUID, question_key: str) -> bool:
    """Say whether an answer has, or had, any other wording than the one that stands."""
    if list_beside(session, conversation_id, question_key):
        return True
    statement = (
        select(AnswerRevision.id)
        .join(Answer, col(Answer.id) == col(AnswerRevision.answer_id))
        .where(col(Answer.conversation_id) == conversation_id)
        .where(col(Answer.question_key) == question_key)
        .limit(1)
    )
    return session.exec(statement).first() is not None
