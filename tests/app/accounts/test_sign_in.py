"""Signing in, as somebody at a browser meets it."""

import datetime as dt

import pytest
import time_machine
from fastapi import FastAPI
from sqlmodel import select

from app import clock
from app.accounts import passwords
from app.audit import AuditEvent
from app.database import Database
from app.identity import StaffAccount
from tests.app.accounts.trying import PASSWORD, actions_of, attempt, enter
from tests.client import Browser, check_page
from tests.factories import keep, make_staff


@pytest.mark.both_databases
def test_the_right_password_opens_the_product(browser: Browser, lowri: StaffAccount) -> None:
    browser.get("/sign-in")
    assert enter(browser) == "/"
    assert browser.client.get("/").headers["location"] == "/today"
    browser.get("/people")


def test_a_sign_in_name_may_be_typed_in_capitals(browser: Browser, lowri: StaffAccount) -> None:
    assert enter(browser, username="LOWRI") == "/"


def test_nobody_signed_in_is_led_to_the_way_in_and_back(
    browser: Browser, lowri: StaffAccount
) -> None:
    assert browser.client.get("/").headers["location"] == "/sign-in"
    away = browser.client.get("/people").headers["location"]
    assert away == "/sign-in?next=/people"
    assert browser.get(away).fields("sign-in")["next"] == "/people"
    assert enter(browser, "/people") == "/people"


def test_every_failure_is_the_same_answer(
    browser: Browser, database: Database, lowri: StaffAccount
) -> None:
    keep(
        database,
        StaffAccount(
            username="closed",
            name="Ifan Rees",
            role="practitioner",
            password_hash=passwords.hash_password(PASSWORD),
            is_active=False,
        ),
    )
    wrong = attempt(browser, "lowri", "not that one at all").text
    assert "do not match" in wrong
    assert attempt(browser, "nobody", PASSWORD).text == wrong
    assert attempt(browser, "closed", PASSWORD).text == wrong


@pytest.mark.parametrize("username", ["lowri", "nobody"])
def test_every_try_costs_one_hash_whether_or_not_the_name_is_known(
    browser: Browser,
    lowri: StaffAccount,
    username: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    passwords.matches("warm", None)
    costs: list[str] = []
    verify = passwords._hasher.verify

    def counted(password: bytes, stored: str) -> bool:
        costs.append(stored.rpartition("$")[0].rpartition("$")[0])
        return verify(password, stored)

    monkeypatch.setattr(passwords._hasher, "verify", counted)
    attempt(browser, username, "not that one at all")
    assert costs == ["$argon2id$v=19$m=19456,t=2,p=1"]


def test_an_account_without_a_usable_password_cannot_sign_in(
    browser: Browser, database: Database
) -> None:
    make_staff(database, username="unset", password_hash="no password")
    assert "do not match" in attempt(browser, "unset", "no password").text


def test_what_was_typed_stays_but_never_the_password(browser: Browser, lowri: StaffAccount) -> None:
    page = attempt(browser, "lowri", "not that one at all")
    assert page.fields("sign-in")["username"] == "lowri"
    assert "not that one at all" not in page.html


@pytest.mark.both_databases
def test_the_seventh_try_at_a_name_within_a_minute_is_refused(
    browser: Browser, database: Database, lowri: StaffAccount
) -> None:
    for _try in range(6):
        attempt(browser, "lowri", "not that one at all")
    form = {"username": "lowri", "password": PASSWORD, "next": "/"}
    response = browser.post("/sign-in", form, status=429)
    assert "too many tries" in check_page(response).text
    assert response.headers["retry-after"] == "60"
    assert actions_of(database).count("sign_in") == 0


def test_a_name_nobody_has_is_limited_just_the_same(browser: Browser) -> None:
    for _try in range(6):
        attempt(browser, "nobody", "not that one at all")
    form = {"username": "nobody", "password": "x", "next": "/"}
    browser.refused("/sign-in", form, status=429)


def test_after_a_minute_the_name_may_be_tried_again(browser: Browser, lowri: StaffAccount) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        for _try in range(6):
            attempt(browser, "lowri", "not that one at all")
        traveller.shift(dt.timedelta(seconds=61))
        assert enter(browser) == "/"


def test_one_address_may_not_try_many_names(browser: Browser) -> None:
    for number in range(30):
        attempt(browser, f"name{number}", "not that one at all")
    form = {"username": "name31", "password": "x", "next": "/"}
    browser.refused("/sign-in", form, status=429)


def test_a_stranger_trying_a_name_does_not_put_its_owner_out(
    app: FastAPI, browser: Browser, lowri: StaffAccount
) -> None:
    enter(browser)
    stranger = Browser(app)
    for _try in range(5):
        attempt(stranger, "lowri", "not that one at all")
    stranger.refused("/sign-in", {"username": "lowri", "password": "x", "next": "/"}, status=429)
    browser.get("/people")


@pytest.mark.parametrize(
    "away",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "/\t/elsewhere.example",
        "/people\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "people",
        "",
        "/sign-out",
    ],
)
def test_signing_in_never_leads_anywhere_else(
    browser: Browser, lowri: StaffAccount, away: str
) -> None:
    assert enter(browser, away) == "/"
    assert browser.client.get("/sign-in", params={"next": away}).headers["location"] == "/"


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/language"])
def test_a_form_without_its_token_is_refused(browser: Browser, path: str) -> None:
    response = browser.client.post(path, data={"username": "lowri", "password": PASSWORD})
    assert response.status_code == 403


