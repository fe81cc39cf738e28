"""The words around a phrase change what it means."""

from collections.abc import Callable
from typing import get_args

import pytest

from outcome_mapping.context import ContextRule, Qualifier, load_context_rules
from outcome_mapping.findings import Tags, summarise
from outcome_mapping.language import LANGUAGES
from outcome_mapping.pipeline import Reading
from outcome_mapping.rule_layer import find_by_rules, hear
from outcome_mapping.said import places_of


Read = Callable[[str, str], list[Reading]]

RULES = [
    pytest.param(name, rule, id=rule.id)
    for name in LANGUAGES
    for rule in load_context_rules(name)
    if rule.qualifier != "as_said"
]


def tags_of(text: str, language: str) -> Tags:
    """Give what the rules alone make of a text."""
    return summarise(find_by_rules(text, language=language))


def qualified(rule: ContextRule, readings: list[Reading]) -> list[str]:
    """List the words of assets that the rule qualifies."""
    return [
        reading.span.text
        for reading in readings
        if reading.rule.gives.asset
        and reading.qualification
        and reading.qualification.rule.id == rule.id
    ]


@pytest.mark.parametrize(("language", "rule"), RULES)
def test_a_context_rule_qualifies_an_asset_in_each_of_its_examples(
    language: str, rule: ContextRule, read_text: Read
) -> None:
    missed = [text for text in rule.examples if not qualified(rule, read_text(text, language))]
    assert not missed


@pytest.mark.parametrize(("language", "rule"), RULES)
def test_a_context_rule_leaves_its_near_misses_alone(
    language: str, rule: ContextRule, read_text: Read
) -> None:
    caught = [text for text in rule.near_misses if qualified(rule, read_text(text, language))]
    assert not caught


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_qualifier_has_words_in_each_language(language: str) -> None:
    assert {rule.qualifier for rule in load_context_rules(language)} == set(get_args(Qualifier))


@pytest.mark.parametrize(
    ("language", "text", "assets", "element"),
    [
        ("en", "My daughter does my shopping.", ("PEOPLE",), "STRENGTH"),
        ("en", "My daughter used to do my shopping.", (), "BARRIER"),
        ("en", "I would love my daughter to do my shopping.", (), "OUTCOME"),
        ("en", "My neighbour helps me every day.", ("COMMUNITY",), "STRENGTH"),
        ("en", "My neighbour no longer helps me.", (), "BARRIER"),
        ("en", "I go to the lunch club.", ("COMMUNITY",), "STRENGTH"),
        ("en", "The lunch club I go to has closed.", (), "BARRIER"),
        ("en", "The lunch club has folded.", (), "BARRIER"),
        ("en", "I'd like to join a choir.", (), "OUTCOME"),
        ("en", "I could do with a support worker.", (), "OUTCOME"),
        ("en", "I can't drive, but my son takes me to chapel.", ("PEOPLE",), "STRENGTH"),
        ("en", "My son hardly ever helps me.", (), "BARRIER"),
        ("en", "My son rarely visits me.", (), "BARRIER"),
        ("en", "She refuses to have carers in the morning.", (), "BARRIER"),
        ("en", "I'm on the waiting list for the day centre.", (), "BARRIER"),
        ("en", "I can't afford to go to the choir.", (), "BARRIER"),
        ("en", "My brother helps me with bills and takes my money.", (), "RISK"),
        ("cy", "Mae fy merch yn helpu gyda'r siopa.", ("PEOPLE",), "STRENGTH"),
        ("cy", "Roedd fy merch yn arfer helpu gyda'r siopa.", (), "BARRIER"),
        ("cy", "Roedd fy merch yn helpu bob dydd.", (), "BARRIER"),
        ("cy", "Hoffwn i fynd i'r clwb cinio.", (), "OUTCOME"),
        ("cy", "Hoffwn i gael gofalwr yn y bore.", (), "OUTCOME"),
        ("cy", "Dw i'n mynd i'r clwb cinio.", ("COMMUNITY",), "STRENGTH"),
        ("cy", "Mae'r clwb cinio wedi cau.", (), "BARRIER"),
        ("cy", "Prin mae fy mab yn helpu.", (), "BARRIER"),
        ("cy", "Go brin bod fy mab yn helpu.", (), "BARRIER"),
        ("cy", "Mae'r gofalwyr yn rhy brysur i ddod.", (), "BARRIER"),
        ("cy", "Dw i ar y rhestr aros am ganolfan ddydd.", (), "BARRIER"),
        ("cy", "Dw i'n methu fforddio mynd i'r côr.", (), "BARRIER"),
        ("cy", "Mae fy mab yn helpu gyda'r siopa ac yn dwyn arian.", (), "RISK"),
    ],
)
def test_an_asset_counts_only_when_it_is_there_now(
    language: str, text: str, assets: tuple[str, ...], element: str
) -> None:
    tags = tags_of(text, language)
    assert set(assets) <= set(tags.assets)
    assert bool(tags.assets) == bool(assets)
    assert element in tags.elements


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I have no family or friends nearby."),
        ("en", "I have neither family nor friends near me."),
        ("cy", "Does gen i ddim ffrindiau na theulu."),
        ("cy", "Does gen i ddim teulu na ffrindiau yma."),
    ],
)
def test_a_no_holds_for_the_whole_of_a_list(language: str, text: str) -> None:
    tags = tags_of(text, language)
    assert not tags.assets
    assert "BARRIER" in tags.elements


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Maybe my sister would help me."),
        ("en", "There was a lunch club in the hall."),
        ("en", "If I had a car my friends would visit me."),
        ("en", "My sister enjoys gardening."),
        ("cy", "Efallai bod fy chwaer yn helpu."),
        ("cy", "Mae fy chwaer yn mwynhau garddio."),
    ],
)
def test_what_is_doubtful_gone_or_somebody_elses_is_no_asset(language: str, text: str) -> None:
    assert not tags_of(text, language).assets


