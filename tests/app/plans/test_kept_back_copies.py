"""Canaries: words kept back are looked for in every form of a plan, and in none are they found."""

import subprocess
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlmodel import col, select

from app import audit, jobs
from app.audit import AuditEvent
from app.database import Database
from app.i18n import LANGUAGES, Language
from app.plans.actions import share_version
from app.plans.composition import compose_plan, quote_line_key
from app.plans.documents import print_plan, write_for_cli
from app.plans.kept_back import KeptBackTag, WhyKeptBack
from app.plans.lines import Section
from app.plans.models import KeptBackWords, PlanVersion
from app.plans.queries import content_of, find_document, list_kept_back
from app.recording.models import OutcomeTag
from app.reviews.pages.reading import read_page
from app.reviews.queries import shown_plan
from tests.app.plans.kitchen_table import (
    FALL,
    HOME,
    SISTER,
    WANTED,
    Table,
    browse,
    save,
    sit_down,
    write_plan,
)
from tests.app.plans.plan_samples import conversation
from tests.client import Browser, check_page, new_operation


CONFIDENCE = "canary told in confidence"


@pytest.fixture
def table(app: FastAPI, database: Database) -> Table:
    made = sit_down(database)
    write_plan(made)
    return made


@pytest.fixture
def browser(app: FastAPI, table: Table) -> Browser:
    return browse(app, table)


def tag_saying(table: Table, words: str) -> OutcomeTag:
    with table.database.reading() as session:
        tags = session.exec(select(OutcomeTag).where(col(OutcomeTag.state) == "confirmed"))
        return next(tag for tag in tags if tag.quote == words)


def keep_back(browser: Browser, table: Table, words: str) -> None:
    path = f"{table.plan}/kept-back/{tag_saying(table, words).id}"
    fields = browser.get(path).fields("plan-change")
    sent = {**fields, "why": "in_confidence", "reason": CONFIDENCE}
    browser.post(path, sent)
    jobs.run_waiting(table.database)


def latest(table: Table) -> PlanVersion:
    with table.database.reading() as session:
        return session.exec(select(PlanVersion).order_by(col(PlanVersion.number).desc())).first()  # type: ignore[return-value]


def text_of(pdf: bytes, folder: Path) -> str:
    file = folder / "copy.pdf"
    file.write_bytes(pdf)
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(file), "-"]
    done = subprocess.run(command, check=True, capture_output=True, timeout=60)
    return " ".join(done.stdout.decode().split())


def as_the_person_reads(table: Table) -> str:
    with table.database.writing() as session:
        share_version(session, audit.SYSTEM, session.merge(latest(table)))
    with table.database.reading() as session:
        return repr(read_page(shown_plan(session, latest(table).plan_id)))


def plan_page(browser: Browser, table: Table, _folder: Path) -> str:
    return browser.get(table.plan).html


def plan_page_in_welsh(browser: Browser, table: Table, _folder: Path) -> str:
    return browser.speak("cy").get(table.plan).html


def stored_version(_browser: Browser, table: Table, _folder: Path) -> str:
    with table.database.reading() as session:
        return content_of(session, latest(table)).to_json()


def review_page(_browser: Browser, table: Table, _folder: Path) -> str:
    return as_the_person_reads(table)


def practitioners_review_page(browser: Browser, table: Table, _folder: Path) -> str:
    as_the_person_reads(table)
    return browser.get(f"/conversations/{table.conversation.id}/review").html


def stored_pdf(language: Language) -> Callable[[Browser, Table, Path], str]:
    def read(_browser: Browser, table: Table, folder: Path) -> str:
        with table.database.reading() as session:
            found = find_document(session, latest(table), language, is_draft=True)
        assert found is not None
        return text_of(found.pdf, folder)

    return read


def printed_now(_browser: Browser, table: Table, folder: Path) -> str:
    with table.database.reading() as session:
        content = content_of(session, latest(table))
    return text_of(print_plan(content, "en"), folder)


def from_the_command_line(_browser: Browser, table: Table, folder: Path) -> str:
    return text_of(write_for_cli(table.database, table.conversation.id, "cy"), folder)


