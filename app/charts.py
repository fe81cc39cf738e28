"""The arithmetic of a bar chart, for pages to draw as SVG: where each bar and word goes.

Words, colours and patterns belong to the template. Each label stands above its bar, so that long
Welsh and English names fit a phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass


ROW_HEIGHT = 48
BAR_HEIGHT = 16
# A hidden value is a stub of fixed length: its length must say nothing about the number.
STUB_WIDTH = 28
LABEL_BASELINE = 18
BAR_TOP = 26


@dataclass(frozen=True)
class ChartRow:
    """One thing to draw: a value of None is hidden. ``value_text`` is shown beside the bar."""

    label: str
    value: int | None
    value_text: str


@dataclass(frozen=True)
class Bar:
    """One bar, placed; heights and widths are in the units of the chart's viewBox."""

    label: str
    value_text: str
    label_y: int
    y: int
    width: float
    height: int
    value_x: float
    value_y: int
    is_hidden: bool


@dataclass(frozen=True)
class BarChart:
    """A drawn-to-scale chart, ready for a template. Empty when there are no rows."""

    width: int
    height: int
    bars: tuple[Bar, ...]

    @property
    def view_box(self) -> str:
        """Return the SVG's viewBox."""
        return f"0 0 {self.width} {self.height}"


def bar_chart(rows: Sequence[ChartRow], *, width: int = 360, value_space: int = 130) -> BarChart:
    """Place a bar for each row, all to one scale that starts at 0.

    ``value_space`` is kept free on the right for the value's words, such as "hidden (small
    number)". A scale that started anywhere but 0 would make small differences look large.
    """
    longest = width - value_space
    if longest < STUB_WIDTH:
        raise ValueError("The chart is too narrow for its values.")
    if any(row.value is not None and row.value < 0 for row in rows):
        raise ValueError("A bar cannot be shorter than nothing.")
    largest = max((row.value or 0 for row in rows), default=0)
    bars = []
    for at, row in enumerate(rows):
        top = at * ROW_HEIGHT
        length = _length(row.value, largest, longest)
        bars.append(
            Bar(
                label=row.label,
                value_text=row.value_text,
                label_y=top + LABEL_BASELINE,
                y=top + BAR_TOP,
                width=length,
                height=BAR_HEIGHT,
                value_x=length + 8,
                value_y=top + BAR_TOP + BAR_HEIGHT - 3,
                is_hidden=row.value is None,
            )
        )
    return BarChart(width=width, height=len(rows) * ROW_HEIGHT, bars=tuple(bars))


def _length(value: int | None, largest: int, longest: int) -> float:
    if value is None:
        return STUB_WIDTH
    if largest == 0:
        return 0
    return round(longest * value / largest, 1)
