"""Every page of the product, as each role meets it: for pictures and for accessibility checks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Page, ViewportSize


TABLET: Final[ViewportSize] = {"width": 820, "height": 1180}
PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
SIZES: Final = {"tablet": TABLET, "phone": PHONE}
LANGUAGES: Final = ("en", "cy")


@dataclass(frozen=True)
class Stop:
    """One page to stop at: a name for the file, who sees it, and how to get there."""

    name: str
    who: str
    reach: Callable[[Page], None]
    path: str = ""  # where it is, where that is known before


def at(path: str) -> Callable[[Page], None]:
    """Return how to reach a plain address."""

    def go(page: Page) -> None:
        page.goto(path)

    return go


def sent_empty(path: str, button: str) -> Callable[[Page], None]:
    """Return how to reach a form's faults: open it, empty it, send it."""

    def go(page: Page) -> None:
        page.goto(path)
        for field in page.locator("main input[type=text]:visible, main textarea:visible").all():
            field.fill("")
        page.locator(button).first.click()

    return go


def stops(places: dict[str, str]) -> list[Stop]:
    """Return every stop, given the addresses that differ from one practice room to the next."""
    done, open_, person = places["done"], places["open"], places["person"]
    by_role = {
        "nobody": {
            "sign-in": "/sign-in",
            "how-it-works": "/how-it-works",
            "how-suggestions-are-made": "/how-suggestions-are-made",
            "not-found": "/nothing-here",
            "code": "/my-plan",
            "my-plan-closed": "/my-plan/closed",
        },
        "practitioner": {
            "today": "/today",
            "people": "/people",
            "person-new": "/people/new",
            "person": person,
            "person-edit": f"{person}/edit",
            "directory": "/directory?words=sing&area=caernarfon&language=cy",
            "directory-nothing": "/directory?words=rugby",
            "directory-type": "/directory/solutions/community_circles",
            "directory-entry": places["entry"],
            "before-we-start": f"{open_}/start",
            "all-questions": open_,
            "question": f"{open_}/questions/what_matters",
            "question-first": f"{open_}/questions/about_you",
            "show-the-screen": f"{open_}/show",
            "notes": f"{open_}/notes",
            "notes-sort": f"{open_}/notes/sort",
            "board": f"{open_}/board",
            "board-picture": f"{open_}/board?topic=family",
            "board-on-paper": f"{open_}/board/print",
            "check-answers": f"{open_}/check",
            "check-answers-finished": f"{done}/check",
            "what-we-heard": f"{done}/heard",
            "plan": f"{done}/plan",
            "plan-easy-read": f"{done}/plan/as/easy-read",
            "plan-large-print": f"{done}/plan/as/large-print",
            "plan-empty": f"{open_}/plan",
            "plan-outcome": f"{done}/plan/outcomes/new",
            "plan-outcome-change": places["outcome"],
            "plan-step": f"{done}/plan/steps/new",
            "plan-step-change": places["step"],
            "plan-review-date": f"{done}/plan/review-date",
            "plan-meaning": f"{places['outcome']}/meaning",
            "plan-enough": f"{places['outcome']}/enough",
            "plan-going": f"{places['step']}/going",
            "plan-order": f"{done}/plan/order",
            "plan-asset": places["asset"],
            "plan-kept-back": f"{done}/plan/kept-back",
            "plan-keep-back": places["keep_back"],
            "plan-agreement": f"{done}/plan/agreement",
            "plan-kind": f"{done}/plan/kind",
            "plan-statute": f"{done}/plan/statute",
            "plan-versions": f"{done}/plan/versions",
            "plan-version": f"{done}/plan/versions/1",
            "plan-version-easy-read": f"{done}/plan/versions/1/as/easy-read",
            "plan-version-large-print": f"{done}/plan/versions/2/as/large-print",
            "plan-carers": f"{places['carers']}/plan",
            "plan-carers-statute": f"{places['carers']}/plan/statute",
            "plan-carers-version": f"{places['carers']}/plan/versions/1",
            "plan-copies": f"{done}/plan/copies",
            "plan-copy": f"{done}/plan/copies/new?form=pdf&language=cy",
            "plan-sharing": f"{done}/plan/sharing",
            "plan-solutions": f"{done}/plan/solutions",
            "plan-solutions-asked": f"{done}/plan/solutions?area=Bangor&language=cy&cost=free",
            "plan-solutions-nothing": f"{done}/plan/solutions?area=Nowhere",
            "persons-review": f"{done}/review",
            "visits-take": "/visits/take",
            "tablets": "/tablets",
            "safety": "/safety",
            "safety-new": "/safety/records/new",
            "safety-records": "/safety/records",
            "password": "/accounts/password",
        },
        "leader": {
            "team": "/team",
            "team-quarter": "/team?period=2026-Q3",
            "team-suggestions": "/team/suggestions",
            "today-second-look": "/today",
        },
        "commissioner": {"releases": "/releases", "release": places["release"]},
        "administrator": {"accounts": "/accounts", "audit": "/audit"},
        "person": {
            "my-plan": "/my-plan/read",
            "my-plan-answer": "/my-plan/answer",
            "my-plan-easy-read": "/my-plan/as/easy-read",
            "my-plan-large-print": "/my-plan/as/large-print",
        },
    }
    plain = [
        Stop(name, who, at(path), path)
        for who, pages in by_role.items()
        for name, path in pages.items()
    ]
    send = "main button[type=submit]"
    faults = [
        Stop("sign-in-refused", "nobody", sent_empty("/sign-in", send)),
        Stop("code-refused", "nobody", sent_empty("/my-plan", send)),
        Stop("person-new-refused", "practitioner", sent_empty("/people/new", send)),
        Stop(
            "plan-step-refused",
            "practitioner",
            sent_empty(f"{done}/plan/steps/new", send),
        ),
    ]
    return [
        *plain,
        *faults,
        Stop("before-we-start-pathway", "practitioner", pathway(person)),
        *plan_stops(f"{done}/plan", places),
        Stop("plan-take", "practitioner", taken(f"{done}/plan/solutions")),
        Stop("second-look", "leader", second_look),
        Stop(
            "two-wordings", "practitioner", two_wordings(f"{open_}/questions/about_you", "choose")
        ),
        Stop(
            "all-wordings", "practitioner", two_wordings(f"{open_}/questions/about_you", "wordings")
        ),
        # Last: from here on the practitioner's browser opens nothing else.
        Stop("screen-shown", "practitioner", shown(f"{done}/show")),
        Stop("screen-give-back", "practitioner", at(f"{done}/shown/back")),
    ]


