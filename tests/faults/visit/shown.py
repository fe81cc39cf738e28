"""A tablet shown to somebody without signal: how it comes to that, and what may be on it."""

import re

from playwright.sync_api import Page, expect

from tests.faults.visit.tablet import PIN, Tablet
from tests.faults.visit.visitor import Visitor


ASKED = "Your PIN for this tablet"
SHOW = re.compile("^Show the (screen|board) to the person$")
_SHOWN = re.compile(r"\bshown\b")


def show(tablet: Tablet, path: str) -> None:
    """Open a page that can be shown, go through the step before it, and show it."""
    tablet.open(path)
    page = tablet.page
    page.get_by_role("link", name=SHOW).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Before you show the screen")
    page.get_by_role("button", name=re.compile("^Show the (screen|board)")).click()
    is_shown(page)


def is_shown(page: Page) -> None:
    """Check that nothing stands there but what is shown, and a way to give it back."""
    expect(page.locator("body")).to_have_class(_SHOWN)
    expect(page.get_by_role("button", name="Give it back")).to_be_visible()
    expect(page.get_by_role("banner")).to_have_count(0)
    expect(page.get_by_role("contentinfo")).to_have_count(0)


def asks_for_the_pin(page: Page, *hidden: str) -> None:
    """Check that the tablet is locked, and that nothing of this can be read."""
    expect(page.get_by_label(ASKED)).to_be_visible()
    expect(page.locator("body")).not_to_have_class(_SHOWN)
    for words in hidden:
        assert words not in page.locator("body").inner_text()


def give_pin(page: Page) -> None:
    """Open the tablet again."""
    page.get_by_label(ASKED).fill(PIN)
    page.get_by_label(ASKED).press("Enter")
    expect(page.get_by_label(ASKED)).to_have_count(0)


# The states of it, for the walk through all.


def before_the_board(walk: Visitor) -> None:
    """Stand at the step before the board is shown."""
    walk.open(walk.at("/board"), "board")
    walk.part("[href='?show']").click()
    walk.is_shown("show")


def the_board(walk: Visitor) -> None:
    """Have the board shown."""
    _press_show(walk)
    walk.is_shown("board")


def a_picture(walk: Visitor) -> None:
    """Have one picture shown."""
    walk.part("a.picture").first.click()
    walk.is_shown("picture")
    expect(walk.page.locator("body")).to_have_class(_SHOWN)


def given_back(walk: Visitor) -> None:
    """Have the tablet given back."""
    walk.part("[data-do=give-back]").click()
    walk.is_shown("unlock")


def before_the_words(walk: Visitor) -> None:
    """Stand at the step before the person's words are shown."""
    walk.enter_pin(PIN)
    walk.is_shown("board")
    walk.open(walk.at(), "conversation")
    walk.part("[href='?show']").click()
    walk.is_shown("show")


def the_words(walk: Visitor) -> None:
    """Have the person's words shown."""
    _press_show(walk)
    walk.is_shown("shown")


def _press_show(walk: Visitor) -> None:
    walk.part("form[data-form=show] [type=submit]").click()
    expect(walk.page.locator("body")).to_have_class(_SHOWN)


SHOWN_STATES = (
    before_the_board,
    the_board,
    a_picture,
    given_back,
    before_the_words,
    the_words,
)
