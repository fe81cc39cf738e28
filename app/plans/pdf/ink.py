"""The palette and the sizes of a printed plan: one place, so that it reads as one document."""

from typing import Final

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from app.plans.pdf.fonts import BOLD, REGULAR


MARGIN: Final = 20 * mm
EMBLEM: Final = 22 * mm

INK: Final = HexColor("#1d2a2f")
MUTED: Final = HexColor("#4d5b66")
LINE: Final = HexColor("#d9d4c7")
PAPER: Final = HexColor("#fbf9f4")
TEAL: Final = HexColor("#0b5563")
PLUM: Final = HexColor("#6b2d6b")
MOSS: Final = HexColor("#4a6b1f")
SLATE: Final = HexColor("#4d5b66")
CARE: Final = HexColor("#8a5a00")


def _style(
    name: str,
    size: float,
    leading: float,
    *,
    bold: bool = False,
    colour: Color = INK,
    before: float = 0,
    after: float = 0,
    right: float = 0,
) -> ParagraphStyle:
    font = BOLD if bold else REGULAR
    return ParagraphStyle(
        name,
        fontName=font,
        bulletFontName=font,
        fontSize=size,
        leading=leading,
        textColor=colour,
        spaceBefore=before,
        spaceAfter=after,
        rightIndent=right,
        allowWidows=0,
        allowOrphans=0,
    )


TITLE: Final = _style("title", 32, 38, bold=True, colour=TEAL, right=EMBLEM + 12)
NAME: Final = _style("name", 20, 26, after=4, right=EMBLEM + 12)
DESCRIPTION: Final = _style("description", 12.5, 18, colour=MUTED, after=2)
HEADING: Final = _style("heading", 19, 25, bold=True, before=19, after=8)
GROUP: Final = _style("group", 13, 18, bold=True, colour=MUTED, before=6, after=6)
BODY: Final = _style("body", 12.5, 18, after=4)
FACT: Final = _style("fact", 12.5, 19)
LARGE_WORDS: Final = _style("large-words", 16.5, 23, after=5)
WORDS: Final = _style("words", 14.5, 21, after=3)
LEAD: Final = _style("lead", 12, 17, bold=True, colour=TEAL, after=3)
DETAIL: Final = _style("detail", 12.5, 18)
CAPTION: Final = _style("caption", 12, 17, colour=MUTED)


def card_title(colour: Color) -> ParagraphStyle:
    """Return the style of a card's title in its ring's colour."""
    return _style("card-title", 15.5, 21, bold=True, colour=colour, before=4, after=9)
