"""A tablet without signal led through its states, each from the one before."""

import datetime as dt
import re

from playwright.sync_api import Locator, expect

from app import audit
from app.directory.actions import load_entries
from app.directory.files import Found
from app.people.models import Person
from app.recording.models import Conversation
from tests.app.directory.entry_samples import entry
from tests.factories import make_answer, make_conversation, make_person
from tests.faults.conftest import Room
from tests.faults.visit.tablet import PIN, Tablet
from tests.faults.visit.test_no_room import FULL


# The shell's own module, the very one that the page uses.
_MODULE = """(name) => import(new URL(`${name}.js`,
  document.querySelector("script[src*='visit/shell.js']").src).href)"""
_WAITS = f"""async (path) => {{
  const outbox = await ({_MODULE})("outbox");
  const madeAt = "2026-01-05T09:30:00Z";
  const id = await outbox.add({{ path, fields: {{ words: "a" }}, label: "Idris", madeAt }});
  const fault = {{ kind: "refused", status: 422, message: "Room for 20,000 characters." }};
  await outbox.failed(id, "person", fault);
}}"""
_SIGNED_OUT = f"async () => (await ({_MODULE})('dialogs')).askToSignIn('somebody')"
_TAKEN_OVER = """(conversation) => void navigator.locks.request(
  `visit:${conversation}`, { steal: true }, () => new Promise(() => {}))"""
_CONFLICT = """(path) => new BroadcastChannel("what-matters")
  .postMessage({ receipt: { path, version: 3, kept: "beside" } })"""


