"""Slow work that dies or hangs: answers are still saved at once, and nothing fails in silence."""

import datetime as dt
import io
import re
import sys
import threading
import time
import uuid

import pytest
import time_machine
from fastapi import FastAPI
from pypdf import PdfReader
from sqlmodel import col, select

from app import clock, jobs
from app.database import Database
from app.jobs import MOST_ATTEMPTS, Job, run_waiting
from app.plans.documents import make_documents
from app.plans.pdf.page import PlanDocument
from tests.app.plans.plan_samples import plan_saying, printed, short_plan
from tests.app.reviews.review_samples import make_review
from tests.factories import keep
from tests.faults.conftest import Room
from tests.faults.server import Server


AT_ONCE = 2.0  # seconds: one, with head-room for a busy machine
NOT_TAGGED = "Not tagged yet"


@pytest.mark.both_databases
@pytest.mark.parametrize("fault", ["tagging_raises", "tagging_hangs"])
def test_an_answer_is_saved_and_the_page_says_that_it_is_not_tagged(
    room: Room, server: Server, fault: str
) -> None:
    server.start(fault)
    with room.caller(server.address) as caller:
        for number in range(6):
            began = time.monotonic()
            saved = caller.save(room.conversation, "risks", f"I fell {number} times.", number)
            assert saved.status_code == 200
            assert time.monotonic() - began < AT_ONCE
        heard = caller.get(f"/conversations/{room.conversation.id}/heard").text
        assert NOT_TAGGED in heard
        assert "I fell 5 times." in heard
        again = f"/conversations/{room.conversation.id}/heard/risks/again"
        assert f'action="{again}"' in heard
        assert caller.post(again, {"answer_version": "6"}).status_code == 303
        plan = f"/conversations/{room.conversation.id}/plan"
        assert caller.get(plan).status_code == 200


def test_what_could_not_be_tagged_is_tagged_when_the_tagger_is_well_again(
    room: Room, server: Server
) -> None:
    server.start("tagging_raises")
    with room.caller(server.address) as caller:
        caller.save(room.conversation, "risks", "I hardly see my daughter.", 0)
    server.kill()
    server.start()
    with room.caller(server.address) as caller:
        path = f"/conversations/{room.conversation.id}/heard"
        caller.post(f"{path}/risks/again", {"answer_version": "1"})
        latest = time.monotonic() + 30
        while NOT_TAGGED in (shown := caller.get(path).text) and time.monotonic() < latest:
            time.sleep(0.2)
    assert NOT_TAGGED not in shown
    assert re.search(r"daughter", shown)


def test_work_left_behind_by_a_killed_server_is_done_when_it_starts_again(
    room: Room, server: Server
) -> None:
    server.start("no_worker")
    with room.caller(server.address) as caller:
        caller.save(room.conversation, "risks", "I hardly see my daughter.", 0)
    server.kill()
    for hint in room.settings.data_dir.glob("hints.db*"):
        hint.unlink()  # what carried the hint is lost; the job is in the data
    server.start()
    with room.caller(server.address) as caller:
        path = f"/conversations/{room.conversation.id}/heard"
        latest = time.monotonic() + 20
        while NOT_TAGGED in (shown := caller.get(path).text) and time.monotonic() < latest:
            time.sleep(0.2)
    assert NOT_TAGGED not in shown


