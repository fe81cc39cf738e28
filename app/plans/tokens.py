"""Words of a sentence one by one, and how they are compared: small letters, no accents. Pure."""

import re
import unicodedata
from typing import Final


_TOKEN: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# "Dai's", "Dai'n gweiddi", "Dai'll": what is left is the name.
_CLIPPED: Final = re.compile(r"['’](?:s|n|r|i|u|w|d|ll|re|ve)$")


def tokens_of(words: str) -> list[str]:
    """Return the words as they were written; a hyphen or an apostrophe is inside its word."""
    return _TOKEN.findall(words)


def plain(token: str) -> str:
    """Return a word as it is compared."""
    decomposed = unicodedata.normalize("NFD", _CLIPPED.sub("", token.lower()))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def listed(words: str) -> frozenset[str]:
    """Return the words of a list that is written with spaces between."""
    return frozenset(words.split())
