"""Words stay where they belong: not in a log, however much goes wrong, and not readable on disk.

Every field that takes text is given a mark of its own; every layer is made to fail with the words
in its error; everything that can be logged is. Then the marks are looked for.
"""

import re
import time
import uuid
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.accounts.passwords import hash_password
from app.database import Database
from tests.factories import make_answer, make_staff, make_tag
from tests.faults.caller import Caller
from tests.faults.conftest import Room
from tests.faults.server import Server


STEM = "Qxzjw"
TOO_LONG = "x" * 20_001
LOST = "\ufffd"
WITHOUT_WORDS = ("job", "audit_event", "operation", "attempt", "staff_session", "review_session")


def mark(field: str) -> str:
    """Return words that could come from this field and from nowhere else."""
    return f"{STEM}{field} and more"


def typed(*fields: str, **more: str) -> dict[str, str]:
    return {**{field: mark(field) for field in fields}, **more}


@pytest.fixture
def said(room: Room) -> Room:
    """Let the conversation have words that a plan can be made of."""
    words = mark("quoted")
    answer = make_answer(room.database, room.conversation, "own_strengths", words=words)
    make_tag(room.database, answer, "asset", "SELF", words)
    return room


@pytest.mark.parametrize(
    ("printing", "error"),
    [("printing_raises", "ValueError"), ("drawing_raises", "PlanCannotBeDrawn")],
)
def test_no_word_reaches_a_log_or_lies_readable_on_disk(
    said: Room, server: Server, printing: str, error: str
) -> None:
    room = said
    server.start("tagging_raises", "templates_raise", printing)
    with room.caller(server.address) as caller:
        _sign_in_wrongly(caller)
        _describe_a_person(caller)
        _begin(caller, room)
        _answer(caller, room)
        _refuse_steps(room.database)
        _plan(caller, room)
        code = _show_the_plan(caller, room)
        _review(room, server, code)
        _make_accounts(room, server)
        _wait_for_failed_jobs(room.database)
    server.stop()
    log = server.log.read_text("utf-8", errors="replace")
    assert "DEBUG" in log
    assert "SELECT" in log
    assert "(tag_answer) failed: ValueError" in log
    assert f"(render_plan) failed: {error}" in log
    assert "RuntimeError" in log, "the template was to fail"
    assert "IntegrityError" in log, "the database was to refuse"
    assert _marks(log) == set()
    assert code.replace("-", "")[4:] not in log.replace("-", "")
    assert _marks(_bytes_on_disk(room.settings.data_dir)) == set()
    assert _marks(_told(room.database)) == set()
    assert code.replace("-", "")[4:] not in _told(room.database)


def _marks(where: str) -> set[str]:
    return set(re.findall(f"{STEM}[a-z_0-9-]*", where, re.IGNORECASE))


def _sign_in_wrongly(caller: Caller) -> None:
    sent = typed("username", "password")
    assert caller.post("/sign-in", sent).status_code == 422
    assert caller.post("/sign-in", {**sent, "next": mark("next"), "odd": "x"}).status_code == 422
    new = typed("current", "new", "again", again=mark("other"))
    assert caller.post("/accounts/password", new).status_code == 422
    assert caller.post("/my-plan", {"code": mark("code")}).status_code == 422
    assert caller.post("/my-plan", {"code": mark("code"), "odd": mark("odd")}).status_code == 422


def _describe_a_person(caller: Caller) -> None:
    sent = typed("name", "preferred_name", "communication_needs", "home_area", language="cy")
    assert caller.post("/people/new", {**sent, "operation_id": mark("op")}).status_code == 422
    operation = {"operation_id": str(uuid.uuid4())}
    for wrong in (TOO_LONG + mark("long"), LOST + mark("lost")):
        refused = caller.post("/people/new", {**sent, **operation, "name": wrong})
        assert refused.status_code == 422
    for part in ("day", "month", "year"):
        date = {f"date_of_birth-{part}": mark("date")}
        assert caller.post("/people/new", {**sent, **operation, **date}).status_code == 422
    assert caller.post("/people/new", {**sent, mark("extra"): mark("extra")}).status_code == 422
    made = caller.post("/people/new", {**sent, **operation})
    assert made.status_code == 303
    again = caller.post("/people/new", {**sent, **operation, "name": mark("reused")})
    assert again.status_code == 409
    stale = {**sent, "version": "99", "name": mark("stale")}
    assert caller.post(made.headers["location"] + "/edit", stale).status_code == 409


