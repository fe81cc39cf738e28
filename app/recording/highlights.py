"""Cuts an answer into pieces to show: sentences, and the words in them that tags speak about.

Spans may overlap or hold one another; the pieces never do. Joined in order, the pieces are the
answer exactly, letter for letter.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar


M = TypeVar("M", bound=Hashable)


@dataclass(frozen=True)
class Span(Generic[M]):
    """Some words of a text, and the mark they carry (whatever the page will want to know)."""

    start: int
    end: int
    mark: M


@dataclass(frozen=True)
class Segment(Generic[M]):
    """A piece of the text and every mark upon it; no marks means plain words."""

    text: str
    marks: tuple[M, ...] = ()


def segments(
    text: str, spans: Iterable[Span[M]], start: int = 0, end: int | None = None
) -> tuple[Segment[M], ...]:
    """Cut the stretch of text at every span's edges, so that each piece has one set of marks."""
    stop = len(text) if end is None else end
    inside = [span for span in spans if _clip(span, start, stop)]
    cuts = {start, stop}
    for span in inside:
        cuts |= {max(span.start, start), min(span.end, stop)}
    edges = sorted(cuts)
    pieces = [
        Segment(text[left:right], _marks(inside, left, right)) for left, right in pairwise(edges)
    ]
    return _joined(pieces)


def _clip(span: Span[M], start: int, stop: int) -> bool:
    return max(span.start, start) < min(span.end, stop)


def _marks(spans: Sequence[Span[M]], left: int, right: int) -> tuple[M, ...]:
    covering = (span.mark for span in spans if span.start <= left and right <= span.end)
    return tuple(dict.fromkeys(covering))


def _joined(pieces: Iterable[Segment[M]]) -> tuple[Segment[M], ...]:
    """Join neighbours with the same marks, so that nothing is cut without need."""
    joined: list[Segment[M]] = []
    for piece in pieces:
        if joined and joined[-1].marks == piece.marks:
            joined[-1] = Segment(joined[-1].text + piece.text, piece.marks)
        else:
            joined.append(piece)
    return tuple(joined)


def locate(text: str, quote: str, near: int) -> int | None:
    """Find where the quoted words stand now, the nearest place to where they once stood."""
    if not quote:
        return None
    best: int | None = None
    found = text.find(quote)
    while found >= 0:
        if best is None or abs(found - near) < abs(best - near):
            best = found
        found = text.find(quote, found + 1)
    return best
