"""The way through one conversation, from the first question to the person's own answer."""

import uuid
from dataclasses import dataclass
from typing import Literal

from app.i18n import gettext as _


Place = Literal["questions", "check", "heard", "plan", "review"]


@dataclass(frozen=True)
class WayStep:
    """One page on the way, and whether it is the one being read."""

    label: str
    href: str
    is_current: bool


def way_through(conversation_id: uuid.UUID, here: Place) -> tuple[WayStep, ...]:
    """Return the five pages in their order, so that the next one is never a riddle."""
    base = f"/conversations/{conversation_id}"
    pages: tuple[tuple[Place, str, str], ...] = (
        ("questions", _("Questions"), base),
        ("check", _("Check answers"), f"{base}/check"),
        ("heard", _("What we heard"), f"{base}/heard"),
        ("plan", _("My plan"), f"{base}/plan"),
        ("review", _("Show the person"), f"{base}/review"),
    )
    return tuple(WayStep(label, href, place == here) for place, label, href in pages)
