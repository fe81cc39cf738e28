"""What waits to be sent: the ways out of a tablet, open or locked."""

import datetime as dt
from pathlib import Path

from playwright.sync_api import expect
from sqlmodel import select

from app import clock
from app.people.models import Person
from app.recording.models import Answer
from tests.factories import make_conversation
from tests.faults.conftest import Room
from tests.faults.visit.kept import QUESTION, comes_to_be_kept
from tests.faults.visit.tablet import PIN, WORDS, Tablet
from tests.journeys.conftest import check_accessible


LOCK = "harbour lantern seven kettles"
SAID = "She keeps the lifeboat's log."


def test_a_locked_tablet_with_nothing_waiting_can_load_a_rescue_file(
    tablet: Tablet, room: Room, tmp_path: Path
) -> None:
    page = tablet.page
    tablet.sign_in(room.account)
    tablet.use_for_visits()
    page.goto(f"/conversations/{room.conversation.id}/{QUESTION}")
    expect(page.get_by_label(WORDS)).to_be_editable()
    tablet.pack_is_here()
    tablet.go_out_of_signal()
    page.get_by_label(WORDS).fill(SAID)
    expect(page.locator("#save-state")).to_contain_text("not sent yet")
    page.goto("/visit/outbox")
    page.get_by_text("Rescue file: take what waits").click()
    page.get_by_label("At least four words to lock it with").fill(LOCK)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save a rescue file").click()
    file = tmp_path / "visit.rescue"
    saved.value.save_as(file)
    tablet.come_into_signal()
    page.reload()
    tablet.all_is_sent()

    page.clock.install()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("What waits to be sent")
    page.clock.fast_forward("15:01")
    expect(page.get_by_text("This tablet is locked.")).to_be_visible()
    expect(page.get_by_text("safe to leave the house").first).to_be_visible()
    check_accessible(page)
    page.get_by_role("link", name="Open", exact=True).click()
    page.get_by_label("Your PIN for this tablet").fill(PIN)
    # Not by a tap: it would follow the one on the link sooner than any hand but one that shakes.
    page.get_by_label("Your PIN for this tablet").press("Enter")
    page.get_by_text("Rescue file: take what waits").click()
    page.get_by_label("A rescue file from another tablet").set_input_files(file)
    page.get_by_label("The words it was locked with").fill(LOCK)
    page.get_by_role("button", name="Load the rescue file").click()
    expect(page.locator("#page-alert")).to_contain_text("Loaded from the file: 1")
    comes_to_be_kept(tablet, room, SAID)


def test_what_waits_is_never_dropped_by_age_and_after_three_days_it_is_said(
    tablet: Tablet, room: Room, person: Person
) -> None:
    page, talk = tablet.page, make_conversation(room.database, person)
    tablet.set_out(room.account, person)
    tablet.open(f"/conversations/{talk.id}/questions/about_you")
    tablet.write(SAID)
    expect(page.locator("#light")).to_contain_text("Waiting to be sent: 1")
    page.goto("/visit/outbox")
    main = page.locator("main")
    expect(main).to_contain_text("The browser has not promised to keep what is unsent")
    expect(main).not_to_contain_text("more than three days")

    page.clock.install(time=clock.now() + dt.timedelta(days=4))
    tablet.open("/visit")
    page.goto("/visit/outbox")
    expect(main).to_contain_text("Something here has waited for more than three days")
    page.clock.set_system_time(clock.now() + dt.timedelta(days=400))
    tablet.open("/visit")
    assert tablet.waits() == 1
    tablet.sign_in(room.account)
    tablet.come_into_signal()
    page.goto("/visit/outbox")
    tablet.all_is_sent()
    with room.database.reading() as session:
        answer = session.exec(select(Answer).where(Answer.conversation_id == talk.id)).one()
    assert answer.words == SAID
