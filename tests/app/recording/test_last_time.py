"""Last time beside this time: shown, kept with one tap, and never put over what is written."""

import datetime as dt

import pytest
from httpx2 import Response
from sqlmodel import select

from app.people.models import Person
from app.recording.last_time import THE_PERSON, Voice, beside, can_say, is_in
from app.recording.models import Answer, EarlierWords
from tests.app.recording.conftest import KEY, Visit
from tests.client import Page, check_page, new_operation
from tests.factories import (
    keep,
    make_answer,
    make_conversation,
    make_participant,
    make_person,
    make_staff,
    make_tag,
    make_team,
)


BEFORE = "I walk to the harbour every morning."
SPRING = dt.date(2026, 3, 4)
SPRING_WORDS = "4 March 2026"
HUW, MAIR = Voice("Huw Bebb", "family"), Voice("Mair Bebb", "family")


@pytest.mark.parametrize(
    ("said", "written", "here", "can"),
    [
        (THE_PERSON, None, (), True),
        (THE_PERSON, THE_PERSON, (HUW,), True),
        (THE_PERSON, HUW, (HUW,), False),
        (HUW, None, (HUW,), True),
        (HUW, HUW, (HUW,), True),
        (HUW, None, (), False),
        (HUW, None, (MAIR,), False),
        (HUW, THE_PERSON, (HUW,), False),
        (HUW, None, (Voice("Huw Bebb", "neighbour"),), False),
    ],
)
def test_words_are_put_in_nobody_elses_mouth(
    said: Voice, written: Voice | None, here: tuple[Voice, ...], can: bool
) -> None:
    assert can_say(said, written, here) is can


@pytest.mark.parametrize(
    ("written", "stands"),
    [("", BEFORE), ("I like the sea.", f"I like the sea.\n\n{BEFORE}")],
)
def test_earlier_words_come_after_what_is_written(written: str, stands: str) -> None:
    assert beside(written, BEFORE) == stands
    assert is_in(BEFORE, stands)


@pytest.fixture
def before(visit: Visit) -> Answer:
    """What the person said in the spring."""
    return _said(visit, visit.person)


def _said(visit: Visit, person: Person, words: str = BEFORE) -> Answer:
    conversation = make_conversation(visit.database, person, held_on=SPRING)
    return make_answer(visit.database, conversation, KEY, words)


def _page(visit: Visit) -> Page:
    return visit.browser.get(visit.question())


def _keep(visit: Visit, before: Answer, status: int = 303, **more: str) -> Response:
    sent = {
        "words": "",
        "version": "0",
        "operation_id": new_operation(),
        "still_true": f"{before.id}:{before.version}",
        **more,
    }
    return visit.browser.post(visit.question(), sent, status=status)


def _kept(visit: Visit) -> list[EarlierWords]:
    with visit.database.reading() as session:
        return list(session.exec(select(EarlierWords)))


def test_what_was_said_last_time_stands_beside_the_field(visit: Visit, before: Answer) -> None:
    page = _page(visit)
    assert f"Last time: {SPRING_WORDS}" in page.text
    assert BEFORE in page.text
    assert "Gwyn" in page.text
    assert "What Matters conversation · English" in page.text
    assert page.fields("answer")["words"] == ""


def test_whoever_else_said_it_is_named(visit: Visit) -> None:
    spring = make_conversation(visit.database, visit.person, held_on=SPRING)
    huw = make_participant(visit.database, spring, "Huw Bebb")
    make_answer(visit.database, spring, KEY, "She loves the sea.", speaker_id=huw.id)
    assert "Huw Bebb" in _page(visit).text


def test_the_latest_words_are_shown_even_when_the_last_talk_passed_the_question_over(
    visit: Visit, before: Answer
) -> None:
    summer = make_conversation(visit.database, visit.person, held_on=dt.date(2026, 6, 1))
    make_answer(visit.database, summer, KEY, "", skip_reason="not_discussed")
    assert f"Last time: {SPRING_WORDS}" in _page(visit).text


@pytest.mark.parametrize(
    ("held_on", "question_set"),
    [(dt.date(2026, 11, 1), "what_matters.1"), (SPRING, "another_set.1")],
)
def test_a_later_talk_or_one_of_other_questions_is_not_last_time(
    visit: Visit, held_on: dt.date, question_set: str
) -> None:
    other = make_conversation(
        visit.database, visit.person, held_on=held_on, question_set=question_set
    )
    make_answer(visit.database, other, KEY, BEFORE)
    assert "Last time" not in _page(visit).text


def test_somebody_elses_words_are_never_shown(visit: Visit) -> None:
    _said(visit, make_person(visit.database, visit.account, name="Somebody Else"))
    elsewhere = make_staff(visit.database, team=make_team(visit.database, "Taf"))
    _said(visit, make_person(visit.database, elsewhere, name="Far Away"), "Far away words.")
    page = _page(visit)
    assert "Last time" not in page.text
    assert BEFORE not in page.html
    assert "Far away words." not in page.html


def test_one_tap_keeps_the_words_with_where_they_came_from(visit: Visit, before: Answer) -> None:
    _keep(visit, before)
    assert visit.answer().words == BEFORE
    page = _page(visit)
    assert f"Some of these words were first said on {SPRING_WORDS}." in page.text
    assert "Still true: keep these words" not in page.text
    assert SPRING_WORDS in visit.browser.get(f"{visit.address}/check").text
    kept = _kept(visit)[0]
    assert (kept.source_answer_id, kept.said_on, kept.words) == (before.id, SPRING, BEFORE)
    assert kept.source_conversation_id == before.conversation_id


