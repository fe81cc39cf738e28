"""What was refused is in the audit trail too: who asked, at which page, and never any words."""

import uuid
from http import HTTPStatus
from typing import Any, Final

from anyio import to_thread
from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import audit
from app.access import actor_of
from app.audit import By, Subject
from app.database import database_of


_CHANGES_NOTHING: Final = frozenset({"GET", "HEAD"})


def note_who_asks(request: Request, by: By) -> None:
    """Remember who asks, where that is not the member of staff who is signed in."""
    request.state.asks = by


async def note_refusal(request: Request) -> None:
    """Record that somebody asked for what is not there, or not theirs."""
    await to_thread.run_sync(_record_refusal, request)


class NoteConflicts:
    """Record each thing that was sent and not kept because what is stored had moved on.

    Routes show such a conflict in pages of many kinds. It stands before all of them, so that none
    can be forgotten, and records it before the answer leaves.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Go on, and look at what is answered."""
        if scope["type"] != "http" or scope["method"] in _CHANGES_NOTHING:
            await self._app(scope, receive, send)
            return

        async def note_and_send(message: Message) -> None:
            is_start = message["type"] == "http.response.start"
            if is_start and message["status"] == HTTPStatus.CONFLICT:
                await to_thread.run_sync(_record_conflict, Request(scope))
            await send(message)

        await self._app(scope, receive, note_and_send)


# Both write on a thread of their own: on SQLite whoever is writing may need the event loop, to
# commit, before anybody else can begin.
def _record_refusal(request: Request) -> None:
    by = _who(request)
    if by is None:
        return
    with database_of(request).writing() as session:
        audit.record(session, by, "refused", Subject("route"), route=_route(request))


def _record_conflict(request: Request) -> None:
    by = _who(request)
    if by is None:
        return
    subject = Subject("route", _innermost_id(request))
    with database_of(request).writing() as session:
        audit.record(session, by, "conflict_refused", subject, route=_route(request))


def _who(request: Request) -> By | None:
    asks: By | None = getattr(request.state, "asks", None)
    actor = actor_of(request)
    return asks or (None if actor is None else audit.staff(actor))


def _route(request: Request) -> str:
    path: str = getattr(request.scope.get("route"), "path", "unknown")
    return path


def _innermost_id(request: Request) -> uuid.UUID | None:
    """Return the last id in the address: what is nearest to what was sent."""
    found = [_as_id(part) for part in request.path_params.values()]
    return next((part for part in reversed(found) if part is not None), None)


def _as_id(part: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(part))
    except ValueError:
        return None
