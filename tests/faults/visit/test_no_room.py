"""A tablet with no room left: the words stay on the screen, and a file takes them out safely."""

from pathlib import Path

from playwright.sync_api import expect

from tests.factories import make_conversation, make_person
from tests.faults.conftest import Room
from tests.faults.visit.tablet import WORDS, Tablet


LOCK = "harbour lantern seven kettles"
FULL = """void (IDBObjectStore.prototype.put = () => {
  throw new DOMException("The disk is full.", "QuotaExceededError");
})"""
SAID = "My sister sings to me on the telephone."


def test_words_there_is_no_room_for_leave_in_a_locked_file(
    tablet: Tablet, room: Room, tmp_path: Path
) -> None:
    person = make_person(room.database, room.account, name="Idris Vaughan")
    talk = make_conversation(room.database, person)
    tablet.sign_in(room.account)
    tablet.use_for_visits()
    tablet.take(person)
    tablet.go_out_of_signal()

    tablet.open(f"/conversations/{talk.id}/questions/about_you")
    tablet.page.evaluate(FULL)
    tablet.write(SAID)
    expect(
        tablet.page.get_by_text("There is no room on this tablet for your words")
    ).to_be_visible()
    expect(tablet.page.get_by_label(WORDS)).to_have_value(SAID)
    lock = tablet.page.get_by_label("At least four words to lock it with")
    lock.fill("too few")
    tablet.page.get_by_role("button", name="Save a rescue file").click()
    expect(tablet.page.get_by_text("Use at least four words.")).to_be_visible()
    lock.fill(LOCK)
    with tablet.page.expect_download() as saved:
        tablet.page.get_by_role("button", name="Save a rescue file").click()
    file = tmp_path / "visit.rescue"
    saved.value.save_as(file)
    assert SAID.encode() not in file.read_bytes()
    expect(tablet.page.get_by_label(WORDS)).to_have_value(SAID)
    tablet.page.get_by_label(WORDS).fill("")  # a page with unsaved words asks before it goes
