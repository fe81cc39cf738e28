"""A server back without its last days, or without its key: the tablet keeps its words."""

import base64
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.faults.conftest import Room
from tests.faults.visit.kept import QUESTION, comes_to_be_kept
from tests.faults.visit.tablet import PIN, WORDS, Tablet


SAID = "She keeps the lifeboat's log."


def copy(source: Path, target: Path) -> None:
    """Copy a database as docs/running.md says, into a file that may be open elsewhere."""
    with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(target)) as here:
        there.backup(here)


@pytest.fixture
def backup(tablet: Tablet, room: Room, tmp_path: Path) -> Path:
    """A copy of the database from before this tablet was used, on which words wait now."""
    database, before = room.settings.data_dir / "whatmatters.db", tmp_path / "backup.db"
    copy(database, before)
    tablet.sign_in(room.account)
    tablet.use_for_visits()
    tablet.page.goto(f"/conversations/{room.conversation.id}/{QUESTION}")
    expect(tablet.page.get_by_label(WORDS)).to_be_editable()
    tablet.pack_is_here()
    tablet.go_out_of_signal()
    tablet.page.get_by_label(WORDS).fill(SAID)
    expect(tablet.page.locator("#save-state")).to_contain_text("not sent yet")
    tablet.kill()
    return before


def test_words_are_sent_to_a_server_restored_from_before_the_tablet_was_used(
    tablet: Tablet, room: Room, backup: Path
) -> None:
    copy(backup, room.settings.data_dir / "whatmatters.db")
    tablet.server.start()
    tablet.switch_on()
    tablet.sign_in(room.account)
    tablet.page.goto("/today")
    comes_to_be_kept(tablet, room, SAID)


def test_words_wait_while_the_server_has_lost_its_key_and_go_when_it_has_it_again(
    tablet: Tablet, room: Room, backup: Path
) -> None:
    del backup
    right = (room.settings.data_dir / "practice.key").read_text("ascii")
    tablet.server.change(WHATMATTERS_ENCRYPTION_KEY=base64.b64encode(bytes(32)).decode())
    tablet.server.start()
    tablet.switch_on()
    tablet.sign_in(room.account)
    page = tablet.page
    page.goto("/visit/outbox")
    page.get_by_role("link", name="Open").click()
    page.get_by_label("Your PIN for this tablet").fill(PIN)
    page.get_by_role("button", name="Open").click()
    expect(page.locator("main")).to_contain_text("The other end is not working at the moment")
    expect(page.get_by_text("Gwyneth Bebb: answer to question 4")).to_be_visible()
    page.get_by_text("Rescue file: take what waits").click()
    expect(page.get_by_role("button", name="Save a rescue file")).to_be_visible()
    assert tablet.waits() == 1

    tablet.go_out_of_signal()
    tablet.server.change(WHATMATTERS_ENCRYPTION_KEY=right)
    tablet.come_into_signal()
    tablet.sign_in(room.account)
    page.reload()
    comes_to_be_kept(tablet, room, SAID)
