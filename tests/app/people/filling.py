"""A person's details as a browser sends them."""

from sqlmodel import select

from app.database import Database
from app.people.models import Person
from tests.client import new_operation


def details(**changed: str) -> dict[str, str]:
    return {
        "name": "Gwyneth Bebb",
        "preferred_name": "Gwyn",
        "language": "cy",
        "communication_needs": "Hearing aid in the left ear",
        "home_area": "Y Felinheli",
        "date_of_birth-day": "27",
        "date_of_birth-month": "3",
        "date_of_birth-year": "1948",
        **changed,
    }


def new(**changed: str) -> dict[str, str]:
    return details(operation_id=new_operation(), **changed)


def only_person(database: Database) -> Person:
    with database.reading() as session:
        return session.exec(select(Person)).one()
