"""A browser that clears what waits on a tablet: nobody is told that all is sent."""

from playwright.sync_api import expect

from app.people.models import Person
from tests.factories import make_conversation
from tests.faults.conftest import Room
from tests.faults.visit.tablet import Tablet


GONE = "Something that waited on this tablet is gone"


def test_what_the_browser_cleared_is_said_without_signal_and_with_it(
    tablet: Tablet, room: Room, person: Person
) -> None:
    talk = make_conversation(room.database, person)
    tablet.set_out(room.account, person)
    page = tablet.page
    tablet.open(f"/conversations/{talk.id}/questions/about_you")
    tablet.write("The harbour.")
    expect(page.locator("#light")).to_contain_text("Waiting to be sent: 1")
    tablet.empty()

    for address in ("/visit", "/visit/outbox", f"/people/{person.id}"):
        page.goto(address)
        expect(page.locator("main")).to_contain_text(GONE)
    tablet.sign_in(room.account)
    tablet.come_into_signal()
    page.goto("/today")
    expect(page.locator("#light")).to_contain_text(GONE)
    tablet.use_for_visits()
    expect(page.locator("#light")).to_contain_text(GONE)
    page.goto("/visit/outbox")
    expect(page.locator("main")).to_contain_text(GONE)
    expect(page.get_by_text("safe to leave the house")).to_have_count(0)


def test_a_browser_that_can_keep_nothing_says_so_and_everything_works_with_signal(
    tablet: Tablet, room: Room
) -> None:
    tablet.sign_in(room.account)
    tablet.context.add_init_script("delete Navigator.prototype.locks")
    page = tablet.page
    page.goto("/visit")
    expect(page.locator("main")).to_contain_text("This browser cannot keep words safely")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.get_by_role("link", name="Today").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    tablet.go_out_of_signal()
    page.goto("/today")
    expect(page.locator("main")).to_contain_text("This browser cannot keep words safely")
    page.get_by_role("link", name="I am worried about someone's safety").click()
    expect(page.get_by_role("link", name="Ring 999")).to_be_visible()
