"""A member of staff at the other end of a real connection, signed in as a browser would be."""

import datetime as dt
import secrets
import uuid
from typing import Any

import httpx2

from app import clock
from app.database import Database
from app.identity import StaffAccount, StaffSession, new_token
from app.recording.models import Conversation
from app.security import _token_for, signing_key
from app.settings import Settings
from tests.factories import keep


class Caller:
    """One browser's connection."""

    def __init__(
        self, address: str, settings: Settings, database: Database, account: StaffAccount | None
    ) -> None:
        visitor = secrets.token_urlsafe(32)
        cookies = {"visitor": visitor, "language": "en"}
        if account is not None:
            cookies["session"] = _signed_in(database, account)
        self.csrf_token = _token_for(signing_key(settings), visitor)
        self.client = httpx2.Client(base_url=address, cookies=cookies, timeout=30)

    def __enter__(self) -> "Caller":
        return self

    def __exit__(self, *_error: object) -> None:
        self.client.close()

    def get(self, path: str) -> httpx2.Response:
        """Open a page."""
        return self.client.get(path)

    def post(self, path: str, sent: dict[str, Any], **headers: str) -> httpx2.Response:
        """Send a form of this browser's own."""
        form = {"csrf_token": self.csrf_token, **sent}
        return self.client.post(path, data=form, headers=headers)

    def save(
        self,
        conversation: Conversation,
        question: str,
        words: str,
        version: int,
        operation: uuid.UUID | None = None,
    ) -> httpx2.Response:
        """Save an answer as the page's script does."""
        sent = {
            "words": words,
            "version": str(version),
            "operation_id": str(operation or uuid.uuid4()),
        }
        path = f"/conversations/{conversation.id}/questions/{question}"
        return self.post(path, sent, Accept="application/json")


def _signed_in(database: Database, account: StaffAccount) -> str:
    token, token_sha256 = new_token()
    keep(
        database,
        StaffSession(
            token_sha256=token_sha256,
            staff_account_id=account.id,
            expires_at=clock.now() + dt.timedelta(hours=1),
        ),
    )
    return token
