"""The outer wall: headers on every answer, who is signed in, which language, and form tokens.

Cross-site requests are refused twice: by origin (``asgi-cross-origin-protection``) and by a token
in every form, tied to this browser by a cookie of its own. The token survives a sign-in, so that
work on screen when a session ends can still be sent after signing in again.
"""

import datetime as dt
import hashlib
import hmac
import secrets
from http.cookies import SimpleCookie
from typing import Final

from anyio import to_thread
from babel import negotiate_locale
from fastapi import Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import clock, identity
from app.database import Database
from app.encryption import derived
from app.errors import TooLarge
from app.i18n import LANGUAGES, Language, as_language, speak
from app.i18n import gettext as _
from app.identity import Actor
from app.settings import Settings


BODY_LIMIT: Final = 1_048_576
LANGUAGE_COOKIE: Final = "language"

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'; object-src 'none'; manifest-src 'self'; worker-src 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "Cache-Control": "no-store",
}


def cookie_name(settings: Settings, name: str) -> str:
    """Return the cookie's name; over HTTPS the ``__Host-`` prefix ties it to this host alone."""
    return f"__Host-{name}" if settings.uses_https else name


def set_cookie(response: Response, settings: Settings, name: str, value: str) -> None:
    """Set a cookie that scripts cannot read and other sites cannot send."""
    response.set_cookie(
        cookie_name(settings, name),
        value,
        httponly=True,
        secure=settings.uses_https,
        samesite="lax",
        path="/",
    )


def clear_cookie(response: Response, settings: Settings, name: str) -> None:
    """Take a cookie away."""
    response.delete_cookie(
        cookie_name(settings, name),
        path="/",
        secure=settings.uses_https,
        httponly=True,
        samesite="lax",
    )


def read_cookie(request: Request, name: str) -> str:
    """Return a cookie's value, or nothing."""
    return request.cookies.get(cookie_name(request.app.state.settings, name), "")


def signing_key(settings: Settings) -> bytes:
    """Return the key that signs form tokens and hides counted names."""
    return derived(settings.master_keys()[0], "signing")


def csrf_token(request: Request) -> str:
    """Return the token that this browser's forms carry."""
    return _token_for(request.app.state.signing_key, request.state.visitor)


def is_own_form(request: Request, token: str) -> bool:
    """Say whether a form's token is this browser's own."""
    wanted = csrf_token(request)
    return bool(token) and hmac.compare_digest(token.encode(), wanted.encode())


def _token_for(key: bytes, visitor: str) -> str:
    return hmac.new(key, b"form:" + visitor.encode(), hashlib.sha256).hexdigest()


class SecurityHeaders:
    """Put the headers on every answer, errors and static files included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers in place."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    if name not in headers:
                        headers[name] = value
            await send(message)

        await self._app(scope, receive, send_with_headers)


class LimitBody:
    """Refuse a body past the limit, by what it says of itself or by what arrives."""

    def __init__(self, app: ASGIApp, *, most: int = BODY_LIMIT) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through what is not too large."""
        declared = Headers(scope=scope).get("content-length", "") if "headers" in scope else ""
        if declared.isdigit() and int(declared) > self._most:
            raise TooLarge
        received = 0

        async def receive_and_count() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._most:
                raise TooLarge
            return message

        await self._app(scope, receive_and_count, send)


class WhoIsAsking:
    """Find the language, the browser and the signed-in actor before anything else happens."""

    def __init__(self, app: ASGIApp, *, settings: Settings, database: Database) -> None:
        self._app = app
        self._settings = settings
        self._database = database

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note who is asking, then go on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_file = scope["path"].startswith("/static/")
        headers = Headers(scope=scope)
        cookies = _cookies(headers)
        speak(_language(cookies, headers))
        state = scope.setdefault("state", {})
        visitor = cookies.get(cookie_name(self._settings, "visitor"), "")
        state["visitor"] = visitor or secrets.token_urlsafe(32)
        token = cookies.get(cookie_name(self._settings, "session"), "")
        state["actor"] = (
            await to_thread.run_sync(self._actor, token) if token and not is_file else None
        )

        async def send_with_visitor(message: Message) -> None:
            if message["type"] == "http.response.start" and not visitor and not is_file:
                response = Response()
                set_cookie(response, self._settings, "visitor", state["visitor"])
                MutableHeaders(scope=message).append("set-cookie", response.headers["set-cookie"])
            await send(message)

        await self._app(scope, receive, send_with_visitor)

    def _actor(self, token: str) -> Actor | None:
        idle = dt.timedelta(minutes=self._settings.session_idle_minutes)
        with self._database.reading() as session:
            found = identity.find_session(session, token, idle=idle)
        if found is None:
            return None
        staff_session, account = found
        if clock.now() - staff_session.last_seen_at > dt.timedelta(minutes=1):
            with self._database.writing() as session:
                seen = session.get(identity.StaffSession, staff_session.id)
                if seen is not None:
                    seen.last_seen_at = clock.now()
        return identity.actor_for(account, staff_session.id, kept_to=staff_session.kept_to)


class OnlyTheShownPage:
    """While the screen is shown to somebody, lead every other address back to the shown page.

    It stands before every route, so that none can be forgotten: no address, no back button and no
    sign-in opens anything else in this browser until the password has been given.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Go on, or lead back."""
        actor: Actor | None = scope.get("state", {}).get("actor")
        if actor is None or not actor.kept_to or _opens(scope, actor.kept_to):
            await self._app(scope, receive, send)
        elif Headers(scope=scope).get("hx-request") == "true":
            # A fragment must never be the shown page: send the whole browser there.
            answer = Response(status_code=401, headers={"HX-Redirect": actor.kept_to})
            await answer(scope, receive, send)
        elif "application/json" in Headers(scope=scope).get("accept", ""):
            # A queue that waits behind the shown page is not told who is signed in. It tries again.
            answer = JSONResponse({"message": _("This screen is being shown.")}, status_code=503)
            await answer(scope, receive, send)
        else:
            await RedirectResponse(actor.kept_to, status_code=303)(scope, receive, send)


def _opens(scope: Scope, page: str) -> bool:
    """Say whether this is the shown page, the way back from it, or its language switch."""
    is_language = scope["path"] == "/language" and scope["method"] == "POST"
    return is_language or scope["path"] in (page, way_back_from(page))


def way_back_from(page: str) -> str:
    """Return where the password is asked for that opens everything again."""
    return f"{page}/back"


def _cookies(headers: Headers) -> dict[str, str]:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except Exception:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def _language(cookies: dict[str, str], headers: Headers) -> Language:
    chosen = as_language(cookies.get(LANGUAGE_COOKIE))
    if chosen is not None:
        return chosen
    wanted = [part.split(";")[0].strip() for part in headers.get("accept-language", "").split(",")]
    agreed = negotiate_locale(wanted, list(LANGUAGES), sep="-")
    return as_language(agreed) or "en"
