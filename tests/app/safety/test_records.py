"""A worry about safety: who can write it, who can read it, and where it never goes."""

import hashlib
import logging
import re
import subprocess
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.audit import AuditEvent
from app.database import Database
from app.identity import actor_for
from app.jobs import run_waiting
from app.periods import Quarter
from app.releases.actions import request_release
from app.releases.disclosure import DisclosureRule
from app.releases.queries import list_files
from app.safety.models import SafetyRecord, SafetyStep
from tests.app.plans.kitchen_table import Table, save, sit_down, write_plan
from tests.app.reviews.review_samples import make_review
from tests.client import Browser, new_operation
from tests.factories import make_person, make_staff, make_team


CANARY = "Qxzjw saw the bruise"
TABLE = Path(__file__).parents[2] / "repository" / "routes.txt"


@dataclass(frozen=True)
class Desk:
    """A writer with a person, and a record that is kept."""

    app: FastAPI
    database: Database
    table: Table
    writer: Browser
    address: str

    def browser(self, role: str, *, here: bool = True) -> Browser:
        team = self.table.team if here else make_team(self.database, "Taf")
        has_team = role in ("practitioner", "team_leader")
        account = make_staff(self.database, role, team if has_team else None, name=f"A {role}")
        return Browser(self.app).sign_in(account)


def worry(**changed: str) -> dict[str, str]:
    return {
        "operation_id": new_operation(),
        "about": f"{CANARY} neighbour",
        "worried": f"{CANARY} friend",
        "seen": f"{CANARY}. She said: he shouts.",
        "whose_words": f"{CANARY} her own",
        "wishes": f"{CANARY} left alone",
        "done": f"{CANARY} rang",
        "told_whom": f"{CANARY} duty desk",
        "told_on-day": "2",
        "told_on-month": "9",
        "told_on-year": "2026",
        "told_time": "14:20",
        **changed,
    }


@pytest.fixture
def desk(app: FastAPI, database: Database) -> Desk:
    table = sit_down(database)
    writer = Browser(app).sign_in(table.account)
    sent = worry(person=str(table.conversation.person_id))
    response = writer.post("/safety/records", sent)
    return Desk(app, database, table, writer, response.headers["location"])


def rows(database: Database, model: type[Any]) -> list[Any]:
    with database.reading() as session:
        return list(session.exec(select(model)))


def test_numbers_come_first_and_then_the_way_to_write_it_down(desk: Desk) -> None:
    page = desk.writer.get("/safety")
    assert page.text.index("01632 960 101") < page.text.index("Write down a worry")
    assert page.links()["Write down a worry"] == "/safety/records/new"


@pytest.mark.parametrize("role", ["commissioner", "administrator"])
def test_who_has_no_people_is_shown_the_numbers_and_no_record(desk: Desk, role: str) -> None:
    page = desk.browser(role).get("/safety")
    assert "01632 960 101" in page.text
    assert "/safety/records" not in page.html


def test_what_was_written_is_shown_as_it_was_written(desk: Desk) -> None:
    page = desk.writer.get(desk.address)
    for words in (
        "Gwyneth Bebb",
        f"{CANARY} friend",
        "She said: he shouts.",
        f"{CANARY} her own",
        f"Told on 2 September 2026 at 14:20: {CANARY} duty desk",
    ):
        assert words in page.text
    assert "Writing this down tells nobody and decides nothing." in page.text
    assert CANARY not in page.title


def test_the_leader_of_the_team_reads_it_too(desk: Desk) -> None:
    leader = desk.browser("team_leader")
    assert "Gwyneth Bebb" in leader.get("/safety/records").text
    assert CANARY in leader.get(desk.address).text


@pytest.mark.parametrize(
    ("role", "here"),
    [
        ("practitioner", True),
        ("practitioner", False),
        ("team_leader", False),
        ("commissioner", False),
        ("administrator", False),
    ],
)
def test_for_everybody_else_there_is_no_such_record(desk: Desk, role: str, here: bool) -> None:
    other = desk.browser(role, here=here)
    other.get(desk.address, status=404)
    other.post(desk.address, {"done": "Looked.", "operation_id": new_operation()}, status=404)
    listed = other.fetch("/safety/records")
    assert CANARY not in listed.text
    assert "Gwyneth" not in listed.text
    assert [step.done for step in rows(desk.database, SafetyStep)] == [f"{CANARY} rang"]


def test_a_person_of_another_team_cannot_be_named_by_number(desk: Desk) -> None:
    stranger = make_person(
        desk.database, make_staff(desk.database, team=make_team(desk.database, "Taf"))
    )
    desk.writer.post("/safety/records", worry(person=str(stranger.id)), status=404)


def test_what_was_done_since_is_added_and_nothing_is_changed(desk: Desk) -> None:
    leader = desk.browser("team_leader")
    more = {"operation_id": new_operation(), "done": "Rang her daughter."}
    leader.post(desk.address, more)
    leader.post(desk.address, more)
    page = desk.writer.get(desk.address)
    assert f"{CANARY} rang" in page.text
    assert page.text.count("Rang her daughter.") == 1
    assert "Written down by A team_leader" in page.text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"seen": ""}, "Write what was seen or said."),
        ({"whose_words": ""}, "Write whose words these are, or who saw it."),
        ({"about": ""}, "Choose or write who you are worried about."),
        ({"told_on-day": "", "told_on-month": "", "told_on-year": ""}, "Enter the day they were"),
        ({"told_on-year": "2126"}, "which cannot be after today"),
        ({"told_time": "soon"}, "for example 14:20"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    desk: Desk, changed: dict[str, str], sentence: str
) -> None:
    page = desk.writer.refused("/safety/records", worry(done="I stayed with her.", **changed))
    assert sentence in page.text
    assert "I stayed with her." in page.html
    assert len(rows(desk.database, SafetyRecord)) == 1


