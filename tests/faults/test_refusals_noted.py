"""What was refused is in the audit trail, once and without its words, and holds nobody up."""

import threading
import time
import uuid
from collections import Counter

import pytest
from fastapi import FastAPI
from sqlmodel import col, select

from app.audit import AuditEvent
from app.database import Database
from app.recording.models import Answer
from tests.app.reviews.review_samples import make_review
from tests.client import Browser
from tests.faults.conftest import Room
from tests.faults.server import served_here
from tests.faults.test_sending_at_once import at_once, events, rows


pytestmark = pytest.mark.both_databases
SAID = "I fell in March."
SAVES = 15
REFUSED_AT = "own_strengths"
NO_SUCH = "00000000-0000-4000-8000-000000000000"


def conflicts(database: Database) -> list[AuditEvent]:
    with database.reading() as session:
        statement = select(AuditEvent).where(col(AuditEvent.action) == "conflict_refused")
        return list(session.exec(statement))


@pytest.mark.parametrize("accept", ["application/json", "text/html"], ids=["a tablet", "a page"])
def test_the_same_operation_with_one_changed_answer_is_noted_and_nothing_is_overwritten(
    room: Room, app: FastAPI, accept: str
) -> None:
    path = f"/conversations/{room.conversation.id}/questions/risks"
    sent = {"words": SAID, "version": "0", "operation_id": str(uuid.uuid4())}
    with served_here(app) as address, room.caller(address) as caller:
        first = caller.post(path, sent, Accept=accept)
        again = caller.post(path, sent, Accept=accept)
        assert (first.status_code, first.text) == (again.status_code, again.text)
        assert conflicts(room.database) == []
        changed = caller.post(path, {**sent, "words": "I never fell."}, Accept=accept)
    assert changed.status_code == 409
    assert [row.words for row in rows(room.database, Answer)] == [SAID]  # type: ignore[attr-defined]
    (noted,) = conflicts(room.database)
    assert (noted.actor_kind, noted.actor_id) == ("staff", room.account.id)
    assert noted.subject_id == room.conversation.id
    assert "fell" not in noted.details
    assert "/conversations/{conversation_id}/questions/{key}" in noted.details
    assert events(room.database, "answer_saved") == 1


def test_an_answer_of_the_persons_own_that_is_refused_is_noted_as_theirs(
    app: FastAPI, database: Database
) -> None:
    reader = make_review(app, database).reader()
    sent = {"version": NO_SUCH, "outcome": "agreed", "words": SAID}
    reader.post("/my-plan/answer", sent, status=409)
    (noted,) = conflicts(database)
    assert noted.actor_kind == "person"
    assert SAID not in noted.details


def test_looking_at_what_cannot_be_done_yet_is_no_conflict(room: Room, app: FastAPI) -> None:
    path = f"/conversations/{room.conversation.id}/plan/agreement"
    Browser(app).sign_in(room.account).get(path, status=409)
    assert conflicts(room.database) == []


def test_what_is_refused_holds_up_nobody_who_saves(room: Room, app: FastAPI) -> None:
    questions = ("about_you", "what_matters", "risks", "community")
    used, slowest, statuses = uuid.uuid4(), [0.0], Counter[int]()
    saved = threading.Event()
    with served_here(app) as address:
        with room.caller(address) as caller:
            caller.save(room.conversation, REFUSED_AT, SAID, 0, used)

        def save(question: str) -> None:
            with room.caller(address) as caller:
                for version in range(SAVES):
                    began = time.monotonic()
                    answer = caller.save(room.conversation, question, f"{version}", version)
                    slowest[0] = max(slowest[0], time.monotonic() - began)
                    statuses[answer.status_code] += 1

        def be_refused() -> None:
            with room.caller(address) as caller:
                while not saved.is_set():
                    assert caller.get(f"/people/{NO_SUCH}").status_code == 404
                    other = caller.save(room.conversation, REFUSED_AT, "Other words.", 0, used)
                    assert other.status_code == 409

        refused = [threading.Thread(target=be_refused) for _ in range(2)]
        for thread in refused:
            thread.start()
        try:
            at_once(*[lambda question=question: save(question) for question in questions])
        finally:
            saved.set()
            for thread in refused:
                thread.join(timeout=60)
    assert statuses == {200: SAVES * len(questions)}
    assert slowest[0] < 5, "a save waited for a refusal to be noted"
    assert events(room.database, "refused") >= 1
    assert events(room.database, "conflict_refused") >= 1
