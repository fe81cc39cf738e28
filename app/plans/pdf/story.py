"""From a sheet's blocks to what ReportLab sets, and to the tree that says what each of them is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import singledispatch
from itertools import pairwise, takewhile
from typing import Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.plans.pdf.asset_map import DrawnMap
from app.plans.pdf.card import Card as CardBox
from app.plans.pdf.column import Column
from app.plans.pdf.icons import mark_of
from app.plans.pdf.ink import Type, type_of
from app.plans.pdf.keeping import headings_kept
from app.plans.pdf.paragraph import heading, words
from app.plans.pdf.pictures import Square, Symbol
from app.plans.pdf.rating import rated_words
from app.plans.pdf.rows import Beside, Row, Rows
from app.plans.pdf.tagging import Element
from app.plans.pdf.words import has_unprintable, pieces
from app.plans.sheets.blocks import (
    Block,
    Card,
    EasyLine,
    Heading,
    Listing,
    Look,
    MapOfAssets,
    Scan,
    Sheet,
    Table,
    Text,
)


_SQUARE: Final = 28 * mm
_COLUMN_HEAD: Final = "/O /Table /Scope /Column"
_ROW_HEAD: Final = "/O /Table /Scope /Row"
_UNNUMBERED: Final = "/O /List /ListNumbering /None"


@dataclass(frozen=True, slots=True)
class Setting:
    """The sizes a story is set in, and the element that what comes next belongs to."""

    sizes: Type
    inside: Element

    def under(self, element: Element) -> "Setting":
        """Return the setting for what belongs to this element."""
        return Setting(self.sizes, element)


@dataclass(frozen=True, slots=True)
class Story:
    """What is drawn, the tree of what it is, and the word DRAFT's own place in the tree."""

    flowables: list[Flowable]
    root: Element
    head: Element


def story_of(sheet: Sheet) -> Story:
    """Return the whole sheet ready to be set, one section of the tree for each second heading."""
    sizes = type_of(sheet.size)
    root = Element("Document")
    head = Element("P")
    notice = Card("NOTICE", (Text(sheet.cannot_print),))
    flowables: list[Flowable] = []
    setting = Setting(sizes, root)
    for place, block in enumerate(_with_notice(sheet, notice)):
        if isinstance(block, Heading) and block.level == 2:
            setting = Setting(sizes, root.add("Sect"))
        if isinstance(block, Scan):
            _keep_with_its_section(flowables)
        flowables += _set(block, setting)
        if place == 0:
            root.kids.append(head)
    return Story(list(headings_kept(flowables, sizes.kept_whole)), root, head)


def _keep_with_its_section(flowables: list[Flowable]) -> None:
    """Keep what stands over a square with it: alone on a page, a square says nothing."""
    for flowable in takewhile(lambda each: not isinstance(each, CardBox), reversed(flowables)):
        flowable.keepWithNext = True
        if isinstance(flowable, Beside) or getattr(flowable, "bookmark", None):
            return


def _with_notice(sheet: Sheet, notice: Card) -> Iterator[Block]:
    """Yield the blocks; where a character has no drawing, the sheet says so before its parts."""
    is_said = not has_unprintable(sheet.all_words())
    for block in sheet.blocks:
        if not is_said and isinstance(block, Heading) and block.level == 2:
            yield notice
            is_said = True
        yield block


@singledispatch
def _set(block: Block, _setting: Setting) -> Iterator[Flowable]:
    raise TypeError(type(block).__name__)


@_set.register
def _text(block: Text, setting: Setting) -> Iterator[Flowable]:
    yield from _paragraphs(block, setting.sizes.looks[block.look], setting)


@_set.register
def _heading(block: Heading, setting: Setting) -> Iterator[Flowable]:
    sizes = setting.sizes
    element = setting.inside.add(f"H{block.level}")
    if block.level == 1:
        made = heading(block.words, sizes.title, element)
    elif block.level == 2:
        made = heading(block.words, sizes.heading, element)
    elif block.leads:
        made = heading(block.words, sizes.lead, element)
    elif block.of:
        colour = mark_of(block.of).colour
        made = heading(block.words, sizes.in_colour(sizes.card_title, colour), element)
    else:
        made = heading(block.words, sizes.group, element)
    made.bookmark = (block.words, block.key, block.level - 1)
    made.keepWithNext = True
    yield made


