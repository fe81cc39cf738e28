"""The team leader is told what has stopped, and can start it again with a reason."""

import pytest
from sqlmodel import select

from app.audit import AuditEvent
from app.database import Database
from app.identity import StaffAccount, Team
from app.recording.models import SuggestionPause, TrackRecord
from app.recording.tagging import mapper_version
from tests.client import Browser, check_page
from tests.factories import (
    keep,
    make_answer,
    make_conversation,
    make_pause,
    make_person,
    make_second_look,
    make_second_tag,
    make_staff,
    make_tag,
    make_team,
)


pytestmark = pytest.mark.both_databases
NOTICE = "of 34 suggestions 12 were kept"
ADDRESS = "/team/suggestions"


@pytest.fixture
def team(database: Database) -> Team:
    return make_team(database)


@pytest.fixture
def leader(database: Database, team: Team) -> StaffAccount:
    return make_staff(database, "team_leader", team, name="Megan Rees")


@pytest.fixture
def pause(database: Database) -> SuggestionPause:
    return make_pause(database, "asset", "SELF")


def note(database: Database, kind: str, key: str, kept: int, set_aside: int, added: int) -> None:
    keep(
        database,
        TrackRecord(
            kind=kind,
            key=key,
            mapper_version=mapper_version(),
            kept=kept,
            set_aside=set_aside,
            added=added,
        ),
    )


def events(database: Database, action: str) -> list[AuditEvent]:
    with database.reading() as session:
        return list(session.exec(select(AuditEvent).where(AuditEvent.action == action)))


def test_a_leader_is_told_what_has_stopped_until_they_have_read_it(
    browser: Browser, database: Database, leader: StaffAccount, pause: SuggestionPause
) -> None:
    browser.sign_in(leader)
    assert NOTICE in browser.get("/team").text
    browser.post(f"{ADDRESS}/read", {"pause": [str(pause.id)]})
    browser.post(f"{ADDRESS}/read", {"pause": [str(pause.id)]})
    assert NOTICE not in browser.get("/team").text
    assert NOTICE in browser.get(ADDRESS).text
    assert len(events(database, "pause_notice_read")) == 1


def test_several_that_stopped_are_told_in_one_notice(
    browser: Browser, database: Database, leader: StaffAccount, pause: SuggestionPause
) -> None:
    other = make_pause(database, "rule", "en.home.house", mapper_version())
    page = browser.sign_in(leader).get("/team")
    assert page.text.count("of 34 suggestions 12 were kept") == 2
    assert page.text.count("I have read this") == 1
    browser.post(f"{ADDRESS}/read", {"pause": [str(pause.id), str(other.id)]})
    assert "of 34 suggestions" not in browser.get("/team").text


def test_when_many_have_stopped_the_notice_stays_short(
    browser: Browser, database: Database, leader: StaffAccount
) -> None:
    keys = ("SELF", "PEOPLE", "COMMUNITY", "SERVICES")
    ids = [str(make_pause(database, "asset", key).id) for key in keys]
    page = browser.sign_in(leader).get("/team")
    assert page.text.count(NOTICE) == 3
    assert "And one more." in page.text
    browser.post(f"{ADDRESS}/read", {"pause": ids})
    assert NOTICE not in browser.get("/team").text


def test_what_one_leader_has_read_another_is_still_told(
    browser: Browser, database: Database, leader: StaffAccount, pause: SuggestionPause
) -> None:
    browser.sign_in(leader).post(f"{ADDRESS}/read", {"pause": [str(pause.id)]})
    other = make_staff(database, "team_leader", make_team(database, "Taf"), name="Paul White")
    assert NOTICE in browser.sign_in(other).get("/team").text


def test_the_notice_speaks_welsh(
    browser: Browser, leader: StaffAccount, pause: SuggestionPause
) -> None:
    page = browser.sign_in(leader).speak("cy").get("/team")
    assert "o 34 o awgrymiadau, cadwyd 12" in page.text


