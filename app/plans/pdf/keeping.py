"""Headings that stay with what they head: none stands alone at the foot of a page."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable

from app.plans.pdf.asset_map import DrawnMap


class _RoomFor(CondPageBreak):  # type: ignore[misc]
    """Starts the next page unless the headings and what comes first under them fit on this one."""

    def __init__(self, headings: list[Flowable], under: Sequence[Flowable], most: float) -> None:
        super().__init__(0)
        self._headings = headings
        self._under = under
        self._most = most

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Measure what must stay together; of something long, a good piece is enough."""
        height = sum(
            each.getSpaceBefore() + self._height(each, available_width) + each.getSpaceAfter()
            for each in self._headings
        )
        self.height = height + self._needed_under(available_width)
        size: tuple[float, float] = super().wrap(available_width, available_height)
        return size

    def _needed_under(self, width: float) -> float:
        """Measure what must stand under the headings on their page."""
        first, *others = self._under
        height = self._height(first, width)
        if isinstance(first, DrawnMap) and len(others) > 1:
            # Either the map stands there with its caption, or it waits and what comes next does.
            caption, after = others
            return min(first.least + self._height(caption, width), self._height(after, width))
        return height if getattr(first, "is_whole", False) else min(self._most, height)

    def _height(self, flowable: Flowable, width: float) -> float:
        height: float = flowable.wrapOn(self.canv, width, 1e6)[1]
        return height


def headings_kept(flowables: Sequence[Flowable], most: float) -> Iterator[Flowable]:
    """Yield the flowables with room kept before every run of headings."""
    headings: list[Flowable] = []
    for place, flowable in enumerate(flowables):
        if getattr(flowable, "keepWithNext", False):
            flowable.keepWithNext = False  # ReportLab's own way sets a long card many times over
            headings.append(flowable)
            continue
        if headings:
            yield _RoomFor(headings, flowables[place : place + 3], most)
            yield from headings
            headings = []
        yield flowable
    yield from headings
