"""Said with pictures without signal: each picture where it was put, and who helped to say it."""

import datetime as dt
import json

import pytest
from playwright.sync_api import Locator, expect
from sqlmodel import select

from app import clock
from app.people.models import Person
from app.recording.board_models import BoardAnswer, BoardRevision
from app.recording.models import Conversation
from tests.factories import keep, make_conversation, make_participant
from tests.faults.conftest import Room
from tests.faults.visit.tablet import FULL_FOR, Tablet
from tests.journeys.conftest import check_accessible


SEEN = "A thumb up; then he pushed it away."
# One tap so soon after another that the page of the first is still on its way; the last page is the
# whole board, and whoever has it chooses at once who said what was meant.
HASTY = """(first) => {
  const main = document.getElementById("main-content");
  const whole = [...main.querySelectorAll("a")].findLast(({ pathname }) => /board$/.test(pathname));
  new MutationObserver((_changes, observer) => {
    const field = document.getElementById("interpreted_by");
    if (!field) return;
    observer.disconnect();
    field.value = "practitioner";
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }).observe(main, { childList: true });
  main.querySelector(first).click();
  whole.click();
}"""
BUTTON_AT = "(at) => document.elementFromPoint(...at)?.closest('button')?.dataset.step"


@pytest.fixture
def conversation(tablet: Tablet, room: Room, person: Person) -> Conversation:
    conversation = make_conversation(room.database, person)
    make_participant(room.database, conversation, "Ann Vaughan")
    tablet.set_out(room.account, person)
    return conversation


def step(tablet: Tablet, key: str) -> Locator:
    return tablet.page.locator(f".board__step[data-step={key}]")


def stored(room: Room) -> BoardAnswer:
    with room.database.reading() as session:
        return session.exec(select(BoardAnswer)).one()


def stop_the_clock(tablet: Tablet) -> None:
    """Let both taps of a hand that shakes come at one moment, however slow the machine."""
    tablet.page.clock.install()
    tablet.page.clock.pause_at(clock.now() + dt.timedelta(minutes=1))


def middle_of(control: Locator) -> tuple[float, float]:
    box = control.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_pictures_placed_without_signal_outlast_a_kill_and_stand_where_they_were_put(
    tablet: Tablet, room: Room, conversation: Conversation
) -> None:
    page = tablet.page
    tablet.open(f"/conversations/{conversation.id}")
    page.get_by_role("link", name="Talk with pictures").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How are things going?")
    expect(page.get_by_text("This is a What Matters conversation. It is not")).to_be_visible()
    check_accessible(page)
    page.get_by_role("link", name="Sleep").click()
    check_accessible(page)
    page.get_by_role("button", name="Not well").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Things I like doing")
    page.get_by_role("button", name="Going well").click()
    page.get_by_role("link", name="The whole board").last.click()
    page.get_by_label("Who put the pictures there?").select_option(label="Ann Vaughan")
    page.get_by_label("Who said what was meant?").select_option("practitioner")
    page.get_by_label("What was seen").press_sequentially(SEEN)
    page.wait_for_timeout(1000)
    tablet.kill()
    files = [path for path in tablet.profile.rglob("*") if path.is_file()]
    marks = [SEEN.encode(), SEEN.encode("utf-16-le"), b'"not_well","was"']
    assert [path for path in files if any(mark in path.read_bytes() for mark in marks)] == []

    tablet.switch_on()
    page = tablet.page
    tablet.open(f"/conversations/{conversation.id}/board")
    expect(step(tablet, "not_well")).to_contain_text("Sleep")
    expect(step(tablet, "going_well")).to_contain_text("Things I like doing")
    expect(page.get_by_text("Pictures placed: 2 of 24")).to_be_visible()
    expect(page.get_by_label("What was seen")).to_have_value(SEEN)
    check_accessible(page)
    page.get_by_role("link", name="Sleep").click()
    expect(page.get_by_role("button", name="Not well")).to_contain_text("It is here now")
    page.get_by_role("button", name="Take it off").click()
    page.get_by_role("link", name="Things I like doing").click()
    page.get_by_role("button", name="So-so").click()
    expect(step(tablet, "so_so")).to_contain_text("Things I like doing")
    expect(step(tablet, "not_well")).to_contain_text("Nothing here")

    tablet.sign_in(room.account)
    tablet.come_into_signal()
    tablet.all_is_sent()
    board = stored(room)
    assert json.loads(board.placements) == {"things_i_like": "so_so"}
    assert board.seen == SEEN
    assert board.interpreted_by_staff_id == room.account.id
    with room.database.reading() as session:
        rows = session.exec(select(BoardRevision).where(BoardRevision.board_answer_id == board.id))
        before = [json.loads(row.placements) for row in sorted(rows, key=lambda row: row.version)]
    assert before[:2] == [
        {"sleep": "not_well"},
        {"sleep": "not_well", "things_i_like": "going_well"},
    ]
    page.goto(f"/conversations/{conversation.id}/board")
    expect(page.get_by_label("Who put the pictures there?").locator("option:checked")).to_have_text(
        "Ann Vaughan (Family member)"
    )


