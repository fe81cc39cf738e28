"""A sentence goes after what an answer holds, and comes out as if it had never been there."""

import pytest

from app.recording.sorting import is_still_there, put_after, stands_in, still_to_sort, take_out


SENTENCE = "I sing on Thursdays."


@pytest.mark.parametrize(
    ("written", "stands"),
    [
        ("", SENTENCE),
        ("I walk.", f"I walk.\n{SENTENCE}"),
        ("I walk.\n\nI swim.", f"I walk.\n\nI swim.\n{SENTENCE}"),
        (SENTENCE, f"{SENTENCE}\n{SENTENCE}"),
    ],
)
def test_what_was_put_there_comes_out_without_a_trace(written: str, stands: str) -> None:
    assert put_after(written, SENTENCE) == stands
    assert stands_in(SENTENCE, stands)
    assert take_out(stands, SENTENCE) == written


@pytest.mark.parametrize(
    ("written", "without"),
    [
        (f"{SENTENCE}\nI walk.", "I walk."),
        (f"I walk.\n{SENTENCE}\nI swim.", "I walk.\nI swim."),
        (f"I walk.\n\n{SENTENCE}\n\nI swim.", "I walk.\n\n\nI swim."),
        (f"I walk. {SENTENCE}", f"I walk. {SENTENCE}"),
        (f"{SENTENCE} And dance.", f"{SENTENCE} And dance."),
        ("I sing on Fridays.", "I sing on Fridays."),
        ("", ""),
    ],
)
def test_only_a_line_that_is_the_very_sentence_is_taken_out(written: str, without: str) -> None:
    assert take_out(written, SENTENCE) == without
    assert stands_in(SENTENCE, written) is (written != without)


def test_a_sentence_over_two_lines_is_still_one() -> None:
    wrapped = "a long line that the next one carries on and\nends here."
    assert take_out(put_after("Before.", wrapped), wrapped) == "Before."


@pytest.mark.parametrize(
    ("sentences", "in_answers", "left"),
    [
        (("a", "b"), (), (0, 1)),
        (("a", "b"), ("b",), (0,)),
        (("a", "b", "a"), ("a",), (1, 2)),
        (("a", "b", "a"), ("a", "a"), (1,)),
        (("a", "b"), ("an earlier wording",), (0, 1)),
        ((), ("a",), ()),
        (("Dr. Ann came.", "b"), ("Dr.", "Ann came."), (1,)),
        (("Dr. Ann came.",), ("Ann came.",), (0,)),
        (("She rings;", "she is kind."), ("She rings; she is kind.",), ()),
    ],
)
def test_what_was_said_twice_is_sorted_twice(
    sentences: tuple[str, ...], in_answers: tuple[str, ...], left: tuple[int, ...]
) -> None:
    assert still_to_sort(sentences, in_answers) == left


@pytest.mark.parametrize(
    ("stretch", "notes", "in_answers", "is_there"),
    [
        ("Ann came.", "Dr. Ann came.", (), True),
        ("Ann came.", "Dr. Ann came.", ("Ann came.",), False),
        ("Yes.", "Yes. No. Yes.", ("Yes.",), True),
        ("Yes.", "No.", (), False),
    ],
)
def test_a_stretch_that_a_tablet_cut_out_is_sorted_once(
    stretch: str, notes: str, in_answers: tuple[str, ...], *, is_there: bool
) -> None:
    assert is_still_there(stretch, notes, in_answers) is is_there
