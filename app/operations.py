"""Operations: ids made by the browser, unique here, so that sending twice is doing once."""

import datetime as dt
import hashlib
import hmac
import uuid

from sqlmodel import Field, Session, SQLModel

from app import clock
from app.database import Moment
from app.errors import OperationReused


class Operation(SQLModel, table=True):
    """The receipt for one operation: what it did, and a keyed digest of what was sent."""

    __tablename__ = "operation"
    id: uuid.UUID = Field(primary_key=True)
    actor_id: uuid.UUID
    subject_id: uuid.UUID
    content_digest: str
    version: int
    at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)


def digest(operation_id: uuid.UUID, *parts: str) -> str:
    """Return a digest of the content, keyed by the operation: equal words never look alike."""
    content = "\x1f".join(parts).encode()
    return hmac.new(operation_id.bytes, content, hashlib.sha256).hexdigest()


def find_receipt(
    session: Session, operation_id: uuid.UUID, *, actor_id: uuid.UUID, content_digest: str
) -> Operation | None:
    """Return the first answer to this operation if it was sent before; refuse other content."""
    receipt = session.get(Operation, operation_id)
    if receipt is None:
        return None
    if receipt.actor_id != actor_id or receipt.content_digest != content_digest:
        raise OperationReused
    return receipt
