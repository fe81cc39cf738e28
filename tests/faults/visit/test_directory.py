"""The directory of the community comes along with the visits, and is searched without signal."""

from playwright.sync_api import expect

from app import audit
from app.directory.actions import load_entries
from app.directory.entries import Both
from app.directory.files import Found
from app.people.models import Person
from tests.app.directory.entry_samples import entry
from tests.faults.conftest import Room
from tests.faults.visit.tablet import Tablet


CHOIR = entry("choir", name=Both("Dawn choir", "Côr y Wawr"))
LIFTS = entry("lifts", name=Both("Lifts to town"), about=Both("Rides"), languages=("en",))


def test_the_directory_is_searched_without_signal(
    tablet: Tablet, room: Room, person: Person
) -> None:
    with room.database.writing() as session:
        load_entries(session, audit.SYSTEM, Found((CHOIR, LIFTS), ()))
    tablet.set_out(room.account, person)

    tablet.open("/directory")
    names = tablet.page.locator("#entries h3")
    expect(names).to_have_count(2)
    tablet.page.get_by_label("What are you looking for?").fill("CHOIR dawn")
    expect(names).to_have_text(["Dawn choir"])
    tablet.page.get_by_label("What are you looking for?").fill("")
    tablet.page.get_by_label("In which language?").select_option("cy")
    expect(names).to_have_text(["Dawn choir"])
    tablet.page.get_by_label("Where?").fill("Nowhere at all")
    expect(tablet.page.locator("#found")).to_have_text("Found: 0")
