"""Writing down what the person answered about the plan, when they do not use a code themselves."""

import uuid

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app import audit
from app.database import ReadSession, WriteSession
from app.errors import NotNow
from app.forms import PostedForm, read_form
from app.i18n import gettext as _
from app.plans.actions import record_agreement
from app.plans.content import AgreementOutcome
from app.plans.forms import AgreementForm
from app.plans.gathering import WorkingPlan, get_working_plan
from app.plans.models import PlanVersion
from app.plans.pages.versions import agreement_page
from app.plans.routes.changing import PLAN, Planner, form_or_page, note_view, plan_address
from app.templating import page


router = APIRouter()
TEMPLATE = "plans/agreement.html"


@router.get(f"{PLAN}/agreement")
def show(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Planner
) -> Response:
    """Show the form about the latest version."""
    working = get_working_plan(session, actor, conversation_id)
    latest = _latest(working)
    note_view(request, actor, working)
    return page(request, TEMPLATE, agreement_page(working, latest, {}))


@router.post(f"{PLAN}/agreement")
def put(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Keep the answer."""
    working = get_working_plan(session, actor, conversation_id)
    latest = _latest(working)
    reading = read_form(AgreementForm, sent)
    form = form_or_page(
        request,
        TEMPLATE,
        sent,
        reading,
        lambda typed, errors: agreement_page(working, latest, typed, errors),
    )
    if isinstance(form, Response):
        return form
    if form.version_id != latest.id:
        # A newer version was saved meanwhile, and the answer was about the one before it.
        shown = agreement_page(working, latest, reading.typed, is_conflict=True)
        return page(request, TEMPLATE, shown, status=409)
    record_agreement(
        session,
        audit.staff(actor),
        latest,
        AgreementOutcome(form.outcome),
        form.words,
        given_by="practitioner",
        recorded_by=actor.id,
    )
    return RedirectResponse(f"{plan_address(conversation_id)}#agreement", status_code=303)


def _latest(working: WorkingPlan) -> PlanVersion:
    if working.latest is None:
        raise NotNow(
            _("There is no saved version to answer about. Open the plan, save it, and come back.")
        )
    return working.latest
