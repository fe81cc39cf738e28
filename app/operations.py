"""Operations: ids made by the browser, unique here, so that sending twice is doing once."""

import datetime as dt
import hashlib
import hmac
import uuid
from dataclasses import dataclass

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
    session: Session, operation_id: uuid.UUID, *, actor_id: uuid.UUID | None, content_digest: str
) -> Operation | None:
    """Return the first answer to this operation if it was sent before; refuse other content.

    Without ``actor_id`` the same content is the same operation whoever sends it: what waits on one
    tablet can be carried to another and sent by a colleague.
    """
    receipt = session.get(Operation, operation_id)
    if receipt is None:
        return None
    if actor_id not in (None, receipt.actor_id) or receipt.content_digest != content_digest:
        raise OperationReused
    return receipt


@dataclass(frozen=True)
class Sent:
    """One operation as it was sent: its id, who sends it, and the digest of what it says."""

    operation_id: uuid.UUID
    actor_id: uuid.UUID
    content_digest: str

    def first_receipt(self, session: Session) -> Operation | None:
        """Return the first answer, if the same was sent before by anybody."""
        return find_receipt(
            session, self.operation_id, actor_id=None, content_digest=self.content_digest
        )

    def done(
        self, session: Session, subject_id: uuid.UUID, version: int, at: dt.datetime | None = None
    ) -> None:
        """Keep the receipt in the same transaction as what was done."""
        session.add(
            Operation(
                id=self.operation_id,
                actor_id=self.actor_id,
                subject_id=subject_id,
                content_digest=self.content_digest,
                version=version,
                at=at or clock.now(),
            )
        )
