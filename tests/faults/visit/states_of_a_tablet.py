"""What a tablet shows before a conversation and after it, each state from the one before."""

from playwright.sync_api import expect

from tests.faults.visit.tablet import ALL, FULL_FOR, PIN
from tests.faults.visit.visitor import MODULE, Visitor


_UNABLE = "delete Navigator.prototype.locks"
_LOCK = f"async () => (await ({MODULE})('vault')).lock()"
_WAITS = f"""async (path) => {{
  const outbox = await ({MODULE})("outbox");
  const madeAt = "2026-01-05T09:30:00Z";
  const id = await outbox.add({{ path, fields: {{ words: "a" }}, label: "Idris", madeAt }});
  const fault = {{ kind: "refused", status: 422, message: "Room for 20,000 characters." }};
  await outbox.failed(id, "person", fault);
}}"""


class TabletStates(Visitor):
    """The PIN, the pages that need no conversation, what waits, and the ways out."""

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

    def unable(self) -> None:
        """A browser that lacks what keeping words safely takes."""
        self.beside(_UNABLE)
        self.open("/visit", "unable")

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
        self.page.evaluate(FULL_FOR, ALL)
        self.part("#words").press_sequentially("She sings.")
        expect(self.part("#no-room")).to_be_visible()

    def held(self) -> None:
        """Ten wrong tries: the PIN opens nothing any more."""
        self.open("/visit", "visits")
        self.page.evaluate(_LOCK)
        self.is_shown("unlock")
        for _try in range(10):
            self.enter_pin("111111")
            expect(self.part("#pin")).to_have_value("")
        self.enter_pin(PIN)
        expect(self.part("#pin")).to_have_value("")

    def locked_outbox(self) -> None:
        self.open("/visit/outbox", "outbox")
        expect(self.part("[href='/visit/open']")).to_be_visible()

    def emptied(self) -> None:
        """The browser clears its storage, with work unsent."""
        self.tablet.empty()
        self.open("/visit/outbox", "nothing")
        expect(self.part(".notice--danger")).to_be_visible()
