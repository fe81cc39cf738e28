import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.settings import ROOT
from app.text import ANSWER_LIMIT, TextRefused, clean_text


# The same table holds a tablet to the same answers (tests/faults/tablet/test_text.py).
CASES = json.loads((ROOT / "tests" / "text_cases.json").read_text("utf-8"))


def test_a_decomposed_welsh_letter_is_stored_as_one_letter() -> None:
    assert clean_text("gw\u0302r y ty\u0302", limit=50) == "gŵr y tŷ"


@pytest.mark.parametrize("case", CASES["kept"], ids=lambda case: ascii(case["raw"]))
def test_what_is_unseen_goes_and_what_is_said_stays(case: dict[str, Any]) -> None:
    one_line = case.get("one_line", False)
    assert clean_text(case["raw"], limit=200, one_line=one_line) == case["text"]


@pytest.mark.parametrize("raw", CASES["unreadable"], ids=ascii)
def test_unreadable_characters_are_refused_without_repeating_the_text(raw: str) -> None:
    with pytest.raises(TextRefused) as refused:
        clean_text(raw, limit=200)
    assert "half" not in str(refused.value)
    assert "mark" not in str(refused.value)


@pytest.mark.parametrize("case", CASES["lengths"], ids=lambda case: ascii(case["raw"]))
def test_a_length_is_counted_in_letters_as_they_are_stored(case: dict[str, Any]) -> None:
    assert len(clean_text(case["raw"], limit=case["length"])) == case["length"]
    with pytest.raises(TextRefused):
        clean_text(case["raw"], limit=case["length"] - 1)


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
