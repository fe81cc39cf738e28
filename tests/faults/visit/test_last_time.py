"""What was said last time, without signal: kept with one tap, and never put in anybody's mouth."""

import datetime as dt

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from app.people.models import Person
from app.recording.models import Answer, Conversation, EarlierWords
from tests.factories import make_answer, make_conversation
from tests.faults.conftest import Room
from tests.faults.visit.tablet import WORDS, Tablet


SAID = "I sing in the chapel on Sundays."


@pytest.fixture
def now(tablet: Tablet, room: Room, person: Person) -> Conversation:
    before = make_conversation(room.database, person, dt.date(2026, 3, 2), status="complete")
    make_answer(room.database, before, "about_you", SAID)
    now = make_conversation(room.database, person, dt.date(2026, 11, 2))
    tablet.set_out(room.account, person)
    tablet.open(f"/conversations/{now.id}/questions/about_you")
    return now


def test_words_of_last_time_are_kept_with_one_tap_and_known_as_such(
    tablet: Tablet, room: Room, now: Conversation
) -> None:
    expect(tablet.page.locator("#asking li").first).to_be_visible()  # what always helps the talk
    tablet.write("My knees are worse.")
    tablet.page.get_by_text("Last time: 2 March 2026").click()
    tablet.page.get_by_role("button", name="Still true: keep these words").click()
    both = f"My knees are worse.\n\n{SAID}"
    expect(tablet.page.get_by_label(WORDS)).to_have_value(both)
    expect(tablet.page.get_by_role("button", name="Still true")).to_have_count(0)
    tablet.page.get_by_label(WORDS).press("Control+End")
    tablet.write(" Every week.")
    tablet.page.wait_for_timeout(1200)
    tablet.come_into_signal()
    tablet.all_is_sent()

    with room.database.reading() as session:
        answer = session.exec(select(Answer).where(Answer.conversation_id == now.id)).one()
        kept = session.exec(select(EarlierWords)).one()
    assert answer.words == f"{both} Every week."
    assert (kept.answer_id, kept.words, kept.said_on) == (answer.id, SAID, dt.date(2026, 3, 2))


def test_a_hand_that_taps_twice_keeps_them_once(tablet: Tablet, now: Conversation) -> None:
    tablet.page.get_by_text("Last time: 2 March 2026").click()
    tablet.page.get_by_role("button", name="Still true: keep these words").dblclick()
    expect(tablet.page.locator("#save-state")).to_contain_text("not sent yet")
    tablet.page.wait_for_timeout(500)
    expect(tablet.page.get_by_label(WORDS)).to_have_value(SAID)
    assert tablet.waits() == 1
