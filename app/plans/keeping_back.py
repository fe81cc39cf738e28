"""Keeping words back from every copy of a plan, and lifting that again; both with a reason."""

import uuid

from sqlmodel import Session, col, select

from app import audit, clock
from app.errors import NotFound
from app.identity import Actor
from app.plans.actions import order_documents
from app.plans.kept_back import KeptBackTag, WhyKeptBack
from app.plans.models import KeptBackWords, Plan, PlanVersion
from app.plans.queries import list_kept_back
from app.plans.writing import plan_for_change
from app.recording.models import Conversation
from app.recording.queries import ConfirmedTagRow, get_conversation, list_confirmed_tags


def list_confirmed_words(
    session: Session, conversation_id: uuid.UUID
) -> tuple[list[KeptBackTag], list[ConfirmedTagRow]]:
    """Return the confirmed words that are kept back, and those that are not, each words once."""
    marks = {(row.answer_id, row.words): row for row in list_kept_back(session, conversation_id)}
    kept: list[KeptBackTag] = []
    open_: list[ConfirmedTagRow] = []
    seen = set()
    for tag in list_confirmed_tags(session, conversation_id):
        place = (tag.answer_id, tag.quote)
        if place in seen:
            continue
        seen.add(place)
        mark = marks.get(place)
        if mark is None:
            open_.append(tag)
        else:
            kept.append(_kept_back_tag(tag, mark))
    return kept, open_


def get_confirmed_words(
    session: Session, conversation_id: uuid.UUID, tag_id: uuid.UUID
) -> KeptBackTag | ConfirmedTagRow:
    """Return the words of one confirmed tag; other tags on the same words go with it."""
    tags = list_confirmed_tags(session, conversation_id)
    tag = next((each for each in tags if each.tag_id == tag_id), None)
    if tag is None:
        raise NotFound
    for mark in list_kept_back(session, conversation_id):
        if (mark.answer_id, mark.words) == (tag.answer_id, tag.quote):
            return _kept_back_tag(tag, mark)
    return tag


def _kept_back_tag(tag: ConfirmedTagRow, mark: KeptBackWords) -> KeptBackTag:
    return KeptBackTag(
        str(tag.tag_id),
        tag.question_key,
        tag.quote,
        str(mark.id),
        WhyKeptBack(mark.why),
        mark.reason,
    )


def keep_back(
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    tag_id: uuid.UUID,
    why: WhyKeptBack,
    reason: str,
) -> KeptBackWords:
    """Keep the confirmed words of a tag out of every copy, from this moment on."""
    plan = plan_for_change(session, actor, conversation_id)
    conversation = get_conversation(session, actor, conversation_id)
    tags = list_confirmed_tags(session, conversation_id)
    tag = next((each for each in tags if each.tag_id == tag_id), None)
    if tag is None:
        raise NotFound
    for row in list_kept_back(session, conversation_id):
        if (row.answer_id, row.words) == (tag.answer_id, tag.quote):
            if (row.why, row.reason) == (why, reason):
                return row  # sent twice
            _end(session, actor, row)
    kept = KeptBackWords(
        conversation_id=conversation_id,
        answer_id=tag.answer_id,
        words=tag.quote,
        why=why.value,
        reason=reason,
        marked_by=actor.id,
    )
    session.add(kept)
    _changed(session, actor, conversation, plan, "kept_words_back", kept)
    return kept


def lift(session: Session, actor: Actor, conversation_id: uuid.UUID, kept_id: uuid.UUID) -> None:
    """Let words stand in copies again; that they were kept back stays on record."""
    plan = plan_for_change(session, actor, conversation_id)
    conversation = get_conversation(session, actor, conversation_id)
    rows = list_kept_back(session, conversation_id, with_ended=True)
    row = next((each for each in rows if each.id == kept_id), None)
    if row is None:
        raise NotFound
    if row.ended_at is None:
        _end(session, actor, row)
        _changed(session, actor, conversation, plan, "let_words_stand_again", row)


def print_all_again(session: Session, plan: Plan) -> None:
    """Order the PDFs of every version that may show what is kept back now, or lack what is not."""
    session.flush()
    versions = select(PlanVersion).where(col(PlanVersion.plan_id) == plan.id)
    for version in session.exec(versions).all():
        order_documents(session, version)


def _end(session: Session, actor: Actor, row: KeptBackWords) -> None:
    row.ended_at = clock.now()
    row.ended_by = actor.id
    session.add(row)


def _changed(
    session: Session,
    actor: Actor,
    conversation: Conversation,
    plan: Plan | None,
    action: str,
    row: KeptBackWords,
) -> None:
    """Print every version again, for each may have shown the words, and say who decided so."""
    if plan is not None:
        plan.version += 1  # whoever has a form open is told that the plan is not as they saw it
        print_all_again(session, plan)
    subject = audit.Subject("conversation", conversation.id, conversation.person_id)
    audit.record(session, audit.staff(actor), action, subject, kept=str(row.id), why=row.why)
