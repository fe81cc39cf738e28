"""How a step is going, with its history; and what stands first."""

import pytest
from fastapi import FastAPI
from httpx2 import Response
from sqlmodel import col, select

from app.database import Database
from app.plans.lines import DoerKind, OutcomeKind
from app.plans.models import PlanOutcome, PlanStep, PlanStepReport
from app.plans.writing import OutcomeDraft, StepDraft, add_outcome, add_step, change_now
from tests.app.plans.kitchen_table import BAKES, Table, browse, save, sit_down, write_plan
from tests.client import Browser, check_page, new_operation


STEP = "Ring the choir about lifts"


@pytest.fixture
def table(app: FastAPI, database: Database) -> Table:
    return sit_down(database)


@pytest.fixture
def step(table: Table) -> str:
    return f"{table.plan}/steps/{write_plan(table)[1]}"


@pytest.fixture
def browser(app: FastAPI, table: Table) -> Browser:
    return browse(app, table)


def report(browser: Browser, step: str, **said: str) -> Response:
    """Say how the step is going, as the form sends it."""
    fields = browser.get(f"{step}/going").fields("plan-change")
    is_good = said["status"] not in ("held_up", "stopped") or "reason" in said
    return browser.post(f"{step}/going", {**fields, **said}, status=303 if is_good else 422)


def reports(table: Table) -> list[PlanStepReport]:
    with table.database.reading() as session:
        return list(session.exec(select(PlanStepReport).order_by(col(PlanStepReport.reported_at))))


def test_how_a_step_is_going_is_said_in_words_beside_it(
    browser: Browser, table: Table, step: str
) -> None:
    report(browser, step, status="under_way", rating="some_progress")
    assert "Under way. Some progress, on" in browser.get(table.plan).text


def test_what_was_reported_before_stays(browser: Browser, table: Table, step: str) -> None:
    report(browser, step, status="under_way", rating="some_progress")
    report(browser, step, status="held_up", rating="some_progress", reason="The van is broken")
    words = browser.get(f"{step}/going").text
    assert words.index("Held up. Some progress") < words.index("Under way. Some progress")
    assert "The van is broken" in words
    assert [each.status for each in reports(table)] == ["under_way", "held_up"]


@pytest.mark.parametrize("status", ["held_up", "stopped"])
def test_a_step_that_does_not_move_has_a_reason(
    browser: Browser, table: Table, step: str, status: str
) -> None:
    page = check_page(report(browser, step, status=status, rating="no_progress"))
    assert "Write why it is held up or has stopped." in page.text
    assert reports(table) == []


def test_news_of_a_step_leaves_a_saved_plan_saved(
    browser: Browser, table: Table, step: str
) -> None:
    save(browser, table)
    report(browser, step, status="done", rating="complete")
    words = browser.get(table.plan).text
    assert "Version 1, saved on" in words
    assert "Changed since" not in words
    assert "Done. Complete, on" in words


def test_a_step_with_a_history_is_put_away_and_not_forgotten(
    browser: Browser, table: Table, step: str
) -> None:
    report(browser, step, status="done", rating="complete")
    version = browser.get(step).fields("plan-change")["version"]
    browser.post(f"{step}/remove", {"operation_id": new_operation(), "version": version})
    assert STEP not in browser.get(table.plan).text
    assert len(reports(table)) == 1
    browser.get(step, status=404)


def test_an_outcome_can_go_after_a_step_towards_it_was_put_away(
    browser: Browser, table: Table, step: str
) -> None:
    report(browser, step, status="done", rating="complete")
    version = browser.get(step).fields("plan-change")["version"]
    browser.post(f"{step}/remove", {"operation_id": new_operation(), "version": version})
    with table.database.reading() as session:
        outcome = session.exec(select(PlanOutcome)).one()
    path = f"{table.plan}/outcomes/{outcome.id}"
    version = browser.get(path).fields("plan-change")["version"]
    browser.post(f"{path}/remove", {"operation_id": new_operation(), "version": version})
    with table.database.reading() as session:
        assert session.exec(select(PlanOutcome)).all() == []


