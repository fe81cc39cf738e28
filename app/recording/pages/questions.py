"""One question: the person's words, and everything quiet around them; and two wordings that met."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.clock import clock_time
from app.errors import NotFound
from app.forms import FieldError, Option
from app.i18n import current_language
from app.i18n import gettext as _
from app.identity import Actor
from app.recording.models import Answer, Conversation, Participant
from app.recording.pages.conversations import question_href
from app.recording.pages.last_time import LastTime, kept_words, last_time
from app.recording.pages.parts import (
    Banner,
    Said,
    asking_languages,
    banner,
    name_of,
    words_language,
)
from app.recording.pages.prompts import PromptLine, Thinking, prompt_lines, thinking
from app.recording.pages.waiting import TwoWordings, two_wordings, wordings_href
from app.recording.pages.wording import NOTHING_NOTICED, Wording, wording_of_view
from app.recording.queries import (
    answers_of,
    list_participants,
    person_of,
    progress,
    said_by_the_person,
)
from conversations import Bilingual, Question, QuestionSet, load_question_set
from conversations.prompts import AT_MOST


@dataclass(frozen=True)
class Draft:
    """What the form holds: stored, or as it was typed."""

    words: str = ""
    view: str = ""
    skip_reason: str = ""
    speaker: str = ""
    version: str = "0"


@dataclass(frozen=True)
class QuestionPage:
    """A question, to listen and to note."""

    title: str
    banner: Banner
    prompt: Said
    other_prompt: Said | None
    help: tuple[Said, ...]
    asked_now: tuple[PromptLine, ...]
    prompts: tuple[Said, ...]
    thinking: Thinking | None
    wording: Wording
    number_line: str
    done: int
    total: int
    last_time: LastTime | None
    kept_words: tuple[str, ...]
    draft: Draft
    operation_id: str
    saved_at: str
    words_lang: str
    speakers: tuple[Option, ...]
    skip_reasons: tuple[Option, ...]
    form_id: str
    action: str
    overview_href: str
    overview_label: str
    check_href: str
    person_id: str
    label: str  # what this answer is called where it waits to be sent
    previous_href: str
    next_href: str
    has_next: bool
    show_href: str
    two_wordings: tuple[TwoWordings, ...]
    wordings_href: str
    is_finished: bool
    is_unsaved: bool
    errors: tuple[FieldError, ...]


def question_of(conversation: Conversation, key: str) -> tuple[QuestionSet, Question]:
    """Return the question, or find nothing."""
    question_set = load_question_set(conversation.question_set)
    try:
        return question_set, question_set.question(key)
    except KeyError:
        raise NotFound from None


def question_page(
    session: Session,
    actor: Actor,
    conversation: Conversation,
    key: str,
    *,
    typed: Mapping[str, Any] | None = None,
    errors: tuple[FieldError, ...] = (),
) -> QuestionPage:
    """Show one question with what is stored, or again with what was typed."""
    question_set, question = question_of(conversation, key)
    answers = answers_of(session, conversation.id)
    answer = answers.get(key)
    person = name_of(person_of(session, actor, conversation))
    languages = asking_languages(conversation)
    asked_now = prompt_lines(session, conversation, answers, key)
    always = tuple(s for one in question.follow_ups for s in _in_each(one, languages[:1]))
    is_finished = conversation.status == "complete"
    count = progress(conversation, answers.values())
    before, following = question_set.previous_key(key), question_set.next_key(key)
    check_href = f"/conversations/{conversation.id}/check"
    return QuestionPage(
        title=question.prompt.in_(languages[0]),
        banner=banner(conversation),
        prompt=Said(question.prompt.in_(languages[0]), languages[0]),
        other_prompt=_other(question.prompt, languages),
        help=_in_each(question.help, languages),
        asked_now=asked_now,
        prompts=always[: AT_MOST - len(asked_now)],
        thinking=(None if is_finished else thinking(session, conversation, answers, key, always)),
        wording=(
            wording_of_view(conversation, answer, said_by_the_person(session, conversation.id))
            if typed is None
            else NOTHING_NOTICED
        ),
        number_line=_("Question %(number)s of %(total)s")
        % {"number": question.number, "total": count.total},
        done=count.talked_about,
        total=count.total,
        last_time=last_time(session, actor, conversation, key, answer),
        kept_words=kept_words(session, answer),
        draft=stored_draft(answer) if typed is None else typed_draft(typed),
        operation_id=str(uuid.uuid4()),
        saved_at=clock_time(answer.saved_at) if answer and typed is None else "",
        words_lang=words_language(conversation),
        speakers=_speakers(person, list_participants(session, conversation.id)),
        skip_reasons=_skip_reasons(question_set),
        form_id="answer",
        action=question_href(conversation, key),
        overview_href=f"/conversations/{conversation.id}",
        overview_label=_("Conversation with %(name)s") % {"name": person},
        check_href=check_href,
        person_id=str(conversation.person_id),
        label=_("%(name)s: answer to question %(number)s")
        % {"name": person, "number": question.number},
        previous_href=question_href(conversation, before) if before else "",
        next_href=question_href(conversation, following) if following else check_href,
        has_next=following is not None,
        show_href=f"/conversations/{conversation.id}/show",
        two_wordings=two_wordings(session, conversation, only=key),
        wordings_href=wordings_href(session, conversation, key),
        is_finished=is_finished,
        is_unsaved=typed is not None,
        errors=errors,
    )


def _other(prompt: Bilingual, languages: tuple[str, ...]) -> Said | None:
    return Said(prompt.in_(languages[1]), languages[1]) if len(languages) > 1 else None


def _in_each(sentence: Bilingual | None, languages: tuple[str, ...]) -> tuple[Said, ...]:
    if sentence is None:
        return ()
    return tuple(Said(sentence.in_(language), language) for language in languages)


def stored_draft(answer: Answer | None) -> Draft:
    """Return what is stored, as the form shows it."""
    if answer is None:
        return Draft()
    return Draft(
        words=answer.words,
        view=answer.view,
        skip_reason=answer.skip_reason,
        speaker=str(answer.speaker_id or ""),
        version=str(answer.version),
    )


def typed_draft(typed: Mapping[str, Any]) -> Draft:
    """Return what was typed, exactly."""
    return Draft(
        words=typed.get("words", ""),
        view=typed.get("view", ""),
        skip_reason=typed.get("skip_reason", ""),
        speaker=typed.get("speaker", ""),
        version=str(typed.get("version", "0")),
    )


def _speakers(person: str, participants: Iterable[Participant]) -> tuple[Option, ...]:
    others = tuple(Option(str(row.id), row.name) for row in participants)
    return (Option("", person), *others) if others else ()


def _skip_reasons(question_set: QuestionSet) -> tuple[Option, ...]:
    reasons = (
        Option(reason.key, reason.label.in_(current_language()))
        for reason in question_set.skip_reasons
    )
    return (Option("", _("Leave it for now")), *reasons)
