"""Hostile text through every field of every form: kept whole or refused whole, and shown as words.

The fields are not listed here: whatever form a role can reach is filled in.
"""

from xml.etree.ElementTree import Element

import pytest
from fastapi import FastAPI

from app import jobs
from app.database import Database
from app.settings import Settings
from tests.client import Browser
from tests.faults import walk
from tests.faults.village import REPEATED, STARTS, Village, make_village


SUM = "54444439"
NASTY = "\"><script>pwned()</script><pwn-ed a='{{7777777*7}}' onclick=pwned()> javascript:pwned()"
HOSTILE = {
    "NUL": b"before\x00after",
    "half a letter": b"half \xed\xa0\x80 a letter",
    "byte order mark": "\ufeffmark".encode(),
    "turned round": "left \u202e right".encode(),
    "many marks": ("e" + "\u0301" * 500).encode(),
    "joined emoji": "👩‍👧‍👦 and ❤️".encode(),
    "markup": b"<b>bold</b></para><pwn-ed>",
    "formula and template": b"=cmd()|' /C calc'!A0 {{7777777*7}}",
    "script and handler": b"\"><script>pwned()</script><pwn-ed onclick='x' ' onmouseover='pwned()'",
    "too long": b"x" * 20_001,
}
# How many text fields each role can reach at the least, so that a walk that finds none is noticed.
FIELDS = {"nobody": 3, "practitioner": 20, "commissioner": 3, "administrator": 6, "person": 2}
# These end the session that is filling in forms, and take no text.
LEAVING = ("/sign-out", "/my-plan/leave", "/language")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Let one browser try often: what is tried here is text, not passwords."""
    often = {"sign_in_tries_per_minute": 10_000, "sign_in_tries_per_address_per_minute": 10_000}
    return settings.model_copy(update={**often, "review_code_tries": 10_000})


@pytest.fixture
def village(app: FastAPI, database: Database, monkeypatch: pytest.MonkeyPatch) -> Village:
    monkeypatch.setattr("app.reviews.routes.entering.TRIES_PER_ADDRESS_PER_MINUTE", 10_000)
    return make_village(app, database, "I sing in the choir.")


@pytest.mark.parametrize("who", [who for who in STARTS if who not in REPEATED])
def test_no_text_in_any_field_is_an_error_or_lost(village: Village, who: str) -> None:
    browser = village.browser(who)
    found = walk.forms(browser, *village.starts(who)).values()
    tried = 0
    for form in found:
        if form.action.startswith(LEAVING):
            continue
        for name in form.texts:
            tried += 1
            fill(browser, form, name)
    assert tried >= FIELDS[who]
    assert unsafe_sights(browser, *village.starts(who)) == []


def fill(browser: Browser, form: walk.Form, name: str) -> None:
    """Fill one field with each hostile text, the others as the page shows them."""
    if form.action == "/my-plan/answer":
        form.fields.pop("outcome")  # an answer is given once: without this it stays a question
    now = form
    for kind, raw in HOSTILE.items():
        response = now.send(browser, **{name: raw})
        told = (form.action, name, kind, response.status_code)
        assert response.status_code < 500, told
        assert response.status_code not in (400, 403, 404), told
        if response.status_code == 422 and name not in form.secrets:
            assert walk.as_shown(raw) in walk.shown_in(response, name), told
        if response.status_code != 422:
            now = walk.again(browser, form)


@pytest.mark.parametrize("who", STARTS)
def test_hostile_words_are_shown_as_words_on_every_page(
    app: FastAPI, database: Database, who: str
) -> None:
    village = make_village(app, database, NASTY)
    browser = village.browser(who)
    for form in walk.forms(browser, *village.starts(who)).values():
        if form.texts and not form.action.startswith(LEAVING):
            form.send(browser, **dict.fromkeys(form.texts, NASTY))
    jobs.run_waiting(database)
    assert unsafe_sights(browser, *village.starts(who)) == []
    if who not in ("nobody", "commissioner"):
        assert sights_with(browser, NASTY, *village.starts(who)) >= 1


def unsafe_sights(browser: Browser, *starts: str) -> list[tuple[str, str]]:
    """Return each page on which words became anything but words."""
    return [
        (sight.path, fault)
        for sight in walk.pages(browser, *starts)
        for element in sight.tree.iter()
        for fault in _faults(element)
    ]


def _faults(element: Element) -> list[str]:
    faults = []
    if element.tag == "script" and not element.get("src", "").startswith("/static/"):
        faults.append("a script")
    if element.tag in ("pwn-ed", "style", "iframe", "object", "embed"):
        faults.append(str(element.tag))
    faults += [name for name in element.attrib if name.startswith("on")]
    links = (element.get(name, "") for name in ("href", "src", "action", "formaction"))
    faults += ["a link" for link in links if not link.startswith(("/", "#", "", "tel:"))]
    faults += ["a link that runs" for name in ("href", "action") if _runs(element.get(name, ""))]
    if SUM in (element.text or ""):
        faults.append("a sum was worked out")
    return faults


def _runs(link: str) -> bool:
    return link.strip().lower().startswith(("javascript:", "data:"))


def sights_with(browser: Browser, words: str, *starts: str) -> int:
    """Return on how many pages these words can be read."""
    return sum(words in " ".join(sight.tree.itertext()) for sight in walk.pages(browser, *starts))