def test_what_was_typed_this_time_stays_and_stays_first(visit: Visit, before: Answer) -> None:
    visit.save("I swim now.")
    _keep(visit, before, words="I swim now, and sing.", view="Tired.", version="1")
    answer = visit.answer()
    assert answer.words == f"I swim now, and sing.\n\n{BEFORE}"
    assert answer.view == "Tired."
    assert visit.earlier()[-1] == "I swim now, and sing."


@pytest.mark.both_databases
def test_pressing_twice_keeps_the_words_once(visit: Visit, before: Answer) -> None:
    operation = new_operation()
    _keep(visit, before, operation_id=operation)
    _keep(visit, before, operation_id=operation)
    assert visit.answer().words == BEFORE
    _keep(visit, before, words=BEFORE, version="1")
    assert visit.answer().words == BEFORE
    assert len(_kept(visit)) == 1


def test_an_answer_that_was_changed_elsewhere_is_not_overwritten(
    visit: Visit, before: Answer
) -> None:
    visit.save("Saved on the other tablet.")
    page = check_page(_keep(visit, before, 409, words="Typed here."))
    assert "Saved on the other tablet." in page.text
    assert visit.answer().words == "Saved on the other tablet."
    assert _kept(visit) == []


def test_words_that_changed_since_the_page_was_opened_are_read_again_first(
    visit: Visit, before: Answer
) -> None:
    with visit.database.writing() as session:
        answer = session.get_one(Answer, before.id)
        answer.words, answer.version = "I walk to the shop.", 2
    page = check_page(_keep(visit, before, 409, words="Typed here."))
    assert "Nothing is lost" in page.text
    assert page.fields("answer")["words"] == "Typed here."
    assert visit.answers() == []


def test_words_of_somebody_who_is_not_here_can_be_read_but_not_kept(visit: Visit) -> None:
    spring = make_conversation(visit.database, visit.person, held_on=SPRING)
    huw = make_participant(visit.database, spring, "Huw Bebb")
    said = make_answer(visit.database, spring, KEY, "She loves the sea.", speaker_id=huw.id)
    page = _page(visit)
    assert "She loves the sea." in page.text
    assert "Still true: keep these words" not in page.text
    _keep(visit, said, 409)
    assert visit.answers() == []
    here = make_participant(visit.database, visit.conversation, "Huw Bebb")
    _keep(visit, said)
    assert (visit.answer().words, visit.answer().speaker_id) == ("She loves the sea.", here.id)


def test_there_must_be_room_for_both(visit: Visit, before: Answer) -> None:
    page = check_page(_keep(visit, before, 409, words="a" * 19_990))
    assert "There is no room" in page.text
    assert page.fields("answer")["words"] == "a" * 19_990


def test_a_finished_conversation_takes_no_earlier_words(visit: Visit, before: Answer) -> None:
    visit.conversation.status = "complete"
    keep(visit.database, visit.conversation)
    assert "Still true: keep these words" not in _page(visit).text
    _keep(visit, before, 409)
    assert visit.answers() == []


def test_words_of_another_persons_conversation_cannot_be_kept(visit: Visit, before: Answer) -> None:
    other = _said(visit, make_person(visit.database, visit.account, name="Somebody Else"), "Mine.")
    _keep(visit, other, 409)
    assert visit.answers() == []


@pytest.mark.parametrize("sent", ["", ":", "x:1", "00000000-0000-4000-8000-000000000000:x"])
def test_words_that_are_not_named_rightly_are_not_found(visit: Visit, sent: str) -> None:
    status = 303 if not sent else 404
    fields = {"words": "", "version": "0", "operation_id": new_operation(), "still_true": sent}
    visit.browser.post(visit.question(), fields, status=status)
    assert visit.answers() == []


def test_another_team_can_neither_read_nor_keep(visit: Visit, before: Answer) -> None:
    stranger = visit.other_browser(make_staff(visit.database, team=make_team(visit.database)))
    stranger.get(visit.question(), 404)
    fields = {"version": "0", "operation_id": new_operation()}
    still_true = f"{before.id}:1"
    stranger.post(visit.question(), {**fields, "still_true": still_true}, status=404)
    assert visit.answers() == []


def test_keeping_and_looking_are_in_the_audit_trail(visit: Visit, before: Answer) -> None:
    _page(visit)
    assert before.conversation_id in {event.subject_id for event in visit.events("viewed")}
    _keep(visit, before)
    (event,) = visit.events("earlier_words_kept")
    assert str(before.conversation_id) in event.details
    assert BEFORE not in event.details


def test_words_that_were_changed_afterwards_say_so(visit: Visit, before: Answer) -> None:
    _keep(visit, before)
    visit.save("I walk to the shop.", version=1)
    assert "and have been changed since" in _page(visit).text


def test_a_plan_line_says_that_it_was_said_before(visit: Visit, before: Answer) -> None:
    _keep(visit, before, words="I sing in the choir.")
    answer = visit.answer()
    make_tag(visit.database, answer, "asset", "SELF", BEFORE)
    make_tag(visit.database, answer, "asset", "SELF", "I sing in the choir.")
    page = visit.browser.get(f"{visit.address}/plan")
    assert page.text.count(f"First said on {SPRING_WORDS}, and still true") == 1


def test_in_welsh(visit: Visit, before: Answer) -> None:
    visit.browser.speak("cy")
    assert "Y tro diwethaf: 4 Mawrth 2026" in _page(visit).text
