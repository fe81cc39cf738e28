"""A tablet: a real browser with a profile on a disk, that can lose its signal and be killed."""

import contextlib
import datetime as dt
import json
import os
import signal
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect

from app import clock
from app.identity import StaffAccount, StaffSession, new_token
from app.people.models import Person
from tests.factories import keep
from tests.faults.conftest import Room
from tests.faults.server import Server
from tools.serving import CHROMIUM_FLAGS, PATIENCE


PIN = "480917"
WORDS = "In the person's own words"
# No room on the disk for these stores, until the page is told of none.
FULL_FOR = """(stores) => {
  const put = (window.hadRoom ??= IDBObjectStore.prototype.put);
  IDBObjectStore.prototype.put = function (...given) {
    if (!stores.includes(this.name)) return put.apply(this, given);
    throw new DOMException("The disk is full.", "QuotaExceededError");
  };
}"""
ALL = ["keys", "lock", "outbox", "records"]
TABLET = {"width": 820, "height": 1180}


class Tablet:
    """One tablet in somebody's hands."""

    def __init__(self, playwright: Playwright, server: Server, room: Room, profile: Path) -> None:
        self.server = server
        self.address = server.address
        self.profile = profile
        self._playwright = playwright
        self._room = room
        self.faults: list[str] = []
        self.context: BrowserContext
        self.page: Page
        self.switch_on()

    def switch_on(self) -> None:
        """Open the browser on its profile."""
        self.context = self._playwright.chromium.launch_persistent_context(
            self.profile,
            executable_path="/usr/bin/chromium",
            args=CHROMIUM_FLAGS,
            base_url=self.address,
            viewport=TABLET,  # type: ignore[arg-type]
            locale="en-GB",
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.pages[0]
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.context.set_offline(not self.server.is_up)

    def kill(self) -> None:
        """Kill every process of the browser, as a battery does that falls out."""
        for pid in _processes_on(self.profile):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(Error):
            self.context.close()

    def go_out_of_signal(self) -> None:
        """Lose the network: the browser says so, and nothing answers its worker either."""
        self.server.kill()
        self.context.set_offline(True)

    def come_into_signal(self) -> None:
        """Have the network again."""
        self.server.start()
        self.context.set_offline(False)

    def sign_in(self, account: StaffAccount, *, hours_ago: int = 0) -> None:
        """Be signed in as this member of staff, as after the sign-in page."""
        token, fingerprint = new_token()
        ends = clock.now() + dt.timedelta(hours=12)
        session = StaffSession(
            token_sha256=fingerprint,
            staff_account_id=account.id,
            started_at=clock.now() - dt.timedelta(hours=hours_ago),
            expires_at=ends,
        )
        keep(self._room.database, session)
        self.context.add_cookies([{"name": "session", "value": token, "url": self.address}])

    def use_for_visits(self, pin: str = PIN) -> None:
        """Choose a PIN, which makes this tablet keep visits."""
        self.page.goto("/people")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        self.page.goto("/visit/tablet")
        self.page.get_by_label("Choose a PIN").fill(pin)
        self.page.get_by_label("The same PIN again").fill(pin)
        self.page.get_by_role("button", name="Use this tablet for visits").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("This tablet is ready")

    def take(self, person: Person) -> None:
        """Put what is known of somebody on the tablet."""
        self.page.goto("/visits/take")
        self.page.get_by_label(person.name).check()
        self.page.get_by_role("button", name="Take these visits with me").click()
        expect(self.page.locator("[data-say=take]")).to_have_text(
            "On this tablet. You can go without signal."
        )

    def set_out(self, account: StaffAccount, person: Person) -> None:
        """Be signed in, choose a PIN, take a visit along, and lose the signal."""
        self.sign_in(account)
        self.use_for_visits()
        self.take(person)
        self.go_out_of_signal()

    def empty(self) -> None:
        """Let the browser clear the store of this address, as it may when space is short."""
        where = {"origin": self.address, "storageTypes": "indexeddb"}
        self.context.new_cdp_session(self.page).send("Storage.clearDataForOrigin", where)

    def pack_is_here(self) -> None:
        """Wait until a page on line has put the rest of the visit on the tablet."""
        self.comes_true(
            """async () => {
              const open = indexedDB.open("what-matters");
              await new Promise((done) => (open.onsuccess = done));
              const records = open.result.transaction("records").objectStore("records").getAll();
              await new Promise((done) => (records.onsuccess = done));
              open.result.close();
              return records.result.some(({ kind }) => kind === "conversation");
            }"""
        )

    def comes_true(self, question: str, about: object = None) -> None:
        """Ask the page until it says yes."""
        for _try in range(300):
            if self.page.evaluate(question, about):
                return
            self.page.wait_for_timeout(200)
        raise AssertionError(question)

    def open(self, path: str, pin: str = PIN) -> None:
        """Go to an address, and open the tablet if it asks for the PIN."""
        self.page.goto(path)
        field = self.page.get_by_label("Your PIN for this tablet")
        expect(self.page.locator("main h1")).to_be_visible()
        if field.count():
            field.fill(pin)
            field.press("Enter")
            expect(field).to_have_count(0)

    def write(self, words: str) -> None:
        """Type, as fast as a test may, what the person says."""
        self.page.get_by_label(WORDS).press_sequentially(words)

    def waits(self) -> int:
        """Return how much waits to be sent, by the tablet's own store."""
        count: int = self.page.evaluate(
            """async () => {
              const open = indexedDB.open("what-matters");
              await new Promise((done) => (open.onsuccess = done));
              const outbox = open.result.transaction("outbox").objectStore("outbox").count();
              await new Promise((done) => (outbox.onsuccess = done));
              open.result.close();
              return outbox.result;
            }"""
        )
        return count

    def all_is_sent(self) -> None:
        """Wait until nothing waits, without a click."""
        expect(self.page.locator("#light")).to_have_attribute("data-state", "sent")
        assert self.waits() == 0

    def dump(self) -> str:
        """Return all that any script of this address could read of what the browser keeps."""
        found: Any = self.page.evaluate(
            """async () => {
              if (location.protocol === "about:") return {};
              const kept = { local: { ...localStorage }, session: { ...sessionStorage } };
              kept.caches = {};
              for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const request of await cache.keys()) {
                  kept.caches[request.url] = await (await cache.match(request)).text();
                }
              }
              kept.page = document.documentElement.outerHTML;
              return kept;
            }"""
        )
        return json.dumps(found, ensure_ascii=False)


def _processes_on(profile: Path) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            command = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if f"--user-data-dir={profile}".encode() in command:
            found.append(int(entry.name))
    return found
