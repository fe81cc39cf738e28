"""How a session begins, lives and ends."""

import datetime as dt

import time_machine
from sqlmodel import select

from app import clock
from app.database import Database
from app.identity import StaffAccount, StaffSession
from tests.app.accounts.trying import enter, hold
from tests.client import Browser


def test_each_sign_in_is_a_new_session_and_ends_the_one_before(
    browser: Browser, lowri: StaffAccount
) -> None:
    enter(browser)
    first = browser.client.cookies["session"]
    enter(browser)
    second = browser.client.cookies["session"]
    assert first != second
    hold(browser, first)
    assert browser.client.get("/people").status_code == 303


def test_a_token_given_from_outside_is_never_taken_on(
    browser: Browser, lowri: StaffAccount
) -> None:
    hold(browser, "chosen-by-somebody-else")
    enter(browser)
    assert browser.client.cookies["session"] != "chosen-by-somebody-else"


def test_only_a_fingerprint_of_the_token_is_stored(
    browser: Browser, database: Database, lowri: StaffAccount
) -> None:
    enter(browser)
    with database.reading() as session:
        stored = session.exec(select(StaffSession)).one()
    assert browser.client.cookies["session"] not in stored.token_sha256


def test_signing_out_ends_the_session_at_the_server(browser: Browser, lowri: StaffAccount) -> None:
    enter(browser)
    token = browser.client.cookies["session"]
    visitor = browser.client.cookies["visitor"]
    response = browser.post("/sign-out")
    assert response.headers["location"] == "/sign-in"
    assert "session" not in browser.client.cookies
    assert browser.client.cookies.get("visitor") != visitor
    hold(browser, token)
    assert browser.client.get("/people").status_code == 303


def test_signing_out_twice_is_no_trouble(browser: Browser, lowri: StaffAccount) -> None:
    enter(browser)
    browser.post("/sign-out")
    browser.post("/sign-out")


def test_a_session_left_alone_ends(browser: Browser, lowri: StaffAccount) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        enter(browser)
        traveller.shift(dt.timedelta(minutes=59))
        browser.get("/people")
        traveller.shift(dt.timedelta(minutes=61))
        assert browser.client.get("/people").status_code == 303


def test_a_busy_session_ends_too_in_the_end(browser: Browser, lowri: StaffAccount) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        enter(browser)
        for _half_hour in range(23):
            traveller.shift(dt.timedelta(minutes=30))
            browser.get("/safety")
        traveller.shift(dt.timedelta(minutes=31))
        assert browser.client.get("/safety").status_code == 303
