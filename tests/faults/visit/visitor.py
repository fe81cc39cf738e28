"""Somebody with a tablet on a visit without signal, and how they come to a page."""

import datetime as dt
import re

from playwright.sync_api import Locator, Page, expect

from app import audit
from app.directory.actions import load_entries
from app.directory.files import Found
from app.i18n import Language
from app.people.models import Person
from app.recording.models import Conversation
from tests.app.directory.entry_samples import entry
from tests.factories import make_answer, make_conversation, make_person
from tests.faults.conftest import Room
from tests.faults.visit.tablet import PIN, Tablet


# The shell's own module, the very one that the page uses.
MODULE = """(name) => import(new URL(`${name}.js`,
  document.querySelector("script[src*='visit/shell.js']").src).href)"""


class Visitor:
    """One tablet, three people to visit, and what was said last time."""

    def __init__(self, tablet: Tablet, room: Room, language: Language) -> None:
        self.tablet, self.page, self.room, self.language = tablet, tablet.page, room, language
        self._prepare(self.page)
        self.person: Person = make_person(room.database, room.account, name="Idris Vaughan")
        before = make_conversation(
            room.database, self.person, dt.date(2026, 3, 2), status="complete"
        )
        make_answer(room.database, before, "friends_and_family", "My sister sings to me.")
        self.talk: Conversation = make_conversation(
            room.database, self.person, dt.date(2026, 11, 2)
        )
        self.other: Person = make_person(room.database, room.account, name="Mair Pugh")
        self.third: Person = make_person(room.database, room.account, name="Non Rees")
        with room.database.writing() as session:
            load_entries(session, audit.SYSTEM, Found((entry("choir"),), ()))
        tablet.sign_in(room.account)
        self.page.goto("/people")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    def _prepare(self, page: Page) -> None:
        page.emulate_media(reduced_motion="reduce")
        page.on("dialog", lambda dialog: dialog.accept())
        page.on("pageerror", lambda error: self.tablet.faults.append(str(error)))

    def beside(self, script: str = "") -> None:
        """Go on in a second tab."""
        self.page = self.tablet.context.new_page()
        self._prepare(self.page)
        self.page.add_init_script(script)

    def back(self) -> None:
        """Close the second tab, and go on in the first."""
        self.page.close()
        self.page = self.tablet.page

    def is_shown(self, view: str) -> None:
        expect(self.page.locator("main")).to_have_attribute("data-view", f"view-{view}")

    def part(self, selector: str) -> Locator:
        return self.page.locator(f"main {selector}")

    def open(self, path: str, view: str) -> None:
        """Go to an address; with the PIN, if the key did not come along."""
        self.page.goto(path)
        main = self.page.locator("main")
        expect(main).to_have_attribute("data-view", _one_of(view, "unlock"))
        if view != "unlock" and main.get_attribute("data-view") == "view-unlock":
            self.enter_pin(PIN)
        self.is_shown(view)

    def enter_pin(self, pin: str) -> None:
        self.part("#pin").fill(pin)
        self.part("#pin").press("Enter")

    def at(self, rest: str = "") -> str:
        return f"/conversations/{self.talk.id}{rest}"


def _one_of(*views: str) -> re.Pattern[str]:
    return re.compile("|".join(f"^view-{view}$" for view in views))