def test_a_rule_of_an_earlier_version_is_no_longer_news(
    browser: Browser, database: Database, leader: StaffAccount
) -> None:
    make_pause(database, "rule", "en.home.house", "long-ago-1")
    assert "en.home.house" not in browser.sign_in(leader).get("/team").text


def test_starting_again_needs_a_reason_and_keeps_what_was_typed(
    browser: Browser, database: Database, leader: StaffAccount, pause: SuggestionPause
) -> None:
    browser.sign_in(leader)
    refused = check_page(browser.post(f"{ADDRESS}/{pause.id}/start", {"reason": " "}, 422))
    assert "Say why it should suggest again." in refused.text
    assert events(database, "suggestions_restarted") == []
    sent = {"reason": "The rules were put right.", "switch_language": "cy"}
    again = check_page(browser.post(f"{ADDRESS}/{pause.id}/start", sent, 200))
    assert "The rules were put right." in again.html
    assert again.tree.get("lang") == "cy"


def test_a_leader_starts_it_again_with_a_reason(
    browser: Browser, database: Database, leader: StaffAccount, pause: SuggestionPause
) -> None:
    browser.sign_in(leader)
    sent = {"reason": "The rules were put right."}
    page = browser.follow(browser.post(f"{ADDRESS}/{pause.id}/start", sent))
    assert "Nothing has stopped" in page.text
    assert "Me: by Megan Rees" in page.text
    assert "The rules were put right." in page.text
    assert NOTICE not in browser.get("/team").text
    (event,) = events(database, "suggestions_restarted")
    assert event.actor_id == leader.id
    browser.refused(f"{ADDRESS}/{pause.id}/start", sent, status=409)


@pytest.mark.parametrize("role", ["practitioner", "commissioner", "administrator"])
def test_nobody_else_can_start_it_again_or_see_the_figures(
    browser: Browser, database: Database, team: Team, pause: SuggestionPause, role: str
) -> None:
    browser.sign_in(make_staff(database, role, team))
    browser.get(ADDRESS, status=404)
    browser.post(f"{ADDRESS}/{pause.id}/start", {"reason": "Because."}, status=404)


def test_figures_are_shown_with_their_range_and_few_decisions_are_not(
    browser: Browser, database: Database, leader: StaffAccount
) -> None:
    note(database, "asset", "SELF", 41, 9, 10)
    note(database, "asset", "PEOPLE", 4, 3, 0)
    note(database, "rule", "en.home.house", 41, 9, 0)
    note(database, "rule", "en.home.rare", 3, 2, 0)
    page = browser.sign_in(leader).get(ADDRESS)
    figures = page.text.replace("\u2060", "")
    assert "0.82 (0.69–0.90)" in figures
    assert "0.81 (0.72–0.88)" in figures
    assert "fewer than 8" in page.text
    assert "en.home.house" in page.text
    assert "en.home.rare" not in page.text
    assert "not listed: 1" in page.text


def code_twice(database: Database, leader: StaffAccount, how_many: int) -> None:
    person = make_person(database, leader)
    for number in range(how_many):
        conversation = make_conversation(database, person, status="complete")
        answer = make_answer(database, conversation)
        make_tag(database, answer, "domain", "HOME" if number % 3 else "HEALTH")
        other = make_staff(database, name="Somebody Else")
        look = make_second_look(
            database, answer, taken_by=other.id, done_at=conversation.created_at
        )
        if number % 3:
            make_second_tag(database, look, "domain", "HOME")


def test_agreement_is_shown_from_thirty_answers_and_not_before(
    browser: Browser, database: Database, leader: StaffAccount
) -> None:
    browser.sign_in(leader)
    code_twice(database, leader, 29)
    assert "Answers coded twice so far: 29. Too few to say" in browser.get(ADDRESS).text
    code_twice(database, leader, 1)
    page = browser.get(ADDRESS)
    assert "Too few to say" not in page.text
    agreed = page.text.split("How far two practitioners agree")[1]
    assert "1.00" in agreed
    assert "nobody used it" in agreed
