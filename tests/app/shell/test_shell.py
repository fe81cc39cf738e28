"""The shell of a visit is the same for everybody, and its worker keeps what is published."""

import base64
import gzip
import hashlib
import json
import re
from html import unescape
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import html5lib
import pytest
from fastapi import FastAPI

from app.database import Database
from app.i18n import LANGUAGES, Language
from conversations import load_question_set
from tests.client import Browser
from tests.factories import make_conversation, make_person, make_staff, make_team


def told(browser: Browser) -> dict[str, dict[str, str]]:
    script = browser.fetch("/worker.js").text
    found: dict[str, dict[str, str]] = json.loads(
        script.partition("\n")[0].removeprefix("self.SHELL = ").removesuffix(";")
    )
    return found


def parsed(html: str) -> Element:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree: Element = parser.parse(html)
    assert parser.errors == []
    return tree


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_shell_is_the_same_for_everybody_and_holds_nobodys_words(
    app: FastAPI, database: Database, browser: Browser, language: str
) -> None:
    team = make_team(database)
    account = make_staff(database, team=team, name="Lowri Prydderch")
    person = make_person(database, account)
    make_conversation(database, person)
    address = f"/visit?language={language}"
    signed_in = Browser(app).sign_in(account).fetch(address).text
    assert signed_in == browser.fetch(address).text
    assert "Lowri" not in signed_in
    assert person.name not in signed_in
    assert "csrf_token" not in signed_in


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_shell_is_sound_and_speaks_its_language(browser: Browser, language: str) -> None:
    tree = parsed(browser.fetch(f"/visit?language={language}").text)
    assert tree.get("lang") == language
    ids = [element.get("id", "") for element in tree.iter() if element.get("id")]
    assert sorted(ids) == sorted(set(ids))
    for form in tree.iter("form"):
        # Only scripts read them: without one, words must never go into an address.
        assert form.get("action") is None


def test_what_the_worker_keeps_is_the_shell_and_files_that_name_their_version(
    browser: Browser,
) -> None:
    kept = told(browser)["kept"]
    for address, digest in kept.items():
        assert re.match(r"/visit\?language=(en|cy)$|/static/", address)
        response = browser.client.get(address)
        assert response.status_code == 200, address
        assert base64.b64encode(hashlib.sha256(response.content).digest()).decode() == digest
        if address.startswith("/static/"):
            assert "immutable" in response.headers["cache-control"], address


def test_a_visit_is_light_to_load(browser: Browser) -> None:
    """First the scripts of a visit by themselves, then all that its first page needs."""
    html = browser.fetch("/visit?language=cy").text
    linked = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))
    scripts = imported(browser, next(a for a in linked if a.endswith("/visit/shell.js")))
    worker = browser.fetch("/worker.js").text.partition("\n")[2]
    own = {a: packed(browser, a) for a in scripts if "/vendor/" not in a}
    assert len(own) > 20
    assert sum(own.values()) + len(gzip.compress(worker.encode())) <= 40 * 1024, own

    fonts = {address for address in told(browser)["kept"] if address.endswith(".woff2")}
    first = linked | scripts | fonts | {"/visit?language=cy", "/worker.js"}
    assert sum(packed(browser, address) for address in first) <= 150 * 1024


def imported(browser: Browser, address: str) -> set[str]:
    """Return the script and all that it imports."""
    found: set[str] = set()
    waiting = [address]
    while waiting:
        address = waiting.pop()
        found.add(address)
        code = browser.client.get(address).text
        paths = re.findall(r'\bimport\b[^;"]*"(\.[^"]+)"', code)
        new = {urljoin(address, path) for path in paths} - found
        waiting.extend(new)
    return found


def packed(browser: Browser, address: str) -> int:
    content = browser.client.get(address).content
    return len(content if address.endswith(".woff2") else gzip.compress(content))


def test_everything_the_shell_links_to_is_kept(browser: Browser) -> None:
    kept = told(browser)["kept"]
    for language in ("en", "cy"):
        html = browser.fetch(f"/visit?language={language}").text
        linked = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))
        assert linked - set(kept) == set()
        assert len(linked) >= 4


def test_the_shell_names_the_councils_numbers(browser: Browser) -> None:
    html = browser.fetch("/visit?language=en").text
    assert 'href="tel:01632960101"' in html
    assert 'href="tel:01632960202"' in html


def test_every_question_is_in_the_shell_in_both_languages(browser: Browser) -> None:
    tree = parsed(browser.fetch("/visit?language=en").text)
    data = next(e for e in tree.iter("template") if e.get("id") == "visit-data")
    sets = json.loads("".join(data.itertext()))["question_sets"]
    questions = sets["what_matters.1"]["questions"]
    assert len(questions) == 11
    assert all(one["prompt"]["en"] and one["prompt"]["cy"] for one in questions)


def test_every_picture_of_the_board_is_drawn_in_the_shell_with_its_words(browser: Browser) -> None:
    tree = parsed(browser.fetch("/visit?language=cy").text)
    data = next(e for e in tree.iter("template") if e.get("id") == "visit-data")
    board = json.loads("".join(data.itertext()))["board"]
    drawn = {e.get("id") for e in tree.iter() if e.tag.endswith("symbol") and len(list(e))}
    assert [step["key"] for step in board["steps"]] == ["going_well", "so_so", "not_well"]
    assert len(board["topics"]) == 24
    for one in (*board["steps"], *board["topics"]):
        assert f"symbol-{one['symbol']}" in drawn
        assert one["label"]["en"]
        assert one["label"]["cy"]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_what_a_pathway_conversation_is_for_can_be_read_out_in_both_languages(
    browser: Browser, language: Language
) -> None:
    html = browser.fetch(f"/visit?language={language}").text
    purpose = load_question_set("pathway.1").purpose
    assert purpose is not None
    told = re.findall(r'<p class="lead" lang="(..)">(.*?)</p>', html)
    both = sorted(LANGUAGES, key=lambda one: one != language)
    expected = [(one, purpose.in_(one)) for one in both]
    assert [(lang, unescape(words)) for lang, words in told] == expected


def test_it_can_be_installed_with_icons_that_are_there(browser: Browser) -> None:
    manifest = browser.fetch("/manifest.webmanifest").json()
    assert manifest["display"] == "standalone"
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        assert browser.client.get(icon["src"]).content.startswith(b"\x89PNG")
