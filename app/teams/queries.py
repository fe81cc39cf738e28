"""What is counted about one team: what is waiting, and what people have said matters.

The database adds up; no name and no word is read. These are true counts, for the team's own leader
and nobody outside the organisation.
"""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    case,
    cast,
    distinct,
    exists,
    extract,
    func,
    literal_column,
    select,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.periods import Quarter
from app.plans.models import Agreement, Plan, PlanGap, PlanVersion
from app.recording.models import Conversation, OutcomeTag
from app.recording.queries import about_now


class Count(NamedTuple):
    """How many people, in how many conversations, with how many confirmed tags."""

    people: int = 0
    conversations: int = 0
    tags: int = 0


class Held(NamedTuple):
    """How many conversations were held, and with how many people."""

    people: int
    conversations: int


class Waiting(NamedTuple):
    """How many are waiting, and the day of the conversation that has waited longest."""

    how_many: int
    since: dt.date | None


_PEOPLE = func.count(distinct(col(Conversation.person_id)))
_CONVERSATIONS = func.count(distinct(col(Conversation.id)))
_TAGS = func.count()


def first_and_last_day(session: Session, team_id: uuid.UUID) -> tuple[dt.date, dt.date] | None:
    """Return the days of the team's first and latest conversations, if it has held any."""
    days = select(func.min(col(Conversation.held_on)), func.max(col(Conversation.held_on)))
    days = days.where(col(Conversation.team_id) == team_id, about_now())
    first, last = session.execute(days).one()
    return None if first is None else (first, last)


def held(session: Session, team_id: uuid.UUID, quarter: Quarter) -> Held:
    """Count the conversations held in the quarter, whether or not anything is confirmed in them."""
    statement = _count(_PEOPLE, _CONVERSATIONS).where(*_within(team_id, quarter))
    return Held(*session.execute(statement).one())


def count_confirmed(session: Session, team_id: uuid.UUID, quarter: Quarter) -> Count:
    """Count everybody with a confirmed tag of any kind in the quarter, each once."""
    tagged = _tags_of_conversations(team_id, quarter)
    statement = _count(
        func.count(distinct(tagged.c.person_id)),
        func.count(),
        func.coalesce(func.sum(tagged.c.tags), 0),
    )
    return _as_count(session.execute(statement.where(tagged.c.tags > 0)).one())


def count_by_domain(
    session: Session, team_id: uuid.UUID, quarter: Quarter, domain_of: Mapping[str, str]
) -> dict[str, Count]:
    """Count confirmed tags by domain; ``domain_of`` says which domain each statement is in."""
    # A confirmed statement is a confirmed word about its domain.
    domain = case(dict(domain_of), value=col(OutcomeTag.key), else_=col(OutcomeTag.key))
    statement = _count(domain.label("domain_key"), _PEOPLE, _CONVERSATIONS, _TAGS)
    statement = _only_confirmed(statement).where(*_within(team_id, quarter))
    statement = statement.where(col(OutcomeTag.kind).in_(("domain", "statement")))
    rows = session.execute(statement.group_by("domain_key"))
    return {key: Count(*numbers) for key, *numbers in rows}


def count_by_key(
    session: Session, team_id: uuid.UUID, quarter: Quarter, kind: str
) -> dict[str, Count]:
    """Count confirmed tags of one kind by their key."""
    statement = _count(col(OutcomeTag.key), _PEOPLE, _CONVERSATIONS, _TAGS)
    statement = _only_confirmed(statement).where(*_within(team_id, quarter))
    statement = statement.where(col(OutcomeTag.kind) == kind).group_by(col(OutcomeTag.key))
    return {key: Count(*numbers) for key, *numbers in session.execute(statement)}


def count_gaps(session: Session, team_id: uuid.UUID, quarter: Quarter) -> dict[str, Count]:
    """Count what would have helped and was not there, by why it was not; no words are read."""
    statement = _count(col(PlanGap.why), _PEOPLE, _CONVERSATIONS, _TAGS)
    statement = statement.select_from(PlanGap).join(Plan, col(PlanGap.plan_id) == col(Plan.id))
    statement = statement.join(Conversation, col(Plan.conversation_id) == col(Conversation.id))
    statement = statement.where(*_within(team_id, quarter)).group_by(col(PlanGap.why))
    return {why: Count(*numbers) for why, *numbers in session.execute(statement)}


