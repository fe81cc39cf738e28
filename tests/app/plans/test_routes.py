"""The plan's pages: read together, written without script, nothing lost on the way."""

import uuid

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.database import Database
from app.plans.models import PlanOutcome, PlanStep
from app.plans.writing import change_now, remove_outcome
from app.recording.models import OutcomeTag
from tests.app.plans.kitchen_table import (
    ASIDE,
    BAKES,
    PENDING,
    WANTED,
    WARDEN,
    Table,
    browse,
    sit_down,
    write_plan,
)
from tests.client import Browser, check_page, new_operation
from tests.factories import make_conversation, make_person, make_staff, make_team


OUTCOME = {"words": "I want my garden back.", "kind": "change"}
STEP = {"action": "Ring about the shed", "doer_kind": "my_people", "doer": "Olwen"}


@pytest.fixture
def table(app: FastAPI, database: Database) -> Table:
    return sit_down(database)


@pytest.fixture
def browser(app: FastAPI, table: Table) -> Browser:
    return browse(app, table)


def filled(browser: Browser, path: str, typed: dict[str, str]) -> dict[str, str]:
    """Open a form and return it filled in, as a browser would send it."""
    fields = browser.get(path).fields("plan-change")
    return {**fields, **typed}


def outcomes(table: Table) -> list[PlanOutcome]:
    with table.database.reading() as session:
        return list(session.exec(select(PlanOutcome)))


def test_what_matters_comes_first_and_strengths_before_any_service(
    browser: Browser, table: Table
) -> None:
    words = browser.get(table.plan).text
    assert words.index(WANTED) < words.index(BAKES) < words.index(WARDEN)


def test_nothing_pending_or_set_aside_is_on_the_page(browser: Browser, table: Table) -> None:
    page = browser.get(table.plan)
    assert PENDING not in page.html
    assert ASIDE not in page.html


@pytest.mark.parametrize(
    ("language", "title", "draft", "heading"),
    [
        ("en", "My plan", "DRAFT – not yet agreed", "What matters to me"),
        ("cy", "Fy nghynllun", "DRAFFT – heb gytuno arno eto", "Beth sy'n bwysig i mi"),
    ],
)
def test_the_plan_reads_in_both_languages(
    app: FastAPI, table: Table, language: str, title: str, draft: str, heading: str
) -> None:
    page = browse(app, table, language).get(table.plan)
    assert page.heading == title
    assert draft in page.text
    assert heading in page.text


@pytest.mark.parametrize("path", ["/outcomes/new", "/steps/new", "/review-date", ".pdf"])
def test_each_form_has_a_welsh_title_of_its_own(app: FastAPI, table: Table, path: str) -> None:
    english = browse(app, table).get(table.plan + path).heading
    welsh = browse(app, table, "cy").get(table.plan + path).heading
    assert english != welsh


def test_the_plan_says_what_kind_of_conversation_it_comes_from(
    browser: Browser, table: Table
) -> None:
    assert "It is not an assessment" in browser.get(table.plan).text


def test_a_plan_with_nothing_confirmed_leads_back_to_what_was_heard(
    browser: Browser, table: Table
) -> None:
    person = make_person(table.database, table.account, name="Dewi")
    empty = make_conversation(table.database, person)
    page = browser.get(f"/conversations/{empty.id}/plan")
    assert "Nothing has been confirmed yet" in page.text
    assert page.links()["Go to what we heard"] == f"/conversations/{empty.id}/heard"


@pytest.mark.parametrize("path", ["", ".pdf", "/outcomes/new", "/steps/new", "/review-date"])
def test_another_teams_plan_and_an_unknown_one_look_alike(
    app: FastAPI, table: Table, path: str
) -> None:
    account = make_staff(table.database, team=make_team(table.database, "Tawe"))
    stranger = Browser(app).sign_in(account)
    theirs = stranger.get(table.plan + path, status=404)
    unknown = stranger.get(f"/conversations/{uuid.uuid4()}/plan{path}", status=404)
    assert theirs.text == unknown.text


def test_a_commissioner_opens_no_plan(app: FastAPI, table: Table) -> None:
    account = make_staff(table.database, "commissioner")
    Browser(app).sign_in(account).get(table.plan, status=404)


