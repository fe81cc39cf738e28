"""A visit to try things on: one team, one practitioner, one person, one conversation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import Response
from sqlmodel import col, select

from app.audit import AuditEvent
from app.database import Database
from app.identity import Actor, StaffAccount, actor_for
from app.jobs import run_waiting
from app.people.models import Person
from app.recording.models import (
    Answer,
    AnswerRevision,
    Conversation,
    OutcomeTag,
    Suggestion,
    WordingBeside,
)
from tests.client import Browser, new_operation
from tests.factories import make_conversation, make_person, make_staff, make_team


KEY = "about_you"
WORDS = "I hardly see my daughter. My neighbour takes me to chapel and I want to keep going."


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

    @property
    def heard(self) -> str:
        return f"{self.address}/heard/{KEY}"

    def question(self, key: str = KEY) -> str:
        return f"{self.address}/questions/{key}"

    def other_browser(self, account: StaffAccount | None = None) -> Browser:
        return Browser(self.app).sign_in(account or self.account)

    def save(
        self, words: str = WORDS, version: int = 0, status: int = 303, **more: str
    ) -> Response:
        """Save an answer as the page's own form does, without script."""
        sent = {"words": words, "version": str(version), "operation_id": new_operation(), **more}
        return self.browser.post(self.question(), sent, status=status)

    def autosave(
        self, words: str, version: int, status: int = 200, **more: str
    ) -> Mapping[str, Any]:
        """Save an answer as the script does, and return what the script is told."""
        sent = {"words": words, "version": str(version), "operation_id": new_operation(), **more}
        response = self.browser.post(
            self.question(), sent, status=status, Accept="application/json"
        )
        told: Mapping[str, Any] = response.json()
        return told

    def answer(self, key: str = KEY) -> Answer:
        found = self.answers(key)
        assert len(found) == 1
        return found[0]

    def answers(self, key: str = KEY) -> list[Answer]:
        with self.database.reading() as session:
            statement = select(Answer).where(
                col(Answer.conversation_id) == self.conversation.id,
                col(Answer.question_key) == key,
            )
            return list(session.exec(statement))

    def earlier(self) -> list[str]:
        """Return the earlier wordings that are kept, the first first."""
        with self.database.reading() as session:
            rows = session.exec(select(AnswerRevision).order_by(col(AnswerRevision.version)))
            return [row.words for row in rows]

    def beside(self) -> list[WordingBeside]:
        """Return what was kept beside the answers, the first to come first."""
        with self.database.reading() as session:
            return list(session.exec(select(WordingBeside).order_by(col(WordingBeside.came_at))))

    def tag_now(self) -> None:
        run_waiting(self.database)

    def suggestions(self) -> list[Suggestion]:
        with self.database.reading() as session:
            return list(session.exec(select(Suggestion).order_by(col(Suggestion.start))))

    def suggestion(self, kind: str, key: str) -> Suggestion:
        return next(row for row in self.suggestions() if (row.kind, row.key) == (kind, key))

    def tags(self) -> list[OutcomeTag]:
        with self.database.reading() as session:
            return list(session.exec(select(OutcomeTag)))

    def events(self, action: str) -> list[AuditEvent]:
        with self.database.reading() as session:
            statement = select(AuditEvent).where(col(AuditEvent.action) == action)
            return list(session.exec(statement))

    def decide(self, decision: str, status: int = 303, **more: str) -> Response:
        """Press a button of one row of "What we heard"."""
        sent = {"answer_version": str(self.answer().version), "decision": decision, **more}
        return self.browser.post(self.heard, sent, status=status)


@pytest.fixture
def visit(database: Database, app: FastAPI) -> Visit:
    team = make_team(database)
    account = make_staff(database, team=team)
    person = make_person(database, account, name="Gwyneth Bebb", preferred_name="Gwyn")
    conversation = make_conversation(database, person)
    browser = Browser(app).sign_in(account)
    return Visit(database, app, account, person, conversation, browser)
