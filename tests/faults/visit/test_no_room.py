"""A tablet with no room left: it is said, what is written stays in sight, and nothing is lost."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from app.people.models import Person
from app.recording.models import Conversation
from tests.factories import make_conversation
from tests.faults.conftest import Room
from tests.faults.visit.tablet import ALL, FULL_FOR, WORDS, Tablet


LOCK = "harbour lantern seven kettles"
SAID = "My sister sings to me on the telephone."
START = ("Start a What Matters conversation", "Before we start")
SETTLE = ("Save and go to the questions", "Conversation with Idris Vaughan")
FINISH = ("Finish the conversation", "Conversation with Idris Vaughan")


def test_words_there_is_no_room_for_leave_in_a_locked_file(
    tablet: Tablet, room: Room, person: Person, tmp_path: Path
) -> None:
    talk = make_conversation(room.database, person)
    tablet.set_out(room.account, person)

    tablet.open(f"/conversations/{talk.id}/questions/about_you")
    tablet.page.evaluate(FULL_FOR, ALL)
    tablet.write(SAID)
    expect(
        tablet.page.get_by_text("There is no room on this tablet for your words")
    ).to_be_visible()
    expect(tablet.page.get_by_label(WORDS)).to_have_value(SAID)
    lock = tablet.page.get_by_label("At least four words to lock it with")
    lock.fill("too few")
    tablet.page.get_by_role("button", name="Save a rescue file").click()
    expect(tablet.page.get_by_text("Use at least four words.")).to_be_visible()
    lock.fill(LOCK)
    with tablet.page.expect_download() as saved:
        tablet.page.get_by_role("button", name="Save a rescue file").click()
    file = tmp_path / "visit.rescue"
    saved.value.save_as(file)
    assert SAID.encode() not in file.read_bytes()
    expect(tablet.page.get_by_label(WORDS)).to_have_value(SAID)
    tablet.page.get_by_label(WORDS).fill("")  # a page with unsaved words asks before it goes


@pytest.mark.parametrize("store", ["outbox", "records"])
def test_what_there_is_no_room_for_is_told_and_done_once_when_there_is(
    tablet: Tablet, room: Room, person: Person, store: str
) -> None:
    tablet.set_out(room.account, person)
    tablet.open(f"/people/{person.id}")
    press_without_room(tablet, store, *START)
    settle(tablet.page)
    press_without_room(tablet, store, *SETTLE)
    tablet.open(f"{tablet.page.url}/check")
    press_without_room(tablet, store, *FINISH)
    expect(tablet.page.locator("main")).to_contain_text("This conversation is finished")
    assert tablet.waits() == 3
    tablet.sign_in(room.account)
    tablet.come_into_signal()
    tablet.all_is_sent()
    with room.database.reading() as session:
        own = select(Conversation).where(Conversation.person_id == person.id)
        talk = session.exec(own).one()
    assert (talk.status, talk.language, talk.plan_language) == ("complete", "en", "cy")


def settle(page: Page) -> None:
    """Choose what is settled before the first question."""
    page.locator("#language-en").check()
    page.locator("#plan_language-cy").check()
    expect(page.locator("#save-state")).to_have_attribute("data-state", "kept")


def press_without_room(tablet: Tablet, store: str, button: str, then: str) -> None:
    """Press a button on a full tablet, which goes nowhere; and again when there is room."""
    page, here = tablet.page, tablet.page.url
    page.evaluate(FULL_FOR, [store])
    page.get_by_role("button", name=button).click()
    expect(page.locator("#page-alert")).to_contain_text("This tablet could not keep your words")
    assert page.url == here
    tablet.open(here)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(then)
    expect(page.locator("#page-alert")).to_be_empty()
