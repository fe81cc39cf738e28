"""A sheet as plain text: for a message, a screen reader of one's own, or any machine at all."""

import textwrap
from collections.abc import Iterator
from functools import singledispatch
from typing import Final

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
    words_in,
)


_WIDTH: Final = 78
_UNDER: Final = {1: "=", 2: "-"}


def as_text(sheet: Sheet) -> str:
    """Return the sheet as text that needs no layout to be understood."""
    head = [sheet.head, ""] if sheet.head else []
    lines = [*head, *_lines_of(sheet.blocks), "", sheet.foot, sheet.kind]
    return "\n".join(_without_double_gaps(lines)).strip() + "\n"


def _lines_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield from _lines(block)


@singledispatch
def _lines(block: Block) -> Iterator[str]:
    raise TypeError(type(block).__name__)


@_lines.register
def _text(block: Text) -> Iterator[str]:
    indent = "  " if block.look in (Look.CAPTION, Look.DETAIL) else ""
    for line in block.words.splitlines() or [""]:
        yield from textwrap.wrap(
            line,
            _WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )


@_lines.register
def _heading(block: Heading) -> Iterator[str]:
    yield ""
    yield block.words
    if block.level in _UNDER:
        yield _UNDER[block.level] * min(len(block.words), _WIDTH)


@_lines.register
def _card(block: Card) -> Iterator[str]:
    yield ""
    yield from _lines_of(block.blocks)
    yield ""


@_lines.register
def _listing(block: Listing) -> Iterator[str]:
    for number, item in enumerate(block.items, start=1):
        mark = f"{number}. " if block.numbered else "* "
        lines = [line for line in _lines_of(item) if line]
        yield mark + lines[0].strip() if lines else mark
        yield from (" " * len(mark) + line for line in lines[1:])
        yield ""


@_lines.register
def _table(block: Table) -> Iterator[str]:
    for row in block.rows:
        cells = [words_in(cell) for cell in row]
        if not block.columns:
            asks = cells[0] if cells[0].endswith("?") else f"{cells[0]}:"
            yield from _text(Text(f"{asks} {'; '.join(cells[1:])}"))
            continue
        for column, cell in zip(block.columns, cells, strict=True):
            if cell:
                yield from _text(Text(f"{column}: {cell}"))
        yield ""


@_lines.register
def _easy_line(block: EasyLine) -> Iterator[str]:
    yield from _lines_of(block.blocks)
    yield ""


@_lines.register
def _map(_block: MapOfAssets) -> Iterator[str]:
    return iter(())  # the lists under it hold all that it shows


@_lines.register
def _scan(block: Scan) -> Iterator[str]:
    yield ""
    yield from _lines_of((Text(block.in_text),) if block.in_text else block.blocks)


def _without_double_gaps(lines: list[str]) -> Iterator[str]:
    before = ""
    for line in lines:
        if line or before:
            yield line.rstrip()
        before = line
