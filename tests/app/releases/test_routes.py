"""The commissioner's pages: safe tables to see and to take away, and nothing else of anybody's."""

import datetime as dt
import re

import pytest
from fastapi import FastAPI

from app import clock
from app.database import Database
from app.identity import StaffAccount
from app.jobs import run_waiting
from app.main import routes_and_access
from tests.app.releases.holding import hold
from tests.client import Browser, Page, new_operation
from tests.factories import (
    make_conversation,
    make_person,
    make_staff,
    make_team,
    unknown_id,
)


@pytest.fixture(autouse=True)
def _in_october(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 10, 5))


@pytest.fixture
def commissioner(database: Database) -> StaffAccount:
    return make_staff(database, "commissioner", name="Sioned Pari")


@pytest.fixture
def practitioner(database: Database) -> StaffAccount:
    return make_staff(database, team=make_team(database))


def order(browser: Browser, period: str = "2026-Q3", after: int = 0) -> str:
    sent = {"period": period, "after": str(after), "operation_id": new_operation()}
    location: str = browser.post("/releases", sent).headers["location"]
    return location


def make(browser: Browser, database: Database) -> Page:
    path = order(browser)
    run_waiting(database)
    return browser.get(path)


def test_a_commissioner_can_open_no_record_at_all(
    app: FastAPI, database: Database, commissioner: StaffAccount, practitioner: StaffAccount
) -> None:
    person = make_person(database, practitioner)
    conversation = make_conversation(database, person)
    browser = Browser(app).sign_in(commissioner)
    of_people = ("/today", "/people", "/conversations", "/plans", "/team")
    tried = 0
    for path, methods, _rule in routes_and_access(app):
        if "GET" not in methods or not path.startswith(of_people):
            continue
        filled = path.replace("{person_id}", str(person.id))
        filled = filled.replace("{conversation_id}", str(conversation.id))
        response = browser.fetch(re.sub(r"\{[^}]*\}", str(conversation.id), filled))
        assert response.status_code == 404, filled
        tried += 1
    assert tried >= 2


@pytest.mark.parametrize("role", ["practitioner", "team_leader", "administrator"])
def test_releases_are_for_commissioners_only(
    database: Database,
    browser: Browser,
    commissioner: StaffAccount,
    practitioner: StaffAccount,
    role: str,
) -> None:
    hold(database, practitioner, 1)
    path = order(browser.sign_in(commissioner))
    run_waiting(database)
    browser.sign_in(make_staff(database, role, make_team(database)))
    browser.get("/releases", status=404)
    browser.get(path, status=404)
    browser.get(f"{path}/files/2026-Q3-release-1-domains.en.csv", status=404)
    sent = {"period": "2026-Q3", "after": "1", "operation_id": new_operation()}
    browser.post("/releases", sent, status=404)


def test_without_conversations_there_is_nothing_to_release(
    browser: Browser, commissioner: StaffAccount
) -> None:
    assert (
        "There is no quarter to release yet" in browser.sign_in(commissioner).get("/releases").text
    )


def test_only_quarters_that_have_ended_are_offered(
    database: Database, browser: Browser, commissioner: StaffAccount, practitioner: StaffAccount
) -> None:
    person = make_person(database, practitioner)
    make_conversation(database, person, dt.date(2026, 8, 1))
    make_conversation(database, person, dt.date(2026, 10, 2))
    page = browser.sign_in(commissioner).get("/releases")
    assert "July to September 2026" in page.text
    assert "October to December 2026" not in page.text


def test_a_quarter_without_conversations_looks_like_any_other(
    database: Database, browser: Browser, commissioner: StaffAccount, practitioner: StaffAccount
) -> None:
    person = make_person(database, practitioner)
    make_conversation(database, person, dt.date(2026, 2, 1))
    make_conversation(database, person, dt.date(2026, 8, 1))
    assert "April to June 2026" in browser.sign_in(commissioner).get("/releases").text


def test_a_quarter_that_has_not_ended_is_refused_in_words(
    browser: Browser, commissioner: StaffAccount
) -> None:
    sent = {"period": "2026-Q4", "after": "0", "operation_id": new_operation()}
    page = browser.sign_in(commissioner).refused("/releases", sent, status=409)
    assert "October to December 2026 has not ended yet" in page.text


