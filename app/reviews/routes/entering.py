"""Opening the plan with a code, and leaving it again. Looking at a page uses up nothing."""

import datetime as dt
import uuid
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.access import open_to_all
from app.accounts.passwords import matches
from app.attempts import check_and_count
from app.database import database_of
from app.errors import DomainError
from app.forms import FieldError, PostedForm, read_form
from app.i18n import as_language
from app.i18n import gettext as _
from app.language import remember, switch
from app.reviews import actions, queries
from app.reviews.access import COOKIE, PersonsRoute, reader_of
from app.reviews.codes import Code, read_code
from app.reviews.forms import CodeForm, LeaveForm
from app.reviews.pages.entering import closed_page, enter_page
from app.security import LANGUAGE_COOKIE, clear_cookie, set_cookie
from app.settings import Settings
from app.templating import page


router = APIRouter(route_class=PersonsRoute)
TRIES_PER_ADDRESS_PER_MINUTE: Final = 20
_ENTER: Final = "reviews/enter.html"


@router.get("/my-plan", dependencies=[open_to_all("the person opens their plan with a code")])
def show(request: Request) -> Response:
    """Ask for the code; a plan that is open already is read on."""
    if reader_of(request) is not None:
        return RedirectResponse("/my-plan/read", 303)
    return page(request, _ENTER, enter_page())


@router.post("/my-plan", dependencies=[open_to_all("the person opens their plan with a code")])
def enter(request: Request, sent: PostedForm) -> Response:
    """Open the plan, or say one and the same sentence whatever was wrong."""
    reading = read_form(CodeForm, sent)
    typed = str(reading.typed.get("code", ""))
    choice = str(sent.get("switch_language", ""))
    if switch(choice):
        return remember(page(request, _ENTER, enter_page(typed)), choice)
    if reading.form is None:
        return page(request, _ENTER, enter_page(typed, reading.errors), status=422)
    code_id, token = _try(request, read_code(reading.form.code))
    if token is None or code_id is None:
        return page(request, _ENTER, enter_page(typed, (_did_not_open(),)), status=422)
    return _opened(request, code_id, token)


def _did_not_open() -> FieldError:
    return FieldError(
        "code",
        _(
            "That code did not open a plan. Check it and try again. "
            "If it still does not work, ask your practitioner for a new one."
        ),
    )


def _try(request: Request, code: Code | None) -> tuple[uuid.UUID | None, str | None]:
    """Try the code; an unknown one takes as long as a known one and leaves as much behind."""
    settings = _settings(request)
    database = database_of(request)
    with database.writing() as session:
        _count(request, session)
        row = actions.take_try(session, code, most=settings.review_code_tries)
    # Worked out between two transactions: it is slow on purpose and must hold no lock.
    is_right = matches(code.secret if code else "", row.secret_hash if row else None)
    token = None
    with database.writing() as session:
        if is_right and row is not None:
            token = actions.open_plan(session, row.id, lives=session_life(request))
            _close_the_one_before(request, session)
        if token is None:
            code_id = row.id if row else None
            actions.refuse_try(session, code_id, most=settings.review_code_tries)
    return (row.id if row else None), token


def _count(request: Request, session: Session) -> None:
    check_and_count(
        session,
        request.app.state.signing_key,
        "code_address",
        request.client.host if request.client else "",
        most=TRIES_PER_ADDRESS_PER_MINUTE,
        within=dt.timedelta(minutes=1),
    )


def _close_the_one_before(request: Request, session: Session) -> None:
    before = reader_of(request)
    if before is not None:
        actions.close_plan(session, before.session_id)


def _opened(request: Request, code_id: uuid.UUID, token: str) -> Response:
    response: Response = RedirectResponse("/my-plan/read", 303)
    set_cookie(response, _settings(request), COOKIE, token)
    if as_language(request.cookies.get(LANGUAGE_COOKIE)) is None:
        with database_of(request).reading() as session:
            remember(response, queries.language_of_code(session, code_id))
    return response


@router.post("/my-plan/leave", dependencies=[open_to_all("leaving works even when already closed")])
def leave(request: Request, sent: PostedForm) -> Response:
    """Close the plan in this browser, and leave nothing of it behind."""
    if read_form(LeaveForm, sent).form is None:
        raise DomainError
    reader = reader_of(request)
    if reader is not None:
        with database_of(request).writing() as session:
            actions.close_plan(session, reader.session_id)
    response = RedirectResponse("/my-plan/closed", 303)
    clear_cookie(response, _settings(request), COOKIE)
    return response


@router.get("/my-plan/closed", dependencies=[open_to_all("it says only that the plan is closed")])
def closed(request: Request) -> Response:
    """Say that the plan is closed."""
    return page(request, "reviews/closed.html", closed_page())


def session_life(request: Request) -> dt.timedelta:
    """Return how long the plan stays open when nothing is sent."""
    return dt.timedelta(minutes=_settings(request).review_session_minutes)


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings
