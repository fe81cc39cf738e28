import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text import ANSWER_LIMIT, TextRefused, clean_text


def test_a_decomposed_welsh_letter_is_stored_as_one_letter() -> None:
    assert clean_text("gw\u0302r y ty\u0302", limit=50) == "gŵr y tŷ"


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("nul\x00 and bell\x07", "nul and bell"),
        ("\ufefftext with a mark", "text with a mark"),
        ("turned \u202eround\u202c", "turned round"),
        ("zero\u200bwidth", "zerowidth"),
        ("a tab\tstays", "a tab\tstays"),
        ("  space around  \n", "space around"),
        ("<b> </para> =cmd() &amp;", "<b> </para> =cmd() &amp;"),
        ("👩‍👧 stays joined", "👩‍👧 stays joined"),
    ],
)
def test_what_is_unseen_goes_and_what_is_said_stays(raw: str, kept: str) -> None:
    assert clean_text(raw, limit=200) == kept


@pytest.mark.parametrize("raw", ["lost \ud800 half", "came as \ufffd mark"])
def test_unreadable_characters_are_refused_without_repeating_the_text(raw: str) -> None:
    with pytest.raises(TextRefused) as refused:
        clean_text(raw, limit=200)
    assert "half" not in str(refused.value)
    assert "mark" not in str(refused.value)


def test_the_longest_answer_is_kept_whole_and_one_more_is_refused() -> None:
    assert len(clean_text("ŵ" * ANSWER_LIMIT, limit=ANSWER_LIMIT)) == ANSWER_LIMIT
    with pytest.raises(TextRefused, match="20,001"):
        clean_text("ŵ" * (ANSWER_LIMIT + 1), limit=ANSWER_LIMIT)


def test_a_name_stays_on_one_line() -> None:
    assert clean_text("Siân\n  Prys ", limit=200, one_line=True) == "Siân Prys"


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing_more(raw: str) -> None:
    try:
        once = clean_text(raw, limit=1000)
    except TextRefused:
        return
    assert clean_text(once, limit=1000) == once
    assert unicodedata.is_normalized("NFC", once)
