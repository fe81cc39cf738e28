"""What is read of tablets: one's own, and for whoever looks after accounts, everybody's."""

import uuid
from collections.abc import Sequence

from sqlmodel import Session, col, select

from app import clock
from app.access import Permission, can
from app.errors import NotFound, NotSignedIn
from app.identity import Actor, StaffAccount, StaffSession
from app.tablets.models import Tablet, TabletWaits


def looks_after_all(actor: Actor) -> bool:
    """Say whether this actor sees everybody's tablets."""
    return can(actor, Permission.MANAGE_ACCOUNTS)


def signed_in_for(session: Session, actor: Actor) -> int:
    """Return how many seconds ago this browser signed in, by our own clock."""
    there = session.get(StaffSession, actor.session_id) if actor.session_id else None
    if there is None:
        raise NotSignedIn
    return int((clock.now() - there.started_at).total_seconds())


def list_tablets(session: Session, actor: Actor) -> Sequence[Tablet]:
    """Return the tablets this actor may stop, the last seen first."""
    statement = select(Tablet).order_by(col(Tablet.last_seen_at).desc())
    if not looks_after_all(actor):
        statement = statement.where(col(Tablet.staff_account_id) == actor.id)
    return session.exec(statement).all()


def find_own(
    session: Session, actor: Actor, device_id: uuid.UUID, *, to_change: bool = False
) -> Tablet | None:
    """Return what this actor keeps on a device, if anything."""
    statement = select(Tablet).where(
        col(Tablet.device_id) == device_id, col(Tablet.staff_account_id) == actor.id
    )
    return session.exec(statement.with_for_update() if to_change else statement).first()


def get_tablet(session: Session, actor: Actor, tablet_id: uuid.UUID) -> Tablet:
    """Return a tablet, to be changed; somebody else's is not there."""
    tablet = session.get(Tablet, tablet_id, with_for_update=True)
    if tablet is None or not (looks_after_all(actor) or tablet.staff_account_id == actor.id):
        raise NotFound
    return tablet


def everyone_on(session: Session, device_id: uuid.UUID) -> Sequence[Tablet]:
    """Return what everybody keeps on one device, to be changed."""
    statement = select(Tablet).where(col(Tablet.device_id) == device_id).with_for_update()
    return session.exec(statement).all()


def conversations_waiting(
    session: Session, tablets: Sequence[Tablet]
) -> dict[uuid.UUID, list[uuid.UUID]]:
    """Return the conversations of which something waits, by tablet."""
    found: dict[uuid.UUID, list[uuid.UUID]] = {tablet.id: [] for tablet in tablets}
    statement = select(TabletWaits).where(col(TabletWaits.tablet_id).in_(list(found)))
    for row in session.exec(statement):
        found[row.tablet_id].append(row.conversation_id)
    return found


def owner_names(session: Session, tablets: Sequence[Tablet]) -> dict[uuid.UUID, str]:
    """Return whose tablets they are."""
    ids = {tablet.staff_account_id for tablet in tablets}
    accounts = session.exec(select(StaffAccount).where(col(StaffAccount.id).in_(ids)))
    return {account.id: account.name for account in accounts}
