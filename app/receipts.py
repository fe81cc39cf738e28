"""The receipt for what was sent to be kept: which operation, which bytes, what became of it.

A tablet lets go of what it holds only when a receipt names the operation and the very bytes that
it sent. A sign-in page, an error or somebody else's answer can never look like one.
"""

import datetime as dt
import hashlib
import uuid

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from app.clock import clock_time


def wants_json(request: Request) -> bool:
    """Say whether a script asks, and not a page."""
    return "application/json" in request.headers.get("accept", "")


def note_content(request: Request, body: bytes) -> None:
    """Remember which bytes were sent, for the receipt."""
    request.state.content_sha256 = hashlib.sha256(body).hexdigest()


def refusal(sentence: str, field: str) -> Response:
    """Say what is wrong with which field; nothing was kept."""
    return JSONResponse({"message": sentence, "field": field}, status_code=422)


def receipt(
    request: Request,
    operation_id: uuid.UUID,
    *,
    version: int,
    saved_at: dt.datetime,
    message: str = "",
    is_beside: bool = False,
) -> Response:
    """Return the receipt; what is kept beside was sent over something changed meanwhile."""
    return JSONResponse(
        {
            "operation_id": str(operation_id),
            "content_sha256": request.state.content_sha256,
            "version": version,
            "saved_at": clock_time(saved_at),
            "message": message,
            "kept": "beside" if is_beside else "saved",
        }
    )