def test_an_addition_that_says_nothing_is_refused(desk: Desk) -> None:
    page = desk.writer.refused(desk.address, {"operation_id": new_operation()})
    assert "Write what was done, or who was told." in page.text


def test_changing_the_language_keeps_what_was_typed(desk: Desk) -> None:
    sent = worry(switch_language="cy", seen="Roedd hi'n crio.")
    page = desk.writer.post("/safety/records", sent, status=200).text
    assert "Beth a welwyd neu a ddywedwyd?" in page
    assert "Roedd hi&#39;n crio." in page


def test_a_tablet_gets_its_receipt_and_a_second_sending_writes_nothing_more(desk: Desk) -> None:
    sent = worry()
    first = desk.writer.post("/safety/records", sent, status=200, Accept="application/json")
    again = desk.writer.post("/safety/records", sent, status=200, Accept="application/json")
    assert first.json() == again.json()
    assert first.json()["operation_id"] == sent["operation_id"]
    assert first.json()["content_sha256"] == hashlib.sha256(first.request.content).hexdigest()
    assert len(rows(desk.database, SafetyRecord)) == 2
    other = {**sent, "seen": "Something else."}
    desk.writer.post("/safety/records", other, status=409, Accept="application/json")
    refused = desk.writer.post(
        "/safety/records", worry(seen=""), status=422, Accept="application/json"
    )
    assert refused.json()["field"] == "seen"


def test_writing_adding_and_looking_are_audited_without_the_person(desk: Desk) -> None:
    desk.writer.get(desk.address)
    desk.writer.post(desk.address, {"operation_id": new_operation(), "done": "More."})
    events = [e for e in rows(desk.database, AuditEvent) if e.subject_kind == "safety_record"]
    assert [event.action for event in events] == [
        "safety_record_written",
        "viewed",
        "safety_record_added_to",
    ]
    assert {event.person_id for event in events} == {None}
    assert CANARY not in desk.browser("administrator").get("/audit").text


def test_its_words_lie_sealed_in_the_database(desk: Desk) -> None:
    with desk.database.engine.connect() as connection:
        for table in ("safety_record", "safety_step"):
            row = str(connection.exec_driver_sql(f"SELECT * FROM {table}").one())
            assert CANARY not in row


def test_no_other_page_of_anybodys_holds_a_word_of_it(desk: Desk) -> None:
    """Every address that can be read, as everybody; the plan with its PDF, and a release too."""
    write_plan(desk.table)
    save(desk.writer, desk.table)
    ids = {
        "person_id": str(desk.table.conversation.person_id),
        "conversation_id": str(desk.table.conversation.id),
        "key": "what_matters",
    }
    everybody = [
        desk.writer,
        *(desk.browser(role) for role in ("practitioner", "team_leader", "commissioner")),
        desk.browser("administrator"),
    ]
    opened = 0
    for path in readable():
        address = re.sub(r"{(\w+)}", lambda name: ids.get(name[1], str(uuid.uuid4())), path)
        for browser in everybody:
            answer = browser.fetch(address)
            opened += answer.status_code == 200
            assert CANARY not in words_in(answer), (address, answer.status_code)
    assert opened > 60


def readable() -> list[str]:
    lines = TABLE.read_text("utf-8").splitlines()
    paths = [line.split()[1] for line in lines if line.startswith("GET")]
    kept = [path for path in paths if not path.startswith("/safety/records")]
    return [*kept, "/conversations/{conversation_id}/plan.pdf?language=cy"]


def words_in(answer: Any) -> str:
    if answer.headers.get("content-type") == "application/pdf":
        told = subprocess.run(
            ["pdftotext", "-", "-"], input=answer.content, capture_output=True, check=True
        )
        return " ".join(told.stdout.decode().split())
    return str(answer.text)


def test_no_release_holds_a_word_of_it(desk: Desk) -> None:
    commissioner = make_staff(desk.database, "commissioner", name="Anwen Tudor")
    with desk.database.writing() as session:
        release = request_release(
            session,
            actor_for(commissioner),
            DisclosureRule(),
            Quarter(2026, 3),
            after=0,
            operation_id=uuid.uuid4(),
        )
    run_waiting(desk.database)
    with desk.database.reading() as session:
        files = list_files(session, release)
        assert files
        assert not [file.name for file in files if CANARY.encode() in file.content]


def test_the_person_reads_nothing_of_it_beside_their_plan(app: FastAPI, database: Database) -> None:
    review = make_review(app, database)
    review.staff_browser().post("/safety/records", worry(person=str(review.person.id)))
    reader = review.reader()
    page = reader.get("/my-plan/read")
    assert "choir" in page.text
    assert CANARY not in page.html


def test_no_log_holds_a_word_of_it_though_it_goes_wrong(
    desk: Desk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)

    def fail(*_args: object, **_more: object) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr("app.safety.routes.record_page", fail)
    answer = desk.writer.fetch(desk.address)
    assert answer.status_code == 500
    desk.writer.post("/safety/records", worry())
    assert "error" in caplog.text
    assert CANARY not in caplog.text


def test_the_pages_speak_welsh(desk: Desk) -> None:
    welsh = desk.writer.speak("cy")
    for path in ("/safety/records", "/safety/records/new", desk.address):
        assert "ddiogelwch rhywun" in welsh.get(path).title
