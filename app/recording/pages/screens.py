"""The screen that is shown to the person: before it, the page itself, and the way back."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from app.forms import FieldError
from app.i18n import gettext as _
from app.identity import Actor
from app.recording.actions.screens import shown_address
from app.recording.earlier import voice_of
from app.recording.last_time import THE_PERSON
from app.recording.models import Answer, Conversation, Participant
from app.recording.pages.parts import (
    Banner,
    asking_languages,
    banner,
    name_of,
    words_language,
)
from app.recording.queries import answers_of, list_participants, person_of
from app.security import way_back_from
from conversations import Question, load_question_set


@dataclass(frozen=True)
class BeforeShowingPage:
    """What will be seen and what will not."""

    title: str
    banner: Banner
    person: str
    action: str
    back_href: str
    back_label: str


def before_showing_page(
    session: Session, actor: Actor, conversation: Conversation
) -> BeforeShowingPage:
    """Say what the person will see before the screen is turned."""
    person = name_of(person_of(session, actor, conversation))
    return BeforeShowingPage(
        title=_("Before you show the screen"),
        banner=banner(conversation),
        person=person,
        action=f"/conversations/{conversation.id}/show",
        back_href=f"/conversations/{conversation.id}",
        back_label=_("Conversation with %(name)s") % {"name": person},
    )


@dataclass(frozen=True)
class ShownAnswer:
    """One question and the person's own words, in their language."""

    prompt: str
    prompt_lang: str
    words: str
    lang: str


@dataclass(frozen=True)
class ShownPage:
    """The questions and the person's own words, and nothing else."""

    title: str
    banner: Banner
    answers: tuple[ShownAnswer, ...]
    back_href: str


def shown_page(session: Session, conversation: Conversation) -> ShownPage:
    """Show the person's own words: no view of anybody's, and no words of anybody else."""
    answers = answers_of(session, conversation.id)
    there = list_participants(session, conversation.id)
    return ShownPage(
        title=_("What you said"),
        banner=banner(conversation),
        answers=tuple(
            _answer(conversation, question, answers, there)
            for question in load_question_set(conversation.question_set).questions
        ),
        back_href=way_back_from(shown_address(conversation.id)),
    )


def _answer(
    conversation: Conversation,
    question: Question,
    answers: Mapping[str, Answer],
    there: tuple[Participant, ...],
) -> ShownAnswer:
    language = asking_languages(conversation)[0]
    answer = answers.get(question.key)
    is_own = answer is not None and voice_of(answer, there) == THE_PERSON
    return ShownAnswer(
        prompt=question.prompt.in_(language),
        prompt_lang=language,
        words=answer.words if answer is not None and is_own else "",
        lang=words_language(conversation),
    )


@dataclass(frozen=True)
class GiveBackPage:
    """Where the password is asked for."""

    title: str
    form_id: str
    action: str
    shown_href: str
    errors: tuple[FieldError, ...]


def give_back_page(shown: str, errors: tuple[FieldError, ...] = ()) -> GiveBackPage:
    """Ask for the password before anything opens besides the shown page."""
    return GiveBackPage(
        title=_("Give the screen back"),
        form_id="give-back",
        action=way_back_from(shown),
        shown_href=shown,
        errors=errors,
    )
