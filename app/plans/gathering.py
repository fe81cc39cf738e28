"""Gathering what a plan is made of: the confirmed words of its conversation, and what is written.

This is the one place where stored tags become the ``ConfirmedTag`` that composition takes.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session

from app.identity import Actor, StaffAccount
from app.people.models import Person
from app.plans.asset_notes import AssetNote
from app.plans.composition import (
    ConfirmedConversation,
    ConfirmedTag,
    Participant,
    PlanContent,
    TagKind,
    compose_plan,
)
from app.plans.kept_back import Gate
from app.plans.models import Plan, PlanVersion
from app.plans.queries import (
    agreed_before,
    agreement_in,
    content_of,
    gate_of,
    latest_version,
    list_kept_back,
    plan_of,
)
from app.plans.record_queries import statute_of
from app.plans.written import asset_notes, personal_outcomes, steps
from app.recording.models import Conversation
from app.recording.models import Participant as ParticipantRow
from app.recording.queries import (
    ConfirmedTagRow,
    get_conversation,
    list_confirmed_tags,
    list_participants,
    said_by_the_person,
)
from conversations import ParticipantRole


@dataclass(frozen=True)
class WorkingPlan:
    """A conversation's plan as it stands now, with the latest version it may or may not equal."""

    conversation: Conversation
    plan: Plan | None
    content: PlanContent
    latest: PlanVersion | None
    is_saved: bool  # whether the latest version says exactly this

    @property
    def version(self) -> int:
        """Return the version to send back with a change; 0 before anything has been written."""
        return self.plan.version if self.plan else 0


def get_working_plan(session: Session, actor: Actor, conversation_id: uuid.UUID) -> WorkingPlan:
    """Return the plan as it stands now, for an actor who may see it."""
    return working_plan(session, get_conversation(session, actor, conversation_id))


def working_plan(session: Session, conversation: Conversation) -> WorkingPlan:
    """Compose the plan from what is confirmed and written now."""
    plan = plan_of(session, conversation)
    latest = latest_version(session, plan.id) if plan else None
    gate = gate_of(session, conversation.id, plan)
    composed = compose_plan(
        _confirmed_conversation(session, conversation, gate, asset_notes(session, plan)),
        outcomes=personal_outcomes(session, plan),
        steps=steps(session, plan),
        review_date=plan.review_date if plan else None,
        statute=statute_of(session, plan),
    )
    content = gate.open_part(composed)
    if latest is None:
        return WorkingPlan(conversation, plan, content, None, is_saved=False)
    as_saved = replace(content, version_number=latest.number)
    if as_saved.is_same_plan_as(content_of(session, latest)):
        agreed = as_saved.with_agreement(agreement_in(session, latest.id))
        agreed = agreed.since_agreed(agreed_before(session, latest.plan_id, latest.number))
        return WorkingPlan(conversation, plan, agreed, latest, is_saved=True)
    content = replace(content, version_number=latest.number + 1)
    content = content.since_agreed(agreed_before(session, latest.plan_id, latest.number + 1))
    return WorkingPlan(conversation, plan, content, latest, is_saved=False)


def list_outcome_quotes(session: Session, conversation_id: uuid.UUID) -> list[ConfirmedTagRow]:
    """Return the confirmed words in which the person said what they want, in the order said."""
    gate = gate_of(session, conversation_id)
    return [
        tag
        for tag in list_confirmed_tags(session, conversation_id)
        if tag.kind == TagKind.ELEMENT and tag.key == "OUTCOME" and _is_open(tag, gate)
    ]


def open_words(session: Session, conversation_id: uuid.UUID) -> dict[str, str]:
    """Return what the person said themselves, by question, without what is kept back."""
    said = said_by_the_person(session, conversation_id)
    for row in list_kept_back(session, conversation_id):
        said = {key: words.replace(row.words, "…") for key, words in said.items()}
    gate = gate_of(session, conversation_id)
    return {key: words for key, words in said.items() if gate.lets_pass(words)}


def _is_open(tag: ConfirmedTagRow, gate: Gate) -> bool:
    return gate.lets_pass(tag.quote, [str(tag.answer_id)])


def _confirmed_conversation(
    session: Session, conversation: Conversation, gate: Gate, notes: Mapping[str, AssetNote]
) -> ConfirmedConversation:
    person = session.get_one(Person, conversation.person_id)
    practitioner = session.get_one(StaffAccount, conversation.practitioner_id)
    there = list_participants(session, conversation.id)
    own_names = {row.name for row in there if row.role == ParticipantRole.PERSON}
    return ConfirmedConversation(
        id=str(conversation.id),
        person_name=person.name,
        preferred_name=person.preferred_name or None,
        kind=conversation.kind,
        held_on=conversation.held_on,
        practitioner_name=practitioner.name,
        participants=tuple(_participant(row) for row in there),
        language=conversation.language,
        quoted_from=conversation.quoted_from or None,
        tags=tuple(
            _confirmed_tag(tag, own_names)
            for tag in list_confirmed_tags(session, conversation.id)
            if _is_open(tag, gate)
        ),
        notes=notes,
    )


def _participant(row: ParticipantRow) -> Participant:
    # Somebody at work in the room speaks, but never on the person's behalf.
    is_own_voice = row.role in (ParticipantRole.PERSON, ParticipantRole.PRACTITIONER)
    return Participant(row.name, row.role, row.speaks and not is_own_voice)


def _confirmed_tag(tag: ConfirmedTagRow, own_names: set[str]) -> ConfirmedTag:
    return ConfirmedTag(
        kind=TagKind(tag.kind),
        key=tag.key,
        quote=tag.quote,
        question_key=tag.question_key,
        speaker_label=None if tag.speaker in {"", *own_names} else tag.speaker,
        answer_id=str(tag.answer_id),
        first_said_on=tag.first_said_on,
    )
