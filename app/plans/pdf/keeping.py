"""Headings that stay with what they head: none stands alone at the foot of a page."""

from collections.abc import Iterable, Iterator

from reportlab.platypus import CondPageBreak, Flowable


class _RoomFor(CondPageBreak):  # type: ignore[misc]
    """Starts the next page unless the headings and what comes first under them fit on this one."""

    def __init__(self, headings: list[Flowable], first: Flowable, most: float) -> None:
        super().__init__(0)
        self._headings = headings
        self._first = first
        self._most = most

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Measure what must stay together; of something long, a good piece is enough."""
        height = sum(
            each.getSpaceBefore() + self._height(each, available_width) + each.getSpaceAfter()
            for each in self._headings
        )
        first = self._height(self._first, available_width)
        is_whole = getattr(self._first, "is_whole", False)
        self.height = height + (first if is_whole else min(self._most, first))
        size: tuple[float, float] = super().wrap(available_width, available_height)
        return size

    def _height(self, flowable: Flowable, width: float) -> float:
        height: float = flowable.wrapOn(self.canv, width, 1e6)[1]
        return height


def headings_kept(flowables: Iterable[Flowable], most: float) -> Iterator[Flowable]:
    """Yield the flowables with room kept before every run of headings."""
    headings: list[Flowable] = []
    for flowable in flowables:
        if getattr(flowable, "keepWithNext", False):
            flowable.keepWithNext = False  # ReportLab's own way sets a long card many times over
            headings.append(flowable)
            continue
        if headings:
            yield _RoomFor(headings, flowable, most)
            yield from headings
            headings = []
        yield flowable
    yield from headings
