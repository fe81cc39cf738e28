"""A plan says more: its map, its sources and its order, by keyboard alone and accessible."""

from playwright.sync_api import Browser, expect

from tests.journeys.conftest import check_accessible
from tools.guests import sign_in
from tools.places import conversation_of, person_called
from tools.serving import practice_room
from tools.walk import PHONE


def test_a_plan_is_opened_up_and_put_in_order_by_keyboard(chromium: Browser) -> None:
    with practice_room() as served:
        context = chromium.new_context(base_url=served.address, viewport=PHONE, locale="en-GB")
        page = context.new_page()
        sign_in(page, "practitioner2")
        plan = f"{conversation_of(page, person_called(page, 'Peggy'))}/plan"
        page.goto(plan)
        source = page.locator("details.thread summary").first
        source.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".thread__said").first).to_be_visible()
        page.locator(".map__place").first.focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{served.address}{plan}#asset-1")
        check_accessible(page)
        page.goto(f"{plan}/order")
        first = page.locator(".order__line p").first.inner_text()
        page.get_by_role("button", name="Move down").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".order__line p").nth(1)).to_have_text(first)
        check_accessible(page)
        context.close()
