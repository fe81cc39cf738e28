"""The palette and the sizes of a printed plan: one place, so that it reads as one document."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from app.plans.pdf.fonts import BOLD, REGULAR
from app.plans.sheets.blocks import Look, Size


MARGIN: Final = 20 * mm

INK: Final = HexColor("#1d2a2f")
MUTED: Final = HexColor("#4d5b66")
LINE: Final = HexColor("#d9d4c7")
PAPER: Final = HexColor("#fbf9f4")
TEAL: Final = HexColor("#0b5563")
PLUM: Final = HexColor("#6b2d6b")
MOSS: Final = HexColor("#4a6b1f")
SLATE: Final = HexColor("#4d5b66")
CARE: Final = HexColor("#8a5a00")
GOOD: Final = HexColor("#1c6b3a")
DANGER: Final = HexColor("#a3212b")
SUN: Final = HexColor("#f2b632")
ROSE: Final = HexColor("#c2515a")


@dataclass(frozen=True, slots=True)
class Type:
    """Every size of one form: its styles, and the spaces that grow with them."""

    looks: Mapping[Look, ParagraphStyle]
    title: ParagraphStyle
    heading: ParagraphStyle
    group: ParagraphStyle
    lead: ParagraphStyle
    card_title: ParagraphStyle
    fact: ParagraphStyle
    head: float
    foot: float
    emblem: float
    icon: float
    symbol: float
    drawing: float  # how wide the map of assets is
    unit: float  # how many times larger than the ordinary form

    def in_colour(self, style: ParagraphStyle, colour: Color) -> ParagraphStyle:
        """Return the style in this colour."""
        return ParagraphStyle(style.name, parent=style, textColor=colour)

    @property
    def bottom(self) -> float:
        """The room under the words for the foot of the page."""
        return max(float(MARGIN), self.foot * 3.6 + 12)

    @property
    def kept_whole(self) -> float:
        """How tall a card may be and still move to the next page whole rather than be cut."""
        return float(40 * mm * self.unit)


@cache
def type_of(size: Size) -> Type:
    """Return the sizes of a form."""
    return {Size.ORDINARY: _ordinary, Size.LARGE: _large, Size.EASY: _easy}[size]()


def _ordinary() -> Type:
    emblem = 22 * mm
    return Type(
        looks={
            Look.NAME: _style("name", 20, 26, after=4, right=emblem + 12),
            Look.DESCRIPTION: _style("description", 12.5, 18, colour=MUTED, after=10),
            Look.BODY: _style("body", 12.5, 18, after=4),
            Look.WANTED: _style("wanted", 16.5, 23, after=5),
            Look.SAID: _style("said", 14.5, 21, after=3),
            Look.DETAIL: _style("detail", 12.5, 18),
            Look.CAPTION: _style("caption", 12, 17, colour=MUTED),
        },
        title=_style("title", 32, 38, bold=True, colour=TEAL, right=emblem + 12),
        heading=_style("heading", 19, 25, bold=True, before=19, after=8),
        group=_style("group", 13, 18, bold=True, colour=MUTED, before=6, after=6),
        lead=_style("lead", 12, 17, bold=True, colour=TEAL, after=3),
        card_title=_style("card-title", 15.5, 21, bold=True, before=4, after=9),
        fact=_style("fact", 12.5, 18),
        head=12,
        foot=10,
        emblem=emblem,
        icon=30,
        drawing=264,
        symbol=0,
        unit=1,
    )


def _large() -> Type:
    """Nothing under 18 points, and nothing smaller because it matters less."""
    emblem = 24 * mm
    return Type(
        looks={
            Look.NAME: _style("name", 25, 32, after=6, right=emblem + 12),
            Look.DESCRIPTION: _style("description", 18, 26, colour=INK, after=14),
            Look.BODY: _style("body", 18, 26, after=7),
            Look.WANTED: _style("wanted", 22, 31, after=8),
            Look.SAID: _style("said", 20, 29, after=6),
            Look.DETAIL: _style("detail", 18, 26),
            Look.CAPTION: _style("caption", 18, 26, colour=INK),
        },
        title=_style("title", 38, 46, bold=True, colour=TEAL, right=emblem + 12),
        heading=_style("heading", 27, 35, bold=True, before=24, after=10),
        group=_style("group", 20, 28, bold=True, colour=INK, before=10, after=8),
        lead=_style("lead", 18, 26, bold=True, colour=TEAL, after=5),
        card_title=_style("card-title", 22, 30, bold=True, before=5, after=11),
        fact=_style("fact", 18, 26),
        head=18,
        foot=18,
        emblem=emblem,
        icon=38,
        drawing=float(170 * mm),
        symbol=0,
        unit=1.4,
    )


def _easy() -> Type:
    emblem = 22 * mm
    return Type(
        looks={
            Look.NAME: _style("name", 22, 29, after=6, right=emblem + 12),
            Look.DESCRIPTION: _style("description", 17, 25, after=12),
            Look.BODY: _style("body", 17, 25, after=5),
            Look.WANTED: _style("wanted", 19, 28, after=5),
            Look.SAID: _style("said", 19, 28, after=5),
            Look.DETAIL: _style("detail", 17, 25),
            Look.CAPTION: _style("caption", 15, 22, colour=MUTED),
        },
        title=_style("title", 34, 42, bold=True, colour=TEAL, right=emblem + 12),
        heading=_style("heading", 25, 32, bold=True, before=22, after=12),
        group=_style("group", 19, 26, bold=True, before=10, after=8),
        lead=_style("lead", 17, 25, bold=True, colour=TEAL, after=4),
        card_title=_style("card-title", 20, 27, bold=True, before=4, after=9),
        fact=_style("fact", 17, 25),
        head=15,
        foot=14,
        emblem=emblem,
        icon=38,
        drawing=330,
        symbol=23 * mm,
        unit=1.25,
    )


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
