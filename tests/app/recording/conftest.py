"""A visit to try things on: one team, one practitioner, one person, one conversation."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI

from app.database import Database
from app.identity import Actor, StaffAccount, actor_for
from app.people.models import Person
from app.recording.models import Conversation
from tests.client import Browser
from tests.factories import make_conversation, make_person, make_staff, make_team


@dataclass(frozen=True)
class Visit:
    """Everything a test of a visit starts with."""

    database: Database
    app: FastAPI
    account: StaffAccount
    person: Person
    conversation: Conversation
    browser: Browser

    @property
    def actor(self) -> Actor:
        return actor_for(self.account)

    @property
    def address(self) -> str:
        return f"/conversations/{self.conversation.id}"

    def question(self, key: str = "about_you") -> str:
        return f"{self.address}/questions/{key}"

    def other_browser(self, account: StaffAccount | None = None) -> Browser:
        return Browser(self.app).sign_in(account or self.account)


@pytest.fixture
def visit(database: Database, app: FastAPI) -> Visit:
    team = make_team(database)
    account = make_staff(database, team=team)
    person = make_person(database, account, name="Gwyneth Bebb", preferred_name="Gwyn")
    conversation = make_conversation(database, person)
    browser = Browser(app).sign_in(account)
    return Visit(database, app, account, person, conversation, browser)


@pytest.fixture
def root() -> Path:
    return Path(__file__).parents[3]
