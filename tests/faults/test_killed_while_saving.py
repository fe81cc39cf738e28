"""Killed in the middle of saving: what was acknowledged is there, once, and it starts again."""

import random
import threading
import time
import uuid
from dataclasses import dataclass, field

import httpx2
import pytest
from sqlalchemy import text
from sqlmodel import col, func, select

from app.audit import AuditEvent
from app.database import Database
from app.operations import Operation
from app.recording.models import Answer
from tests.faults.caller import Caller
from tests.faults.conftest import Room
from tests.faults.server import Server


# On SQLite the server is all there is; PostgreSQL goes on by itself.
KILLS = {True: 25, False: 5}
BETWEEN_KILLS = (0.1, 0.7)  # seconds
STARTED_AGAIN_WITHIN = 30.0
PATIENCE = 60.0
QUESTIONS = ("about_you", "what_matters", "risks", "community")


@dataclass
class Tablet:
    """One practitioner typing at one question, who keeps an answer until it is acknowledged."""

    room: Room
    address: str
    question: str
    acknowledged: list[str] = field(default_factory=list)
    interrupted: int = 0

    def type_until(self, enough: threading.Event) -> None:
        with self.room.caller(self.address) as caller:
            while not enough.is_set():
                words = f"{self.question}, wording {len(self.acknowledged) + 1}"
                self._send_until_acknowledged(caller, words)

    def _send_until_acknowledged(self, caller: Caller, words: str) -> None:
        operation, before = uuid.uuid4(), len(self.acknowledged)
        latest = time.monotonic() + PATIENCE
        while time.monotonic() < latest:
            try:
                answer = caller.save(
                    self.room.conversation, self.question, words, before, operation
                )
            except httpx2.TransportError:
                self.interrupted += 1
                time.sleep(0.05)
                continue
            assert answer.status_code == 200, answer.text
            assert answer.json()["version"] == before + 1
            self.acknowledged.append(words)
            return
        raise AssertionError(f"{self.question} was never acknowledged")


@pytest.mark.both_databases
def test_nothing_acknowledged_is_missing_or_doubled_after_the_server_is_killed(
    room: Room, server: Server
) -> None:
    server.start_to_be_killed_often()
    kills, when = KILLS[room.database.is_sqlite], random.Random(4)
    tablets = [Tablet(room, server.address, question) for question in QUESTIONS]
    enough = threading.Event()
    threads = [threading.Thread(target=one.type_until, args=(enough,)) for one in tablets]
    for thread in threads:
        thread.start()
    try:
        for _ in range(kills):
            time.sleep(when.uniform(*BETWEEN_KILLS))
            assert server.kill_and_wait() < STARTED_AGAIN_WITHIN
        time.sleep(BETWEEN_KILLS[1])
    finally:
        enough.set()
        for thread in threads:
            thread.join(timeout=PATIENCE)

    sent = sum(len(tablet.acknowledged) for tablet in tablets)
    assert sent > kills * len(tablets) / 2
    assert sum(tablet.interrupted for tablet in tablets) >= kills
    assert _stored(room) == {one.question: (one.acknowledged[-1], _length(one)) for one in tablets}
    assert _count(room.database, Operation) == sent
    assert _saves_in_the_audit_trail(room.database) == sent
    _check_sound(room.database)


def _length(tablet: Tablet) -> int:
    return len(tablet.acknowledged)


def _stored(room: Room) -> dict[str, tuple[str, int]]:
    with room.database.reading() as session:
        rows = session.exec(select(Answer)).all()
    return {row.question_key: (row.words, row.version) for row in rows}


def _count(database: Database, model: type[Operation]) -> int:
    with database.reading() as session:
        return session.exec(select(func.count()).select_from(model)).one()


def _saves_in_the_audit_trail(database: Database) -> int:
    with database.reading() as session:
        statement = select(func.count()).where(col(AuditEvent.action) == "answer_saved")
        return session.exec(statement).one()


def _check_sound(database: Database) -> None:
    if not database.is_sqlite:
        return
    with database.engine.connect() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
