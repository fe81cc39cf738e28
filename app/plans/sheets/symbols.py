"""The Easy Read symbols: our own drawings, filled and friendly, shared by the page and the PDF.

Each is a few shapes on a grid of 64, downwards from the top left. A path uses the letters M, L, C
and Z of SVG, with absolute places only, so that paper needs no more than a few lines to draw it.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape: a path, or a circle where ``circle`` says its middle and its radius."""

    fill: str  # the name of a colour, or "none"
    path: str = ""
    circle: tuple[float, float, float] | None = None
    line: str = "ink"
    width: float = 2.0


def _round(fill: str, x: float, y: float, radius: float, line: str = "ink") -> Shape:
    return Shape(fill, circle=(x, y, radius), line=line)


def _stroke(path: str, width: float = 3.0, line: str = "ink") -> Shape:
    return Shape("none", path, line=line, width=width)


_TICK = "M20 33 L28 41 L44 23"
_BUBBLE = "M8 8 L56 8 L56 42 L32 42 L20 54 L20 42 L8 42 Z"
_SHEET = "M12 6 L40 6 L52 18 L52 58 L12 58 Z"

SYMBOLS: Final[dict[str, tuple[Shape, ...]]] = {
    "person": (
        Shape("teal", "M12 60 C12 44 20 36 32 36 C44 36 52 44 52 60 Z"),
        _round("card", 32, 20, 13),
        _round("ink", 27, 19, 1.2),
        _round("ink", 37, 19, 1.2),
        _stroke("M26 25 C29 29 35 29 38 25", 2),
    ),
    "people": (
        Shape("moss", "M32 60 C32 46 38 40 46 40 C55 40 61 46 61 60 Z"),
        _round("card", 46, 27, 9),
        Shape("plum", "M4 60 C4 44 11 36 22 36 C33 36 40 44 40 60 Z"),
        _round("card", 22, 20, 11),
        _round("ink", 18, 19, 1.1),
        _round("ink", 26, 19, 1.1),
        _stroke("M17 24 C20 27 24 27 27 24", 2),
        _stroke("M42 30 C44 32 48 32 50 30", 2),
    ),
    "community": (
        Shape(
            "moss",
            "M50 10 C60 10 62 20 58 27 C62 36 54 42 50 42 C44 42 39 36 42 27 C38 20 41 10 50 10 Z",
        ),
        Shape("care", "M48 40 L52 40 L52 58 L48 58 Z"),
        Shape("card", "M8 32 L8 58 L38 58 L38 32 Z"),
        Shape("plum", "M4 34 L23 14 L42 34 Z"),
        Shape("sun", "M18 58 L18 43 L28 43 L28 58 Z"),
        _stroke("M2 58 L62 58"),
    ),
    "services": (
        _stroke("M22 22 L22 12 L42 12 L42 22", 4),
        Shape("slate", "M6 22 L58 22 L58 56 L6 56 Z"),
        Shape(
            "card",
            "M28 28 L36 28 L36 35 L43 35 L43 43 L36 43 L36 50 L28 50 L28 43 L21 43 L21 35 L28 35 Z",
        ),
    ),
    "want": (
        Shape(
            "sun",
            "M32 5 L40 24 L60 25 L44 38 L50 58 L32 47 L14 58 L20 38 L4 25 L24 24 Z",
        ),
    ),
    "keep": (
        Shape(
            "rose",
            "M32 57 C12 42 5 32 5 22 C5 13 12 7 20 7 C26 7 30 11 32 16 "
            "C34 11 38 7 44 7 C52 7 59 13 59 22 C59 32 52 42 32 57 Z",
        ),
        _stroke("M15 20 C15 16 18 14 21 14", 3, "card"),
    ),
    "treated": (
        Shape("teal", _BUBBLE),
        Shape(
            "rose",
            "M32 36 C24 30 20 26 20 22 C20 18 23 16 26 16 C29 16 31 18 32 20 "
            "C33 18 35 16 38 16 C41 16 44 18 44 22 C44 26 40 30 32 36 Z",
        ),
    ),
    "barrier": (
        _stroke("M14 34 L14 58", 4),
        _stroke("M50 34 L50 58", 4),
        Shape("card", "M4 16 L60 16 L60 36 L4 36 Z"),
        Shape("rose", "M4 36 L4 28 L14 16 L26 16 L10 36 Z"),
        Shape("rose", "M26 36 L42 16 L54 16 L38 36 Z"),
    ),
    "risk": (
        Shape("sun", "M32 6 L60 56 L4 56 Z"),
        _stroke("M32 24 L32 40", 5),
        _round("ink", 32, 48, 2.4),
    ),
    "step": (Shape("teal", "M4 24 L34 24 L34 10 L60 32 L34 54 L34 40 L4 40 Z"),),
    "who": (
        Shape("plum", "M4 60 C4 44 12 36 24 36 C36 36 44 44 44 60 Z"),
        _round("card", 24, 20, 12),
        _round("ink", 20, 19, 1.1),
        _round("ink", 28, 19, 1.1),
        _stroke("M19 25 C22 28 26 28 29 25", 2),
        _round("sun", 50, 20, 11),
        _stroke("M46 16 C47 11 55 12 54 17 C54 20 50 20 50 24", 2.5),
        _round("ink", 50, 27, 1),
    ),
    "calendar": (
        Shape("card", "M6 12 L58 12 L58 58 L6 58 Z"),
        Shape("rose", "M6 12 L58 12 L58 25 L6 25 Z"),
        _stroke("M19 6 L19 17", 4),
        _stroke("M45 6 L45 17", 4),
        *(_round("slate", x, y, 2.6, "slate") for y in (34, 46) for x in (17, 27, 37, 47)),
    ),
    "talk": (
        Shape("plum", "M4 6 L42 6 L42 32 L22 32 L12 42 L12 32 L4 32 Z"),
        Shape("card", "M22 24 L60 24 L60 48 L54 48 L54 58 L44 48 L22 48 Z"),
        _stroke("M29 33 L53 33"),
        _stroke("M29 40 L46 40"),
    ),
    "words": (
        Shape("card", _BUBBLE),
        _stroke("M16 18 L48 18"),
        _stroke("M16 25 L48 25"),
        _stroke("M16 32 L36 32"),
    ),
    "write": (
        Shape("card", _SHEET),
        _stroke("M20 24 L38 24"),
        _stroke("M20 33 L34 33"),
        Shape("sun", "M54 26 L61 33 L38 54 L30 57 L32 48 Z"),
    ),
    "plan": (
        Shape("card", _SHEET),
        Shape("teal", "M40 6 L40 18 L52 18 Z"),
        _stroke("M20 28 L44 28"),
        _stroke("M20 37 L44 37"),
        _stroke("M20 46 L36 46"),
    ),
    "yes": (
        _round("moss", 32, 32, 27),
        _stroke(_TICK, 6, "card"),
    ),
    "no": (
        _round("rose", 32, 32, 27),
        _stroke("M22 22 L42 42", 6, "card"),
        _stroke("M42 22 L22 42", 6, "card"),
    ),
    "look": (
        _stroke("M42 42 L57 57", 7),
        _round("card", 27, 27, 21),
        _stroke("M15 24 C17 18 21 15 26 14", 3, "teal"),
    ),
    "book": (
        Shape("card", "M32 16 C24 10 14 9 4 11 L4 52 C14 50 24 51 32 57 Z"),
        Shape("card", "M32 16 C40 10 50 9 60 11 L60 52 C50 50 40 51 32 57 Z"),
        _stroke("M11 21 C16 20 21 21 26 24", 2.5, "teal"),
        _stroke("M11 30 C16 29 21 30 26 33", 2.5, "teal"),
        _stroke("M38 24 C43 21 48 20 53 21", 2.5, "teal"),
        _stroke("M38 33 C43 30 48 29 53 30", 2.5, "teal"),
    ),
    "phone": (
        Shape("slate", "M18 4 L46 4 L46 60 L18 60 Z"),
        Shape("card", "M22 10 L42 10 L42 50 L22 50 Z"),
        _round("card", 32, 55, 2, "card"),
        _stroke("M26 30 L30 35 L38 24", 3, "moss"),
    ),
}
