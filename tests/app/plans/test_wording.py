"""The wording coach on a plan's lines: what was written is looked over, what was said is let be."""

import pytest
from fastapi import FastAPI

from app.database import Database
from app.plans.composition import DoerKind, OutcomeKind
from app.plans.writing import OutcomeDraft, StepDraft, add_outcome, add_step, change_now
from tests.app.plans.kitchen_table import WANTED, Table, browse, sit_down
from tests.client import Browser
from tests.factories import make_answer


HEADING = "Another thought about the wording"


@pytest.fixture
def table(database: Database) -> Table:
    return sit_down(database)


@pytest.fixture
def browser(app: FastAPI, table: Table) -> Browser:
    return browse(app, table)


def write_outcome(table: Table, words: str) -> str:
    with table.database.writing() as session:
        change = change_now(session, table.actor, table.conversation.id)
        outcome = add_outcome(session, change, OutcomeDraft(words, OutcomeKind.CHANGE, None, None))
    return f"{table.plan}/outcomes/{outcome}"


def write_step(table: Table, action: str) -> str:
    with table.database.writing() as session:
        change = change_now(session, table.actor, table.conversation.id)
        draft = StepDraft(action, "Olwen", DoerKind.MY_PEOPLE, None, None)
        step = add_step(session, change, draft)
    return f"{table.plan}/steps/{step}"


def test_a_service_written_as_an_outcome_is_noticed_with_the_persons_sentence(
    table: Table, browser: Browser
) -> None:
    address = write_outcome(table, "Attend day centre on a Thursday for the choir")
    page = browser.get(address)
    assert "“Attend day centre”: A service is a way to get somewhere." in page.text
    assert f"In the person's own words: {WANTED}" in page.text
    assert page.fields("plan-change")["words"] == "Attend day centre on a Thursday for the choir"
    assert HEADING in browser.get(table.plan).text


def test_an_outcome_in_the_persons_words_is_let_be(table: Table, browser: Browser) -> None:
    said = "I am housebound and I want out."
    make_answer(table.database, table.conversation, "about_you", f"Well. {said}")
    address = write_outcome(table, said)
    assert HEADING not in browser.get(address).text
    assert HEADING not in browser.get(table.plan).text


def test_a_service_may_be_a_step(table: Table, browser: Browser) -> None:
    address = write_step(table, "Attend day centre on Tuesdays with Olwen")
    assert HEADING not in browser.get(address).text


def test_the_words_of_an_office_in_a_step_are_noticed(table: Table, browser: Browser) -> None:
    address = write_step(table, "Signpost client to reablement")
    page = browser.get(address)
    assert "“Signpost”: This is a word of the office. How would the person say it?" in page.text
    assert "“client”: The person has a name" in page.text


def test_a_new_line_is_not_looked_over_while_it_is_written(table: Table, browser: Browser) -> None:
    assert HEADING not in browser.get(f"{table.plan}/outcomes/new").text


def test_the_plan_can_be_saved_all_the_same_and_prints_none_of_it(
    table: Table, browser: Browser
) -> None:
    write_step(table, "Signpost client to reablement")
    seen = browser.get(table.plan).fields()["seen"]
    browser.post(f"{table.plan}/versions", {"seen": seen})
    assert HEADING in browser.get(table.plan).text
    assert HEADING not in browser.get(f"/conversations/{table.conversation.id}/review").text