class Walk:
    """One tablet taken through its states, each a method that leads there from the one before."""

    def __init__(self, tablet: Tablet, room: Room, language: str) -> None:
        self.tablet, self.page, self.room, self.language = tablet, tablet.page, room, language
        self.page.emulate_media(reduced_motion="reduce")
        self.page.on("dialog", lambda dialog: dialog.accept())
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

    # Before there is anything, and the PIN.

    def nothing(self) -> None:
        self.open("/visit", "nothing")
        if self.language == "cy":
            self.page.locator("[data-do=language]").click()
            expect(self.page.locator("html")).to_have_attribute("lang", "cy")
            self.is_shown("nothing")

    def choose_pin(self) -> None:
        self.open("/visit/tablet", "tablet")

    def simple_pin(self) -> None:
        for field in ("#new-pin", "#again"):
            self.part(field).fill("123456")
        self.part("[type=submit]").click()
        expect(self.part("#new-pin-error")).to_be_visible()

    def ready(self) -> None:
        for field in ("#new-pin", "#again"):
            self.part(field).fill(PIN)
        self.part("[type=submit]").click()
        self.is_shown("tablet-ready")

    def nobody_here(self) -> None:
        self.open("/visit", "visits")
        expect(self.part(".empty")).to_be_visible()

    def taken(self) -> None:
        for person in (self.person, self.other, self.third):
            self.tablet.take(person)
        self.page.context.add_cookies(
            [{"name": "language", "value": self.language, "url": self.tablet.address}]
        )
        self.page.goto("/visits/take")
        expect(self.part("form[data-form=take]")).to_be_visible()

    def people(self) -> None:
        self.tablet.go_out_of_signal()
        self.open("/visit", "visits")
        expect(self.part("li.card")).to_have_count(3)

    # The pages that need no conversation.

    def safety(self) -> None:
        self.open("/safety", "safety")

    def worry(self) -> None:
        self.open("/safety/records/new", "worry")

    def worry_faults(self) -> None:
        self.part("[type=submit]").click()
        expect(self.part("#worry-seen-error")).to_be_visible()

    def worry_kept(self) -> None:
        for name in ("about", "seen", "whose_words"):
            self.part(f"#worry-{name}").fill("A heron")
        self.part("[type=submit]").click()
        self.is_shown("worry-kept")

    def directory(self) -> None:
        self.open("/directory", "directory")
        expect(self.part("#entries li")).to_have_count(1)

    def elsewhere(self) -> None:
        self.open("/people/new", "elsewhere")

    # A conversation from its beginning to its end.

    def begin(self) -> None:
        self.open(f"/people/{self.other.id}", "person")

    def beginning(self) -> None:
        self.part("form[data-form=begin] button").first.click()
        self.is_shown("beginning")

    def beginning_faults(self) -> None:
        self.part("[data-do=add-row]").click()
        self.part("form > .buttons [type=submit]").click()
        expect(self.part("#language-error")).to_be_visible()

    def pathway_faults(self) -> None:
        self.open(f"/people/{self.third.id}", "person")
        self.part("form[data-form=begin] button").nth(1).click()
        self.is_shown("beginning")
        self.part("form details > summary").click()
        self.part("form > .buttons [type=submit]").click()
        expect(self.part("#consent_words-error")).to_be_visible()

    def person_page(self) -> None:
        self.open(f"/people/{self.person.id}", "person")
        expect(self.part("figure.words")).to_be_visible()

    def questions(self) -> None:
        self.open(self.at(), "conversation")

    def question(self) -> None:
        self.open(self.at("/questions/friends_and_family"), "question")
        self.part("#words").press_sequentially("My sister Ann has a car.")
        self.part("#view").press_sequentially("Isolated. Needs to comply.")
        expect(self.part("#asking .asked__away").first).to_be_visible()
        expect(self.part("#wording summary, #wording li").first).to_be_visible()
        self.part("details").evaluate_all("all => all.forEach((one) => (one.open = true))")
        expect(self.part("#save-state")).to_have_attribute("data-state", "kept")

    def conflict(self) -> None:
        self.page.evaluate(_CONFLICT, self.at("/questions/friends_and_family"))
        expect(self.part("#save-state")).to_have_attribute("data-state", "conflict")

    def taken_over(self) -> None:
        self.page.evaluate(_TAKEN_OVER, str(self.talk.id))
        expect(self.part(".notice--care button")).to_be_visible()

    def signed_out_in_place(self) -> None:
        self.page.evaluate(_SIGNED_OUT)
        expect(self.page.get_by_role("dialog")).to_be_visible()

    def notes(self) -> None:
        self.page.get_by_role("dialog").locator("[value=close]").click()
        self.open(self.at("/notes"), "notes")
        self.part("#notes-words").press_sequentially("She sings. She rings.")
        expect(self.part("#save-state")).to_have_attribute("data-state", "kept")

    def sorting(self) -> None:
        self.part("[data-go$='/sort']").click()
        self.is_shown("sort")
        expect(self.part(".to-sort__one")).to_have_count(2)

    def sorted_one(self) -> None:
        self.part(".to-sort__one button:visible").first.click()
        expect(self.part(".sorted__one")).to_have_count(1)

    def board(self) -> None:
        self.open(self.at("/board"), "board")

    def picture(self) -> None:
        self.part("a.picture").first.click()
        self.is_shown("picture")

    def check(self) -> None:
        self.open(self.at("/check"), "check")

    def finished(self) -> None:
        self.part("form[data-form=finish] button").click()
        self.is_shown("conversation")
        expect(self.part(".notice--good")).to_be_visible()

    def finished_check(self) -> None:
        self.open(self.at("/check"), "check")
        expect(self.part("form")).to_have_count(0)

    # What waits, and the ways out.

    def outbox(self) -> None:
        self.open("/visit/outbox", "outbox")
        self.part("details > summary").click()
        expect(self.part("#passphrase")).to_be_visible()

    def refused(self) -> None:
        self.page.evaluate(_WAITS, self.at("/questions/about_you"))
        self.open("/visit/outbox", "outbox")
        expect(self.part("[data-do=remove]")).to_be_visible()

    def rescue_faults(self) -> None:
        self.part("details > summary").click()
        self.part("[data-rescue] [type=submit]").click()
        self.part("[data-form=load] [type=submit]").click()
        expect(self.part("#passphrase-error")).to_be_visible()
        expect(self.part("#opening-words-error")).to_be_visible()

    def taken_off(self) -> None:
        self.part("details > summary").click()
        self.part("[data-do=remove]").click()
        expect(self.part("[data-do=remove]")).to_have_count(0)

    def leaving(self) -> None:
        self.page.locator("[data-do=sign-out]").click()
        expect(self.page.get_by_role("dialog")).to_be_visible()

    def signed_out(self) -> None:
        self.page.get_by_role("dialog").locator("[value=leave]").click()
        self.is_shown("signed-out")

    def locked(self) -> None:
        self.open("/visit", "unlock")

    def wrong_pin(self) -> None:
        self.enter_pin("111111")
        expect(self.part("#pin-error")).to_be_visible()

    def no_room(self) -> None:
        self.enter_pin(PIN)
        self.is_shown("visits")
        self.open(f"/people/{self.other.id}", "person")
        self.part("[href^='/conversations/']").first.click()
        self.is_shown("beginning")
        for name in ("language", "plan_language"):
            self.part(f"#{name}-en").check()
        self.part("form > .buttons [type=submit]").click()
        self.is_shown("conversation")
        self.part("ol.questions a").first.click()
        self.is_shown("question")
        self.page.evaluate(FULL)
        self.part("#words").press_sequentially("She sings.")
        expect(self.part("#no-room")).to_be_visible()


def _one_of(*views: str) -> re.Pattern[str]:
    return re.compile("|".join(f"^view-{view}$" for view in views))
