"""The visit at arm's length: zoomed, narrow, turned, under a thumb, in the sun, without script."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.journeys.at_arms_length import too_faint, too_small, too_wide
from tools.guests import sign_in
from tools.places import find_places
from tools.serving import Served, practice_room
from tools.walk import Stop, stops


NARROW: ViewportSize = {"width": 320, "height": 640}
# A tablet at 200 %: half as many of the page's own pixels, however it is held.
ZOOMED: ViewportSize = {"width": 410, "height": 590}
ZOOMED_ACROSS: ViewportSize = {"width": 590, "height": 410}
UPRIGHT: ViewportSize = {"width": 820, "height": 1180}
ACROSS: ViewportSize = {"width": 1180, "height": 820}
VISIT = (
    "today",
    "person",
    "before-we-start",
    "before-we-start-pathway",
    "all-questions",
    "question",
    "question-first",
    "notes",
    "notes-sort",
    "check-answers",
    "check-answers-finished",
    "what-we-heard",
    "show-the-screen",
    "safety",
    "safety-new",
    "safety-records",
    "visits-take",
    "tablets",
    "screen-shown",
    "screen-give-back",
)


@dataclass(frozen=True)
class Room:
    """A practice room with somebody signed in, as the browser keeps it."""

    served: Served
    stops: dict[str, Stop]


@pytest.fixture(scope="module")
def room(chromium: Browser) -> Iterator[Room]:
    with practice_room(WHATMATTERS_SIGN_IN_TRIES_PER_MINUTE="100") as served:
        places = find_places(chromium, served)
        yield Room(served, {stop.name: stop for stop in stops(places)})


def walk(
    chromium: Browser, room: Room, size: ViewportSize, language: str = "en", *, script: bool = True
) -> Iterator[tuple[str, Page]]:
    """Open one page of the visit after another."""
    context = chromium.new_context(
        base_url=room.served.address, viewport=size, java_script_enabled=script
    )
    context.add_cookies([{"name": "language", "value": language, "url": room.served.address}])
    page = context.new_page()
    sign_in(page, "practitioner")
    for name in VISIT:
        room.stops[name].reach(page)
        page.wait_for_load_state()
        yield name, page
    context.close()


@pytest.mark.parametrize("size", [NARROW, ZOOMED, ZOOMED_ACROSS], ids=["320", "200%", "across"])
def test_no_page_of_the_visit_scrolls_sideways(
    room: Room, chromium: Browser, size: ViewportSize
) -> None:
    # Welsh words are longer.
    wide = {name: too_wide(page) for name, page in walk(chromium, room, size, "cy")}
    assert {name: by for name, by in wide.items() if by > 0} == {}
    assert len(wide) == len(VISIT)


def test_no_page_of_the_visit_scrolls_sideways_without_script(
    room: Room, chromium: Browser
) -> None:
    wide = {name: too_wide(page) for name, page in walk(chromium, room, NARROW, script=False)}
    assert {name: by for name, by in wide.items() if by > 0} == {}
    assert len(wide) == len(VISIT)


@pytest.mark.parametrize("size", [UPRIGHT, ACROSS, NARROW], ids=["upright", "across", "phone"])
def test_everything_to_press_is_large_enough_for_a_thumb(
    room: Room, chromium: Browser, size: ViewportSize
) -> None:
    small = {name: too_small(page) for name, page in walk(chromium, room, size)}
    assert {name: found for name, found in small.items() if found} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_can_be_read_in_the_sun(room: Room, chromium: Browser, scheme: str) -> None:
    faint = {}
    for name, page in walk(chromium, room, UPRIGHT):
        # Without motion: a colour that is still changing is neither the one nor the other.
        page.emulate_media(
            color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce"
        )
        faint[name] = too_faint(page)
    assert {name: found for name, found in faint.items() if found} == {}


def test_the_shown_screen_is_in_large_letters_and_holds_no_view_of_the_worker(
    room: Room, chromium: Browser
) -> None:
    for name, page in walk(chromium, room, UPRIGHT):
        if name == "check-answers-finished":
            views = page.locator(".view .kept-lines").all_inner_texts()
        if name == "screen-shown":
            shown = page.locator("main").inner_text()
            letters = page.locator(".words__said").evaluate_all(
                "all => all.map((one) => parseFloat(getComputedStyle(one).fontSize))"
            )
    assert views
    assert not [view for view in views if view in shown]
    assert letters
    assert min(letters) >= 28
