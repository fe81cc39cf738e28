"""What every form of the plan does alike: who may use it, and how it is shown again."""

import uuid
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final

from fastapi import Request, Response
from starlette.datastructures import FormData

from app.access import Permission, requires
from app.audit import Subject, record_view, staff
from app.database import database_of
from app.errors import OperationReused, StaleVersion
from app.forms import F, FieldError, Reading
from app.identity import Actor
from app.language import remember, switch
from app.plans.forms import PlanForm
from app.plans.gathering import WorkingPlan
from app.plans.writing import Change
from app.templating import Page, page


PLAN: Final = "/conversations/{conversation_id}/plan"
Planner = Annotated[Actor, requires(Permission.MAKE_PLANS)]

# Somebody wrote first, or the browser sent an old form with new words: a person chooses.
CONFLICTS: Final = (StaleVersion, OperationReused)

Build = Callable[[Mapping[str, Any], tuple[FieldError, ...]], Page]


def form_or_page(
    request: Request, template: str, sent: FormData, reading: Reading[F], build: Build
) -> F | Response:
    """Return the form, or the page as typed: in the other language, or with its faults."""
    choice = str(sent.get("switch_language", ""))
    if switch(choice):
        return remember(page(request, template, build(reading.typed, ())), choice)
    if reading.form is None:
        return page(request, template, build(reading.typed, reading.errors), status=422)
    return reading.form


def change(actor: Actor, conversation_id: uuid.UUID, form: PlanForm) -> Change:
    """Return the change a form asks for."""
    return Change(actor, conversation_id, form.version, form.operation_id)


def note_view(request: Request, actor: Actor, working: WorkingPlan) -> None:
    """Record that this plan was looked at."""
    plan_id = working.plan.id if working.plan else None
    subject = Subject("plan", plan_id, working.conversation.person_id)
    record_view(database_of(request), staff(actor), subject)


def plan_address(conversation_id: uuid.UUID) -> str:
    """Return where the plan stands."""
    return PLAN.format(conversation_id=conversation_id)
