"""The follow-up prompts worth asking now, as the pages show them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from app.i18n import current_language
from app.recording.models import Answer, Conversation
from app.recording.pages.parts import Said, asking_languages, words_language
from app.recording.queries import confirmed_domains, list_participants, prompts_put_away
from conversations import (
    ParticipantRole,
    Prompt,
    QuestionSet,
    Talk,
    follow_ups_of,
    load_question_set,
    prompts_for,
)
from conversations.in_the_browser import COACH, follow_ups_file
from conversations.phrases import TONGUES, Tongue


_ALONE = frozenset({ParticipantRole.PERSON, ParticipantRole.PRACTITIONER})


@dataclass(frozen=True)
class PromptLine:
    """One open question, why it is asked now, and where its answer may be written."""

    key: str
    ask: Said
    because: str
    heard: str
    heard_lang: str
    question_number: int
    question_href: str


def prompt_lines(
    session: Session,
    conversation: Conversation,
    answers: Mapping[str, Answer],
    question: str | None,
) -> tuple[PromptLine, ...]:
    """Return what may be asked beside a question, or before finishing where none is given."""
    question_set = load_question_set(conversation.question_set)
    follow_ups = follow_ups_of(question_set.key)
    if follow_ups is None or conversation.status == "complete":
        return ()
    return tuple(
        _line(conversation, question_set, prompt)
        for prompt in prompts_for(_talk(session, conversation, answers), follow_ups, question)
    )


@dataclass(frozen=True)
class Thinking:
    """What a browser needs to think again about prompts and wording while somebody writes."""

    lists: str  # the file of prompts, empty where the question set has none
    coach: str
    talk: str  # the conversation without this question, as JSON
    blank_line: PromptLine  # the browser fills it in


def thinking(
    session: Session,
    conversation: Conversation,
    answers: Mapping[str, Answer],
    question: str,
    always: Iterable[Said],
) -> Thinking:
    """Return what the browser is told; ``always`` are the question's own prompts."""
    key = load_question_set(conversation.question_set).key
    talk, language = _talk(session, conversation, answers), asking_languages(conversation)[0]
    others = [
        str(row.id)
        for row in list_participants(session, conversation.id)
        if row.role != ParticipantRole.PERSON
    ]
    told = {
        "question": question,
        "answers": dict(talk.answers),
        "confirmedDomains": sorted(talk.confirmed_domains),
        "putAway": sorted(talk.put_away),
        "tongues": talk.tongues,
        "isAlone": talk.is_alone,
        "said": [k for k, answer in answers.items() if str(answer.speaker_id) not in others],
        "others": others,
        "askIn": language,
        "wordsLang": words_language(conversation),
        "always": [{"text": said.text, "lang": said.lang} for said in always],
    }
    blank = PromptLine("", Said("", language), "", "", words_language(conversation), 0, "")
    has_prompts = follow_ups_of(key) is not None
    lists = f"data/{follow_ups_file(key)}" if has_prompts else ""
    return Thinking(lists, f"data/{COACH}", json.dumps(told, ensure_ascii=False), blank)


def _talk(session: Session, conversation: Conversation, answers: Mapping[str, Answer]) -> Talk:
    return Talk(
        answers={key: answer.words for key, answer in answers.items()},
        confirmed_domains=confirmed_domains(session, conversation.id),
        put_away=prompts_put_away(session, conversation.id),
        tongues=_tongues(conversation),
        is_alone=all(row.role in _ALONE for row in list_participants(session, conversation.id)),
    )


def _tongues(conversation: Conversation) -> tuple[Tongue, ...]:
    return tuple(t for t in TONGUES if t == conversation.language) or TONGUES


def _line(conversation: Conversation, question_set: QuestionSet, prompt: Prompt) -> PromptLine:
    follow_up, language = prompt.follow_up, asking_languages(conversation)[0]
    home = question_set.question((follow_up.shown_on or question_set.keys)[0])
    return PromptLine(
        key=follow_up.key,
        ask=Said(follow_up.ask.in_(language), language),
        because=follow_up.because.in_(current_language()),
        heard=prompt.heard,
        heard_lang=words_language(conversation),
        question_number=home.number,
        question_href=f"/conversations/{conversation.id}/questions/{home.key}",
    )
