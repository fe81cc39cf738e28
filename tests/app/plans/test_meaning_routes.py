"""More about an outcome: asked gently, kept as said, and shown in the plan."""

import uuid

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.database import Database
from app.plans.models import PlanGap, PlanOutcome
from app.recording.models import Answer
from tests.app.plans.kitchen_table import WANTED, Table, browse, sit_down, write_plan
from tests.client import Browser, check_page, new_operation
from tests.factories import make_tag


@pytest.fixture
def table(app: FastAPI, database: Database) -> Table:
    return sit_down(database)


@pytest.fixture
def outcome(table: Table) -> str:
    return f"{table.plan}/outcomes/{write_plan(table)[0]}"


@pytest.fixture
def browser(app: FastAPI, table: Table) -> Browser:
    return browse(app, table)


def row(table: Table) -> PlanOutcome:
    with table.database.reading() as session:
        return session.exec(select(PlanOutcome)).one()


def gaps(table: Table) -> list[PlanGap]:
    with table.database.reading() as session:
        return list(session.exec(select(PlanGap)))


def filled(browser: Browser, path: str, form: str = "plan-change", **typed: str) -> dict[str, str]:
    return {**browser.get(path).fields(form), **typed}


def test_what_an_outcome_means_is_kept_and_stands_in_the_plan(
    browser: Browser, table: Table, outcome: str
) -> None:
    sent = filled(
        browser,
        f"{outcome}/meaning",
        why_it_matters="I am an alto. It is who I am.",
        baseline_words="I hum in the kitchen.",
        baseline_value="3",
        hoped_for_value="7",
        target="In the front row at Easter",
        one_step_up="One practice, sitting down",
        statements="LEARN-2",
    )
    browser.post(f"{outcome}/meaning", sent)
    words = browser.get(table.plan).text
    for said in (
        "I am an alto. It is who I am.",
        "I hum in the kitchen.",
        "3, where 1 is not at all how I want it and 10 is just right",
        "7, where 1 is not at all",
        "In the front row at Easter",
        "One practice, sitting down",
    ):
        assert said in words
    assert (row(table).scale, row(table).statements) == ("one_to_ten", "LEARN-2")


def test_a_number_never_stands_without_its_words_and_its_scale(
    browser: Browser, table: Table, outcome: str
) -> None:
    sent = filled(browser, f"{outcome}/meaning", baseline_value="11")
    page = check_page(browser.post(f"{outcome}/meaning", sent, status=422))
    assert "Choose one of the numbers on the scale." in page.text
    assert row(table).baseline_value is None


def test_a_number_keeps_the_scale_it_was_given_on(
    browser: Browser, table: Table, outcome: str
) -> None:
    with table.database.writing() as session:
        kept = session.exec(select(PlanOutcome)).one()
        kept.scale, kept.baseline_value = "one_to_five", 4
    page = browser.get(f"{outcome}/meaning")
    assert page.fields("plan-change")["scale"] == "one_to_five"
    assert "5 is just right" in page.text
    assert "10 is just right" not in page.text


def test_statements_confirmed_on_the_words_are_offered_first(
    browser: Browser, table: Table, outcome: str
) -> None:
    with table.database.reading() as session:
        answer = session.get_one(Answer, table.wanted.answer_id)
    make_tag(table.database, answer, "statement", "RELATE-1")
    words = browser.get(f"{outcome}/meaning").text
    offered, others = words.split("All the other statements")
    assert "Confirmed in this conversation" in offered
    assert offered.count("RELATE") == 0
    assert len(others) > len(offered) / 4


def test_a_statement_nobody_offered_is_refused(
    browser: Browser, table: Table, outcome: str
) -> None:
    sent = filled(browser, f"{outcome}/meaning", statements="MADE-UP")
    browser.post(f"{outcome}/meaning", sent, status=422)
    assert not row(table).statements


def test_what_was_typed_stays_when_somebody_else_wrote_first(
    browser: Browser, table: Table, outcome: str
) -> None:
    mine = filled(browser, f"{outcome}/meaning", why_it_matters="Mine, typed slowly")
    theirs = filled(browser, f"{outcome}/meaning", why_it_matters="Theirs")
    browser.post(f"{outcome}/meaning", theirs)
    page = check_page(browser.post(f"{outcome}/meaning", mine, status=409))
    assert "Mine, typed slowly" in page.text
    assert row(table).why_it_matters == "Theirs"