@pytest.mark.both_databases
def test_work_that_goes_on_failing_is_tried_for_hours_and_then_shows_as_failed(
    app: FastAPI, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = make_review(app, database)
    monkeypatch.setitem(jobs._handlers, "render_plan", _fail)
    began = clock.now()
    with time_machine.travel(began, tick=False) as traveller:
        while _state(database) == "waiting":
            run_waiting(database)
            traveller.shift(dt.timedelta(minutes=1))
        lasted = clock.now() - began
        assert lasted >= dt.timedelta(hours=4)
        assert _state(database) == "failed"
        pdf = f"/conversations/{review.conversation.id}/plan.pdf"
        assert "Make the PDF again" in review.staff_browser().get(pdf).text


def test_work_of_every_kind_that_fails_for_good_raises_one_alarm(
    app: FastAPI,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    kinds = list(jobs._handlers)
    assert {"render_plan", "tag_answer", "make_release"} <= set(kinds)
    for kind in kinds:
        monkeypatch.setitem(jobs._handlers, kind, _fail)
    put = {kind: keep(database, Job(kind=kind, subject_id=uuid.uuid4())).id for kind in kinds}
    with time_machine.travel(clock.now(), tick=False) as traveller:
        for tried in range(1, MOST_ATTEMPTS + 3):
            run_waiting(database)
            traveller.shift(dt.timedelta(hours=6))
            if tried < MOST_ATTEMPTS:
                assert alarms(caplog.text) == [], "it is tried again: nobody is needed yet"
    told = {id_: f"({kind}) has failed for good: ValueError" for kind, id_ in put.items()}
    assert dict(alarms(caplog.text)) == {str(id_): line for id_, line in told.items()}
    assert len(alarms(caplog.text)) == len(kinds)


def test_the_alarm_stands_in_the_log_of_the_server_itself(room: Room, server: Server) -> None:
    long_ago = clock.now() - dt.timedelta(minutes=6)
    last_try, killed, first_try = (
        Job(kind="unknown_work", subject_id=uuid.uuid4()) for _ in range(3)
    )
    last_try.attempts = MOST_ATTEMPTS - 1
    killed.state, killed.attempts, killed.started_at = "running", MOST_ATTEMPTS, long_ago
    for job in (last_try, killed, first_try):
        keep(room.database, job)
    server.start()
    latest = time.monotonic() + 30
    while len(alarms(log := server.log.read_text("utf-8"))) < 2 or str(first_try.id) not in log:
        assert time.monotonic() < latest, log
        time.sleep(0.1)
    server.stop()
    assert dict(alarms(server.log.read_text("utf-8"))) == {
        str(last_try.id): "(unknown_work) has failed for good: KeyError",
        str(killed.id): "(unknown_work) has failed for good: NeverFinished",
    }


def alarms(log: str) -> list[tuple[str, str]]:
    """Return the job that each alarm names, and what it says of it."""
    return re.findall(r"ALARM: job (\S+) (.+)$", log, re.MULTILINE)


def test_the_doctor_names_the_work_that_has_failed(room: Room, server: Server) -> None:
    subject = uuid.uuid4()
    assert "No slow work has failed" in server.doctor().stdout
    keep(
        room.database,
        Job(
            kind="tag_answer",
            subject_id=subject,
            state="failed",
            attempts=MOST_ATTEMPTS,
            failure="ValueError",
        ),
    )
    seen = server.doctor()
    assert seen.returncode == 1
    for told in ("NOT", "tag_answer", str(subject), "ValueError"):
        assert told in seen.stdout


def test_plans_printed_at_the_same_time_hold_only_their_own_words(
    app: FastAPI, database: Database
) -> None:
    people = 6
    reviews = [make_review(app, database) for _ in range(people)]
    for number, review in enumerate(reviews):
        review.want(canary(number))
    versions = [review.save() for review in reviews]
    threads = [
        threading.Thread(target=make_documents, args=(database, version.id)) for version in versions
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    pdfs: dict[int, bytes] = {}

    def take(number: int) -> None:
        path = f"/conversations/{reviews[number].conversation.id}/plan.pdf"
        pdfs[number] = reviews[number].staff_browser().fetch(path).content

    threads = [threading.Thread(target=take, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert {number: canaries_in(pdf) for number, pdf in pdfs.items()} == {
        number: {canary(number)} for number in range(people)
    }


def test_plans_drawn_at_the_same_time_are_drawn_as_if_each_were_alone() -> None:
    contents = [plan_saying(f"{canary(number)} ŵŷ ♥") for number in range(4)]
    alone = [printed(content) for content in contents]
    together: dict[int, bytes] = {}
    for _round in range(5):
        threads = [
            threading.Thread(target=lambda n=n: together.update({n: printed(contents[n])}))
            for n in range(len(contents))
        ]
        often, switching = 1e-6, sys.getswitchinterval()
        sys.setswitchinterval(often)
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        sys.setswitchinterval(switching)
        assert [together.pop(n) for n in range(len(contents))] == alone


def test_one_plan_is_drawn_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """ReportLab's fonts keep their place while they are read: two readers would share it."""
    drawing: list[int] = []
    most: list[int] = []
    build = PlanDocument.build_plan

    def watched(document: PlanDocument) -> None:
        drawing.append(1)
        time.sleep(0.05)
        most.append(len(drawing))
        build(document)
        drawing.pop()

    monkeypatch.setattr(PlanDocument, "build_plan", watched)
    threads = [threading.Thread(target=short_plan) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert most == [1, 1, 1]


def canary(number: int) -> str:
    return f"Canary{number}sings"


def canaries_in(pdf: bytes) -> set[str]:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return set(re.findall(r"Canary\d+sings", text))


def _fail(_database: Database, _subject: uuid.UUID) -> None:
    raise ValueError


def _state(database: Database) -> str:
    with database.reading() as session:
        return session.exec(select(Job.state).where(col(Job.kind) == "render_plan")).one()
