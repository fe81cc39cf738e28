"""Passwords: the only place that hashes or checks one, so that every check costs the same."""

import unicodedata
from functools import cache
from typing import Final

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

from app.i18n import gettext as _


SHORTEST: Final = 12
SHORTEST_IN_PRACTICE: Final = 6
LONGEST: Final = 256
# Shown on the sign-in page of the practice room, where everybody is invented.
PRACTICE_PASSWORD: Final = "what matters"  # noqa: S105

# OWASP's first choice for Argon2id: about 20 ms, and small enough for forty sign-ins at once.
_hasher: Final = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19_456, parallelism=1),))


class PasswordRefused(ValueError):
    """A password that must not be used; the message is fit to show and never repeats it."""


def check_password(password: str, username: str, *, shortest: int = SHORTEST) -> None:
    """Refuse a password that is too short, too long, or the sign-in name itself."""
    if len(password) < shortest:
        raise PasswordRefused(
            _("Use at least %(least)s characters: three or four words together work well.")
            % {"least": shortest}
        )
    if len(password) > LONGEST:
        raise PasswordRefused(_("Use at most %(most)s characters.") % {"most": LONGEST})
    if password.strip().casefold() == username.casefold():
        raise PasswordRefused(_("The password must not be the sign-in name."))


def hash_password(password: str) -> str:
    """Return what is stored in place of a password."""
    return _hasher.hash(_as_bytes(password))


def matches(password: str, stored: str | None) -> bool:
    """Say whether the password is the stored one.

    With nothing stored it is compared with a password nobody has, so that an unknown name takes
    as long as a known one.
    """
    given = _as_bytes(password[:LONGEST])
    try:
        right = _hasher.verify(given, stored or _nobodys_hash())
    except UnknownHashError:
        right = _hasher.verify(given, _nobodys_hash())
        stored = None
    return right and stored is not None and len(password) <= LONGEST


@cache
def _nobodys_hash() -> str:
    return _hasher.hash(b"\x00nobody signs in with this")


def _as_bytes(password: str) -> bytes:
    # One form for letters such as "ŵ", however a keyboard sends them; never a crash on half of one.
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
