"""Every rule of every lexicon holds for its examples and not for its near misses."""

from collections.abc import Callable

import pytest

from outcome_mapping.framework import load_framework
from outcome_mapping.language import LANGUAGES
from outcome_mapping.lexicon import Gives, Rule, load_rules
from outcome_mapping.pipeline import Reading


Read = Callable[[str, str], list[Reading]]

RULES = [pytest.param(name, rule, id=rule.id) for name in LANGUAGES for rule in load_rules(name)]


def holds(reading: Reading, rule: Rule) -> bool:
    """Tell whether a reading gives all that its rule stands for."""
    if reading.rule.id != rule.id:
        return False
    if reading.qualification is None:
        return True
    told = rule.gives.asset or (rule.gives.element and reading.qualification.unsays())
    return not told


@pytest.mark.parametrize(("language", "rule"), RULES)
def test_a_rule_holds_for_each_of_its_examples(language: str, rule: Rule, read_text: Read) -> None:
    silent = [
        text
        for text in rule.examples
        if not any(holds(reading, rule) for reading in read_text(text, language))
    ]
    assert not silent


@pytest.mark.parametrize(("language", "rule"), RULES)
def test_a_rule_does_not_hold_for_its_near_misses(
    language: str, rule: Rule, read_text: Read
) -> None:
    heard = [
        text
        for text in rule.near_misses
        if any(holds(reading, rule) for reading in read_text(text, language))
    ]
    assert not heard


@pytest.mark.parametrize("stop", ["", ".", "!"])
def test_a_word_of_one_letter_is_heard_at_the_end_of_a_sentence(stop: str, read_text: Read) -> None:
    found = read_text(f"Mae'r bachgen mawr yn fy nharo i{stop}", "cy")
    assert "cy.protect.hurt" in {reading.rule.id for reading in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_domain_and_asset_has_words_in_each_language(language: str) -> None:
    framework = load_framework()
    rules = load_rules(language)
    domains = {key for rule in rules for key in rule.gives.domains()}
    assets = {key for rule in rules for key in rule.gives.asset}
    assert domains == set(framework.keys("domain"))
    assert assets == set(framework.keys("asset"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_wants_barriers_and_risks_have_words_in_each_language(language: str) -> None:
    elements = {key for rule in load_rules(language) for key in rule.gives.element}
    assert elements == {"OUTCOME", "BARRIER", "RISK"}


@pytest.mark.parametrize(("language", "rule"), RULES)
def test_a_rules_welsh_reason_is_not_the_english_one(language: str, rule: Rule) -> None:
    assert rule.reason.cy != rule.reason.en


def test_a_statement_brings_its_domain() -> None:
    assert Gives(statement=("HOME-1", "RIGHTS-4")).domains() == ("HOME", "RIGHTS")
