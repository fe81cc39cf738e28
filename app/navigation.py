"""The few places a member of staff can go, by what they may do."""

from dataclasses import dataclass
from typing import Final

from app.access import Permission, can
from app.i18n import N_
from app.i18n import gettext as _
from app.identity import Actor


_PLACES: Final = (
    (Permission.SEE_PEOPLE, "/today", N_("Today")),
    (Permission.SEE_PEOPLE, "/people", N_("People")),
    (Permission.SEE_PEOPLE, "/directory", N_("Community")),
    (Permission.SEE_TEAM_COUNTS, "/team", N_("Team")),
    (Permission.TAKE_RELEASES, "/releases", N_("Releases")),
    (Permission.MANAGE_ACCOUNTS, "/accounts", N_("Accounts")),
    (Permission.SEE_AUDIT, "/audit", N_("Audit trail")),
)


@dataclass(frozen=True)
class Place:
    """One entry of the navigation."""

    href: str
    label: str
    is_current: bool


def places(actor: Actor | None, path: str) -> tuple[Place, ...]:
    """Return where this actor can go, in order."""
    if actor is None:
        return ()
    return tuple(
        Place(href, _(label), path == href or path.startswith(href + "/"))
        for permission, href, label in _PLACES
        if can(actor, permission)
    )


def home(actor: Actor) -> str:
    """Return the first place of this actor, where signing in leads."""
    return places(actor, "")[0].href
