"""The only Jinja environment, and the two ways to answer with it: a page, or one block of it.

Templates receive one typed object called ``page``; everything is escaped; a name that does not
exist is loud when it would print, but may be asked whether it is there, as the GOV.UK macros do.
"""

from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    Undefined,
    UndefinedError,
)
from jinja2_fragments import render_block

from app import i18n
from app.access import actor_of
from app.navigation import places
from app.security import csrf_token
from app.settings import ROOT, Settings
from app.static_files import address_of


TEMPLATES: Final = ROOT / "templates"


class LoudUndefined(Undefined):
    """Missing is falsy and empty, so macros may test for it; printing it is an error."""

    def __str__(self) -> str:
        """Refuse to print nothing in place of something."""
        raise UndefinedError(self._undefined_message)

    __html__ = __str__

    def __getattr__(self, name: str) -> Any:
        """Stay missing however deep a macro looks."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, _key: Any) -> Any:
        """Stay missing however deep a macro looks."""
        return self


class Page(Protocol):
    """What every page object has: a title, which is also its one main heading."""

    @property
    def title(self) -> str:
        """Return the title."""


def make_environment(folder: Path = TEMPLATES) -> Environment:
    """Return the environment templates are rendered in."""
    environment = Environment(
        loader=ChoiceLoader(
            [
                FileSystemLoader(folder),
                PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
            ]
        ),
        autoescape=True,
        undefined=LoudUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        i18n.gettext, i18n.ngettext, newstyle=True
    )
    environment.globals["asset"] = address_of
    return environment


_environment: Final = make_environment()


def page(
    request: Request, template: str, page: Page, *, status: int = 200, block: str | None = None
) -> HTMLResponse:
    """Answer with the page; to htmx, with only the named block of the same template."""
    context = {"page": page, **_surroundings(request)}
    if block is not None and _wants_a_part(request):
        html = render_block(_environment, template, block, context)
    else:
        html = _environment.get_template(template).render(context)
    return HTMLResponse(html, status_code=status, headers={"Vary": "HX-Request, Cookie"})


def standing(template: str, page: Page, settings: Settings) -> str:
    """Return a page that is the same for everybody: it knows no visitor and has no form token."""
    return _environment.get_template(template).render(
        {"page": page, "actor": None, "nav": (), **_spoken(settings)}
    )


def html_of(template: str, page: object, language: i18n.Language) -> str:
    """Return a page nobody asked for over HTTP: one that is written to a file."""
    with i18n.speaking(language):
        return _environment.get_template(template).render(page=page, language=language)


def _wants_a_part(request: Request) -> bool:
    # Going back in the browser's history makes htmx ask for the whole page again.
    going_back = request.headers.get("hx-history-restore-request") == "true"
    return request.headers.get("hx-request") == "true" and not going_back


def _way_back(request: Request) -> str:
    """Return where the language switch leads back to, with what the page was asked to show."""
    asked = request.url.query if request.method == "GET" else ""
    path = quote(request.url.path)  # as it was sent: an address can hold what a page cannot
    return f"{path}?{asked}" if asked else path


def _surroundings(request: Request) -> dict[str, Any]:
    actor = actor_of(request)
    if actor is not None and actor.kept_to:
        actor = None  # a shown screen names no one at work and has no menu
    return {
        **_spoken(request.app.state.settings),
        "actor": actor,
        "nav": places(actor, request.url.path),
        "request_path": _way_back(request),
        "csrf_token": lambda: csrf_token(request),
    }


def _spoken(settings: Settings) -> dict[str, Any]:
    language = i18n.current_language()
    return {
        "language": language,
        "other_language": "en" if language == "cy" else "cy",
        "is_practice": settings.is_practice,
    }
