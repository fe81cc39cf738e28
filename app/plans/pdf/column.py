"""Paragraphs one under another, measured once: in cards, table cells and easy lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable


@dataclass(slots=True)
class _Measured:
    flowable: Flowable
    height: float | None = None


class Column:
    """Flowables one under another at one width.

    Heights are kept, and handed on when the column is cut: measuring every paragraph again on
    every page would take minutes for long words.
    """

    def __init__(self, contents: Sequence[Flowable] = ()) -> None:
        self._contents = [_Measured(flowable) for flowable in contents]
        self._width = 0.0

    def height(self, canvas: Any, width: float) -> float:
        """Measure the column at this width."""
        if self._width != width:
            self._contents = [_Measured(each.flowable) for each in self._contents]
            self._width = width
        return sum(self._space_taken(canvas))

    def draw(self, canvas: Any, left: float, top: float) -> None:
        """Draw everything downwards from the top."""
        for each, taken in zip(self._contents, self._space_taken(canvas), strict=True):
            each.flowable.drawOn(canvas, left, top - (each.height or 0))
            top -= taken

    def cut(self, canvas: Any, room: float) -> "tuple[Column, Column]":
        """Return what fits into the room and what does not; either may hold nothing."""
        here, there = self._cut(canvas, room)
        return self._part(here), self._part(there)

    def __bool__(self) -> bool:
        return bool(self._contents)

    def _space_taken(self, canvas: Any) -> list[float]:
        """Return the height of each paragraph and the gap after it; the last has no gap."""
        taken = []
        for place, each in enumerate(self._contents):
            is_last = place == len(self._contents) - 1
            after = 0 if is_last else each.flowable.getSpaceAfter()
            taken.append(self._height(canvas, each) + after)
        return taken

    def _height(self, canvas: Any, each: _Measured) -> float:
        if each.height is None:
            _, each.height = each.flowable.wrapOn(canvas, self._width, 1e6)
        return each.height

    def _cut(self, canvas: Any, room: float) -> tuple[list[_Measured], list[_Measured]]:
        here: list[_Measured] = []
        for place, each in enumerate(self._contents):
            height = self._height(canvas, each)
            if height > room:
                halves = each.flowable.splitOn(canvas, self._width, room)
                pieces = [_Measured(half) for half in halves]
                rest = self._contents[place + 1 :]
                if len(pieces) > 1:
                    return [*here, pieces[0]], [*pieces[1:], *rest]
                each.height = None  # A paragraph forgets its lines when it cannot be cut.
                return _keep_titles_together(here, self._contents[place:])
            here.append(each)
            room -= height + each.flowable.getSpaceAfter()
        return here, []

    def _part(self, contents: list[_Measured]) -> "Column":
        part = Column()
        part._contents, part._width = contents, self._width
        return part


def _keep_titles_together(
    here: list[_Measured], there: list[_Measured]
) -> tuple[list[_Measured], list[_Measured]]:
    """Carry a title that would be left alone at the foot of a page over to its words."""
    while here and getattr(here[-1].flowable, "keepWithNext", False):
        there = [here[-1], *there]
        here = here[:-1]
    return here, there
