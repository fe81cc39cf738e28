"""The practitioner's side: making and ending the code, and what the person said."""

import datetime as dt
import uuid
from typing import Annotated, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app import audit
from app.access import Permission, requires
from app.accounts.passwords import hash_password, matches
from app.database import ReadSession, WriteSession, database_of
from app.errors import DomainError
from app.forms import PostedForm, read_form
from app.identity import Actor
from app.language import remember, switch
from app.plans.queries import content_of, get_plan_for_conversation, latest_version
from app.recording.models import Conversation
from app.recording.queries import get_conversation
from app.reviews import actions, queries
from app.reviews.codes import new_code, read_code
from app.reviews.forms import EndCodeForm, MakeCodeForm
from app.reviews.models import ReviewCode
from app.reviews.pages.staff import CodePage, CodeState, ReviewPage, code_page, review_page
from app.settings import Settings
from app.templating import page


router = APIRouter()
REVIEW: Final = "/conversations/{conversation_id}/review"
Planner = Annotated[Actor, requires(Permission.MAKE_PLANS)]


@router.get(REVIEW)
def show(
    request: Request, conversation_id: uuid.UUID, session: ReadSession, actor: Planner
) -> Response:
    """Show where the review has got to."""
    shown = _review(request, session, actor, conversation_id)
    return page(request, "reviews/review.html", shown)


@router.post(REVIEW)
def make(
    request: Request,
    conversation_id: uuid.UUID,
    session: WriteSession,
    actor: Planner,
    sent: PostedForm,
) -> Response:
    """Make a code and show it, this once."""
    get_conversation(session, actor, conversation_id)
    choice = str(sent.get("switch_language", ""))
    form = read_form(MakeCodeForm, sent).form
    if form is None:
        raise DomainError
    if switch(choice):
        return remember(_same_page(request, session, actor, conversation_id, form), choice)
    code = new_code()
    made = actions.make_code(
        session,
        actor,
        conversation_id,
        fresh=code,
        secret_hash=hash_password(code.secret),
        operation_id=_operation(form.operation_id),
        lives=dt.timedelta(days=_settings(request).review_code_days),
    )
    if made is None:
        shown = _review(request, session, actor, conversation_id, already_made=True)
        return page(request, "reviews/review.html", shown)
    conversation = get_conversation(session, actor, conversation_id)
    fresh = _code_page(request, conversation, made.code.grouped, made.row, form.operation_id)
    return page(request, "reviews/code.html", fresh)


@router.post(f"{REVIEW}/end")
def end(
    conversation_id: uuid.UUID, session: WriteSession, actor: Planner, sent: PostedForm
) -> Response:
    """End the code, and close the plan wherever it is open."""
    get_conversation(session, actor, conversation_id)
    if read_form(EndCodeForm, sent).form is None:
        raise DomainError
    actions.end_code(session, actor, conversation_id)
    return RedirectResponse(f"/conversations/{conversation_id}/review", status_code=303)


def _same_page(
    request: Request,
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    form: MakeCodeForm,
) -> Response:
    """Show the code that this screen already shows, in the other language; never any other."""
    conversation = get_conversation(session, actor, conversation_id)
    plan = get_plan_for_conversation(session, actor, conversation_id)
    row = queries.latest_code(session, plan.id) if plan else None
    code = read_code(form.code)
    is_right = matches(code.secret if code else "", row.secret_hash if row else None)
    if row is None or code is None or not is_right or not queries.is_usable(row):
        return RedirectResponse(f"/conversations/{conversation_id}/review", status_code=303)
    shown = _code_page(request, conversation, code.grouped, row, form.operation_id)
    return page(request, "reviews/code.html", shown)


def _code_page(
    request: Request,
    conversation: Conversation,
    grouped: str,
    row: ReviewCode,
    operation_id: str,
) -> CodePage:
    address = f"{request.url.scheme}://{request.url.netloc}/my-plan"
    return code_page(conversation, grouped, row.expires_at, address, operation_id)


def _review(
    request: Request,
    session: Session,
    actor: Actor,
    conversation_id: uuid.UUID,
    *,
    already_made: bool = False,
) -> ReviewPage:
    conversation = get_conversation(session, actor, conversation_id)
    plan = get_plan_for_conversation(session, actor, conversation_id)
    code = queries.latest_code(session, plan.id) if plan else None
    latest = latest_version(session, plan.id) if plan else None
    versions = (
        tuple(
            queries.plan_as_shown(session, plan, version)
            for version in queries.shown_versions(session, plan.id)
        )
        if plan
        else ()
    )
    if not already_made:
        _note_view(request, actor, conversation)
    return review_page(
        conversation,
        operation_id=str(uuid.uuid4()),
        latest=latest,
        code=_code_state(request, session, code),
        versions=versions,
        tells_of_risks=latest is not None and bool(content_of(session, latest).risks),
        already_made=already_made,
    )


def _code_state(request: Request, session: Session, code: ReviewCode | None) -> CodeState | None:
    if code is None:
        return None
    most = _settings(request).review_code_tries
    return CodeState(code, queries.last_opened(session, code.id), most)


def _note_view(request: Request, actor: Actor, conversation: Conversation) -> None:
    subject = audit.Subject("review", conversation.id, conversation.person_id)
    audit.record_view(database_of(request), audit.staff(actor), subject)


def _operation(sent: str) -> uuid.UUID:
    try:
        return uuid.UUID(sent)
    except ValueError:
        raise DomainError from None


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings
