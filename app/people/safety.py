"""The page for a worry about someone's safety: whom to ring now. It sends nothing."""

import re
from dataclasses import dataclass
from typing import Final

from app.i18n import N_
from app.i18n import gettext as _
from app.settings import Settings


# From the range that is kept for invented people; they ring nowhere.
_PRACTICE_DAY: Final = "01632 960 101"
_PRACTICE_NIGHT: Final = "01632 960 202"


@dataclass(frozen=True)
class Number:
    """One number to ring, and when; without a number, what to do instead."""

    label: str
    number: str
    href: str
    missing: str


@dataclass(frozen=True)
class SafetyPage:
    """What to do now."""

    title: str
    numbers: tuple[Number, ...]
    can_write: bool


def safety_page(settings: Settings, *, can_write: bool = False) -> SafetyPage:
    """Return the page with this council's numbers."""
    in_practice = settings.is_practice
    day = settings.safety_phone_day or (_PRACTICE_DAY if in_practice else "")
    night = settings.safety_phone_night or (_PRACTICE_NIGHT if in_practice else "")
    return SafetyPage(
        title=_("I am worried about someone's safety"),
        numbers=(
            _number(N_("On weekdays, in office hours"), day),
            _number(N_("At night, at weekends and on bank holidays"), night),
        ),
        can_write=can_write,
    )


def _number(when: str, number: str) -> Number:
    dialled = re.sub(r"[^0-9+]", "", number)
    missing = _(
        "Your council's number is not set here. Ring your council's main number and ask for "
        "safeguarding, and ask the administrator of this product to set the number."
    )
    return Number(
        label=_(when),
        number=number,
        href=f"tel:{dialled}" if dialled else "",
        missing="" if number else missing,
    )
