"""What is read for releases: the facts of one quarter to add up, and the releases there are."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, String, type_coerce
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from app.errors import NotFound
from app.periods import Quarter
from app.recording.models import Conversation, OutcomeTag
from app.recording.queries import about_now
from app.releases.aggregation import ConfirmedTag, HeldConversation
from app.releases.models import Release, ReleaseFile


def held_conversations(session: Session, quarter: Quarter) -> list[HeldConversation]:
    """Return the conversations held in the quarter, whether or not anything is confirmed."""
    statement = _columns(
        _id(Conversation.person_id), _id(Conversation.id), col(Conversation.language)
    )
    return [HeldConversation(*row) for row in session.execute(statement.where(*_counts(quarter)))]


def confirmed_tags(session: Session, quarter: Quarter) -> list[ConfirmedTag]:
    """Return the confirmed tags of those conversations; a passage is one answer."""
    statement = _columns(
        _id(Conversation.person_id),
        _id(Conversation.id),
        _id(OutcomeTag.answer_id),
        col(OutcomeTag.kind),
        col(OutcomeTag.key),
    )
    statement = statement.select_from(OutcomeTag).join(
        Conversation, col(OutcomeTag.conversation_id) == col(Conversation.id)
    )
    statement = statement.where(*_counts(quarter), col(OutcomeTag.state) == "confirmed")
    return [ConfirmedTag(*row) for row in session.execute(statement)]


def first_day_held(session: Session) -> dt.date | None:
    """Return the day of the first conversation that a release could count."""
    statement = select(func.min(col(Conversation.held_on)))
    return session.exec(statement.where(col(Conversation.quoted_from) == "", about_now())).one()


def list_releases(session: Session, quarter: Quarter | None = None) -> Sequence[Release]:
    """Return the releases there are, of one quarter or of all, the newest first."""
    statement = select(Release).order_by(col(Release.period).desc(), col(Release.number).desc())
    if quarter is not None:
        statement = statement.where(col(Release.period) == quarter.label)
    return session.exec(statement).all()


def get_release(session: Session, release_id: uuid.UUID, *, to_change: bool = False) -> Release:
    """Return the release, or say that there is nothing there."""
    release = session.get(Release, release_id, with_for_update=to_change or None)
    if release is None:
        raise NotFound
    return release


def list_files(session: Session, release: Release) -> Sequence[ReleaseFile]:
    """Return the release's files, exactly as they left."""
    statement = select(ReleaseFile).where(col(ReleaseFile.release_id) == release.id)
    return session.exec(statement.order_by(col(ReleaseFile.name))).all()


def get_file(session: Session, release_id: uuid.UUID, name: str) -> ReleaseFile:
    """Return one file of the release by its name."""
    statement = select(ReleaseFile).where(
        col(ReleaseFile.release_id) == release_id, col(ReleaseFile.name) == name
    )
    file = session.exec(statement).first()
    if file is None:
        raise NotFound
    return file


def _counts(quarter: Quarter) -> tuple[ColumnElement[bool], ...]:
    """Limit to the quarter and to people: quoted words were published, and are nobody here.

    What somebody said of their journey was said for another purpose, and of another time.
    """
    return (
        col(Conversation.held_on).between(quarter.first_day, quarter.last_day),
        col(Conversation.quoted_from) == "",
        about_now(),
    )


def _id(column: Any) -> ColumnElement[str]:
    # Only told apart, never shown: as the database has it, without making a UUID of each.
    return type_coerce(col(column), String)


def _columns(*columns: Any) -> Select[Any]:
    statement: Select[Any] = select_columns(*columns)
    return statement
