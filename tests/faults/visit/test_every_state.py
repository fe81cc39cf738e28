"""Every state of a tablet without signal, in both languages: axe, and every control by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.faults.conftest import Room
from tests.faults.visit.every_control import check_keyboard
from tests.faults.visit.shown import SHOWN_STATES
from tests.faults.visit.states import Walk
from tests.faults.visit.tablet import Tablet
from tests.journeys.conftest import check_accessible


STATES = (
    Walk.nothing,
    Walk.choose_pin,
    Walk.simple_pin,
    Walk.ready,
    Walk.nobody_here,
    Walk.taken,
    Walk.people,
    Walk.safety,
    Walk.worry,
    Walk.worry_faults,
    Walk.worry_kept,
    Walk.directory,
    Walk.elsewhere,
    Walk.begin,
    Walk.beginning,
    Walk.beginning_faults,
    Walk.pathway_faults,
    Walk.person_page,
    Walk.questions,
    Walk.question,
    Walk.conflict,
    Walk.taken_over,
    Walk.signed_out_in_place,
    Walk.notes,
    Walk.sorting,
    Walk.sorted_one,
    Walk.board,
    Walk.picture,
    *SHOWN_STATES,
    Walk.check,
    Walk.finished,
    Walk.finished_check,
    Walk.outbox,
    Walk.refused,
    Walk.rescue_faults,
    Walk.taken_off,
    Walk.leaving,
    Walk.signed_out,
    Walk.locked,
    Walk.wrong_pin,
    Walk.no_room,
)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_state_of_a_tablet_is_open_to_all_and_to_a_keyboard(
    tablet: Tablet, room: Room, language: str
) -> None:
    walk = Walk(tablet, room, language)
    faults: dict[str, str] = {}
    for state in STATES:
        state(walk)
        expect(tablet.page.locator("html")).to_have_attribute("lang", language)
        for check in (check_accessible, check_keyboard):
            try:
                check(tablet.page)
            except AssertionError as fault:
                faults[f"{state.__name__}, {check.__name__}"] = str(fault).splitlines()[0]
    assert faults == {}
