"""Choosing what kind of plan this is, and writing what a statutory one records."""

import uuid

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.database import ReadSession, WriteSession
from app.errors import NotFound
from app.forms import PostedForm
from app.plans.pages.changes import Showing
from app.plans.pages.kinds import KindPage, StatutePage, kind_page, statute_page
from app.plans.plan_kinds import PlanKind
from app.plans.record_forms import KindForm, StatuteForm
from app.plans.record_queries import find_statute
from app.plans.routes.changing import PLAN, Desk, Planner, plan_address
from app.plans.statute_writing import StatuteDraft, set_kind, write_statute
from app.plans.writing import Change


router = APIRouter()


class _KindDesk(Desk):
    template = "plans/kind.html"

    def page_of(self, showing: Showing) -> KindPage:
        return kind_page(showing)


class _StatuteDesk(Desk):
    template = "plans/statute.html"

    @property
    def is_statutory(self) -> bool:
        return self.working.content.statute is not None

    def page_of(self, showing: Showing) -> StatutePage:
        if not self.is_statutory:
            raise NotFound
        return statute_page(showing, find_statute(self.session, self.working.plan))


@router.get(f"{PLAN}/kind")
def show_kind(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Planner
) -> Response:
    """Show the kinds there are."""
    return _KindDesk(request, session, actor, conversation_id).open()


@router.post(f"{PLAN}/kind")
def put_kind(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Set the kind; a statutory one leads on to what it must say."""

    def write(form: KindForm, made: Change) -> str:
        kind = PlanKind(form.kind)
        set_kind(session, made, kind)
        address = plan_address(conversation_id)
        return f"{address}/statute" if kind.is_statutory else address

    return _KindDesk(request, session, actor, conversation_id).keep(sent, KindForm, write)


@router.get(f"{PLAN}/statute")
def show_statute(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Planner
) -> Response:
    """Show what the plan must say, and the form; a plan of the default kind chooses first."""
    desk = _StatuteDesk(request, session, actor, conversation_id)
    if not desk.is_statutory:
        return RedirectResponse(f"{plan_address(conversation_id)}/kind", 303)
    return desk.open()


@router.post(f"{PLAN}/statute")
def put_statute(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Keep what was written, finished or not, and show what is still missing."""
    desk = _StatuteDesk(request, session, actor, conversation_id)
    if not desk.is_statutory:
        raise NotFound

    def write(form: StatuteForm, made: Change) -> str:
        said = {name: getattr(form, name) for name in vars(StatuteDraft())}
        write_statute(session, made, StatuteDraft(**said))
        return f"{plan_address(conversation_id)}#kind"

    return desk.keep(sent, StatuteForm, write)
