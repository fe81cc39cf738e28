"""Where everything a person can draw on stands: three rings round them, and services beyond.

Pure geometry, with y growing downwards as on a screen; the page and the PDF draw the same places.
Each place has a number that stands beside its words in the list, so that the drawing needs none.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.plans.asset_notes import Willingness
from app.plans.content import PlanContent
from app.plans.lines import QuoteLine, Section


WIDTH: Final = 420.0
CENTRE: Final = WIDTH / 2
DOT: Final = 24.0
SMALLEST_DOT: Final = 9.0
_GAP: Final = 3.0
_NAME_BELOW_ITS_LINE: Final = 27.0
_SERVICES_TOP: Final = WIDTH + 8
_SERVICES_HEAD: Final = 30.0
_SERVICES_IN_A_ROW: Final = 7


@dataclass(frozen=True, slots=True)
class Ring:
    """One ring: how far out it reaches, and the arc on which its places stand, in degrees.

    The arc leaves room at the top for the ring's name. 0 is to the right, and 90 below.
    """

    section: Section
    key: str
    radius: float
    path: float
    first: float
    last: float

    @property
    def name_at(self) -> float:
        """Return the height of the ring's name, clear of the line that bends past it."""
        return CENTRE - self.radius + _NAME_BELOW_ITS_LINE


RINGS: Final = (
    Ring(Section.MY_COMMUNITY, "COMMUNITY", 206, 172, -60, 240),
    Ring(Section.MY_PEOPLE, "PEOPLE", 138, 105, -50, 230),
    Ring(Section.ME, "SELF", 72, 40, -15, 195),
)


@dataclass(frozen=True, slots=True)
class AssetPlace:
    """One thing to draw on: its number, where it stands, and how large it is drawn."""

    number: int
    key: str
    line_key: str
    words: str
    x: float
    y: float
    radius: float
    is_asked: bool  # whether nobody still has to ask whoever gives it

    @property
    def sign(self) -> str:
        """Return what stands in the place: its number, with a question mark until somebody asks."""
        return str(self.number) if self.is_asked else f"{self.number}?"


@dataclass(frozen=True, slots=True)
class AssetMap:
    """The whole drawing; ``services_top`` and ``services_height`` are its band of services."""

    width: float
    height: float
    rings: tuple[Ring, ...]
    places: tuple[AssetPlace, ...]
    services_top: float
    services_height: float

    def number_of(self, line_key: str) -> int | None:
        """Return the number beside the words on this line, if they are on the map."""
        return next((each.number for each in self.places if each.line_key == line_key), None)


def asset_map(content: PlanContent) -> AssetMap:
    """Lay out what the person can draw on, numbered from the middle outwards and services last."""
    strengths = content.strengths
    inside = (strengths.me, strengths.my_people, strengths.my_community)
    places: list[AssetPlace] = []
    for ring, lines in zip(reversed(RINGS), inside, strict=True):
        places += _on_ring(ring, lines, len(places))
    places += _beyond(content.services, len(places))
    rows = math.ceil(len(content.services) / _SERVICES_IN_A_ROW)
    services_height = _SERVICES_HEAD + rows * (2 * DOT + 2 * _GAP) + 6 if rows else 0.0
    height = _SERVICES_TOP + services_height if rows else WIDTH
    return AssetMap(WIDTH, height, RINGS, tuple(places), _SERVICES_TOP, services_height)


def _on_ring(ring: Ring, lines: Sequence[QuoteLine], before: int) -> Iterator[AssetPlace]:
    arc = math.radians(ring.last - ring.first)
    room = arc * ring.path / max(len(lines), 1)
    radius = max(SMALLEST_DOT, min(DOT, room / 2 - _GAP))
    for place, line in enumerate(lines):
        angle = math.radians(ring.first) + arc * (place + 0.5) / len(lines)
        x = CENTRE + ring.path * math.cos(angle)
        y = CENTRE + ring.path * math.sin(angle)
        yield _place(line, ring.key, before + place + 1, (x, y), radius)


def _beyond(lines: Sequence[QuoteLine], before: int) -> Iterator[AssetPlace]:
    step = WIDTH / _SERVICES_IN_A_ROW
    for place, line in enumerate(lines):
        row, column = divmod(place, _SERVICES_IN_A_ROW)
        x = step * (column + 0.5)
        y = _SERVICES_TOP + _SERVICES_HEAD + DOT + row * (2 * DOT + 2 * _GAP)
        yield _place(line, "SERVICES", before + place + 1, (x, y), DOT)


def _place(
    line: QuoteLine, key: str, number: int, at: tuple[float, float], radius: float
) -> AssetPlace:
    is_asked = line.note is None or line.note.willingness is not Willingness.NOT_ASKED
    x, y = (round(value, 1) for value in at)
    return AssetPlace(number, key, line.line_key, line.words, x, y, round(radius, 1), is_asked)