@pytest.mark.parametrize("first", ["button[data-step=not_well]", "a[href*=topic]"])
def test_a_page_still_on_its_way_takes_nothing_from_under_a_hand(
    tablet: Tablet, room: Room, conversation: Conversation, first: str
) -> None:
    page = tablet.page
    tablet.open(f"/conversations/{conversation.id}/board?topic=sleep")
    page.evaluate(HASTY, first)
    said = page.get_by_label("Who said what was meant?")
    expect(said).to_have_value("practitioner")
    page.wait_for_timeout(1500)
    expect(page.get_by_role("heading", level=1)).to_have_text("How are things going?")
    expect(said).to_have_value("practitioner")
    placed = "1" if first.startswith("button") else "0"
    page.reload()
    expect(page.get_by_text(f"Pictures placed: {placed} of 24")).to_be_visible()
    expect(said).to_have_value("practitioner")
    tablet.sign_in(room.account)
    tablet.come_into_signal()
    tablet.all_is_sent()
    assert stored(room).interpreted_by_staff_id == room.account.id


def test_a_picture_that_was_moved_elsewhere_waits_for_a_person_who_may_take_it_off(
    tablet: Tablet, room: Room, conversation: Conversation
) -> None:
    page = tablet.page
    board = f"/conversations/{conversation.id}/board"
    tablet.open(f"{board}?topic=sleep")
    page.get_by_role("button", name="Not well").click()
    elsewhere = BoardAnswer(
        conversation_id=conversation.id,
        board="everyday.1",
        placements='{"sleep": "so_so"}',
        version=1,
        saved_by=room.account.id,
    )
    keep(room.database, elsewhere)

    tablet.sign_in(room.account)
    tablet.come_into_signal()
    tablet.open("/visit/outbox")
    expect(page.get_by_role("heading", level=2)).to_have_text("Idris Vaughan: the picture “Sleep”")
    check_accessible(page)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Take this off the tablet, unsent").click()
    tablet.all_is_sent()
    assert json.loads(stored(room).placements) == {"sleep": "so_so"}


@pytest.mark.parametrize("full", [["outbox", "records"], ["records"]], ids=["from-now", "halfway"])
def test_a_picture_there_is_no_room_for_is_told_and_placed_when_there_is(
    tablet: Tablet, room: Room, conversation: Conversation, full: list[str]
) -> None:
    page, board = tablet.page, f"/conversations/{conversation.id}/board"
    tablet.open(f"{board}?topic=sleep")
    page.evaluate(FULL_FOR, full)
    page.get_by_role("button", name="Not well").click()
    told = page.get_by_role("alert")
    expect(told).to_contain_text("The picture was not put there: there may be no room")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sleep")
    expect(page.get_by_text("It is here now")).to_have_count(0)
    check_accessible(page)
    assert tablet.waits() == 0

    page.evaluate(FULL_FOR, [])
    page.get_by_role("button", name="So-so").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Things I like doing")
    assert tablet.waits() == 1
    tablet.open(board)
    expect(step(tablet, "so_so")).to_contain_text("Sleep")
    expect(step(tablet, "not_well")).to_contain_text("Nothing here")
    tablet.sign_in(room.account)
    tablet.come_into_signal()
    tablet.all_is_sent()
    board_answer = stored(room)
    assert (json.loads(board_answer.placements), board_answer.version) == ({"sleep": "so_so"}, 1)


def test_a_hand_that_taps_a_step_twice_places_one_picture_and_not_the_next(
    tablet: Tablet, room: Room, conversation: Conversation
) -> None:
    page, board = tablet.page, f"/conversations/{conversation.id}/board"
    tablet.open(f"{board}?topic=sleep")
    stop_the_clock(tablet)
    place = page.get_by_role("button", name="Not well")
    place.dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Things I like doing")
    assert tablet.waits() == 1
    page.clock.run_for(2000)

    where = middle_of(place)
    page.mouse.click(*where)
    expect(page.get_by_role("heading", level=1)).to_have_text("Learning things")
    assert page.evaluate(BUTTON_AT, where) == "not_well"
    page.mouse.click(*where)
    page.clock.run_for(2000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Learning things")
    assert tablet.waits() == 2
    page.mouse.click(*where)  # meant for this one
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Learning things")
    assert tablet.waits() == 3
    page.clock.resume()
    tablet.open(board)
    expect(step(tablet, "not_well").locator(".picture")).to_have_count(3)


def test_a_hand_that_taps_a_picture_twice_opens_it_and_places_nothing(
    tablet: Tablet, room: Room, conversation: Conversation
) -> None:
    page, board = tablet.page, f"/conversations/{conversation.id}/board"
    tablet.open(f"{board}?topic=sleep")
    _across, down = middle_of(page.get_by_role("button", name="So-so"))
    tablet.open(board)
    stop_the_clock(tablet)
    picture = page.locator(".board__left a.picture").nth(7)
    page.evaluate("(by) => window.scrollBy(0, by)", middle_of(picture)[1] - down)
    where = middle_of(picture)
    name = picture.locator(".picture__words").inner_text()
    page.mouse.click(*where)
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    assert page.evaluate(BUTTON_AT, where)
    page.mouse.click(*where)
    page.clock.run_for(2000)
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    assert tablet.waits() == 0
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("How are things going?")
    expect(page.get_by_text("Pictures placed: 0 of 24")).to_be_visible()