def _begin(caller: Caller, room: Room) -> None:
    sent: dict[str, Any] = {
        **typed("communication_needs", "participant_name"),
        "language": "en",
        "plan_language": "en",
        "kind": "what_matters_conversation",
        "held_on-day": "12",
        "held_on-month": "8",
        "held_on-year": "2026",
        "participant_id": "",
        "participant_role": "family",
        "version": "1",
    }
    path = f"/conversations/{room.conversation.id}/start"
    assert caller.post(path, {**sent, "participant_role": mark("role")}).status_code == 422
    assert caller.post(path, {**sent, "version": mark("version")}).status_code == 422
    assert caller.post(path, sent).status_code == 303
    assert caller.post(path, {**sent, "participant_name": mark("late")}).status_code == 409


def _answer(caller: Caller, room: Room) -> None:
    path = f"/conversations/{room.conversation.id}/questions/risks"
    sent = typed("words", "view", version="0", operation_id=str(uuid.uuid4()))
    assert caller.post(path, {**sent, "skip_reason": mark("skip"), "words": ""}).status_code == 404
    assert caller.post(path, {**sent, "speaker": mark("speaker")}).status_code == 404
    assert caller.post(path, {**sent, "words": TOO_LONG + mark("long")}).status_code == 422
    assert caller.post(path, sent).status_code == 303
    assert caller.post(path, {**sent, "words": mark("reused")}).status_code == 500
    stale = {**sent, "words": mark("stale"), "operation_id": str(uuid.uuid4())}
    assert caller.post(path, stale).status_code == 500  # the template with both wordings fails
    json = {"Accept": "application/json"}
    assert caller.post(path, stale, **json).json()["kept"] == "beside"
    assert caller.get(f"{path}/choose").status_code == 500  # the same template
    heard = f"/conversations/{room.conversation.id}/heard/risks/add"
    added = {"answer_version": "1", "added": mark("added"), "sentence": mark("sentence")}
    assert caller.post(heard, added).status_code == 404


def _refuse_steps(database: Database) -> None:
    """Let the database refuse every step of a plan."""
    with database._for_writing.connect() as connection:
        connection.execute(
            text(
                "CREATE TRIGGER refuse BEFORE INSERT ON plan_step "
                "BEGIN SELECT RAISE(ABORT, 'refused'); END"
            )
        )
        connection.commit()


def _plan(caller: Caller, room: Room) -> None:
    plan = f"/conversations/{room.conversation.id}/plan"
    outcome = {"kind": "change", "version": "0"}
    sent = {**outcome, "words": mark("outcome"), "operation_id": str(uuid.uuid4())}
    assert caller.post(f"{plan}/outcomes/new", {**sent, "kind": mark("kind")}).status_code == 422
    assert caller.post(f"{plan}/outcomes/new", {**sent, "tag_id": mark("tag")}).status_code == 422
    assert caller.post(f"{plan}/outcomes/new", sent).status_code == 303
    stale = {**sent, "words": mark("stale"), "operation_id": str(uuid.uuid4())}
    assert caller.post(f"{plan}/outcomes/new", stale).status_code == 409
    step = {
        **typed("action", "doer", doer_kind="practitioner", version="1"),
        "operation_id": str(uuid.uuid4()),
    }
    version = re.search(r'name="version" value="(\d+)"', caller.get(f"{plan}/steps/new").text)
    assert version is not None
    step["version"] = version[1]
    assert caller.post(f"{plan}/steps/new", step).status_code == 500
    seen = re.search(r'name="seen" value="([^"]+)"', caller.get(plan).text)
    assert seen is not None
    assert caller.post(f"{plan}/versions", {"seen": mark("seen")}).status_code == 409
    assert caller.post(f"{plan}/versions", {"seen": seen[1]}).status_code == 303
    agreed = {"outcome": "agreed_in_part", "words": mark("agreement")}
    shown = re.search(r'name="version" value="([^"]+)"', caller.get(f"{plan}/agreement").text)
    agreed |= {"version": shown[1]} if shown else {}
    assert caller.post(f"{plan}/agreement", {**agreed, "words": TOO_LONG}).status_code == 422


