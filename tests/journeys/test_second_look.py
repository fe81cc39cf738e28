"""A second pair of eyes: from the quiet line on Today and back, in a real browser."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import check_accessible
from tests.journeys.practitioner import Staff


WAITS = re.compile("second pair of eyes")


def test_a_colleague_codes_an_answer_afresh(tablet: Page) -> None:
    colleague = Staff(tablet)
    colleague.sign_in("leader2")
    waits = tablet.get_by_role("link", name=WAITS)
    label = waits.inner_text()
    waits.click()
    expect(tablet.get_by_role("heading", level=1)).to_have_text("A second pair of eyes")
    check_accessible(tablet)
    tablet.get_by_label("Tag for sentence 1").select_option("domain:HOME")
    tablet.get_by_role("button", name="Add this tag (sentence 1)").click()
    first = tablet.locator("#sentence-1")
    expect(first).to_contain_text("Suitability of living accommodation")
    check_accessible(tablet)
    first.get_by_role("button", name="Take off").click()
    expect(tablet.locator("#sentence-1 .own-tags")).to_have_count(0)
    colleague.press("I have been through it all")
    expect(tablet.get_by_role("heading", level=1)).to_have_text("Today")
    expect(tablet.get_by_text(label)).to_have_count(0)
    colleague.sign_out()
