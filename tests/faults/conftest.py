"""One conversation to save into, and a server to break."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from app.audit import AuditEvent
from app.database import Database
from app.identity import StaffAccount, Team
from app.recording.models import Conversation
from app.settings import Settings
from tests.factories import make_conversation, make_person, make_staff, make_team
from tests.faults.caller import Caller
from tests.faults.server import Server


@dataclass(frozen=True)
class Room:
    """A team, a practitioner and an open conversation."""

    settings: Settings
    database: Database
    team: Team
    account: StaffAccount
    conversation: Conversation

    def caller(self, address: str, account: StaffAccount | None = None) -> Caller:
        """Return somebody's connection: the practitioner's, unless somebody else is named."""
        return Caller(address, self.settings, self.database, account or self.account)

    def saves_in_the_audit_trail(self) -> int:
        """Return how many saved answers were noted."""
        with self.database.reading() as session:
            statement = select(func.count()).where(col(AuditEvent.action) == "answer_saved")
            return session.exec(statement).one()


@pytest.fixture
def room(settings: Settings, database: Database) -> Room:
    team = make_team(database)
    account = make_staff(database, team=team)
    conversation = make_conversation(database, make_person(database, account))
    return Room(settings, database, team, account, conversation)


@pytest.fixture
def server(room: Room, tmp_path: Path) -> Iterator[Server]:
    made = Server(room.settings, room.database, tmp_path / "log")
    yield made
    made.stop()
