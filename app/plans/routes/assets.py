"""What is known of an asset, and keeping confirmed words out of every copy."""

import uuid
from dataclasses import fields

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.database import ReadSession, WriteSession
from app.errors import NotFound
from app.forms import FieldError, PostedForm, read_form
from app.i18n import gettext as _
from app.identity import Actor
from app.plans.asset_writing import NoteDraft, write_note
from app.plans.forms import KeepBackForm, NoteForm
from app.plans.gathering import get_working_plan
from app.plans.keeping_back import (
    get_confirmed_words,
    keep_back,
    lift,
    list_confirmed_words,
)
from app.plans.kept_back import WhyKeptBack
from app.plans.lines import QuoteLine
from app.plans.pages.assets import NotePage, keep_back_page, kept_back_page, note_page
from app.plans.pages.changes import Showing
from app.plans.queries import list_asset_notes, list_outcomes
from app.plans.routes.changing import PLAN, Desk, Planner, form_or_page, note_view, plan_address
from app.plans.writing import Change
from app.templating import page


router = APIRouter()
KEPT_BACK, KEEP_BACK = "plans/kept_back.html", "plans/keep_back.html"


class _Desk(Desk):
    """What is known of one asset."""

    template = "plans/asset.html"

    def __init__(
        self,
        request: Request,
        session: Session,
        actor: Actor,
        conversation_id: uuid.UUID,
        line_key: str,
    ) -> None:
        super().__init__(request, session, actor, conversation_id)
        self._line_key = line_key
        self.line()

    def line(self) -> QuoteLine:
        """Return the line of the asset, as it stands now."""
        found = (
            line for line in self.working.content.asset_lines() if line.line_key == self._line_key
        )
        line = next(found, None)
        if line is None:
            raise NotFound
        return line

    def has_all(self, outcome_ids: tuple[uuid.UUID, ...]) -> bool:
        """Say whether all of these outcomes are still in the plan."""
        rows = list_outcomes(self.session, self.working.plan)
        return {row.id for row in rows}.issuperset(outcome_ids)

    def page_of(self, showing: Showing) -> NotePage:
        """Return the form."""
        rows = {row.line_key: row for row in list_asset_notes(self.session, self.working.plan)}
        outcomes = list_outcomes(self.session, self.working.plan)
        return note_page(showing, self.line(), rows.get(self._line_key), outcomes)


@router.get(f"{PLAN}/assets/{{line_key}}")
def show(
    request: Request,
    conversation_id: uuid.UUID,
    line_key: str,
    session: ReadSession,
    actor: Planner,
) -> Response:
    """Show what is known of the asset."""
    return _Desk(request, session, actor, conversation_id, line_key).open()


@router.post(f"{PLAN}/assets/{{line_key}}")
def put(
    request: Request,
    conversation_id: uuid.UUID,
    line_key: str,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Keep what is known of the asset."""
    desk = _Desk(request, session, actor, conversation_id, line_key)

    def write(form: NoteForm, made: Change) -> str | Response:
        if not desk.has_all(form.outcome_ids):
            return desk.refuse(read_form(NoteForm, sent).typed, _outcome_gone())
        said = form.model_dump(include={each.name for each in fields(NoteDraft)})
        write_note(session, made, line_key, NoteDraft(**said))
        return f"{plan_address(conversation_id)}#strengths"

    return desk.keep(sent, NoteForm, write)


@router.get(f"{PLAN}/kept-back")
def show_kept_back(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Planner
) -> Response:
    """Show every confirmed sentence, those that stand in no copy first."""
    working = get_working_plan(session, actor, conversation_id)
    note_view(request, actor, working)
    kept, others = list_confirmed_words(session, conversation_id)
    return page(request, KEPT_BACK, kept_back_page(working, kept, others))


@router.get(f"{PLAN}/kept-back/{{tag_id}}")
def ask(
    request: Request,
    conversation_id: uuid.UUID,
    tag_id: uuid.UUID,
    session: ReadSession,
    actor: Planner,
) -> Response:
    """Ask why these words are kept out of every copy."""
    working = get_working_plan(session, actor, conversation_id)
    tag = get_confirmed_words(session, conversation_id, tag_id)
    note_view(request, actor, working)
    return page(request, KEEP_BACK, keep_back_page(working, tag, {}))


@router.post(f"{PLAN}/kept-back/{{tag_id}}")
def keep(
    request: Request,
    conversation_id: uuid.UUID,
    tag_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Keep the words out of every copy."""
    working = get_working_plan(session, actor, conversation_id)
    tag = get_confirmed_words(session, conversation_id, tag_id)
    form = form_or_page(
        request,
        KEEP_BACK,
        sent,
        read_form(KeepBackForm, sent),
        lambda typed, errors: keep_back_page(working, tag, typed, errors),
    )
    if isinstance(form, Response):
        return form
    keep_back(session, actor, conversation_id, tag_id, WhyKeptBack(form.why), form.reason)
    return _to_kept_back(conversation_id)


@router.post(f"{PLAN}/kept-back/{{kept_id}}/lift")
def let_stand(
    conversation_id: uuid.UUID,
    kept_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Let the words stand in copies again."""
    lift(session, actor, conversation_id, kept_id)
    return _to_kept_back(conversation_id)


def _outcome_gone() -> FieldError:
    return FieldError(
        "outcome_ids",
        _("Something this helps with is no longer in the plan. Choose again; the rest is here."),
    )


def _to_kept_back(conversation_id: uuid.UUID) -> Response:
    return RedirectResponse(f"{plan_address(conversation_id)}/kept-back", status_code=303)