def test_sign_ins_are_recorded_without_the_name_that_was_typed(
    browser: Browser, database: Database, lowri: StaffAccount
) -> None:
    attempt(browser, "somebody-mistyped", "not that one at all")
    attempt(browser, "lowri", "not that one at all")
    enter(browser)
    browser.post("/sign-out")
    assert actions_of(database) == ["sign_in_refused", "sign_in_refused", "sign_in", "sign_out"]
    with database.reading() as session:
        events = session.exec(select(AuditEvent)).all()
    written = " ".join(event.model_dump_json() for event in events)
    assert "somebody-mistyped" not in written
    assert "lowri" not in written


@pytest.mark.parametrize(
    ("username", "password"),
    [("", ""), ("a" * 201, "x"), ("\ufffd", "x"), ("lowri", "p" * 20_001), ("a\x00b", "\x00")],
)
def test_odd_input_gets_a_plain_sentence(browser: Browser, username: str, password: str) -> None:
    form = {"username": username, "password": password, "next": "/"}
    assert "There is something to put right" in browser.refused("/sign-in", form).text


def test_a_field_the_page_did_not_offer_is_refused(browser: Browser, lowri: StaffAccount) -> None:
    form = {"username": "lowri", "password": PASSWORD, "next": "/", "role": "administrator"}
    browser.refused("/sign-in", form)


def test_the_practice_room_names_its_sign_ins(browser: Browser, lowri: StaffAccount) -> None:
    page = browser.get("/sign-in")
    assert "lowri" in page.text
    assert passwords.PRACTICE_PASSWORD in page.text


def test_the_health_check_is_open_and_short(browser: Browser) -> None:
    assert browser.client.get("/health").text == "ok"


def test_signing_in_in_place_says_who_it_is_and_leads_nowhere(
    browser: Browser, lowri: StaffAccount
) -> None:
    sent = {"username": "lowri", "password": PASSWORD}
    answer = browser.post("/sign-in", sent, status=200, Accept="application/json")
    assert answer.json() == {"staff": str(lowri.id)}
    browser.get("/people")


def test_a_refused_sign_in_in_place_is_one_sentence(browser: Browser, lowri: StaffAccount) -> None:
    sent = {"username": "lowri", "password": "not that one at all"}
    answer = browser.post("/sign-in", sent, status=422, Accept="application/json")
    assert "do not match" in answer.json()["message"]
    assert browser.client.get("/people").status_code == 303
