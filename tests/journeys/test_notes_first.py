"""Notes first: written as the talk runs, sorted afterwards with nothing typed twice."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import check_accessible
from tests.journeys.practitioner import Practitioner


SISTER, SONG, HOUSE = "My sister Ann rings.", "I want to sing again.", "The kitchen was cold."
NOTES = f"{SISTER} {SONG} {HOUSE}"


def _begin(page: Page, name: str) -> Practitioner:
    practitioner = Practitioner(page)
    practitioner.sign_in("practitioner")
    practitioner.add_person(name)
    practitioner.start_a_conversation(("4", "11", "2026"))
    page.goto(practitioner.conversation)
    practitioner.follow("Notes as we talk")
    return practitioner


def _fits(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{wide}px too wide"
    small = page.evaluate(
        "[...document.querySelectorAll('main a, main button, main summary, main select')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 44)"
        ".map(e => e.textContent.trim())"
    )
    assert small == []


def _stands_under(page: Page, practitioner: Practitioner, key: str, words: str) -> None:
    practitioner.open_question(key)
    expect(page.get_by_label("In the person's own words")).to_have_value(words)


def test_on_a_phone_by_tap(phone: Page) -> None:
    practitioner = _begin(phone, "Mari Elis")
    phone.get_by_label("Write freely, in any order").fill(NOTES)
    expect(phone.locator("#save-state")).to_contain_text("Saved")
    check_accessible(phone)
    _fits(phone)
    practitioner.press("Sort these notes")
    check_accessible(phone)
    _fits(phone)
    first = phone.locator(".to-sort__one").first
    expect(first).to_contain_text(SISTER)
    first.get_by_role("button", name="Put under 9").click()
    practitioner.see("Put under question 9.")
    first = phone.locator(".to-sort__one").first
    expect(first).to_contain_text(SONG)
    first.get_by_text("Another question").click()
    first.get_by_role("button", name="strengths").first.click()
    practitioner.see("Put under question 8.")
    check_accessible(phone)
    _fits(phone)
    phone.locator(".sorted__one", has_text=SONG).get_by_role("button").click()
    expect(phone.locator(".to-sort")).to_contain_text(SONG)
    phone.locator(".to-sort__one", has_text=HOUSE).get_by_label("Whose words?").select_option(
        label="My own view, kept apart"
    )
    house = phone.locator(".to-sort__one", has_text=HOUSE)
    house.get_by_role("button", name="yourself").click()
    practitioner.see("as your own view")
    _stands_under(phone, practitioner, "friends_and_family", SISTER)
    _stands_under(phone, practitioner, "own_strengths", "")
    _stands_under(phone, practitioner, "about_you", "")
    expect(phone.get_by_label("Your view, kept apart")).to_have_value(HOUSE)
    phone.goto(f"{practitioner.conversation}/notes")
    expect(phone.get_by_label("Write freely, in any order")).to_have_value(NOTES)


def _tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus says these words."""
    for _ in range(60):
        said = page.evaluate(
            "(e => e === document.body ? '' : e.innerText || e.id)(document.activeElement)"
        )
        if words in said:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way by keyboard to {words}")


def test_by_keyboard_alone(tablet: Page) -> None:
    practitioner = _begin(tablet, "Elis Mari")
    expect(tablet.get_by_role("heading", level=1)).to_have_text("Notes as we talk")
    _tab_to(tablet, "words")
    tablet.keyboard.type(NOTES)
    _tab_to(tablet, "Sort these notes")
    tablet.keyboard.press("Enter")
    expect(tablet.get_by_role("heading", level=1)).to_have_text("Sort your notes")
    _tab_to(tablet, "Put under 9")
    tablet.keyboard.press("Enter")
    practitioner.see("Put under question 9.")
    # The next sentence has the focus, so the number of its question is enough.
    expect(tablet.locator(".to-sort__one").first).to_contain_text(SONG)
    expect(tablet.locator(".to-sort__one").first.locator(":focus")).to_have_count(1)
    tablet.keyboard.press("4")
    practitioner.see("Put under question 4.")
    expect(tablet.locator(".to-sort__one").first.locator(":focus")).to_have_count(1)
    tablet.keyboard.press("0")
    practitioner.see("Put under question 10.", "Every sentence is sorted.")
    _tab_to(tablet, "Take it out again")
    tablet.keyboard.press("Enter")
    expect(tablet.locator(".to-sort")).to_contain_text(SISTER)
    check_accessible(tablet)
    _stands_under(tablet, practitioner, "what_matters", SONG)
    _stands_under(tablet, practitioner, "community", HOUSE)


@pytest.fixture
def no_script(tablet: Page) -> Page:
    """The same tablet, on which no script of ours is let in."""
    tablet.route("**/*.js*", lambda route: route.abort())
    return tablet


def test_without_script_too(no_script: Page) -> None:
    practitioner = _begin(no_script, "Nel Mari")
    no_script.get_by_label("Write freely, in any order").fill(NOTES)
    practitioner.press("Sort these notes")
    no_script.locator(".to-sort__one").first.get_by_role("button", name="Put under 9").click()
    practitioner.see("Put under question 9.")
    no_script.locator(".sorted__one").get_by_role("button").click()
    expect(no_script.locator(".to-sort__one").first).to_contain_text(SISTER)
    check_accessible(no_script)
