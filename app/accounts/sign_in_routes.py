"""The way in and the way out: sign in, sign out, the language, the start, and the health check."""

import datetime as dt
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse

from app import navigation
from app.access import actor_of, open_to_all
from app.accounts import actions, passwords, queries
from app.accounts.forms import LanguageForm, SignInForm, SignOutForm
from app.accounts.pages import SignInPage, sign_in_page
from app.accounts.tries import count_try
from app.accounts.way_back import local_path
from app.database import WriteSession, database_of
from app.errors import DomainError
from app.forms import FieldError, PostedForm, read_form
from app.i18n import as_language
from app.i18n import gettext as _
from app.identity import StaffAccount
from app.language import remember, switch
from app.receipts import refusal, wants_json
from app.security import LANGUAGE_COOKIE, clear_cookie, set_cookie
from app.settings import Settings
from app.templating import page


router = APIRouter()
_SHOWN_IN_PRACTICE: Final = 8


@router.get("/", dependencies=[open_to_all("the start leads home, or to the sign-in page")])
def start(request: Request) -> Response:
    """Lead home, or to the sign-in page."""
    actor = actor_of(request)
    return RedirectResponse("/sign-in" if actor is None else navigation.home(actor), 303)


@router.get("/health", dependencies=[open_to_all("a monitor asks whether this is up")])
def health() -> Response:
    """Say that this is up."""
    return PlainTextResponse("ok")


@router.post("/language", dependencies=[open_to_all("everybody chooses their language")])
def choose_language(sent: PostedForm) -> Response:
    """Keep the language and go back to the page."""
    form = read_form(LanguageForm, sent).form
    if form is None:
        raise DomainError
    return remember(RedirectResponse(local_path(form.return_to), 303), form.language)


@router.get("/sign-in", dependencies=[open_to_all("signing in")])
def show_sign_in(
    request: Request, next_path: Annotated[str, Query(alias="next")] = "/"
) -> Response:
    """Show the way in; somebody who is in already goes on."""
    if actor_of(request) is not None:
        return RedirectResponse(local_path(next_path), 303)
    return page(request, "accounts/sign_in.html", _page(request, local_path(next_path)))


@router.post("/sign-in", dependencies=[open_to_all("signing in")])
def sign_in(request: Request, sent: PostedForm) -> Response:
    """Sign in, or say one and the same sentence whatever was wrong."""
    reading = read_form(SignInForm, sent)
    next_path = local_path(str(reading.typed.get("next", "")))
    username = str(reading.typed.get("username", ""))
    choice = str(sent.get("switch_language", ""))
    if switch(choice):
        shown = _page(request, next_path, username)
        return remember(page(request, "accounts/sign_in.html", shown), choice)
    if reading.form is None:
        return _refused(request, next_path, username, reading.errors)
    count_try(request, reading.form.username)
    token, account = _try(request, reading.form)
    if token is None or account is None:
        return _refused(request, next_path, username, (_do_not_match(),))
    return _signed_in(request, token, account, next_path)


def _refused(
    request: Request, next_path: str, username: str, errors: tuple[FieldError, ...]
) -> Response:
    if wants_json(request):
        return refusal(errors[0].sentence, errors[0].field)
    shown = _page(request, next_path, username, errors)
    return page(request, "accounts/sign_in.html", shown, status=422)


def _page(
    request: Request, next_path: str, username: str = "", errors: tuple[FieldError, ...] = ()
) -> SignInPage:
    practice: list[StaffAccount] = []
    if _settings(request).is_practice:
        with database_of(request).reading() as session:
            practice = list(queries.all_accounts(session)[:_SHOWN_IN_PRACTICE])
    return sign_in_page(next_path=next_path, username=username, errors=errors, practice=practice)


def _do_not_match() -> FieldError:
    return FieldError(
        "username", _("That sign-in name and password do not match. Check both and try again.")
    )


def _try(request: Request, form: SignInForm) -> tuple[str | None, StaffAccount | None]:
    # The hash is worked out between two transactions: it is slow on purpose and must hold no lock.
    with database_of(request).reading() as session:
        account = queries.find_account(session, form.username)
    stored = account.password_hash if account is not None and account.is_active else None
    is_right = passwords.matches(form.password, stored)
    with database_of(request).writing() as session:
        token = None
        if is_right and account is not None:
            token = actions.start_session(session, account, lives=session_life(request))
        if token is None:
            actions.note_refused_sign_in(session, account)
        elif (before := actor_of(request)) is not None:
            actions.sign_out(session, before)
    return token, account


def _signed_in(request: Request, token: str, account: StaffAccount, next_path: str) -> Response:
    response: Response = (
        JSONResponse({"staff": str(account.id)})  # in place, on a page that holds words
        if wants_json(request)
        else RedirectResponse(next_path, 303)
    )
    set_cookie(response, _settings(request), "session", token)
    if as_language(request.cookies.get(LANGUAGE_COOKIE)) is None:
        remember(response, account.language)
    return response


def session_life(request: Request) -> dt.timedelta:
    """Return how long a session may last, however busy."""
    return dt.timedelta(hours=_settings(request).session_hours)


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


@router.post("/sign-out", dependencies=[open_to_all("signing out works even when signed out")])
def sign_out(request: Request, session: WriteSession, sent: PostedForm) -> Response:
    """End the session, and let the next person at this browser start with nothing of it."""
    read_form(SignOutForm, sent)
    actor = actor_of(request)
    if actor is not None:
        actions.sign_out(session, actor)
    response = RedirectResponse("/sign-in", 303)
    clear_cookie(response, _settings(request), "session")
    clear_cookie(response, _settings(request), "visitor")
    return response
