"""Reads of the second looks: what waits for whom, and how far two practitioners agree.

Nothing here reaches a plan, a count or a release; nothing there reaches this.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from app.errors import NotFound
from app.identity import Actor
from app.people.models import Person
from app.people.queries import is_visible_to
from app.recording.models import (
    Answer,
    Conversation,
    OutcomeTag,
    SecondLook,
    SecondLookTag,
    TagDecision,
)
from app.recording.queries import list_decisions
from outcome_mapping.agreement import UNITS_NEEDED, alpha
from outcome_mapping.framework import KINDS, load_framework


def waiting_for(session: Session, actor: Actor) -> tuple[tuple[SecondLook, str], ...]:
    """Return the second looks this actor can take, with their questions; what they began first.

    They are of the actor's own team, of people the actor may see, whose words the actor neither
    wrote down nor tagged.
    """
    decided = (
        select(TagDecision.id)
        .join(OutcomeTag, col(TagDecision.tag_id) == col(OutcomeTag.id))
        .where(col(OutcomeTag.answer_id) == col(SecondLook.answer_id))
        .where(col(TagDecision.decided_by) == actor.id)
    )
    statement = (
        select(SecondLook, Answer.question_key)
        .join(Answer, col(Answer.id) == col(SecondLook.answer_id))
        .join(Conversation, col(Conversation.id) == col(SecondLook.conversation_id))
        .join(Person, col(Person.id) == col(Conversation.person_id))
        .where(col(SecondLook.team_id) == actor.team_id, is_visible_to(actor))
        .where(col(SecondLook.done_at).is_(None))
        .where(or_(col(SecondLook.taken_by).is_(None), col(SecondLook.taken_by) == actor.id))
        .where(col(Conversation.status) == "complete")
        .where(col(Conversation.practitioner_id) != actor.id, col(Answer.saved_by) != actor.id)
        .where(col(Answer.version) == col(SecondLook.answer_version), ~decided.exists())
        .order_by(col(SecondLook.taken_by).is_(None), col(SecondLook.chosen_at))
    )
    return tuple((look, key) for look, key in session.exec(statement))


def next_address(waiting: Sequence[tuple[SecondLook, str]]) -> str:
    """Return where the first of these second looks is taken, or where the day starts."""
    if not waiting:
        return "/today"
    look, key = waiting[0]
    return f"/conversations/{look.conversation_id}/second-look/{key}"


def find_waiting(
    session: Session, actor: Actor, answer_id: uuid.UUID, *, to_change: bool = False
) -> SecondLook | None:
    """Return the second look at this answer, if this actor can take it now."""
    if to_change:
        session.exec(
            select(SecondLook).where(col(SecondLook.answer_id) == answer_id).with_for_update()
        ).first()
    for look, _key in waiting_for(session, actor):
        if look.answer_id == answer_id:
            return look
    return None


def list_second_tags(session: Session, look_id: uuid.UUID) -> tuple[SecondLookTag, ...]:
    """Return the second practitioner's own tags, in the order of the words."""
    statement = (
        select(SecondLookTag)
        .where(col(SecondLookTag.second_look_id) == look_id)
        .order_by(col(SecondLookTag.start), col(SecondLookTag.kind), col(SecondLookTag.key))
    )
    return tuple(session.exec(statement))


def get_second_tag(session: Session, look: SecondLook, tag_id: uuid.UUID) -> SecondLookTag:
    """Return one of the look's own tags."""
    tag = session.get(SecondLookTag, tag_id)
    if tag is None or tag.second_look_id != look.id:
        raise NotFound
    return tag


@dataclass(frozen=True)
class Agreement:
    """How far two practitioners agree about one key, or about one kind of tag (``key`` empty)."""

    kind: str
    key: str
    answers: int
    alpha: float | None

    @property
    def is_enough(self) -> bool:
        """Say whether there are answers enough to say anything."""
        return self.answers >= UNITS_NEEDED


Coded = Mapping[uuid.UUID, frozenset[tuple[str, str]]]


def agreements(session: Session) -> tuple[Agreement, ...]:
    """Return how far first and second practitioners agree, for each kind and then each key.

    One answer is one unit: did it speak to this key, yes or no? An answer counts once both have
    coded it; the second may be first, and then it waits.
    """
    done = session.exec(select(SecondLook).where(col(SecondLook.done_at).is_not(None))).all()
    first, second = _first_codings(session, done), _second_codings(session, done)
    both = sorted(first.keys() & second.keys())
    framework, found = load_framework(), []
    for kind in KINDS:
        by_key = {
            key: [((kind, key) in first[one], (kind, key) in second[one]) for one in both]
            for key in framework.keys(kind)
        }
        together = [unit for units in by_key.values() for unit in units]
        found.append(Agreement(kind, "", len(both), alpha(together)))
        found += [Agreement(kind, key, len(both), alpha(units)) for key, units in by_key.items()]
    return tuple(found)


def _first_codings(session: Session, looks: Iterable[SecondLook]) -> Coded:
    """Return what the first practitioner kept, of the answers in which they decided anything."""
    by_answer = {look.answer_id: look for look in looks}
    statement = (
        select(OutcomeTag, Answer)
        .join(Answer, col(Answer.id) == col(OutcomeTag.answer_id))
        .where(col(OutcomeTag.answer_id).in_(by_answer))
    )
    rows = session.exec(statement).all()
    history = list_decisions(session, [tag.id for tag, _answer in rows])
    coded: dict[uuid.UUID, frozenset[tuple[str, str]]] = {}
    for tag, answer in rows:
        look = by_answer[answer.id]
        is_own = history[tag.id][-1].decided_by == look.taken_by
        if not is_own and _is_of_the_same_words(tag, answer, look):
            kept = {(tag.kind, tag.key)} if tag.state == "confirmed" else set()
            coded[answer.id] = coded.get(answer.id, frozenset()) | kept
    return coded


def _is_of_the_same_words(tag: OutcomeTag, answer: Answer, look: SecondLook) -> bool:
    """Say whether the tag stands on words that the second practitioner read as well."""
    if tag.answer_version == look.answer_version:
        return True
    return answer.version == look.answer_version and tag.quote in answer.words


def _second_codings(session: Session, looks: Iterable[SecondLook]) -> Coded:
    answers = {look.id: look.answer_id for look in looks}
    coded: dict[uuid.UUID, frozenset[tuple[str, str]]] = {
        answer_id: frozenset() for answer_id in answers.values()
    }
    statement = select(SecondLookTag).where(col(SecondLookTag.second_look_id).in_(answers))
    for tag in session.exec(statement):
        coded[answers[tag.second_look_id]] |= {(tag.kind, tag.key)}
    return coded
