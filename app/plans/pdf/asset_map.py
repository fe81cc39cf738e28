"""The map of what a person can draw on, as paper has it: rings told apart by line and by name."""

from typing import Any, Final

from reportlab.lib.colors import white

from app.plans.asset_map import AssetMap, AssetPlace
from app.plans.pdf.fonts import BOLD
from app.plans.pdf.icons import fitted, mark_of
from app.plans.pdf.ink import INK, PAPER, Type
from app.plans.pdf.pictures import Picture
from app.plans.pdf.tagging import Element


# A drawing cannot be cut: it fits under its heading on one page, however much there is to show.
_TALLEST: Final = 560.0
_SMALLEST: Final = 0.8
_NAME: Final = 16.0
_BELOW_ITS_LINE: Final = 4.0
_SIGN: Final = 19.0
_SMALL_SIGN: Final = 11.0


class DrawnMap(Picture):
    """The rings, the band of services below them, and a number for everything to draw on.

    It is tall. Rather than leave most of a page white before it, it is drawn a little smaller, or
    it waits for the head of the next page while what comes after it fills this one.
    """

    is_whole = False
    has_waited = False

    def __init__(
        self, drawn: AssetMap, names: dict[str, str], element: Element, sizes: Type
    ) -> None:
        tallest_it_may_be = _TALLEST * drawn.width / drawn.height
        super().__init__(element, min(sizes.drawing, tallest_it_may_be))
        self._drawn = drawn
        self._names = names
        self.height = self.width * drawn.height / drawn.width
        self.spaceAfter = 6
        self.hAlign = "CENTER"

    @property
    def least(self) -> float:
        """Return how tall it is at its smallest."""
        return float(_SMALLEST * self.height)

    def fits_in(self, room: float) -> bool:
        """Make it a little smaller if that is all it takes; say whether it fits the room."""
        if self.height > room >= self.least:
            self.width *= room / self.height
            self.height = room
        return bool(self.height <= room)

    def paint(self, canvas: Any) -> None:
        """Draw the map from the outermost ring inwards, so that none hides another."""
        drawn = self._drawn
        canvas.saveState()
        canvas.scale(self.width / drawn.width, self.width / drawn.width)
        canvas.setLineCap(1)
        for ring in drawn.rings:
            self._begin(canvas, ring.key)
            middle = drawn.width / 2
            canvas.circle(middle, drawn.height - middle, ring.radius, stroke=1, fill=1)
        if drawn.services_height:
            self._begin(canvas, "SERVICES")
            bottom = drawn.height - drawn.services_top - drawn.services_height + 4
            width, height = drawn.width - 4, drawn.services_height - 4
            canvas.roundRect(2, bottom, width, height, 6, stroke=1, fill=1)
            self._name(canvas, "SERVICES", drawn.services_top + 20)
        for ring in drawn.rings:
            self._name(canvas, ring.key, ring.name_at)
        for place in drawn.places:
            self._place(canvas, place)
        canvas.restoreState()

    def _begin(self, canvas: Any, key: str) -> None:
        mark = mark_of(key)
        canvas.setStrokeColor(mark.colour)
        canvas.setFillColor(white)
        canvas.setLineWidth(2.5)
        canvas.setDash(fitted(mark.dash))

    def _name(self, canvas: Any, key: str, down: float) -> None:
        canvas.setFillColor(mark_of(key).colour)
        canvas.setFont(BOLD, _NAME)
        canvas.drawCentredString(
            self._drawn.width / 2, self._drawn.height - down - _BELOW_ITS_LINE, self._names[key]
        )

    def _place(self, canvas: Any, place: AssetPlace) -> None:
        x, y = place.x, self._drawn.height - place.y
        canvas.setDash([])
        canvas.setStrokeColor(mark_of(place.key).colour)
        canvas.setFillColor(PAPER)
        canvas.circle(x, y, place.radius, stroke=1, fill=1)
        size = _SIGN if place.radius >= 16 else _SMALL_SIGN
        canvas.setFillColor(INK)
        canvas.setFont(BOLD, size)
        canvas.drawCentredString(x, y - size * 0.35, place.sign)