def in_form(form: str) -> Callable[[Browser, Table, Path], str]:
    def read(browser: Browser, table: Table, _folder: Path) -> str:
        return browser.fetch(f"{table.plan}/as/{form}").text

    return read


def of_version(form: str) -> Callable[[Browser, Table, Path], str]:
    def read(browser: Browser, table: Table, folder: Path) -> str:
        answer = browser.fetch(f"{table.plan}/versions/1{form}")
        is_pdf = answer.headers["content-type"] == "application/pdf"
        return text_of(answer.content, folder) if is_pdf else answer.text

    return read


def outcome_form(browser: Browser, table: Table, _folder: Path) -> str:
    return browser.get(f"{table.plan}/outcomes/new").html


def step_form(browser: Browser, table: Table, _folder: Path) -> str:
    return browser.get(f"{table.plan}/steps/new").html


def order_page(browser: Browser, table: Table, _folder: Path) -> str:
    return browser.get(f"{table.plan}/order").html


VERSION_FORMS = (
    "",
    ".pdf",
    "/as/text",
    "/as/large-print",
    "/as/easy-read",
    "/as/large-print.pdf",
    "/as/easy-read.pdf",
)
COPIES = {
    "the plan's page": plan_page,
    "the plan's page in Welsh": plan_page_in_welsh,
    "the stored version": stored_version,
    "the page the person reads": review_page,
    "the practitioner's page about the review": practitioners_review_page,
    **{f"the stored PDF ({language})": stored_pdf(language) for language in LANGUAGES},
    **{form: in_form(form) for form in ("text", "large-print", "easy-read")},
    "a PDF printed now": printed_now,
    **{f"version 1{form}": of_version(form) for form in VERSION_FORMS},
    "the command line": from_the_command_line,
    "the form of an outcome": outcome_form,
    "the form of a step": step_form,
    "the order of the lines": order_page,
}


@pytest.mark.parametrize("saying", [SISTER, FALL, WANTED], ids=["asset", "risk", "outcome"])
@pytest.mark.parametrize("copy", list(COPIES))
def test_words_kept_back_after_saving_stand_in_no_copy(
    browser: Browser, table: Table, tmp_path: Path, copy: str, saying: str
) -> None:
    save(browser, table)
    read = COPIES[copy]
    keep_back(browser, table, saying)
    said = " ".join(read(browser, table, tmp_path).split())
    assert saying not in said
    assert CONFIDENCE not in said


@pytest.mark.parametrize("copy", list(COPIES))
def test_where_somebody_lives_stands_in_no_copy(
    browser: Browser, table: Table, tmp_path: Path, copy: str
) -> None:
    save(browser, table)
    assert HOME not in COPIES[copy](browser, table, tmp_path)


@pytest.mark.parametrize(
    "copy",
    [
        "the plan's page",
        "the stored version",
        "the stored PDF (en)",
        "a PDF printed now",
        "text",
        "large-print",
        "easy-read",
        *(f"version 1{form}" for form in VERSION_FORMS),
    ],
)
def test_the_canary_sings_until_it_is_kept_back(
    browser: Browser, table: Table, tmp_path: Path, copy: str
) -> None:
    save(browser, table)
    said = " ".join(COPIES[copy](browser, table, tmp_path).split())
    assert SISTER in said


def test_a_plan_composed_after_words_were_kept_back_never_had_them(
    browser: Browser, table: Table
) -> None:
    keep_back(browser, table, SISTER)
    save(browser, table)
    assert SISTER not in latest(table).content


def test_a_kept_back_tag_is_another_type_and_no_plan_takes_it() -> None:
    kept = KeptBackTag("t", "q", SISTER, "k", WhyKeptBack.RESTRICTED, "a reason")
    with pytest.raises(TypeError) as refused:
        compose_plan(conversation(kept))  # type: ignore[arg-type]
    assert SISTER not in str(refused.value)


def test_lifting_it_brings_the_words_back_and_keeps_the_record(
    browser: Browser, table: Table
) -> None:
    save(browser, table)
    keep_back(browser, table, SISTER)
    with table.database.reading() as session:
        (kept,) = list_kept_back(session, table.conversation.id)
    browser.post(f"{table.plan}/kept-back/{kept.id}/lift", {})
    assert SISTER in browser.get(table.plan).text
    with table.database.reading() as session:
        (row,) = session.exec(select(KeptBackWords)).all()
        did = list(session.exec(select(AuditEvent.action)))
    assert (row.ended_at is not None, row.ended_by) == (True, table.account.id)
    assert {"kept_words_back", "let_words_stand_again"} <= set(did)


