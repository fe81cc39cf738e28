"""Somebody with few words says with pictures how things are going, at their own pace."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from app.accounts.passwords import PRACTICE_PASSWORD
from tests.journeys.conftest import check_accessible
from tests.journeys.practitioner import Practitioner


def _begin(page: Page, name: str) -> Practitioner:
    practitioner = Practitioner(page)
    practitioner.sign_in("practitioner")
    practitioner.add_person(name)
    practitioner.start_a_conversation(("4", "11", "2026"))
    page.goto(practitioner.conversation)
    practitioner.follow("Talk with pictures")
    expect(page.get_by_role("heading", level=1)).to_have_text("How are things going?")
    return practitioner


def _is_large_and_fits(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{wide}px too wide"
    small = page.evaluate(
        "[...document.querySelectorAll('main a, main button, main select')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 44)"
        ".map(e => e.textContent.trim())"
    )
    assert small == []
    steps = page.evaluate(
        "[...document.querySelectorAll('.place')].map(e => e.getBoundingClientRect())"
        ".map(r => Math.min(r.width, r.height))"
    )
    assert all(size >= 96 for size in steps), steps


def test_on_a_phone_by_tap_and_shown_to_the_person(phone: Page) -> None:
    practitioner = _begin(phone, "Elin Mai")
    check_accessible(phone)
    _is_large_and_fits(phone)
    practitioner.press("Show the board to the person")
    expect(phone.get_by_role("navigation", name="Main menu")).to_have_count(0)
    check_accessible(phone)
    phone.get_by_role("link", name="Sleep").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Sleep")
    check_accessible(phone)
    _is_large_and_fits(phone)
    practitioner.press("Not well")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Things I like doing")
    practitioner.press("Going well")
    practitioner.follow("The whole board")
    expect(phone.locator("[data-step=not_well]")).to_contain_text("Sleep")
    shown = phone.url.split("?")[0]
    for address in ("/today", practitioner.conversation, f"{practitioner.conversation}/board"):
        phone.goto(address)
        expect(phone).to_have_url(shown)
    practitioner.follow("Give it back")
    phone.get_by_label("Your password").fill(PRACTICE_PASSWORD)
    practitioner.press("Take the screen back")
    practitioner.see("Said with pictures", "Sleep", "Placed by Elin Mai.")
    practitioner.sign_out()


def _tab_to(page: Page, words: str, most: int = 60) -> int:
    """Press Tab until what has the focus says these words; return how often."""
    for pressed in range(most):
        said = page.evaluate(
            "(e => e === document.body ? '' : e.innerText || e.id)(document.activeElement)"
        )
        if words in said:
            return pressed
        page.keyboard.press("Tab")
    raise AssertionError(f"no way by keyboard to {words}")


def _has_the_focus(picture: Locator, words: str) -> None:
    """A browser gives it a moment after the words are there, and not once a key was pressed."""
    expect(picture).to_have_text(words)
    expect(picture).to_be_focused()


def test_by_keyboard_or_switch_alone(tablet: Page) -> None:
    practitioner = _begin(tablet, "Mai Elin")
    _tab_to(tablet, "My family")
    tablet.keyboard.press("Enter")
    picture = tablet.get_by_role("heading", level=1)
    _has_the_focus(picture, "My family")
    for step, following in (("Going well", "My friends"), ("So-so", "Somebody special")):
        # The steps come straight after the picture, in their order.
        assert _tab_to(tablet, step, most=5) <= 3
        tablet.keyboard.press("Enter")
        _has_the_focus(picture, following)
    assert _tab_to(tablet, "Not this one", most=6) == 4
    tablet.keyboard.press("Enter")
    _has_the_focus(picture, "My home")
    _tab_to(tablet, "The whole board", most=8)
    tablet.keyboard.press("Enter")
    expect(tablet.get_by_role("heading", level=1)).to_have_text("How are things going?")
    tablet.get_by_label("Who said what was meant?").select_option(label="Me, the practitioner")
    tablet.get_by_label("What was seen").fill("She smiled at the first one.")
    practitioner.press("Keep who helped")
    practitioner.see("Interpreted by Elin Prydderch (Practitioner).", "She smiled")
    check_accessible(tablet)
    practitioner.follow("The board on paper")
    check_accessible(tablet)
    tablet.goto(f"{practitioner.conversation}/plan")
    practitioner.see("Said with pictures", "Nothing of this goes into the plan by itself.")
    check_accessible(tablet)


@pytest.fixture
def no_script(tablet: Page) -> Page:
    """The same tablet, on which no script of ours is let in."""
    tablet.route("**/*.js*", lambda route: route.abort())
    return tablet


def test_without_script_too(no_script: Page) -> None:
    practitioner = _begin(no_script, "Nan Elin")
    no_script.get_by_role("link", name="Money").click()
    practitioner.press("So-so")
    practitioner.follow("The whole board")
    expect(no_script.locator("[data-step=so_so]")).to_contain_text("Money")
    no_script.get_by_role("link", name="Money").click()
    expect(no_script.get_by_role("button", name=re.compile("So-so"))).to_contain_text("here now")
    practitioner.press("Take it off")
    expect(no_script.locator("[data-step=so_so]")).to_contain_text("Nothing here")


STOP = "addEventListener('load', () => document.getAnimations().forEach(one => one.pause()))"
GO_ON = "document.getAnimations().forEach(one => one.finish())"


def test_a_hand_that_taps_a_step_twice_does_not_place_the_next_picture(no_script: Page) -> None:
    practitioner = _begin(no_script, "Ann Elin")
    no_script.get_by_role("link", name="Sleep").click()
    place = no_script.get_by_role("button", name="Not well")
    place.hover()  # a hand may rest on it by now
    no_script.add_init_script(STOP)  # both taps at one moment, however slow the machine
    place.click()
    expect(no_script.get_by_role("heading", level=1)).to_have_text("Things I like doing")
    no_script.wait_for_load_state()
    place.click(force=True)  # where the hand is, whatever is there
    no_script.evaluate(GO_ON)
    place.click()  # meant for this one
    expect(no_script.get_by_role("heading", level=1)).to_have_text("Learning things")
    no_script.wait_for_load_state()
    no_script.evaluate(GO_ON)
    practitioner.follow("The whole board")
    expect(no_script.locator("[data-step=not_well] .picture")).to_have_count(2)