def _show_the_plan(caller: Caller, room: Room) -> str:
    path = f"/conversations/{room.conversation.id}/review"
    assert caller.post(path, {"operation_id": mark("op")}).status_code == 400
    page = caller.post(path, {"operation_id": str(uuid.uuid4())})
    code = re.search(r"(?<![\w-])([0-9A-Z]{4}-){2}[0-9A-Z]{4}(?![\w-])", page.text)
    assert code is not None, page.text
    return code[0]


def _review(room: Room, server: Server, code: str) -> None:
    with Caller(server.address, room.settings, room.database, None) as person:
        assert person.post("/my-plan", {"code": f"{code[:5]}0000-0000"}).status_code == 422
        assert person.post("/my-plan", {"code": code}).status_code == 303
        page = person.get("/my-plan/read").text
        line = re.search(r'name="line" value="([^"]+)"', page)
        first = re.search(r'id="words-of-([^"]+)"', page)
        version = re.search(r'name="version" value="([^"]+)"', page)
        assert first is not None
        assert version is not None
        key = line[1] if line else first[1]
        sent = {"version": version[1], "line": key, "words": mark("review")}
        not_said = {**sent, "answer": f"not_what_i_said {key}"}
        assert person.post("/my-plan/read", not_said).status_code == 303
        too_long = {**not_said, "words": mark("long") + "x" * 2_001}
        assert person.post("/my-plan/read", too_long).status_code == 422
        assert person.post("/my-plan/read", {**sent, "answer": mark("odd")}).status_code == 400
        answer = {"version": version[1], "outcome": "agreed_in_part", "words": mark("comment")}
        assert person.post("/my-plan/answer", {**answer, "outcome": mark("o")}).status_code == 422
        assert person.post("/my-plan/answer", answer).status_code == 303


def _make_accounts(room: Room, server: Server) -> None:
    boss = make_staff(room.database, "administrator", password_hash=hash_password("a long secret"))
    with room.caller(server.address, boss) as caller:
        sent = typed("name", "password", username="olwen", role="commissioner", language="cy")
        assert caller.post("/accounts", {**sent, "role": mark("role")}).status_code == 422
        assert caller.post("/accounts", {**sent, "password": STEM[:3]}).status_code == 422
        assert caller.post("/accounts", sent).status_code == 303
        assert caller.get("/audit").status_code == 200


def _wait_for_failed_jobs(database: Database) -> None:
    latest = time.monotonic() + 30
    while time.monotonic() < latest:
        with database.engine.connect() as connection:
            failed = connection.execute(
                text("SELECT count(DISTINCT kind) FROM job WHERE failure <> ''")
            ).scalar_one()
        if failed == 2:
            return
        time.sleep(0.2)
    raise AssertionError("The tagger and the printer were to fail.")


def _bytes_on_disk(folder: Path) -> str:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.name == "whatmatters.db" for path in files)
    return "\n".join(path.read_bytes().decode("latin-1") for path in files)


def _told(database: Database) -> str:
    """Return all that the tables hold that must hold no words."""
    with database.engine.connect() as connection:
        return "\n".join(
            str(row)
            for table in WITHOUT_WORDS
            for row in connection.execute(text(f"SELECT * FROM {table}"))
        )
