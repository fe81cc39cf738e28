"""A practice room really served, and a real browser to walk through it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tools.serving import PATIENCE, Served, practice_room


TABLET = {"width": 820, "height": 1180}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    settings = {
        # Journeys sign in oftener than people do, and on a fast machine within one minute.
        "WHATMATTERS_SIGN_IN_TRIES_PER_MINUTE": "100",
        "WHATMATTERS_SIGN_IN_TRIES_PER_ADDRESS_PER_MINUTE": "100",
        # Which answers are drawn is down to chance; a second look is taken at practice data alone.
        "WHATMATTERS_SECOND_LOOK_ONE_IN": "0",
    }
    with practice_room(**settings) as room:
        yield room
        # Whatever went wrong on the way was logged, without words; nothing should have.
        logged = room.log.read_text("utf-8")
        assert " failed" not in logged, logged
        assert "error" not in logged, logged


@pytest.fixture
def tablet(served: Served, chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    yield from _page(chromium, served, TABLET)


@pytest.fixture
def phone(served: Served, chromium: Browser) -> Iterator[Page]:
    yield from _page(chromium, served, PHONE)


def _page(chromium: Browser, served: Served, size: dict[str, int]) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=served.address,
        viewport=size,  # type: ignore[arg-type]
        locale="en-GB",
        accept_downloads=True,
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if "Content Security" in m.text else None)
    yield page
    context.close()
    assert faults == []


def check_accessible(page: Page) -> None:
    """Run axe over the page as it stands, WCAG 2.2 A and AA, once its styles are there."""
    page.wait_for_load_state()
    results = Axe().run(
        page,
        options={
            "runOnly": {
                "type": "tag",
                "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
            }
        },
    )
    found = [
        (fault["id"], [node["target"] for node in fault["nodes"]])
        for fault in results.response["violations"]
    ]
    assert found == [], (page.url, found)
