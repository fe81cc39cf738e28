"""Two wordings of one answer side by side, all its wordings in a row, and where some wait."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.forms import FieldError
from app.i18n import gettext as _
from app.identity import Actor
from app.recording.models import Answer, AnswerRevision, Conversation, WordingBeside
from app.recording.pages.conversations import question_href
from app.recording.pages.parts import (
    Banner,
    Said,
    asking_languages,
    banner,
    moment_words,
    name_of,
    skip_label,
    words_language,
)
from app.recording.pages.questions import Draft, question_of, stored_draft, typed_draft
from app.recording.pages.waiting import choose_href
from app.recording.queries import answers_of, list_participants, person_of, staff_names
from app.recording.wordings import WAITING, list_beside, list_revisions
from conversations import QuestionSet


@dataclass(frozen=True)
class ChoosePage:
    """Two wordings of one answer, side by side, until a person chooses."""

    title: str
    banner: Banner
    question: Said
    stored: Draft
    stored_line: str
    stored_speaker: str
    stored_skip: str
    other_heading: str
    other_line: str
    other_speaker: str  # empty: nobody but the person could have said it
    other_skip: str
    draft: Draft
    words_lang: str
    operation_id: str
    version: int
    beside: str  # the wording that came from a tablet; empty: what was typed here
    form_id: str
    action: str
    is_finished: bool
    check_href: str
    errors: tuple[FieldError, ...]


def choose_page(
    session: Session,
    actor: Actor,
    conversation: Conversation,
    key: str,
    *,
    typed: Mapping[str, Any] | None = None,
    beside: WordingBeside | None = None,
    errors: tuple[FieldError, ...] = (),
) -> ChoosePage:
    """Show what is stored now and what was typed or came; showing it overwrites nothing."""
    question_set, question = question_of(conversation, key)
    answer = answers_of(session, conversation.id).get(key)
    who = _Who(session, actor, conversation)
    language = asking_languages(conversation)[0]
    draft = _draft(typed, beside)
    return ChoosePage(
        title=_("This answer was changed somewhere else"),
        banner=banner(conversation),
        question=Said(question.prompt.in_(language), language),
        stored=stored_draft(answer),
        stored_line=who.saved(answer) if answer else "",
        stored_speaker=who.spoke(answer.speaker_id if answer else None),
        stored_skip=skip_label(question_set, answer.skip_reason) if answer else "",
        other_heading=_("What came from a tablet") if beside else _("What you typed"),
        other_line=(
            who.sent(beside) if beside else _("Not saved yet. You can still change it here.")
        ),
        other_speaker=who.spoke(beside.speaker_id) if beside and beside.words else "",
        other_skip=skip_label(question_set, beside.skip_reason) if beside else "",
        draft=draft,
        words_lang=words_language(conversation),
        operation_id=str(uuid.uuid4()),
        version=answer.version if answer else 0,
        beside=str(beside.id) if beside else "",
        form_id="choose",
        action=choose_href(conversation, key) if beside else question_href(conversation, key),
        is_finished=conversation.status == "complete",
        check_href=f"/conversations/{conversation.id}/check",
        errors=errors,
    )


def _draft(typed: Mapping[str, Any] | None, beside: WordingBeside | None) -> Draft:
    if typed is not None or beside is None:
        return typed_draft(typed or {})
    speaker = str(beside.speaker_id or "")
    return Draft(
        words=beside.words, view=beside.view, skip_reason=beside.skip_reason, speaker=speaker
    )


class _Who:
    """Who said it, who saved it, and when."""

    def __init__(self, session: Session, actor: Actor, conversation: Conversation) -> None:
        self._session = session
        self._person = name_of(person_of(session, actor, conversation))
        self._here = {row.id: row.name for row in list_participants(session, conversation.id)}

    def spoke(self, speaker_id: uuid.UUID | None) -> str:
        """Return who said it."""
        return self._here.get(speaker_id, self._person) if speaker_id else self._person

    def saved(self, row: Answer | AnswerRevision) -> str:
        """Say who saved it and when."""
        return _("Saved by %(name)s, %(moment)s") % self._by(row.saved_by, row.saved_at)

    def sent(self, row: WordingBeside) -> str:
        """Say who sent it from a tablet and when it came."""
        words = self._by(row.sent_by, row.came_at)
        if row.came_late:
            return _("Sent by %(name)s, %(moment)s, after the conversation was finished") % words
        return _("Sent by %(name)s, %(moment)s") % words

    def _by(self, account_id: uuid.UUID, moment: Any) -> dict[str, str]:
        name = staff_names(self._session, [account_id]).get(account_id, "")
        return {"name": name, "moment": moment_words(moment)}


@dataclass(frozen=True)
class OneWording:
    """One wording of an answer, and what became of it."""

    became: str
    line: str
    words: str
    who: str
    skip: str
    view: str
    choose_href: str  # empty: it does not wait for anybody


@dataclass(frozen=True)
class WordingsPage:
    """Every wording that an answer has had."""

    title: str
    banner: Banner
    back_href: str
    back_label: str
    question: Said
    words_lang: str
    wordings: tuple[OneWording, ...]


def wordings_page(
    session: Session, actor: Actor, conversation: Conversation, key: str
) -> WordingsPage:
    """Show the wording that stands and every other one: none is ever thrown away."""
    question_set, question = question_of(conversation, key)
    language = asking_languages(conversation)[0]
    answer = answers_of(session, conversation.id).get(key)
    who = _Who(session, actor, conversation)
    others: list[AnswerRevision | WordingBeside] = [
        *list_beside(session, conversation.id, key),
        *(list_revisions(session, answer.id) if answer else ()),
    ]
    others.sort(key=_moment, reverse=True)
    return WordingsPage(
        title=_("All wordings of this answer"),
        banner=banner(conversation),
        back_href=question_href(conversation, key),
        back_label=_("Back to the question"),
        question=Said(question.prompt.in_(language), language),
        words_lang=words_language(conversation),
        wordings=tuple(_in_a_row(conversation, question_set, who, answer, others)),
    )


def _moment(row: AnswerRevision | WordingBeside) -> Any:
    return row.came_at if isinstance(row, WordingBeside) else row.saved_at


def _in_a_row(
    conversation: Conversation,
    question_set: QuestionSet,
    who: _Who,
    answer: Answer | None,
    others: Sequence[AnswerRevision | WordingBeside],
) -> Iterator[OneWording]:
    rows: list[Answer | AnswerRevision | WordingBeside] = [answer] if answer else []
    for row in (*rows, *others):
        yield OneWording(
            became=_became(row),
            line=who.sent(row) if isinstance(row, WordingBeside) else who.saved(row),
            words=row.words,
            who=who.spoke(row.speaker_id),
            skip=skip_label(question_set, row.skip_reason),
            view=row.view,
            choose_href=(
                choose_href(conversation, row.question_key)
                if isinstance(row, WordingBeside) and row.state == WAITING
                else ""
            ),
        )


def _became(row: Answer | AnswerRevision | WordingBeside) -> str:
    if isinstance(row, Answer):
        return _("This wording stands")
    if isinstance(row, AnswerRevision):
        return _("An earlier wording")
    return {
        WAITING: _("Waits for somebody to choose"),
        "chosen": _("Came from a tablet, and was chosen"),
        "set_aside": _("Came from a tablet, and was not chosen"),
        "typed_on": _("Came from a tablet, and was typed on there"),
    }[row.state]
