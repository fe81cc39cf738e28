"""What several pages of a conversation show alike."""

import datetime as dt
from dataclasses import dataclass

from app.clock import clock_time, local
from app.i18n import current_language, long_date
from app.i18n import gettext as _
from app.people.models import Person
from app.recording.models import Conversation
from conversations import ConversationKind, QuestionSet


@dataclass(frozen=True)
class Fact:
    """One thing that is known, and perhaps where to change it."""

    label: str
    value: str
    href: str = ""
    action: str = ""


@dataclass(frozen=True)
class Banner:
    """What this record is in law, on every screen, and whether its words are quoted."""

    kind: str
    statement: str
    quoted_from: str


def banner(conversation: Conversation) -> Banner:
    """Say what the conversation is, so that one kind never passes for another."""
    kind = ConversationKind(conversation.kind)
    language = current_language()
    return Banner(kind.label.in_(language), kind.statement.in_(language), conversation.quoted_from)


@dataclass(frozen=True)
class Said:
    """A sentence in its language."""

    text: str
    lang: str


def asking_languages(conversation: Conversation) -> tuple[str, ...]:
    """Return the languages to ask in: the conversation's own, or both, the reader's first."""
    if conversation.language in ("cy", "en"):
        return (conversation.language,)
    mine = current_language()
    if conversation.language == "both":
        return (mine, "en" if mine == "cy" else "cy")
    return (mine,)


def name_of(person: Person) -> str:
    """Return the name the person likes to be called by."""
    return person.preferred_name or person.name


def moment_words(moment: dt.datetime) -> str:
    """Return "5 January 2027, 14:32"."""
    return f"{long_date(local(moment).date())}, {clock_time(moment)}"


def words_language(conversation: Conversation) -> str:
    """Return the language the words are in, if it is one language."""
    return conversation.language if conversation.language in ("cy", "en") else ""


def skip_label(question_set: QuestionSet, reason: str) -> str:
    """Return why a question was passed over, in words."""
    return question_set.skip_reason(reason).label.in_(current_language()) if reason else ""


def status_label(conversation: Conversation) -> str:
    """Say whether the conversation is finished."""
    return _("Finished") if conversation.status == "complete" else _("Not finished yet")
