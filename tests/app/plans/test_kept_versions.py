"""Every version that was kept, opened and printed as it was shown."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.audit import AuditEvent
from app.database import Database
from app.settings import Settings
from tests.app.plans.kitchen_table import WANTED, Table, browse, save, sit_down, write_plan
from tests.client import Browser
from tests.factories import make_staff, make_team


LATER = "I want to sing on Sundays"


@pytest.fixture
def table(database: Database) -> Table:
    return sit_down(database)


@pytest.fixture
def browser(app: FastAPI, table: Table) -> Browser:
    """Save a version, agree it, write its outcome in other words and save again."""
    outcome, _step = write_plan(table)
    browser = browse(app, table)
    save(browser, table)
    change(browser, f"{table.plan}/agreement", outcome="agreed", words="That is me.")
    change(browser, f"{table.plan}/kind", kind="care_and_support")
    change(browser, f"{table.plan}/outcomes/{outcome}", words=LATER)
    save(browser, table)
    return browser


def change(browser: Browser, path: str, **said: str) -> None:
    browser.post(path, {**browser.get(path).fields("plan-change"), **said})


def test_an_older_version_reads_as_it_did_with_its_kind_its_answer_and_who_saved_it(
    browser: Browser, table: Table
) -> None:
    page = browser.get(f"{table.plan}/versions/1")
    assert page.heading == "My plan · Version 1"
    assert WANTED in page.text
    assert LATER not in page.text
    assert "It is not a care and support plan" in page.text
    assert "by Lowri Prydderch. Agreed on" in page.text
    assert "Written down for the person by Lowri Prydderch." in page.text
    assert "That is me." in page.text
    assert "There is a newer version of this plan: version 2." in page.text
    assert "DRAFT" not in page.text


def test_the_newest_version_says_that_it_is_not_agreed_and_what_it_is(
    browser: Browser, table: Table
) -> None:
    page = browser.get(f"{table.plan}/versions/2")
    assert page.heading == "My care and support plan · Version 2"
    assert LATER in page.text
    assert "Not agreed yet" in page.text
    assert "The changes have not been agreed" in page.text
    assert "There is a newer version" not in page.text
    assert "Fersiwn 2, a gadwyd" in browser.speak("cy").get(f"{table.plan}/versions/2").text


def test_every_version_is_opened_from_the_list_and_from_the_copies(
    browser: Browser, table: Table
) -> None:
    address = f"{table.plan}/versions/1"
    assert address in browser.get(f"{table.plan}/versions").links().values()
    path = f"{table.plan}/copies/new?form=paper"
    fields = browser.get(path).fields("plan-copy")
    chosen = {"number": "1", "what": "given", "recipient": "Olwen", "relation": "sibling"}
    browser.post(f"{table.plan}/copies/new", {**fields, **chosen})
    assert browser.get(f"{table.plan}/copies").links()["Open version 1"] == address


@pytest.mark.parametrize("form", ["", "/as/easy-read", "/as/large-print"])
def test_a_page_that_speaks_of_a_square_shows_it(
    browser: Browser, table: Table, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Settings(public_address="https://plans.example.wales")
    monkeypatch.setattr("app.plans.documents.settings_from_environment", lambda: known)
    page = browser.get(f"{table.plan}/versions/1{form}")
    assert "this square" in page.text
    assert 'class="sheet__square"' in page.html


def test_every_form_of_a_version_is_linked_from_its_page(browser: Browser, table: Table) -> None:
    address = f"{table.plan}/versions/1"
    links = browser.get(address).links()
    assert links["Version 1 as a PDF in Welsh"] == f"{address}.pdf?language=cy"
    assert links["Version 1 as a PDF in English"] == f"{address}.pdf?language=en"
    assert links["Large print, on a page"] == f"{address}/as/large-print"
    assert links["Easy Read in Welsh (PDF)"] == f"{address}/as/easy-read.pdf?language=cy"
    assert links["Plain text in English"] == f"{address}/as/text?language=en"
    shown = browser.get(f"{address}/as/easy-read")
    assert shown.links()["Version 1, on a page"] == address
    assert shown.links()["Easy Read, on a page"] == f"{address}/as/easy-read"


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("form", ["{}.pdf", "{}/as/large-print.pdf", "{}/as/easy-read.pdf"])
def test_a_version_is_printed_as_it_was_in_every_form(
    browser: Browser, table: Table, read_pdf: Callable[..., str], form: str, language: str
) -> None:
    address = form.format(f"{table.plan}/versions/1")
    answer = browser.fetch(f"{address}?language={language}")
    said = " ".join(read_pdf(answer.content, body_only=False).split())
    name = {"en": "my-plan-v1", "cy": "fy-nghynllun-f1"}[language]
    assert name in answer.headers["content-disposition"]
    assert "Thursday" in said
    assert "Sundays" not in said


@pytest.mark.parametrize("form", ["/as/text", "/as/large-print", "/as/easy-read"])
def test_a_version_is_read_as_it_was_in_every_other_form(
    browser: Browser, table: Table, form: str
) -> None:
    said = browser.fetch(f"{table.plan}/versions/1{form}").text
    assert "Thursday" in said
    assert "Sundays" not in said


FORMS = ("", ".pdf", "/as/text", "/as/easy-read", "/as/large-print.pdf")


@pytest.mark.parametrize("form", FORMS)
def test_a_version_is_not_there_for_another_team(
    app: FastAPI, browser: Browser, table: Table, form: str
) -> None:
    elsewhere = make_staff(table.database, team=make_team(table.database, "Taf"))
    Browser(app).sign_in(elsewhere).get(f"{table.plan}/versions/1{form}", status=404)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("number", ["3", "0", "first"])
def test_a_version_there_is_not_is_not_there(
    browser: Browser, table: Table, number: str, form: str
) -> None:
    browser.get(f"{table.plan}/versions/{number}{form}", status=404)


@pytest.mark.parametrize("form", ["/as/braille", "/as/text.pdf", ".pdf?language=fr"])
def test_a_form_there_is_not_is_not_there(browser: Browser, table: Table, form: str) -> None:
    browser.get(f"{table.plan}/versions/1{form}", status=404)


def test_opening_and_printing_a_version_is_written_down_as_of_that_version(
    browser: Browser, table: Table
) -> None:
    browser.get(f"{table.plan}/versions/1")
    browser.fetch(f"{table.plan}/versions/1/as/text?language=cy")
    with table.database.reading() as session:
        events = session.exec(select(AuditEvent).where(AuditEvent.subject_kind == "plan_version"))
        by_action = {event.action: event for event in events}
        saved = session.exec(select(AuditEvent).where(AuditEvent.action == "saved_plan_version"))
        first = saved.all()[0].subject_id
    assert by_action["viewed"].subject_id == first
    assert by_action["exported_plan_pdf"].subject_id == first
    assert '"form": "text"' in by_action["exported_plan_pdf"].details