def count_by_quarter(
    session: Session, team_id: uuid.UUID, first: Quarter, last: Quarter
) -> dict[Quarter, Count]:
    """Count confirmed tags of every kind by the quarter their conversation was held in."""
    tagged = _tags_of_conversations(team_id, first, last)
    month = cast(extract("month", tagged.c.held_on), Integer)
    statement = _count(
        cast(extract("year", tagged.c.held_on), Integer).label("held_year"),
        ((month + literal_column("2")) // literal_column("3")).label("held_quarter"),
        func.count(distinct(tagged.c.person_id)),
        func.count(),
        func.sum(tagged.c.tags),
    )
    statement = statement.where(tagged.c.tags > 0).group_by("held_year", "held_quarter")
    return {
        Quarter(int(year), int(number)): _as_count(numbers)
        for year, number, *numbers in session.execute(statement)
    }


def waiting_to_finish(session: Session, team_id: uuid.UUID) -> Waiting:
    """Count the conversations that are still in progress."""
    return _waiting(session, team_id, col(Conversation.status) == "in_progress")


def waiting_for_plan(session: Session, team_id: uuid.UUID) -> Waiting:
    """Count the finished conversations of which no plan has been saved."""
    saved = (
        select(col(PlanVersion.id))
        .join(Plan, col(PlanVersion.plan_id) == col(Plan.id))
        .where(col(Plan.conversation_id) == col(Conversation.id))
    )
    finished = col(Conversation.status) == "complete"
    return _waiting(session, team_id, finished, about_now(), ~exists(saved))


def waiting_for_answer(session: Session, team_id: uuid.UUID) -> Waiting:
    """Count the plans that the person has been shown and has not yet answered."""
    version = aliased(PlanVersion)
    answered = select(col(Agreement.id)).where(col(Agreement.plan_version_id) == col(version.id))
    unanswered = _shown(version).where(~exists(answered))
    return _waiting(session, team_id, col(Conversation.id).in_(unanswered))


def waiting_for_change(session: Session, team_id: uuid.UUID) -> Waiting:
    """Count the plans that the person does not agree with, wholly or in part."""
    version, answer, later = aliased(PlanVersion), aliased(Agreement), aliased(Agreement)
    changed_their_mind = select(col(later.id)).where(
        col(later.plan_version_id) == col(version.id), col(later.given_at) > col(answer.given_at)
    )
    differs = (
        _shown(version)
        .join(answer, col(answer.plan_version_id) == col(version.id))
        .where(col(answer.outcome).in_(("not_agreed", "agreed_in_part")))
        .where(~exists(changed_their_mind))
    )
    return _waiting(session, team_id, col(Conversation.id).in_(differs))


def _shown(version: Any) -> Select[Any]:
    """Return the statement for the conversations of plans, by the newest version shown of each."""
    newer = aliased(PlanVersion)
    shown_later = select(col(newer.id)).where(
        col(newer.plan_id) == col(version.plan_id),
        col(newer.shared_at).is_not(None),
        col(newer.number) > col(version.number),
    )
    return (
        _count(col(Plan.conversation_id))
        .select_from(Plan)
        .join(version, col(version.plan_id) == col(Plan.id))
        .where(col(version.shared_at).is_not(None), ~exists(shown_later))
    )


def _waiting(session: Session, team_id: uuid.UUID, *conditions: Any) -> Waiting:
    statement = select(func.count(), func.min(col(Conversation.held_on)))
    statement = statement.where(col(Conversation.team_id) == team_id, *conditions)
    return Waiting(*session.execute(statement).one())


def _count(*columns: Any) -> Select[Any]:
    statement: Select[Any] = select(*columns)
    return statement


def _as_count(numbers: Sequence[Any]) -> Count:
    people, conversations, tags = numbers
    return Count(people, conversations, int(tags))


def _tags_of_conversations(team_id: uuid.UUID, first: Quarter, last: Quarter | None = None) -> CTE:
    """Return each conversation with how many confirmed tags it has, which may be none.

    Adding up conversations, not tags, leaves the database a tenth of the rows to tell apart.
    """
    tags = (
        _count(_TAGS)
        .select_from(OutcomeTag)
        .where(col(OutcomeTag.conversation_id) == col(Conversation.id))
        .where(col(OutcomeTag.state) == "confirmed")
        .correlate(Conversation)
        .scalar_subquery()
    )
    counted = _count(col(Conversation.person_id), col(Conversation.held_on), tags.label("tags"))
    # Materialised, or SQLite would count the tags once for each place that names the number.
    return counted.where(*_within(team_id, first, last)).cte("tagged").prefix_with("MATERIALIZED")


def _only_confirmed(statement: Select[Any]) -> Select[Any]:
    """Count confirmed tags only: what is pending, set aside or withdrawn is nobody's word."""
    joined = statement.select_from(OutcomeTag).join(
        Conversation, col(OutcomeTag.conversation_id) == col(Conversation.id)
    )
    return joined.where(col(OutcomeTag.state) == "confirmed")


def _within(
    team_id: uuid.UUID, first: Quarter, last: Quarter | None = None
) -> tuple[ColumnElement[bool], ...]:
    days = col(Conversation.held_on).between(first.first_day, (last or first).last_day)
    return (col(Conversation.team_id) == team_id, days, about_now())
