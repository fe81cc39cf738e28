"""Every page, as each role meets it, in both languages: accessible, and within the screen."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.journeys.conftest import check_accessible
from tools.guests import Guests
from tools.places import find_places
from tools.serving import Served, practice_room
from tools.walk import LANGUAGES, SIZES, stops


@pytest.fixture(scope="module")
def room(chromium: Browser) -> object:
    with practice_room(WHATMATTERS_SIGN_IN_TRIES_PER_MINUTE="100") as served:
        yield served, find_places(chromium, served)


def refused_by_policy(page: Page) -> list[str]:
    """Return the list that fills with whatever the content security policy refuses."""
    refused: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security" in message.text:
            refused.append(message.text)

    page.on("console", note)
    return refused


@pytest.mark.timeout(900)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_accessible_and_fits(
    room: tuple[Served, dict[str, str]], chromium: Browser, size: str, language: str
) -> None:
    served, places = room
    guests = Guests(chromium, served, SIZES[size], language)
    for stop in stops(places):
        page = guests.page_of(stop.who, places["code"])
        faults = refused_by_policy(page)
        stop.reach(page)
        if stop.path:
            assert urlsplit(page.url).path == urlsplit(stop.path).path, stop.name
        assert page.locator("html").get_attribute("lang") == language, stop.name
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, (stop.name, f"{wide}px too wide")
        assert faults == [], (stop.name, faults)
        check_accessible(page)
    guests.close()
