"""What was said last time, beside this time's answer; and where words of this answer came from."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from app.clock import local
from app.i18n import current_language, long_date
from app.i18n import gettext as _
from app.identity import Actor
from app.recording.earlier import can_be_kept, find_earlier
from app.recording.last_time import is_in
from app.recording.models import Answer, Conversation, EarlierWords
from app.recording.pages.parts import name_of, words_language
from app.recording.queries import list_earlier_words, list_participants, person_of, staff_names
from conversations import ConversationKind, ConversationLanguage


@dataclass(frozen=True)
class LastTime:
    """The words of last time, whose they were and when, and whether they can be kept."""

    day: str
    kind: str
    language: str
    words: str
    words_lang: str
    who: str
    button_value: str  # empty: there is nothing to press
    why_not: str


def last_time(
    session: Session, actor: Actor, conversation: Conversation, key: str, answer: Answer | None
) -> LastTime | None:
    """Show what was said about this question last time, if anything was."""
    earlier = find_earlier(session, actor, conversation, key)
    if earlier is None:
        return None
    before, said = earlier.conversation, earlier.answer
    who = earlier.voice.name or name_of(person_of(session, actor, conversation))
    here = list_participants(session, conversation.id)
    is_open, why_not = conversation.status != "complete", ""
    if answer is not None and is_in(said.words, answer.words):
        why_not = _("These words are in this time's answer.")
    elif is_open and not can_be_kept(earlier, answer, here):
        why_not = _(
            "%(name)s said this, and an answer holds the words of one person. "
            "If it is still so, write down what is said now."
        ) % {"name": who}
    return LastTime(
        day=long_date(before.held_on),
        kind=ConversationKind(before.kind).label.in_(current_language()),
        language=_language_label(before),
        words=said.words,
        words_lang=words_language(before),
        who=who,
        button_value=f"{said.id}:{said.version}" if is_open and not why_not else "",
        why_not=why_not,
    )


def _language_label(conversation: Conversation) -> str:
    if not conversation.language:
        return ""
    return ConversationLanguage(conversation.language).label.in_(current_language())


def kept_words(session: Session, answer: Answer | None) -> tuple[str, ...]:
    """Say where the words of an answer came from, if they were said in an earlier conversation."""
    if answer is None:
        return ()
    return kept_lines(session, [answer]).get(str(answer.id), ())


def kept_lines(session: Session, answers: Iterable[Answer]) -> dict[str, tuple[str, ...]]:
    """Say of each answer, by its id, which of its words were said before."""
    by_id = {answer.id: answer for answer in answers}
    kept = list_earlier_words(session, list(by_id))
    names = staff_names(session, [row.kept_by for rows in kept.values() for row in rows])
    return {
        str(answer_id): tuple(
            _line(row, by_id[answer_id].words, names.get(row.kept_by, "")) for row in rows
        )
        for answer_id, rows in kept.items()
    }


def _line(row: EarlierWords, words: str, name: str) -> str:
    told = {
        "said": long_date(row.said_on),
        "kept": long_date(local(row.kept_at).date()),
        "name": name,
    }
    if is_in(row.words, words):
        return (
            _("Some of these words were first said on %(said)s. Still true: %(name)s, %(kept)s.")
            % told
        )
    return (
        _(
            "Words first said on %(said)s were put here by %(name)s, %(kept)s, "
            "and have been changed since."
        )
        % told
    )
