"""Where two wordings of an answer wait for somebody to choose, and where all of them are."""

from dataclasses import dataclass

from sqlmodel import Session

from app.i18n import gettext as _
from app.recording.models import Conversation
from app.recording.wordings import has_others, waiting_beside
from conversations import load_question_set


@dataclass(frozen=True)
class TwoWordings:
    """One answer of which two wordings wait."""

    label: str
    href: str


def two_wordings(
    session: Session, conversation: Conversation, *, only: str = ""
) -> tuple[TwoWordings, ...]:
    """Return the answers that wait for somebody to choose, in the order of the questions."""
    waiting = waiting_beside(session, conversation.id)
    return tuple(
        TwoWordings(
            _("Choose the wording of question %(number)s") % {"number": question.number},
            choose_href(conversation, question.key),
        )
        for question in load_question_set(conversation.question_set).questions
        if question.key in waiting and only in ("", question.key)
    )


def choose_href(conversation: Conversation, key: str) -> str:
    """Return where two wordings of an answer are chosen between."""
    return f"/conversations/{conversation.id}/questions/{key}/choose"


def wordings_href(session: Session, conversation: Conversation, key: str) -> str:
    """Return where all the wordings of an answer are; empty where there is only one."""
    if not has_others(session, conversation.id, key):
        return ""
    return f"/conversations/{conversation.id}/questions/{key}/wordings"
