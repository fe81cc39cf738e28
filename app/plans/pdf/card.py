"""Cards and headings: a card may run over pages, because nobody's words are kept in a box."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph

from app.plans.pdf.icons import Mark, draw_rings, draw_stripe
from app.plans.pdf.ink import LINE


STRIPE_INSET: Final = 7.0
PAD_LEFT: Final = 22.0
PAD_RIGHT: Final = 14.0
PAD_TOP: Final = 11.0
PAD_BOTTOM: Final = 10.0
ICON_SIZE: Final = 30.0
ICON_SPACE: Final = 42.0
CORNER: Final = 5.0

# A card this short moves to the next page whole rather than be cut in two.
KEPT_WHOLE: Final = 40 * mm


@dataclass(slots=True)
class _Measured:
    flowable: Flowable
    height: float | None = None


class Card(Flowable):  # type: ignore[misc]
    """A hairline box with its ring's line down the side and paragraphs one under another.

    Heights are kept, and handed on when the card is cut: measuring every paragraph again on every
    page would take minutes for long words.
    """

    def __init__(self, contents: Sequence[Flowable], mark: Mark, *, after: float = 9) -> None:
        super().__init__()
        self._contents = [_Measured(flowable) for flowable in contents]
        self._mark = mark
        self._has_icon = mark.ring is not None
        self._measured_at = 0.0
        self.spaceAfter = after

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Measure the card at this width."""
        self.width = available_width
        if self._measured_at != available_width:
            self._contents = [_Measured(each.flowable) for each in self._contents]
            self._measured_at = available_width
        self.height = PAD_TOP + sum(self._space_taken()) + PAD_BOTTOM
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Cut the card where the page ends, or leave a short one for the next page."""
        self.wrap(available_width, available_height)
        if self.height <= min(KEPT_WHOLE, available_height):
            return [] if self.height > available_height else [self]
        if self.height <= KEPT_WHOLE:
            return []
        here, there = self._cut(available_height - PAD_TOP - PAD_BOTTOM)
        if not here or not there:
            return []
        return [self._part(here, first=True), self._part(there, first=False)]

    def draw(self) -> None:
        """Draw the box, the line, the icon and the words."""
        canvas = self.canv
        canvas.saveState()
        canvas.setFillColor(self._mark.ground)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.8)
        canvas.roundRect(0, 0, self.width, self.height, CORNER, stroke=1, fill=1)
        canvas.restoreState()
        if self._mark.has_stripe:
            draw_stripe(canvas, self._mark, STRIPE_INSET, 7, self.height - 7)
        if self._has_icon:
            top = self.height - PAD_TOP - ICON_SIZE
            draw_rings(canvas, self._mark, PAD_LEFT - 4, top + 2, ICON_SIZE)
        self._draw_words()

    def _draw_words(self) -> None:
        y = self.height - PAD_TOP
        for each, taken in zip(self._contents, self._space_taken(), strict=True):
            each.flowable.drawOn(self.canv, self._left, y - (each.height or 0))
            y -= taken

    @property
    def _left(self) -> float:
        return PAD_LEFT + (ICON_SPACE if self._mark.ring is not None else 0)

    def _inner_width(self) -> float:
        return self.width - self._left - PAD_RIGHT

    def _space_taken(self) -> list[float]:
        """Return the height of each paragraph and the gap after it; the last has no gap."""
        taken = []
        for place, each in enumerate(self._contents):
            is_last = place == len(self._contents) - 1
            taken.append(self._height(each) + (0 if is_last else each.flowable.getSpaceAfter()))
        return taken

    def _height(self, each: _Measured) -> float:
        if each.height is None:
            _, each.height = each.flowable.wrapOn(self.canv, self._inner_width(), 1e6)
        return each.height

    def _cut(self, room: float) -> tuple[list[_Measured], list[_Measured]]:
        here: list[_Measured] = []
        for place, each in enumerate(self._contents):
            height = self._height(each)
            if height > room:
                halves = each.flowable.splitOn(self.canv, self._inner_width(), room)
                pieces = [_Measured(half) for half in halves]
                rest = self._contents[place + 1 :]
                if len(pieces) > 1:
                    return [*here, pieces[0]], [*pieces[1:], *rest]
                each.height = None  # A paragraph forgets its lines when it cannot be cut.
                return _keep_titles_together(here, self._contents[place:])
            here.append(each)
            room -= height + each.flowable.getSpaceAfter()
        return here, []

    def _part(self, contents: list[_Measured], *, first: bool) -> "Card":
        part = Card([], self._mark, after=self.spaceAfter)
        part._contents = contents
        part._measured_at = self._measured_at
        part._has_icon = self._has_icon and first
        return part


class Heading(Paragraph):  # type: ignore[misc]
    """A section's heading, which also stands in the list of bookmarks."""

    def __init__(self, markup: str, style: Any, *, plain: str, key: str, level: int) -> None:
        super().__init__(markup, style)
        self._bookmark = (plain, key, level)

    def draw(self) -> None:
        """Draw the heading and remember its place."""
        plain, key, level = self._bookmark
        self.canv.bookmarkHorizontal(key, 0, self.height + 12)
        self.canv.addOutlineEntry(plain, key, level, closed=False)
        super().draw()


def _keep_titles_together(
    here: list[_Measured], there: list[_Measured]
) -> tuple[list[_Measured], list[_Measured]]:
    """Carry a title that would be left alone at the foot of a page over to its words."""
    while here and getattr(here[-1].flowable, "keepWithNext", False):
        there = [here[-1], *there]
        here = here[:-1]
    return here, there
