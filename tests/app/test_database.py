import threading
import uuid
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select, update

from app import audit
from app.database import Database
from app.encryption import CannotOpen
from app.identity import StaffAccount, Team
from app.recording.models import Answer
from tests.factories import (
    make_answer,
    make_conversation,
    make_person,
    make_staff,
    make_team,
)


SECRET_WORDS = "Mae'r tŷ'n oer ac rwy'n colli Dafydd bob nos"


@pytest.fixture
def answer(database: Database) -> Answer:
    practitioner = make_staff(database, team=make_team(database))
    conversation = make_conversation(database, make_person(database, practitioner))
    return make_answer(database, conversation, words=SECRET_WORDS)


@pytest.mark.both_databases
def test_settings_that_keep_acknowledged_work_are_in_force(database: Database) -> None:
    database.check_settings()


def test_the_check_notices_a_setting_that_could_lose_work(database: Database) -> None:
    with database.engine.connect() as connection:
        connection.execute(text("COMMIT"))
        connection.exec_driver_sql("PRAGMA synchronous=NORMAL")
        connection.exec_driver_sql("BEGIN")
    assert ("synchronous", "1") in database.unsafe_settings()


@pytest.mark.both_databases
def test_words_come_back_exactly(database: Database, answer: Answer) -> None:
    with database.reading() as session:
        found = session.get(Answer, answer.id)
    assert found is not None
    assert found.words == SECRET_WORDS


@pytest.mark.both_databases
def test_the_database_holds_no_readable_words(database: Database, answer: Answer) -> None:
    with database.engine.connect() as connection:
        raw = connection.execute(text("SELECT words FROM answer")).scalar_one()
    assert b"Dafydd" not in bytes(raw)


def test_the_database_file_holds_no_readable_words(database: Database, answer: Answer) -> None:
    path = database.engine.url.database
    assert path is not None
    for suffix in ("", "-wal"):
        content = Path(path + suffix).read_bytes()
        assert b"Dafydd" not in content
        assert b"Gwyneth" not in content


@pytest.mark.both_databases
def test_a_sealed_value_moved_to_another_row_does_not_open(
    database: Database, answer: Answer
) -> None:
    with database.writing() as session:
        other = make_answer_row(answer)
        session.add(other)
    with database._for_writing.connect() as connection:
        connection.execute(
            text(
                "UPDATE answer SET words = (SELECT words FROM answer ORDER BY question_key LIMIT 1)"
            )
        )
        connection.commit()
    with database.reading() as session, pytest.raises(CannotOpen) as refused:
        session.get(Answer, other.id)
    assert "Dafydd" not in str(refused.value)


def make_answer_row(like: Answer) -> Answer:
    return Answer(
        conversation_id=like.conversation_id,
        question_key="risks",
        words="Something else",
        saved_by=like.saved_by,
    )


def test_a_bulk_statement_cannot_write_readable_words(database: Database, answer: Answer) -> None:
    with pytest.raises(Exception, match="sealed") as refused, database.writing() as session:
        session.exec(update(Answer).values(words="Dafydd in the clear"))
    assert "Dafydd" not in str(refused.value)


@pytest.mark.both_databases
def test_an_error_of_the_database_never_repeats_the_words(
    database: Database, answer: Answer
) -> None:
    twin = make_answer_row(answer)
    twin.question_key = answer.question_key
    twin.saved_by = uuid.uuid4()
    with pytest.raises(DBAPIError) as refused, database.writing() as session:
        session.add(twin)
    assert "Something" not in str(refused.value)


@pytest.mark.both_databases
def test_the_audit_trail_refuses_change_and_deletion(database: Database) -> None:
    with database.writing() as session:
        audit.record(session, audit.NOBODY, "tested", audit.Subject("test"))
    for statement in ("UPDATE audit_event SET action = 'other'", "DELETE FROM audit_event"):
        with pytest.raises(DBAPIError, match="append only"), database.writing() as session:
            session.execute(text(statement))
    with database.reading() as session:
        actions = session.exec(select(audit.AuditEvent.action)).all()
    assert list(actions) == ["tested"]


def test_a_failed_write_leaves_nothing_behind(database: Database) -> None:
    def write_and_fail() -> None:
        with database.writing() as session:
            session.add(Team(name_en="A", name_cy="B"))
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    with database.reading() as session:
        assert session.exec(select(Team)).all() == []


def test_a_reading_session_cannot_be_used_to_write(database: Database) -> None:
    with pytest.raises(RuntimeError, match="reading session"), database.reading() as session:
        session.add(Team(name_en="A", name_cy="B"))


@pytest.mark.both_databases
def test_a_locked_row_is_read_as_it_is_now_not_as_it_was_remembered(database: Database) -> None:
    account = make_staff(database)
    with database.writing() as session:
        remembered = session.get(StaffAccount, account.id)
        assert remembered is not None
        session.connection().exec_driver_sql("UPDATE staff_account SET language = 'cy'")
        locked = session.get(StaffAccount, account.id, with_for_update=True)
        assert locked is not None
        assert locked.language == "cy"
        session.connection().exec_driver_sql("UPDATE staff_account SET language = 'en'")
        statement = select(StaffAccount).where(StaffAccount.id == account.id)
        assert session.exec(statement.with_for_update()).one().language == "en"


@pytest.mark.both_databases
def test_no_update_is_lost_when_many_write_at_once(database: Database) -> None:
    account = make_staff(database)

    def add_one() -> None:
        for _ in range(10):
            with database.writing() as session:
                row = session.get(StaffAccount, account.id, with_for_update=True)
                assert row is not None
                row.language = str(int(row.language if row.language.isdigit() else 0) + 1)

    threads = [threading.Thread(target=add_one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        row = session.get(StaffAccount, account.id)
    assert row is not None
    assert row.language == "80"