@pytest.mark.parametrize("period", ["", "2026-Q9", "<b>", "2026-Q3\x00 or so"])
def test_a_malformed_order_is_refused_and_makes_nothing(
    browser: Browser, commissioner: StaffAccount, period: str
) -> None:
    sent = {"period": period, "after": "0", "operation_id": new_operation()}
    browser.sign_in(commissioner)
    response = browser.client.post("/releases", data={**sent, "csrf_token": browser.token()})
    assert response.status_code in (400, 409)


def test_the_page_waits_in_words_until_the_release_is_made(
    database: Database, browser: Browser, commissioner: StaffAccount
) -> None:
    path = order(browser.sign_in(commissioner))
    assert "This release is being made" in browser.get(path).text
    run_waiting(database)
    assert "This release is being made" not in browser.get(path).text


def test_small_numbers_are_hidden_on_the_page_too(
    database: Database, browser: Browser, commissioner: StaffAccount, practitioner: StaffAccount
) -> None:
    hold(database, practitioner, 7)
    page = make(browser.sign_in(commissioner), database)
    domains = page.html.split('id="domains-heading"')[1].split("</section>")[0]
    assert "hidden (small number)" in domains
    assert "chart__stub" in domains
    assert not re.search(r">\s*7\s*<", page.html)


def test_numbers_are_rounded_on_the_page(
    database: Database, browser: Browser, commissioner: StaffAccount, practitioner: StaffAccount
) -> None:
    hold(database, practitioner, 12)
    page = make(browser.sign_in(commissioner), database)
    domains = page.html.split('id="domains-heading"')[1].split("</section>")[0]
    assert ">10</td>" in domains
    assert not re.search(r">\s*12\s*<", page.html)


def test_the_page_shows_what_left_and_not_what_stands_now(
    database: Database, browser: Browser, commissioner: StaffAccount, practitioner: StaffAccount
) -> None:
    hold(database, practitioner, 12)
    browser.sign_in(commissioner)
    path = order(browser)
    run_waiting(database)
    before = browser.get(path).text
    hold(database, practitioner, 30)
    assert browser.get(path).text == before


def test_the_page_says_what_is_hidden_and_why_in_welsh_too(
    database: Database, browser: Browser, commissioner: StaffAccount
) -> None:
    page = make(browser.sign_in(commissioner).speak("cy"), database)
    assert "bod rhwng 0 a 7 o bobl y tu ôl i'r ffigur" in page.text
    assert "Nid yw'r meysydd byth yn adio i nifer y bobl." in page.text


def test_a_file_is_taken_away_as_csv_and_twice_the_same(
    database: Database, browser: Browser, commissioner: StaffAccount, practitioner: StaffAccount
) -> None:
    hold(database, practitioner, 12)
    page = make(browser.sign_in(commissioner), database)
    paths = [href for href in page.links().values() if "/files/" in href]
    assert len(paths) == 13
    path = next(href for href in paths if href.endswith("domains.en.csv"))
    first, second = browser.fetch(path), browser.fetch(path)
    assert first.headers["content-type"] == "text/csv; charset=utf-8"
    assert first.headers["content-disposition"] == (
        'attachment; filename="2026-Q3-release-1-domains.en.csv"'
    )
    assert first.content == second.content
    assert b"2026-Q3,HEALTH,Physical" in first.content


def test_unknown_releases_and_files_look_alike(
    database: Database, browser: Browser, commissioner: StaffAccount
) -> None:
    browser.sign_in(commissioner)
    path = order(browser)
    run_waiting(database)
    unknown = browser.get(f"/releases/{unknown_id()}", status=404)
    assert browser.get("/releases/nothing", status=404).text == unknown.text
    assert browser.get(f"{path}/files/nothing.csv", status=404).text == unknown.text


def test_another_release_is_offered_with_a_warning_and_made_when_asked(
    database: Database, browser: Browser, commissioner: StaffAccount, practitioner: StaffAccount
) -> None:
    hold(database, practitioner, 1)
    make(browser.sign_in(commissioner), database)
    page = browser.get("/releases")
    assert "Make another release of this quarter" in page.text
    assert page.fields()["after"] == "1"
    second = browser.get(order(browser, after=1))
    assert second.title.startswith("July to September 2026, release 2")


def test_more_than_ten_releases_in_an_hour_are_refused(
    browser: Browser, commissioner: StaffAccount
) -> None:
    browser.sign_in(commissioner)
    for after in range(10):
        order(browser, after=after)
    sent = {"period": "2026-Q3", "after": "10", "operation_id": new_operation()}
    browser.refused("/releases", sent, status=429)
