"""Follow-up prompts beside a question and before finishing: quiet, and three at most."""

import re

import pytest

from tests.app.recording.conftest import Visit
from tests.client import Page, new_operation
from tests.factories import (
    make_answer,
    make_conversation,
    make_participant,
    make_person,
    make_staff,
    make_tag,
    make_team,
)


FRIENDS = "friends_and_family"
WILLING = "Have they said they are willing, and what would suit them?"
WILLING_CY = "Ydyn nhw wedi dweud eu bod yn fodlon, a beth fyddai'n gyfleus iddyn nhw?"
HOME = "What is it like, living where you live?"
SAFE = "What helps you feel safe, at home and with the people around you?"
AWAY = "Put this question away"


def say(visit: Visit, words: str, key: str = FRIENDS) -> None:
    make_answer(visit.database, visit.conversation, key, words)


def beside(page: Page) -> list[str]:
    """Return the quiet questions on a page, in their order."""
    found = re.search(r'<ul class="prompts.*?</ul>', page.html, re.DOTALL)
    assert found is not None
    return re.findall(r"<li[^>]*>", found[0])


def test_a_person_named_without_a_word_of_willingness_is_asked_about(visit: Visit) -> None:
    say(visit, "My sister Ann has a car.")
    page = visit.browser.get(visit.question(FRIENDS))
    assert WILLING in page.text
    assert "nothing is written yet about whether they are willing. sister" in page.text


def test_it_goes_as_soon_as_it_is_said(visit: Visit) -> None:
    say(visit, "My sister Ann has a car and is happy to drive.")
    assert WILLING not in visit.browser.get(visit.question(FRIENDS)).text


def test_it_stands_beside_its_own_questions_and_not_the_others(visit: Visit) -> None:
    say(visit, "My sister Ann has a car.")
    assert WILLING in visit.browser.get(visit.question("community")).text
    assert WILLING not in visit.browser.get(visit.question("about_you")).text


def test_there_are_three_quiet_questions_at_most(visit: Visit) -> None:
    say(visit, "My sister does my shopping. There is no bus.")
    page = visit.browser.get(visit.question(FRIENDS))
    assert len(beside(page)) == 3
    assert WILLING in page.text
    assert "Who is in your life?" not in page.text


def test_a_welsh_conversation_is_asked_in_welsh_and_read_in_welsh(visit: Visit) -> None:
    talk = make_conversation(visit.database, visit.person, language="cy")
    make_answer(visit.database, talk, FRIENDS, "Mae fy chwaer yn byw drws nesa.")
    page = visit.browser.get(f"/conversations/{talk.id}/questions/{FRIENDS}")
    assert WILLING_CY in page.text
    assert '<q lang="cy">chwaer</q>' in page.html


def test_putting_one_away_keeps_what_was_typed_and_stays_on_the_question(visit: Visit) -> None:
    say(visit, "My sister Ann has a car.")
    response = visit.browser.post(
        visit.question(FRIENDS),
        {
            "words": "My sister Ann has a red car.",
            "version": "1",
            "operation_id": new_operation(),
            "put_away": "are_they_willing",
        },
    )
    assert response.headers["location"] == visit.question(FRIENDS)
    page = visit.browser.follow(response)
    assert WILLING not in page.text
    assert "Who is in your life?" in page.text
    assert visit.answer(FRIENDS).words == "My sister Ann has a red car."
    assert len(visit.events("prompt_put_away")) == 1


def test_enter_in_a_field_puts_nothing_away(visit: Visit) -> None:
    """Enter presses a form's first button, and that must not be this one."""
    say(visit, "My sister Ann has a car.")
    page = visit.browser.get(visit.question(FRIENDS))
    form = page.html[page.html.index('id="answer"') :]
    first = re.search(r"<button[^>]*>", form)
    assert first is not None
    assert "put_away" in form
    assert "put_away" not in first[0]


def test_before_finishing_it_is_asked_and_leads_to_its_question(visit: Visit) -> None:
    say(visit, "My sister Ann has a car.")
    page = visit.browser.get(f"{visit.address}/check")
    assert WILLING in page.text
    assert page.links()["Write it under question 9"] == visit.question(FRIENDS)


