"""Put a sentence of the notes into an answer, word for word, and take it out again."""

import uuid
from dataclasses import dataclass, replace
from typing import Final

from sqlmodel import Session

from app import clock
from app.audit import Subject, record, staff
from app.errors import NotFound, NotNow, StaleVersion
from app.i18n import gettext as _
from app.identity import Actor
from app.operations import Sent, digest
from app.recording.actions.answers import Content, Receipt, content_of, record_answer
from app.recording.actions.conversations import check_open
from app.recording.earlier import voice, voice_of
from app.recording.last_time import THE_PERSON, Voice, can_say
from app.recording.models import Answer, Conversation, Participant
from app.recording.note_models import Note, SortedSentence
from app.recording.notes import find_note, list_sorted, sentences_in, unsorted_sentences
from app.recording.queries import find_answer, get_conversation, list_participants
from app.recording.sorting import is_cut_out, is_still_there, put_after, stands_in, take_out
from app.text import ANSWER_LIMIT


VIEW: Final = "view"  # in place of a participant: the practitioner's own view


@dataclass(frozen=True)
class Sorting:
    """One sentence, where it goes, and whose it is: the person's, a participant's, or the view."""

    sentence: str
    question_key: str
    said_by: str = ""
    was_suggested: bool = False

    def parts(self) -> tuple[str, ...]:
        """Return it as text, for a digest."""
        return (self.sentence, self.question_key, self.said_by, str(self.was_suggested))


def id_of_sorted(operation_id: uuid.UUID) -> uuid.UUID:
    """Return the id of the sorted sentence that an operation makes."""
    return uuid.uuid5(operation_id, "sorted")


def sort_sentence(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    sorting: Sorting,
    *,
    operation_id: uuid.UUID,
) -> Receipt:
    """Put the very sentence after what the answer holds; the same operation does so once."""
    conversation = get_conversation(session, actor, conversation_id, to_change=True)
    content = digest(operation_id, "sort", str(conversation_id), *sorting.parts())
    sent = Sent(operation_id, actor.id, content)
    seen = sent.first_receipt(session)
    if seen is not None:
        return Receipt(seen.subject_id, seen.version, seen.at)
    check_open(conversation)
    note = _note_with(session, conversation, sorting.sentence)
    answer = find_answer(session, conversation_id, sorting.question_key, to_change=True)
    receipt = record_answer(
        session,
        actor,
        conversation_id,
        sorting.question_key,
        _with_sentence(session, conversation, answer, sorting),
        version=answer.version if answer else 0,
        operation_id=uuid.uuid5(operation_id, "into the answer"),
        settles_conflict=True,
    )
    if receipt.answer_id is None:
        raise NotFound
    row = SortedSentence(
        id=id_of_sorted(operation_id),
        note_id=note.id,
        note_version=note.version,
        sentence=sorting.sentence,
        question_key=sorting.question_key,
        field="view" if sorting.said_by == VIEW else "words",
        was_suggested=sorting.was_suggested,
        answer_id=receipt.answer_id,
        answer_version=receipt.version,
        sorted_at=receipt.saved_at,
        sorted_by=actor.id,
    )
    session.add(row)
    sent.done(session, row.answer_id, receipt.version, receipt.saved_at)
    _note_in_trail(session, actor, conversation, row, "sentence_sorted", receipt.version)
    return receipt


