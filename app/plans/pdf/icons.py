"""The small drawings beside the words: rings told apart by place, line and colour, never one alone.

Each is drawn, not typed, and each stands beside its name in words, so a black and white copy and
a reader who sees no colour lose nothing.
"""

from dataclasses import dataclass
from typing import Any, Final

from reportlab.lib.colors import Color, white

from app.plans.pdf.ink import CARE, LINE, MOSS, MUTED, PAPER, PLUM, SLATE, TEAL


Dash = tuple[float, ...]

_SOLID: Final[Dash] = ()
_DASHED: Final[Dash] = (7, 8)
_DOTTED: Final[Dash] = (0.1, 6.5)
_DASH_DOT: Final[Dash] = (7, 7, 0.1, 7)


@dataclass(frozen=True, slots=True)
class Mark:
    """How one kind of line is marked: its colour, its line and which ring is its own."""

    colour: Color
    dash: Dash = _SOLID
    ring: int | None = None  # 1 me, 2 my people, 3 my community, 4 beyond the rings
    ground: Color = white
    has_stripe: bool = True


PLAIN: Final = Mark(TEAL)
ME: Final = Mark(TEAL, _SOLID, 1)
MY_PEOPLE: Final = Mark(PLUM, _DASHED, 2)
MY_COMMUNITY: Final = Mark(MOSS, _DOTTED, 3)
SERVICES: Final = Mark(SLATE, _DASH_DOT, 4)
HINDRANCE: Final = Mark(MUTED)
NOTICE: Final = Mark(CARE, ground=PAPER)
FACTS: Final = Mark(MUTED, ground=PAPER, has_stripe=False)

_MARKS: Final = {
    "PLAIN": PLAIN,
    "SELF": ME,
    "PEOPLE": MY_PEOPLE,
    "COMMUNITY": MY_COMMUNITY,
    "SERVICES": SERVICES,
    "NOTICE": NOTICE,
    "FACTS": FACTS,
}


def mark_of(key: str) -> Mark:
    """Return how a card is marked: as its ring, or plainly."""
    return _MARKS.get(key, HINDRANCE)


def draw_rings(canvas: Any, mark: Mark, x: float, y: float, size: float) -> None:
    """Draw the three rings with the one that is meant drawn strongly; services stand outside."""
    unit = size / 36
    centre_x, centre_y = x + size / 2, y + size / 2
    canvas.saveState()
    canvas.setLineCap(1)
    for ring, radius in ((3, 16.5), (2, 11), (1, 5)):
        _draw_ring(canvas, mark, ring, (centre_x, centre_y, radius * unit))
    if mark.ring == 4:
        _draw_beyond(canvas, mark, (x + size, y, 9 * unit))
    canvas.restoreState()


def draw_emblem(canvas: Any, x: float, y: float, size: float) -> None:
    """Draw the three rings together, each in its own colour and line: the sign of the plan."""
    unit = size / 36
    canvas.saveState()
    canvas.setLineCap(1)
    for mark, radius in ((MY_COMMUNITY, 16.5), (MY_PEOPLE, 11), (ME, 5)):
        circle = (x + size / 2, y + size / 2, radius * unit)
        _draw_ring(canvas, mark, mark.ring or 0, circle)
    canvas.restoreState()


def draw_stripe(canvas: Any, mark: Mark, x: float, bottom: float, top: float) -> None:
    """Draw the line down the side of a card, in the colour and the dash of its ring."""
    canvas.saveState()
    canvas.setStrokeColor(mark.colour)
    canvas.setLineWidth(4)
    canvas.setLineCap(1 if mark.dash else 0)
    canvas.setDash(list(mark.dash))
    canvas.line(x, bottom, x, top)
    canvas.restoreState()


def _draw_ring(canvas: Any, mark: Mark, ring: int, circle: tuple[float, float, float]) -> None:
    mine = mark.ring == ring
    canvas.setLineWidth(2.4 if mine else 1)
    canvas.setStrokeColor(mark.colour if mine else LINE)
    canvas.setFillColor(mark.colour if mine and ring == 1 else white)
    canvas.setDash(fitted(mark.dash) if mine else [])
    canvas.circle(*circle, stroke=1, fill=1)


def _draw_beyond(canvas: Any, mark: Mark, corner: tuple[float, float, float]) -> None:
    right, bottom, side = corner
    canvas.setDash([])
    canvas.setFillColor(mark.colour)
    canvas.setStrokeColor(white)
    canvas.setLineWidth(1.5)
    canvas.roundRect(right - side, bottom, side, side, 1.5, stroke=1, fill=1)


def fitted(dash: Dash) -> list[float]:
    """Return the dash at the scale of a small ring."""
    return [max(0.1, length * 0.5) for length in dash]
