"""How lists of words are read: accents, mutations, beginnings of words, and what hides what."""

import pytest
from pydantic import ValidationError

from conversations.phrases import Tongue, WordList, mutations, read, sentences


LIST = WordList.model_validate(
    {
        "en": ["pain", "can't cope", "volunteer*"],
        "cy": ["tad", "gŵr", "pen-glin", "wyres"],
        "except": {"en": ["window pain"], "cy": ["tad-cu"]},
    }
)


@pytest.mark.parametrize(
    ("tongue", "text", "found"),
    [
        ("en", "PAIN, mostly", ["PAIN"]),
        ("en", "I can’t  cope", ["can’t  cope"]),
        ("en", "volunteering; volunteers", ["volunteering", "volunteers"]),
        ("en", "painting", []),
        ("en", "a window pain, and pain", ["pain"]),
        ("en", "fy nhad", []),
        ("cy", "fy nhad a dy dad", ["nhad", "dad"]),
        ("cy", "y gwr a'i wr", ["gwr", "wr"]),
        ("cy", "fy mhen-glin", ["mhen-glin"]),
        ("cy", "ei hwyres", ["hwyres"]),
        ("cy", "fy nhad-cu", []),
        ("cy", "pain", []),
        ("cy", "", []),
    ],
)
def test_what_is_found(tongue: Tongue, text: str, found: list[str]) -> None:
    hits = LIST.find(read(text), (tongue,))
    assert [hit.words for hit in hits] == found
    assert [text[hit.start : hit.end] for hit in hits] == found


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("cath", {"cath", "gath", "nghath", "chath"}),
        ("pen", {"pen", "ben", "mhen", "phen"}),
        ("tad", {"tad", "dad", "nhad", "thad"}),
        ("brawd", {"brawd", "frawd", "mrawd"}),
        ("dosbarth", {"dosbarth", "ddosbarth", "nosbarth"}),
        ("gardd", {"gardd", "ardd", "ngardd"}),
        ("mam", {"mam", "fam"}),
        ("llyfr", {"llyfr", "lyfr"}),
        ("rhent", {"rhent", "rent"}),
        ("wyres", {"wyres", "hwyres"}),
        ("chwaer", {"chwaer"}),
        ("ffrind", {"ffrind"}),
        ("siop", {"siop"}),
    ],
)
def test_a_welsh_word_has_these_beginnings(word: str, forms: set[str]) -> None:
    assert set(mutations(word)) == forms


def test_a_sentence_ends_at_a_stop_or_a_new_line() -> None:
    assert sentences("One. Two?\r\nThree\n\n…") == ("One.", "Two?", "Three", "…")


def test_a_list_has_words_in_both_languages() -> None:
    with pytest.raises(ValidationError, match="cy"):
        WordList.model_validate({"en": ["pain"], "cy": []})
