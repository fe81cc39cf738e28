"""Accounts: HTTP in, a page or a redirect out."""

import datetime as dt
import uuid
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app import audit
from app.access import Permission, any_staff, requires
from app.accounts import actions, how_it_works_routes, passwords, queries, sign_in_routes
from app.accounts.actions import AccountRefused
from app.accounts.audit_pages import audit_page
from app.accounts.forms import AccountForm, PasswordForm
from app.accounts.pages import AccountsPage, accounts_page, password_page
from app.accounts.sign_in_routes import session_life
from app.attempts import check_and_count
from app.database import ReadSession, WriteSession, database_of
from app.forms import FieldError, PostedForm, read_form
from app.i18n import as_language
from app.i18n import gettext as _
from app.identity import Actor, Role
from app.language import remember, switch
from app.security import set_cookie
from app.templating import page


router = APIRouter()
router.include_router(sign_in_routes.router)
router.include_router(how_it_works_routes.router)

Administrator = Annotated[Actor, requires(Permission.MANAGE_ACCOUNTS)]
AuditReader = Annotated[Actor, requires(Permission.SEE_AUDIT)]
AnyStaff = Annotated[Actor, any_staff()]
EventNumber = Annotated[int, Path(ge=1, le=2_147_483_647)]


@router.get("/accounts")
def show_accounts(request: Request, session: ReadSession, actor: Administrator) -> Response:
    """List the staff accounts, with a form for a new one."""
    return page(request, "accounts/accounts.html", _accounts(session, actor))


@router.post("/accounts")
def make_account(
    request: Request, session: WriteSession, actor: Administrator, sent: PostedForm
) -> Response:
    """Make a staff account."""
    reading = read_form(AccountForm, sent)
    choice = str(sent.get("switch_language", ""))
    if switch(choice):
        shown = accounts_page(
            actor, queries.all_accounts(session), queries.all_teams(session), typed=reading.typed
        )
        return remember(page(request, "accounts/accounts.html", shown), choice)
    errors = reading.errors
    if reading.form is not None:
        try:
            _create(session, actor, reading.form, shortest=_shortest(request))
            return RedirectResponse("/accounts", 303)
        except AccountRefused as refused:
            errors = (FieldError(refused.field, refused.sentence),)
    shown = accounts_page(
        actor,
        queries.all_accounts(session),
        queries.all_teams(session),
        typed=reading.typed,
        errors=errors,
    )
    return page(request, "accounts/accounts.html", shown, status=422)


def _accounts(session: Session, actor: Actor) -> AccountsPage:
    return accounts_page(actor, queries.all_accounts(session), queries.all_teams(session))


def _create(session: Session, actor: Actor, form: AccountForm, *, shortest: int) -> None:
    actions.create_account(
        session,
        audit.staff(actor),
        username=form.username,
        name=form.name,
        role=Role(form.role),
        password=form.password,
        team_id=_team_id(form.team_id),
        language=as_language(form.language) or "en",
        shortest=shortest,
    )


def _team_id(chosen: str) -> uuid.UUID | None:
    if not chosen:
        return None
    try:
        return uuid.UUID(chosen)
    except ValueError:
        raise AccountRefused("team_id", _("Choose a team from the list.")) from None


def _shortest(request: Request) -> int:
    is_practice = request.app.state.settings.is_practice
    return passwords.SHORTEST_IN_PRACTICE if is_practice else passwords.SHORTEST


@router.post("/accounts/{account_id}/close")
def close_account(
    account_id: uuid.UUID, session: WriteSession, actor: Administrator, sent: PostedForm
) -> Response:
    """Close an account; whoever is signed in with it is out at once."""
    actions.deactivate_account(session, actor, account_id)
    return RedirectResponse("/accounts", 303)


@router.get("/accounts/password")
def show_password(request: Request, actor: AnyStaff) -> Response:
    """Show the page for changing one's own password."""
    return page(
        request, "accounts/password.html", password_page(actor, shortest=_shortest(request))
    )


@router.get("/accounts/password/changed")
def show_password_changed(request: Request, actor: AnyStaff) -> Response:
    """Say that the password was changed."""
    shown = password_page(actor, shortest=_shortest(request), was_changed=True)
    return page(request, "accounts/password.html", shown)


@router.post("/accounts/password")
def change_password(request: Request, actor: AnyStaff, sent: PostedForm) -> Response:
    """Change one's own password; every other browser is signed out."""
    reading = read_form(PasswordForm, sent)
    choice = str(sent.get("switch_language", ""))
    shortest = _shortest(request)
    if switch(choice):
        shown = password_page(actor, shortest=shortest)
        return remember(page(request, "accounts/password.html", shown), choice)
    if reading.form is None:
        return _password_refused(request, actor, reading.errors)
    if reading.form.new != reading.form.again:
        fault = FieldError("again", _("The two new passwords are not the same. Enter both again."))
        return _password_refused(request, actor, (fault,))
    try:
        token = _change(request, actor, reading.form, shortest)
    except AccountRefused as refused:
        return _password_refused(request, actor, (FieldError(refused.field, refused.sentence),))
    response = RedirectResponse("/accounts/password/changed", 303)
    set_cookie(response, request.app.state.settings, "session", token)
    return response


def _password_refused(request: Request, actor: Actor, errors: tuple[FieldError, ...]) -> Response:
    shown = password_page(actor, shortest=_shortest(request), errors=errors)
    return page(request, "accounts/password.html", shown, status=422)


def _change(request: Request, actor: Actor, form: PasswordForm, shortest: int) -> str:
    database = database_of(request)
    with database.writing() as session:  # kept by itself: a wrong guess at the old one counts
        check_and_count(
            session,
            request.app.state.signing_key,
            "password",
            str(actor.id),
            most=request.app.state.settings.sign_in_tries_per_minute,
            within=dt.timedelta(minutes=1),
        )
    with database.writing() as session:
        return actions.change_password(
            session,
            actor,
            current=form.current,
            new=form.new,
            lives=session_life(request),
            shortest=shortest,
        )


@router.get("/audit")
def show_audit(request: Request, session: ReadSession, actor: AuditReader) -> Response:
    """Show the latest of the audit trail."""
    events = queries.events_before(session, None)
    shown = audit_page(events, queries.staff_names(session), is_latest=True)
    return page(request, "accounts/audit.html", shown)


@router.get("/audit/before/{sequence}")
def show_audit_before(
    request: Request, sequence: EventNumber, session: ReadSession, actor: AuditReader
) -> Response:
    """Show what came before in the audit trail."""
    events = queries.events_before(session, sequence)
    shown = audit_page(events, queries.staff_names(session), is_latest=False)
    return page(request, "accounts/audit.html", shown)
