"""What is read of worries: the one place that decides who may."""

import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from app.access import Permission, can
from app.errors import NotFound
from app.identity import Actor
from app.safety.models import SafetyRecord, SafetyStep


def is_readable_by(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that holds for what the actor wrote, and for the teams they lead."""
    own = col(SafetyRecord.written_by) == actor.id
    if actor.team_id is None or not can(actor, Permission.READ_SAFETY_RECORDS_OF_TEAM):
        return own
    return or_(own, col(SafetyRecord.team_id) == actor.team_id)


def list_records(session: Session, actor: Actor) -> Sequence[SafetyRecord]:
    """Return the records the actor may read, the latest first."""
    statement = select(SafetyRecord).where(is_readable_by(actor))
    return session.exec(statement.order_by(col(SafetyRecord.written_at).desc())).all()


def get_record(session: Session, actor: Actor, record_id: uuid.UUID) -> SafetyRecord:
    """Return the record; for everybody else there is none."""
    statement = select(SafetyRecord).where(is_readable_by(actor), col(SafetyRecord.id) == record_id)
    record = session.exec(statement).first()
    if record is None:
        raise NotFound
    return record


def list_steps(session: Session, record: SafetyRecord) -> Sequence[SafetyStep]:
    """Return what was done, in the order it was written down."""
    statement = select(SafetyStep).where(col(SafetyStep.safety_record_id) == record.id)
    return session.exec(statement.order_by(col(SafetyStep.written_at))).all()
