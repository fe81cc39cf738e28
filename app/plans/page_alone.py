"""A form of the plan as one file of HTML that needs nothing else: no server, no network."""

import base64
import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from app.i18n import Language
from app.plans.sheets.blocks import Block, DarkSquares, Sheet
from app.plans.sheets.symbols import SYMBOLS, Shape
from app.static_files import STATIC
from app.templating import html_of


_FONT: Final = re.compile(r"@font-face \{[^}]*?\}")
_ADDRESS: Final = re.compile(r'url\("\.\./([^"]+)"\)')


@dataclass(frozen=True)
class PageAlone:
    """What the file holds."""

    title: str
    language: Language
    size: str
    head: str
    foot: str
    kind: str
    blocks: tuple[Block, ...]
    style: str  # the whole style sheet, typefaces and all, as an address
    symbols: dict[str, tuple[Shape, ...]]
    square: DarkSquares | None


def page_alone(sheet: Sheet) -> str:
    """Return the sheet as a page with its styles and typefaces inside it."""
    page = PageAlone(
        title=sheet.title,
        language=sheet.language,
        size=sheet.size,
        head=sheet.head,
        foot=sheet.foot,
        kind=sheet.kind,
        blocks=sheet.blocks,
        style=_style(),
        symbols=SYMBOLS,
        square=sheet.square,
    )
    return html_of("plans/alone.html", page, sheet.language)


@cache
def _style() -> str:
    """Return the styles of a sheet as an address that holds them."""
    faces = _FONT.findall((STATIC / "css/whatmatters.css").read_text("utf-8"))
    with_fonts = _ADDRESS.sub(_held, "\n".join(faces))
    styles = [(STATIC / f"css/{name}.css").read_text("utf-8") for name in ("sheet", "rating")]
    return _held_as("text/css", "\n".join((with_fonts, *styles)).encode())


def _held(found: re.Match[str]) -> str:
    return f"url({_held_as('font/woff2', (STATIC / found[1]).read_bytes())})"


def _held_as(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
