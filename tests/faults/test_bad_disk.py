"""A disk that is full or fails: what is acknowledged is there, and saving works again later."""

import shutil
import uuid
from collections import Counter

import pytest
from sqlalchemy import text
from sqlmodel import select

from app.operations import Operation
from app.recording.models import Answer, AnswerRevision
from tests.faults.conftest import Room
from tests.faults.server import Server


SAVES_AFTERWARDS = 10
MOST_TRIES = 400


@pytest.mark.parametrize(
    ("call", "error", "when"),
    [("fdatasync", "EIO", "12..15"), ("pwrite64", "ENOSPC", "60..80")],
    ids=["the disk fails", "the disk is full"],
)
def test_what_is_acknowledged_is_kept_and_saving_works_again_afterwards(
    room: Room, server: Server, call: str, error: str, when: str
) -> None:
    assert shutil.which("strace"), "This test needs strace: make browser installs it."
    inject = ["-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={when}"]
    server.start("no_worker", under=["strace", "-f", "--seccomp-bpf", "-o", "/dev/null", *inject])
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
    with room.database.reading() as session:
        stored = session.exec(select(Answer)).one()
        operations = len(session.exec(select(Operation)).all())
        earlier = session.exec(select(AnswerRevision)).all()
    assert (stored.words, stored.version) == (acknowledged[-1], len(acknowledged))
    assert operations == statuses[200]
    assert earlier == []
    with room.database.engine.connect() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
