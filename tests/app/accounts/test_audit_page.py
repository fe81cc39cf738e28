"""The audit trail as the administrator reads it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import audit
from app.accounts.audit_words import ACTIONS, SUBJECTS
from app.audit import Subject
from app.database import Database
from app.identity import StaffAccount
from tests.client import Browser
from tests.factories import make_person, make_staff, make_team


APP = Path(__file__).parents[3] / "app"


@pytest.fixture
def administrator(database: Database) -> StaffAccount:
    return make_staff(database, "administrator", name="Non Prys")


@pytest.fixture
def practitioner(database: Database) -> StaffAccount:
    return make_staff(database, team=make_team(database), name="Elin Tudur")


def test_it_says_who_did_what_and_never_whose_name_it_was(
    browser: Browser, database: Database, administrator: StaffAccount, practitioner: StaffAccount
) -> None:
    person = make_person(database, practitioner, name="Ceridwen Afanc")
    browser.sign_in(practitioner).get(f"/people/{person.id}/edit")
    browser.post("/sign-out")
    page = browser.sign_in(administrator).get("/audit")
    assert "Elin Tudur Looked at A person's record" in page.text
    assert "Ceridwen" not in page.html
    assert "Afanc" not in page.html


def test_it_is_read_in_welsh(browser: Browser, administrator: StaffAccount) -> None:
    browser.sign_in(administrator).get("/people", status=404)
    page = browser.speak("cy").get("/audit")
    assert "Gwrthodwyd mynediad" in page.text
    assert page.heading == "Llwybr archwilio"


def test_it_goes_back_a_page_at_a_time_and_misses_nothing(
    browser: Browser, database: Database, administrator: StaffAccount
) -> None:
    with database.writing() as session:
        for _event in range(120):
            audit.record(session, audit.SYSTEM, "viewed", Subject("person"))
    page = browser.sign_in(administrator).get("/audit")
    seen = [page.text.count("Looked at")]
    while "Show older" in page.links():
        page = browser.get(page.links()["Show older"])
        seen.append(page.text.count("Looked at"))
    assert seen == [50, 50, 20]


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999", "x"])
def test_a_place_in_the_trail_that_cannot_be_is_not_found(
    browser: Browser, administrator: StaffAccount, number: str
) -> None:
    browser.sign_in(administrator).get(f"/audit/before/{number}", status=404)


# Where in each call the word stands: the trail's own functions, and those that lead to them.
_WORD = {"record": 2, "_record": 3, "_note": 4, "_changed": 3, "Subject": 0}


def _recorded(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else None
        name = node.func.id if isinstance(node.func, ast.Name) else name
        position = _WORD.get(name or "")
        if position is None or len(node.args) <= position:
            continue
        word = node.args[position]
        if isinstance(word, ast.Constant) and isinstance(word.value, str):
            yield ("subject" if name == "Subject" else "action"), word.value


def test_everything_that_is_recorded_has_words() -> None:
    recorded = {found for path in APP.rglob("*.py") for found in _recorded(path)}
    assert ("action", "person_added") in recorded
    assert {word for kind, word in recorded if kind == "action"} - ACTIONS.keys() == set()
    assert {word for kind, word in recorded if kind == "subject"} - SUBJECTS.keys() == set()
