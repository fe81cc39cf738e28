"""A network that cuts requests and acknowledgements: 400 things sent are 400 things kept."""

import hashlib
import threading
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx2
from fastapi import FastAPI
from sqlmodel import col, func, select

from app.audit import AuditEvent
from app.database import Database
from app.operations import Operation
from app.recording.models import Answer, Conversation, WordingBeside
from tests.faults.bad_network import WAYS, bad_network
from tests.faults.caller import Caller
from tests.faults.conftest import Room
from tests.faults.server import served_here


TABLETS = 8
CONVERSATIONS = 25  # on each tablet; with one answer each, that is 400 things sent
PATIENCE = 60.0
GIVES_UP_AFTER = 0.5  # a hung request; a real tablet waits 20 seconds


@dataclass
class Tablet:
    """A queue that lets go of a thing only when its receipt is there."""

    caller: Caller
    address: str
    kept: dict[str, dict[str, str]] = field(default_factory=dict)
    tries: int = 0

    def send(self, path: str, fields: dict[str, str]) -> None:
        body = urlencode(fields).encode()
        latest = time.monotonic() + PATIENCE
        while time.monotonic() < latest:
            self.tries += 1
            if self._is_received(path, body, fields["operation_id"]):
                return
        raise AssertionError(f"{path} was never received")

    def _is_received(self, path: str, body: bytes, operation: str) -> bool:
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": self.caller.csrf_token,
            "Connection": "close",
        }
        try:
            answer = self.caller.client.post(
                f"{self.address}{path}", content=body, headers=headers, timeout=GIVES_UP_AFTER
            )
            told = answer.json()
        except (httpx2.TransportError, ValueError):
            return False
        assert answer.status_code == 200, answer.text
        assert told["operation_id"] == operation
        assert told["content_sha256"] == hashlib.sha256(body).hexdigest()
        assert told["kept"] == "saved"
        return True

    def visit(self, person: uuid.UUID) -> None:
        for _ in range(CONVERSATIONS):
            conversation = str(uuid.uuid4())
            start = {"operation_id": str(uuid.uuid4()), "conversation_id": conversation}
            self.send(f"/people/{person}/conversations", start)
            said = {"operation_id": str(uuid.uuid4()), "version": "0", "words": conversation}
            self.send(f"/conversations/{conversation}/questions/risks", said)
            self.kept[conversation] = said


def test_of_four_hundred_things_sent_none_is_missing_and_none_is_doubled(
    room: Room, app: FastAPI
) -> None:
    with served_here(app) as address, bad_network(int(address.rsplit(":", 1)[1])) as network:
        callers = [room.caller(address) for _ in range(TABLETS)]
        tablets = [Tablet(caller, network.address) for caller in callers]
        threads = [
            threading.Thread(target=tablet.visit, args=(room.conversation.person_id,))
            for tablet in tablets
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=120)
        for caller in callers:
            caller.client.close()

    sent = TABLETS * CONVERSATIONS * 2
    assert sent == 400
    assert set(network.met) == set(WAYS)
    assert sum(tablet.tries for tablet in tablets) > sent * 1.5, "the network was too good"
    assert sum(len(tablet.kept) for tablet in tablets) * 2 == sent
    assert _stored(room.database) == {
        key: (said["words"], 1) for tablet in tablets for key, said in tablet.kept.items()
    }
    # One conversation was there before.
    assert _count(room.database, Conversation) - 1 + _count(room.database, Answer) == sent
    assert _count(room.database, Operation) == sent
    assert _count(room.database, WordingBeside) == 0
    assert _events(room.database, "conversation_started") == sent // 2
    assert _events(room.database, "answer_saved") == sent // 2


def _stored(database: Database) -> dict[str, tuple[str, int]]:
    with database.reading() as session:
        rows = session.exec(select(Answer)).all()
    return {str(row.conversation_id): (row.words, row.version) for row in rows}


def _count(
    database: Database,
    model: type[Operation] | type[Answer] | type[Conversation] | type[WordingBeside],
) -> int:
    with database.reading() as session:
        return session.exec(select(func.count()).select_from(model)).one()


def _events(database: Database, action: str) -> int:
    with database.reading() as session:
        statement = select(func.count()).where(col(AuditEvent.action) == action)
        return session.exec(statement).one()
