"""The page that says, to anybody, what this product does and what it must never be used for."""

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from app.access import open_to_all
from app.i18n import gettext as _
from app.templating import page


router = APIRouter()


@dataclass(frozen=True)
class HowItWorksPage:
    """All its words stand in the template."""

    title: str


@router.get("/how-it-works", dependencies=[open_to_all("anybody may know how this works")])
def how_it_works(request: Request) -> Response:
    """Say how it works."""
    return page(
        request, "accounts/how_it_works.html", HowItWorksPage(title=_("How What Matters works"))
    )
