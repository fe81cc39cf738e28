"""Welsh and English: which language this moment speaks, and every sentence in both.

Source sentences are English; both languages have a catalogue under ``app/locale``. A sentence
missing from either fails ``make check``.
"""

import datetime as dt
import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Final, Literal

from babel.dates import format_date as babel_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations


Language = Literal["en", "cy"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "cy")
LOCALE_DIR: Final = Path(__file__).parent / "locale"

_current: ContextVar[Language] = ContextVar("language", default="en")


@cache
def catalogue(language: Language) -> Translations:
    """Return the language's catalogue, read from its .po file so that nothing needs compiling."""
    path = LOCALE_DIR / language / "LC_MESSAGES" / "messages.po"
    compiled = io.BytesIO()
    with path.open("rb") as po:
        write_mo(compiled, read_po(po, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def current_language() -> Language:
    """Return the language being spoken now."""
    return _current.get()


def as_language(value: str | None) -> Language | None:
    """Return the value if it names one of our languages."""
    return value if value in ("en", "cy") else None  # type: ignore[return-value]


def speak(language: Language) -> None:
    """Speak this language for the rest of this request."""
    _current.set(language)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak this language inside the block, then return to the one before."""
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


def gettext(sentence: str) -> str:
    """Return the sentence in the language being spoken."""
    return str(catalogue(current_language()).gettext(sentence))


def ngettext(singular: str, plural: str, n: int) -> str:
    """Return the sentence for n of something; Welsh has five forms and the catalogue knows them."""
    return str(catalogue(current_language()).ngettext(singular, plural, n))


def N_(sentence: str) -> str:  # noqa: N802 - gettext's customary name for "mark, translate later"
    """Mark a sentence for the catalogues where it is defined; ``gettext`` it where it is shown."""
    return sentence


def long_date(day: dt.date) -> str:
    """Return "5 January 2027" or "5 Ionawr 2027"."""
    return babel_date(day, "d MMMM y", locale=current_language())
