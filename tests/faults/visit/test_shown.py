"""Shown to the person without signal: their words or the board, and no way on but the PIN."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from app.accounts import passwords
from app.recording.board_models import BoardAnswer
from app.recording.models import Conversation
from tests.factories import keep, make_answer, make_conversation, make_participant, make_person
from tests.faults.conftest import Room
from tests.faults.visit.kept import PASSWORD
from tests.faults.visit.shown import SHOW, asks_for_the_pin, give_pin, is_shown, show
from tests.faults.visit.tablet import Tablet
from tests.journeys.conftest import check_accessible


OWN = "My garden, and the choir on Thursdays."
VIEW = "Guarded about money today."
ANNS = "She never goes out any more."
SEEN = "A thumb up; then he pushed it away."
PEOPLE = ("Idris", "Ann Vaughan", "Mair Pugh")
WORDS, BOARD = "", "/board"


@pytest.fixture
def conversation(tablet: Tablet, room: Room) -> Conversation:
    """A conversation on the tablet, with words of three people; its owner has just signed in."""
    room.account.password_hash = passwords.hash_password(PASSWORD)
    keep(room.database, room.account)
    person = make_person(room.database, room.account, name="Idris Vaughan")
    conversation = make_conversation(room.database, person)
    ann = make_participant(room.database, conversation, "Ann Vaughan")
    him = make_participant(room.database, conversation, "Idris Vaughan", role="person")
    make_answer(room.database, conversation, "about_you", OWN, view=VIEW, speaker_id=him.id)
    make_answer(room.database, conversation, "friends_and_family", ANNS, speaker_id=ann.id)
    board = BoardAnswer(
        conversation_id=conversation.id,
        board="everyday.1",
        placements='{"sleep": "not_well"}',
        placed_by_id=ann.id,
        seen=SEEN,
        version=1,
        saved_by=room.account.id,
    )
    keep(room.database, board)
    tablet.sign_in(room.account)
    tablet.use_for_visits()
    tablet.take(person)
    tablet.take(make_person(room.database, room.account, name="Mair Pugh"))
    tablet.go_out_of_signal()
    return conversation


def test_the_words_shown_are_the_persons_own_and_nothing_else_can_be_read_or_pressed(
    tablet: Tablet, conversation: Conversation
) -> None:
    show(tablet, f"/conversations/{conversation.id}")
    page = tablet.page
    expect(page.get_by_role("heading", level=1)).to_have_text("What you said")
    expect(page.get_by_role("heading", level=2)).to_have_count(11)
    expect(page.get_by_text("This is a What Matters conversation. It is not")).to_be_visible()
    expect(page.get_by_text(OWN)).to_be_visible()
    check_accessible(page)
    held = page.locator("main").inner_html()
    for words in (VIEW, ANNS, SEEN, *PEOPLE):
        assert words not in held
        assert words not in page.locator("body").inner_text()
    expect(page.locator("main").get_by_role("link")).to_have_count(0)
    expect(page.get_by_role("button")).to_have_text(["Give it back"])
    assert "Idris" not in page.title()


def test_a_picture_placed_while_the_board_is_shown_stays_and_is_sent(
    tablet: Tablet, room: Room, conversation: Conversation
) -> None:
    show(tablet, f"/conversations/{conversation.id}{BOARD}")
    page = tablet.page
    page.get_by_role("link", name="Getting about").click()
    page.get_by_role("button", name="Going well").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Having my say")
    is_shown(page)
    page.get_by_role("link", name="The whole board").click()
    expect(page.locator(".board__step[data-step=going_well]")).to_contain_text("Getting about")
    expect(page.locator(".board__step[data-step=not_well]")).to_contain_text("Sleep")
    is_shown(page)
    check_accessible(page)
    held = page.locator("main").inner_html()
    for words in (SEEN, OWN, *PEOPLE):
        assert words not in held
    expect(page.locator("select, textarea")).to_have_count(0)
    assert tablet.waits() == 1
    page.get_by_role("button", name="Give it back").click()
    asks_for_the_pin(page, "Getting about", *PEOPLE)
    tablet.kill()
    files = [path for path in tablet.profile.rglob("*") if path.is_file()]
    marks = [mark.encode(code) for mark in (OWN, SEEN) for code in ("utf-8", "utf-16-le")]
    assert [path for path in files if any(mark in path.read_bytes() for mark in marks)] == []

    tablet.switch_on()
    page = tablet.page
    tablet.open(f"/conversations/{conversation.id}{BOARD}/shown")
    expect(page).to_have_url(f"{tablet.address}/conversations/{conversation.id}{BOARD}")
    expect(page.locator(".board__step[data-step=going_well]")).to_contain_text("Getting about")
    expect(page.get_by_label("What was seen")).to_have_value(SEEN)
    tablet.sign_in(room.account)
    tablet.come_into_signal()
    tablet.all_is_sent()
    with room.database.reading() as session:
        board = session.exec(select(BoardAnswer)).one()
    assert len(json.loads(board.placements)) == 2
    assert (board.seen, board.placed_by_id is not None) == (SEEN, True)


def look_in_another_tab(tablet: Tablet) -> None:
    other = tablet.context.new_page()
    other.goto(tablet.page.url)
    asks_for_the_pin(other, OWN, "Sleep")
    other.close()
    is_shown(tablet.page)
    tablet.page.reload()


WAYS: dict[str, Callable[[Tablet], object]] = {
    "back": lambda tablet: tablet.page.go_back(),
    "reload": lambda tablet: tablet.page.reload(),
    "an address": lambda tablet: tablet.page.goto("/people"),
    "what was taken along": lambda tablet: tablet.page.goto("/visit"),
    "giving it back": lambda tablet: tablet.page.get_by_role("button", name="Give it back").click(),
    "another tab": look_in_another_tab,
}


@pytest.mark.parametrize("part", [WORDS, BOARD], ids=["words", "board"])
def test_every_way_from_what_is_shown_leads_to_the_pin_and_the_pin_leads_on(
    tablet: Tablet, conversation: Conversation, part: str
) -> None:
    path = f"/conversations/{conversation.id}{part}"
    for way, go in WAYS.items():
        show(tablet, path)
        page = tablet.page
        for _press in range(3):
            page.keyboard.press("Escape")
        is_shown(page)
        go(tablet)
        asks_for_the_pin(page, OWN, "Sleep", "Mair Pugh")
        for _back in range(2):
            page.go_back()
            asks_for_the_pin(page, OWN, "Sleep", "Mair Pugh")
        page.goto(f"{path}/shown")
        asks_for_the_pin(page, OWN, "Sleep")
        give_pin(page)
        expect(page, way).to_have_url(f"{tablet.address}{path}")
        expect(page.get_by_role("link", name=SHOW)).to_be_visible()
        expect(page.get_by_role("banner")).to_be_visible()


def test_closing_the_browser_while_it_is_shown_leads_to_the_pin(
    tablet: Tablet, conversation: Conversation
) -> None:
    path = f"/conversations/{conversation.id}"
    show(tablet, path)
    tablet.kill()
    tablet.switch_on()
    for address in (f"{path}/shown", path, "/visit"):
        tablet.page.goto(address)
        asks_for_the_pin(tablet.page, OWN)


def test_a_tab_that_was_open_locks_and_one_that_writes_there_has_to_give_way_first(
    tablet: Tablet, conversation: Conversation
) -> None:
    path = f"/conversations/{conversation.id}"
    tablet.open(f"{path}/questions/about_you")
    first, second = tablet.page, tablet.context.new_page()
    tablet.page = second
    tablet.open(f"{path}?show")
    notice = second.get_by_text("This conversation is open in another tab")
    expect(notice).to_be_visible()
    expect(second.get_by_role("button", name="Show the screen")).to_be_disabled()
    second.get_by_role("button", name="Write here instead").click()
    expect(notice).to_have_count(0)
    second.get_by_role("button", name="Show the screen").click()
    is_shown(second)
    asks_for_the_pin(first, OWN)


def test_what_nobody_touches_for_a_quarter_of_an_hour_is_not_shown_any_more(
    tablet: Tablet, conversation: Conversation
) -> None:
    tablet.context.clock.install()
    show(tablet, f"/conversations/{conversation.id}")
    tablet.page.clock.fast_forward("14:00")
    tablet.page.keyboard.press("ArrowDown")
    tablet.page.clock.fast_forward("14:00")
    is_shown(tablet.page)
    tablet.page.clock.fast_forward("01:01")
    asks_for_the_pin(tablet.page, OWN)


def test_signal_that_comes_back_opens_nothing_to_whoever_holds_the_tablet(
    tablet: Tablet, room: Room, conversation: Conversation
) -> None:
    path = f"/conversations/{conversation.id}"
    tablet.open(f"{path}{BOARD}?show")
    page = tablet.page
    # As a switch presses it: then the first finger on this page is that of whoever holds it now.
    page.get_by_role("button", name="Show the board to the person").dispatch_event("click")
    is_shown(page)
    tablet.come_into_signal()
    page.get_by_role("link", name="Getting about").click()
    page.get_by_role("button", name="So-so").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Having my say")
    page.get_by_role("link", name="The whole board").click()
    is_shown(page)
    for address in ("/people", path, f"{path}{BOARD}/shown", "/sign-in", "/visit", "/visit/open"):
        page.goto(address, wait_until="networkidle")
        asks_for_the_pin(page, OWN, "Getting about", *PEOPLE)
        expect(page.locator("main")).to_have_attribute("data-view", "view-unlock")
    for _try in range(10):
        page.get_by_label("Your PIN for this tablet").fill("111222")
        page.get_by_label("Your PIN for this tablet").press("Enter")
        expect(page.get_by_label("Your PIN for this tablet")).to_have_value("")
    # The server is asked for its half of the key, which a sign-in of before must not get used.
    with page.expect_response(lambda answer: answer.url.endswith("/sync/tablets")):
        page.goto(path)
    page.wait_for_timeout(1000)
    expect(page.get_by_text("opens again once you have signed in")).to_be_visible()
    assert "Idris" not in page.locator("body").inner_text()

    page.get_by_role("link", name="Sign in with signal instead").click()
    page.get_by_label("Sign-in name").fill(room.account.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("#light")).to_be_visible()
    page.goto(f"{path}{BOARD}")
    tablet.all_is_sent()
    expect(page.locator(".board__step[data-step=so_so]")).to_contain_text("Getting about")


def test_a_session_that_ran_out_asks_for_no_password_over_what_is_shown(
    tablet: Tablet, conversation: Conversation
) -> None:
    show(tablet, f"/conversations/{conversation.id}{BOARD}")
    page = tablet.page
    page.get_by_role("link", name="Getting about").click()
    page.get_by_role("button", name="So-so").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Having my say")
    tablet.context.clear_cookies()
    with page.expect_response(lambda answer: "/sync/session" in answer.url):
        tablet.come_into_signal()
    page.wait_for_timeout(1000)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Give it back").click()
    give_pin(page)
    expect(page.get_by_role("dialog")).to_contain_text("Sign in again")


def test_a_tablet_without_a_pin_is_not_shown(tablet: Tablet, conversation: Conversation) -> None:
    tablet.open(f"/conversations/{conversation.id}")
    tablet.page.evaluate(
        """async () => {
          const open = indexedDB.open("what-matters");
          await new Promise((done) => (open.onsuccess = done));
          const keys = open.result.transaction("keys", "readwrite").objectStore("keys");
          const all = keys.getAll();
          await new Promise((done) => (all.onsuccess = done));
          for (const { pin, ...rest } of all.result) keys.put(rest);
          open.result.close();
        }"""
    )
    tablet.page.get_by_role("link", name="Show the screen to the person").click()
    expect(tablet.page.get_by_text("This tablet has no PIN")).to_be_visible()
    expect(tablet.page.get_by_role("button", name="Show the screen")).to_have_count(0)
