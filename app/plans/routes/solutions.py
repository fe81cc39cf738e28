"""What in the community may help with a step, and making a step of it."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from sqlmodel import Session

from app.database import ReadSession, WriteSession
from app.directory.matching import suggest
from app.directory.queries import get_entry
from app.errors import NotFound
from app.forms import PostedForm
from app.identity import Actor
from app.plans.gathering import get_working_plan
from app.plans.lines import DoerKind
from app.plans.pages.changes import Showing
from app.plans.pages.solutions import TakePage, solutions_page, take_page
from app.plans.queries import list_outcomes
from app.plans.record_forms import TakeForm
from app.plans.routes.changing import PLAN, Desk, Planner, note_view, plan_address
from app.plans.taking import looking_for, offered_entries, take_entry
from app.plans.writing import Change, StepDraft
from app.templating import page
from app.text import without_unseen


router = APIRouter()
LIST = "plans/solutions.html"
Asked = Annotated[str, Query()]


@router.get(f"{PLAN}/solutions")
def show(
    request: Request,
    conversation_id: uuid.UUID,
    session: ReadSession,
    actor: Planner,
    outcome: Asked = "",
    area: Asked = "",
    language: Asked = "",
    cost: Asked = "",
) -> Response:
    """Show what may help, the nearest first, each with its reasons."""
    working = get_working_plan(session, actor, conversation_id)
    note_view(request, actor, working)
    entries = offered_entries(session)
    looking = looking_for(
        session,
        working,
        [entry for _row_id, entry in entries.values()],
        outcome_id=outcome,
        area=" ".join(without_unseen(area).split())[:200],
        only_welsh=language == "cy",
        only_free=cost == "free",
    )
    found = suggest(looking, (entry for _row_id, entry in entries.values()))
    rows = [(entries[each.entry.key][0], each) for each in found]
    asked = {"outcome": outcome, "area": looking.area_asked, "language": language, "cost": cost}
    shown = solutions_page(
        Showing(working, {}),
        asked,
        list_outcomes(session, working.plan),
        looking,
        [(row_id, get_entry(session, row_id), each) for row_id, each in rows],
    )
    return page(request, LIST, shown)


class _TakeDesk(Desk):
    """A step made of one entry."""

    template = "plans/take.html"

    def __init__(
        self,
        request: Request,
        session: Session,
        actor: Actor,
        conversation_id: uuid.UUID,
        entry_id: uuid.UUID,
    ) -> None:
        super().__init__(request, session, actor, conversation_id)
        self._entry = get_entry(session, entry_id)

    def has_outcome(self, outcome_id: uuid.UUID | str) -> bool:
        """Say whether the outcome is in this plan."""
        rows = list_outcomes(self.session, self.working.plan)
        return str(outcome_id) in {str(row.id) for row in rows}

    def page_of(self, showing: Showing) -> TakePage:
        """Return the form."""
        return take_page(showing, self._entry, list_outcomes(self.session, self.working.plan))


@router.get(f"{PLAN}/solutions/{{entry_id}}")
def show_one(
    request: Request,
    conversation_id: uuid.UUID,
    entry_id: uuid.UUID,
    session: ReadSession,
    actor: Planner,
    outcome: Asked = "",
) -> Response:
    """Show one entry and the form that makes a step of it."""
    desk = _TakeDesk(request, session, actor, conversation_id, entry_id)
    return desk.open({"outcome_id": outcome} if desk.has_outcome(outcome) else {})


@router.post(f"{PLAN}/solutions/{{entry_id}}")
def take(
    request: Request,
    conversation_id: uuid.UUID,
    entry_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Make a step of the entry, with its name as the source."""
    desk = _TakeDesk(request, session, actor, conversation_id, entry_id)

    def write(form: TakeForm, made: Change) -> str:
        if form.outcome_id is not None and not desk.has_outcome(form.outcome_id):
            raise NotFound
        kind = DoerKind(form.doer_kind)
        draft = StepDraft(form.action, form.doer, kind, form.due_date, form.outcome_id)
        take_entry(session, made, entry_id, draft)
        return f"{plan_address(conversation_id)}#steps"

    return desk.keep(sent, TakeForm, write)
