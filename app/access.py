"""Who may do what: roles and permissions as one table, deny by default.

Every route names its access with one of the rules below; a route without one stops the
application from starting. What somebody may not do and what does not exist answer alike.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from fastapi import Depends, Request
from fastapi.params import Depends as DependsMark

from app.errors import NotFound, NotSignedIn
from app.identity import Actor, Role


class Permission(StrEnum):
    """Something a role may do."""

    SEE_PEOPLE = "see people of my team"
    RECORD = "record conversations"
    DECIDE_TAGS = "confirm or set aside suggestions"
    MAKE_PLANS = "make and share plans"
    SEE_TEAM_COUNTS = "see the team's confirmed tags added up"
    STEER_SUGGESTIONS = "see how the suggestions are doing and start them again"
    TAKE_RELEASES = "make and take away releases"
    WRITE_SAFETY_RECORDS = "write down a worry about someone's safety"
    READ_SAFETY_RECORDS_OF_TEAM = "read what the team wrote down of such worries"
    MANAGE_ACCOUNTS = "look after staff accounts"
    SEE_AUDIT = "read the audit trail"


_PRACTICE: Final = frozenset(
    {
        Permission.SEE_PEOPLE,
        Permission.RECORD,
        Permission.DECIDE_TAGS,
        Permission.MAKE_PLANS,
        Permission.WRITE_SAFETY_RECORDS,
    }
)
PERMISSIONS: Final[Mapping[Role, frozenset[Permission]]] = {
    Role.PRACTITIONER: _PRACTICE,
    Role.TEAM_LEADER: _PRACTICE
    | {
        Permission.SEE_TEAM_COUNTS,
        Permission.STEER_SUGGESTIONS,
        Permission.READ_SAFETY_RECORDS_OF_TEAM,
    },
    Role.COMMISSIONER: frozenset({Permission.TAKE_RELEASES}),
    Role.ADMINISTRATOR: frozenset({Permission.MANAGE_ACCOUNTS, Permission.SEE_AUDIT}),
}


def can(actor: Actor, permission: Permission) -> bool:
    """Say whether the actor's role holds the permission."""
    return permission in PERMISSIONS[actor.role]


def check(actor: Actor, permission: Permission) -> None:
    """Refuse, looking like nothing is there, unless the actor's role holds the permission."""
    if not can(actor, permission):
        raise NotFound


class AccessRule:
    """The access of one route; ``name`` is what the route table in the tests lists."""

    name: str


class _Open(AccessRule):
    def __init__(self, why: str) -> None:
        self.name = f"open: {why}"

    def __call__(self) -> None:
        """Let anybody in."""


class _Staff(AccessRule):
    def __init__(self, permission: Permission | None) -> None:
        self.permission = permission
        self.name = "any staff" if permission is None else permission.value

    def __call__(self, request: Request) -> Actor:
        """Return the actor, or refuse."""
        actor = actor_of(request)
        # A tablet says as whom it sends: somebody else may have signed in there meanwhile.
        if actor is None or request.headers.get("X-Staff", str(actor.id)) != str(actor.id):
            raise NotSignedIn
        if self.permission is not None:
            check(actor, self.permission)
        return actor


def actor_of(request: Request) -> Actor | None:
    """Return who is signed in, as the sign-in middleware found them."""
    actor: Actor | None = getattr(request.state, "actor", None)
    return actor


def open_to_all(why: str) -> DependsMark:
    """Mark a route that needs no sign-in, saying why."""
    mark: DependsMark = Depends(_Open(why))
    return mark


def requires(permission: Permission) -> DependsMark:
    """Require a signed-in member of staff whose role holds the permission."""
    mark: DependsMark = Depends(_Staff(permission))
    return mark


def any_staff() -> DependsMark:
    """Require any signed-in member of staff."""
    mark: DependsMark = Depends(_Staff(None))
    return mark
