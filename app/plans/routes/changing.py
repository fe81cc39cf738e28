"""What every form of the plan does alike: who may use it, and how it is shown again."""

import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, TypeVar

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session
from starlette.datastructures import FormData

from app.access import Permission, requires
from app.audit import Subject, record_view, staff
from app.database import database_of
from app.errors import NotFound, OperationReused, StaleVersion
from app.forms import F, FieldError, Reading, read_form
from app.identity import Actor
from app.language import remember, switch
from app.plans.forms import PlanForm, RemoveForm
from app.plans.gathering import WorkingPlan, get_working_plan
from app.plans.pages.changes import Showing
from app.plans.writing import Change
from app.templating import Page, page


PLAN: Final = "/conversations/{conversation_id}/plan"
Planner = Annotated[Actor, requires(Permission.MAKE_PLANS)]

Typed = Mapping[str, Any]
Build = Callable[[Typed, tuple[FieldError, ...]], Page]
P = TypeVar("P", bound=PlanForm)


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


class Desk(ABC):
    """A form that changes a plan, for one request: how it is shown, and what is done with it."""

    template: str

    def __init__(
        self, request: Request, session: Session, actor: Actor, conversation_id: uuid.UUID
    ) -> None:
        self.request = request
        self.session = session
        self.actor = actor
        self.conversation_id = conversation_id
        self.working = get_working_plan(session, actor, conversation_id)

    @abstractmethod
    def page_of(self, showing: Showing) -> Page:
        """Return the form as it is shown now."""

    def open(self, begun: Typed | None = None) -> Response:
        """Show the form, perhaps begun, and note that the plan was looked at."""
        shown = self._page(begun or {})
        note_view(self.request, self.actor, self.working)
        return page(self.request, self.template, shown)

    def again(self, typed: Typed) -> Response:
        """Show the form with this in it; nothing is kept yet."""
        return page(self.request, self.template, self._page(typed))

    def refuse(self, typed: Typed, fault: FieldError) -> Response:
        """Show what was typed again, with what is wrong with it."""
        return page(self.request, self.template, self._page(typed, (fault,)), status=422)

    def keep(
        self, sent: FormData, model: type[P], write: Callable[[P, Change], str | Response]
    ) -> Response:
        """Write what was sent and go where that leads, or show it again as it was typed.

        Where somebody wrote first, both are shown and a person chooses.
        """
        reading = read_form(model, sent)
        form = form_or_page(self.request, self.template, sent, reading, self._page)
        if isinstance(form, Response):
            return form
        return self._write(reading.typed, lambda made: write(form, made), form)

    def take_out(self, sent: FormData, remove: Callable[[Change], None], to: str) -> Response:
        """Take out what the form is about."""
        form = read_form(RemoveForm, sent).form
        if form is None:
            raise NotFound

        def write(made: Change) -> str:
            remove(made)
            return to

        return self._write({}, write, form)

    def _write(
        self, typed: Typed, write: Callable[[Change], str | Response], form: PlanForm
    ) -> Response:
        made = Change(self.actor, self.conversation_id, form.version, form.operation_id)
        try:
            answer = write(made)
        except (StaleVersion, OperationReused):
            self.session.expire_all()  # what was read before the conflict is not to be believed
            self.working = get_working_plan(self.session, self.actor, self.conversation_id)
            shown = self._page(typed, is_conflict=True)
            return page(self.request, self.template, shown, status=409)
        return RedirectResponse(answer, status_code=303) if isinstance(answer, str) else answer

    def _page(
        self, typed: Typed, errors: tuple[FieldError, ...] = (), *, is_conflict: bool = False
    ) -> Page:
        return self.page_of(Showing(self.working, typed, errors, is_conflict))


def note_view(request: Request, actor: Actor, working: WorkingPlan) -> None:
    """Record that this plan was looked at."""
    plan_id = working.plan.id if working.plan else None
    subject = Subject("plan", plan_id, working.conversation.person_id)
    record_view(database_of(request), staff(actor), subject)


def plan_address(conversation_id: uuid.UUID) -> str:
    """Return where the plan stands."""
    return PLAN.format(conversation_id=conversation_id)
