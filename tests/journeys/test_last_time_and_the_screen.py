"""A second visit: what was said last time is kept with one tap, and the screen is shown."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.accounts.passwords import PRACTICE_PASSWORD
from tests.journeys.conftest import TABLET, check_accessible
from tests.journeys.practitioner import Practitioner
from tools.serving import CHROMIUM_FLAGS, Served, practice_room


HARBOUR = "I walk to the harbour every morning."
CHOIR = "I sing in the choir on Thursdays."
VIEW = "Seemed tired after the stairs."


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """A practice room of our own: here one password is given many times in a minute."""
    with practice_room(WHATMATTERS_SIGN_IN_TRIES_PER_MINUTE="100") as room:
        yield room


def _second_visit(page: Page, name: str) -> Practitioner:
    """Have one conversation in the summer, and begin another in the autumn."""
    practitioner = Practitioner(page)
    practitioner.sign_in("practitioner")
    practitioner.add_person(name)
    person = page.url
    practitioner.start_a_conversation(("4", "8", "2026"))
    practitioner.open_question("about_you")
    practitioner.listen(HARBOUR)
    page.goto(person)
    practitioner.start_a_conversation(("2", "11", "2026"))
    practitioner.open_question("about_you")
    return practitioner


def _keep_last_time(page: Page, practitioner: Practitioner) -> None:
    words = page.get_by_label("In the person's own words")
    words.fill(CHOIR)
    page.get_by_label("Your view, kept apart").fill(VIEW)
    practitioner.press("Still true: keep these words")
    expect(words).to_have_value(f"{CHOIR}\n\n{HARBOUR}")
    practitioner.see("Some of these words were first said on 4 August 2026.")
    check_accessible(page)


def _fits(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{wide}px too wide"
    small = page.evaluate(
        "[...document.querySelectorAll('main a, main button, main summary')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 44)"
        ".map(e => e.textContent.trim())"
    )
    assert small == []


def _show_the_screen(page: Page, practitioner: Practitioner) -> None:
    practitioner.follow("Show the screen to the person")
    expect(page.get_by_role("heading", level=1)).to_have_text("Before you show the screen")
    check_accessible(page)
    practitioner.press("Show the screen")
    expect(page.get_by_role("heading", level=1)).to_have_text("What you said")
    practitioner.see(CHOIR, HARBOUR)
    expect(page.locator("body")).not_to_contain_text(VIEW)
    expect(page.get_by_role("navigation", name="Main menu")).to_have_count(0)
    check_accessible(page)
    _fits(page)


def _cannot_get_out(page: Page, practitioner: Practitioner) -> None:
    shown = page.url
    page.go_back()
    expect(page).to_have_url(shown)
    for address in ("/today", practitioner.conversation, "/sign-in"):
        page.goto(address)
        expect(page).to_have_url(shown)


def _give_it_back(page: Page, practitioner: Practitioner) -> None:
    practitioner.follow("Give it back")
    check_accessible(page)
    _fits(page)
    page.get_by_label("Your password").fill("not the password")
    practitioner.press("Take the screen back")
    practitioner.see("That is not your password. Nothing else has opened.")
    check_accessible(page)
    page.get_by_label("Your password").fill(PRACTICE_PASSWORD)
    practitioner.press("Take the screen back")
    expect(page.get_by_role("navigation", name="Main menu")).to_be_visible()
    practitioner.sign_out()


def test_on_a_tablet_last_time_lies_open_beside_the_field(tablet: Page) -> None:
    practitioner = _second_visit(tablet, "Megan Tomos")
    expect(tablet.get_by_role("group", name="What was said last time")).to_be_visible()
    check_accessible(tablet)
    _keep_last_time(tablet, practitioner)
    _show_the_screen(tablet, practitioner)
    _cannot_get_out(tablet, practitioner)
    _give_it_back(tablet, practitioner)


def test_on_a_phone_last_time_is_one_tap_away(phone: Page) -> None:
    practitioner = _second_visit(phone, "Ifor Tomos")
    before = phone.get_by_role("group", name="What was said last time")
    expect(before).to_be_hidden()
    phone.get_by_text("Last time: 4 August 2026").click()
    expect(before).to_be_visible()
    _keep_last_time(phone, practitioner)
    _show_the_screen(phone, practitioner)
    _cannot_get_out(phone, practitioner)
    _give_it_back(phone, practitioner)


@pytest.fixture
def no_script(tablet: Page) -> Page:
    """The same tablet, on which no script of ours is let in."""
    tablet.route("**/*.js*", lambda route: route.abort())
    return tablet


def test_without_script_too(no_script: Page) -> None:
    practitioner = Practitioner(no_script)
    practitioner.sign_in("practitioner")
    practitioner.add_person("Nia Tomos")
    person = no_script.url
    practitioner.start_a_conversation(("4", "8", "2026"))
    practitioner.open_question("about_you")
    no_script.get_by_label("In the person's own words").fill(HARBOUR)
    practitioner.press("Next question")
    no_script.goto(person)
    practitioner.start_a_conversation(("2", "11", "2026"))
    practitioner.open_question("about_you")
    no_script.get_by_text("Last time: 4 August 2026").click()
    _keep_last_time(no_script, practitioner)
    _show_the_screen(no_script, practitioner)
    _cannot_get_out(no_script, practitioner)
    _give_it_back(no_script, practitioner)


@pytest.fixture
def remembering(served: Served, chromium: Browser) -> Iterator[Page]:
    """A tablet that keeps whole pages to go back to, as browsers do outside tests."""
    browser = chromium.browser_type.launch(
        executable_path="/usr/bin/chromium",
        args=CHROMIUM_FLAGS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    page = browser.new_page(
        base_url=served.address,
        viewport=TABLET,  # type: ignore[arg-type]
        locale="en-GB",
    )
    page.add_init_script("addEventListener('pageshow', (e) => { window.kept = e.persisted; })")
    yield page
    browser.close()


def _back(page: Page, steps: int = 1) -> None:
    page.evaluate(f"setTimeout(() => history.go(-{steps}), 50)")
    page.wait_for_timeout(1500)


def test_a_page_that_the_browser_kept_does_not_come_back(remembering: Page) -> None:
    practitioner = _second_visit(remembering, "Alun Tomos")
    remembering.goto("/people")
    _back(remembering)
    assert remembering.evaluate("window.kept") is True  # or this test would show nothing
    practitioner.follow("Show the screen to the person")
    practitioner.press("Show the screen")
    expect(remembering.get_by_role("heading", level=1)).to_have_text("What you said")
    shown = remembering.url
    for steps in (1, 2, 3):
        _back(remembering, steps)
        expect(remembering).to_have_url(shown)
        expect(remembering.get_by_role("heading", level=1)).to_have_text("What you said")
        remembering.goto(shown)
