"""Columns side by side: the rows of a table, and a picture with its words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.plans.pdf.column import Column
from app.plans.pdf.ink import LINE


GAP: Final = 12.0
PAD: Final = 4.0
# A row this short moves to the next page whole rather than be cut in two.
_KEPT_WHOLE: Final = 60 * mm


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row; none of them needs to fit on one page."""

    cells: tuple[Column, ...]

    def height(self, canvas: Any, widths: Sequence[float]) -> float:
        """Return the height of the tallest cell."""
        cells = zip(self.cells, widths, strict=True)
        return max(cell.height(canvas, width) for cell, width in cells) + 2 * PAD

    def cut(self, canvas: Any, room: float) -> "tuple[Row, Row] | None":
        """Return the row as two, or nothing where no part of it fits."""
        halves = [cell.cut(canvas, room - 2 * PAD) for cell in self.cells]
        here, there = Row(tuple(h for h, _ in halves)), Row(tuple(t for _, t in halves))
        if not any(here.cells) or not any(there.cells):
            return None
        return here, there


@dataclass(frozen=True, slots=True)
class _Grid:
    rows: tuple[Row, ...]
    shares: tuple[int, ...]
    head: Row | None  # drawn again on the next page, for the eye only
    is_repeated: bool
    is_ruled: bool


class Rows(Flowable):  # type: ignore[misc]
    """Rows under a head that comes again on every page they run on to."""

    def __init__(
        self,
        rows: Sequence[Row],
        shares: Sequence[int],
        *,
        head: Row | None = None,
        is_ruled: bool = True,
        grid: _Grid | None = None,
    ) -> None:
        super().__init__()
        self._grid = grid or _Grid(
            tuple(rows), tuple(shares), head, is_repeated=False, is_ruled=is_ruled
        )
        self.spaceAfter = 9

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Measure the rows at this width."""
        self.width = available_width
        self.height = self._head_height() + sum(map(self._height, self._grid.rows))
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Cut between rows where the page ends, and within one only if it fits no page."""
        self.wrap(available_width, available_height)
        room = available_height - self._head_height()
        here: list[Row] = []
        for place, row in enumerate(self._grid.rows):
            height = self._height(row)
            if height > room:
                rest = self._grid.rows[place:]
                if not here:
                    if height <= _KEPT_WHOLE:
                        return []
                    parts = row.cut(self.canv, room)
                    if parts is None:
                        return []
                    here, rest = [parts[0]], (parts[1], *rest[1:])
                return [self._part(here), self._part(rest, is_repeated=True)]
            here.append(row)
            room -= height
        return [self]

    def draw(self) -> None:
        """Draw the head and the rows, with a hairline under each."""
        top = self.height
        if self._grid.head is not None:
            if self._grid.is_repeated:
                with self.canv.artifact():
                    top = self._draw_row(self._grid.head, top)
            else:
                top = self._draw_row(self._grid.head, top)
        for row in self._grid.rows:
            top = self._draw_row(row, top)

    def _draw_row(self, row: Row, top: float) -> float:
        left = 0.0
        for cell, width in zip(row.cells, self._widths(), strict=True):
            cell.draw(self.canv, left, top - PAD - self._drop(cell, width, row))
            left += width + GAP
        bottom = top - self._height(row)
        if self._grid.is_ruled:
            with self.canv.artifact():
                self.canv.setStrokeColor(LINE)
                self.canv.setLineWidth(0.8)
                self.canv.line(0, bottom, self.width, bottom)
        return bottom

    def _drop(self, _cell: Column, _width: float, _row: Row) -> float:
        """Return how far below its row's top a cell begins."""
        return 0.0

    def _part(self, rows: Sequence[Row], *, is_repeated: bool | None = None) -> "Rows":
        repeated = self._grid.is_repeated if is_repeated is None else is_repeated
        part = Rows((), (), grid=replace(self._grid, rows=tuple(rows), is_repeated=repeated))
        part.spaceAfter = self.spaceAfter
        return part

    def _height(self, row: Row) -> float:
        return row.height(self.canv, self._widths())

    def _head_height(self) -> float:
        return self._height(self._grid.head) if self._grid.head is not None else 0.0

    def _widths(self) -> list[float]:
        shares = self._grid.shares
        room = self.width - GAP * (len(shares) - 1)
        return [room * share / sum(shares) for share in shares]


class Beside(Rows):
    """A picture on the left at its own width, and words on the right."""

    def __init__(self, picture: Flowable | None, contents: Sequence[Flowable] | Column) -> None:
        words = contents if isinstance(contents, Column) else Column(contents)
        cells = (Column([picture] if picture is not None else []), words)
        super().__init__([Row(cells)], (1, 1), is_ruled=False)
        self._picture_width = getattr(picture, "width", 0.0)

    def _widths(self) -> list[float]:
        return [self._picture_width, self.width - self._picture_width - GAP]

    def _drop(self, cell: Column, width: float, row: Row) -> float:
        """Set words shorter than their picture beside its middle."""
        spare = self._height(row) - 2 * PAD - cell.height(self.canv, width)
        return max(0.0, spare / 2)

    def _part(self, rows: Sequence[Row], *, is_repeated: bool | None = None) -> "Rows":
        part = Beside(None, Column())
        part._picture_width = self._picture_width
        part._grid = replace(self._grid, rows=tuple(rows))
        part.spaceAfter = self.spaceAfter
        return part
