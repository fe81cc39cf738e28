"""A plan's versions as a practitioner meets them: saved, printed, answered, traced."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app import jobs
from app.audit import AuditEvent
from app.database import Database
from app.plans.models import Agreement, PlanVersion
from tests.app.plans.kitchen_table import Table, browse, save, sit_down, write_plan
from tests.client import Browser


@pytest.fixture
def table(app: FastAPI, database: Database) -> Table:
    return sit_down(database)


@pytest.fixture
def browser(app: FastAPI, table: Table) -> Browser:
    return browse(app, table)


def filled(browser: Browser, path: str, typed: dict[str, str]) -> dict[str, str]:
    """Open a form and return it filled in, as a browser would send it."""
    return {**browser.get(path).fields("plan-change"), **typed}


def actions_recorded(table: Table) -> list[str]:
    with table.database.reading() as session:
        return [event.action for event in session.exec(select(AuditEvent))]


def test_a_saved_version_gives_a_pdf_that_names_nobody(browser: Browser, table: Table) -> None:
    save(browser, table)
    english = browser.fetch(f"{table.plan}.pdf")
    welsh = browser.fetch(f"{table.plan}.pdf?language=cy")
    assert english.content.startswith(b"%PDF")
    assert english.headers["content-type"] == "application/pdf"
    assert english.headers["content-disposition"] == 'inline; filename="my-plan-v1.pdf"'
    assert welsh.headers["content-disposition"] == 'inline; filename="fy-nghynllun-f1.pdf"'


def test_the_pdf_is_in_the_language_the_person_asked_for(
    app: FastAPI, database: Database, read_pdf: Callable[..., str]
) -> None:
    table = sit_down(database, language="cy")
    browser = browse(app, table, "en")
    save(browser, table)
    said = read_pdf(browser.fetch(f"{table.plan}.pdf").content, body_only=False)
    assert "Fy nghynllun" in said


def test_a_pdf_in_no_language_of_ours_is_not_there(browser: Browser, table: Table) -> None:
    save(browser, table)
    browser.get(f"{table.plan}.pdf?language=fr", status=404)


def test_until_the_pdf_is_made_a_page_says_so_and_looks_again(
    browser: Browser, table: Table
) -> None:
    fields = browser.get(table.plan).fields()
    browser.post(f"{table.plan}/versions", {"seen": fields["seen"]})
    page = browser.get(f"{table.plan}.pdf?language=en")
    assert "The PDF is being made." in page.text
    assert page.links()["Look again"] == f"{table.plan}.pdf?language=en"
    jobs.run_waiting(table.database)
    led_on = browser.fetch(f"{table.plan}.pdf?language=en", **{"HX-Request": "true"})
    assert led_on.headers["hx-redirect"] == f"{table.plan}.pdf?language=en"
    assert led_on.content == b""


def test_before_any_version_the_pdf_page_explains(browser: Browser, table: Table) -> None:
    page = browser.get(f"{table.plan}.pdf")
    assert "No version of this plan has been saved yet." in page.text


def test_a_pdf_that_could_not_be_made_can_be_made_again(browser: Browser, table: Table) -> None:
    fields = browser.get(table.plan).fields()
    browser.post(f"{table.plan}/versions", {"seen": fields["seen"]})
    with table.database.writing() as session:
        job = session.exec(select(jobs.Job).where(jobs.Job.kind == "render_plan")).one()
        job.state = "failed"
    assert "could not be made" in browser.get(f"{table.plan}.pdf").text
    browser.post(f"{table.plan}/documents")
    jobs.run_waiting(table.database)
    assert browser.fetch(f"{table.plan}.pdf").content.startswith(b"%PDF")


def test_saving_what_is_not_on_the_screen_any_more_is_refused_and_shown(
    browser: Browser, table: Table
) -> None:
    seen = browser.get(table.plan).fields()["seen"]
    write_plan(table)
    page = browser.refused(f"{table.plan}/versions", {"seen": seen}, status=409)
    assert "The plan has changed since you opened it" in page.text
    with table.database.reading() as session:
        assert session.exec(select(PlanVersion)).all() == []


def test_an_agreed_plan_is_no_draft_and_says_who_wrote_the_answer_down(
    browser: Browser, table: Table, read_pdf: Callable[..., str]
) -> None:
    save(browser, table)
    path = f"{table.plan}/agreement"
    typed = {"outcome": "agreed", "words": "Yes, that is me."}
    page = browser.follow(browser.post(path, filled(browser, path, typed)))
    jobs.run_waiting(table.database)
    assert "DRAFT" not in page.text
    assert "Yes, that is me." in page.text
    assert "Written down for the person by Lowri Prydderch." in page.text
    said = read_pdf(browser.fetch(f"{table.plan}.pdf").content, body_only=False)
    assert "DRAFT" not in said


def test_agreeing_in_part_says_which_part(browser: Browser, table: Table) -> None:
    save(browser, table)
    path = f"{table.plan}/agreement"
    page = browser.refused(path, filled(browser, path, {"outcome": "agreed_in_part"}))
    assert "Write which part they do not agree with" in page.text


def test_an_answer_about_an_older_version_is_not_kept_for_the_newer_one(
    browser: Browser, table: Table
) -> None:
    save(browser, table)
    path = f"{table.plan}/agreement"
    typed = filled(browser, path, {"outcome": "agreed", "words": "Yes."})
    write_plan(table)
    save(browser, table)
    page = browser.refused(path, typed, status=409)
    assert page.fields("plan-change")["words"] == "Yes."
    with table.database.reading() as session:
        assert session.exec(select(Agreement)).all() == []


def test_an_answer_needs_a_saved_version(browser: Browser, table: Table) -> None:
    browser.get(f"{table.plan}/agreement", status=409)


def test_looking_saving_answering_and_taking_the_pdf_leave_a_trace(
    browser: Browser, table: Table
) -> None:
    save(browser, table)
    path = f"{table.plan}/agreement"
    browser.post(path, filled(browser, path, {"outcome": "could_not_take_part"}))
    jobs.run_waiting(table.database)
    browser.fetch(f"{table.plan}.pdf")
    recorded = actions_recorded(table)
    for action in ("viewed", "saved_plan_version", "recorded_agreement", "exported_plan_pdf"):
        assert action in recorded
