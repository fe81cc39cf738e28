"""The plan itself, its saved versions, and their PDFs."""

import uuid
from dataclasses import replace

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app import audit
from app.database import ReadSession, WriteSession, database_of
from app.errors import NotFound, StaleVersion
from app.forms import PostedForm, read_form
from app.i18n import Language, as_language, current_language
from app.identity import Actor, StaffAccount
from app.jobs import state_of
from app.plans.actions import fingerprint_of, order_documents, save_version
from app.plans.documents import domain_names, file_name, statement_names
from app.plans.forms import SaveForm
from app.plans.gathering import WorkingPlan, get_working_plan, open_words
from app.plans.labels import plan_labels
from app.plans.models import PlanVersion
from app.plans.pages.copies import copy_rows
from app.plans.pages.plan import PlanPage, plan_language, plan_page, words_language
from app.plans.pages.threads import thread_views
from app.plans.pages.versions import agreement_note, document_page
from app.plans.pages.wording import wording_of_lines
from app.plans.queries import (
    content_with_agreement,
    current_agreement,
    find_document,
    gate_of,
)
from app.plans.record_queries import list_copies
from app.plans.routes.changing import PLAN, Planner, note_view, plan_address
from app.plans.tracing import trace_plan
from app.recording.pages.board_summary import BoardSummary, board_summary
from app.templating import page
from conversations import load_question_set


router = APIRouter()


@router.get(PLAN)
def show(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Planner
) -> Response:
    """Show the plan, to be read together."""
    working = get_working_plan(session, actor, conversation_id)
    note_view(request, actor, working)
    return page(request, "plans/plan.html", _shown(session, working))


@router.post(f"{PLAN}/versions")
def save(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Save the plan as a version and order its PDFs."""
    form = read_form(SaveForm, sent).form
    try:
        save_version(session, actor, conversation_id, seen=form.seen if form else "")
    except StaleVersion:
        working = get_working_plan(session, actor, conversation_id)
        shown = _shown(session, working, has_changed_meanwhile=True)
        return page(request, "plans/plan.html", shown, status=409)
    return RedirectResponse(f"{plan_address(conversation_id)}#versions", status_code=303)


@router.get(f"{PLAN}.pdf")
def download(
    request: Request,
    conversation_id: uuid.UUID,
    session: ReadSession,
    actor: Planner,
    language: str = "",
) -> Response:
    """Give the latest version's PDF, or say where it has got to."""
    working = get_working_plan(session, actor, conversation_id)
    chosen = _language(language, working)
    version = working.latest
    if version is None:
        return page(request, "plans/document.html", document_page(working, chosen, None))
    is_draft = content_with_agreement(session, version).is_draft
    document = find_document(session, version, chosen, is_draft=is_draft)
    if document is None:
        waiting = document_page(working, chosen, state_of(session, "render_plan", version.id))
        return page(request, "plans/document.html", waiting, block="waiting")
    if request.headers.get("hx-request") == "true":
        # The page that waited is led to the PDF; a PDF is never put inside a page.
        address = f"{plan_address(conversation_id)}.pdf?language={chosen}"
        return Response(headers={"HX-Redirect": address})
    _note_export(request, actor, working, version, chosen)
    # Shown, not dropped into a folder of downloads where the next person to hold the tablet is.
    shown_as = f'inline; filename="{file_name(version, chosen)}"'
    return Response(
        document.pdf, media_type="application/pdf", headers={"Content-Disposition": shown_as}
    )


@router.post(f"{PLAN}/documents")
def make_again(
    conversation_id: uuid.UUID, session: WriteSession, actor: Planner, sent: PostedForm
) -> Response:
    """Order the latest version's PDFs again, after they could not be made."""
    working = get_working_plan(session, actor, conversation_id)
    if working.latest is None:
        raise NotFound
    order_documents(session, working.latest)
    subject = audit.Subject("plan_version", working.latest.id, working.conversation.person_id)
    audit.record(session, audit.staff(actor), "ordered_plan_pdf", subject)
    return RedirectResponse(f"{plan_address(conversation_id)}.pdf", status_code=303)


def _shown(
    session: Session, working: WorkingPlan, *, has_changed_meanwhile: bool = False
) -> PlanPage:
    language = current_language()
    labels = plan_labels(
        working.content,
        language=language,
        domains=domain_names(language),
        statements=statement_names(language),
    )
    return plan_page(
        working,
        labels,
        seen=fingerprint_of(working.content),
        wordings=wording_of_lines(
            working.content,
            tuple(open_words(session, working.conversation.id).values()),
            words_language(working),
        ),
        threads=thread_views(
            trace_plan(session, working),
            load_question_set(working.conversation.question_set),
            working.conversation.language,
        ),
        pictures=_pictures(session, working),
        copies=copy_rows(list_copies(session, working.plan), plan_address(working.conversation.id)),
        agreement_note=_note_on_agreement(session, working),
        has_changed_meanwhile=has_changed_meanwhile,
    )


def _note_on_agreement(session: Session, working: WorkingPlan) -> str:
    if working.latest is None:
        return ""
    agreement = current_agreement(session, working.latest.id)
    if agreement is None:
        return ""
    account = session.get(StaffAccount, agreement.recorded_by) if agreement.recorded_by else None
    return agreement_note(working, agreement, account.name if account else "")


def _language(asked: str, working: WorkingPlan) -> Language:
    if not asked:
        return plan_language(working)
    language = as_language(asked)
    if language is None:
        raise NotFound
    return language


def _note_export(
    request: Request, actor: Actor, working: WorkingPlan, version: PlanVersion, language: Language
) -> None:
    subject = audit.Subject("plan_version", version.id, working.conversation.person_id)
    with database_of(request).writing() as session:
        audit.record(session, audit.staff(actor), "exported_plan_pdf", subject, language=language)


def _pictures(session: Session, working: WorkingPlan) -> BoardSummary | None:
    """Return what was said with pictures, without a note of what is kept back from the plan."""
    said = board_summary(session, working.conversation)
    gate = gate_of(session, working.conversation.id, working.plan)
    if said is None or gate.lets_pass(said.seen):
        return said
    return replace(said, seen="")
