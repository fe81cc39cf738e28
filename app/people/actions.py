"""Add a person and change their details: each a single write with its audit event."""

import uuid
from dataclasses import asdict, dataclass

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app import audit
from app.audit import Subject
from app.errors import NotNow, StaleVersion
from app.i18n import Language
from app.i18n import gettext as _
from app.identity import Actor
from app.operations import Operation, digest, find_receipt
from app.people.models import Person
from app.people.queries import get_person


@dataclass(frozen=True)
class PersonDetails:
    """What is known about a person before any conversation."""

    name: str
    language: Language
    preferred_name: str = ""
    date_of_birth: str = ""  # ISO 8601, or empty
    communication_needs: str = ""
    home_area: str = ""


def add_person(
    session: Session, actor: Actor, operation_id: uuid.UUID, details: PersonDetails
) -> uuid.UUID:
    """Add a person to the actor's own people and return their id; sent twice, it is done once."""
    if actor.team_id is None:
        raise NotNow(_("You are not in a team yet. Ask the administrator to put you in one."))
    content_digest = digest(operation_id, *asdict(details).values())
    receipt = find_receipt(session, operation_id, actor_id=actor.id, content_digest=content_digest)
    if receipt is not None:
        return receipt.subject_id
    person = Person(team_id=actor.team_id, practitioner_id=actor.id, name=details.name)
    _write(person, details)
    receipt = Operation(
        id=operation_id,
        actor_id=actor.id,
        subject_id=person.id,
        content_digest=content_digest,
        version=person.version,
    )
    try:
        with session.begin_nested():
            session.add(receipt)
    except IntegrityError:  # the same form, sent twice at the same moment: the first one counts
        return add_person(session, actor, operation_id, details)
    session.add(person)
    audit.record(session, audit.staff(actor), "person_added", _subject(person))
    return person.id


def change_person(
    session: Session, actor: Actor, person_id: uuid.UUID, version: int, details: PersonDetails
) -> None:
    """Change a person's details, unless somebody changed them first."""
    person = get_person(session, actor, person_id, for_change=True)
    if person.version != version:
        raise StaleVersion
    _write(person, details)
    person.version += 1
    audit.record(session, audit.staff(actor), "person_changed", _subject(person))


def _subject(person: Person) -> Subject:
    return Subject("person", person.id, person.id)


def _write(person: Person, details: PersonDetails) -> None:
    for name, value in asdict(details).items():
        setattr(person, name, value)
