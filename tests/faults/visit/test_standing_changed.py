"""Words wait on a tablet while its owner's standing changes: nothing is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Playwright, expect
from sqlmodel import select

from app.accounts import passwords
from app.accounts.actions import deactivate_account
from app.identity import Actor, StaffAccount, actor_for
from app.tablets.actions import allow_tablet, stop_tablet
from app.tablets.models import Tablet as TabletRow
from tests.factories import keep, make_staff
from tests.faults.conftest import Room
from tests.faults.server import Server
from tests.faults.visit.kept import PASSWORD, QUESTION, comes_to_be_kept, words_kept
from tests.faults.visit.tablet import WORDS, Tablet


SAID = "She keeps the lifeboat's log."
LOCK = "harbour lantern seven kettles"
LABEL = "Gwyneth Bebb: answer to question 4"


@pytest.fixture
def waiting(tablet: Tablet, room: Room) -> Tablet:
    """A tablet on which words wait, without signal."""
    room.account.password_hash = passwords.hash_password(PASSWORD)
    keep(room.database, room.account)
    open_question(tablet, room, room.account)
    tablet.go_out_of_signal()
    write(tablet, SAID)
    return tablet


@pytest.fixture
def second(
    playwright: Playwright, server: Server, room: Room, tmp_path: Path, tablet: Tablet
) -> Iterator[Tablet]:
    """Another tablet."""
    made = Tablet(playwright, server, room, tmp_path / "second")
    yield made
    made.context.close()
    assert made.faults == tablet.faults == []


def open_question(tablet: Tablet, room: Room, account: StaffAccount) -> None:
    tablet.sign_in(account)
    tablet.use_for_visits()
    tablet.page.goto(f"/conversations/{room.conversation.id}/{QUESTION}")
    expect(tablet.page.get_by_label(WORDS)).to_be_editable()
    tablet.pack_is_here()


def write(tablet: Tablet, words: str) -> None:
    tablet.page.get_by_label(WORDS).fill(words)
    expect(tablet.page.locator("#save-state")).to_contain_text("not sent yet")


def administrator(room: Room) -> Actor:
    return actor_for(make_staff(room.database, "administrator", team=None, name="Bob Penry"))


def password_is_asked_for(tablet: Tablet) -> None:
    dialog = tablet.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Everything you wrote is kept")


def sign_in_in_place(tablet: Tablet, room: Room) -> None:
    dialog = tablet.page.locator("#sign-in-again")
    dialog.get_by_label("Sign-in name").fill(room.account.username)
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in").click()


def test_words_of_somebody_whose_account_is_closed_are_sent_by_a_colleague(
    waiting: Tablet, second: Tablet, room: Room, tmp_path: Path
) -> None:
    actor = administrator(room)
    with room.database.writing() as session:
        deactivate_account(session, actor, room.account.id)
    waiting.come_into_signal()
    second.context.set_offline(False)
    password_is_asked_for(waiting)
    sign_in_in_place(waiting, room)
    page = waiting.page
    expect(page.get_by_role("dialog")).to_contain_text("do not match")
    page.get_by_role("button", name="Not now").click()
    page.goto("/visit/outbox")
    expect(page.get_by_text(LABEL)).to_be_visible()
    expect(page.locator("main")).to_contain_text("save a rescue file, and a colleague can send it")
    page.get_by_role("button", name="Not now").click()
    page.get_by_text("Rescue file: take what waits").click()
    page.get_by_label("At least four words to lock it with").fill(LOCK)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save a rescue file").click()
    file = tmp_path / "visit.rescue"
    saved.value.save_as(file)
    assert (waiting.waits(), words_kept(room)) == (1, [])

    second.sign_in(make_staff(room.database, team=room.team, name="Alys Rees"))
    second.use_for_visits()
    there = second.page
    there.goto("/visit/outbox")
    there.get_by_text("Rescue file: take what waits").click()
    there.get_by_label("A rescue file from another tablet").set_input_files(file)
    there.get_by_label("The words it was locked with").fill(LOCK)
    there.get_by_role("button", name="Load the rescue file").click()
    comes_to_be_kept(second, room, SAID)
    assert waiting.waits() == 1


def test_words_of_somebody_whose_role_changed_wait_until_a_person_decides(
    waiting: Tablet, room: Room
) -> None:
    room.account.role = "commissioner"
    keep(room.database, room.account)
    waiting.come_into_signal()
    page = waiting.page
    expect(page.locator("form[data-autosave]")).to_contain_text("Nothing is lost")
    page.goto("/visit/outbox")
    card = page.locator(".card").filter(has_text=LABEL)
    expect(card).to_contain_text("Nothing is lost: it stays on this device.")
    assert (waiting.waits(), words_kept(room)) == (1, [])

    room.account.role = "practitioner"
    keep(room.database, room.account)
    page.get_by_role("button", name="Send what is waiting (1)").click()
    comes_to_be_kept(waiting, room, SAID)


def test_what_is_refused_goes_off_the_tablet_only_when_a_person_says_so_twice(
    waiting: Tablet, room: Room
) -> None:
    room.account.role = "commissioner"
    keep(room.database, room.account)
    waiting.come_into_signal()
    page = waiting.page
    expect(page.locator("form[data-autosave]")).to_contain_text("Nothing is lost")
    page.goto("/visit/outbox")
    button = page.get_by_role("button", name="Take this off the tablet, unsent")
    page.once("dialog", Dialog.dismiss)
    button.click()
    assert waiting.waits() == 1
    page.once("dialog", Dialog.accept)
    button.click()
    expect(button).to_have_count(0)
    waiting.all_is_sent()
    assert words_kept(room) == []


def stop(room: Room, *, found_again: bool = False) -> None:
    actor = administrator(room)
    with room.database.writing() as session:
        row = session.exec(select(TabletRow)).one()
        (allow_tablet if found_again else stop_tablet)(session, actor, row.id)


def test_words_on_a_stopped_tablet_stay_there_locked_until_it_is_allowed_again(
    waiting: Tablet, room: Room
) -> None:
    stop(room)
    waiting.kill()
    waiting.server.start()
    waiting.switch_on()
    waiting.sign_in(room.account)
    page = waiting.page
    page.goto("/today")
    light = page.locator("#light")
    expect(light).to_contain_text("Locked on this tablet. Waiting to be sent: 1")
    light.click()
    page.get_by_role("link", name="Open", exact=True).click()
    expect(page.locator("main")).to_contain_text("This tablet has been stopped")
    expect(page.locator("main")).to_contain_text("What waits on it stays there.")
    expect(page.get_by_label("Your PIN for this tablet")).to_have_count(0)
    assert words_kept(room) == []

    stop(room, found_again=True)
    page.goto("/today")
    comes_to_be_kept(waiting, room, SAID)


def test_a_tablet_stopped_while_it_is_open_locks_and_the_page_goes_on_without_it(
    waiting: Tablet, room: Room
) -> None:
    stop(room)
    waiting.come_into_signal()
    password_is_asked_for(waiting)
    sign_in_in_place(waiting, room)
    comes_to_be_kept(waiting, room, SAID)
    page = waiting.page
    page.locator("form[data-autosave][data-goes]").wait_for()
    page.get_by_label(WORDS).fill(f"{SAID} Still.")
    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved")
    comes_to_be_kept(waiting, room, f"{SAID} Still.")
    page.goto("/visit")
    expect(page.locator("main")).to_contain_text("This tablet has been stopped")


def test_two_tablets_that_changed_one_answer_keep_both_wordings_and_a_person_chooses(
    waiting: Tablet, second: Tablet, room: Room
) -> None:
    waiting.server.start()
    waiting.context.set_offline(True)
    second.context.set_offline(False)
    open_question(second, room, room.account)
    second.context.set_offline(True)
    other = "He keeps the lifeboat's log."
    write(second, other)
    waiting.context.set_offline(False)
    comes_to_be_kept(waiting, room, SAID)
    second.context.set_offline(False)
    page = second.page
    expect(page.locator("#save-state")).to_contain_text("Both are kept")
    second.all_is_sent()
    assert words_kept(room) == [SAID]

    page.get_by_role("button", name="See both and choose").click()
    expect(page.locator("main")).to_contain_text(SAID)
    expect(page.get_by_label(WORDS)).to_have_value(other)
    page.get_by_role("button", name="Keep mine").click()
    comes_to_be_kept(second, room, other)
    page.goto(f"/conversations/{room.conversation.id}")
    expect(page.locator("main h1")).to_be_visible()
    expect(page.get_by_text("Two wordings wait")).to_have_count(0)
    page.goto(f"/conversations/{room.conversation.id}/{QUESTION}/wordings")
    expect(page.locator("main")).to_contain_text(SAID)
    expect(page.locator("main")).to_contain_text(other)
