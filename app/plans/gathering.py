"""Gathering what a plan is made of: the confirmed words of its conversation, and what is written.

This is the one place where stored tags become the ``ConfirmedTag`` that composition takes.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from app.identity import Actor, StaffAccount
from app.people.models import Person
from app.plans.composition import (
    ConfirmedConversation,
    ConfirmedTag,
    DoerKind,
    OutcomeKind,
    Participant,
    PersonalOutcome,
    PlanContent,
    Step,
    TagKind,
    compose_plan,
)
from app.plans.models import Plan, PlanVersion
from app.plans.queries import (
    agreement_in,
    content_of,
    latest_version,
    list_outcomes,
    list_steps,
    plan_of,
)
from app.recording.models import Conversation
from app.recording.models import Participant as ParticipantRow
from app.recording.queries import (
    ConfirmedTagRow,
    get_conversation,
    list_confirmed_tags,
    list_participants,
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
    content = compose_plan(
        _confirmed_conversation(session, conversation),
        outcomes=_personal_outcomes(session, plan),
        steps=_steps(session, plan),
        review_date=plan.review_date if plan else None,
    )
    if latest is None:
        return WorkingPlan(conversation, plan, content, None, is_saved=False)
    saved = content_of(latest)
    if replace(content, version_number=latest.number) == saved:
        agreed = saved.with_agreement(agreement_in(session, latest.id))
        return WorkingPlan(conversation, plan, agreed, latest, is_saved=True)
    content = replace(content, version_number=latest.number + 1)
    return WorkingPlan(conversation, plan, content, latest, is_saved=False)


def list_outcome_quotes(session: Session, conversation_id: uuid.UUID) -> list[ConfirmedTagRow]:
    """Return the confirmed words in which the person said what they want, in the order said."""
    return [
        tag
        for tag in list_confirmed_tags(session, conversation_id)
        if tag.kind == TagKind.ELEMENT and tag.key == "OUTCOME"
    ]


def _confirmed_conversation(session: Session, conversation: Conversation) -> ConfirmedConversation:
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
            _confirmed_tag(tag, own_names) for tag in list_confirmed_tags(session, conversation.id)
        ),
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


def _personal_outcomes(session: Session, plan: Plan | None) -> list[PersonalOutcome]:
    rows = list_outcomes(session, plan)
    tags = list_confirmed_tags(session, plan.conversation_id) if plan and rows else ()
    return [
        PersonalOutcome(
            id=str(row.id),
            words=row.words,
            kind=OutcomeKind(row.kind),
            target_date=row.target_date,
            domains=_domains_beside(row.tag_id, tags),
        )
        for row in rows
    ]


def _domains_beside(tag_id: uuid.UUID | None, tags: Sequence[ConfirmedTagRow]) -> tuple[str, ...]:
    """Return the domains confirmed on the very words an outcome was taken from."""
    source = next((tag for tag in tags if tag.tag_id == tag_id), None)
    if source is None:
        return ()
    return tuple(
        dict.fromkeys(
            tag.key
            for tag in tags
            if tag.kind == TagKind.DOMAIN
            and tag.answer_id == source.answer_id
            and (tag.quote in source.quote or source.quote in tag.quote)
        )
    )


def _steps(session: Session, plan: Plan | None) -> list[Step]:
    return [
        Step(
            id=str(row.id),
            action=row.action,
            doer=row.doer,
            doer_kind=DoerKind(row.doer_kind),
            due_date=row.due_date,
            outcome_id=str(row.outcome_id) if row.outcome_id else None,
        )
        for row in list_steps(session, plan)
    ]
