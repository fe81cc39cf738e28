"""Read staff accounts, teams and the audit trail."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Final

from sqlmodel import Session, col, select

from app.audit import AuditEvent
from app.errors import NotFound
from app.identity import StaffAccount, Team


TRAIL_LENGTH: Final = 50


def find_account(session: Session, username: str) -> StaffAccount | None:
    """Return the account with this sign-in name, if there is one."""
    statement = select(StaffAccount).where(col(StaffAccount.username) == username.casefold())
    return session.exec(statement).first()


def get_account(
    session: Session, account_id: uuid.UUID, *, for_change: bool = False
) -> StaffAccount:
    """Return the account; one that does not exist is not found."""
    account = session.get(StaffAccount, account_id, with_for_update=for_change)
    if account is None:
        raise NotFound
    return account


def all_accounts(session: Session) -> Sequence[StaffAccount]:
    """Return every staff account, oldest first."""
    return session.exec(select(StaffAccount).order_by(col(StaffAccount.created_at))).all()


def all_teams(session: Session) -> Sequence[Team]:
    """Return every team."""
    return session.exec(select(Team).order_by(col(Team.name_en))).all()


def staff_names(session: Session) -> Mapping[uuid.UUID, str]:
    """Return the name of each member of staff by account id."""
    return {account.id: account.name for account in all_accounts(session)}


def events_before(session: Session, sequence: int | None) -> Sequence[AuditEvent]:
    """Return the latest audit events, or those before the given one, newest first."""
    statement = select(AuditEvent).order_by(col(AuditEvent.sequence).desc()).limit(TRAIL_LENGTH)
    if sequence is not None:
        statement = statement.where(col(AuditEvent.sequence) < sequence)
    return session.exec(statement).all()
