"""What is read of conversations. Whoever may not see the person finds nothing here."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from app.errors import NotFound
from app.identity import Actor, StaffAccount
from app.people.models import Person
from app.people.queries import get_person
from app.recording.last_time import is_in
from app.recording.models import (
    Answer,
    Consent,
    Conversation,
    EarlierWords,
    OutcomeTag,
    Participant,
    PromptPutAway,
    Suggestion,
    TagDecision,
)
from conversations import (
    AnswerState,
    ConversationKind,
    ParticipantRole,
    Progress,
    load_question_set,
)
from conversations.progress import progress as progress_of


Row = TypeVar("Row")


def get_conversation(
    session: Session, actor: Actor, conversation_id: uuid.UUID, *, to_change: bool = False
) -> Conversation:
    """Return the conversation, if the actor may see its person; the row is locked to change it."""
    conversation = session.get(Conversation, conversation_id, with_for_update=to_change or None)
    if conversation is None:
        raise NotFound
    get_person(session, actor, conversation.person_id)
    return conversation


def person_of(session: Session, actor: Actor, conversation: Conversation) -> Person:
    """Return the person the conversation is with."""
    return get_person(session, actor, conversation.person_id)


def about_now() -> ColumnElement[bool]:
    """Leave out conversations that look back: they are never counted with what people need now."""
    return col(Conversation.kind).not_in([kind for kind in ConversationKind if kind.looks_back])


def consent_to(session: Session, conversation: Conversation) -> Consent | None:
    """Return the agreement to the purpose of the questions, where they have one of their own."""
    statement = select(Consent).where(col(Consent.conversation_id) == conversation.id)
    return session.exec(statement).first()


def list_conversations(session: Session, person_id: uuid.UUID) -> tuple[Conversation, ...]:
    """Return a person's conversations, the latest first."""
    statement = (
        select(Conversation)
        .where(col(Conversation.person_id) == person_id)
        .order_by(col(Conversation.held_on).desc(), col(Conversation.created_at).desc())
    )
    return tuple(session.exec(statement))


def latest_conversations(
    session: Session, person_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, Conversation]:
    """Return the conversation to go on with for each person: an unfinished one, else the latest."""
    statement = (
        select(Conversation)
        .where(col(Conversation.person_id).in_(list(person_ids)))
        .order_by(
            (col(Conversation.status) == "in_progress").desc(),
            col(Conversation.held_on).desc(),
            col(Conversation.created_at).desc(),
        )
    )
    latest: dict[uuid.UUID, Conversation] = {}
    for conversation in session.exec(statement):
        latest.setdefault(conversation.person_id, conversation)
    return latest


def list_participants(session: Session, conversation_id: uuid.UUID) -> tuple[Participant, ...]:
    """Return who was there, in the order they were named."""
    statement = (
        select(Participant)
        .where(col(Participant.conversation_id) == conversation_id)
        .order_by(col(Participant.position))
    )
    return tuple(session.exec(statement))


def answers_of(session: Session, conversation_id: uuid.UUID) -> dict[str, Answer]:
    """Return the answers by their question."""
    statement = select(Answer).where(col(Answer.conversation_id) == conversation_id)
    return {answer.question_key: answer for answer in session.exec(statement)}


def find_answer(
    session: Session, conversation_id: uuid.UUID, question_key: str, *, to_change: bool = False
) -> Answer | None:
    """Return the answer to one question, if anything was ever saved there."""
    statement = select(Answer).where(
        col(Answer.conversation_id) == conversation_id, col(Answer.question_key) == question_key
    )
    return session.exec(statement.with_for_update() if to_change else statement).first()


def progress(conversation: Conversation, answers: Iterable[Answer]) -> Progress:
    """Return how far the conversation has come."""
    states = (
        AnswerState(answer.question_key, bool(answer.words), answer.skip_reason or None)
        for answer in answers
    )
    return progress_of(load_question_set(conversation.question_set), states)


