"""A tablet that has locked itself: only its PIN opens it, or signing in anew, on line and off."""

import pytest
from playwright.sync_api import Page, expect

from app.accounts import passwords
from tests.factories import keep
from tests.faults.conftest import Room
from tests.faults.visit.kept import PASSWORD, QUESTION, comes_to_be_kept
from tests.faults.visit.shown import show
from tests.faults.visit.tablet import PIN, WORDS, Tablet
from tests.journeys.conftest import check_accessible


QUARTER = "15:01"
SAID = "Avocet-on-the-slipway"
ASKED = "Your PIN for this tablet"


@pytest.fixture
def question(tablet: Tablet, room: Room) -> str:
    """A question whose words wait on the tablet, of somebody who signed in an hour ago."""
    room.account.password_hash = passwords.hash_password(PASSWORD)
    keep(room.database, room.account)
    tablet.sign_in(room.account, hours_ago=1)
    tablet.use_for_visits()
    tablet.context.clock.install()
    question = f"/conversations/{room.conversation.id}/{QUESTION}"
    tablet.page.goto(question)
    expect(tablet.page.get_by_label(WORDS)).to_be_editable()
    tablet.pack_is_here()
    return question


def asks_for_the_pin(page: Page) -> None:
    expect(page.get_by_label(ASKED)).to_be_visible()
    expect(page.locator("#light")).to_have_attribute("data-state", "locked")


def test_what_has_locked_stays_locked_until_the_pin(
    tablet: Tablet, room: Room, question: str
) -> None:
    page = tablet.page
    tablet.go_out_of_signal()
    page.get_by_label(WORDS).fill(SAID)
    expect(page.locator("#save-state")).to_contain_text("not sent yet")
    page.goto("/visit")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.clock.fast_forward(QUARTER)
    asks_for_the_pin(page)
    page.reload()
    asks_for_the_pin(page)
    tablet.come_into_signal()
    page.reload()
    asks_for_the_pin(page)

    second = tablet.context.new_page()
    for address in ("/visit", "/visit/outbox", "/visit/tablet", question):
        second.goto(address)
        if address == "/visit/tablet":
            second.get_by_label("Choose a PIN").fill("640913")
            second.get_by_label("The same PIN again").fill("640913")
            second.get_by_role("button", name="Use this tablet for visits").click()
        if address != "/visit/outbox":
            asks_for_the_pin(second)
        expect(second.locator("#light")).to_have_attribute("data-state", "locked")
        assert SAID not in second.content()
    page.close()
    third = tablet.context.new_page()
    third.goto("/visit")
    asks_for_the_pin(third)
    tablet.page = third
    assert tablet.waits() == 1
    third.get_by_label(ASKED).fill(PIN)
    third.get_by_label(ASKED).press("Enter")
    comes_to_be_kept(tablet, room, SAID)


def test_a_page_on_line_that_locks_hides_what_it_shows_and_loses_nothing(
    tablet: Tablet, room: Room, question: str
) -> None:
    page = tablet.page
    page.get_by_label(WORDS).fill(SAID)
    comes_to_be_kept(tablet, room, SAID)
    page.clock.fast_forward(QUARTER)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("This tablet has locked itself")
    check_accessible(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    page.reload()
    expect(dialog).to_contain_text("This tablet has locked itself")
    dialog.get_by_label(ASKED).fill("111222")
    dialog.get_by_role("button", name="Open").click()
    expect(dialog).to_contain_text("That is not the PIN of this tablet")
    dialog.get_by_label(ASKED).fill(PIN)
    dialog.get_by_role("button", name="Open").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_label(WORDS)).to_have_value(SAID)
    page.get_by_label(WORDS).fill(f"{SAID}, and more")
    comes_to_be_kept(tablet, room, f"{SAID}, and more")


def test_a_tablet_that_dies_just_after_it_has_locked_is_still_locked(
    tablet: Tablet, room: Room, question: str
) -> None:
    tablet.go_out_of_signal()
    show(tablet, f"/conversations/{room.conversation.id}")  # which locks all the rest
    tablet.kill()
    tablet.switch_on()
    tablet.sign_in(room.account, hours_ago=1)  # the session of before
    tablet.come_into_signal()
    tablet.page.goto("/visit")
    expect(tablet.page.get_by_label(ASKED)).to_be_visible()
    tablet.page.wait_for_load_state("networkidle")
    expect(tablet.page.get_by_label(ASKED)).to_be_visible()


def test_signing_in_anew_opens_it_in_place(tablet: Tablet, room: Room, question: str) -> None:
    page = tablet.page
    page.clock.fast_forward(QUARTER)
    page.get_by_role("dialog").get_by_role("button", name="Sign in with signal").click()
    page.get_by_label("Sign-in name").fill(room.account.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.get_by_label(WORDS).fill(SAID)
    comes_to_be_kept(tablet, room, SAID)


def test_signing_in_instead_asks_for_the_password(tablet: Tablet, question: str) -> None:
    page = tablet.page
    page.goto("/visit")
    expect(page.locator("main[data-view]")).to_be_visible()
    page.clock.fast_forward(QUARTER)
    expect(page.get_by_label(ASKED)).to_be_visible()
    page.get_by_role("link", name="Sign in with signal instead").click()
    expect(page.get_by_label("Password")).to_be_visible()
