"""A paragraph that knows what it is, and whose lines keep the spaces they were broken at."""

from itertools import accumulate
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph

from app.plans.pdf.tagging import Element
from app.plans.pdf.words import pdf_text, readable


class Words(Paragraph):  # type: ignore[misc]
    """A paragraph drawn as part of an element; cut by a page end, both parts belong to it."""

    element: Element
    _said = ""
    _drawn_before = 0  # characters that are no space, in the parts already cut off

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Cut the paragraph where the page ends."""
        parts: list[Flowable] = super().split(available_width, available_height)
        if len(parts) > 1:
            before = self._drawn_before
            for part in parts:
                part.element, part._said, part._drawn_before = self.element, self._said, before
                before += sum(map(_solid, part.blPara.lines)) if part is parts[0] else 0
        return parts

    def draw(self) -> None:
        """Draw the words as the element that they are."""
        self._keep_spaces()
        with self.canv.tagged(self.element):
            super().draw()

    def _keep_spaces(self) -> None:
        """End each line with the space it was broken at.

        The eye needs none there; a reader aloud would join the last word to the first of the next
        line. A word too long for its line was broken where there is no space, and gets none.
        """
        ends = set(accumulate(len(word) for word in self._said.split()))
        drawn = self._drawn_before
        for line in self.blPara.lines[:-1]:
            drawn += _end_with_a_space(line, drawn, ends)


class HeadingWords(Words):
    """A heading, which also stands in the list of bookmarks."""

    bookmark: tuple[str, str, int] | None = None

    def draw(self) -> None:
        """Draw the heading and remember its place."""
        if self.bookmark is not None:
            plain, key, level = self.bookmark
            self.canv.bookmarkHorizontal(key, 0, self.height + 12)
            self.canv.addOutlineEntry(plain, key, level, closed=False)
            self.bookmark = None
        super().draw()


def words(said: str, style: ParagraphStyle, element: Element, *, bold: bool = False) -> Words:
    """Return a paragraph of these words."""
    made: Words = made_of(Words, said, style, element, bold=bold)
    return made


def heading(said: str, style: ParagraphStyle, element: Element) -> HeadingWords:
    """Return a heading of these words."""
    made: HeadingWords = made_of(HeadingWords, said, style, element, bold=True)
    return made


def made_of(
    kind: type[Any], said: str, style: ParagraphStyle, element: Element, *, bold: bool = False
) -> Any:
    """Return a paragraph of this kind, which knows its element and what it says."""
    made = kind(pdf_text(said, bold=bold), style)
    made.element = element
    made._said = readable(said)
    return made


def _solid(line: Any) -> int:
    """Return how many characters of the line are no space."""
    said = line[1] if isinstance(line, tuple) else [frag.text for frag in line.words]
    return sum(len(part) for words in said for part in words.split())


def _end_with_a_space(line: Any, drawn: int, ends: set[int]) -> int:
    """Add the space, if the line ends a word; return how many solid characters it has."""
    solid = _solid(line)
    if solid and drawn + solid in ends:
        if isinstance(line, tuple):
            line[1][-1] = f"{line[1][-1]} "
        else:
            line.words[-1].text += " "
    return solid
