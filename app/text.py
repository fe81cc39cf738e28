"""The one text normaliser: every word that enters passes here once, and is never cut.

Composed letters (NFC) so that "ŵ" is one letter however a keyboard sends it; line ends made one
kind; invisible control and direction characters taken out, because they carry no words and can
hide or reorder others. What cannot be kept is refused with a sentence; nothing is cut silently.
"""

import re
import unicodedata

from app.i18n import gettext as _


ANSWER_LIMIT = 20_000
LINE_LIMIT = 2_000
NAME_LIMIT = 200

_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\u0085\v\f]")
# C0 and C1 controls but not tab and newline; zero-width space, word joiner, byte-order mark;
# direction marks, overrides and isolates; noncharacters. Joiners (U+200C, U+200D) stay: Welsh
# does not need them, but emoji and several scripts do.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\u00ad"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)
# A lone surrogate, or the mark a browser sends in its place: a letter that was lost on the way.
_SURROGATE = re.compile("[\ud800-\udfff]")
_LOST = "\N{REPLACEMENT CHARACTER}"


class TextRefused(ValueError):
    """Text that cannot be kept; the message is fit to show and never repeats the text."""


def readable(raw: str) -> str:
    """Return the text with lone surrogates marked as lost: no page and no database can hold one."""
    return _SURROGATE.sub(_LOST, raw)


def without_unseen(raw: str) -> str:
    """Return the text without invisible characters, safe to show again as it was typed."""
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", raw))


def clean_text(raw: str, *, limit: int, one_line: bool = False) -> str:
    """Return the text as it will be stored, or refuse it with a sentence fit to show."""
    if _LOST in readable(raw):
        raise TextRefused(
            _(
                "Some characters could not be read. Nothing is lost: "
                "take out any unusual symbols and try again."
            )
        )
    text = unicodedata.normalize("NFC", without_unseen(raw))
    text = " ".join(text.split()) if one_line else text.strip()
    if len(text) > limit:
        raise TextRefused(
            _(
                "This is %(length)s characters long and the most that can be kept is "
                "%(limit)s. Nothing is lost: shorten it or carry on in another answer."
            )
            % {"length": f"{len(text):,}", "limit": f"{limit:,}"}
        )
    return text
