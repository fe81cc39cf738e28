"""The tables of tablets: one row for each account that keeps work on one, and what waits there."""

import datetime as dt
import uuid

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app import clock
from app.database import Moment, Record
from app.encryption import EncryptedBytes, EncryptedText


class Tablet(Record, table=True):
    """A browser in which somebody keeps work, with the half of the key that is not kept there."""

    __tablename__ = "tablet"
    __table_args__ = (UniqueConstraint("device_id", "staff_account_id"),)
    device_id: uuid.UUID = Field(index=True)  # made by the browser; several accounts may share one
    staff_account_id: uuid.UUID = Field(foreign_key="staff_account.id", index=True)
    name: str = Field(sa_type=EncryptedText)
    unlock_secret: bytes = Field(sa_type=EncryptedBytes)
    session_id: uuid.UUID | None = Field(default=None, foreign_key="staff_session.id")
    registered_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    last_seen_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    waiting: int = 0  # how much is kept there that has not been sent, as it last told us
    waiting_since: dt.datetime | None = Field(default=None, sa_type=Moment)
    stopped_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    stopped_by: uuid.UUID | None = Field(default=None, foreign_key="staff_account.id")


class TabletWaits(Record, table=True):
    """A conversation of which something waits on a tablet. It may have been started there."""

    __tablename__ = "tablet_waits"
    __table_args__ = (UniqueConstraint("tablet_id", "conversation_id"),)
    tablet_id: uuid.UUID = Field(foreign_key="tablet.id")
    conversation_id: uuid.UUID
