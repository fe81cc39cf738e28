"""Decide about tags: keep a suggestion, set it aside, add one, withdraw one. Pencil becomes ink.

A decision is about words, and keeps them. Where the same words were decided upon before, in an
earlier wording of the answer, that decision is the one that changes.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session

from app.audit import Subject, record, staff
from app.errors import NotFound, StaleVersion
from app.identity import Actor
from app.recording.actions.pauses import judge_soon
from app.recording.models import Answer, Conversation, OutcomeTag, Suggestion, TagDecision
from app.recording.queries import find_answer, get_conversation, list_suggestions, list_tags
from outcome_mapping.framework import KINDS, load_framework


CONFIRMED: Final = "confirmed"
SET_ASIDE: Final = "set_aside"
WITHDRAWN: Final = "withdrawn"


@dataclass(frozen=True)
class Place:
    """The answer that a decision is about, as it was on the screen."""

    conversation_id: uuid.UUID
    question_key: str
    answer_version: int


@dataclass(frozen=True)
class NewTag:
    """A tag that nobody suggested, on words that somebody picked."""

    kind: str
    key: str
    start: int
    end: int


def confirm_suggestion(
    session: Session, actor: Actor, place: Place, suggestion_id: uuid.UUID
) -> OutcomeTag:
    """Keep a suggestion: from now on it is the practitioner's and the person's own."""
    return _decide_suggestion(session, actor, place, suggestion_id, CONFIRMED)


def set_aside_suggestion(
    session: Session, actor: Actor, place: Place, suggestion_id: uuid.UUID
) -> OutcomeTag:
    """Set a suggestion aside, for good unless somebody takes it up again."""
    return _decide_suggestion(session, actor, place, suggestion_id, SET_ASIDE)


def decide_suggestions(
    session: Session, actor: Actor, place: Place, ids: Iterable[uuid.UUID], *, keep: bool
) -> None:
    """Decide alike about several suggestions, such as one tag found twice in a sentence."""
    for suggestion_id in ids:
        decide = confirm_suggestion if keep else set_aside_suggestion
        decide(session, actor, place, suggestion_id)


def add_tag(session: Session, actor: Actor, place: Place, new: NewTag) -> OutcomeTag:
    """Add a tag of one's own to words the person said."""
    conversation, answer = _answer_at(session, actor, place)
    if new.kind not in KINDS or new.key not in load_framework().keys(new.kind):
        raise NotFound
    if not 0 <= new.start < new.end <= len(answer.words):
        raise NotFound
    suggested = _suggested_there(session, answer, new)
    tag = OutcomeTag(
        conversation_id=conversation.id,
        answer_id=answer.id,
        answer_version=answer.version,
        kind=new.kind,
        key=new.key,
        start=new.start,
        end=new.end,
        quote=answer.words[new.start : new.end],
        suggestion_rule=suggested.rule if suggested else "",
        mapper_version=answer.tagged_by if answer.tagged_version == answer.version else "",
        state="",
    )
    return _decide(session, actor, conversation, _same(session, tag) or tag, CONFIRMED)


def _suggested_there(session: Session, answer: Answer, new: NewTag) -> Suggestion | None:
    """Return the suggestion that stands in these words already: adding it is keeping it."""
    for row in list_suggestions(session, [answer.id])[answer.id]:
        is_here = row.answer_version == answer.version and new.start <= row.start < new.end
        if is_here and (row.kind, row.key) == (new.kind, new.key):
            return row
    return None


def change_tag(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    tag_id: uuid.UUID,
    state: str,
    *,
    version: int,
) -> OutcomeTag:
    """Withdraw a tag that was kept, or keep one that was set aside or withdrawn."""
    conversation = get_conversation(session, actor, conversation_id, to_change=True)
    tag = session.get(OutcomeTag, tag_id, with_for_update=True)
    if tag is None or tag.conversation_id != conversation.id:
        raise NotFound
    if tag.state == state:
        return tag
    if tag.version != version:
        raise StaleVersion
    return _decide(session, actor, conversation, tag, state)


def _decide_suggestion(
    session: Session, actor: Actor, place: Place, suggestion_id: uuid.UUID, state: str
) -> OutcomeTag:
    conversation, answer = _answer_at(session, actor, place)
    suggestion = _find(list_suggestions(session, [answer.id])[answer.id], suggestion_id)
    tag = OutcomeTag(
        conversation_id=conversation.id,
        answer_id=answer.id,
        answer_version=answer.version,
        kind=suggestion.kind,
        key=suggestion.key,
        start=suggestion.start,
        end=suggestion.end,
        quote=answer.words[suggestion.start : suggestion.end],
        suggestion_rule=suggestion.rule,
        mapper_version=suggestion.mapper_version,
        state="",
    )
    return _decide(session, actor, conversation, _same(session, tag) or tag, state)


def _answer_at(session: Session, actor: Actor, place: Place) -> tuple[Conversation, Answer]:
    """Return the answer, locked, if it still has the wording that was on the screen."""
    conversation = get_conversation(session, actor, place.conversation_id, to_change=True)
    answer = find_answer(session, conversation.id, place.question_key, to_change=True)
    if answer is None:
        raise NotFound
    if answer.version != place.answer_version:
        raise StaleVersion
    return conversation, answer


def _find(suggestions: list[Suggestion], suggestion_id: uuid.UUID) -> Suggestion:
    for suggestion in suggestions:
        if suggestion.id == suggestion_id:
            return suggestion
    raise StaleVersion


def _same(session: Session, wanted: OutcomeTag) -> OutcomeTag | None:
    """Return the decision there already is about the same words and key, if there is one."""
    for tag in list_tags(session, [wanted.answer_id])[wanted.answer_id]:
        if (tag.kind, tag.key, tag.quote) == (wanted.kind, wanted.key, wanted.quote):
            return tag
    return None


def _decide(
    session: Session, actor: Actor, conversation: Conversation, tag: OutcomeTag, state: str
) -> OutcomeTag:
    if tag.state == state:
        return tag
    tag.version += 1 if tag.state else 0
    tag.state = state
    session.add(tag)
    session.flush()
    session.add(TagDecision(tag_id=tag.id, state=state, decided_by=actor.id))
    judge_soon(session)
    record(
        session,
        staff(actor),
        f"tag_{state}",
        Subject("outcome_tag", tag.id, conversation.person_id),
        conversation=str(conversation.id),
        kind=tag.kind,
        key=tag.key,
    )
    return tag
