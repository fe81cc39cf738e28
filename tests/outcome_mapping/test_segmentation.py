"""Sentences, languages and places in the exact text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcome_mapping.segmentation import LONGEST_CHUNK, prepare, sentences


def pieces(text: str) -> list[str]:
    """List a text's sentences as they stand."""
    return [text[sentence.start : sentence.end] for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I fell. She came!", ["I fell.", "She came!"]),
        ("Dr. Rees came. He left", ["Dr. Rees came.", "He left"]),
        ("- garden\n- chapel", ["- garden", "- chapel"]),
        ("No full stop here", ["No full stop here"]),
        ("It costs 3.50 a day", ["It costs 3.50 a day"]),
        ("She said “no.” Then left.", ["She said “no.”", "Then left."]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "given_language", "expected"),
    [
        ("I live on my own.", None, ["en"]),
        ("Dw i'n byw ar fy mhen fy hun.", None, ["cy"]),
        ("I live on my own. Dw i'n unig iawn ac mae hi'n oer.", None, ["en", "cy"]),
        ("Dw i'n unig. Capel.", None, ["cy", "cy"]),
        ("Capel.", "cy", ["cy"]),
        ("The carers are not there when I need them and it is hard.", "cy", ["en"]),
    ],
)
def test_each_sentence_has_its_own_language(
    text: str, given_language: str | None, expected: list[str]
) -> None:
    assert [one.languages[0] for one in sentences(text, given_language)] == expected


def test_a_mixed_sentence_is_read_in_both_languages() -> None:
    [sentence] = sentences("Dw i'n mynd i'r capel ond the carers are always late with me.")
    assert set(sentence.languages) == {"en", "cy"}


def test_a_run_of_signs_is_shortened_and_the_words_after_it_keep_their_place() -> None:
    text = "Well" + "!" * 50 + " I fell"
    prepared = prepare(text, 0, len(text))
    start = prepared.text.index("fell")
    assert len(prepared.text) < 20
    assert text[slice(*prepared.original(start, start + 4))] == "fell"


def test_an_unbroken_run_of_letters_is_shortened() -> None:
    assert len(prepare("a" * 5000, 0, 5000).text) == LONGEST_CHUNK


def test_a_curly_apostrophe_reads_as_a_straight_one() -> None:
    assert prepare("I can’t", 0, 7).text == "I can't"


@given(st.text(st.characters(), max_size=200))
def test_every_letter_of_a_prepared_text_knows_its_place(text: str) -> None:
    for sentence in sentences(text):
        prepared = prepare(text, sentence.start, sentence.end)
        assert len(prepared.text) == len(prepared.offsets)
        assert list(prepared.offsets) == sorted(set(prepared.offsets))
        assert all(sentence.start <= place < sentence.end for place in prepared.offsets)


@given(st.text(st.characters(), max_size=200))
def test_sentences_never_overlap_and_never_begin_or_end_in_space(text: str) -> None:
    end = 0
    for sentence in sentences(text):
        assert end <= sentence.start < sentence.end
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        end = sentence.end