def test_an_outcome_is_written_and_shown(browser: Browser, table: Table) -> None:
    path = f"{table.plan}/outcomes/new"
    date = {"target_date-day": "27", "target_date-month": "3", "target_date-year": "2027"}
    page = browser.follow(browser.post(path, filled(browser, path, OUTCOME | date)))
    assert "I want my garden back." in page.text
    assert "27 March 2027" in page.text


def test_words_the_person_said_are_ready_in_the_form(browser: Browser, table: Table) -> None:
    path = f"{table.plan}/outcomes/new?tag={table.wanted.id}"
    fields = browser.get(path).fields("plan-change")
    assert fields["words"] == WANTED
    assert fields["tag_id"] == str(table.wanted.id)


def test_words_of_another_conversation_are_not_there(browser: Browser, table: Table) -> None:
    browser.get(f"{table.plan}/outcomes/new?tag={uuid.uuid4()}", status=404)


def test_using_their_words_keeps_what_was_already_typed(browser: Browser, table: Table) -> None:
    path = f"{table.plan}/outcomes/new"
    typed = {"words": "My garden too.", "kind": "keep", "use_tag": str(table.wanted.id)}
    page = check_page(browser.post(path, filled(browser, path, typed), 200))
    assert page.fields("plan-change")["words"] == f"My garden too.\n{WANTED}"
    assert page.fields("plan-change")["kind"] == "keep"
    assert outcomes(table) == []


def test_an_empty_outcome_is_refused_beside_the_field(browser: Browser, table: Table) -> None:
    path = f"{table.plan}/outcomes/new"
    page = browser.refused(path, filled(browser, path, {"kind": "keep"}))
    assert "Write what matters, in the person's own words." in page.text
    assert page.fields("plan-change")["kind"] == "keep"


def test_words_too_long_are_refused_and_still_there(browser: Browser, table: Table) -> None:
    path = f"{table.plan}/outcomes/new"
    long = "a" * 20_001
    page = browser.refused(path, filled(browser, path, {"words": long, "kind": "keep"}))
    assert page.fields("plan-change")["words"] == long
    assert outcomes(table) == []


@pytest.mark.parametrize("words", ["<b>bold</b> </para> =cmd()", "Ŵyl a thŷ 🎉", "w\u0302yn"])
def test_awkward_words_are_kept_as_words(browser: Browser, table: Table, words: str) -> None:
    path = f"{table.plan}/outcomes/new"
    browser.post(path, filled(browser, path, {"words": words, "kind": "keep"}))
    page = browser.get(table.plan)
    assert words.replace("w\u0302", "ŵ") in page.text


def test_the_year_27_is_asked_about(browser: Browser, table: Table) -> None:
    path = f"{table.plan}/review-date"
    typed = {"review_date-day": "27", "review_date-month": "3", "review_date-year": "27"}
    page = browser.refused(path, filled(browser, path, typed))
    assert "Enter the year in full" in page.text


def test_the_review_date_is_set_and_shown(browser: Browser, table: Table) -> None:
    path = f"{table.plan}/review-date"
    typed = {"review_date-day": "12", "review_date-month": "2", "review_date-year": "2027"}
    page = browser.follow(browser.post(path, filled(browser, path, typed)))
    assert "12 February 2027" in page.text


def test_switching_language_keeps_what_was_typed(browser: Browser, table: Table) -> None:
    path = f"{table.plan}/outcomes/new"
    typed = filled(browser, path, {"words": "Half a thou", "switch_language": "cy"})
    page = check_page(browser.post(path, typed, 200))
    assert page.tree.get("lang") == "cy"
    assert page.fields("plan-change")["words"] == "Half a thou"
    assert "I want" not in [row.words for row in outcomes(table)]


def test_a_step_says_who_and_by_when(browser: Browser, table: Table) -> None:
    outcome, _step = write_plan(table)
    path = f"{table.plan}/steps/new"
    date = {"due_date-day": "4", "due_date-month": "12", "due_date-year": "2026"}
    typed = STEP | date | {"outcome_id": str(outcome)}
    page = browser.follow(browser.post(path, filled(browser, path, typed)))
    assert "Ring about the shed" in page.text
    assert "Who: Olwen" in page.text
    assert "4 December 2026" in page.text


