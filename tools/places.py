"""Where things are in a practice room: its addresses differ from one to the next."""

import re

from playwright.sync_api import Browser, Page

from tools.guests import sign_in
from tools.serving import Served
from tools.walk import TABLET


def find_places(chromium: Browser, served: Served) -> dict[str, str]:
    """Find the addresses of one finished and one open conversation, a code and a release."""
    context = chromium.new_context(base_url=served.address, viewport=TABLET, locale="en-GB")
    page = context.new_page()
    sign_in(page, "practitioner")
    person = person_called(page, "Dewi")
    done = conversation_of(page, person)
    open_ = conversation_of(page, person_called(page, "Idris"))
    carers = conversation_of(page, person_called(page, "Nia"))
    plan_places = _plan_places(page, done)
    page.goto("/directory")
    entry = _address(page, 'a[href^="/directory/entries/"]')
    page.goto(f"{done}/review")
    page.locator("button.button").filter(has_text="Make a code for the person").click()
    code = re.search(r"\b[0-9A-Z]{4}(-[0-9A-Z]{4}){2}\b", page.locator("main").inner_text())
    assert code is not None
    context.close()
    made = served.run("release", "--period", "2026-Q3", "--out", str(served.data_dir / "out"))
    assert "Written" in made
    return {
        "person": person,
        "done": done,
        "open": open_,
        "carers": carers,
        "entry": entry,
        **plan_places,
        "code": code.group(0),
        "release": _release(chromium, served),
    }


def _plan_places(page: Page, done: str) -> dict[str, str]:
    """Find one outcome, one step, one asset and one confirmed sentence of a plan."""
    page.goto(f"{done}/plan")
    found = {
        "outcome": _address(page, 'a[href$="/meaning"]').removesuffix("/meaning"),
        "step": _address(page, 'a[href$="/going"]').removesuffix("/going"),
        "asset": _address(page, 'a[href*="/plan/assets/"]'),
    }
    page.goto(f"{done}/plan/kept-back")
    return {**found, "keep_back": _address(page, 'a[href*="/plan/kept-back/"]')}


def _address(page: Page, selector: str) -> str:
    address = page.locator(selector).first.get_attribute("href")
    assert address is not None, selector
    return address


def person_called(page: Page, name: str) -> str:
    """Find the address of somebody in the practice room."""
    page.goto("/people")
    return page.get_by_role("link", name=re.compile(name)).first.get_attribute("href") or ""


def conversation_of(page: Page, person: str) -> str:
    """Find the address of their newest conversation."""
    page.goto(person)
    found = page.locator("main a[href^='/conversations/']").first.get_attribute("href") or ""
    return "/".join(found.split("/")[:3])


def _release(chromium: Browser, served: Served) -> str:
    context = chromium.new_context(base_url=served.address, viewport=TABLET, locale="en-GB")
    page = context.new_page()
    sign_in(page, "commissioner")
    page.goto("/releases")
    found = page.locator("main a[href^='/releases/']").first.get_attribute("href") or ""
    context.close()
    return found
