"""The pictures of a printed plan: the Easy Read symbols, and the square a phone can read."""

import re
from abc import ABC, abstractmethod
from functools import cache
from typing import Any, Final

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.lib.colors import Color, white
from reportlab.platypus import Flowable

from app.plans.pdf import ink
from app.plans.pdf.tagging import Element
from app.plans.sheets.blocks import DarkSquares
from app.plans.sheets.symbols import SYMBOLS, Shape


_COLOURS: Final[dict[str, Color]] = {
    "ink": ink.INK,
    "card": white,
    "teal": ink.TEAL,
    "plum": ink.PLUM,
    "moss": ink.MOSS,
    "slate": ink.SLATE,
    "care": ink.CARE,
    "sun": ink.SUN,
    "rose": ink.ROSE,
}
_GRID: Final = 64
_QUIET: Final = 2
_PART: Final = re.compile(r"([MLCZ])([^MLCZ]*)")


class Picture(Flowable, ABC):  # type: ignore[misc]
    """A drawing that says in words what it shows; it is never cut."""

    is_whole = True

    def __init__(self, element: Element, side: float) -> None:
        super().__init__()
        self.element = element
        self.width = self.height = side

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """Return the one size it has."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the picture as the element that it is."""
        with self.canv.tagged(self.element):
            self.paint(self.canv)

    @abstractmethod
    def paint(self, canvas: Any) -> None:
        """Draw the picture."""


class Symbol(Picture):
    """An Easy Read symbol, drawn once in the file however often it is shown."""

    def __init__(self, name: str, element: Element, side: float) -> None:
        super().__init__(element, side)
        self._name = name

    def paint(self, canvas: Any) -> None:
        """Set the symbol down at its size."""
        scale = self.width / _GRID
        canvas.saveState()
        canvas.scale(scale, scale)
        canvas.set_down(self._name)
        canvas.restoreState()


@cache
def square_of(address: str) -> DarkSquares:
    """Work out the QR code of an address."""
    code = QrCodeWidget(address, barLevel="M").qr
    code.make()
    count = range(code.getModuleCount())
    dark = ((row, column) for row in count for column in count if code.isDark(row, column))
    return DarkSquares(
        side=len(count) + 2 * _QUIET,
        dark=tuple((row + _QUIET, column + _QUIET) for row, column in dark),
    )


class Square(Picture):
    """A QR code of an address, dark on light with a quiet edge as cameras need it."""

    def __init__(self, address: str, element: Element, side: float) -> None:
        super().__init__(element, side)
        self._address = address

    def paint(self, canvas: Any) -> None:
        """Draw the code that ReportLab's widget works out.

        The widget's own drawing would name Helvetica in the file, which is never embedded.
        """
        square = square_of(self._address)
        unit = self.width / square.side
        dark = canvas.beginPath()
        for row, column in square.dark:
            dark.rect(column * unit, self.height - (row + 1) * unit, unit, unit)
        canvas.setFillColor(ink.INK)
        canvas.drawPath(dark, stroke=0, fill=1)


def draw_symbol(canvas: Any, name: str) -> None:
    """Draw a symbol on its grid, upwards from the bottom left as paper has it."""
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for shape in SYMBOLS[name]:
        canvas.setStrokeColor(_COLOURS[shape.line])
        canvas.setLineWidth(shape.width)
        if shape.fill != "none":
            canvas.setFillColor(_COLOURS[shape.fill])
        _draw_shape(canvas, shape)


def _draw_shape(canvas: Any, shape: Shape) -> None:
    is_filled = int(shape.fill != "none")
    if shape.circle is not None:
        x, y, radius = shape.circle
        canvas.circle(x, _GRID - y, radius, stroke=1, fill=is_filled)
        return
    path = canvas.beginPath()
    for letter, places in _PART.findall(shape.path):
        numbers = [float(number) for number in places.split()]
        upwards = [n if place % 2 == 0 else _GRID - n for place, n in enumerate(numbers)]
        _ways(path)[letter](*upwards)
    canvas.drawPath(path, stroke=1, fill=is_filled)


def _ways(path: Any) -> dict[str, Any]:
    return {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
