"""What is said of a helper in a sentence of its own is heard for that helper."""

import pytest

from outcome_mapping.findings import summarise
from outcome_mapping.mapper import OutcomeMapper
from outcome_mapping.rule_layer import find_by_rules, hear
from outcome_mapping.said import places_of


def feared(text: str, language: str = "en") -> frozenset[str]:
    """Give the assets withheld because of what is said of whoever they would be."""
    return hear(places_of(text, language)).feared


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "My husband is my carer. He hits me when he has had a drink."),
        ("en", "My daughter comes every day. Sometimes she shouts at me."),
        ("en", "My son does the shopping. He takes my money."),
        ("en", "My nephew gets my messages. I am frightened of him."),
        ("en", "My brother does my shopping but he keeps my pension."),
        ("en", "My partner drives me everywhere. He won't let me see my friends."),
        ("cy", "Fy ngŵr sy'n gofalu amdana i. Weithiau mae e'n fy nharo i."),
        ("cy", "Mae fy merch yn dod bob dydd. Mae hi'n gweiddi arna i."),
        ("cy", "Mae fy mab yn siopa i mi. Mae o'n cymryd fy mhres i."),
        ("cy", "Mae fy nai yn siopa i mi. Mae arna i ei ofn o."),
    ],
)
def test_a_helper_who_is_feared_is_no_strength_and_the_danger_is_shown(
    mapper: OutcomeMapper, language: str, text: str
) -> None:
    tags = summarise(mapper.find(text, None, language))
    assert "PEOPLE" in feared(text, language)
    assert "PEOPLE" not in tags.assets
    assert "RISK" in tags.elements


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "My sister helps me with my bills. She shouts because I am deaf."),
        ("en", "My niece does the shopping. She has never shouted at me."),
        ("en", "My son comes on Sundays. He takes my money to the bank for me."),
        ("en", "My brother looks after me. He won't let me lift a finger."),
        ("en", "His wife cares for him. He hits her at times."),
        ("en", "My daughter rings every night. The man upstairs shouts at me."),
        ("cy", "Mae fy nith yn siopa i mi. Mae hi'n taro i mewn bob dydd."),
        ("cy", "Mae fy mab yn siopa i mi. Mae'r dyn drws nesaf yn gweiddi arna i."),
    ],
)
def test_what_is_no_harm_or_not_theirs_takes_nothing_away(
    mapper: OutcomeMapper, language: str, text: str
) -> None:
    assert not feared(text, language)
    assert "PEOPLE" in summarise(mapper.find(text, None, language)).assets


def test_he_is_whoever_was_named_last_and_not_long_ago() -> None:
    helps, harms = "My son helps me every day.", "He frightens me."
    assert feared(f"{helps} It has been raining. {harms}") == {"PEOPLE"}
    assert feared(f"{helps} My neighbour pops in too. {harms}") == {"COMMUNITY"}
    assert feared(f"{helps} It has been raining. I have slept badly. {harms}") == frozenset()


def test_in_a_long_note_only_whoever_is_feared_is_withheld(mapper: OutcomeMapper) -> None:
    text = (
        "I live in a bungalow by the sea. My son does my shopping. He shouts at me when I ask. "
        "The bus stops at the gate. My daughter rings every night and cheers me up."
    )
    assets = [one for one in mapper.find(text, None, "en") if one.key == "PEOPLE"]
    assert assets
    assert all(one.start > text.index("My daughter") for one in assets)


def test_the_reason_quotes_both_sentences() -> None:
    findings = find_by_rules("My husband is my carer. He hits me.", language="en")
    reasons = [one.reason_en for one in findings if one.qualifier == "harmful"]
    assert any(
        "“He hits me” + “My husband is my carer”: told as a source of harm" in one
        for one in reasons
    )
