"""What is read of free notes: the notes, what is still to sort, and what went where."""

import uuid
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from app.recording.models import Conversation
from app.recording.note_models import Note, SortedSentence
from app.recording.sorting import still_to_sort
from app.recording.tagging import sentences_of


@dataclass(frozen=True)
class NoteSentence:
    """One sentence of the notes, as it was written."""

    number: int
    words: str


def find_note(
    session: Session, conversation_id: uuid.UUID, *, to_change: bool = False
) -> Note | None:
    """Return the notes of a conversation, if anything was ever written."""
    statement = select(Note).where(col(Note.conversation_id) == conversation_id)
    return session.exec(statement.with_for_update() if to_change else statement).first()


def list_sorted(session: Session, note: Note | None) -> tuple[SortedSentence, ...]:
    """Return the sentences that stand in answers, the first sorted first."""
    if note is None:
        return ()
    statement = (
        select(SortedSentence)
        .where(col(SortedSentence.note_id) == note.id)
        .where(col(SortedSentence.taken_out_at).is_(None))
        .order_by(col(SortedSentence.sorted_at), col(SortedSentence.id))
    )
    return tuple(session.exec(statement))


def was_sorted_from(session: Session, note_id: uuid.UUID, version: int) -> bool:
    """Say whether a sentence was ever sorted out of this wording of the notes."""
    statement = select(func.count()).where(
        col(SortedSentence.note_id) == note_id, col(SortedSentence.note_version) == version
    )
    return session.exec(statement).one() > 0


def sentences_in(note: Note | None, conversation: Conversation) -> tuple[NoteSentence, ...]:
    """Return the sentences of the notes in their order."""
    if note is None:
        return ()
    stretches = sentences_of(note.words, conversation.language)
    return tuple(
        NoteSentence(number, note.words[stretch.start : stretch.end])
        for number, stretch in enumerate(stretches, start=1)
    )


def unsorted_sentences(
    session: Session, note: Note | None, conversation: Conversation
) -> tuple[NoteSentence, ...]:
    """Return the sentences of the notes that are in no answer."""
    sentences = sentences_in(note, conversation)
    in_answers = [row.sentence for row in list_sorted(session, note)]
    left = still_to_sort([sentence.words for sentence in sentences], in_answers)
    return tuple(sentences[position] for position in left)


def count_unsorted(session: Session, conversation: Conversation) -> int:
    """Return how many sentences of the notes are in no answer."""
    return len(unsorted_sentences(session, find_note(session, conversation.id), conversation))
