"""Many at once: the same thing sent ten times is done once, and no save is lost among others."""

import hashlib
import threading
import uuid
from collections import Counter
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel, col, select

from app.audit import AuditEvent
from app.database import Database
from app.identity import StaffAccount
from app.operations import Operation
from app.people.models import Person
from app.recording.models import Answer, AnswerRevision, Conversation
from tests.factories import keep, make_answer, make_staff
from tests.faults.conftest import Room
from tests.faults.server import served_here


pytestmark = pytest.mark.both_databases
SENDERS = 10
WRITERS = 8
SAVES = 20


def at_once(*acts: Callable[[], None]) -> None:
    """Do these at the same moment, each on a thread, and wait for all of them."""
    ready = threading.Barrier(len(acts))

    def act(one: Callable[[], None]) -> None:
        ready.wait()
        one()

    threads = [threading.Thread(target=act, args=(one,)) for one in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)


def rows(database: Database, model: type[SQLModel]) -> list[SQLModel]:
    with database.reading() as session:
        return list(session.exec(select(model)))


def events(database: Database, action: str) -> int:
    with database.reading() as session:
        statement = select(AuditEvent).where(col(AuditEvent.action) == action)
        return len(session.exec(statement).all())


def test_an_answer_sent_ten_times_at_once_is_saved_once_with_one_receipt(
    room: Room, app: FastAPI
) -> None:
    operation = uuid.uuid4()
    receipts: list[tuple[int, str]] = []
    with served_here(app) as address:

        def send() -> None:
            with room.caller(address) as caller:
                answer = caller.save(room.conversation, "risks", "I fell in March.", 0, operation)
            told = answer.json()
            # The bytes differ only in each browser's own form token.
            assert told.pop("content_sha256") == hashlib.sha256(answer.request.content).hexdigest()
            receipts.append((answer.status_code, str(told)))

        at_once(*[send] * SENDERS)
    assert len(receipts) == SENDERS
    assert {status for status, _receipt in receipts} == {200}
    assert len(set(receipts)) == 1
    assert len(rows(room.database, Answer)) == 1
    assert len(rows(room.database, Operation)) == 1
    assert events(room.database, "answer_saved") == 1


@pytest.mark.parametrize(
    ("path", "model", "action", "more"),
    [
        ("/people/new", Person, "person_added", {"name": "Olwen Rees", "language": "cy"}),
        ("/people/{person}/conversations", Conversation, "conversation_started", {}),
    ],
    ids=["a new person", "a new conversation"],
)
def test_a_beginning_sent_ten_times_at_once_is_made_once(
    room: Room,
    app: FastAPI,
    path: str,
    model: type[SQLModel],
    action: str,
    more: dict[str, str],
) -> None:
    before = len(rows(room.database, model))
    sent = {"operation_id": str(uuid.uuid4()), **more}
    answers: list[tuple[int, str]] = []
    with served_here(app) as address:

        def send() -> None:
            with room.caller(address) as caller:
                answer = caller.post(path.format(person=room.conversation.person_id), sent)
            answers.append((answer.status_code, answer.headers.get("location", "")))

        at_once(*[send] * SENDERS)
    assert len(answers) == SENDERS
    assert len(set(answers)) == 1, answers
    assert answers[0][0] == 303
    assert len(rows(room.database, model)) == before + 1
    assert events(room.database, action) == 1


def test_the_database_itself_refuses_a_second_row_where_there_can_be_one(room: Room) -> None:
    answer = make_answer(room.database, room.conversation, "risks")
    first = Operation(
        id=uuid.uuid4(),
        actor_id=room.account.id,
        subject_id=answer.id,
        content_digest="x",
        version=1,
    )
    keep(room.database, first)
    again = Operation(**{**first.model_dump(), "content_digest": "y"})
    with pytest.raises(IntegrityError):
        keep(room.database, again)
    with pytest.raises(IntegrityError):
        make_answer(room.database, room.conversation, "risks")
    assert len(rows(room.database, Answer)) == 1


def test_no_save_is_lost_when_eight_people_change_one_answer(room: Room, app: FastAPI) -> None:
    kept: Counter[str] = Counter()
    versions: list[int] = []
    written: list[str] = []

    with served_here(app) as address:

        def write(account: StaffAccount) -> None:
            version = 0
            with room.caller(address, account) as caller:
                for number in range(SAVES):
                    words = f"{account.username} {number}"
                    answer = caller.save(room.conversation, "risks", words, version)
                    assert answer.status_code == 200, answer.text
                    told = answer.json()
                    kept[told["kept"]] += 1
                    if told["kept"] == "saved":
                        versions.append(told["version"])
                    written.append(words)
                    version = _version_now(room.database)

        colleagues = [make_staff(room.database, team=room.team) for _ in range(WRITERS)]
        at_once(*[lambda account=account: write(account) for account in colleagues])

    assert sum(kept.values()) == WRITERS * SAVES
    assert set(kept) <= {"saved", "beside"}, kept
    assert sorted(versions) == list(range(1, kept["saved"] + 1))
    assert _version_now(room.database) == kept["saved"]
    assert len(rows(room.database, Operation)) == WRITERS * SAVES
    assert events(room.database, "answer_saved") == kept["saved"]
    assert events(room.database, "wording_kept_beside") == kept["beside"]
    assert _all_words(room.database) <= set(written)


def _version_now(database: Database) -> int:
    with database.reading() as session:
        answer = session.exec(select(Answer)).first()
    return answer.version if answer else 0


def _all_words(database: Database) -> set[str]:
    with database.reading() as session:
        now = {answer.words for answer in session.exec(select(Answer))}
        return now | {earlier.words for earlier in session.exec(select(AnswerRevision))}
