"""A plan's PDFs: made once, true to the version, encrypted, and DRAFT until agreed."""

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlmodel import select

from app import audit, jobs
from app.audit import AuditEvent
from app.database import Database
from app.plans import documents
from app.plans.actions import record_agreement, save_version
from app.plans.composition import AgreementOutcome
from app.plans.documents import make_documents, write_for_cli
from app.plans.models import PlanDocument, PlanVersion
from app.plans.queries import content_of, find_document
from tests.app.plans.kitchen_table import (
    ASIDE,
    PENDING,
    STAIRS,
    WANTED,
    Table,
    sit_down,
    write_plan,
)


ReadPdf = Callable[..., str]


@pytest.fixture
def table(app: object, database: Database) -> Table:
    return sit_down(database)


def saved(table: Table) -> PlanVersion:
    with table.database.writing() as session:
        version = save_version(session, table.actor, table.conversation.id)
    jobs.run_waiting(table.database)
    return version


def answer(table: Table, version: PlanVersion, outcome: AgreementOutcome) -> None:
    with table.database.writing() as session:
        row = session.get_one(PlanVersion, version.id)
        record_agreement(session, audit.the_person(version.id), row, outcome, "As it is.", "person")


def document(table: Table, version: PlanVersion, language: str, *, is_draft: bool) -> bytes:
    with table.database.reading() as session:
        found = find_document(session, version, language, is_draft=is_draft)
        assert found is not None
        return found.pdf


def joined(words: str) -> str:
    return " ".join(words.split())


@pytest.mark.both_databases
def test_a_saved_version_has_a_pdf_in_each_language(table: Table) -> None:
    version = saved(table)
    for language in ("cy", "en"):
        assert document(table, version, language, is_draft=True).startswith(b"%PDF")


def test_the_pdf_says_the_words_and_nothing_pending_or_set_aside(
    table: Table, read_pdf: ReadPdf
) -> None:
    write_plan(table)
    version = saved(table)
    said = joined(read_pdf(document(table, version, "en", is_draft=True)))
    with table.database.reading() as session:
        lines = content_of(session, version).all_lines()
    for line in lines:
        assert line.words in said
    assert WANTED in said
    assert STAIRS in said
    assert PENDING not in said
    assert ASIDE not in said


@pytest.mark.parametrize(
    ("language", "draft", "title"),
    [("en", "DRAFT", "My plan"), ("cy", "DRAFFT", "Fy nghynllun")],
)
def test_draft_stands_on_the_pdf_until_all_of_it_is_agreed(
    table: Table, read_pdf: ReadPdf, language: str, draft: str, title: str
) -> None:
    version = saved(table)
    before = read_pdf(document(table, version, language, is_draft=True), body_only=False)
    answer(table, version, AgreementOutcome.AGREED)
    jobs.run_waiting(table.database)
    after = read_pdf(document(table, version, language, is_draft=False), body_only=False)
    assert draft in before
    assert draft not in after
    assert title in before
    assert title in after


def test_a_partly_agreed_plan_is_printed_again_as_a_draft_that_says_so(
    table: Table, read_pdf: ReadPdf
) -> None:
    version = saved(table)
    answer(table, version, AgreementOutcome.AGREED_IN_PART)
    with table.database.reading() as session:
        assert find_document(session, version, "en", is_draft=True) is None
    jobs.run_waiting(table.database)
    said = read_pdf(document(table, version, "en", is_draft=True), body_only=False)
    assert "DRAFT – agreed in part" in said
    assert "As it is." in said


@pytest.mark.both_databases
def test_making_the_pdfs_twice_makes_them_once(table: Table) -> None:
    version = saved(table)
    make_documents(table.database, version.id)
    with table.database.reading() as session:
        assert len(session.exec(select(PlanDocument)).all()) == 2
        made = session.exec(select(AuditEvent).where(AuditEvent.action == "made_plan_pdf")).all()
    assert len(made) == 2


def test_an_answer_given_while_the_pdf_is_drawn_is_never_lost(
    table: Table, read_pdf: ReadPdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    with table.database.writing() as session:
        version = save_version(session, table.actor, table.conversation.id)
    draw = documents.print_plan
    drawn: list[bytes] = []

    def interrupted(content: object, language: object) -> bytes:
        if not drawn:
            answer(table, version, AgreementOutcome.AGREED)
        drawn.append(draw(content, language))  # type: ignore[arg-type]
        return drawn[-1]

    monkeypatch.setattr(documents, "print_plan", interrupted)
    make_documents(table.database, version.id)
    with table.database.reading() as session:
        assert session.exec(select(PlanDocument)).all() == []
    jobs.run_waiting(table.database)
    said = read_pdf(document(table, version, "en", is_draft=False), body_only=False)
    assert "DRAFT" not in said


def test_the_database_holds_no_readable_pdf_and_no_readable_plan(table: Table) -> None:
    write_plan(table)
    saved(table)
    with table.database.engine.connect() as connection:
        pdfs = connection.execute(text("SELECT pdf FROM plan_document")).scalars().all()
        contents = connection.execute(text("SELECT content FROM plan_version")).scalars().all()
        words = connection.execute(text("SELECT words FROM plan_outcome")).scalars().all()
    assert len(pdfs) == 2
    assert not any(bytes(pdf).startswith(b"%PDF") or b"%PDF" in bytes(pdf) for pdf in pdfs)
    assert not any(b"choir" in bytes(sealed) for sealed in (*contents, *words))


def test_the_command_line_prints_the_plan_as_it_stands_until_a_version_is_saved(
    table: Table, read_pdf: ReadPdf
) -> None:
    before = read_pdf(write_for_cli(table.database, table.conversation.id, "en"), body_only=False)
    saved(table)
    write_plan(table)
    after = read_pdf(write_for_cli(table.database, table.conversation.id, "en"), body_only=False)
    assert "DRAFT" in before
    assert "Ring the choir" not in after
    with table.database.reading() as session:
        exports = session.exec(select(AuditEvent).where(AuditEvent.action == "exported_plan"))
        assert {event.actor_kind for event in exports} == {"system"}
