"""The pieces of an answer, and where quoted words stand now."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.recording.highlights import Segment, Span, locate, segments


TEXT = "I know everyone in this street."


@st.composite
def _text_and_spans(draw: st.DrawFn) -> tuple[str, list[Span[int]]]:
    text = draw(st.text(max_size=60))
    place = st.integers(-5, len(text) + 5)
    spans = draw(st.lists(st.tuples(place, place), max_size=8))
    return text, [Span(start, end, mark) for mark, (start, end) in enumerate(spans)]


@given(_text_and_spans())
def test_the_pieces_joined_are_the_text(case: tuple[str, list[Span[int]]]) -> None:
    text, spans = case
    assert "".join(piece.text for piece in segments(text, spans)) == text


@given(_text_and_spans())
def test_every_letter_carries_exactly_the_marks_of_the_spans_over_it(
    case: tuple[str, list[Span[int]]],
) -> None:
    text, spans = case
    marks = [set(piece.marks) for piece in segments(text, spans) for _letter in piece.text]
    for place in range(len(text)):
        assert marks[place] == {span.mark for span in spans if span.start <= place < span.end}


@given(_text_and_spans())
def test_no_two_neighbouring_pieces_have_the_same_marks(
    case: tuple[str, list[Span[int]]],
) -> None:
    text, spans = case
    cut = segments(text, spans)
    assert all(first.marks != second.marks for first, second in pairwise(cut))


def test_overlapping_spans_share_the_words_they_share() -> None:
    cut = segments(TEXT, [Span(2, 15, "a"), Span(7, 30, "b")])
    assert cut == (
        Segment("I "),
        Segment("know ", ("a",)),
        Segment("everyone", ("a", "b")),
        Segment(" in this street", ("b",)),
        Segment("."),
    )


def test_a_stretch_shows_only_its_own_words() -> None:
    cut = segments(TEXT, [Span(2, 15, "a")], 7, 18)
    assert cut == (Segment("everyone", ("a",)), Segment(" in"))


def test_quoted_words_are_found_nearest_to_where_they_stood() -> None:
    assert locate("my dog and my dog", "my dog", 10) == 11


def test_quoted_words_that_are_gone_are_nowhere() -> None:
    assert locate("my cat", "my dog", 0) is None
