"""A worry about somebody's safety, written down without signal: once, and nowhere to be read."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from app.people.models import Person
from app.safety.models import SafetyRecord, SafetyStep
from tests.faults.conftest import Room
from tests.faults.visit.tablet import Tablet
from tests.journeys.conftest import check_accessible


FORM = "/safety/records/new"
SEEN = "Heron-on-the-weir: bruises; “he holds on to me”. Dŵr, d'accord?"
WHOSE = "Idris-of-the-ferry himself"
CANARIES = ("Heron-on-the-weir", "Idris-of-the-ferry", "wheelwright")


@pytest.fixture(autouse=True)
def out_of_signal(tablet: Tablet, room: Room, person: Person) -> None:
    tablet.set_out(room.account, person)


def stored(room: Room) -> list[SafetyRecord]:
    with room.database.reading() as session:
        return list(session.exec(select(SafetyRecord)))


def in_profile(profile: Path) -> list[str]:
    """Name the files of the browser's profile that hold a word of it."""
    marks = [mark.encode(code) for mark in CANARIES for code in ("utf-8", "utf-16-le")]
    return [
        f"{path.relative_to(profile)}"
        for path in profile.rglob("*")
        if path.is_file() and any(mark in path.read_bytes() for mark in marks)
    ]


def write(page: Page, person: Person) -> None:
    page.get_by_label("Who are you worried about?").select_option(str(person.id))
    page.get_by_label("What was seen or said?").fill(SEEN)
    page.get_by_label("Whose words are these").fill(WHOSE)
    page.get_by_label("What has been done?").fill("Rang the wheelwright")
    expect(page.locator("#save-state")).to_have_attribute("data-state", "kept")


def test_a_worry_written_without_signal_outlasts_a_kill_and_becomes_one_record(
    tablet: Tablet, room: Room, person: Person
) -> None:
    tablet.open("/safety")
    expect(tablet.page.get_by_role("link", name="Ring 999")).to_be_visible()
    tablet.page.get_by_role("link", name="Write down a worry").click()
    tablet.page.get_by_role("button", name="Keep this record").click()
    expect(tablet.page.get_by_text("Write what was seen or said.")).to_be_visible()
    check_accessible(tablet.page)
    write(tablet.page, person)
    assert all(mark not in tablet.dump() for mark in CANARIES)
    tablet.kill()
    assert in_profile(tablet.profile) == []

    tablet.switch_on()
    tablet.open(FORM)
    page = tablet.page
    expect(page.get_by_label("What was seen or said?")).to_have_value(SEEN)
    expect(page.get_by_label("Who are you worried about?")).to_have_value(str(person.id))
    page.get_by_role("button", name="Keep this record").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your record is kept")
    check_accessible(page)
    assert tablet.waits() == 1
    tablet.open("/visit/outbox")
    expect(page.get_by_role("heading", level=2)).to_have_text("A worry about someone's safety")
    tablet.open(FORM)
    expect(page.get_by_label("What was seen or said?")).to_have_value("")
    tablet.kill()
    assert in_profile(tablet.profile) == []

    tablet.switch_on()
    tablet.open("/visit")
    tablet.sign_in(room.account)
    tablet.come_into_signal()
    tablet.all_is_sent()
    (record,) = stored(room)
    assert (record.person_id, record.seen, record.whose_words) == (person.id, SEEN, WHOSE)
    with room.database.reading() as session:
        (step,) = session.exec(select(SafetyStep)).all()
    assert step.done == "Rang the wheelwright"
    assert all(mark not in tablet.dump() for mark in CANARIES)
    tablet.kill()
    assert in_profile(tablet.profile) == []


def test_a_tablet_that_dies_while_it_hands_a_worry_on_makes_one_record_of_it(
    tablet: Tablet, room: Room, person: Person
) -> None:
    tablet.open(FORM)
    write(tablet.page, person)
    # It is in the queue; the journal is not emptied any more.
    tablet.page.evaluate("void (IDBObjectStore.prototype.delete = () => { throw new Error(); })")
    tablet.page.get_by_role("button", name="Keep this record").click()
    expect(tablet.page.get_by_role("heading", level=1)).to_have_text("Your record is kept")
    tablet.kill()
    tablet.switch_on()
    tablet.open(FORM)
    expect(tablet.page.get_by_label("What was seen or said?")).to_have_value("")
    tablet.sign_in(room.account)
    tablet.come_into_signal()
    tablet.open("/visit")
    tablet.all_is_sent()
    assert [record.seen for record in stored(room)] == [SEEN]
