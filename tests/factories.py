"""Invented people and staff for tests: one call each, kept straight away."""

import datetime as dt
import itertools
import uuid
from typing import Any, TypeVar

from sqlmodel import SQLModel

from app.database import Database
from app.identity import StaffAccount, Team
from app.people.models import Person
from app.recording.models import (
    Answer,
    Conversation,
    OutcomeTag,
    Participant,
    SecondLook,
    SecondLookTag,
    SuggestionPause,
    TagDecision,
)
from app.tablets.models import Tablet


T = TypeVar("T", bound=SQLModel)
_numbers = itertools.count(1)


def keep(database: Database, row: T) -> T:
    """Store the row and return it."""
    with database.writing() as session:
        session.add(row)
    return row


def make_team(database: Database, name: str = "Arfon") -> Team:
    return keep(database, Team(name_en=f"{name} team", name_cy=f"Tîm {name}"))


def make_staff(
    database: Database,
    role: str = "practitioner",
    team: Team | None = None,
    name: str = "Lowri Prydderch",
    **more: Any,
) -> StaffAccount:
    return keep(
        database,
        StaffAccount(
            username=more.pop("username", f"{role}{next(_numbers)}"),
            name=name,
            password_hash=more.pop("password_hash", "no password"),
            role=role,
            team_id=team.id if team else None,
            **more,
        ),
    )


def make_person(
    database: Database, practitioner: StaffAccount, name: str = "Gwyneth Bebb", **more: Any
) -> Person:
    assert practitioner.team_id is not None
    return keep(
        database,
        Person(
            team_id=practitioner.team_id,
            practitioner_id=practitioner.id,
            name=name,
            preferred_name=more.pop("preferred_name", ""),
            **more,
        ),
    )


def make_conversation(
    database: Database, person: Person, held_on: dt.date = dt.date(2026, 8, 12), **more: Any
) -> Conversation:
    return keep(
        database,
        Conversation(
            person_id=person.id,
            team_id=person.team_id,
            practitioner_id=person.practitioner_id,
            held_on=held_on,
            language=more.pop("language", "en"),
            plan_language=more.pop("plan_language", "en"),
            **more,
        ),
    )


def make_participant(
    database: Database, conversation: Conversation, name: str, role: str = "family", **more: Any
) -> Participant:
    return keep(
        database, Participant(conversation_id=conversation.id, name=name, role=role, **more)
    )


def make_answer(
    database: Database,
    conversation: Conversation,
    question_key: str = "about_you",
    words: str = "I have lived in this street for forty years and I know everyone.",
    **more: Any,
) -> Answer:
    return keep(
        database,
        Answer(
            conversation_id=conversation.id,
            question_key=question_key,
            words=words,
            version=more.pop("version", 1),
            saved_by=conversation.practitioner_id,
            **more,
        ),
    )


def make_tag(
    database: Database,
    answer: Answer,
    kind: str,
    key: str,
    quote: str | None = None,
    state: str = "confirmed",
) -> OutcomeTag:
    """Make a decided tag on the quoted words of the answer (all of them unless given)."""
    quote = answer.words if quote is None else quote
    start = answer.words.index(quote)
    tag = keep(
        database,
        OutcomeTag(
            conversation_id=answer.conversation_id,
            answer_id=answer.id,
            answer_version=answer.version,
            kind=kind,
            key=key,
            start=start,
            end=start + len(quote),
            quote=quote,
            state=state,
        ),
    )
    keep(database, TagDecision(tag_id=tag.id, state=state, decided_by=answer.saved_by))
    return tag


def make_pause(
    database: Database, kind: str, key: str, mapper_version: str = "rules-1"
) -> SuggestionPause:
    """Stop a rule or a key: of 34 suggestions 12 were kept."""
    return keep(
        database,
        SuggestionPause(
            kind=kind, key=key, kept=12, set_aside=22, added=3, mapper_version=mapper_version
        ),
    )


def make_second_look(database: Database, answer: Answer, **more: Any) -> SecondLook:
    """Let an answer wait for a second pair of eyes."""
    with database.reading() as session:
        conversation = session.get(Conversation, answer.conversation_id)
    assert conversation is not None
    return keep(
        database,
        SecondLook(
            answer_id=answer.id,
            answer_version=answer.version,
            conversation_id=conversation.id,
            team_id=conversation.team_id,
            **more,
        ),
    )


def make_second_tag(database: Database, look: SecondLook, kind: str, key: str) -> SecondLookTag:
    return keep(database, SecondLookTag(second_look_id=look.id, kind=kind, key=key, start=0, end=4))


def make_tablet(database: Database, account: StaffAccount, **more: Any) -> Tablet:
    """Let somebody keep work on a tablet."""
    return keep(
        database,
        Tablet(
            device_id=more.pop("device_id", uuid.uuid4()),
            staff_account_id=account.id,
            name=more.pop("name", "Chromium"),
            unlock_secret=more.pop("unlock_secret", b"s" * 32),
            **more,
        ),
    )


def unknown_id() -> uuid.UUID:
    return uuid.uuid4()
