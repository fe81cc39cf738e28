"""Who was given a copy of a plan, who was not, and whom to think about first."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session, col, select

from app import audit, clock
from app.errors import NotFound
from app.identity import Actor
from app.people.models import Person
from app.plans.kinship import Relation
from app.plans.models import Plan
from app.plans.passages import Passage, in_sentences, passages_of
from app.plans.queries import get_version
from app.plans.record_models import PlanCopy, PossibleHarm
from app.plans.record_queries import list_possible_harm
from app.plans.sharing import Noted, Sharing, TookPart
from app.plans.writing import plan_for_change
from app.recording.models import Conversation
from app.recording.queries import get_conversation, list_confirmed_tags, list_participants
from app.recording.told import Told, told_in
from conversations import ParticipantRole


_RELATIONS: Final = {
    ParticipantRole.CARER: Relation.CARER,
    ParticipantRole.FRIEND: Relation.FRIEND,
    ParticipantRole.FAMILY: Relation.FAMILY,
    ParticipantRole.ADVOCATE: Relation.ADVOCATE,
    ParticipantRole.OTHER_PROFESSIONAL: Relation.PROVIDER,
}


@dataclass(frozen=True)
class CopyDraft:
    """One copy as it was noted; ``despite`` is why it was given after a warning."""

    number: int
    recipient: str
    relation: str
    form: str
    language: str
    on: dt.date
    is_withheld: bool = False
    reason: str = ""
    despite: str = ""


def note_copy(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    operation_id: uuid.UUID,
    draft: CopyDraft,
) -> None:
    """Note that somebody was given a version, or was not; sent twice, it is noted once."""
    plan = _plan(session, actor, conversation_id)
    if session.get(PlanCopy, operation_id) is not None:
        return
    version = get_version(session, plan, draft.number)
    said = {name: value for name, value in vars(draft).items() if name != "number"}
    session.add(PlanCopy(id=operation_id, plan_version_id=version.id, noted_by=actor.id, **said))
    subject = audit.Subject("plan_version", version.id, plan.person_id)
    action = "withheld_plan_copy" if draft.is_withheld else "gave_plan_copy"
    details = {"form": draft.form, "language": draft.language, "relation": draft.relation}
    warned = int(bool(draft.despite))
    audit.record(session, audit.staff(actor), action, subject, warned=warned, **details)


def note_possible_harm(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    operation_id: uuid.UUID,
    name: str,
    reason: str,
) -> None:
    """Ask colleagues to think about somebody before anything is shared with them."""
    conversation = get_conversation(session, actor, conversation_id, to_change=True)
    if session.get(PossibleHarm, operation_id) is not None:
        return
    session.add(
        PossibleHarm(
            id=operation_id,
            person_id=conversation.person_id,
            name=name,
            reason=reason,
            noted_by=actor.id,
        )
    )
    _record_note(session, actor, conversation, "noted_possible_harm", operation_id)


def lift_possible_harm(
    session: Session, actor: Actor, conversation_id: uuid.UUID, note_id: uuid.UUID
) -> None:
    """Lift the note; the row stays, with who lifted it."""
    conversation = get_conversation(session, actor, conversation_id, to_change=True)
    row = session.get(PossibleHarm, note_id)
    if row is None or row.person_id != conversation.person_id:
        raise NotFound
    if row.ended_at is not None:
        return
    row.ended_at = clock.now()
    row.ended_by = actor.id
    session.add(row)
    _record_note(session, actor, conversation, "lifted_possible_harm", row.id)


def sharing_of(session: Session, conversation: Conversation) -> Sharing:
    """Gather what is known, from every conversation with this person, before anything is shared.

    What is kept back from copies is looked at too: it is where harm is most likely told.
    """
    person = session.get_one(Person, conversation.person_id)
    conversations = session.exec(
        select(Conversation).where(
            col(Conversation.person_id) == person.id,
            col(Conversation.team_id) == conversation.team_id,
        )
    ).all()
    there = [who for each in conversations for who in list_participants(session, each.id)]
    told = [told_in(session, each.id) for each in conversations]
    return Sharing(
        own_name=person.name,
        participants=tuple(
            TookPart(who.name, relation_of(who.role))
            for who in there
            if who.role != ParticipantRole.PERSON
        ),
        spoken_of=tuple(
            passage
            for each, here in zip(conversations, told, strict=True)
            for passage in _harm_in(session, each, here)
        ),
        heard=tuple(
            sentence for here in told for text in here.latest for sentence in in_sentences(text)
        ),
        noted=tuple(Noted(row.name, row.reason) for row in list_possible_harm(session, person.id)),
    )


def _harm_in(session: Session, conversation: Conversation, told: Told) -> Iterator[Passage]:
    """Return the confirmed words about risk or protection, each with what was said before it."""
    for tag in list_confirmed_tags(session, conversation.id):
        if is_about_harm(tag.kind, tag.key):
            yield from passages_of(tag.quote, told.around(tag.answer_id))


def relation_of(role: str) -> Relation:
    """Return who somebody is to the person, from the part they took in a conversation."""
    return _RELATIONS.get(ParticipantRole(role), Relation.OTHER)


def is_about_harm(kind: str, key: str) -> bool:
    """Tell whether a confirmed tag says that words are about risk or protection."""
    return (kind, key) in {("element", "RISK"), ("domain", "PROTECT")} or (
        kind == "statement" and key.startswith("PROTECT-")
    )


def _plan(session: Session, actor: Actor, conversation_id: uuid.UUID) -> Plan:
    plan = plan_for_change(session, actor, conversation_id)
    if plan is None:
        raise NotFound
    return plan


def _record_note(
    session: Session, actor: Actor, conversation: Conversation, action: str, note_id: uuid.UUID
) -> None:
    subject = audit.Subject("possible_harm", note_id, conversation.person_id)
    audit.record(session, audit.staff(actor), action, subject)
