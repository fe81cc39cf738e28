"""A person's words on their way to paper: the one escape, and pieces ReportLab can set in time.

ReportLab reads a small HTML of its own. What is not escaped is silently lost or raises an error
that repeats the words, so nothing reaches a paragraph except through ``pdf_text``.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape

from app.plans.pdf.fonts import BOLD, REGULAR, UNPRINTABLE, font_for


# ReportLab sets a paragraph in time that grows with its square: a megabyte took 164 seconds.
PIECE_LENGTH: Final = 2_000
# Nor does it set a word without end in any better time.
WORD_LENGTH: Final = 250

_BLANK_LINES: Final = re.compile(r"\n[ \t]*\n\s*")
_SPACES: Final = re.compile(r"[^\S\n]+")
_ENDLESS: Final = re.compile(rf"\S{{{WORD_LENGTH}}}")
_UNREADABLE: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_UNSEEN: Final = frozenset({"Cf", "Mn", "Me"})


def pdf_text(words: str, *, bold: bool = False) -> str:
    """Return words as ReportLab markup that prints exactly them, each character in a font it has.

    A character no font has is drawn as an empty box and stays in the text that can be copied;
    ``has_unprintable`` says whether to tell the reader so.
    """
    wanted = BOLD if bold else REGULAR
    markup = "".join(
        _run(_font(face, wanted), text) for face, text in _runs(readable(words), wanted)
    )
    return f'<font name="{BOLD}">{markup}</font>' if bold else markup


def pieces(words: str) -> Iterator[str]:
    """Yield the words in paragraphs short enough to set quickly, cut at spaces where there are."""
    for paragraph in _BLANK_LINES.split(readable(words).strip()):
        yield from _short_enough(paragraph)


def has_unprintable(texts: Iterable[str]) -> bool:
    """Tell whether any character would print as an empty box."""
    characters = set().union(*map(readable, texts))
    return any(_face(character, REGULAR) == UNPRINTABLE for character in characters)


def readable(words: str) -> str:
    """Return what can be set: composed letters, one kind of space, nothing that is no character."""
    readable = _UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", unicodedata.normalize("NFC", words))
    return _SPACES.sub(" ", readable)


def _short_enough(paragraph: str) -> Iterator[str]:
    rest = paragraph
    while cut := _place_to_cut(rest):
        yield rest[:cut].strip()
        rest = rest[cut:].strip()
    if rest:
        yield rest


def _place_to_cut(text: str) -> int | None:
    """Return where to cut: the end of a line or a sentence if one is near, else a space."""
    endless = _ENDLESS.search(text, 0, PIECE_LENGTH)
    if endless:
        return endless.end()
    if len(text) <= PIECE_LENGTH:
        return None
    for end, earliest in (("\n", PIECE_LENGTH // 2), (". ", PIECE_LENGTH // 2), (" ", 1)):
        place = text.rfind(end, earliest, PIECE_LENGTH)
        if place > 0:
            return place + 1
    return PIECE_LENGTH


def _runs(words: str, wanted: str) -> Iterator[tuple[str, str]]:
    for face, run in groupby(words, key=lambda character: _face(character, wanted)):
        yield face, "".join(run)


def _face(character: str, wanted: str) -> str:
    """Return the font to draw with; a mark that shows nothing by itself is drawn as nothing."""
    if character.isspace():
        return wanted
    found = font_for(character, wanted)
    if found:
        return found
    return "" if unicodedata.category(character) in _UNSEEN else UNPRINTABLE


def _font(face: str, wanted: str) -> str:
    if not face:
        return f'name="{UNPRINTABLE}" size="0.1"'
    return "" if face == wanted else f'name="{face}"'


def _run(font: str, text: str) -> str:
    markup = escape(text).replace("\n", "<br/>")
    return f"<font {font}>{markup}</font>" if font else markup
