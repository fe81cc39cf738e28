"""The whole conversation at once: all the questions, and the answers to check."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from app.i18n import current_language, long_date
from app.i18n import gettext as _
from app.identity import Actor
from app.recording.models import Answer, Conversation, Participant
from app.recording.notes import find_note
from app.recording.pages.board_summary import BoardSummary, board_summary
from app.recording.pages.consent import consent_facts
from app.recording.pages.last_time import kept_lines
from app.recording.pages.notes import notes_href, sorted_line, still_to_sort_line
from app.recording.pages.parts import (
    Banner,
    Fact,
    banner,
    name_of,
    skip_label,
    words_language,
)
from app.recording.pages.prompts import PromptLine, prompt_lines
from app.recording.pages.waiting import TwoWordings, two_wordings
from app.recording.pages.way import WayStep, way_through
from app.recording.pages.wording import Wording, wording_of_view
from app.recording.queries import (
    answers_of,
    get_conversation,
    list_participants,
    person_of,
    progress,
    prompts_put_away,
    said_by_the_person,
)
from conversations import ConversationLanguage, ParticipantRole, Question, load_question_set


@dataclass(frozen=True)
class QuestionLine:
    """One question and how it stands."""

    number: int
    prompt: str
    state: str  # answered | skipped | left
    state_label: str
    href: str


@dataclass(frozen=True)
class OverviewPage:
    """All the questions, to take in any order."""

    title: str
    banner: Banner
    back_href: str
    way: tuple[WayStep, ...]
    person: str
    facts: tuple[Fact, ...]
    done: int
    total: int
    lines: tuple[QuestionLine, ...]
    next_href: str
    next_label: str
    check_href: str
    heard_href: str
    plan_href: str
    show_href: str
    notes_href: str
    notes_line: str
    board_href: str
    board: BoardSummary | None
    two_wordings: tuple[TwoWordings, ...]
    is_finished: bool


def overview_page(session: Session, actor: Actor, conversation: Conversation) -> OverviewPage:
    """Show how far the conversation has come."""
    answers = answers_of(session, conversation.id)
    person = person_of(session, actor, conversation)
    question_set = load_question_set(conversation.question_set)
    count = progress(conversation, answers.values())
    next_key = count.next_key
    return OverviewPage(
        title=_("Conversation with %(name)s") % {"name": name_of(person)},
        banner=banner(conversation),
        back_href=f"/people/{person.id}",
        way=way_through(conversation.id, "questions"),
        person=name_of(person),
        facts=about(session, conversation),
        done=count.talked_about,
        total=count.total,
        lines=tuple(
            _line(conversation, question, answers.get(question.key))
            for question in question_set.questions
        ),
        next_href=question_href(conversation, next_key) if next_key else "",
        next_label=(
            _("Go to question %(number)s") % {"number": question_set.question(next_key).number}
            if next_key
            else ""
        ),
        check_href=f"/conversations/{conversation.id}/check",
        heard_href=f"/conversations/{conversation.id}/heard",
        plan_href=f"/conversations/{conversation.id}/plan",
        show_href=f"/conversations/{conversation.id}/show",
        notes_href=notes_href(conversation),
        board_href=f"/conversations/{conversation.id}/board",
        board=board_summary(session, conversation),
        notes_line=sorted_line(session, find_note(session, conversation.id), conversation),
        two_wordings=two_wordings(session, conversation),
        is_finished=conversation.status == "complete",
    )


def question_href(conversation: Conversation, key: str) -> str:
    """Return the address of one question."""
    return f"/conversations/{conversation.id}/questions/{key}"


def about(session: Session, conversation: Conversation) -> tuple[Fact, ...]:
    """Return what was settled before the first question, each with the way to change it."""
    start, change = f"/conversations/{conversation.id}/start", _("Change")
    language = current_language()
    spoken = ConversationLanguage(conversation.language).label.in_(language)
    facts = [
        Fact(_("Day"), long_date(conversation.held_on), start, change),
        Fact(_("Language of the conversation"), spoken, start, change),
        Fact(
            _("Who is here"),
            _who(list_participants(session, conversation.id)) or _("Only the person and you"),
            start,
            change,
        ),
    ]
    if conversation.communication_needs:
        helps = conversation.communication_needs
        facts.insert(2, Fact(_("What helps us talk"), helps, start, change))
    return (*facts, *consent_facts(session, conversation, start, change))


def _who(participants: tuple[Participant, ...]) -> str:
    return "\n".join(_participant(row) for row in participants)


def _participant(row: Participant) -> str:
    words = {
        "name": row.name,
        "role": ParticipantRole(row.role).label.in_(current_language()),
    }
    # The person has their own voice, and somebody at work never speaks on their behalf.
    if row.speaks and row.role not in (ParticipantRole.PERSON, ParticipantRole.PRACTITIONER):
        return _("%(name)s (%(role)s), who speaks for the person") % words
    return _("%(name)s (%(role)s)") % words


def _line(conversation: Conversation, question: Question, answer: Answer | None) -> QuestionLine:
    state, label = state_of_answer(conversation, answer)
    return QuestionLine(
        number=question.number,
        prompt=question.prompt.in_(current_language()),
        state=state,
        state_label=label,
        href=question_href(conversation, question.key),
    )


def state_of_answer(conversation: Conversation, answer: Answer | None) -> tuple[str, str]:
    """Say how a question stands: talked about, passed over and why, or left."""
    if answer is not None and answer.words:
        return "answered", _("Talked about")
    if answer is not None and answer.skip_reason:
        question_set = load_question_set(conversation.question_set)
        return "skipped", skip_label(question_set, answer.skip_reason)
    return "left", _("Not yet")


@dataclass(frozen=True)
class CheckedAnswer:
    """One answer, to read over."""

    number: int
    prompt: str
    words: str
    lang: str
    who: str
    view: str
    wording: Wording
    kept_words: tuple[str, ...]
    state: str
    state_label: str
    href: str


@dataclass(frozen=True)
class CheckPage:
    """Everything that was said, to check before finishing."""

    title: str
    banner: Banner
    back_href: str
    back_label: str
    way: tuple[WayStep, ...]
    answers: tuple[CheckedAnswer, ...]
    facts: tuple[Fact, ...]
    left: tuple[QuestionLine, ...]
    asked_now: tuple[PromptLine, ...]
    some_put_away: bool
    notes_left: str
    board: BoardSummary | None
    sort_href: str
    prompts_action: str
    finish_action: str
    reopen_action: str
    heard_href: str
    plan_href: str
    version: int
    two_wordings: tuple[TwoWordings, ...]
    is_finished: bool


def check_page(session: Session, actor: Actor, conversation: Conversation) -> CheckPage:
    """Show all the answers together."""
    get_conversation(session, actor, conversation.id)
    answers = answers_of(session, conversation.id)
    kept = kept_lines(session, answers.values())
    person = person_of(session, actor, conversation)
    names: dict[uuid.UUID | None, str] = {None: name_of(person)}
    names |= {row.id: row.name for row in list_participants(session, conversation.id)}
    said = said_by_the_person(session, conversation.id)
    questions = load_question_set(conversation.question_set).questions
    lines = [_line(conversation, question, answers.get(question.key)) for question in questions]
    address = f"/conversations/{conversation.id}"
    return CheckPage(
        title=_("Check answers"),
        banner=banner(conversation),
        back_href=address,
        back_label=_("Conversation with %(name)s") % {"name": name_of(person)},
        way=way_through(conversation.id, "check"),
        answers=tuple(
            _checked(conversation, question, answers.get(question.key), names, said, kept)
            for question in questions
        ),
        facts=about(session, conversation),
        left=tuple(line for line in lines if line.state == "left"),
        asked_now=prompt_lines(session, conversation, answers, None),
        some_put_away=bool(prompts_put_away(session, conversation.id)),
        board=board_summary(session, conversation),
        notes_left=still_to_sort_line(session, conversation),
        sort_href=f"{address}/notes/sort",
        prompts_action=f"{address}/prompts",
        finish_action=f"{address}/finish",
        reopen_action=f"{address}/reopen",
        heard_href=f"{address}/heard",
        plan_href=f"{address}/plan",
        version=conversation.version,
        two_wordings=two_wordings(session, conversation),
        is_finished=conversation.status == "complete",
    )


def _checked(
    conversation: Conversation,
    question: Question,
    answer: Answer | None,
    names: Mapping[uuid.UUID | None, str],
    said: Mapping[str, str],
    kept: Mapping[str, tuple[str, ...]],
) -> CheckedAnswer:
    state, label = state_of_answer(conversation, answer)
    return CheckedAnswer(
        number=question.number,
        prompt=question.prompt.in_(current_language()),
        words=answer.words if answer else "",
        lang=words_language(conversation),
        who=_speaker(answer, names),
        view=answer.view if answer else "",
        wording=wording_of_view(conversation, answer, said),
        kept_words=kept.get(str(answer.id), ()) if answer else (),
        state=state,
        state_label=label,
        href=question_href(conversation, question.key),
    )


def _speaker(answer: Answer | None, names: Mapping[uuid.UUID | None, str]) -> str:
    if answer is None or not answer.words:
        return ""
    return names.get(answer.speaker_id, names[None])
