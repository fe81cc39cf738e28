"""The words around a phrase change what it means."""

from collections.abc import Callable

import pytest

from outcome_mapping.context import ContextRule, load_context_rules
from outcome_mapping.findings import summarise
from outcome_mapping.language import LANGUAGES
from outcome_mapping.mapper import OutcomeMapper
from outcome_mapping.pipeline import Reading


Read = Callable[[str, str], list[Reading]]

RULES = [
    pytest.param(name, rule, id=rule.id)
    for name in LANGUAGES
    for rule in load_context_rules(name)
    if rule.qualifier != "as_said"
]


def withheld(rule: ContextRule, readings: list[Reading]) -> list[str]:
    """List the words of assets that the rule withholds."""
    return [
        reading.span.text
        for reading in readings
        if reading.rule.gives.asset
        and reading.qualification
        and reading.qualification.rule.id == rule.id
    ]


@pytest.mark.parametrize(("language", "rule"), RULES)
def test_a_context_rule_withholds_the_asset_in_each_of_its_examples(
    language: str, rule: ContextRule, read_text: Read
) -> None:
    missed = [text for text in rule.examples if not withheld(rule, read_text(text, language))]
    assert not missed


@pytest.mark.parametrize(("language", "rule"), RULES)
def test_a_context_rule_leaves_its_near_misses_alone(
    language: str, rule: ContextRule, read_text: Read
) -> None:
    caught = [text for text in rule.near_misses if withheld(rule, read_text(text, language))]
    assert not caught


@pytest.mark.parametrize(
    ("language", "text", "assets", "element"),
    [
        ("en", "My daughter does my shopping.", ("PEOPLE",), "STRENGTH"),
        ("en", "My daughter used to do my shopping.", (), "BARRIER"),
        ("en", "I would love my daughter to do my shopping.", (), "OUTCOME"),
        ("en", "I have no family or friends nearby.", (), "BARRIER"),
        ("en", "My neighbour helps me every day.", ("COMMUNITY",), "STRENGTH"),
        ("en", "My neighbour no longer helps me.", (), "BARRIER"),
        ("en", "I go to the lunch club.", ("COMMUNITY",), "STRENGTH"),
        ("en", "The lunch club I go to has closed.", (), "BARRIER"),
        ("en", "I'd like to join a choir.", (), "OUTCOME"),
        ("en", "I can't drive, but my son takes me to chapel.", ("PEOPLE",), "STRENGTH"),
        ("cy", "Mae fy merch yn helpu gyda'r siopa.", ("PEOPLE",), "STRENGTH"),
        ("cy", "Roedd fy merch yn arfer helpu gyda'r siopa.", (), "BARRIER"),
        ("cy", "Hoffwn i fynd i'r clwb cinio.", (), "OUTCOME"),
        ("cy", "Dw i'n mynd i'r clwb cinio.", ("COMMUNITY",), "STRENGTH"),
        ("cy", "Does gen i ddim ffrindiau na theulu.", (), "BARRIER"),
        ("cy", "Mae'r clwb cinio wedi cau.", (), "BARRIER"),
    ],
)
def test_an_asset_counts_only_when_it_is_there_now(
    mapper: OutcomeMapper, language: str, text: str, assets: tuple[str, ...], element: str
) -> None:
    tags = summarise(mapper.find(text, language=language))
    assert set(assets) <= set(tags.assets)
    assert bool(tags.assets) == bool(assets)
    assert element in tags.elements


def test_the_reason_quotes_the_cue_and_the_words(mapper: OutcomeMapper) -> None:
    findings = mapper.find("I used to go to the lunch club.", language="en")
    [finding] = [one for one in findings if one.qualifier == "past" and one.kind == "element"]
    assert finding.reason_en == (
        "“used to” + “go to the lunch club”: in the past, so not counted as a strength"
    )
    assert "yn y gorffennol" in finding.reason_cy


def test_praise_in_the_negative_is_still_praise(mapper: OutcomeMapper) -> None:
    tags = summarise(mapper.find("I can't fault my lovely carers.", language="en"))
    assert "SERVICES" in tags.assets


def test_a_domain_survives_a_no(mapper: OutcomeMapper) -> None:
    tags = summarise(mapper.find("He has never hit me.", language="en"))
    assert "PROTECT" in tags.domains
    assert "RISK" not in tags.elements
