"""Let a tablet keep work, hear what waits on it, and stop it when it is lost."""

import datetime as dt
import uuid
from collections.abc import Iterable

from sqlmodel import Session, col, delete

from app import clock
from app.audit import Subject, record, staff
from app.encryption import secrets_for
from app.errors import NotFound
from app.identity import Actor, StaffSession
from app.tablets.models import Tablet, TabletWaits
from app.tablets.packing import Pack
from app.tablets.queries import everyone_on, find_own, get_tablet, looks_after_all


def register_tablet(session: Session, actor: Actor, device_id: uuid.UUID, name: str) -> Tablet:
    """Return what this account keeps on the device, its half of the key made the first time."""
    tablet = find_own(session, actor, device_id, to_change=True)
    if tablet is None:
        tablet = Tablet(
            device_id=device_id,
            staff_account_id=actor.id,
            name=name,
            unlock_secret=_secrets(device_id, actor.id)[0],
        )
        _note(session, actor, tablet, "tablet_registered")
    if tablet.stopped_at is None:
        tablet.name = name or tablet.name
        tablet.session_id, tablet.last_seen_at = actor.session_id, clock.now()
    session.add(tablet)
    return tablet


def unlock_secrets(tablet: Tablet) -> tuple[bytes, ...]:
    """Return the half of the key, and those that this tablet may have had before.

    They come from the installation's keys, so that a database that was restored from before the
    tablet was first used still opens what waits on it.
    """
    known = _secrets(tablet.device_id, tablet.staff_account_id)
    return tuple(dict.fromkeys((tablet.unlock_secret, *known)))


def _secrets(device_id: uuid.UUID, account_id: uuid.UUID) -> tuple[bytes, ...]:
    return secrets_for(f"tablet {device_id} {account_id}")


def note_waiting(
    session: Session,
    actor: Actor,
    device_id: uuid.UUID,
    *,
    waiting: int,
    oldest: dt.datetime | None,
    conversations: Iterable[uuid.UUID],
) -> Tablet:
    """Keep what a tablet says is waiting there, so that it is known should the tablet be lost."""
    tablet = find_own(session, actor, device_id, to_change=True)
    if tablet is None:
        raise NotFound
    tablet.waiting, tablet.last_seen_at = waiting, clock.now()
    tablet.waiting_since = oldest if waiting else None
    session.add(tablet)
    session.exec(delete(TabletWaits).where(col(TabletWaits.tablet_id) == tablet.id))
    for conversation_id in set(conversations) if waiting else ():
        session.add(TabletWaits(tablet_id=tablet.id, conversation_id=conversation_id))
    return tablet


def note_taken(session: Session, actor: Actor, pack: Pack) -> None:
    """Note that a person's visit was taken along, and each record that was opened for it."""
    for subject in pack.opened:
        action = "visit_taken" if subject.kind == "person" else "viewed"
        record(session, staff(actor), action, subject)


def stop_tablet(session: Session, actor: Actor, tablet_id: uuid.UUID) -> None:
    """Never give the half of the key to this tablet again, and sign it out.

    Whoever looks after accounts stops it for everybody who keeps work on it: it is lost for all.
    """
    tablet = get_tablet(session, actor, tablet_id)
    together = everyone_on(session, tablet.device_id) if looks_after_all(actor) else (tablet,)
    for each in together:
        if each.stopped_at is None:
            each.stopped_at, each.stopped_by = clock.now(), actor.id
            session.add(each)
            _sign_out(session, actor, each)
            _note(session, actor, each, "tablet_stopped")


def allow_tablet(session: Session, actor: Actor, tablet_id: uuid.UUID) -> None:
    """Let a tablet that was found again open what it keeps, for everybody who keeps work on it."""
    tablet = get_tablet(session, actor, tablet_id)
    for each in everyone_on(session, tablet.device_id):
        if each.stopped_at is not None:
            each.stopped_at = each.stopped_by = None
            session.add(each)
            _note(session, actor, each, "tablet_allowed")


def _sign_out(session: Session, actor: Actor, tablet: Tablet) -> None:
    if tablet.session_id is None or tablet.session_id == actor.session_id:
        return
    there = session.get(StaffSession, tablet.session_id, with_for_update=True)
    if there is not None and there.ended_at is None:
        there.ended_at = clock.now()
        session.add(there)


def _note(session: Session, actor: Actor, tablet: Tablet, action: str) -> None:
    owner = str(tablet.staff_account_id)
    record(session, staff(actor), action, Subject("tablet", tablet.id), owner=owner)
