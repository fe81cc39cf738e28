"""Free notes on a tablet that is used for visits: saved while there is signal, and again after."""

from playwright.sync_api import expect
from sqlmodel import select

from app.people.models import Person
from app.recording.note_models import Note
from tests.factories import make_conversation
from tests.faults.conftest import Room
from tests.faults.visit.tablet import Tablet


FIELD = "Write freely, in any order"


def _stored(room: Room) -> str:
    with room.database.reading() as session:
        return session.exec(select(Note)).one().words


def test_notes_outlast_a_gap_in_the_signal_and_are_sent_without_a_click(
    tablet: Tablet, room: Room, person: Person
) -> None:
    conversation = make_conversation(room.database, person)
    tablet.sign_in(room.account)
    tablet.use_for_visits()
    tablet.page.goto(f"/conversations/{conversation.id}/notes")
    field, corner = tablet.page.get_by_label(FIELD), tablet.page.locator("#save-state")
    field.press_sequentially("She sings.")
    expect(corner).to_have_attribute("data-state", "saved")
    assert _stored(room) == "She sings."
    tablet.go_out_of_signal()
    field.press_sequentially(" On Thursdays.")
    expect(corner).to_have_attribute("data-state", "not-saved")
    tablet.come_into_signal()
    expect(corner).to_have_attribute("data-state", "saved")
    assert _stored(room) == "She sings. On Thursdays."
