"""All that was told in a conversation: every wording of each answer, and the free notes."""

import uuid
from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.recording.models import Answer, AnswerRevision
from app.recording.note_models import Note


@dataclass(frozen=True)
class Told:
    """What was told, so that words can be found with what was said around them."""

    answers: dict[uuid.UUID, tuple[str, ...]]  # the wordings of each answer, the latest first
    notes: tuple[str, ...]

    @property
    def latest(self) -> tuple[str, ...]:
        """What stands written now, answer by answer, then the notes."""
        return (*(wordings[0] for wordings in self.answers.values()), *self.notes)

    def around(self, answer_id: uuid.UUID) -> tuple[str, ...]:
        """Return where words of this answer may stand: its wordings, and the notes."""
        return (*self.answers.get(answer_id, ()), *self.notes)


def told_in(session: Session, conversation_id: uuid.UUID) -> Told:
    """Return all that was told in a conversation."""
    answers = session.exec(select(Answer).where(col(Answer.conversation_id) == conversation_id))
    wordings = defaultdict(list, {answer.id: [answer.words] for answer in answers})
    earlier = (
        select(AnswerRevision)
        .where(col(AnswerRevision.answer_id).in_(wordings))
        .order_by(col(AnswerRevision.version).desc())
    )
    for revision in session.exec(earlier):
        wordings[revision.answer_id].append(revision.words)
    notes = session.exec(select(Note).where(col(Note.conversation_id) == conversation_id))
    return Told(
        answers={answer_id: tuple(words) for answer_id, words in wordings.items()},
        notes=tuple(note.words for note in notes),
    )
