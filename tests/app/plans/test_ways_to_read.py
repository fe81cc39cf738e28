"""Every form of a plan as a practitioner reaches it: linked, and written down when given."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.audit import AuditEvent
from app.database import Database
from tests.app.plans.kitchen_table import BAKES, Table, browse, save, sit_down, write_plan
from tests.client import Browser


@pytest.fixture
def table(app: FastAPI, database: Database) -> Table:
    return sit_down(database)


@pytest.fixture
def browser(app: FastAPI, table: Table) -> Browser:
    write_plan(table)
    browser = browse(app, table)
    save(browser, table)
    return browser


def test_every_form_is_linked_from_the_plan_in_both_languages(
    browser: Browser, table: Table
) -> None:
    links = browser.get(table.plan).links()
    base = f"{table.plan}/as"
    assert links["Easy Read, on a page"] == f"{base}/easy-read"
    assert links["Easy Read in Welsh (PDF)"] == f"{base}/easy-read.pdf?language=cy"
    assert links["Easy Read in English (PDF)"] == f"{base}/easy-read.pdf?language=en"
    assert links["Large print, on a page"] == f"{base}/large-print"
    assert links["Large print in Welsh (PDF)"] == f"{base}/large-print.pdf?language=cy"
    assert links["Large print in English (PDF)"] == f"{base}/large-print.pdf?language=en"
    assert links["Plain text in Welsh"] == f"{base}/text?language=cy"
    assert links["Plain text in English"] == f"{base}/text?language=en"


def test_a_plan_that_is_not_saved_has_no_forms_yet(app: FastAPI, table: Table) -> None:
    browser = browse(app, table)
    assert "Easy Read, on a page" not in browser.get(table.plan).links()
    for form in ("easy-read", "large-print.pdf", "text"):
        assert "No version of this plan" in browser.get(f"{table.plan}/as/{form}").text


@pytest.mark.parametrize(
    ("form", "language", "title", "name"),
    [
        ("easy-read", "en", "This is an Easy Read plan.", "my-plan-v1-easy-read.pdf"),
        ("easy-read", "cy", "Cynllun Hawdd ei Ddeall", "fy-nghynllun-f1-hawdd-ei-ddeall.pdf"),
        ("large-print", "en", "My plan", "my-plan-v1-large-print.pdf"),
        ("large-print", "cy", "Fy nghynllun", "fy-nghynllun-f1-print-bras.pdf"),
    ],
)
def test_a_form_to_print_says_the_plan_and_names_nobody(
    browser: Browser,
    table: Table,
    read_pdf: Callable[..., str],
    form: str,
    language: str,
    title: str,
    name: str,
) -> None:
    answer = browser.fetch(f"{table.plan}/as/{form}.pdf?language={language}")
    said = " ".join(read_pdf(answer.content).split())
    assert title in said
    assert BAKES in said
    assert answer.headers["content-disposition"] == f'inline; filename="{name}"'


@pytest.mark.parametrize(
    ("form", "marks"), [("easy-read", "<svg"), ("large-print", "sheet--large")]
)
def test_a_form_on_a_page_says_the_plan_in_the_language_of_the_screen(
    browser: Browser, table: Table, form: str, marks: str
) -> None:
    page = browser.get(f"{table.plan}/as/{form}")
    assert BAKES in page.text
    assert marks in page.html
    assert "My strengths" in page.text
    assert "Fy nghryfderau" in browser.speak("cy").get(f"{table.plan}/as/{form}").text


def test_plain_text_is_plain_text(browser: Browser, table: Table) -> None:
    answer = browser.fetch(f"{table.plan}/as/text?language=en")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert f"* 1.  “{BAKES}”" in answer.text


@pytest.mark.parametrize("form", ["braille", "html", "braille.pdf", "pdf.pdf", "text.pdf"])
def test_a_form_there_is_not_is_not_there(browser: Browser, table: Table, form: str) -> None:
    browser.get(f"{table.plan}/as/{form}", status=404)


def test_a_form_in_no_language_of_ours_is_not_there(browser: Browser, table: Table) -> None:
    browser.get(f"{table.plan}/as/large-print.pdf?language=fr", status=404)


def test_giving_out_a_form_is_written_down_with_which_it_was(
    browser: Browser, table: Table
) -> None:
    browser.fetch(f"{table.plan}/as/easy-read.pdf?language=cy")
    with table.database.reading() as session:
        events = session.exec(select(AuditEvent).where(AuditEvent.action == "exported_plan_pdf"))
        assert ['"form": "easy-read"' in event.details for event in events] == [True]
