"""A clock that jumps: a session ends in mid-sentence, time goes back, and nothing is lost."""

import uuid
from pathlib import Path

import httpx2
import pytest
from sqlmodel import select

from app.accounts.passwords import hash_password
from app.recording.models import Answer
from tests.faults.caller import Caller
from tests.faults.conftest import Room
from tests.faults.server import Server


PASSWORD = "three plain words here"
SESSION_ENDS_AFTER = 61  # minutes without a sign of life
JSON = {"Accept": "application/json"}


@pytest.fixture
def minutes(room: Room) -> Path:
    """Give the practitioner a password, and return the file that sets the server's clock."""
    with room.database.writing() as session:
        session.merge(room.account).password_hash = hash_password(PASSWORD)
    return room.settings.data_dir / "minutes"


def sign_in(room: Room, caller: Caller) -> str:
    sent = {"username": room.account.username, "password": PASSWORD}
    answer = caller.post("/sign-in", sent, **JSON)
    assert answer.status_code == 200, answer.text
    staff: str = answer.json()["staff"]
    return staff


def stored(room: Room) -> tuple[str, int]:
    with room.database.reading() as session:
        answer = session.exec(select(Answer)).one()
    return answer.words, answer.version


def test_a_session_that_ends_in_mid_sentence_loses_nothing(
    room: Room, server: Server, minutes: Path
) -> None:
    server.start("no_worker", "clock_from_a_file")
    with Caller(server.address, room.settings, room.database, None) as caller:
        assert sign_in(room, caller) == str(room.account.id)
        assert caller.save(room.conversation, "risks", "I fell in", 0).status_code == 200

        minutes.write_text(str(SESSION_ENDS_AFTER), "ascii")
        operation = uuid.uuid4()
        refused = caller.save(room.conversation, "risks", "I fell in March.", 1, operation)
        assert refused.status_code == 401
        assert set(refused.json()) == {"message"}
        assert stored(room) == ("I fell in", 1)
        _check_no_sign_in_page_in_a_fragment(room, caller)

        sign_in(room, caller)
        again = caller.save(room.conversation, "risks", "I fell in March.", 1, operation)
        assert again.json()["kept"] == "saved"
        assert stored(room) == ("I fell in March.", 2)


def _check_no_sign_in_page_in_a_fragment(room: Room, caller: Caller) -> None:
    address = f"/conversations/{room.conversation.id}/heard/risks"
    fragment: httpx2.Response = caller.client.get(address, headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment.text) == (401, "")
    assert fragment.headers["hx-redirect"].startswith("/sign-in")
    assert caller.client.get("/sync/session", headers=JSON).status_code == 401


def test_a_clock_that_goes_back_two_hours_mixes_nothing_up(
    room: Room, server: Server, minutes: Path
) -> None:
    server.start("no_worker", "clock_from_a_file")
    with Caller(server.address, room.settings, room.database, None) as caller:
        sign_in(room, caller)
        assert caller.save(room.conversation, "risks", "The first.", 0).status_code == 200
        minutes.write_text("-120", "ascii")
        first = uuid.uuid4()
        told = caller.save(room.conversation, "risks", "The second.", 1, first).json()
        assert (told["version"], told["kept"]) == (2, "saved")
        minutes.write_text("30", "ascii")
        assert caller.save(room.conversation, "risks", "The second.", 1, first).json() == told
        late = caller.save(room.conversation, "risks", "Over the first.", 1).json()
        assert late["kept"] == "beside"
        assert stored(room) == ("The second.", 2)
