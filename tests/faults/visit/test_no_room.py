"""A tablet with no room left: it is said, what is written stays in sight, and nothing is lost."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from app.people.models import Person
from app.recording.models import Answer, Conversation
from tests.factories import make_conversation
from tests.faults.conftest import Room
from tests.faults.visit.shown import ASKED, SHOW
from tests.faults.visit.tablet import ALL, FULL_FOR, PIN, WORDS, Tablet
from tests.journeys.conftest import check_accessible


LOCK = "harbour lantern seven kettles"
SAID = "My sister sings to me on the telephone."
START = ("Start a What Matters conversation", "Before we start")
SETTLE = ("Save and go to the questions", "Conversation with Idris Vaughan")
FINISH = ("Finish the conversation", "Conversation with Idris Vaughan")
QUARTER = "15:01"
WRONG = "111222"
NOT_THE_PIN = "That is not the PIN of this tablet"
TOO_MANY = "Too many wrong PINs. Nothing is lost: sign in with signal"
# That it is full, what still works, and what to do.
FULL = {
    "en": ("This tablet is full", "still opens and can be sent", "delete photos or apps"),
    "cy": ("Mae'r llechen hon yn llawn", "yn dal i agor", "dilëwch luniau neu apiau"),
}


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


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_full_tablet_opens_with_its_pin_and_says_what_to_do(
    tablet: Tablet, room: Room, person: Person, language: str
) -> None:
    talk = make_conversation(room.database, person)
    lock_with_words(tablet, room, person, f"/conversations/{talk.id}/questions/about_you")
    page = tablet.page
    for _time in range(12):  # opening it uses up none of the ten tries
        page.goto(f"/visit?language={language}")
        page.evaluate(FULL_FOR, ALL)
        page.locator("#pin").fill(PIN)
        page.locator("#pin").press("Enter")
        expect(page.locator("main")).to_have_attribute("data-view", "view-visits")
        for words in FULL[language]:
            expect(page.locator("#light")).to_contain_text(words)
        page.clock.fast_forward(QUARTER)
    page.locator("#pin").fill(PIN)
    page.locator("#pin").press("Enter")
    page.get_by_role("link", name=person.name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(person.name)
    check_accessible(page)
    tablet.sign_in(room.account)
    tablet.come_into_signal()
    tablet.page.reload()
    tablet.all_is_sent()
    with room.database.reading() as session:
        own = select(Answer).where(Answer.conversation_id == talk.id)
        assert [answer.words for answer in session.exec(own)] == [SAID]


def test_a_full_tablet_counts_every_wrong_pin_over_reloads_and_after_there_is_room(
    tablet: Tablet, room: Room, person: Person
) -> None:
    talk = make_conversation(room.database, person)
    lock_with_words(tablet, room, person, f"/conversations/{talk.id}/questions/about_you")
    page = tablet.page
    for said in [NOT_THE_PIN] * 9 + [TOO_MANY]:
        page.goto("/visit")
        page.evaluate(FULL_FOR, ALL)
        give_pin(page, WRONG, said)
    give_pin(page, PIN, TOO_MANY)
    page.goto("/visit")
    page.evaluate(FULL_FOR, ALL)
    give_pin(page, PIN, TOO_MANY)
    page.goto("/visit")
    give_pin(page, PIN, TOO_MANY)
    tablet.sign_in(room.account)
    tablet.come_into_signal()
    page.goto("/visit")
    expect(page.locator("main")).to_have_attribute("data-view", "view-visits")
    tablet.all_is_sent()


def test_what_was_counted_while_there_was_room_counts_on_a_full_tablet(
    tablet: Tablet, room: Room, person: Person
) -> None:
    talk = make_conversation(room.database, person)
    lock_with_words(tablet, room, person, f"/conversations/{talk.id}/questions/about_you")
    page = tablet.page
    for _try in range(4):
        give_pin(page, WRONG, NOT_THE_PIN)
    page.evaluate(FULL_FOR, ALL)
    for said in [NOT_THE_PIN] * 5 + [TOO_MANY]:
        give_pin(page, WRONG, said)


def test_a_full_tablet_is_not_shown_to_anybody(tablet: Tablet, room: Room, person: Person) -> None:
    talk = make_conversation(room.database, person)
    tablet.set_out(room.account, person)
    tablet.open(f"/conversations/{talk.id}")
    page = tablet.page
    page.get_by_role("link", name=SHOW).click()
    page.evaluate(FULL_FOR, ALL)
    page.locator("form[data-form=show] [type=submit]").click()
    expect(page.locator("#light")).to_contain_text(FULL["en"][0])
    expect(page.get_by_role("heading", level=1)).to_have_text("Before you show the screen")


def lock_with_words(tablet: Tablet, room: Room, person: Person, question: str) -> None:
    """Write words that wait to be sent, and leave the tablet until it has locked itself."""
    tablet.set_out(room.account, person)
    tablet.context.clock.install()
    tablet.open(question)
    tablet.write(SAID)
    expect(tablet.page.locator("#light")).to_contain_text("Waiting to be sent: 1")
    tablet.page.clock.fast_forward(QUARTER)
    expect(tablet.page.get_by_label(ASKED)).to_be_visible()


def give_pin(page: Page, pin: str, said: str) -> None:
    """Try a PIN that does not open the tablet: what is said of it, and not of the one before."""
    error = page.locator("#pin-error")
    error.evaluate("(place) => { place.textContent = ''; }")
    page.get_by_label(ASKED).fill(pin)
    page.get_by_label(ASKED).press("Enter")
    expect(error).to_contain_text(said)
    expect(page.locator("main")).to_have_attribute("data-view", "view-unlock")


def settle(page: Page) -> None:
    """Choose what is settled before the first question."""
    page.locator("#language-en").check()
    page.locator("#plan_language-cy").check()
    expect(page.locator("#save-state")).to_have_attribute("data-state", "kept")
    page.wait_for_timeout(600)  # "kept" may be said of the first of the two only


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
