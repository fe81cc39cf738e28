"""The shell, the worker that keeps it, and what a tablet is told to install it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from app.access import open_to_all
from app.i18n import as_language, current_language
from app.i18n import gettext as _
from app.shell.worker import shell, worker
from app.static_files import address_of


router = APIRouter()


@router.get("/visit", dependencies=[open_to_all("the shell of a visit holds nobody's words")])
@router.get(
    "/visit/{part}", dependencies=[open_to_all("the shell of a visit holds nobody's words")]
)
def show_shell(
    request: Request, language: Annotated[str, Query(max_length=2)] = "", part: str = ""
) -> Response:
    """Answer with the shell, which reads its address and fills itself from the tablet."""
    spoken = as_language(language) or current_language()
    return HTMLResponse(shell(request.app.state.settings, spoken))


@router.get("/worker.js", dependencies=[open_to_all("the worker keeps nobody's words")])
def show_worker(request: Request) -> Response:
    """Answer with the service worker, at the root so that it may stand before every address."""
    return Response(worker(request.app.state.settings), media_type="text/javascript")


@router.get("/manifest.webmanifest", dependencies=[open_to_all("anybody may see name and icon")])
def show_manifest() -> Response:
    """Say how the product looks when it is installed."""
    icons = [
        {"src": address_of(f"icons/app-{size}.png"), "sizes": f"{size}x{size}", "purpose": "any"}
        for size in (192, 512)
    ]
    whole = {"src": address_of("icons/app-maskable-512.png"), "sizes": "512x512"}
    return JSONResponse(
        {
            "id": "/",
            "name": _("What Matters"),
            "short_name": _("What Matters"),
            "lang": current_language(),
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#fbf9f4",
            "theme_color": "#0b5563",
            "icons": [
                *({**icon, "type": "image/png"} for icon in icons),
                {**whole, "type": "image/png", "purpose": "maskable"},
            ],
        },
        media_type="application/manifest+json",
    )
