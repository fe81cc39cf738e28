"""Cards: one may run over pages, because nobody's words are kept in a box."""

from collections.abc import Sequence
from typing import Any, Final

from reportlab.platypus import Flowable

from app.plans.pdf.column import Column
from app.plans.pdf.icons import Mark, draw_rings, draw_stripe
from app.plans.pdf.ink import LINE, Type


STRIPE_INSET: Final = 7.0
PAD_LEFT: Final = 22.0
PAD_RIGHT: Final = 14.0
PAD_TOP: Final = 11.0
PAD_BOTTOM: Final = 10.0
CORNER: Final = 5.0


class Card(Flowable):  # type: ignore[misc]
    """A hairline box with its ring's line down the side and paragraphs one under another."""

    def __init__(self, contents: Sequence[Flowable] | Column, mark: Mark, sizes: Type) -> None:
        super().__init__()
        self._column = contents if isinstance(contents, Column) else Column(contents)
        self._mark = mark
        self._sizes = sizes
        self._has_icon = mark.ring is not None
        self.spaceAfter = 9

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Measure the card at this width."""
        self.width = available_width
        self.height = PAD_TOP + self._column.height(self.canv, self._inner_width()) + PAD_BOTTOM
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Cut the card where the page ends, or leave a short one for the next page."""
        self.wrap(available_width, available_height)
        kept_whole = self._sizes.kept_whole
        if self.height <= available_height:
            return [self]
        if self.height <= kept_whole:
            return []
        here, there = self._column.cut(self.canv, available_height - PAD_TOP - PAD_BOTTOM)
        if not here or not there:
            return []
        rest = Card(there, self._mark, self._sizes)
        rest._has_icon = False
        first = Card(here, self._mark, self._sizes)
        first._has_icon = self._has_icon
        return [first, rest]

    def draw(self) -> None:
        """Draw the box, the line, the icon and the words."""
        with self.canv.artifact():
            self._draw_box(self.canv)
        self._column.draw(self.canv, self._left, self.height - PAD_TOP)

    def _draw_box(self, canvas: Any) -> None:
        canvas.saveState()
        canvas.setFillColor(self._mark.ground)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.8)
        canvas.roundRect(0, 0, self.width, self.height, CORNER, stroke=1, fill=1)
        canvas.restoreState()
        if self._mark.has_stripe:
            draw_stripe(canvas, self._mark, STRIPE_INSET, 7, self.height - 7)
        if self._has_icon:
            size = self._sizes.icon
            draw_rings(canvas, self._mark, PAD_LEFT - 4, self.height - PAD_TOP - size + 2, size)

    @property
    def _left(self) -> float:
        return PAD_LEFT + (self._sizes.icon + 12 if self._mark.ring is not None else 0)

    def _inner_width(self) -> float:
        return self.width - self._left - PAD_RIGHT
