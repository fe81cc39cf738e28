"""The team page: for the team's own leader, numbers without names, with and without script."""

import datetime as dt

import pytest

from app.database import Database
from app.identity import StaffAccount, Team
from app.plans.models import Plan, PlanGap, PlanOutcome
from tests.client import Browser
from tests.factories import (
    keep,
    make_answer,
    make_conversation,
    make_person,
    make_staff,
    make_tag,
    make_team,
)


@pytest.fixture
def team(database: Database) -> Team:
    return make_team(database)


@pytest.fixture
def leader(database: Database, team: Team) -> StaffAccount:
    return make_staff(database, "team_leader", team, name="Megan Rees")


def speak_of_home(
    database: Database, leader: StaffAccount, day: dt.date, name: str = "Gwyneth Bebb"
) -> None:
    conversation = make_conversation(database, make_person(database, leader, name), day)
    answer = make_answer(database, conversation)
    make_tag(database, answer, "domain", "HOME")
    make_tag(database, answer, "asset", "COMMUNITY")
    make_tag(database, answer, "statement", "RIGHTS-1")


@pytest.mark.parametrize("role", ["practitioner", "commissioner", "administrator"])
def test_only_a_team_leader_finds_the_team_page(
    database: Database, team: Team, browser: Browser, role: str
) -> None:
    browser.sign_in(make_staff(database, role, team)).get("/team", status=404)


def test_a_leader_without_a_team_finds_nothing(database: Database, browser: Browser) -> None:
    browser.sign_in(make_staff(database, "team_leader")).get("/team", status=404)


def test_a_team_without_conversations_is_told_what_comes_here(
    leader: StaffAccount, browser: Browser
) -> None:
    page = browser.sign_in(leader).get("/team")
    assert "Your team has not held a conversation yet" in page.text
    assert "Nothing is waiting in your team" in page.text


def test_the_latest_quarter_is_shown_first(
    database: Database, leader: StaffAccount, browser: Browser
) -> None:
    speak_of_home(database, leader, dt.date(2026, 2, 3))
    speak_of_home(database, leader, dt.date(2026, 8, 3))
    page = browser.sign_in(leader).get("/team")
    assert page.fields()["period"] == "2026-Q3"
    assert "Conversations held: 1" in page.text


def test_an_earlier_quarter_can_be_chosen_without_script(
    database: Database, leader: StaffAccount, browser: Browser
) -> None:
    speak_of_home(database, leader, dt.date(2026, 2, 3))
    speak_of_home(database, leader, dt.date(2026, 2, 4), name="Elwyn Puw")
    speak_of_home(database, leader, dt.date(2026, 8, 3))
    page = browser.sign_in(leader).get("/team?period=2026-Q1")
    assert page.fields()["period"] == "2026-Q1"
    assert "Conversations held: 2" in page.text


@pytest.mark.parametrize("asked", ["1999-Q1", "nonsense", "%00", "<b>"])
def test_an_unknown_quarter_shows_the_latest(
    database: Database, leader: StaffAccount, browser: Browser, asked: str
) -> None:
    speak_of_home(database, leader, dt.date(2026, 8, 3))
    page = browser.sign_in(leader).get(f"/team?period={asked}&sort={asked}")
    assert page.fields()["period"] == "2026-Q3"


def test_script_gets_one_part_of_the_same_page(
    database: Database, leader: StaffAccount, browser: Browser
) -> None:
    speak_of_home(database, leader, dt.date(2026, 8, 3))
    part = browser.sign_in(leader).fetch("/team?period=2026-Q3", **{"HX-Request": "true"}).text
    assert 'id="figures"' in part
    assert "<html" not in part


def test_going_back_gets_the_whole_page_even_for_script(
    database: Database, leader: StaffAccount, browser: Browser
) -> None:
    speak_of_home(database, leader, dt.date(2026, 8, 3))
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in browser.sign_in(leader).fetch("/team?period=2026-Q3", **headers).text


def test_no_persons_name_stands_on_the_team_page(
    database: Database, leader: StaffAccount, browser: Browser
) -> None:
    speak_of_home(database, leader, dt.date(2026, 8, 3), name="Angharad Unigryw")
    assert "Angharad" not in browser.sign_in(leader).get("/team").html


def test_the_page_says_that_domains_never_add_up_to_people(
    database: Database, leader: StaffAccount, browser: Browser
) -> None:
    speak_of_home(database, leader, dt.date(2026, 8, 3))
    assert "The domains never add up to people." in browser.sign_in(leader).get("/team").text


def test_the_chart_and_the_table_show_the_same_number(
    database: Database, leader: StaffAccount, browser: Browser
) -> None:
    for number in range(37):
        speak_of_home(database, leader, dt.date(2026, 8, 3), name=f"Person {number}")
    page = browser.sign_in(leader).get("/team")
    domains = page.html.split('id="domains"')[1].split("</section>")[0]
    assert "37</text>" in domains
    assert '--numeric">37</td>' in domains


def test_statements_can_be_sorted_by_people(
    database: Database, leader: StaffAccount, browser: Browser
) -> None:
    speak_of_home(database, leader, dt.date(2026, 8, 3))
    browser.sign_in(leader)
    as_published = browser.get("/team").html.split('id="statements"')[1]
    by_people = browser.get("/team?sort=people").html.split('id="statements"')[1]
    assert 'aria-sort="ascending"' in as_published
    assert 'aria-sort="descending"' in by_people


def test_the_language_switch_keeps_the_quarter(
    database: Database, leader: StaffAccount, browser: Browser
) -> None:
    speak_of_home(database, leader, dt.date(2026, 2, 3))
    speak_of_home(database, leader, dt.date(2026, 8, 3))
    page = browser.sign_in(leader).get("/team?period=2026-Q1")
    assert page.fields()["return_to"] == "/team?period=2026-Q1"
    answer = browser.post("/language", {"language": "cy", "return_to": "/team?period=2026-Q1"})
    welsh = browser.follow(answer)
    assert welsh.fields()["period"] == "2026-Q1"
    assert "Ionawr i Fawrth 2026" in welsh.text


def miss(database: Database, staff: StaffAccount, name: str, *reasons: str) -> None:
    """Hold a conversation whose plan says why something was not there."""
    person = make_person(database, staff, name)
    conversation = make_conversation(database, person, dt.date(2026, 8, 3))
    plan = keep(database, Plan(conversation_id=conversation.id, person_id=person.id))
    outcome = keep(database, PlanOutcome(plan_id=plan.id, words="To sing", kind="keep"))
    for why in reasons:
        gap = PlanGap(
            plan_id=plan.id,
            outcome_id=outcome.id,
            would_help="canary bus",
            why=why,
            noted_by=staff.id,
        )
        keep(database, gap)


def test_what_was_not_there_is_added_up_by_why_and_without_a_word(
    database: Database, leader: StaffAccount, browser: Browser
) -> None:
    speak_of_home(database, leader, dt.date(2026, 8, 4), name="Mair Owen")
    miss(database, leader, "Gwyneth Bebb", "transport", "transport", "cost")
    miss(database, leader, "Elwyn Puw", "transport")
    miss(database, make_staff(database, team=make_team(database, "Taf")), "Ann Rees", "full")
    page = browser.sign_in(leader).get("/team?period=2026-Q3")
    assert "There is no way of getting there 2 2 3" in page.text
    assert "It costs too much 1 1 1" in page.text
    assert "It is full, or there is a waiting list 0 0 0" in page.text
    assert "canary" not in page.html