def take_sentence_out(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    sorted_id: uuid.UUID,
    *,
    operation_id: uuid.UUID,
) -> Receipt:
    """Take a sorted sentence out of its answer again, if it still stands there unchanged."""
    conversation = get_conversation(session, actor, conversation_id, to_change=True)
    content = digest(operation_id, "take out", str(conversation_id), str(sorted_id))
    sent = Sent(operation_id, actor.id, content)
    seen = sent.first_receipt(session)
    if seen is not None:
        return Receipt(seen.subject_id, seen.version, seen.at)
    check_open(conversation)
    row, answer = _sorted_in(session, conversation, sorted_id)
    if row.taken_out_at is not None:
        sent.done(session, answer.id, answer.version, answer.saved_at)
        return Receipt(answer.id, answer.version, answer.saved_at)
    now = content_of(answer)
    written = now.view if row.field == "view" else now.words
    if not stands_in(row.sentence, written):
        raise NotNow(
            _(
                "This sentence has been changed in the answer since, so nothing was taken out. "
                "Open the question to change it there."
            )
        )
    without = take_out(written, row.sentence)
    receipt = record_answer(
        session,
        actor,
        conversation_id,
        row.question_key,
        replace(now, view=without) if row.field == "view" else replace(now, words=without),
        version=answer.version,
        operation_id=uuid.uuid5(operation_id, "out of the answer"),
        settles_conflict=True,
    )
    row.taken_out_at, row.taken_out_by = clock.now(), actor.id
    session.add(row)
    sent.done(session, row.answer_id, receipt.version, receipt.saved_at)
    _note_in_trail(session, actor, conversation, row, "sentence_taken_out", receipt.version)
    return receipt


def _note_with(session: Session, conversation: Conversation, sentence: str) -> Note:
    """Return the notes, if the sentence still stands there and is still to sort."""
    note = find_note(session, conversation.id, to_change=True)
    sentences = {one.words for one in sentences_in(note, conversation)}
    if note is None or not (sentence in sentences or is_cut_out(sentence, note.words, sentences)):
        raise StaleVersion
    if sentence in sentences:
        left = {one.words for one in unsorted_sentences(session, note, conversation)}
        is_left = sentence in left
    else:  # a tablet cut it out by rules of its own
        in_answers = (row.sentence for row in list_sorted(session, note))
        is_left = is_still_there(sentence, note.words, in_answers)
    if not is_left:
        raise NotNow(_("This sentence is in an answer already. Nothing was put there twice."))
    return note


def _with_sentence(
    session: Session, conversation: Conversation, answer: Answer | None, sorting: Sorting
) -> Content:
    now = content_of(answer)
    written = now.view if sorting.said_by == VIEW else now.words
    longer = put_after(written, sorting.sentence)
    if len(longer) > ANSWER_LIMIT:
        raise NotNow(
            _("There is no room for this sentence in that answer. It stays in your notes.")
        )
    if sorting.said_by == VIEW:
        return replace(now, view=longer)
    here = list_participants(session, conversation.id)
    speaker = _speaker(sorting.said_by, here)
    said = voice(speaker) if speaker else THE_PERSON
    if not can_say(said, voice_of(answer, here) if answer and now.words else None, _voices(here)):
        raise NotNow(
            _(
                "That answer holds somebody else's words, and an answer holds the words of one "
                "person. The sentence stays in your notes: choose another question, or keep it "
                "as your own view."
            )
        )
    if now.words:
        return replace(now, words=longer)
    return replace(now, words=longer, skip_reason="", speaker_id=speaker.id if speaker else None)


def _voices(here: tuple[Participant, ...]) -> set[Voice]:
    return {voice(row) for row in here}


def _speaker(said_by: str, here: tuple[Participant, ...]) -> Participant | None:
    if not said_by:
        return None
    found = next((row for row in here if str(row.id) == said_by), None)
    if found is None:
        raise NotFound
    return found


def _sorted_in(
    session: Session, conversation: Conversation, sorted_id: uuid.UUID
) -> tuple[SortedSentence, Answer]:
    """Return a sorted sentence; without signal a tablet names it by what sorted it."""
    row = session.get(SortedSentence, sorted_id, with_for_update=True) or session.get(
        SortedSentence, id_of_sorted(sorted_id), with_for_update=True
    )
    answer = session.get(Answer, row.answer_id) if row else None
    if row is None or answer is None or answer.conversation_id != conversation.id:
        raise NotFound
    return row, answer


def _note_in_trail(
    session: Session,
    actor: Actor,
    conversation: Conversation,
    row: SortedSentence,
    action: str,
    version: int,
) -> None:
    record(
        session,
        staff(actor),
        action,
        Subject("answer", row.answer_id, conversation.person_id),
        conversation=str(conversation.id),
        question=row.question_key,
        sentence=str(row.id),
        version=version,
    )
