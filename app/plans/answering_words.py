"""What a plan says of where to answer it: beside a square to scan, and where there is none."""

from app.i18n import gettext as _


def answering(address: str) -> tuple[str, ...]:
    """Return what to do beside a square that a phone can read."""
    return (
        _("To read this plan on a phone and say whether it is right, scan this square."),
        _("Or go to %(address)s and type the code that your practitioner gave you.")
        % {"address": address},
    )


def answering_in_text(address: str) -> str:
    """Return what to do where there is no square."""
    sentence = _(
        "To say whether this plan is right, go to %(address)s and type the code that your "
        "practitioner gave you."
    )
    return sentence % {"address": address}