def plan_stops(plan: str, places: dict[str, str]) -> list[Stop]:
    """Return the forms of a plan as they are shown again: with faults, a conflict or a warning."""
    send = "main button[type=submit]"
    reached = {
        "plan-outcome-refused": sent_empty(f"{plan}/outcomes/new", send),
        "plan-copy-refused": sent_empty(f"{plan}/copies/new", send),
        "plan-sharing-refused": sent_empty(f"{plan}/sharing", "#possible-harm button[type=submit]"),
        "plan-gap-refused": sent_empty(
            f"{places['outcome']}/enough", 'form[action$="/gaps"] button[type=submit]'
        ),
        "plan-outcome-conflict": overtaken(places["outcome"]),
        "plan-step-conflict": overtaken(places["step"]),
        "plan-meaning-conflict": overtaken(f"{places['outcome']}/meaning"),
        "plan-review-date-conflict": overtaken(f"{plan}/review-date"),
        "plan-carers-statute-conflict": overtaken(f"{places['carers']}/plan/statute"),
        "plan-copy-warned": warned(plan),
        "plan-sharing-noted": at(f"{plan}/sharing"),
    }
    return [Stop(name, "practitioner", reach) for name, reach in reached.items()]


def overtaken(path: str) -> Callable[[Page], None]:
    """Return how to reach a form over which somebody else saved something meanwhile."""

    def go(page: Page) -> None:
        page.goto(path)
        page.locator("#plan-change input[name=version]").evaluate("each => (each.value = '0')")
        page.locator("#plan-change button[type=submit]:not([name])").first.click()

    return go


def warned(plan: str) -> Callable[[Page], None]:
    """Return how to reach a copy for somebody whom a colleague asked to think about first."""

    def go(page: Page) -> None:
        page.goto(f"{plan}/sharing")
        page.locator("#possible-harm input[name=name]").fill("Bethan")
        page.locator("#possible-harm textarea[name=reason]").fill("A practice note.")
        page.locator("#possible-harm button[type=submit]").click()
        page.goto(f"{plan}/copies/new?form=pdf&language=cy")
        page.locator("input[name=what][value=given]").check(force=True)
        page.locator("input[name=recipient]").fill("Bethan")
        page.locator("select[name=relation]").select_option("other")
        page.locator("#plan-copy button[type=submit]").first.click()

    return go


def pathway(person: str) -> Callable[[Page], None]:
    """Return how to reach the start of a pathway conversation."""

    def go(page: Page) -> None:
        page.goto(person)
        page.locator("#start-pathway button").click()

    return go


# Sends words as a tablet does that knew nothing of what is stored.
_SENT_LATE: Final = """async (path) => {
  const asked = {headers: {Accept: "application/json"}};
  const {csrf} = await (await fetch("/sync/session", asked)).json();
  const said = {words: "Words that came late from a tablet.", version: "0", view: "Tired by four."};
  const headers = {...asked.headers, "X-CSRFToken": csrf};
  await fetch(path, {method: "POST", body: new URLSearchParams(said), headers});
}"""


def two_wordings(question: str, where: str) -> Callable[[Page], None]:
    """Return how to reach an answer for which another wording came from a tablet."""

    def go(page: Page) -> None:
        page.goto("/today")
        page.evaluate(_SENT_LATE, question)
        page.goto(f"{question}/{where}")

    return go


def shown(path: str) -> Callable[[Page], None]:
    """Return how to reach the screen that is shown to the person."""

    def go(page: Page) -> None:
        page.goto(path)
        page.locator("#show-screen button").click()

    return go


def taken(path: str) -> Callable[[Page], None]:
    """Return how to reach the form that makes a step of something in the community."""

    def go(page: Page) -> None:
        page.goto(path)
        page.locator("a[href*='/plan/solutions/']").first.click()

    return go


def second_look(page: Page) -> None:
    """Reach the answer that waits for a second pair of eyes."""
    page.goto("/today")
    page.locator("a[href*='/second-look/']").click()