@_set.register
def _card(block: Card, setting: Setting) -> Iterator[Flowable]:
    contents = [flowable for each in block.blocks for flowable in _set(each, setting)]
    yield CardBox(_tables_apart(contents, setting.sizes), mark_of(block.of), setting.sizes)


def _tables_apart(flowables: list[Flowable], sizes: Type) -> list[Flowable]:
    """Give a table room under the words before it, so that a caption is not read as its row."""
    for before, after in pairwise(flowables):
        if isinstance(after, Rows) and not isinstance(after, Beside):
            before.spaceAfter = max(before.getSpaceAfter(), 5 * sizes.unit)
    return flowables


@_set.register
def _listing(block: Listing, setting: Setting) -> Iterator[Flowable]:
    made = setting.inside.add("L", attributes=_UNNUMBERED)
    for place, item in enumerate(block.items):
        body = setting.under(made.add("LI").add("LBody"))
        flowables = [flowable for each in item for flowable in _set(each, body)]
        _tables_apart(flowables, setting.sizes)
        is_last = place == len(block.items) - 1
        if flowables and not is_last:
            flowables[-1].spaceAfter = max(flowables[-1].getSpaceAfter(), 9 * setting.sizes.unit)
        yield from flowables


@_set.register
def _table(block: Table, setting: Setting) -> Iterator[Flowable]:
    made = setting.inside.add("Table")
    head = _row(block.columns, made, setting, ["TH"] * len(block.columns), _COLUMN_HEAD)
    first = "TH" if block.rows_have_heads else "TD"
    tags = [first] + ["TD"] * (len(block.widths) - 1)
    rows = [_row(row, made, setting, tags, _ROW_HEAD) for row in block.rows]
    yield Rows([row for row in rows if row], block.widths, head=head, is_ruled=bool(block.columns))


def _row(
    cells: Sequence[str | Text], table: Element, setting: Setting, tags: Sequence[str], scope: str
) -> Row | None:
    if not cells:
        return None
    row = table.add("TR")
    return Row(
        tuple(
            _cell(words_of, row, setting, tag, scope)
            for words_of, tag in zip(cells, tags, strict=True)
        )
    )


def _cell(said: str | Text, row: Element, setting: Setting, tag: str, scope: str) -> Column:
    is_head = tag == "TH"
    cell = setting.under(row.add(tag, attributes=scope if is_head else ""))
    text = said if isinstance(said, Text) else Text(said)
    return Column(list(_paragraphs(text, setting.sizes.fact, cell, bold=is_head)))


@_set.register
def _easy_line(block: EasyLine, setting: Setting) -> Iterator[Flowable]:
    picture = setting.inside.add("Figure", says=block.says)
    contents = [flowable for each in block.blocks for flowable in _set(each, setting)]
    line = Beside(Symbol(block.symbol, picture, setting.sizes.symbol), contents)
    line.keepWithNext = block.leads
    yield line


@_set.register
def _map(block: MapOfAssets, setting: Setting) -> Iterator[Flowable]:
    picture = setting.inside.add("Figure", says=block.says)
    yield DrawnMap(block.drawn, dict(block.names), picture, setting.sizes)
    for caption in _set(Text(block.caption, Look.CAPTION), setting):
        caption.spaceAfter = 9 * setting.sizes.unit
        yield caption


@_set.register
def _scan(block: Scan, setting: Setting) -> Iterator[Flowable]:
    picture = setting.inside.add("Figure", says=block.says)
    contents = [flowable for each in block.blocks for flowable in _set(each, setting)]
    yield Beside(Square(block.address, picture, _SQUARE), contents)


def _paragraphs(
    text: Text, style: ParagraphStyle, setting: Setting, *, bold: bool = False
) -> Iterator[Flowable]:
    for piece in pieces(text.words):
        element = setting.inside.add("P", language=text.language or "")
        if text.rating:
            yield rated_words(piece, style, element, text.rating)
        else:
            yield words(piece, style, element, bold=bold)
