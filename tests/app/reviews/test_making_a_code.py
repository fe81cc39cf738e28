import datetime as dt
import uuid

import pytest
import time_machine
from fastapi import FastAPI
from sqlmodel import select

from app import clock
from app.audit import AuditEvent
from app.database import Database
from app.plans.models import PlanVersion
from app.reviews.models import ReviewCode, ReviewSession
from tests.app.reviews.review_samples import Review, code_on, make_review
from tests.client import Browser, check_page, new_operation
from tests.factories import (
    make_conversation,
    make_person,
    make_staff,
    make_team,
)


def _codes(database: Database) -> list[ReviewCode]:
    with database.reading() as session:
        return list(session.exec(select(ReviewCode)))


def test_the_code_is_shown_once_and_only_its_first_part_is_kept(review: Review) -> None:
    code = review.code()
    (kept,) = _codes(review.database)
    assert kept.locator == code[:4]
    secret = code.replace("-", "")[4:]
    assert secret not in f"{kept.locator}{kept.secret_hash}"
    assert kept.secret_hash.startswith("$argon2id$")
    assert code not in review.staff_browser().get(review.path).html


def test_a_code_in_no_table_and_no_file_can_be_read_back(review: Review) -> None:
    code = review.code()
    review.reader(code)
    folder = review.app.state.settings.data_dir
    kept = b"".join(file.read_bytes() for file in folder.glob("whatmatters.db*"))
    assert code.encode() not in kept
    assert code.replace("-", "").encode() not in kept


def test_making_a_code_shows_the_latest_version_to_the_person(review: Review) -> None:
    review.code()
    with review.database.reading() as session:
        (version,) = session.exec(select(PlanVersion))
    assert version.shared_at is not None


def test_the_same_operation_makes_one_code_and_shows_it_once(review: Review) -> None:
    browser, operation = review.staff_browser(), new_operation()
    first = check_page(browser.post(review.path, {"operation_id": operation}, status=200))
    again = check_page(browser.post(review.path, {"operation_id": operation}, status=200))
    assert code_on(first) not in again.html
    assert "The code was made" in again.text
    assert len(_codes(review.database)) == 1
    review.reader(code_on(first)).get("/my-plan/read")


def test_an_operation_that_is_no_operation_makes_nothing(review: Review) -> None:
    review.staff_browser().post(review.path, {"operation_id": "twice"}, status=400)
    assert _codes(review.database) == []


def test_a_code_runs_out_after_the_days_that_are_set(review: Review) -> None:
    code = review.code()
    with time_machine.travel(clock.now() + dt.timedelta(days=14, minutes=1), tick=False):
        Browser(review.app).post("/my-plan", {"code": code}, status=422)


def test_a_new_code_ends_the_old_one_and_closes_what_it_opened(review: Review) -> None:
    old = review.code()
    reader = review.reader(old)
    new = review.code()
    assert reader.fetch("/my-plan/read").headers["location"] == "/my-plan"
    Browser(review.app).post("/my-plan", {"code": old}, status=422)
    review.reader(new).get("/my-plan/read")


def test_ending_the_code_closes_the_plan_wherever_it_is_open(review: Review) -> None:
    code = review.code()
    reader = review.reader(code)
    review.staff_browser().post(f"{review.path}/end")
    assert reader.fetch("/my-plan/read").headers["location"] == "/my-plan"
    Browser(review.app).post("/my-plan", {"code": code}, status=422)


def test_ending_twice_is_ending_once(review: Review) -> None:
    review.code()
    review.staff_browser().post(f"{review.path}/end")
    ended = _codes(review.database)[0].ended_at
    review.staff_browser().post(f"{review.path}/end")
    assert _codes(review.database)[0].ended_at == ended


def test_without_a_saved_plan_there_is_nothing_to_give_a_code_for(
    app: FastAPI, database: Database
) -> None:
    practitioner = make_staff(database, team=make_team(database))
    conversation = make_conversation(database, make_person(database, practitioner))
    browser = Browser(app).sign_in(practitioner)
    path = f"/conversations/{conversation.id}/review"
    assert "Save the plan first" in browser.get(path).text
    browser.post(path, {"operation_id": new_operation()}, status=409)
    assert _codes(database) == []


def test_another_team_and_an_unknown_id_find_the_same_nothing(review: Review) -> None:
    stranger = make_staff(review.database, team=make_team(review.database, "Conwy"))
    browser = Browser(review.app).sign_in(stranger)
    unknown = f"/conversations/{uuid.uuid4()}/review"
    assert browser.get(review.path, 404).text == browser.get(unknown, 404).text
    for path in (review.path, unknown, f"{review.path}/end", f"{unknown}/end"):
        browser.post(path, {"operation_id": new_operation()} if path[-3:] != "end" else {}, 404)
    assert _codes(review.database) == []


@pytest.mark.parametrize("role", ["commissioner", "administrator"])
def test_a_role_that_makes_no_plans_finds_no_review(review: Review, role: str) -> None:
    account = make_staff(review.database, role=role, team=None)
    browser = Browser(review.app).sign_in(account)
    browser.get(review.path, 404)
    browser.post(review.path, {"operation_id": new_operation()}, status=404)


def test_the_handout_speaks_the_language_of_the_plan(app: FastAPI, database: Database) -> None:
    review = make_review(app, database, plan_language="cy")
    browser = review.staff_browser().speak("en")
    page = check_page(browser.post(review.path, {"operation_id": new_operation()}, status=200))
    assert "Teipiwch y cod hwn" in page.text
    assert "This code is shown once" in page.text
    assert "/my-plan" in page.text


def test_the_page_with_the_code_changes_language_and_keeps_the_code(review: Review) -> None:
    browser = review.staff_browser()
    page = check_page(browser.post(review.path, {"operation_id": new_operation()}, status=200))
    sent = {**page.fields("same-page"), "switch_language": "cy"}
    welsh = check_page(browser.post(review.path, sent, status=200))
    assert welsh.tree.get("lang") == "cy"
    assert code_on(welsh) == code_on(page)
    assert len(_codes(review.database)) == 1


def test_a_code_that_was_not_made_is_never_shown_as_if_it_were(review: Review) -> None:
    review.code()
    sent = {"code": "ABCD-2345-WXYZ", "switch_language": "cy", "operation_id": new_operation()}
    response = review.staff_browser().post(review.path, sent, status=303)
    assert response.headers["location"] == review.path


def test_every_act_on_a_code_is_in_the_audit_trail_without_the_code(review: Review) -> None:
    code = review.code()
    reader = review.reader(code)
    reader.post("/my-plan/leave")
    review.staff_browser().post(f"{review.path}/end")
    with review.database.reading() as session:
        events = list(session.exec(select(AuditEvent)))
        opened = session.exec(select(ReviewSession)).one()
    (kept,) = _codes(review.database)
    acts = {(event.actor_kind, event.action) for event in events if event.subject_id == kept.id}
    assert acts == {
        ("staff", "made_review_code"),
        ("person", "opened_plan_with_code"),
        ("person", "closed_plan"),
        ("staff", "ended_review_code"),
    }
    assert {e.actor_id for e in events if e.actor_kind == "person"} == {kept.id}
    assert all(e.person_id == review.person.id for e in events if e.subject_id == kept.id)
    assert not any(code[5:] in event.details for event in events)
    assert opened.ended_at is not None
