"""Typing in a long answer on a slow tablet: how long its page is busy, beside a bare page."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.bench.typing_trace import CATEGORIES, tasks_of
from tools.guests import sign_in
from tools.serving import CHROMIUM_FLAGS, Served
from tools.walk import TABLET


SLOWED = 4
LONG = 50.0  # milliseconds: from here on somebody who types feels it
HELD = 5000  # characters in the answer already
ELSEWHERE = 1500  # and in each of the other ten
BURST = 75  # characters, then a pause in which words are kept and thought about
BURSTS = 4
PAUSE = 2500
RUNS = 3
PIN = "480917"
NAME = "Somebody who talks"
BARE = """<!doctype html><meta name=viewport content="width=device-width">
<textarea rows=5 style="width: 600px; font: 24px/1.5 sans-serif"></textarea>"""
WATCH = """() => {
  window.seen = [];
  const note = (list) => list.getEntries().forEach(({ duration }) => window.seen.push(duration));
  new PerformanceObserver(note).observe({ type: "longtask" });
}"""


@dataclass(frozen=True)
class Typed:
    """What typing did to one page, at the best of several runs; times in milliseconds."""

    worst: float  # one task, in work of the page's own thread: other programs do not count
    script: float  # of one task, what script did
    long: int  # tasks of more than 50 ms of such work
    seen: int  # long tasks as the page itself sees them: other programs count too


def measure(room: Served, words: str) -> dict[str, Typed]:
    """Type in a bare page and in the three pages that a question is answered on."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=list(CHROMIUM_FLAGS)
        )
        context = browser.new_context(base_url=room.address, viewport=TABLET, locale="en-GB")
        page = context.new_page()
        question = _much_said(page, words)
        ways: dict[str, Callable[[], None]] = {
            "a bare page": lambda: _bare(page, words),
            "with signal": lambda: _with_signal(page, question),
            "on a tablet for visits": lambda: _kept_here(page, question),
            "without signal": lambda: _without_signal(page, question),
        }
        found = {}
        for name, reach in ways.items():
            reach()
            runs = [_type(browser, page.locator("textarea").first, words) for _ in range(RUNS)]
            best = (min(getattr(run, part.name) for run in runs) for part in fields(Typed))
            found[name] = Typed(*best)
        browser.close()
    return found


def _much_said(page: Page, words: str) -> str:
    """Answer all questions of a new conversation; return the address of the long answer."""
    sign_in(page, "practitioner2")
    page.goto("/people/new")
    page.get_by_label("Name", exact=True).fill(NAME)
    page.get_by_label("English").check()
    page.locator("main").get_by_role("button").first.click()
    page.get_by_role("button", name="Start a What Matters conversation").click()
    page.locator("input[name=language][value=en]").check()
    page.locator("input[name=plan_language][value=en]").check()
    page.get_by_role("button", name="Save and go to the questions").click()
    links = page.locator("ol.questions a")
    expect(links).to_have_count(11)
    questions = [str(link.get_attribute("href")) for link in links.all()]
    for number, question in enumerate(questions):
        page.goto(question)
        said = words[number * 700 :][: HELD if number == 3 else ELSEWHERE]
        page.locator("#words").fill(said)
        expect(page.locator("#save-state")).to_have_attribute("data-state", "saved", timeout=30_000)
    return questions[3]


def _bare(page: Page, words: str) -> None:
    page.goto("about:blank")
    page.set_content(BARE)
    page.locator("textarea").fill(words[:HELD])


def _with_signal(page: Page, question: str) -> None:
    page.goto(question)
    expect(page.locator("#words")).to_be_editable()


def _kept_here(page: Page, question: str) -> None:
    page.goto("/people")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto("/visit/tablet")
    page.get_by_label("Choose a PIN").fill(PIN)
    page.get_by_label("The same PIN again").fill(PIN)
    page.get_by_role("button", name="Use this tablet for visits").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This tablet is ready")
    page.goto("/visits/take")
    page.get_by_label(NAME).check()
    page.get_by_role("button", name="Take these visits with me").click()
    expect(page.locator("[data-say=take]")).to_contain_text("On this tablet")
    _with_signal(page, question)


def _without_signal(page: Page, question: str) -> None:
    """Open the shell, lose the signal, and go on inside it."""
    page.goto("/visit")
    pin = page.get_by_label("Your PIN for this tablet")
    ready = page.get_by_role("link", name=re.compile(f"Continue.*{NAME}"))
    expect(pin.or_(ready).first).to_be_visible()
    if pin.count():
        pin.fill(PIN)
        pin.press("Enter")
    expect(ready).to_be_visible()
    page.context.set_offline(True)
    ready.click()
    page.locator(f"ol.questions a[href='{question}']").click()
    expect(page.locator("#words")).not_to_have_value("")


def _type(browser: Browser, field: Locator, words: str) -> Typed:
    page = field.page
    slowly = page.context.new_cdp_session(page)
    field.press("Control+End")
    page.wait_for_timeout(PAUSE)
    slowly.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.evaluate(WATCH)
    browser.start_tracing(page=page, categories=list(CATEGORIES))
    for start in range(0, BURSTS * BURST, BURST):
        page.keyboard.type(" ".join(words[start : start + BURST].split()), delay=20)
        page.wait_for_timeout(PAUSE)
    tasks = tasks_of(browser.stop_tracing())
    seen = int(page.evaluate("window.seen.length"))
    slowly.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    slowly.detach()
    longest = max(task.work for task in tasks)
    long = sum(task.work > LONG for task in tasks)
    return Typed(longest, max(task.script for task in tasks), long, seen)
