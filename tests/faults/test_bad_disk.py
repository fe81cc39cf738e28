"""A disk that is full or fails: what is acknowledged is there, and saving works again later."""

import shutil
import uuid
from collections import Counter

import httpx2
import pytest
from sqlalchemy import text
from sqlmodel import select

from app.operations import Operation
from app.recording.models import Answer, AnswerRevision
from tests.faults.caller import Caller
from tests.faults.conftest import Room
from tests.faults.server import Server


SAVES_AFTERWARDS = 10
MOST_TRIES = 400
KILLED_AT_WRITES = range(61, 81, 4)  # of one thread; a save makes about twenty
A_LONG_TIME = "60s"  # in which a write is begun and not done
PATIENCE = 2.0  # seconds


@pytest.mark.parametrize(
    ("call", "error", "when"),
    [("fdatasync", "EIO", "12..15"), ("pwrite64", "ENOSPC", "60..80")],
    ids=["the disk fails", "the disk is full"],
)
def test_what_is_acknowledged_is_kept_and_saving_works_again_afterwards(
    room: Room, server: Server, call: str, error: str, when: str
) -> None:
    _start_on_a_bad_disk(server, call, f"error={error}:when={when}")
    acknowledged: list[str] = []
    statuses: Counter[int] = Counter()
    since_the_last_fault = 0
    with room.caller(server.address) as caller:
        for number in range(MOST_TRIES):
            operation, words = uuid.uuid4(), f"wording {number}"
            answer = caller.save(room.conversation, "risks", words, len(acknowledged), operation)
            if answer.status_code == 200:
                assert answer.json()["version"] == len(acknowledged) + 1
                acknowledged.append(words)
            else:
                assert "What was saved is safe" in answer.json()["message"]
            statuses[answer.status_code] += 1
            since_the_last_fault = 0 if answer.status_code != 200 else since_the_last_fault + 1
            if len(statuses) > 1 and since_the_last_fault == SAVES_AFTERWARDS:
                break

    assert since_the_last_fault == SAVES_AFTERWARDS, statuses
    assert set(statuses) == {200, 500}
    _check_kept(room, acknowledged)


def test_killed_in_the_middle_of_writing_what_is_acknowledged_is_there_once(
    room: Room, server: Server
) -> None:
    acknowledged: list[str] = []
    operation = uuid.uuid4()
    for when in KILLED_AT_WRITES:
        _start_on_a_bad_disk(server, "pwrite64", f"delay_enter={A_LONG_TIME}:when={when}")
        operation = _save_until_it_stands_still(room, server, acknowledged, operation)
        server.kill()
    server.start("no_worker")
    with room.caller(server.address) as caller:
        _save_one_more(caller, room, acknowledged, operation)

    _check_kept(room, acknowledged)


def _save_until_it_stands_still(
    room: Room, server: Server, acknowledged: list[str], operation: uuid.UUID
) -> uuid.UUID:
    """Begin with what was not acknowledged last time; return the operation that was not now."""
    with room.caller(server.address) as caller:
        caller.client.timeout = PATIENCE
        for _ in range(MOST_TRIES):
            try:
                _save_one_more(caller, room, acknowledged, operation)
            except httpx2.TimeoutException:
                return operation
            operation = uuid.uuid4()
    raise AssertionError("It never stood still.")


def _save_one_more(
    caller: Caller, room: Room, acknowledged: list[str], operation: uuid.UUID
) -> None:
    before = len(acknowledged)
    words = f"wording {before + 1}"
    answer = caller.save(room.conversation, "risks", words, before, operation)
    assert (answer.status_code, answer.json()["version"]) == (200, before + 1)
    acknowledged.append(words)


def _start_on_a_bad_disk(server: Server, call: str, fault: str) -> None:
    assert shutil.which("strace"), "This test needs strace: make browser installs it."
    inject = ["-e", f"trace={call}", "-e", f"inject={call}:{fault}"]
    server.start("no_worker", under=["strace", "-f", "--seccomp-bpf", "-o", "/dev/null", *inject])


def _check_kept(room: Room, acknowledged: list[str]) -> None:
    with room.database.reading() as session:
        stored = session.exec(select(Answer)).one()
        operations = len(session.exec(select(Operation)).all())
        earlier = session.exec(select(AnswerRevision)).all()
    assert (stored.words, stored.version) == (acknowledged[-1], len(acknowledged))
    assert operations == room.saves_in_the_audit_trail() == len(acknowledged)
    assert earlier == []
    with room.database.engine.connect() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
