"""The pages that errors become: one plain sentence, one way on, and nothing anybody said."""

import logging
import uuid
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import CrossSite, DomainError, NotFound, NotSignedIn, TooManyTries
from app.forms import what_was_sent
from app.i18n import gettext as _
from app.receipts import wants_json
from app.refusals import note_refusal
from app.security import is_own_form
from app.templating import page


_log = logging.getLogger(__name__)
# Never put back into a page; and what a form carries besides what somebody wrote.
_SECRETS: Final = frozenset({"csrf_token", "password", "code"})
_MARKS: Final = frozenset({"operation_id", "version", "go", "switch_language"})


@dataclass(frozen=True)
class ErrorPage:
    """One error, as shown."""

    title: str
    sentence: str
    reference: str = ""


@dataclass(frozen=True)
class SendAgainPage:
    """A form that came after its session had ended, with all that was written, to be sent again."""

    title: str
    action: str
    sent: tuple[tuple[str, str], ...]


def install_error_pages(app: FastAPI) -> None:
    """Let every error end in a page that helps."""
    app.add_exception_handler(DomainError, _domain_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _validation_error)


def _answer(request: Request, error: DomainError, reference: str = "") -> Response:
    if wants_json(request):
        said = error.sentence if request.method == "GET" else error.sentence_to_sender
        return JSONResponse({"message": said}, status_code=error.status)
    content = ErrorPage(title=error.heading, sentence=error.sentence, reference=reference)
    answer = page(request, "error.html", content, status=error.status)
    if isinstance(error, TooManyTries):
        answer.headers["Retry-After"] = "60"
    return answer


async def _domain_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, DomainError)  # noqa: S101 - registered for this class only
    if isinstance(error, NotSignedIn) and not wants_json(request):
        sent = await _written(request)
        return _to_send_again(request, sent) if sent else _to_sign_in(request)
    if isinstance(error, NotFound):
        await note_refusal(request)
    return _answer(request, error)


def _to_sign_in(request: Request) -> Response:
    way_back = request.url.path if request.method == "GET" else "/"
    address = f"/sign-in?next={quote(way_back, safe='/')}"
    if request.headers.get("hx-request") == "true":
        # A fragment must never be a sign-in page: send the whole browser there.
        return Response(status_code=401, headers={"HX-Redirect": address})
    return RedirectResponse(address, status_code=303)


async def _written(request: Request) -> tuple[tuple[str, str], ...]:
    """Return what was written into a form of ours, if anything but its own marks was."""
    if request.method != "POST" or request.headers.get("hx-request") == "true":
        return ()
    sent = await what_was_sent(request)
    if not is_own_form(request, str(sent.get("csrf_token", ""))):
        return ()
    written = [(name, str(value)) for name, value in sent.multi_items() if name not in _SECRETS]
    has_words = any(value for name, value in written if name not in _MARKS)
    return tuple(written) if has_words else ()


def _to_send_again(request: Request, sent: tuple[tuple[str, str], ...]) -> Response:
    content = SendAgainPage(_("You have been signed out"), request.url.path, sent)
    return page(request, "send_again.html", content, status=HTTPStatus.UNAUTHORIZED)


def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 400
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED):
        return _answer(request, NotFound())
    return _answer(request, DomainError())


class _Unexpected(DomainError):
    status = HTTPStatus.INTERNAL_SERVER_ERROR

    @property
    def heading(self) -> str:
        """Return the heading."""
        return _("Something went wrong here")

    @property
    def sentence(self) -> str:
        """Return the sentence."""
        return _(
            "This is our fault, not yours. What was saved is safe. "
            "Go back and try again in a minute."
        )


def _validation_error(request: Request, error: Exception) -> Response:
    # The framework's own answer repeats the input. An id that is not an id is simply not there.
    return _answer(request, NotFound())


class CatchAll:
    """Turn whatever nobody expected into a page, without the error's text: it could repeat words.

    This stands inside the outer wall, so that even this page has every header, and the web server
    never sees the error and so cannot print it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, whatever happens."""
        has_begun = False

        async def watch(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except ClientDisconnect:
            return  # cut off before it had said all: nothing was done, and nobody is there
        except DomainError as error:
            await _answer(Request(scope, receive), error)(scope, receive, send)
        except Exception as error:
            reference = uuid.uuid4().hex[:8]
            _log.error("error %s at %s: %s", reference, _where(error), type(error).__name__)
            if scope["type"] != "http" or has_begun:
                return
            answer = _answer(Request(scope, receive), _Unexpected(), reference)
            await answer(scope, receive, send)


async def refuse_cross_site(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request that came from another site."""
    await _answer(Request(scope, receive), CrossSite())(scope, receive, send)


def _where(error: Exception) -> str:
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    return "unknown" if last is None else f"{last.tb_frame.f_code.co_name}:{last.tb_lineno}"