def test_a_step_says_what_it_uses_and_which_kind_of_help_it_is(
    browser: Browser, table: Table, step: str
) -> None:
    page = browser.get(step)
    uses = next(key for key, words in options(page.html, "draws_on").items() if BAKES in words)
    fields = page.fields("plan-change")
    browser.post(
        step, {**fields, "draws_on": uses, "rung": "universal", "why_a_service": "None is used"}
    )
    words = browser.get(table.plan).text
    for said in ("It uses", BAKES, "Open to everybody", "None is used"):
        assert said in words


def options(html: str, name: str) -> dict[str, str]:
    """Return what a list offers: values and words."""
    inside = html.split(f'name="{name}"')[1].split("</select>")[0]
    found = {}
    for each in inside.split("<option ")[1:]:
        value, _quote, rest = each.partition('value="')[2].partition('"')
        found[value] = rest.partition(">")[2].partition("<")[0]
    return found


def test_a_strength_that_is_not_in_the_plan_is_not_kept_with_a_step(
    browser: Browser, table: Table, step: str
) -> None:
    fields = browser.get(step).fields("plan-change")
    browser.post(step, {**fields, "draws_on": "me-of-another-plan"})
    with table.database.reading() as session:
        assert not session.exec(select(PlanStep)).one().draws_on


def two_of_each(table: Table) -> None:
    """Write a second outcome, and a second step beside the first."""
    with table.database.writing() as session:
        change = change_now(session, table.actor, table.conversation.id)
        add_outcome(session, change, OutcomeDraft("I want my garden", OutcomeKind.KEEP))
    with table.database.writing() as session:
        first = session.exec(select(PlanStep)).one()
        change = change_now(session, table.actor, table.conversation.id)
        draft = StepDraft("Find the key", "Gwyn", DoerKind.ME, None, first.outcome_id)
        add_step(session, change, draft)


def move(browser: Browser, table: Table, words: str, direction: str) -> None:
    page = browser.get(f"{table.plan}/order")
    with table.database.reading() as session:
        rows = {row.words: ("outcome", row.id) for row in session.exec(select(PlanOutcome))}
        rows |= {row.action: ("step", row.id) for row in session.exec(select(PlanStep))}
    kind, row_id = rows[words]
    sent = {**page.fields("plan-change"), "move": f"{kind} {row_id} {direction}"}
    browser.post(f"{table.plan}/order", sent)


def test_what_matters_most_is_moved_to_the_top_and_read_first(
    browser: Browser, table: Table, step: str
) -> None:
    two_of_each(table)
    move(browser, table, "I want my garden", "up")
    words = browser.get(table.plan).text
    assert words.index("I want my garden") < words.index("I want to sing with the choir")


def test_steps_are_moved_among_those_they_stand_with(
    browser: Browser, table: Table, step: str
) -> None:
    two_of_each(table)
    move(browser, table, STEP, "down")
    words = browser.get(table.plan).text
    assert words.index("Find the key") < words.rindex(STEP)


def test_the_first_goes_no_higher(browser: Browser, table: Table, step: str) -> None:
    two_of_each(table)
    move(browser, table, "I want to sing with the choir again on a Thursday.", "up")
    words = browser.get(table.plan).text
    assert words.index("I want to sing with the choir") < words.index("I want my garden")


NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    "asked", ["", "outcome", f"outcome {NOBODY} up", "plan x up", f"person {NOBODY} up"]
)
def test_what_cannot_be_moved_is_not_found(
    browser: Browser, table: Table, step: str, asked: str
) -> None:
    two_of_each(table)
    fields = browser.get(f"{table.plan}/order").fields("plan-change")
    browser.post(f"{table.plan}/order", {**fields, "move": asked}, status=404)
