"""Welsh and English: the switch keeps the page and what was typed."""

import pytest

from app.accounts import passwords
from app.database import Database
from tests.client import Browser, check_page
from tests.factories import make_staff, make_team


def test_the_language_is_kept_and_the_page_comes_back(browser: Browser) -> None:
    response = browser.post("/language", {"language": "cy", "return_to": "/sign-in"})
    assert browser.follow(response).heading == "Mewngofnodi"


@pytest.mark.parametrize("away", ["https://elsewhere.example", "//elsewhere.example", "/\\x"])
def test_the_switch_never_leads_anywhere_else(browser: Browser, away: str) -> None:
    response = browser.post("/language", {"language": "cy", "return_to": away})
    assert response.headers["location"] == "/"


def test_a_language_we_do_not_speak_changes_nothing(browser: Browser) -> None:
    browser.post("/language", {"language": "fr", "return_to": "/sign-in"})
    assert "language" not in browser.client.cookies


def test_switching_on_the_sign_in_page_keeps_the_name_and_counts_no_try(browser: Browser) -> None:
    form = {"username": "lowri", "password": "", "next": "/people", "switch_language": "cy"}
    for _switch in range(10):
        page = check_page(browser.post("/sign-in", form, status=200))
    assert page.heading == "Mewngofnodi"
    assert page.fields("sign-in")["username"] == "lowri"
    assert page.fields("sign-in")["next"] == "/people"
    assert browser.client.cookies["language"] == "cy"


@pytest.mark.parametrize(("chosen", "after"), [(None, "cy"), ("en", "en")])
def test_the_account_s_language_greets_unless_one_was_chosen(
    browser: Browser, database: Database, chosen: str | None, after: str
) -> None:
    make_staff(
        database,
        team=make_team(database),
        username="mair",
        language="cy",
        password_hash=passwords.hash_password("three plain words here"),
    )
    if chosen:
        browser.speak(chosen)
    form = {"username": "mair", "password": "three plain words here", "next": "/"}
    browser.post("/sign-in", form)
    assert browser.client.cookies["language"] == after
