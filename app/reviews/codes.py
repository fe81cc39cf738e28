"""The code a person is given: twelve characters, of which only the first four are kept readable.

Pure. Crockford's alphabet has no I, L, O or U, so that a code read from paper or heard on the
telephone can be typed as it was understood.
"""

import secrets
from dataclasses import dataclass
from typing import Final


ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 12
_LOCATOR: Final = 4
_MEANT: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True, slots=True)
class Code:
    """A code in its two parts: ``locator`` finds it, ``secret`` opens the plan."""

    locator: str
    secret: str

    def __repr__(self) -> str:
        """Show nothing that opens anything."""
        return "Code(…)"

    @property
    def grouped(self) -> str:
        """Return the code as it is read out and written down: XXXX-XXXX-XXXX."""
        whole = self.locator + self.secret
        return "-".join(whole[at : at + 4] for at in range(0, LENGTH, 4))


def new_code() -> Code:
    """Return a fresh code: 20 bits to find it by, and 40 that nobody keeps."""
    whole = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return _split(whole)


def read_code(typed: str) -> Code | None:
    """Return the code that was meant, whatever its case and spacing; nothing if it cannot be one.

    O is read as zero, and I and L as one.
    """
    letters = "".join(letter for letter in typed.upper() if letter.isalnum()).translate(_MEANT)
    if len(letters) != LENGTH or any(letter not in ALPHABET for letter in letters):
        return None
    return _split(letters)


def _split(whole: str) -> Code:
    return Code(whole[:_LOCATOR], whole[_LOCATOR:])
