"""A tablet with its own profile, at a server that can go away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from app.people.models import Person
from tests.factories import make_person
from tests.faults.conftest import Room
from tests.faults.server import Server
from tests.faults.visit.tablet import Tablet


@pytest.fixture
def tablet(playwright: Playwright, server: Server, room: Room, tmp_path: Path) -> Iterator[Tablet]:
    server.start()
    made = Tablet(playwright, server, room, tmp_path / "profile")
    yield made
    made.context.close()
    assert made.faults == []


@pytest.fixture
def person(room: Room) -> Person:
    """Somebody to visit."""
    return make_person(room.database, room.account, name="Idris Vaughan")
