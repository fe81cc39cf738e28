"""What we heard: each sentence with its tags, pencil and ink, to go through together."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session

from app import clock
from app.i18n import current_language
from app.i18n import gettext as _
from app.identity import Actor
from app.jobs import state_of
from app.recording.highlights import Span
from app.recording.models import Answer, Conversation, OutcomeTag, Suggestion
from app.recording.pages.conversations import question_href
from app.recording.pages.marks import (
    AddTag,
    Heard,
    Sentence,
    TagRow,
    add_tag_offer,
    gone_rows,
    place_of,
    present,
    rule_behind,
    sentence_of,
)
from app.recording.pages.parts import Banner, banner, name_of, words_language
from app.recording.pages.way import WayStep, way_through
from app.recording.queries import (
    answers_of,
    list_decisions,
    list_participants,
    list_suggestions,
    list_tags,
    person_of,
    staff_names,
)
from app.recording.tagging import JOB, Stretch, has_been_read, sentences_of
from app.recording.tallies import records_of
from conversations import Question, load_question_set
from outcome_mapping.framework import load_framework


WORTH_WAITING: Final = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class HeardAnswer:
    """One answer: its sentences, their tags, and what can be added."""

    key: str
    number: int
    prompt: str
    who: str
    lang: str
    version: int
    sentences: tuple[Sentence, ...]
    gone: tuple[TagRow, ...]
    adding: AddTag
    is_waiting: bool
    is_fresh: bool  # saved or asked for a moment ago, so its suggestions are worth waiting for
    is_given_up: bool
    message: str
    action: str
    add_action: str
    again_action: str
    question_href: str


@dataclass(frozen=True)
class Missing:
    """An area of well-being that has not come up."""

    key: str
    label: str


@dataclass(frozen=True)
class HeardPage:
    """The conversation as it was heard. ``is_part`` when only one answer is shown again."""

    title: str
    banner: Banner
    back_href: str
    back_label: str
    way: tuple[WayStep, ...]
    answers: tuple[HeardAnswer, ...]
    missing: tuple[Missing, ...]
    pending_line: str
    check_href: str
    plan_href: str
    is_part: bool

    @property
    def is_waiting(self) -> bool:
        """Say whether any answer here is still to be read for tags."""
        return any(answer.is_waiting for answer in self.answers)


def heard_page(
    session: Session,
    actor: Actor,
    conversation: Conversation,
    *,
    only: str | None = None,
    about: str = "",
    message: str = "",
    just_asked: bool = False,
) -> HeardPage:
    """Show all the answers in words, or only one of them again."""
    answers = {key: row for key, row in answers_of(session, conversation.id).items() if row.words}
    everything = _everything(session, conversation, list(answers.values()))
    person = name_of(person_of(session, actor, conversation))
    names = {row.id: row.name for row in list_participants(session, conversation.id)}
    failed = _failed(session, answers.values())
    questions = [
        question
        for question in load_question_set(conversation.question_set).questions
        if question.key in answers and only in (None, question.key)
    ]
    return HeardPage(
        title=_("What we heard"),
        banner=banner(conversation),
        back_href=f"/conversations/{conversation.id}",
        back_label=_("Conversation with %(name)s") % {"name": person},
        way=way_through(conversation.id, "heard"),
        answers=tuple(
            _heard_answer(
                conversation,
                question,
                everything[answers[question.key].id],
                who=_who(answers[question.key], names, person),
                message=message if question.key == about else "",
                just_asked=just_asked and question.key == about,
                has_failed=answers[question.key].id in failed,
            )
            for question in questions
        ),
        missing=_missing(everything.values()),
        pending_line=_pending_line(everything.values()),
        check_href=f"/conversations/{conversation.id}/check",
        plan_href=f"/conversations/{conversation.id}/plan",
        is_part=only is not None,
    )


def _who(answer: Answer, names: Mapping[uuid.UUID, str], person: str) -> str:
    return names.get(answer.speaker_id, person) if answer.speaker_id else person


def _failed(session: Session, answers: Iterable[Answer]) -> frozenset[uuid.UUID]:
    """Return the answers that have been tried so often that nothing tries them any more."""
    return frozenset(
        answer.id
        for answer in answers
        if not has_been_read(answer) and state_of(session, JOB, answer.id) == "failed"
    )


def _everything(
    session: Session, conversation: Conversation, answers: Sequence[Answer]
) -> dict[uuid.UUID, Heard]:
    """Read all tags of all the answers, in a few reads and not in a few for each."""
    ids = [answer.id for answer in answers]
    suggestions, tags = list_suggestions(session, ids), list_tags(session, ids)
    history = list_decisions(session, [tag.id for rows in tags.values() for tag in rows])
    deciders = {decision.decided_by for rows in history.values() for decision in rows}
    names = staff_names(session, deciders)
    rules = {rule_behind(row) for rows in suggestions.values() for row in rows}
    records = records_of(session, rules)
    return {
        answer.id: Heard(
            answer=answer,
            suggestions=tuple(
                _undecided(
                    suggestions[answer.id],
                    tags[answer.id],
                    answer,
                    sentences_of(answer.words, conversation.language),
                )
            ),
            tags=tuple(tags[answer.id]),
            history=history,
            names=names,
            records=records,
        )
        for answer in answers
    }


def _undecided(
    suggestions: Iterable[Suggestion],
    tags: Iterable[OutcomeTag],
    answer: Answer,
    stretches: Sequence[Stretch],
) -> Iterable[Suggestion]:
    """Leave out what somebody has decided: about the very same words, or in the same sentence."""
    decided = {(tag.kind, tag.key, tag.quote) for tag in tags}
    settled = {
        (tag.kind, tag.key, stretch)
        for tag in tags
        for stretch in stretches
        if (place := place_of(tag, answer)) is not None and stretch.start <= place < stretch.end
    }
    for row in suggestions:
        quote = answer.words[row.start : row.end]
        stretch = next((one for one in stretches if one.start <= row.start < one.end), None)
        if (row.kind, row.key, quote) in decided or (row.kind, row.key, stretch) in settled:
            continue
        if row.answer_version == answer.version:
            yield row


def _heard_answer(
    conversation: Conversation,
    question: Question,
    heard: Heard,
    *,
    who: str,
    message: str,
    just_asked: bool,
    has_failed: bool,
) -> HeardAnswer:
    answer = heard.answer
    address = f"/conversations/{conversation.id}/heard/{question.key}"
    spans: list[Span[TagRow]] = present(heard)
    stretches = sentences_of(answer.words, conversation.language)
    return HeardAnswer(
        key=question.key,
        number=question.number,
        prompt=question.prompt.in_(current_language()),
        who=who,
        lang=words_language(conversation),
        version=answer.version,
        sentences=tuple(
            sentence_of(heard, spans, stretch, f"{question.key}-{place}")
            for place, stretch in enumerate(stretches, start=1)
        ),
        gone=gone_rows(heard),
        adding=add_tag_offer(answer.words, stretches),
        is_waiting=not has_been_read(answer) and not has_failed,
        is_fresh=just_asked or clock.now() - answer.saved_at < WORTH_WAITING,
        is_given_up=has_failed or answer.gave_up_version == answer.version,
        message=message,
        action=address,
        add_action=f"{address}/add",
        again_action=f"{address}/again",
        question_href=question_href(conversation, question.key),
    )


def _missing(everything: Iterable[Heard]) -> tuple[Missing, ...]:
    """List the areas of well-being that neither a suggestion nor a kept tag speaks of."""
    framework = load_framework()
    spoken: set[str] = set()
    for heard in everything:
        told = [(row.kind, row.key) for row in heard.suggestions]
        told += [(tag.kind, tag.key) for tag in heard.tags if tag.state == "confirmed"]
        spoken |= {framework.domain_of(key) if kind == "statement" else key for kind, key in told}
    return tuple(
        Missing(key, framework.label("domain", key, current_language()))
        for key in framework.keys("domain")
        if key not in spoken
    )


def _pending_line(everything: Iterable[Heard]) -> str:
    waiting = sum(bool(heard.suggestions) for heard in everything)
    if waiting:
        return _("Suggestions are in pencil until you decide together. Only what you keep goes on.")
    return _("Nothing is in pencil: every suggestion has been decided.")
