"""The pages before and after: where the code is typed, and where the plan is closed again."""

from dataclasses import dataclass

from app.forms import FieldError
from app.i18n import gettext as _


@dataclass(frozen=True)
class EnterPage:
    """Where a code opens a plan."""

    title: str
    code: str
    errors: tuple[FieldError, ...]
    form_id: str = "open"


@dataclass(frozen=True)
class ClosedPage:
    """The plan is closed in this browser."""

    title: str


def enter_page(code: str = "", errors: tuple[FieldError, ...] = ()) -> EnterPage:
    """Return the page that asks for the code."""
    return EnterPage(title=_("Open my plan"), code=code, errors=errors)


def closed_page() -> ClosedPage:
    """Return the page after leaving."""
    return ClosedPage(title=_("Your plan is closed"))
