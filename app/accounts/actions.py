"""Sign in and out, and look after staff accounts: each a single write with its audit event."""

import datetime as dt
import re
import uuid
from typing import Final

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app import audit, clock
from app.accounts import passwords
from app.accounts.queries import find_account, get_account
from app.audit import By, Subject
from app.errors import DomainError, NotNow
from app.i18n import N_, Language
from app.i18n import gettext as _
from app.identity import Actor, Role, StaffAccount, StaffSession, Team, new_token


ROLES_IN_A_TEAM: Final = frozenset({Role.PRACTITIONER, Role.TEAM_LEADER})
_USERNAME: Final = re.compile(r"[\w.@-]{2,64}")
_PASSWORD_WRONG: Final = N_("That is not your password now. Check it and try again.")


class AccountRefused(DomainError):
    """An account that cannot be made or changed like this: which field, and why."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self._sentence = sentence

    @property
    def sentence(self) -> str:
        """Return why, fit to show beside the field."""
        return self._sentence


def start_session(session: Session, seen: StaffAccount, *, lives: dt.timedelta) -> str | None:
    """Start a session for the account whose password was just checked and return its token.

    The account is read again under lock: one that was closed or given another password in the
    meantime gets nothing.
    """
    account = session.get(StaffAccount, seen.id, with_for_update=True)
    if account is None or not account.is_active or account.password_hash != seen.password_hash:
        return None
    token, started = _new_session(session, account, lives)
    audit.record(session, audit.staff(account), "sign_in", Subject("staff_session", started.id))
    return token


def _new_session(
    session: Session, account: StaffAccount, lives: dt.timedelta
) -> tuple[str, StaffSession]:
    token, token_sha256 = new_token()
    started = StaffSession(
        token_sha256=token_sha256,
        staff_account_id=account.id,
        expires_at=clock.now() + lives,
    )
    session.add(started)
    return token, started


def note_refused_sign_in(session: Session, account: StaffAccount | None) -> None:
    """Record that a sign-in was refused; the name that was typed is not kept."""
    subject = Subject("staff_account", None if account is None else account.id)
    audit.record(session, audit.NOBODY, "sign_in_refused", subject)


def sign_out(session: Session, actor: Actor) -> None:
    """End this session for good."""
    if actor.session_id is None:
        return
    ending = session.get(StaffSession, actor.session_id, with_for_update=True)
    if ending is not None and ending.ended_at is None:
        ending.ended_at = clock.now()
        audit.record(session, audit.staff(actor), "sign_out", Subject("staff_session", ending.id))


def create_account(
    session: Session,
    by: By,
    *,
    username: str,
    name: str,
    role: Role,
    password: str,
    team_id: uuid.UUID | None,
    language: Language,
    shortest: int = passwords.SHORTEST,
) -> StaffAccount:
    """Make a staff account, or refuse with the field and the sentence to show beside it."""
    username = username.casefold()
    _check_username(session, username)
    _check_team(session, role, team_id)
    _check_new_password(password, username, "password", shortest)
    account = StaffAccount(
        username=username,
        name=name,
        role=role.value,
        team_id=team_id,
        language=language,
        password_hash=passwords.hash_password(password),
    )
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError:  # somebody took the name a moment ago
        raise _name_is_taken() from None
    subject = Subject("staff_account", account.id)
    audit.record(session, by, "account_created", subject, role=role.value)
    return account


def _check_username(session: Session, username: str) -> None:
    if not _USERNAME.fullmatch(username):
        raise AccountRefused(
            "username",
            _("Use 2 to 64 letters, numbers, dots or hyphens, with no spaces."),
        )
    if find_account(session, username) is not None:
        raise _name_is_taken()


def _name_is_taken() -> AccountRefused:
    return AccountRefused("username", _("Somebody has this sign-in name already. Choose another."))


def _check_team(session: Session, role: Role, team_id: uuid.UUID | None) -> None:
    if role not in ROLES_IN_A_TEAM and team_id is not None:
        raise AccountRefused(
            "team_id", _("A commissioner or an administrator belongs to no team. Choose no team.")
        )
    if role in ROLES_IN_A_TEAM and (team_id is None or session.get(Team, team_id) is None):
        raise AccountRefused(
            "team_id", _("Choose the team: a practitioner or a team leader belongs to one.")
        )


def _check_new_password(password: str, username: str, field: str, shortest: int) -> None:
    try:
        passwords.check_password(password, username, shortest=shortest)
    except passwords.PasswordRefused as refused:
        raise AccountRefused(field, str(refused)) from None


def deactivate_account(session: Session, actor: Actor, account_id: uuid.UUID) -> None:
    """Close an account and end its sessions at once; its work stays where it is."""
    account = get_account(session, account_id, for_change=True)
    if account.id == actor.id:
        raise NotNow(_("You cannot close your own account. Ask another administrator to do it."))
    if not account.is_active:
        return
    account.is_active = False
    ended = end_sessions(session, account.id)
    subject = Subject("staff_account", account.id)
    audit.record(session, audit.staff(actor), "account_closed", subject, sessions_ended=ended)


def change_password(
    session: Session,
    actor: Actor,
    *,
    current: str,
    new: str,
    lives: dt.timedelta,
    shortest: int = passwords.SHORTEST,
) -> str:
    """Change one's own password, end every session, and return the token of a fresh one."""
    account = get_account(session, actor.id, for_change=True)
    if not passwords.matches(current, account.password_hash):
        raise AccountRefused("current", _(_PASSWORD_WRONG))
    _check_new_password(new, account.username, "new", shortest)
    account.password_hash = passwords.hash_password(new)
    ended = end_sessions(session, account.id)
    subject = Subject("staff_account", account.id)
    audit.record(session, audit.staff(actor), "password_changed", subject, sessions_ended=ended)
    token, _started = _new_session(session, account, lives)
    return token


def end_sessions(session: Session, account_id: uuid.UUID) -> int:
    """End every live session of an account and say how many there were."""
    statement = (
        select(StaffSession)
        .where(col(StaffSession.staff_account_id) == account_id)
        .where(col(StaffSession.ended_at).is_(None))
        .with_for_update()
    )
    live = session.exec(statement).all()
    for each in live:
        each.ended_at = clock.now()
    return len(live)
