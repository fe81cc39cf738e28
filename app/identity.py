"""Who is asking: teams, staff accounts, and server-side sessions that can be ended at once."""

import datetime as dt
import hashlib
import secrets
import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlmodel import Field, Session, col, select

from app import clock
from app.database import Moment, Record
from app.encryption import EncryptedText
from app.i18n import N_, Language, as_language
from app.i18n import gettext as _


class Role(StrEnum):
    """What a member of staff is here to do. Stored by value: never rename one."""

    PRACTITIONER = "practitioner"
    TEAM_LEADER = "team_leader"
    COMMISSIONER = "commissioner"
    ADMINISTRATOR = "administrator"


ROLE_LABELS: Final = {
    Role.PRACTITIONER: N_("Practitioner"),
    Role.TEAM_LEADER: N_("Team leader"),
    Role.COMMISSIONER: N_("Commissioner"),
    Role.ADMINISTRATOR: N_("Administrator"),
}


class Team(Record, table=True):
    """A team whose practitioners share the people they see."""

    __tablename__ = "team"
    name_en: str
    name_cy: str

    def name(self, language: Language) -> str:
        """Return the team's name in the language."""
        return self.name_cy if language == "cy" else self.name_en


class StaffAccount(Record, table=True):
    """A member of staff who can sign in."""

    __tablename__ = "staff_account"
    username: str = Field(unique=True)
    name: str = Field(sa_type=EncryptedText)
    password_hash: str
    role: str
    team_id: uuid.UUID | None = Field(default=None, foreign_key="team.id", index=True)
    language: str = "en"
    is_active: bool = True
    created_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)


class StaffSession(Record, table=True):
    """One signed-in browser. Ended, never deleted, so that a slow request cannot revive it."""

    __tablename__ = "staff_session"
    token_sha256: str = Field(unique=True)
    staff_account_id: uuid.UUID = Field(foreign_key="staff_account.id", index=True)
    started_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    last_seen_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    expires_at: dt.datetime = Field(sa_type=Moment)
    ended_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    # The one page this browser may open until the password is given; empty: any page.
    kept_to: str = ""


@dataclass(frozen=True)
class Actor:
    """Whoever is doing this: the facts that rules and audit need, and no more."""

    id: uuid.UUID
    role: Role
    team_id: uuid.UUID | None
    name: str
    language: Language
    session_id: uuid.UUID | None = None
    kept_to: str = ""  # while the screen is shown to somebody: the only page that opens

    @property
    def role_label(self) -> str:
        """Return the role in the language being spoken."""
        return _(ROLE_LABELS[self.role])


def actor_for(
    account: StaffAccount, session_id: uuid.UUID | None = None, *, kept_to: str = ""
) -> Actor:
    """Return the account as the actor it becomes."""
    return Actor(
        id=account.id,
        role=Role(account.role),
        team_id=account.team_id,
        name=account.name,
        language=as_language(account.language) or "en",
        session_id=session_id,
        kept_to=kept_to,
    )


def new_token() -> tuple[str, str]:
    """Return a fresh 256-bit token and the fingerprint by which it is stored."""
    token = secrets.token_urlsafe(32)
    return token, fingerprint(token)


def fingerprint(token: str) -> str:
    """Return what is stored in place of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def keep_to(session: Session, actor: Actor, page: str) -> str | None:
    """Let the actor's browser open this page alone (empty: any page); return its new token.

    The token changes each time, so that nothing the browser kept from before can be used.
    """
    if actor.session_id is None:
        return None
    staff_session = session.get(StaffSession, actor.session_id, with_for_update=True)
    if staff_session is None or staff_session.ended_at is not None:
        return None
    token, staff_session.token_sha256 = new_token()
    staff_session.kept_to = page
    session.add(staff_session)
    return token


def find_session(
    session: Session, token: str, *, idle: dt.timedelta
) -> tuple[StaffSession, StaffAccount] | None:
    """Return the live session behind a token and its account, if there is one."""
    statement = (
        select(StaffSession, StaffAccount)
        .where(col(StaffSession.staff_account_id) == col(StaffAccount.id))
        .where(col(StaffSession.token_sha256) == fingerprint(token))
    )
    row = session.exec(statement).first()
    if row is None:
        return None
    staff_session, account = row
    moment = clock.now()
    is_live = (
        staff_session.ended_at is None
        and account.is_active
        and moment < staff_session.expires_at
        and moment < staff_session.last_seen_at + idle
    )
    return (staff_session, account) if is_live else None
