"""The plan in its other forms: large print, Easy Read, plain text; on a page or as a file."""

import uuid
from typing import Final

from fastapi import APIRouter, Request, Response

from app import audit
from app.database import ReadSession, database_of
from app.errors import NotFound
from app.i18n import as_language, current_language
from app.identity import Actor
from app.plans.documents import drawn_form, sent_as, sheet_for
from app.plans.gathering import WorkingPlan, get_working_plan
from app.plans.models import PlanVersion
from app.plans.pages.plan import plan_language
from app.plans.pages.versions import document_page
from app.plans.pages.ways_to_read import sheet_page
from app.plans.queries import content_with_agreement
from app.plans.routes.changing import PLAN, Planner, note_view, plan_address
from app.plans.sheets.forms import DocumentForm
from app.templating import page


router = APIRouter()
_FORMS: Final = f"{PLAN}/as"


@router.get(f"{_FORMS}/text")
def text(
    request: Request,
    conversation_id: uuid.UUID,
    session: ReadSession,
    actor: Planner,
    language: str = "",
) -> Response:
    """Give the latest version as plain text."""
    working = get_working_plan(session, actor, conversation_id)
    return give_form(request, session, actor, working, DocumentForm.TEXT, language)


@router.get(f"{_FORMS}/{{form}}.pdf")
def pdf(
    request: Request,
    conversation_id: uuid.UUID,
    form: str,
    session: ReadSession,
    actor: Planner,
    language: str = "",
) -> Response:
    """Give the latest version in large print or Easy Read, to print."""
    working = get_working_plan(session, actor, conversation_id)
    return give_form(request, session, actor, working, drawn_form(form), language)


@router.get(f"{_FORMS}/{{form}}")
def on_page(
    request: Request, conversation_id: uuid.UUID, form: str, session: ReadSession, actor: Planner
) -> Response:
    """Show the latest version in large print or Easy Read."""
    working = get_working_plan(session, actor, conversation_id)
    chosen = drawn_form(form)
    if working.latest is None:
        waiting = document_page(working, current_language(), None)
        return page(request, "plans/document.html", waiting)
    note_view(request, actor, working)
    base = plan_address(conversation_id)
    sheet = sheet_for(content_with_agreement(session, working.latest), current_language(), chosen)
    shown = sheet_page(sheet, base=_FORMS.format(conversation_id=conversation_id), back=base)
    return page(request, "plans/sheet.html", shown)


def give_form(
    request: Request,
    session: ReadSession,
    actor: Actor,
    working: WorkingPlan,
    form: DocumentForm,
    language: str,
    version: PlanVersion | None = None,
) -> Response:
    """Give one form as a file, of the newest version unless another is named; and note it."""
    chosen = as_language(language) if language else plan_language(working)
    if chosen is None:
        raise NotFound
    version = version or working.latest
    if version is None:
        return page(request, "plans/document.html", document_page(working, chosen, None))
    answer = sent_as(version, content_with_agreement(session, version), chosen, form)
    subject = audit.Subject("plan_version", version.id, working.conversation.person_id)
    with database_of(request).writing() as writing:
        by = audit.staff(actor)
        audit.record(writing, by, "exported_plan_pdf", subject, language=chosen, form=form.value)
    return Response(answer.content, media_type=answer.kind, headers=answer.headers)
