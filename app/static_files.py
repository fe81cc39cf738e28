"""Styles, scripts, fonts and icons: compressed, and kept where the address names a version.

Nothing else is ever kept by a browser. A file here holds no words of anybody's; fetching it again
with every page would cost a tablet in a valley more than the page itself. An address that names
its version (a vendored folder, ``?v=`` and the file's own digest, or for scripts, which import one
another by their place, ``js@`` and the digest of all of them) can never mean other content, so it
may be kept; any other address is answered with ``no-store`` like everything else.

Our own scripts go out without their comments and blanks: on a slow line in a valley those would be
a quarter of a visit's script.
"""

import hashlib
import re
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Final

from rjsmin import jsmin
from starlette.datastructures import QueryParams
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from app.settings import ROOT


STATIC: Final = ROOT / "static"
_KEEP: Final = "public, max-age=31536000, immutable"
_SCRIPTS: Final = "js/"
_AT_VERSION: Final = re.compile(r"^js@[0-9a-f]{12}/")


def address_of(path: str) -> str:
    """Return the file's address, with a digest where the path does not name a version."""
    if path.startswith("vendor/"):
        return f"/static/{path}"
    if path.startswith(_SCRIPTS):
        return f"/static/js@{_digest_of_scripts()}/{path.removeprefix(_SCRIPTS)}"
    return f"/static/{path}?v={_digest(path)}"


@cache
def served(path: str) -> bytes:
    """Return what a browser gets for this file of the static folder."""
    content = (STATIC / path).read_bytes()
    return lean(content.decode()).encode() if path.startswith(_SCRIPTS) else content


def lean(script: str) -> str:
    """Return a script of ours without what only its readers need."""
    shorter: str = jsmin(script)
    return shorter


@cache
def _digest(path: str) -> str:
    return hashlib.sha256(served(path)).hexdigest()[:12]


@cache
def _digest_of_scripts() -> str:
    """Return one digest for all scripts: what one of them imports is then of the same version."""
    found = sorted((STATIC / _SCRIPTS).rglob("*.js"))
    digests = (_digest(path.relative_to(STATIC).as_posix()) for path in found)
    return hashlib.sha256(" ".join(digests).encode()).hexdigest()[:12]


class _Files(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with the file, to be kept only where its address can never mean another."""
        asked = Path(path).as_posix()
        file = _AT_VERSION.sub(_SCRIPTS, asked)
        response = await super().get_response(file, scope)
        if (
            response.status_code == HTTPStatus.OK
            and file.startswith(_SCRIPTS)
            and file.endswith(".js")
        ):
            response = Response(served(file), media_type="text/javascript")
        if response.status_code < 400 and _names_its_version(asked, scope):
            response.headers["Cache-Control"] = _KEEP
        return response


def _names_its_version(path: str, scope: Scope) -> bool:
    if path.startswith(("vendor/", f"js@{_digest_of_scripts()}/")):
        return True
    if path.startswith("js@"):
        return False
    given = QueryParams(scope["query_string"]).get("v")
    return given is not None and given == _digest(path)


def static_files() -> ASGIApp:
    """Return the application that serves the static folder."""
    return GZipMiddleware(_Files(directory=STATIC), minimum_size=500)