def test_a_step_without_a_name_is_kept_and_asked_about_gently(
    browser: Browser, table: Table
) -> None:
    path = f"{table.plan}/steps/new"
    page = browser.follow(browser.post(path, filled(browser, path, STEP | {"doer": ""})))
    assert "Ring about the shed" in page.text
    assert "A step has nobody's name on it." in page.text


def test_a_step_is_changed_and_taken_out(browser: Browser, table: Table) -> None:
    _outcome, step = write_plan(table)
    path = f"{table.plan}/steps/{step}"
    browser.post(path, filled(browser, path, {"action": "Walk there together"}))
    with table.database.reading() as session:
        assert session.get_one(PlanStep, step).action == "Walk there together"
    fields = browser.get(path).fields()
    browser.post(f"{path}/remove", _change_fields(fields))
    with table.database.reading() as session:
        assert session.get(PlanStep, step) is None


def _change_fields(fields: dict[str, str]) -> dict[str, str]:
    return {name: fields[name] for name in ("operation_id", "version")}


def test_a_removed_outcome_leaves_its_steps_on_the_page(browser: Browser, table: Table) -> None:
    outcome, _step = write_plan(table)
    fields = browser.get(f"{table.plan}/outcomes/{outcome}").fields()
    response = browser.post(f"{table.plan}/outcomes/{outcome}/remove", _change_fields(fields))
    page = browser.follow(response)
    assert "Ring the choir about lifts" in page.text
    assert outcomes(table) == []


def test_two_people_writing_at_once_lose_nothing_and_choose(browser: Browser, table: Table) -> None:
    outcome, _step = write_plan(table)
    path = f"{table.plan}/outcomes/{outcome}"
    mine = filled(browser, path, {"words": "My way of putting it."})
    theirs = filled(browser, path, {"words": "Their way of putting it."})
    browser.post(path, theirs)
    page = browser.refused(path, mine, status=409)
    assert page.fields("plan-change")["words"] == "My way of putting it."
    assert "Their way of putting it." in page.text
    assert [row.words for row in outcomes(table)] == ["Their way of putting it."]
    browser.post(path, page.fields("plan-change"))
    assert [row.words for row in outcomes(table)] == ["My way of putting it."]


def test_words_for_an_outcome_taken_out_meanwhile_can_be_added_anew(
    browser: Browser, table: Table
) -> None:
    outcome, _step = write_plan(table)
    path = f"{table.plan}/outcomes/{outcome}"
    mine = filled(browser, path, {"words": "Still here."})
    with table.database.writing() as session:
        change = change_now(session, table.actor, table.conversation.id)
        remove_outcome(session, change, outcome)
    page = browser.refused(path, mine, status=409)
    browser.post(f"{table.plan}/outcomes/new", page.fields("plan-change"))
    assert [row.words for row in outcomes(table)] == ["Still here."]


def test_a_form_sent_twice_is_kept_once(browser: Browser, table: Table) -> None:
    path = f"{table.plan}/outcomes/new"
    typed = filled(browser, path, OUTCOME)
    for _time in range(2):
        browser.post(path, typed)
    assert len(outcomes(table)) == 1


def test_words_no_longer_confirmed_are_asked_about_with_the_text_still_there(
    browser: Browser, table: Table
) -> None:
    path = f"{table.plan}/outcomes/new?tag={table.wanted.id}"
    typed = filled(browser, path, {"kind": "change"})
    with table.database.writing() as session:
        session.get_one(OutcomeTag, table.wanted.id).state = "withdrawn"
    page = browser.refused(f"{table.plan}/outcomes/new", typed)
    assert page.fields("plan-change")["words"] == WANTED
    assert page.fields("plan-change")["tag_id"] == ""


def test_an_unknown_field_is_refused(browser: Browser, table: Table) -> None:
    path = f"{table.plan}/outcomes/new"
    browser.refused(path, filled(browser, path, OUTCOME | {"plan_id": new_operation()}))
    assert outcomes(table) == []


def test_a_form_from_another_site_changes_nothing(browser: Browser, table: Table) -> None:
    response = browser.client.post(f"{table.plan}/outcomes/new", data={**OUTCOME, "csrf_token": ""})
    assert response.status_code == 403
    assert outcomes(table) == []
