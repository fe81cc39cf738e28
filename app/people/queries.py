"""Read people: the one place that decides whose rows somebody may see."""

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, false
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from app.access import Permission, can
from app.errors import NotFound
from app.identity import Actor, StaffAccount
from app.people.models import Person


def is_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on ``Person`` that holds for the actor's own and their team's people."""
    if not can(actor, Permission.SEE_PEOPLE):
        return false()
    own = col(Person.practitioner_id) == actor.id
    return own if actor.team_id is None else or_(own, col(Person.team_id) == actor.team_id)


def visible_people(actor: Actor) -> SelectOfScalar[Person]:
    """Return the statement for the people this actor may see."""
    return select(Person).where(is_visible_to(actor))


def all_visible(session: Session, actor: Actor) -> Sequence[Person]:
    """Return the people this actor may see."""
    return session.exec(visible_people(actor)).all()


def get_person(
    session: Session, actor: Actor, person_id: uuid.UUID, *, for_change: bool = False
) -> Person:
    """Return the person; unknown, another team's and forbidden are all the same "not found"."""
    statement = visible_people(actor).where(col(Person.id) == person_id)
    if for_change:
        statement = statement.with_for_update()
    person = session.exec(statement).first()
    if person is None:
        raise NotFound
    return person


def practitioner_names(session: Session, people: Sequence[Person]) -> Mapping[uuid.UUID, str]:
    """Return the name of each practitioner who sees any of these people, by account id."""
    ids = {person.practitioner_id for person in people}
    found = session.exec(select(StaffAccount).where(col(StaffAccount.id).in_(ids))).all()
    return {account.id: account.name for account in found}