def test_put_away_before_finishing_it_can_be_brought_back(visit: Visit) -> None:
    say(visit, "My sister Ann has a car.")
    away, back = f"{visit.address}/prompts/put-away", f"{visit.address}/prompts/bring-back"
    gone = visit.browser.follow(visit.browser.post(away, {"prompt": "are_they_willing"}))
    visit.browser.post(away, {"prompt": "are_they_willing"})
    assert WILLING not in gone.text
    assert WILLING not in visit.browser.get(visit.question(FRIENDS)).text
    assert "Show the questions that were put away" in gone.text
    assert WILLING in visit.browser.follow(visit.browser.post(back, {})).text
    visit.browser.post(back, {})
    assert len(visit.events("prompt_put_away")) == 1
    assert len(visit.events("prompts_brought_back")) == 1


def test_put_away_is_for_this_conversation_only(visit: Visit) -> None:
    say(visit, "My sister Ann has a car.")
    visit.browser.post(f"{visit.address}/prompts/put-away", {"prompt": "are_they_willing"})
    other = make_conversation(visit.database, visit.person)
    make_answer(visit.database, other, FRIENDS, "My sister Ann has a car.")
    page = visit.browser.get(f"/conversations/{other.id}/questions/{FRIENDS}")
    assert WILLING in page.text


def test_it_never_stops_anybody_from_finishing(visit: Visit) -> None:
    say(visit, "My sister Ann has a car.")
    fields = visit.browser.get(f"{visit.address}/check").fields("finish")
    done = visit.browser.post(f"{visit.address}/finish", fields)
    assert done.headers["location"] == f"{visit.address}/heard"


def test_a_finished_conversation_asks_nothing_more(visit: Visit) -> None:
    talk = make_conversation(visit.database, visit.person, status="complete")
    make_answer(visit.database, talk, FRIENDS, "My sister Ann has a car.")
    address = f"/conversations/{talk.id}"
    assert AWAY not in visit.browser.get(f"{address}/questions/{FRIENDS}").text
    assert AWAY not in visit.browser.get(f"{address}/check").text
    visit.browser.post(f"{address}/prompts/put-away", {"prompt": "are_they_willing"}, status=409)


def test_a_confirmed_tag_touches_a_domain_and_a_pencilled_one_does_not(visit: Visit) -> None:
    for key in ("about_you", "what_has_been_happening", "what_matters", "risks"):
        say(visit, "Much.", key)
    assert HOME in visit.browser.get(visit.question("is_it_enough")).text
    answer = visit.answer("about_you")
    make_tag(visit.database, answer, "domain", "HOME", "Much.", state="set_aside")
    assert HOME in visit.browser.get(visit.question("is_it_enough")).text
    make_tag(visit.database, visit.answer("risks"), "domain", "HOME", "Much.")
    assert HOME not in visit.browser.get(visit.question("is_it_enough")).text


@pytest.mark.parametrize(("role", "asked"), [("practitioner", True), ("family", False)])
def test_feeling_safe_is_asked_about_only_with_nobody_else_there(
    visit: Visit, role: str, asked: bool
) -> None:
    make_participant(visit.database, visit.conversation, "Huw", role)
    for key in ("about_you", "what_has_been_happening", "what_matters", "could_support_help"):
        say(visit, "Much.", key)
    assert (SAFE in visit.browser.get(visit.question("risks")).text) is asked


def test_a_prompt_that_does_not_exist_cannot_be_put_away(visit: Visit) -> None:
    visit.browser.post(f"{visit.address}/prompts/put-away", {"prompt": "nonsense"}, status=404)


@pytest.mark.both_databases
def test_another_teams_conversation_cannot_be_changed(visit: Visit) -> None:
    stranger = make_staff(visit.database, team=make_team(visit.database, "Elsewhere"))
    person = make_person(visit.database, stranger, name="Somebody Else")
    talk = make_conversation(visit.database, person)
    for what in ("put-away", "bring-back"):
        sent = {"prompt": "are_they_willing"}
        visit.browser.post(f"/conversations/{talk.id}/prompts/{what}", sent, status=404)
