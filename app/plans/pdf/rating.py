"""How far a step has come, on paper: a colour, dots and words, so that none is needed alone."""

from dataclasses import dataclass
from typing import Final

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from app.plans.pdf.ink import CARE, DANGER, GOOD
from app.plans.pdf.paragraph import Words, made_of
from app.plans.pdf.tagging import Element
from app.plans.progress import ProgressRating


@dataclass(frozen=True, slots=True)
class RatingMark:
    """The colour of one rating, the ground its words stand on, and how many dots are full."""

    colour: Color
    ground: Color
    full: int


_ON_GOOD: Final = HexColor("#e8f2e9")
_ON_CARE: Final = HexColor("#fbf0d9")
_ON_DANGER: Final = HexColor("#fae9e7")
RATING_MARKS: Final = {
    ProgressRating.COMPLETE: RatingMark(GOOD, _ON_GOOD, 3),
    ProgressRating.ALMOST_COMPLETE: RatingMark(GOOD, _ON_GOOD, 2),
    ProgressRating.SOME_PROGRESS: RatingMark(CARE, _ON_CARE, 1),
    ProgressRating.NO_PROGRESS: RatingMark(DANGER, _ON_DANGER, 0),
}
_DOTS: Final = 3
# In shares of the size of the letters.
_BAR, _DOT, _APART, _AROUND, _BEYOND = 0.4, 0.24, 0.72, 0.5, 0.5


class RatedWords(Words):
    """Words on the ground of their rating, after its bar and its dots."""

    rating: ProgressRating

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Cut the words where the page ends; both parts keep the rating."""
        parts = super().split(available_width, available_height)
        for part in parts:
            part.rating = self.rating
        return parts

    def draw(self) -> None:
        """Draw what surrounds the words, which is for the eye alone, and then the words."""
        with self.canv.artifact():
            self._draw_round()
        super().draw()

    def _draw_round(self) -> None:
        mark, size, canvas = RATING_MARKS[self.rating], self.style.fontSize, self.canv
        canvas.saveState()
        canvas.setFillColor(mark.ground)
        canvas.rect(0, 0, self._reach() + _BEYOND * size, self.height, stroke=0, fill=1)
        canvas.setFillColor(mark.colour)
        canvas.rect(0, 0, _BAR * size, self.height, stroke=0, fill=1)
        canvas.setStrokeColor(mark.colour)
        canvas.setLineWidth(size * 0.09)
        for dot in range(_DOTS):
            across = (_BAR + _AROUND + _DOT + dot * _APART) * size
            down = self.height - self.style.leading * 0.52
            canvas.circle(across, down, _DOT * size, stroke=1, fill=int(dot < mark.full))
        canvas.restoreState()

    def _reach(self) -> float:
        """Return how far to the right the longest line goes."""
        lines = self.blPara.lines
        spare = min(line[0] if isinstance(line, tuple) else line.extraSpace for line in lines)
        return float(self.width - spare)


def rated_words(
    said: str, style: ParagraphStyle, element: Element, rating: ProgressRating
) -> RatedWords:
    """Return a paragraph that says how far a step has come."""
    made: RatedWords = made_of(RatedWords, said, _with_room(style), element)
    made.rating = rating
    return made


def _with_room(style: ParagraphStyle) -> ParagraphStyle:
    """Return the style with room on the left for the bar and the dots."""
    room = _BAR + _AROUND + 2 * _DOT + (_DOTS - 1) * _APART + _AROUND
    indent = room * style.fontSize
    return ParagraphStyle(
        f"{style.name}-rated", parent=style, leftIndent=indent, rightIndent=_BEYOND * style.fontSize
    )
