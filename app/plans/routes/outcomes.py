"""Writing, changing and taking out a personal outcome."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response
from sqlmodel import Session
from starlette.datastructures import FormData

from app.database import ReadSession, WriteSession
from app.errors import NotFound
from app.forms import FieldError, PostedForm, read_form
from app.i18n import gettext as _
from app.identity import Actor
from app.plans.forms import OutcomeForm
from app.plans.gathering import list_outcome_quotes, open_words
from app.plans.lines import OutcomeKind
from app.plans.models import PlanOutcome
from app.plans.pages.changes import OutcomePage, Showing, outcome_page, typed_from_quote
from app.plans.queries import get_outcome, list_outcomes
from app.plans.routes.changing import PLAN, Desk, Planner, plan_address
from app.plans.writing import Change, OutcomeDraft, add_outcome, change_outcome, remove_outcome
from app.recording.last_time import is_in
from app.recording.queries import ConfirmedTagRow


router = APIRouter()


class _Desk(Desk):
    """One outcome's form: what it is about, and how it is shown."""

    template = "plans/outcome.html"

    def __init__(
        self,
        request: Request,
        session: Session,
        actor: Actor,
        conversation_id: uuid.UUID,
        outcome_id: uuid.UUID | None = None,
    ) -> None:
        super().__init__(request, session, actor, conversation_id)
        self._outcome_id = outcome_id
        self.quotes = list_outcome_quotes(session, conversation_id)

    def quote(self, tag_id: uuid.UUID | str | None) -> ConfirmedTagRow | None:
        """Return the confirmed words with this id, if they are this conversation's."""
        return next((quote for quote in self.quotes if str(quote.tag_id) == str(tag_id)), None)

    def may_come_from(self, tag_id: uuid.UUID) -> bool:
        """Say whether the words are confirmed now, or the outcome came from them before."""
        rows = list_outcomes(self.session, self.working.plan)
        before = {row.tag_id for row in rows if row.id == self._outcome_id}
        return self.quote(tag_id) is not None or tag_id in before

    def row(self) -> PlanOutcome | None:
        """Return the outcome being changed; none while it is new."""
        if self._outcome_id is None:
            return None
        return get_outcome(self.session, self.working.plan, self._outcome_id)

    def said_under(self, chosen: str, words: str) -> str | None:
        """Return the question chosen, else the one under which the very words stand."""
        said = open_words(self.session, self.working.conversation.id)
        if chosen in said:
            return chosen
        return next((key for key, answer in said.items() if is_in(words, answer)), None)

    def page_of(self, showing: Showing) -> OutcomePage:
        """Return the form."""
        rows = list_outcomes(self.session, self.working.plan)
        used = frozenset(row.tag_id for row in rows if row.tag_id)
        # Somebody may have taken it out meanwhile: what was typed can then be added anew.
        row = next((row for row in rows if row.id == self._outcome_id), None)
        said = open_words(self.session, self.working.conversation.id)
        return outcome_page(replace(showing, said=said), row, self.quotes, used)

    def typed_with(self, typed: Mapping[str, Any], tag_id: str) -> Mapping[str, Any]:
        """Return the form with the chosen words in it."""
        quote = self.quote(tag_id)
        if quote is None:
            return typed
        others = frozenset(each.quote for each in self.quotes)
        return typed_from_quote(typed, quote, others)


@router.get(f"{PLAN}/outcomes/new")
def new(
    request: Request,
    conversation_id: uuid.UUID,
    session: ReadSession,
    actor: Planner,
    tag: uuid.UUID | None = None,
) -> Response:
    """Show an empty form, or one that starts from words the person said."""
    desk = _Desk(request, session, actor, conversation_id)
    if tag is not None and desk.quote(tag) is None:
        raise NotFound
    return desk.open(desk.typed_with({}, str(tag)))


@router.post(f"{PLAN}/outcomes/new")
def add(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Add an outcome."""
    desk = _Desk(request, session, actor, conversation_id)
    return _write(desk, sent, lambda made, draft: add_outcome(session, made, draft))


@router.get(f"{PLAN}/outcomes/{{outcome_id}}")
def show(
    request: Request,
    conversation_id: uuid.UUID,
    outcome_id: uuid.UUID,
    session: ReadSession,
    actor: Planner,
) -> Response:
    """Show an outcome to be changed."""
    desk = _Desk(request, session, actor, conversation_id, outcome_id)
    desk.row()
    return desk.open()


@router.post(f"{PLAN}/outcomes/{{outcome_id}}")
def put(
    request: Request,
    conversation_id: uuid.UUID,
    outcome_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Change an outcome."""
    desk = _Desk(request, session, actor, conversation_id, outcome_id)
    return _write(desk, sent, lambda made, draft: change_outcome(session, made, outcome_id, draft))


@router.post(f"{PLAN}/outcomes/{{outcome_id}}/remove")
def remove(
    request: Request,
    conversation_id: uuid.UUID,
    outcome_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Take an outcome out; its steps stay."""
    desk = _Desk(request, session, actor, conversation_id, outcome_id)
    to = plan_address(conversation_id)
    return desk.take_out(sent, lambda made: remove_outcome(session, made, outcome_id), to)


def _write(
    desk: _Desk, sent: FormData, write_draft: Callable[[Change, OutcomeDraft], object]
) -> Response:
    typed = read_form(OutcomeForm, sent).typed
    if desk.quote(str(sent.get("use_tag", ""))) is not None:
        return desk.again(desk.typed_with(typed, str(sent["use_tag"])))

    def write(form: OutcomeForm, made: Change) -> str | Response:
        if form.tag_id is not None and not desk.may_come_from(form.tag_id):
            return desk.refuse({**typed, "tag_id": ""}, _no_longer_said())
        draft = OutcomeDraft(
            form.words,
            OutcomeKind(form.kind),
            form.target_date,
            form.tag_id,
            desk.said_under(form.said_under, form.words),
        )
        write_draft(made, draft)
        return plan_address(desk.conversation_id)

    return desk.keep(sent, OutcomeForm, write)


def _no_longer_said() -> FieldError:
    return FieldError(
        "words",
        _(
            "The words this was taken from are no longer confirmed as something that matters. "
            "Your text is still here: check it, and keep it if the person still says so."
        ),
    )
