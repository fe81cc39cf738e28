"""What a sheet is made of: headings, words, cards, lists, tables and pictures, and no printing.

Pure. Whoever adds a section to a plan adds it once, as blocks; the PDF, the pages and the plain
text each know these few blocks and nothing of the plan.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from app.i18n import Language
from app.plans.asset_map import AssetMap
from app.plans.progress import ProgressRating


class Size(StrEnum):
    """How large a sheet is set."""

    ORDINARY = "ordinary"
    LARGE = "large"
    EASY = "easy"


class Look(StrEnum):
    """What words are on the sheet, which decides how they look."""

    NAME = "name"
    DESCRIPTION = "description"
    BODY = "body"
    WANTED = "wanted"  # what matters to the person, the largest words after the title
    SAID = "said"
    DETAIL = "detail"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Text:
    """Words in one look; ``language`` only where it is not the sheet's own.

    With a ``rating`` the words say how far a step has come, and stand beside its colour and dots.
    """

    words: str
    look: Look = Look.BODY
    language: Language | None = None
    rating: ProgressRating | None = None
    block: ClassVar[str] = "text"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1, 2 or 3; its key is the same in every language.

    ``of`` names the ring whose colour it takes; ``leads`` sets it small over what it leads to.
    """

    words: str
    level: int
    key: str
    of: str = ""
    leads: bool = False
    block: ClassVar[str] = "heading"


@dataclass(frozen=True, slots=True)
class Card:
    """Blocks in one box: a ring's, an element's, or ``NOTICE``, ``FACTS`` or ``PLAIN``."""

    of: str
    blocks: "tuple[Block, ...]"
    block: ClassVar[str] = "card"


@dataclass(frozen=True, slots=True)
class Listing:
    """Things of one kind one after another, so that a reader aloud can say how many."""

    items: "tuple[tuple[Block, ...], ...]"
    numbered: bool = False
    block: ClassVar[str] = "listing"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of words under column headings; the first cell of a row may head the row."""

    title: str
    columns: tuple[str, ...]  # empty: the rows head themselves
    rows: "tuple[tuple[str | Text, ...], ...]"
    widths: tuple[int, ...]  # the share of each column
    rows_have_heads: bool = True
    block: ClassVar[str] = "table"


@dataclass(frozen=True, slots=True)
class EasyLine:
    """One idea: a picture on the left and words on the right. ``says`` is the picture in words."""

    symbol: str
    says: str
    blocks: tuple[Text, ...]
    leads: bool = False  # it is read with the line after it, and stays on its page
    block: ClassVar[str] = "easy-line"


@dataclass(frozen=True, slots=True)
class Scan:
    """An address to open with a phone's camera, with what to do beside it."""

    address: str
    says: str
    blocks: tuple[Text, ...]
    in_text: str = ""  # what to do where there is nothing to scan
    block: ClassVar[str] = "scan"


@dataclass(frozen=True, slots=True)
class MapOfAssets:
    """The map of what the person can draw on, whose numbers stand beside the words in the lists."""

    drawn: AssetMap
    names: tuple[tuple[str, str], ...]  # each ring's key and its name in this language
    says: str
    caption: str  # for the eye: it stands only where the drawing does
    block: ClassVar[str] = "map"


Block = Text | Heading | Card | Listing | Table | EasyLine | Scan | MapOfAssets


@dataclass(frozen=True, slots=True)
class DarkSquares:
    """A QR code: how many squares a side has, its quiet edge too, and which of them are dark."""

    side: int
    dark: tuple[tuple[int, int], ...]  # row and column, from the top left


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form of one version of a plan in one language, in reading order."""

    language: Language
    size: Size
    title: str
    head: str  # DRAFT in words, or nothing
    foot: str
    kind: str
    page: str  # "Page %(page)s of %(pages)s"
    blocks: tuple[Block, ...]
    cannot_print: str  # said at the top where a character has no drawing
    square: DarkSquares | None = None  # the QR code of its one address, for its page

    def texts(self) -> Iterator[Text | Heading]:
        """Yield everything written on the sheet but its tables, in reading order."""
        for block in inside(self.blocks):
            if isinstance(block, Text | Heading):
                yield block

    def all_words(self) -> Iterator[str]:
        """Yield every string on the sheet."""
        for block in inside(self.blocks):
            if isinstance(block, Text | Heading):
                yield block.words
            elif isinstance(block, Table):
                yield block.title
                yield from block.columns
                for row in block.rows:
                    yield from map(words_in, row)


def words_in(cell: str | Text) -> str:
    """Return what a table's cell says, ours or somebody's own."""
    return cell.words if isinstance(cell, Text) else cell


def inside(blocks: "tuple[Block, ...]") -> "Iterator[Block]":
    """Yield the blocks and all that they hold, each before what it holds."""
    for block in blocks:
        yield block
        if isinstance(block, Card | EasyLine | Scan):
            yield from inside(block.blocks)
        elif isinstance(block, Listing):
            for item in block.items:
                yield from inside(item)
