"""The pages of signing in and of looking after staff accounts."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.accounts.passwords import PRACTICE_PASSWORD
from app.alphabet import alphabetical
from app.forms import FieldError, Option
from app.i18n import current_language
from app.i18n import gettext as _
from app.identity import ROLE_LABELS, Actor, Role, StaffAccount, Team


LANGUAGE_OPTIONS: Final = (Option("en", "English"), Option("cy", "Cymraeg"))


@dataclass(frozen=True)
class PracticeSignIn:
    """One invented member of staff, for a newcomer to sign in as."""

    username: str
    name: str
    role: str


@dataclass(frozen=True)
class SignInPage:
    """The way in."""

    title: str
    next: str
    username: str
    errors: tuple[FieldError, ...]
    practice: tuple[PracticeSignIn, ...]
    practice_password: str = PRACTICE_PASSWORD
    form_id: str = "sign-in"


def sign_in_page(
    *,
    next_path: str,
    username: str = "",
    errors: tuple[FieldError, ...] = (),
    practice: Sequence[StaffAccount] = (),
) -> SignInPage:
    """Return the sign-in page; ``practice`` is empty except in the practice room."""
    return SignInPage(
        title=_("Sign in"),
        next=next_path,
        username=username,
        errors=errors,
        practice=tuple(
            PracticeSignIn(account.username, account.name, _(ROLE_LABELS[Role(account.role)]))
            for account in practice
            if account.is_active
        ),
    )


@dataclass(frozen=True)
class AccountRow:
    """One staff account in the list."""

    name: str
    username: str
    role: str
    team: str
    is_active: bool
    close_path: str  # empty: not theirs to close
    close_label: str


@dataclass(frozen=True)
class AccountsPage:
    """Every staff account, and a form for a new one."""

    title: str
    rows: tuple[AccountRow, ...]
    roles: tuple[Option, ...]
    teams: tuple[Option, ...]
    languages: tuple[Option, ...]
    typed: Mapping[str, Any]
    errors: tuple[FieldError, ...]
    form_id: str = "new-account"


_NOTHING_TYPED: Final = {"name": "", "username": "", "role": "", "team_id": "", "language": "en"}


def accounts_page(
    actor: Actor,
    accounts: Sequence[StaffAccount],
    teams: Sequence[Team],
    *,
    typed: Mapping[str, Any] | None = None,
    errors: tuple[FieldError, ...] = (),
) -> AccountsPage:
    """Return the page of accounts, open ones first, each by name."""
    language = current_language()
    team_names = {team.id: team.name(language) for team in teams}
    in_order = sorted(accounts, key=lambda a: (not a.is_active, alphabetical(a.name, language)))
    return AccountsPage(
        title=_("Staff accounts"),
        rows=tuple(_row(account, team_names, actor) for account in in_order),
        roles=tuple(Option(role.value, _(ROLE_LABELS[role]), _role_hint(role)) for role in Role),
        teams=(
            Option("", _("No team")),
            *(Option(str(team_id), name) for team_id, name in team_names.items()),
        ),
        languages=LANGUAGE_OPTIONS,
        typed={**_NOTHING_TYPED, **(typed or {})},
        errors=errors,
    )


def _row(account: StaffAccount, team_names: Mapping[uuid.UUID, str], actor: Actor) -> AccountRow:
    can_close = account.is_active and account.id != actor.id
    return AccountRow(
        name=account.name,
        username=account.username,
        role=_(ROLE_LABELS[Role(account.role)]),
        team=_("No team") if account.team_id is None else team_names[account.team_id],
        is_active=account.is_active,
        close_path=f"/accounts/{account.id}/close" if can_close else "",
        close_label=_("Close the account of %(name)s") % {"name": account.name},
    )


def _role_hint(role: Role) -> str:
    hints = {
        Role.PRACTITIONER: _("Holds conversations with the people of their own team."),
        Role.TEAM_LEADER: _("The same, and sees the team's confirmed tags added up."),
        Role.COMMISSIONER: _("Takes away releases. Can open no record."),
        Role.ADMINISTRATOR: _("Looks after accounts and the audit trail. Can open no record."),
    }
    return hints[role]


@dataclass(frozen=True)
class PasswordPage:
    """One's own password, to be changed."""

    title: str
    name: str
    hint: str
    was_changed: bool
    errors: tuple[FieldError, ...]
    form_id: str


def password_page(
    actor: Actor,
    *,
    shortest: int,
    was_changed: bool = False,
    errors: tuple[FieldError, ...] = (),
) -> PasswordPage:
    """Return the page for changing one's own password."""
    return PasswordPage(
        title=_("Change your password"),
        name=actor.name,
        hint=_("At least %(least)s characters: three or four words together work well.")
        % {"least": shortest},
        was_changed=was_changed,
        errors=errors,
        form_id="" if was_changed else "password",
    )
