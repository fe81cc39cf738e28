"""The typefaces of a printed plan, and which of them can draw a character."""

import re
from functools import cache
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont


FONT_FOLDER: Final = Path(__file__).resolve().parents[3] / "static" / "fonts"

REGULAR: Final = "PlanRegular"
BOLD: Final = "PlanBold"
UNPRINTABLE: Final = "PlanUnprintable"

_FILES: Final = {
    REGULAR: "AtkinsonHyperlegibleNext-Regular.ttf",
    BOLD: "AtkinsonHyperlegibleNext-Bold.ttf",
    "PlanWide": "SourceSans3-Regular.ttf",
    "PlanWideBold": "SourceSans3-Bold.ttf",
    "PlanEmoji": "NotoEmoji-Regular.ttf",
}
# A character the first typeface lacks is drawn by the next that has it.
_IN_TURN: Final = {
    REGULAR: (REGULAR, "PlanWide", "PlanEmoji"),
    BOLD: (BOLD, "PlanWideBold", "PlanEmoji"),
}
_EMPTY_BOX: Final = "☐"
_BEYOND_FOUR_DIGITS: Final = re.compile(r"<([0-9A-F]{5,6})>$", re.MULTILINE)


class _PlanFont(TTFont):  # type: ignore[misc]
    """A TrueType font whose characters beyond U+FFFF can also be copied out of the PDF."""

    def addObjects(self, doc: object) -> None:  # noqa: N802 - ReportLab's name
        """Add the font, writing emoji in its character map as the UTF-16 that PDF asks for."""
        super().addObjects(doc)
        for name, thing in doc.idToObject.items():  # type: ignore[attr-defined]
            if name.startswith("toUnicodeCMap:"):
                thing.content = _BEYOND_FOUR_DIGITS.sub(_as_utf16, thing.content)


class _UnprintableFont(_PlanFont):
    """Draws every character as an empty box, yet keeps it in the text that can be copied out.

    The box is a drawing of the typeface, never the one that stands for "no such character": a
    file that uses that one cannot be read aloud.
    """

    def __init__(self, name: str, filename: str) -> None:
        super().__init__(name, filename, asciiReadable=False)
        # ReportLab takes two fonts with one name inside for one font.
        self.face.name = b"Plan-Unprintable"
        box = ord(_EMPTY_BOX)
        self.face.charToGlyph = _EveryCharacter(self.face.charToGlyph[box])
        self.face.charWidths, self.face.defaultWidth = {}, self.face.charWidths[box]


class _EveryCharacter(dict[int, int]):
    """A character map in which every character is there, and is the box that stands for none."""

    def __init__(self, box: int) -> None:
        super().__init__()
        self._box = box

    def __contains__(self, code: object) -> bool:
        return True

    def __missing__(self, code: int) -> int:
        return self._box


@cache
def register_fonts() -> None:
    """Make the typefaces known to ReportLab, once in a process."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(_PlanFont(name, str(FONT_FOLDER / file)))
    pdfmetrics.registerFont(_UnprintableFont(UNPRINTABLE, str(FONT_FOLDER / _FILES["PlanWide"])))


@cache
def font_for(character: str, wanted: str) -> str | None:
    """Return the typeface that can draw the character, or nothing where none can."""
    register_fonts()
    code = ord(character)
    for name in _IN_TURN[wanted]:
        if code in pdfmetrics.getFont(name).face.charToGlyph:
            return name
    return None


def _as_utf16(digits: re.Match[str]) -> str:
    return f"<{chr(int(digits[1], 16)).encode('utf-16-be').hex().upper()}>"
