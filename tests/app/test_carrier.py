"""The carrier: hints that wait as long as their jobs, and two workers that do not wait for one."""

import datetime as dt
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import jobs
from app.database import Database
from app.jobs import Carrier, enqueue


@pytest.fixture
def done() -> list[uuid.UUID]:
    return []


@pytest.fixture
def hanging(done: list[uuid.UUID]) -> Iterator[Callable[[], None]]:
    """Register a kind of job that hangs until it is let go, and one that does not."""
    let_go = threading.Event()

    def hang(_database: Database, _subject: uuid.UUID) -> None:
        let_go.wait(30)

    jobs.handles("test_hangs")(hang)
    jobs.handles("test_notes")(lambda _database, subject: done.append(subject))
    yield let_go.set
    del jobs._handlers["test_hangs"], jobs._handlers["test_notes"]


def test_a_hint_waits_as_long_as_its_job(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrier = Carrier(database, tmp_path)
    carried: list[float] = []
    monkeypatch.setattr(
        carrier._run, "schedule", lambda _job, delay: carried.append(delay), raising=False
    )
    with database.writing() as session:
        enqueue(session, "test_notes", uuid.uuid4()).run_after += dt.timedelta(seconds=40)
    assert carried == [pytest.approx(40, abs=5)]


def test_one_job_that_hangs_does_not_hold_up_the_others(
    database: Database,
    tmp_path: Path,
    hanging: Callable[[], None],
    done: list[uuid.UUID],
) -> None:
    carrier = Carrier(database, tmp_path)
    carrier.start()
    subject = uuid.uuid4()
    try:
        for kind in ("test_hangs", "test_notes"):
            with database.writing() as session:
                enqueue(session, kind, subject)
        latest = time.monotonic() + 15
        while not done and time.monotonic() < latest:
            time.sleep(0.05)
        assert done == [subject]
    finally:
        hanging()
        carrier.stop()
