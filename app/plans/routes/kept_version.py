"""One version that was kept, as it was shown: on a page, and in every form."""

import uuid
from typing import Annotated, Final

from fastapi import APIRouter, Path, Request, Response
from sqlmodel import Session

from app.audit import Subject, record_view, staff
from app.database import ReadSession, database_of
from app.i18n import current_language
from app.identity import Actor
from app.plans.documents import drawn_form, sheet_for
from app.plans.gathering import WorkingPlan, get_working_plan
from app.plans.models import PlanVersion
from app.plans.pages.kept_version import kept_version
from app.plans.pages.versions import answered_by
from app.plans.pages.ways_to_read import KeptVersion, sheet_page
from app.plans.queries import (
    agreement_in,
    content_with_agreement,
    current_agreement,
    get_version,
)
from app.plans.routes.changing import PLAN, Planner, plan_address
from app.plans.routes.ways_to_read import give_form
from app.plans.sheets.forms import DocumentForm
from app.recording.queries import staff_names
from app.templating import page


router = APIRouter()
_VERSION: Final = f"{PLAN}/versions/{{number}}"
_FORMS: Final = f"{_VERSION}/as"
Number = Annotated[int, Path(ge=1)]


@router.get(f"{_VERSION}.pdf")
def pdf(
    request: Request,
    conversation_id: uuid.UUID,
    number: Number,
    session: ReadSession,
    actor: Planner,
    language: str = "",
) -> Response:
    """Give the version as a PDF."""
    working, version = _version_of(session, actor, conversation_id, number)
    return give_form(request, session, actor, working, DocumentForm.PDF, language, version)


@router.get(f"{_FORMS}/text")
def text(
    request: Request,
    conversation_id: uuid.UUID,
    number: Number,
    session: ReadSession,
    actor: Planner,
    language: str = "",
) -> Response:
    """Give the version as plain text."""
    working, version = _version_of(session, actor, conversation_id, number)
    return give_form(request, session, actor, working, DocumentForm.TEXT, language, version)


@router.get(f"{_FORMS}/{{form}}.pdf")
def drawn(
    request: Request,
    conversation_id: uuid.UUID,
    number: Number,
    form: str,
    session: ReadSession,
    actor: Planner,
    language: str = "",
) -> Response:
    """Give the version in large print or Easy Read, to print."""
    working, version = _version_of(session, actor, conversation_id, number)
    return give_form(request, session, actor, working, drawn_form(form), language, version)


@router.get(f"{_FORMS}/{{form}}")
def form_on_page(
    request: Request,
    conversation_id: uuid.UUID,
    number: Number,
    form: str,
    session: ReadSession,
    actor: Planner,
) -> Response:
    """Show the version in large print or Easy Read."""
    return _on_page(request, session, actor, conversation_id, number, drawn_form(form))


@router.get(_VERSION)
def show(
    request: Request,
    conversation_id: uuid.UUID,
    number: Number,
    session: ReadSession,
    actor: Planner,
) -> Response:
    """Show the version as it was saved."""
    return _on_page(request, session, actor, conversation_id, number, DocumentForm.HTML)


def _version_of(
    session: Session, actor: Actor, conversation_id: uuid.UUID, number: int
) -> tuple[WorkingPlan, PlanVersion]:
    working = get_working_plan(session, actor, conversation_id)
    return working, get_version(session, working.plan, number)


def _on_page(
    request: Request,
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    number: int,
    form: DocumentForm,
) -> Response:
    working, version = _version_of(session, actor, conversation_id, number)
    subject = Subject("plan_version", version.id, working.conversation.person_id)
    record_view(database_of(request), staff(actor), subject)
    sheet = sheet_for(content_with_agreement(session, version), current_language(), form)
    shown = sheet_page(
        sheet,
        base=_FORMS.format(conversation_id=conversation_id, number=number),
        back=f"{plan_address(conversation_id)}/versions",
        kept=_kept(session, working, version),
    )
    return page(request, "plans/sheet.html", shown)


def _kept(session: Session, working: WorkingPlan, version: PlanVersion) -> KeptVersion:
    answer = current_agreement(session, version.id)
    written_by = answer.recorded_by if answer else None
    names = staff_names(session, [version.made_by, *([written_by] if written_by else [])])
    said_by = names.get(written_by, "") if written_by else ""
    address = _VERSION.format(conversation_id=working.conversation.id, number=version.number)
    return kept_version(
        working,
        version,
        names.get(version.made_by, ""),
        agreement_in(session, version.id),
        answered_by(answer, said_by) if answer else "",
        address=address,
    )
