"""A passage is understood as a whole, and each tag is placed in the sentence that tells of it."""

from functools import cache
from typing import Final

import pytest

from outcome_mapping.findings import Finding
from outcome_mapping.framework import load_framework
from outcome_mapping.mapper import OutcomeMapper
from outcome_mapping.said import places_of
from outcome_mapping.training.utterances import Utterance, held_out, load_utterances


# These follow from the others, in every sentence anew.
FOLLOWING: Final = frozenset({"STRENGTH", "CIRCUMSTANCE"})


def _sentences(language: str) -> list[Utterance]:
    """Give held-out utterances of one plain sentence each."""
    _taught, apart = held_out(load_utterances())
    return [
        one
        for one in apart
        if one.plain and one.language == language and len(places_of(one.text, language)) == 1
    ]


@cache
def _in_pairs(language: str) -> tuple[tuple[Utterance, Utterance, str, tuple[Finding, ...]], ...]:
    """Read sentences two at a time, as one answer, and give what was found in it."""
    said = [one for one in _sentences(language) if one.text[-1] in ".!?"][:300]
    pairs = []
    for first, second in zip(said[::2], said[1::2], strict=False):
        text = f"{first.text} {second.text}"
        if len(places_of(text, language)) == 2:
            found = OutcomeMapper().find(text, language=language)
            told = tuple(one for one in found if one.key not in FOLLOWING)
            pairs.append((first, second, text, told))
    return tuple(pairs)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_tag_stands_in_the_sentence_that_tells_of_it(language: str) -> None:
    """Of the tags that coders saw in one sentence of two, nearly all are placed in that one."""
    right = wrong = 0
    for first, second, _text, found in _in_pairs(language):
        for one in found:
            seen = [said.seen((one.kind, one.key)) for said in (first, second)]
            if one.kind != "statement" and seen.count(True) == 1:
                in_first = one.start < len(first.text)
                right += in_first == seen[0]
                wrong += in_first != seen[0]
    assert right > 150
    assert right >= 0.94 * (right + wrong)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_words_quoted_never_run_on_into_the_next_sentence(language: str) -> None:
    for first, _second, text, found in _in_pairs(language):
        for one in found:
            quoted = text[one.start : one.end]
            assert one.end <= len(first.text) or one.start > len(first.text), quoted


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_statement_stands_beside_its_domain(language: str) -> None:
    framework = load_framework()
    for first, _second, text, found in _in_pairs(language):
        domains = {(one.start < len(first.text), one.key) for one in found if one.kind == "domain"}
        for one in found:
            if one.kind == "statement":
                beside = (one.start < len(first.text), framework.domain_of(one.key))
                assert beside in domains, text


def test_what_a_word_or_two_tell_is_left_to_the_rules(mapper: OutcomeMapper) -> None:
    """The model does not point at "My sister." for what the sentence behind it tells."""
    found = mapper.find("My sister. She helps with the shopping every week. I'm fine.")
    [helper] = [one for one in found if one.kind == "asset"]
    assert helper.key == "PEOPLE"
    assert helper.start > len("My sister.")


def test_a_hobby_is_not_placed_in_the_saying_before_it(mapper: OutcomeMapper) -> None:
    text = "Everybody's seen the back of my head. Tenor yn y côr hefyd."
    placed = {one.start >= text.index("Tenor") for one in mapper.find(text) if one.kind == "asset"}
    assert placed == {True}