@pytest.mark.parametrize(
    ("language", "text", "asset"),
    [
        ("en", "I can't fault my lovely carers.", "SERVICES"),
        ("en", "Can't complain, my daughter helps me every day.", "PEOPLE"),
        ("en", "My sister is not only kind but helps me every day.", "PEOPLE"),
        ("en", "My sister never misses a Sunday, she visits me every week.", "PEOPLE"),
        ("en", "I wouldn't manage without my daughter.", "PEOPLE"),
        ("cy", "Alla i ddim cwyno, mae fy merch yn helpu bob dydd.", "PEOPLE"),
        ("cy", "Sa i'n gallu cwyno, mae fy merch yn helpu bob dydd.", "PEOPLE"),
        ("cy", "Byth yn colli Sul, dw i'n mynd i'r capel.", "COMMUNITY"),
    ],
)
def test_praise_in_the_negative_is_still_praise(language: str, text: str, asset: str) -> None:
    assert asset in tags_of(text, language).assets


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The nurse comes every day until Christmas."),
        ("en", "The carers come in the mornings for six weeks."),
        ("cy", "Mae'r nyrs yn dod bob dydd tan y Pasg."),
        ("cy", "Mae'r gofalwyr yn dod am chwe wythnos."),
    ],
)
def test_help_for_a_time_is_there_now_and_is_known_to_be_limited(language: str, text: str) -> None:
    heard = hear(places_of(text, language))
    assert "time_limited" in heard.qualifiers
    assert "SERVICES" in tags_of(text, language).assets


def test_the_reason_quotes_the_cue_and_the_words() -> None:
    findings = find_by_rules("I used to go to the lunch club.", language="en")
    [finding] = [one for one in findings if one.qualifier == "past" and one.kind == "element"]
    assert finding.reason_en == (
        "“used to” + “go to the lunch club”: in the past, so not counted as a strength"
    )
    assert "yn y gorffennol" in finding.reason_cy


@pytest.mark.parametrize(
    ("language", "text"), [("en", "He has never hit me."), ("cy", "Dyw e erioed wedi bwrw fi.")]
)
def test_a_domain_survives_a_no(language: str, text: str) -> None:
    tags = tags_of(text, language)
    assert "PROTECT" in tags.domains
    assert "RISK" not in tags.elements