def talked_about(session: Session, conversation_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Return how many questions of each conversation were talked about."""
    # Words are sealed, so the database cannot tell an empty answer from a full one: open the rows.
    statement = select(Answer).where(col(Answer.conversation_id).in_(list(conversation_ids)))
    counted: dict[uuid.UUID, int] = {}
    for answer in session.exec(statement):
        counted[answer.conversation_id] = counted.get(answer.conversation_id, 0) + bool(
            answer.words
        )
    return counted


def _grouped(
    owners: Sequence[uuid.UUID], rows: Iterable[Row], owner_of: Callable[[Row], uuid.UUID]
) -> dict[uuid.UUID, list[Row]]:
    """Return the rows by what they belong to, in their order; what has none has an empty list."""
    found: dict[uuid.UUID, list[Row]] = {owner: [] for owner in owners}
    for row in rows:
        found[owner_of(row)].append(row)
    return found


def list_suggestions(
    session: Session, answer_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[Suggestion]]:
    """Return what the mapper found, by answer, in the order of the words."""
    statement = (
        select(Suggestion)
        .where(col(Suggestion.answer_id).in_(answer_ids))
        .order_by(col(Suggestion.start), col(Suggestion.end))
    )
    return _grouped(answer_ids, session.exec(statement), lambda suggestion: suggestion.answer_id)


def list_tags(
    session: Session, answer_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[OutcomeTag]]:
    """Return what people decided, by answer, in the order of the words."""
    statement = (
        select(OutcomeTag)
        .where(col(OutcomeTag.answer_id).in_(answer_ids))
        .order_by(col(OutcomeTag.start), col(OutcomeTag.end), col(OutcomeTag.id))
    )
    return _grouped(answer_ids, session.exec(statement), lambda tag: tag.answer_id)


def list_decisions(
    session: Session, tag_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[TagDecision]]:
    """Return the history of each tag, the first decision first."""
    statement = (
        select(TagDecision)
        .where(col(TagDecision.tag_id).in_(tag_ids))
        .order_by(col(TagDecision.decided_at))
    )
    return _grouped(tag_ids, session.exec(statement), lambda decision: decision.tag_id)


def prompts_put_away(session: Session, conversation_id: uuid.UUID) -> frozenset[str]:
    """Return the keys of the prompts that were put away for this conversation."""
    statement = select(PromptPutAway.prompt_key).where(
        col(PromptPutAway.conversation_id) == conversation_id
    )
    return frozenset(session.exec(statement))


def confirmed_domains(session: Session, conversation_id: uuid.UUID) -> frozenset[str]:
    """Return the domains that a confirmed tag of this conversation speaks to."""
    statement = select(OutcomeTag.key).where(
        col(OutcomeTag.conversation_id) == conversation_id,
        col(OutcomeTag.kind) == "domain",
        col(OutcomeTag.state) == "confirmed",
    )
    return frozenset(session.exec(statement))


def said_by_the_person(session: Session, conversation_id: uuid.UUID) -> dict[str, str]:
    """Return the words the person said themselves, by question; what others said is not theirs."""
    others = {
        row.id
        for row in list_participants(session, conversation_id)
        if row.role != ParticipantRole.PERSON
    }
    return {
        key: answer.words
        for key, answer in answers_of(session, conversation_id).items()
        if answer.words and answer.speaker_id not in others
    }


def has_tags(session: Session, answer_id: uuid.UUID, version: int) -> bool:
    """Say whether anybody decided upon a tag in this version of the answer."""
    statement = select(func.count()).where(
        col(OutcomeTag.answer_id) == answer_id, col(OutcomeTag.answer_version) == version
    )
    return session.exec(statement).one() > 0


def staff_names(session: Session, account_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the names of members of staff."""
    statement = select(StaffAccount).where(col(StaffAccount.id).in_(set(account_ids)))
    return {account.id: account.name for account in session.exec(statement)}


def list_earlier_words(
    session: Session, answer_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[EarlierWords]]:
    """Return the words of earlier conversations that were kept, by answer, the first kept first."""
    statement = (
        select(EarlierWords)
        .where(col(EarlierWords.answer_id).in_(answer_ids))
        .order_by(col(EarlierWords.answer_version))
    )
    return _grouped(answer_ids, session.exec(statement), lambda kept: kept.answer_id)


@dataclass(frozen=True)
class ConfirmedTagRow:
    """One confirmed tag with the words it rests on: the only kind of tag that goes further."""

    tag_id: uuid.UUID
    answer_id: uuid.UUID
    question_key: str
    kind: str
    key: str
    quote: str
    speaker: str  # who said it; empty: the person
    first_said_on: dt.date | None = None  # the day, where the words were kept from an earlier one


def list_confirmed_tags(
    session: Session, conversation_id: uuid.UUID
) -> tuple[ConfirmedTagRow, ...]:
    """Return the confirmed tags of a conversation, in the order of the questions and the words."""
    statement = (
        select(OutcomeTag, Answer)
        .where(col(OutcomeTag.answer_id) == col(Answer.id))
        .where(col(OutcomeTag.conversation_id) == conversation_id)
        .where(col(OutcomeTag.state) == "confirmed")
    )
    rows = list(session.exec(statement))
    names = {who.id: who.name for who in list_participants(session, conversation_id)}
    conversation = session.get(Conversation, conversation_id)
    order = load_question_set(conversation.question_set).keys if conversation else ()
    rows.sort(key=lambda row: (order.index(row[1].question_key), row[0].start, row[0].end))
    kept = list_earlier_words(session, list({answer.id for _tag, answer in rows}))
    return tuple(
        ConfirmedTagRow(
            tag_id=tag.id,
            answer_id=answer.id,
            question_key=answer.question_key,
            kind=tag.kind,
            key=tag.key,
            quote=tag.quote,
            speaker=names.get(answer.speaker_id, "") if answer.speaker_id else "",
            first_said_on=_first_said_on(tag, kept[answer.id]),
        )
        for tag, answer in rows
    )


def _first_said_on(tag: OutcomeTag, kept: Iterable[EarlierWords]) -> dt.date | None:
    """Return the day of the earlier conversation whose words the tag was decided upon, if any."""
    days = (
        words.said_on
        for words in kept
        if tag.answer_version >= words.answer_version and is_in(tag.quote, words.words)
    )
    return min(days, default=None)
