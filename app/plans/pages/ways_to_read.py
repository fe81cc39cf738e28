"""The other ways to read a plan: where each one is, and a form of the plan as a page."""

from dataclasses import dataclass

from app.i18n import Language
from app.i18n import gettext as _
from app.plans.sheets.blocks import Block, DarkSquares, Heading, Sheet
from app.plans.sheets.symbols import SYMBOLS, Shape


@dataclass(frozen=True)
class WayToRead:
    """A link to one form of the plan; ``icon`` tells paper from a page."""

    label: str
    href: str
    icon: str
    language: Language | None = None


@dataclass(frozen=True)
class KeptVersion:
    """Which version a page shows, who saved it, what was answered, and its own forms."""

    name: str
    saved: str
    answer: str
    answered_by: str
    newer: str
    ways: tuple[WayToRead, ...]  # the forms that only a version's own page leads to


@dataclass(frozen=True)
class SheetPage:
    """A form of the plan as a page; its first heading is the page's own."""

    title: str
    back: str
    size: str
    head: str
    foot: str
    kind: str
    blocks: tuple[Block, ...]
    ways: tuple[WayToRead, ...]
    symbols: dict[str, tuple[Shape, ...]]
    square: DarkSquares | None
    kept: KeptVersion | None = None  # where it is a version that was kept, and not the newest


def sheet_page(sheet: Sheet, *, base: str, back: str, kept: KeptVersion | None = None) -> SheetPage:
    """Return the page; ``base`` is where the other forms are."""
    return SheetPage(
        title=f"{sheet.title} · {kept.name}" if kept else sheet.title,
        back=back,
        size=sheet.size,
        head=sheet.head,
        foot=sheet.foot,
        kind=sheet.kind,
        blocks=tuple(b for b in sheet.blocks if not (isinstance(b, Heading) and b.level == 1)),
        ways=(*(kept.ways if kept else ()), *ways_to_read(base)),
        symbols=SYMBOLS,
        square=sheet.square,
        kept=kept,
    )


def ways_to_read(base: str) -> tuple[WayToRead, ...]:
    """Return every other form, in both languages where it is a file."""
    large, easy, text = f"{base}/large-print", f"{base}/easy-read", f"{base}/text"
    return (
        WayToRead(_("Easy Read, on a page"), easy, "plan"),
        WayToRead(_("Large print, on a page"), large, "plan"),
        WayToRead(_("Easy Read in Welsh (PDF)"), f"{easy}.pdf?language=cy", "print", "cy"),
        WayToRead(_("Easy Read in English (PDF)"), f"{easy}.pdf?language=en", "print", "en"),
        WayToRead(_("Large print in Welsh (PDF)"), f"{large}.pdf?language=cy", "print", "cy"),
        WayToRead(_("Large print in English (PDF)"), f"{large}.pdf?language=en", "print", "en"),
        WayToRead(_("Plain text in Welsh"), f"{text}?language=cy", "list", "cy"),
        WayToRead(_("Plain text in English"), f"{text}?language=en", "list", "en"),
    )