def test_an_agreed_plan_stays_agreed_when_words_are_kept_out_of_its_copies(
    browser: Browser, table: Table
) -> None:
    save(browser, table)
    keep_back(browser, table, SISTER)
    assert "Changed since" not in browser.get(table.plan).text


def test_a_reason_is_always_given(browser: Browser, table: Table) -> None:
    path = f"{table.plan}/kept-back/{tag_saying(table, SISTER).id}"
    fields = browser.get(path).fields("plan-change")
    page = check_page(browser.post(path, {**fields, "why": "third_party"}, status=422))
    assert "Write why it is kept out of every copy." in page.text
    assert SISTER in browser.get(table.plan).text


def test_the_practitioner_sees_what_is_kept_back_and_why(browser: Browser, table: Table) -> None:
    keep_back(browser, table, SISTER)
    words = browser.get(f"{table.plan}/kept-back").text
    for said in (SISTER, CONFIDENCE, "It was told in confidence"):
        assert said in words


def note_path(table: Table) -> str:
    key = quote_line_key(Section.MY_PEOPLE, str(table.conversation.id), SISTER)
    return f"{table.plan}/assets/{key}"


def note(browser: Browser, table: Table, **said: str) -> None:
    fields = browser.get(note_path(table)).fields("plan-change")
    browser.post(note_path(table), {**fields, **said})
    jobs.run_waiting(table.database)


def test_what_is_known_of_an_asset_stands_beside_it(browser: Browser, table: Table) -> None:
    note(
        browser,
        table,
        whose="Olwen",
        willingness="not_asked",
        cost_to_giver="Her own evenings",
        helps="She lifts me up",
    )
    words = browser.get(table.plan).text
    for said in ("Olwen", "They have not been asked yet", "Her own evenings", "She lifts me up"):
        assert said in words
    assert "2?" in words  # on the map, until somebody asks


@pytest.mark.parametrize("copy", [name for name in COPIES if "form" not in name])
def test_a_note_kept_back_after_saving_stands_in_no_copy(
    browser: Browser, table: Table, tmp_path: Path, copy: str
) -> None:
    note(browser, table, cost_to_giver="canary cost nobody may read")
    save(browser, table)
    note(
        browser,
        table,
        cost_to_giver="canary cost nobody may read",
        kept_back="third_party",
        kept_back_reason=CONFIDENCE,
    )
    said = " ".join(COPIES[copy](browser, table, tmp_path).split())
    assert "canary cost" not in said
    assert CONFIDENCE not in said


def test_a_note_kept_back_needs_a_reason(browser: Browser, table: Table) -> None:
    fields = browser.get(note_path(table)).fields("plan-change")
    sent = {**fields, "kept_back": "restricted"}
    page = check_page(browser.post(note_path(table), sent, status=422))
    assert "Write why it is kept out of every copy." in page.text


def test_an_asset_that_ends_before_it_begins_is_asked_about(browser: Browser, table: Table) -> None:
    fields = browser.get(note_path(table)).fields("plan-change")
    days = {"from_date-day": "2", "from_date-month": "3", "from_date-year": "2027"}
    days |= {"until_date-day": "1", "until_date-month": "3", "until_date-year": "2027"}
    page = check_page(browser.post(note_path(table), {**fields, **days}, status=422))
    assert "It cannot end before it begins." in page.text


def test_a_note_stands_on_no_line_but_one_of_this_plan(browser: Browser, table: Table) -> None:
    browser.get(f"{table.plan}/assets/my_people-made-up", status=404)
    browser.get(f"{table.plan}/kept-back/{uuid.uuid4()}", status=404)


def test_another_plans_words_are_not_let_stand_from_here(browser: Browser, table: Table) -> None:
    browser.post(
        f"{table.plan}/kept-back/{uuid.uuid4()}/lift",
        {"operation_id": new_operation()},
        status=404,
    )
