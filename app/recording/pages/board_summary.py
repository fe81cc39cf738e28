"""What was said with pictures, in words: for the pages of the conversation and of the plan.

It is shown there and nothing is made of it: no plan, count or release reads a board.
"""

from dataclasses import dataclass

from sqlmodel import Session

from app.i18n import current_language
from app.i18n import gettext as _
from app.people.models import Person
from app.recording.board_models import BoardAnswer
from app.recording.boards import board_of, find_board_answer, placements_of
from app.recording.models import Conversation
from app.recording.pages.parts import moment_words, name_of
from app.recording.queries import list_participants, staff_names
from conversations import ParticipantRole


@dataclass(frozen=True)
class SaidOfStep:
    """One step, and the names of the pictures on it."""

    symbol: str
    label: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class BoardSummary:
    """What stands where, whose doing it was, and what was seen."""

    steps: tuple[SaidOfStep, ...]
    placed_by: str
    interpreted_by: str
    seen: str
    href: str


def board_summary(session: Session, conversation: Conversation) -> BoardSummary | None:
    """Say in words what was said with pictures, if anything was."""
    answer = find_board_answer(session, conversation.id)
    if answer is None:
        return None
    board, placed, language = board_of(answer), placements_of(answer), current_language()
    return BoardSummary(
        steps=tuple(
            SaidOfStep(
                symbol=step.symbol,
                label=step.label.in_(language),
                topics=tuple(
                    topic.label.in_(language)
                    for topic in board.topics
                    if placed.get(topic.key) == step.key
                ),
            )
            for step in board.steps
        ),
        placed_by=_placed_by(session, conversation, answer),
        interpreted_by=_interpreted_by(session, answer),
        seen=answer.seen,
        href=f"/conversations/{conversation.id}/board",
    )


def _placed_by(session: Session, conversation: Conversation, answer: BoardAnswer) -> str:
    person = name_of(session.get_one(Person, conversation.person_id))
    told = {"name": person, "moment": moment_words(answer.saved_at)}
    if answer.placed_by_id is None:
        return _("Placed by %(name)s. Last changed %(moment)s.") % told
    helper = _named(session, answer, answer.placed_by_id)
    return _("Placed for %(name)s by %(helper)s. Last changed %(moment)s.") % {
        **told,
        "helper": helper,
    }


def _interpreted_by(session: Session, answer: BoardAnswer) -> str:
    if answer.interpreted_by_staff_id is not None:
        names = staff_names(session, [answer.interpreted_by_staff_id])
        role = ParticipantRole.PRACTITIONER.label.in_(current_language())
        who = _("%(name)s (%(role)s)") % {
            "name": names.get(answer.interpreted_by_staff_id, ""),
            "role": role,
        }
    elif answer.interpreted_by_id is not None:
        who = _named(session, answer, answer.interpreted_by_id)
    else:
        return _("Nobody is noted as interpreting.")
    return _("Interpreted by %(who)s.") % {"who": who}


def _named(session: Session, answer: BoardAnswer, participant_id: object) -> str:
    there = list_participants(session, answer.conversation_id)
    row = next(row for row in there if row.id == participant_id)
    role = ParticipantRole(row.role).label.in_(current_language())
    return _("%(name)s (%(role)s)") % {"name": row.name, "role": role}
