"""Noting who was given a copy, with a warning first where harm was spoken of."""

import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.database import ReadSession, WriteSession
from app.errors import NotNow
from app.forms import FieldError, PostedForm, read_form
from app.i18n import gettext as _
from app.plans.copying import CopyDraft, note_copy, sharing_of
from app.plans.gathering import WorkingPlan, get_working_plan
from app.plans.kinship import Relation
from app.plans.models import PlanVersion
from app.plans.pages.copies import copies_page, copy_page
from app.plans.queries import list_versions
from app.plans.record_forms import CopyForm
from app.plans.record_queries import list_copies
from app.plans.routes.changing import PLAN, Planner, form_or_page, note_view, plan_address
from app.plans.sharing import CopyShape, Warned, warnings_for
from app.templating import page


router = APIRouter()
LOG = "plans/copies.html"
FORM = "plans/copy.html"
Asked = Annotated[str, Query()]


@router.get(f"{PLAN}/copies")
def show(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Planner
) -> Response:
    """Show who has which version."""
    working = get_working_plan(session, actor, conversation_id)
    note_view(request, actor, working)
    return page(request, LOG, copies_page(working, list_copies(session, working.plan)))


@router.get(f"{PLAN}/copies/new")
def new(
    request: Request,
    conversation_id: uuid.UUID,
    session: ReadSession,
    actor: Planner,
    form: Asked = "",
    language: Asked = "",
) -> Response:
    """Show the form, perhaps begun from what was just downloaded."""
    working = get_working_plan(session, actor, conversation_id)
    versions = _versions(session, working)
    note_view(request, actor, working)
    begun: dict[str, Any] = {}
    if form in set(CopyShape):
        begun["form"] = form
    if language in ("cy", "en"):
        begun["language"] = language
    return page(request, FORM, copy_page(working, versions, begun))


@router.post(f"{PLAN}/copies/new")
def add(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Note the copy; where harm was spoken of, warn first and ask for a choice."""
    working = get_working_plan(session, actor, conversation_id)
    versions = _versions(session, working)
    reading = read_form(CopyForm, sent)
    form = form_or_page(
        request,
        FORM,
        sent,
        reading,
        lambda typed, errors: copy_page(
            working, versions, typed, errors, _warnings(session, working, typed)
        ),
    )
    if isinstance(form, Response):
        return form
    found = _warnings(session, working, reading.typed) if form.what == "given" else ()
    if found:
        fault = _choice_fault(form)
        if fault is not None:
            shown = copy_page(working, versions, reading.typed, fault, found)
            return page(request, FORM, shown, status=422)
        if form.choice == "not_give":
            return RedirectResponse(f"{plan_address(conversation_id)}/copies", status_code=303)
    draft = CopyDraft(
        number=form.number,
        recipient=form.recipient,
        relation=form.relation,
        form=form.form,
        language=form.language,
        on=form.on,  # type: ignore[arg-type]  # the form refuses an empty day
        is_withheld=form.what == "withheld",
        reason=form.reason if form.what == "withheld" else "",
        despite=form.despite if found else "",
    )
    note_copy(session, actor, conversation_id, form.operation_id, draft)
    return RedirectResponse(f"{plan_address(conversation_id)}/copies", status_code=303)


def _choice_fault(form: CopyForm) -> tuple[FieldError, ...] | None:
    """Return what is missing from the choice; a choice made about somebody else is none."""
    is_about_them = form.warned_of == f"{form.recipient}|{form.relation}"
    if not is_about_them:
        return ()
    if not form.choice:
        return (FieldError("choice", _("Choose whether to give it.")),)
    if form.choice == "give" and not form.despite:
        return (FieldError("despite", _("Write why it is right to give it.")),)
    return None


def _warnings(session: Session, working: WorkingPlan, typed: Any) -> tuple[Warned, ...]:
    relation = str(typed.get("relation", ""))
    if relation not in set(Relation) or typed.get("what") == "withheld":
        return ()
    recipient = " ".join(str(typed.get("recipient", "")).split())
    sharing = sharing_of(session, working.conversation)
    return warnings_for(recipient, Relation(relation), sharing)


def _versions(session: Session, working: WorkingPlan) -> list[PlanVersion]:
    if working.plan is None or working.latest is None:
        raise NotNow(_("There is no saved version to give. Open the plan, save it, and come back."))
    return list(list_versions(session, working.plan.id))
