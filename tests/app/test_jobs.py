import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
import time_machine
from sqlmodel import select

from app import clock, jobs
from app.database import Database
from app.identity import Team
from app.jobs import Job, bring_forward, enqueue, run_job, run_waiting


pytestmark = pytest.mark.both_databases

done: list[uuid.UUID] = []


class WordsInError(RuntimeError):
    pass


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    done.clear()
    jobs.handles("test_notes")(lambda _database, subject: done.append(subject))

    def fails(_database: Database, _subject: uuid.UUID) -> None:
        raise WordsInError("Dafydd said this")

    jobs.handles("test_fails")(fails)
    yield
    del jobs._handlers["test_notes"], jobs._handlers["test_fails"]


def put(database: Database, kind: str) -> Job:
    with database.writing() as session:
        return enqueue(session, kind, uuid.uuid4())


def look(database: Database, job: Job) -> Job:
    with database.reading() as session:
        found = session.get(Job, job.id)
    assert found is not None
    return found


def test_a_job_is_done_once(database: Database) -> None:
    job = put(database, "test_notes")
    assert run_waiting(database) == 1
    run_job(database, job.id)
    assert done == [job.subject_id]
    assert look(database, job).state == "done"


def test_a_job_is_not_there_when_its_data_was_not_kept(database: Database) -> None:
    def write_and_fail() -> None:
        with database.writing() as session:
            session.add(Team(name_en="A", name_cy="A"))
            enqueue(session, "test_notes", uuid.uuid4())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    with database.reading() as session:
        assert session.exec(select(Job)).all() == []


def test_a_failure_waits_and_is_tried_again_then_shows_as_failed(database: Database) -> None:
    job = put(database, "test_fails")
    with time_machine.travel(clock.now(), tick=False) as traveller:
        for _ in range(jobs.MOST_ATTEMPTS):
            run_waiting(database)
            traveller.shift(dt.timedelta(hours=6))
    failed = look(database, job)
    assert failed.state == "failed"
    assert failed.attempts == jobs.MOST_ATTEMPTS


def test_a_failure_never_keeps_the_words_of_the_error(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    job = put(database, "test_fails")
    run_waiting(database)
    assert look(database, job).failure == "WordsInError"
    assert "Dafydd" not in caplog.text


def test_a_job_held_by_a_worker_that_died_is_found_again(database: Database) -> None:
    job = put(database, "test_notes")
    assert jobs._claim(database, job.id) is not None
    assert run_waiting(database) == 0
    with time_machine.travel(clock.now() + dt.timedelta(minutes=6)):
        assert run_waiting(database) == 1
    assert done == [job.subject_id]


def test_two_of_the_same_waiting_job_are_one(database: Database) -> None:
    subject = uuid.uuid4()
    for _ in range(3):
        with database.writing() as session:
            enqueue(session, "test_notes", subject)
    assert run_waiting(database) == 1


def test_what_only_waits_to_settle_can_be_brought_forward(database: Database) -> None:
    job = put(database, "test_notes")
    with database.writing() as session:
        waiting = session.merge(job)
        waiting.run_after = clock.now() + dt.timedelta(minutes=1)
    assert run_waiting(database) == 0
    with database.writing() as session:
        bring_forward(session, "test_notes", [job.subject_id])
    assert run_waiting(database) == 1


def test_a_job_that_never_lets_its_worker_finish_is_given_up(database: Database) -> None:
    job = put(database, "test_notes")
    with time_machine.travel(clock.now(), tick=False) as traveller:
        for _ in range(jobs.MOST_ATTEMPTS):
            assert jobs._claim(database, job.id) is not None
            traveller.shift(dt.timedelta(minutes=6))
        run_waiting(database)
    assert done == []
    assert look(database, job).state == "failed"
