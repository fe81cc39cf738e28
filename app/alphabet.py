"""The order of names: the Welsh alphabet in Welsh, the English one in English, accents aside."""

import re
import unicodedata
from typing import Final

from app.i18n import Language


# "ng" stays two letters: in names it nearly always is (Bangor, Rhiangwen).
_WELSH_LETTERS: Final = "a b c ch d dd e f ff g h i j k l ll m n o p ph q r rh s t th u v w x y z"
_PLACES: Final = {letter: place for place, letter in enumerate(_WELSH_LETTERS.split())}
_LETTER: Final = re.compile("ch|dd|ff|ll|ph|rh|th|.")


def alphabetical(name: str, language: Language) -> tuple[tuple[int, ...], str]:
    """Return the key to sort a name by; equal names fall back on how they are written."""
    plain = _without_accents(name.casefold())
    letters = _LETTER.findall(plain) if language == "cy" else list(plain)
    return tuple(_place(letter) for letter in letters), name


def _place(letter: str) -> int:
    # What is not a letter comes first, so that "Mair" stands before "Mair Ann".
    return _PLACES[letter] if letter in _PLACES else ord(letter) - 0x110000


def _without_accents(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    return "".join(part for part in parts if not unicodedata.combining(part))