def test_switching_language_keeps_what_was_typed(browser: Browser, outcome: str) -> None:
    sent = filled(browser, f"{outcome}/meaning", target="Yn y rhes flaen", switch_language="cy")
    page = check_page(browser.post(f"{outcome}/meaning", sent, status=200))
    assert "Yn y rhes flaen" in page.text
    assert "Pam mae'n bwysig iddyn nhw?" in page.text


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("enough", "What I have is enough"),
        ("partly", "What I have is partly enough"),
        ("not_enough", "What I have is not enough"),
        ("not_sure", "I am not sure whether what I have is enough"),
    ],
)
def test_whether_it_is_enough_is_what_the_person_says(
    browser: Browser, table: Table, outcome: str, answer: str, shown: str
) -> None:
    sent = filled(browser, f"{outcome}/enough", enough=answer, enough_words="Not the Thursdays")
    browser.post(f"{outcome}/enough", sent)
    words = browser.get(table.plan).text
    assert shown in words
    assert "Not the Thursdays" in words


def test_question_11_wants_an_answer_and_keeps_the_words(
    browser: Browser, table: Table, outcome: str
) -> None:
    sent = filled(browser, f"{outcome}/enough", enough_words="I could not say")
    page = check_page(browser.post(f"{outcome}/enough", sent, status=422))
    assert "Choose what the person said about it." in page.text
    assert "I could not say" in page.text
    assert row(table).enough is None


def test_what_would_have_helped_goes_into_the_gap_log_and_the_plan(
    browser: Browser, table: Table, outcome: str
) -> None:
    sent = filled(browser, f"{outcome}/enough", "gap", would_help="A bus after four")
    sent |= {"why": "transport", "more": "None since June"}
    browser.post(f"{outcome}/gaps", sent)
    (gap,) = gaps(table)
    assert (gap.would_help, gap.why, gap.more) == (
        "A bus after four",
        "transport",
        "None since June",
    )
    words = browser.get(table.plan).text
    for said in ("A bus after four", "There is no way of getting there", "None since June"):
        assert said in words


def test_a_gap_sent_twice_is_one_gap(browser: Browser, table: Table, outcome: str) -> None:
    sent = filled(browser, f"{outcome}/enough", "gap", would_help="A bus", why="transport")
    browser.post(f"{outcome}/gaps", sent)
    browser.post(f"{outcome}/gaps", sent)
    assert len(gaps(table)) == 1


def test_a_gap_without_a_reason_is_shown_again_as_typed(
    browser: Browser, table: Table, outcome: str
) -> None:
    sent = filled(browser, f"{outcome}/enough", "gap", would_help="A bus after four")
    page = check_page(browser.post(f"{outcome}/gaps", sent, status=422))
    assert "Choose why it was not there." in page.text
    assert "A bus after four" in page.text
    assert gaps(table) == []


def test_a_gap_can_be_taken_out(browser: Browser, table: Table, outcome: str) -> None:
    sent = filled(browser, f"{outcome}/enough", "gap", would_help="A bus", why="full")
    browser.post(f"{outcome}/gaps", sent)
    (gap,) = gaps(table)
    version = browser.get(f"{outcome}/enough").fields("plan-change")["version"]
    browser.post(
        f"{outcome}/gaps/{gap.id}/remove", {"operation_id": new_operation(), "version": version}
    )
    assert gaps(table) == []


def test_an_outcome_goes_with_what_was_missing_for_it(
    browser: Browser, table: Table, outcome: str
) -> None:
    sent = filled(browser, f"{outcome}/enough", "gap", would_help="A bus", why="full")
    browser.post(f"{outcome}/gaps", sent)
    version = browser.get(outcome).fields("plan-change")["version"]
    browser.post(f"{outcome}/remove", {"operation_id": new_operation(), "version": version})
    assert gaps(table) == []
    assert WANTED in browser.get(table.plan).text  # said, and now shown as said


def test_another_plans_outcome_is_not_here(browser: Browser, table: Table, outcome: str) -> None:
    browser.get(f"{table.plan}/outcomes/{uuid.uuid4()}/meaning", status=404)
    browser.get(f"{table.plan}/outcomes/{uuid.uuid4()}/enough", status=404)
