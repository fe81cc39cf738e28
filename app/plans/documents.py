"""A plan's PDFs: made by a job from a frozen version, and kept encrypted."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from typing import Final

from sqlmodel import Session, col, select

from app import audit, clock
from app.database import Database
from app.errors import NotFound
from app.i18n import LANGUAGES, Language
from app.jobs import handles
from app.plans.actions import hold_version
from app.plans.composition import PlanContent
from app.plans.gathering import working_plan
from app.plans.labels import plan_labels
from app.plans.models import Plan, PlanDocument, PlanVersion
from app.plans.page_alone import page_alone
from app.plans.pdf import print_sheet
from app.plans.pdf.pictures import square_of
from app.plans.queries import (
    content_with_agreement,
    find_document,
    latest_version,
    plan_of,
    stored_document,
)
from app.plans.sheets.blocks import Sheet
from app.plans.sheets.forms import DocumentForm, sheet_of
from app.plans.sheets.text import as_text
from app.recording.models import Conversation
from app.settings import settings_from_environment
from outcome_mapping.framework import Kind, load_framework


_FILE_NAMES = {"en": "my-plan-v%(number)s", "cy": "fy-nghynllun-f%(number)s"}
_ENDINGS: Final[dict[DocumentForm, dict[Language, str]]] = {
    DocumentForm.HTML: {"en": ".html", "cy": ".html"},
    DocumentForm.PDF: {"en": ".pdf", "cy": ".pdf"},
    DocumentForm.LARGE_PRINT: {"en": "-large-print.pdf", "cy": "-print-bras.pdf"},
    DocumentForm.EASY_READ: {"en": "-easy-read.pdf", "cy": "-hawdd-ei-ddeall.pdf"},
    DocumentForm.TEXT: {"en": ".txt", "cy": ".txt"},
}


def file_name(
    version: PlanVersion, language: Language, form: DocumentForm = DocumentForm.PDF
) -> str:
    """Return what the file is called; it names nobody, because files are left lying about."""
    return _FILE_NAMES[language] % {"number": version.number} + _ENDINGS[form][language]


def domain_names(language: Language) -> dict[str, str]:
    """Return each well-being domain's name in the language."""
    return _names("domain", language)


def statement_names(language: Language) -> dict[str, str]:
    """Return each outcome statement in the language."""
    return _names("statement", language)


def _names(kind: Kind, language: Language) -> dict[str, str]:
    framework = load_framework()
    return {key: framework.label(kind, key, language) for key in framework.keys(kind)}


def sheet_for(content: PlanContent, language: Language, form: DocumentForm) -> Sheet:
    """Return the content as the sheet of one form in one language."""
    labels = plan_labels(
        content,
        language=language,
        domains=domain_names(language),
        statements=statement_names(language),
        address=settings_from_environment().review_address,
    )
    sheet = sheet_of(content, labels, form)
    return replace(sheet, square=square_of(labels.address)) if labels.address else sheet


def print_plan(
    content: PlanContent, language: Language, form: DocumentForm = DocumentForm.PDF
) -> bytes:
    """Return the content as a PDF in the language: ordinary, large print or Easy Read."""
    return print_sheet(sheet_for(content, language, form))


@dataclass(frozen=True)
class Sent:
    """One form of a plan on its way to a browser."""

    content: bytes
    kind: str
    headers: dict[str, str]


def drawn_form(asked: str) -> DocumentForm:
    """Return large print or Easy Read, which are drawn when they are asked for."""
    if asked not in (DocumentForm.LARGE_PRINT, DocumentForm.EASY_READ):
        raise NotFound
    return DocumentForm(asked)


def sent_as(
    version: PlanVersion, content: PlanContent, language: Language, form: DocumentForm
) -> Sent:
    """Return a form as a file to be shown, not dropped into a folder of downloads."""
    shown_as = f'inline; filename="{file_name(version, language, form)}"'
    headers = {"Content-Disposition": shown_as}
    if form is DocumentForm.TEXT:
        text = as_text(sheet_for(content, language, form))
        return Sent(text.encode(), "text/plain; charset=utf-8", headers)
    return Sent(print_plan(content, language, form), "application/pdf", headers)


@handles("render_plan")
def make_documents(database: Database, version_id: uuid.UUID) -> None:
    """Make the version's PDFs in both languages, unless they are there and still true."""
    as_of = clock.now()  # before reading: an answer from here on makes these out of date
    with database.reading() as session:
        version = session.get(PlanVersion, version_id)
        if version is None:
            return
        content = content_with_agreement(session, version)
        missing = _missing(session, version, is_draft=content.is_draft)
    made = {language: print_plan(content, language) for language in missing}
    with database.writing() as session:
        hold_version(session, version_id)
        if content_with_agreement(session, version) != content:
            return  # answered or kept back meanwhile: whoever did so ordered its own printing
        for language, pdf in made.items():
            _keep(session, version, language, content, pdf, as_of)


def _missing(session: Session, version: PlanVersion, *, is_draft: bool) -> list[Language]:
    return [
        language
        for language in LANGUAGES
        if find_document(session, version, language, is_draft=is_draft) is None
    ]


def _keep(
    session: Session,
    version: PlanVersion,
    language: Language,
    content: PlanContent,
    pdf: bytes,
    as_of: dt.datetime,
) -> None:
    document = stored_document(session, version, language, is_draft=content.is_draft)
    if document is None:
        document = PlanDocument(
            plan_version_id=version.id, language=language, is_draft=content.is_draft, pdf=pdf
        )
    document.pdf = pdf
    document.made_at = as_of
    session.add(document)
    plan = session.get_one(Plan, version.plan_id)
    subject = audit.Subject("plan_version", version.id, plan.person_id)
    audit.record(session, audit.SYSTEM, "made_plan_pdf", subject, language=language)


def write_for_cli(
    database: Database,
    conversation_id: uuid.UUID,
    language: Language,
    form: DocumentForm = DocumentForm.PDF,
    *,
    as_page: bool = False,
) -> bytes:
    """Return a conversation's plan as a file: the latest version, else the plan as it stands."""
    with database.reading() as session:
        conversation = session.get(Conversation, conversation_id)
        if conversation is None:
            raise NotFound
        content = _newest_content(session, conversation)
    with database.writing() as session:
        subject = audit.Subject("conversation", conversation.id, conversation.person_id)
        audit.record(
            session, audit.SYSTEM, "exported_plan", subject, language=language, form=form.value
        )
    if as_page or form is DocumentForm.HTML:
        return page_alone(sheet_for(content, language, form)).encode()
    if form is DocumentForm.TEXT:
        return as_text(sheet_for(content, language, form)).encode()
    return print_plan(content, language, form)


def conversations_with_plans(session: Session) -> list[uuid.UUID]:
    """Return the conversations that have a plan, in an order that does not change."""
    found = select(Plan.conversation_id).order_by(col(Plan.created_at), col(Plan.conversation_id))
    return list(session.exec(found))


def _newest_content(session: Session, conversation: Conversation) -> PlanContent:
    plan = plan_of(session, conversation)
    latest = latest_version(session, plan.id) if plan else None
    if latest is None:
        return working_plan(session, conversation).content
    return content_with_agreement(session, latest)
