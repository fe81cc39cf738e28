"""The notes by sentence: what is still to sort, where it may belong, and what is sorted."""

import uuid
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session

from app.forms import Option
from app.i18n import current_language
from app.i18n import gettext as _
from app.identity import Actor
from app.recording.actions.sorting import VIEW
from app.recording.models import Conversation
from app.recording.note_models import SortedSentence
from app.recording.notes import NoteSentence, find_note, list_sorted, unsorted_sentences
from app.recording.pages.conversations import question_href
from app.recording.pages.notes import notes_href, sorted_line
from app.recording.pages.parts import Banner, banner, name_of, words_language
from app.recording.queries import answers_of, list_participants, person_of
from app.recording.sorting import stands_in
from app.recording.tagging import questions_heard
from conversations import ParticipantRole, Question, QuestionSet, load_question_set
from conversations.phrases import TONGUES, Tongue
from conversations.sorting import SuggestedQuestion, cues_of, suggest_question


# So many can be sorted at a time: the rest stand under them, and come up as these go.
AT_ONCE: Final = 8


@dataclass(frozen=True)
class QuestionChoice:
    """One question a sentence can go to."""

    key: str
    number: int
    prompt: str


@dataclass(frozen=True)
class SuggestedChoice:
    """The question a sentence may belong to, and the words that say so."""

    question: QuestionChoice
    heard: str


@dataclass(frozen=True)
class ToSort:
    """One sentence that is in no answer yet."""

    number: int
    words: str
    suggested: SuggestedChoice | None
    operation_id: str


@dataclass(frozen=True)
class Sorted:
    """One sentence that stands in an answer, and the way to take it out again."""

    words: str
    question: QuestionChoice
    href: str
    as_view: bool
    still_there: bool
    undo_action: str
    operation_id: str


@dataclass(frozen=True)
class SortPage:
    """Everything that sorting needs, on one page."""

    title: str
    banner: Banner
    refused: str
    done_line: str
    to_sort: tuple[ToSort, ...]
    later: tuple[NoteSentence, ...]
    sorted: tuple[Sorted, ...]
    sorted_line: str
    has_notes: bool
    questions: tuple[QuestionChoice, ...]
    voices: tuple[Option, ...]
    words_lang: str
    action: str
    notes_href: str
    overview_href: str
    is_finished: bool


def sort_page(
    session: Session,
    actor: Actor,
    conversation: Conversation,
    *,
    just_sorted: str = "",
    refused: str = "",
) -> SortPage:
    """Show what is still to sort, first, and what is sorted under it."""
    note = find_note(session, conversation.id)
    question_set = load_question_set(conversation.question_set)
    choices = {question.key: _choice(question) for question in question_set.questions}
    left = unsorted_sentences(session, note, conversation)
    is_finished = conversation.status == "complete"
    at_once = () if is_finished else left[:AT_ONCE]
    done = list_sorted(session, note)
    address = notes_href(conversation)
    return SortPage(
        title=_("Sort your notes"),
        banner=banner(conversation),
        refused=refused,
        done_line=_done_line(done, choices, just_sorted),
        to_sort=_to_sort(session, conversation, question_set, at_once, choices),
        later=left[len(at_once) :],
        sorted=_sorted(session, conversation, done, choices),
        sorted_line=sorted_line(session, note, conversation),
        has_notes=note is not None and bool(note.words),
        questions=tuple(choices.values()),
        voices=_voices(session, actor, conversation),
        words_lang=words_language(conversation),
        action=f"{address}/sort",
        notes_href=address,
        overview_href=f"/conversations/{conversation.id}",
        is_finished=is_finished,
    )


def _choice(question: Question) -> QuestionChoice:
    return QuestionChoice(question.key, question.number, question.prompt.in_(current_language()))


def _done_line(
    done: tuple[SortedSentence, ...], choices: dict[str, QuestionChoice], just_sorted: str
) -> str:
    row = next((row for row in done if str(row.id) == just_sorted), None)
    if row is None:
        return ""
    return _("Put under question %(number)s.") % {"number": choices[row.question_key].number}


def _to_sort(
    session: Session,
    conversation: Conversation,
    question_set: QuestionSet,
    sentences: tuple[NoteSentence, ...],
    choices: dict[str, QuestionChoice],
) -> tuple[ToSort, ...]:
    return tuple(
        ToSort(
            number=sentence.number,
            words=sentence.words,
            suggested=_suggested(suggestion, choices),
            operation_id=str(uuid.uuid4()),
        )
        for sentence, suggestion in zip(
            sentences,
            _suggestions(session, conversation, question_set, sentences),
            strict=True,
        )
    )


def _suggestions(
    session: Session,
    conversation: Conversation,
    question_set: QuestionSet,
    sentences: tuple[NoteSentence, ...],
) -> tuple[SuggestedQuestion | None, ...]:
    cues = cues_of(question_set.key)
    if cues is None:
        return (None,) * len(sentences)
    tongues: tuple[Tongue, ...] = tuple(t for t in TONGUES if t == conversation.language) or TONGUES
    words = [sentence.words for sentence in sentences]
    return tuple(
        suggest_question(said, cues, tagger=heard, tongues=tongues)
        for said, heard in zip(
            words, questions_heard(session, words, conversation.language), strict=True
        )
    )


def _suggested(
    suggestion: SuggestedQuestion | None, choices: dict[str, QuestionChoice]
) -> SuggestedChoice | None:
    if suggestion is None or suggestion.question not in choices:
        return None
    return SuggestedChoice(choices[suggestion.question], suggestion.heard)


def _sorted(
    session: Session,
    conversation: Conversation,
    done: tuple[SortedSentence, ...],
    choices: dict[str, QuestionChoice],
) -> tuple[Sorted, ...]:
    answers = {answer.id: answer for answer in answers_of(session, conversation.id).values()}
    return tuple(
        Sorted(
            words=row.sentence,
            question=choices[row.question_key],
            href=question_href(conversation, row.question_key),
            as_view=row.field == VIEW,
            still_there=stands_in(
                row.sentence,
                answers[row.answer_id].view if row.field == VIEW else answers[row.answer_id].words,
            ),
            undo_action=f"{notes_href(conversation)}/sorted/{row.id}/take-out",
            operation_id=str(uuid.uuid4()),
        )
        for row in done
    )


def _voices(session: Session, actor: Actor, conversation: Conversation) -> tuple[Option, ...]:
    person = name_of(person_of(session, actor, conversation))
    others = (
        Option(str(row.id), row.name)
        for row in list_participants(session, conversation.id)
        if row.role not in (ParticipantRole.PERSON, ParticipantRole.PRACTITIONER)
    )
    return (Option("", person), *others, Option(VIEW, _("My own view, kept apart")))
