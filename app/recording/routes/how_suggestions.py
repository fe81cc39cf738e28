"""The page that says, to anybody, how suggestions are made."""

from fastapi import APIRouter, Request, Response

from app.access import open_to_all
from app.database import ReadSession
from app.recording.figures import read_figures
from app.recording.pages.how_suggestions import how_suggestions_page
from app.recording.pauses import open_pauses
from app.recording.tagging import mapper_version
from app.templating import page


router = APIRouter()


@router.get(
    "/how-suggestions-are-made",
    dependencies=[open_to_all("anybody may know how suggestions are made")],
)
def show_how_suggestions(request: Request, session: ReadSession) -> Response:
    """Say how suggestions are made, how well, and what has been stopped."""
    version = mapper_version()
    shown = how_suggestions_page(version, read_figures(), open_pauses(session, version))
    return page(request, "recording/how_suggestions.html", shown)
