"""Single values out of somebody else's file: made clean, or refused with a reason. Pure."""

import datetime as dt
import re
from typing import Any, Final

from app.directory.entries import Both
from app.i18n import gettext as _
from app.text import TextRefused, clean_text


LONGEST_NAME: Final = 300
LONGEST_WORDS: Final = 5_000
LONGEST_KEY: Final = 200

_EMAIL: Final = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
_PHONE: Final = re.compile(r"[+()\d][\d ()+./-]{2,}(?: ?(?:ext|est)\.? ?\d+)?")
_TAGS: Final = re.compile(r"<[^<>]{1,200}>")


class RowRefused(ValueError):
    """A row that is left out; the message is fit to show."""


def line(value: Any, limit: int = LONGEST_NAME) -> str:
    """Return a value as one clean line; a number is as good as its digits."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return _clean(str(value), limit, one_line=True)


def paragraph(value: Any) -> str:
    """Return words as they are, with the marks of a web page taken out."""
    if not isinstance(value, str):
        return ""
    return _clean(_TAGS.sub(" ", value), LONGEST_WORDS, one_line=False)


def _clean(value: str, limit: int, *, one_line: bool) -> str:
    try:
        return clean_text(value, limit=limit, one_line=one_line)
    except TextRefused:
        raise RowRefused(_("Some of its words are too long or cannot be read.")) from None


def key(value: Any) -> str:
    """Return the id that tells this entry from every other, or refuse."""
    found = line(value, LONGEST_KEY)
    if not found:
        raise RowRefused(_("It has no id, so loading it twice would double it."))
    return found


def named(name: Both) -> Both:
    """Return the name, or refuse an entry nobody could ask for."""
    if not name:
        raise RowRefused(_("It has no name."))
    return name


def day(value: Any) -> dt.date | None:
    """Return a day written as 2026-11-20, perhaps with a time after it; nothing where none is."""
    text = line(value)
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        raise RowRefused(_("A date is not written as year-month-day.")) from None


def email(value: Any) -> str:
    """Return an address that could receive a letter, or nothing where none is given."""
    text = line(value)
    if text and not _EMAIL.fullmatch(text):
        raise RowRefused(_("Its email address is not one."))
    return text


def phone(value: Any) -> str:
    """Return a number that could be dialled, or nothing where none is given."""
    text = line(value)
    if text and not _PHONE.fullmatch(text):
        raise RowRefused(_("Its telephone number is not one."))
    return text


def website(value: Any) -> str:
    """Return an address of a web page: only http and https, so that nothing else can be led to."""
    text = line(value, LONGEST_WORDS)
    if not text:
        return ""
    if "://" not in text and "." in text and ":" not in text:
        text = f"https://{text}"
    if not re.fullmatch(r"https?://[^\s<>\"']+\.[^\s<>\"']+", text, re.IGNORECASE):
        raise RowRefused(_("Its web address is not one."))
    return text


def languages(names: list[str]) -> tuple[str, ...]:
    """Return which of Welsh and English are named, by code or by name."""
    known = {
        **dict.fromkeys(("cy", "cym", "wel", "cymraeg", "welsh", "cy-gb"), "cy"),
        **dict.fromkeys(("en", "eng", "saesneg", "english", "en-gb"), "en"),
    }
    found = {known[name.strip().lower()] for name in names if name.strip().lower() in known}
    return tuple(each for each in ("cy", "en") if each in found)
