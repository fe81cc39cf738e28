"""Every state of a tablet without signal, in both languages: open to all, by eye, ear and hand."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from app.i18n import LANGUAGES
from tests.factories import make_staff, make_team
from tests.faults.conftest import Room
from tests.faults.server import Server
from tests.faults.visit.every_control import check_keyboard
from tests.faults.visit.every_line import lines_of
from tests.faults.visit.states import STATES, Walk
from tests.faults.visit.tablet import Tablet
from tests.journeys.at_arms_length import too_faint, too_small, too_wide
from tests.journeys.conftest import check_accessible


# Names, what was said last time, and what the practitioner writes: the same in every language.
WRITTEN = {
    "Idris Vaughan",
    "Mair Pugh",
    "Non Rees",
    "Lowri Prydderch",
    "Caernarfon",
    "My sister sings to me.",
    "Isolated. Needs to comply.",
    "Idris",
    "Room for 20,000 characters.",
}


def check_for_a_thumb(page: Page) -> None:
    assert too_small(page) == []
    assert too_wide(page) <= 0


def check_in_the_sun(page: Page) -> None:
    assert too_faint(page) == []


def check_in_the_dark(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    faint = too_faint(page)
    page.emulate_media(color_scheme="light")
    assert faint == []


CHECKS: tuple[Callable[[Page], None], ...] = (
    check_accessible,
    check_keyboard,
    check_for_a_thumb,
    check_in_the_sun,
    check_in_the_dark,
)


@pytest.mark.timeout(1200)
def test_every_state_of_a_tablet_is_open_to_all_and_speaks_one_language(
    playwright: Playwright, server: Server, room: Room, tmp_path: Path
) -> None:
    faults: dict[str, str] = {}
    said: dict[str, list[set[str]]] = {}
    for language in LANGUAGES:
        server.start()
        team = make_team(room.database)
        own = replace(room, team=team, account=make_staff(room.database, team=team))
        tablet = Tablet(playwright, server, own, tmp_path / language)
        walk = Walk(tablet, own, language)
        for state in STATES:
            state(walk)
            expect(walk.page.locator("html")).to_have_attribute("lang", language)
            said.setdefault(state.__name__, []).append(lines_of(walk.page))
            for check in CHECKS:
                try:
                    check(walk.page)
                except AssertionError as fault:
                    faults[f"{language}, {state.__name__}, {check.__name__}"] = str(fault)
        tablet.context.close()
        assert tablet.faults == []
    for name, (english, welsh) in said.items():
        if same := (english & welsh) - WRITTEN:
            faults[f"{name}, the same in both languages"] = str(same)
    assert faults == {}
