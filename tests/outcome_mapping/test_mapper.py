"""Findings quote the very words, explain themselves, and come in good time from any text."""

import time
from contextlib import suppress
from dataclasses import FrozenInstanceError
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outcome_mapping.findings import summarise
from outcome_mapping.framework import load_framework
from outcome_mapping.mapper import OutcomeMapper, TooMuchToReadError
from outcome_mapping.questions import load_priors, prior_for
from outcome_mapping.training.utterances import held_out, load_utterances


RISK: Final = ("element", "RISK")
VISIT = (
    "I live on my own since my husband died. My daughter does my shopping. I go to chapel every "
    "week. I used to sing, but I can't manage the stairs now. I worry what will happen if I fall. "
    "Hoffwn i weld fy wyrion yn amlach. Does dim bws yma."
)
BOMBS = {
    "brackets": "(" * 20_000,
    "emoji": "😀" * 20_000,
    "one long word": "a" * 20_000,
    "combining marks": "\u0301" * 20_000,
    "word joiners": "\u200d" * 20_000,
    "mixed brackets": "([{" * 6_666,
    "brackets and letters": "(a" * 10_000,
    "dots and a letter": "." * 19_999 + "x",
    "lone surrogates": "\ud800" * 20_000,
    "line breaks": "\n" * 20_000,
    "tiny sentences": "a. " * 6_666,
    "the same complaint": "i can't " * 2_500,
    "the same person": "my daughter " * 1_666,
    "addresses": "a@b.c " * 3_333,
}
ENGLISH = "I my daughter helps can't used to no family or friends , . but go the lunch club"
WELSH = "dw i'n ddim teulu mae fy merch yn helpu capel 😀 é ( “ ’"
WORDS = st.sampled_from([*ENGLISH.split(), *WELSH.split(), "\n"])


@given(st.one_of(st.text(st.characters(), max_size=300), st.lists(WORDS).map(" ".join)))
@settings(deadline=None)
def test_offsets_always_quote_words_of_the_exact_text(text: str) -> None:
    framework = load_framework()
    for finding in OutcomeMapper().find(text):
        assert 0 <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end].strip() == text[finding.start : finding.end]
        assert finding.key in framework.keys(finding.kind)
        assert 0 < finding.score <= 1
        assert finding.reason_en
        assert finding.reason_cy


@given(st.lists(WORDS).map(" ".join))
@settings(deadline=None)
def test_there_is_a_strength_exactly_when_there_is_an_asset(text: str) -> None:
    tags = summarise(OutcomeMapper().find(text))
    assert ("STRENGTH" in tags.elements) == bool(tags.assets)


@pytest.mark.parametrize("name", BOMBS)
def test_no_text_takes_two_seconds_of_a_processor(mapper: OutcomeMapper, name: str) -> None:
    mapper.find(VISIT)
    begun = time.process_time()
    with suppress(TooMuchToReadError):
        mapper.find(BOMBS[name])
    assert time.process_time() - begun < 2


def test_a_million_letters_are_refused_at_once(mapper: OutcomeMapper) -> None:
    begun = time.process_time()
    with pytest.raises(TooMuchToReadError):
        mapper.find("I can't get out. " * 60_000)
    assert time.process_time() - begun < 1


def test_the_longest_answer_there_can_be_is_read(
    mapper: OutcomeMapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    # How long that takes is for `make bench` to say: a busy machine may need longer than allowed.
    monkeypatch.setattr("outcome_mapping.mapper.MOST_SECONDS", 60.0)
    answer = (f"{VISIT} " * 100)[:20_000]
    assert any(finding.start > 19_000 for finding in mapper.find(answer))


def test_reading_that_takes_too_long_is_stopped(
    mapper: OutcomeMapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outcome_mapping.mapper.MOST_SECONDS", 0.0)
    with pytest.raises(TooMuchToReadError):
        mapper.find(VISIT * 10)


def test_the_same_words_give_the_same_findings() -> None:
    assert OutcomeMapper().find(VISIT, question=3) == OutcomeMapper().find(VISIT, question=3)


def test_findings_come_in_the_order_of_the_words(mapper: OutcomeMapper) -> None:
    starts = [finding.start for finding in mapper.find(VISIT)]
    assert starts == sorted(starts)


def test_a_visit_in_two_languages_speaks_to_several_domains(mapper: OutcomeMapper) -> None:
    tags = summarise(mapper.find(VISIT))
    assert {"RELATE", "HEALTH", "HOME", "SOCECON"} <= set(tags.domains)
    assert {"PEOPLE", "COMMUNITY"} <= set(tags.assets)
    assert {"OUTCOME", "BARRIER", "RISK", "STRENGTH"} <= set(tags.elements)


@pytest.mark.parametrize("text", ["", "   ", "!!!", "As above.", "Not asked."])
def test_where_nothing_is_said_there_is_a_circumstance_and_no_domain(
    mapper: OutcomeMapper, text: str
) -> None:
    tags = summarise(mapper.find(text, language="en"))
    assert tags.elements == ("CIRCUMSTANCE",)
    assert tags.domains == tags.assets == ()


def test_a_finding_cannot_be_changed(mapper: OutcomeMapper) -> None:
    finding = mapper.find("My knee hurts.")[0]
    with pytest.raises(FrozenInstanceError):
        finding.key = "HOME"  # type: ignore[misc]


def test_a_finding_says_which_rule_or_which_example_led_to_it(mapper: OutcomeMapper) -> None:
    for finding in mapper.find(VISIT):
        if finding.source == "model":
            assert finding.rule.startswith("model.")
            assert "close in meaning to an example" in finding.reason_en
            assert "agos o ran ystyr at enghraifft" in finding.reason_cy
        else:
            assert finding.source == "rule"
            assert not finding.rule.startswith("model.")


def test_a_suggestion_of_the_model_alone_points_at_a_few_of_the_words(
    mapper: OutcomeMapper,
) -> None:
    text = "Every evening I open the shutters for the swifts and count them home over the chimney."
    found = [finding for finding in mapper.find(text) if finding.source == "model"]
    assert all(len(text[finding.start : finding.end].split()) <= 8 for finding in found)


def test_a_danger_is_seldom_drowned_by_what_is_said_before_it(mapper: OutcomeMapper) -> None:
    """Of the dangers found in a sentence alone, most are found behind two others as well."""
    apart = [one for one in held_out(load_utterances())[1] if one.plain and one.language == "en"]
    calm = [one.text for one in apart if not one.seen(RISK) and len(one.text.split()) < 15]
    dangers = [one.text for one in apart if one.seen(RISK) and len(one.text.split()) < 20]
    alone = [text for text in dangers if _risky(mapper, text)]
    before = (" ".join(calm[number : number + 2]) for number in range(0, len(calm), 2))
    answers = [f"{calmly} {text}" for calmly, text in zip(before, alone, strict=False)]
    assert len(answers) > 100
    assert sum(_risky(mapper, answer) for answer in answers) >= 0.9 * len(answers)


def _risky(mapper: OutcomeMapper, text: str) -> bool:
    return "RISK" in summarise(mapper.find(text)).elements


def test_a_short_form_says_what_the_words_say(mapper: OutcomeMapper) -> None:
    daughter = summarise(mapper.find("Dau visits x3/wk, does meds + shopping."))
    assert daughter.assets == ("PEOPLE",)
    short = summarise(mapper.find("DNs visit for leg ulcers"))
    long = summarise(mapper.find("District nurses visit for leg ulcers"))
    assert short == long
    assert "SERVICES" in short.assets


def test_a_statement_is_never_suggested_without_its_domain(mapper: OutcomeMapper) -> None:
    findings = mapper.find(VISIT)
    domains = {finding.key for finding in findings if finding.kind == "domain"}
    framework = load_framework()
    stated = {framework.domain_of(one.key) for one in findings if one.kind == "statement"}
    assert stated <= domains


@pytest.mark.parametrize(
    ("text", "language", "assets"),
    [
        ("My uncle looks after me but he scares me when he drinks.", "en", ()),
        ("My uncle looks after me and the man upstairs scares me.", "en", ("PEOPLE",)),
        ("Mae fy mab yn helpu, ond mae o'n dwyn fy mhres i.", "cy", ()),
        ("Mae fy nghefnder yn gofalu amdana i ond mae o'n fy waldio i.", "cy", ()),
        ("Mae'r gofalwr yn dod bob dydd ac yn fy slapio i.", "cy", ()),
        ("Mae fy mab yn helpu, ond mae'r boi drws nesaf yn dwyn fy mhres i.", "cy", ("PEOPLE",)),
    ],
)
def test_a_helper_whom_somebody_fears_is_no_strength(
    mapper: OutcomeMapper, text: str, language: str, assets: tuple[str, ...]
) -> None:
    tags = summarise(mapper.find(text, None, language))
    assert tags.assets == assets
    assert "PROTECT" in tags.domains
    assert "RISK" in tags.elements


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("There is no evidence of abuse.", "en"),
        ("No signs of neglect were seen in the home.", "en"),
        ("Nid oes tystiolaeth o gamdriniaeth.", "cy"),
        ("Does dim arwydd o esgeulustod.", "cy"),
    ],
)
def test_that_there_is_no_sign_of_harm_is_no_barrier_and_no_risk(
    mapper: OutcomeMapper, text: str, language: str
) -> None:
    tags = summarise(mapper.find(text, None, language))
    assert tags.domains == ("PROTECT",)
    assert tags.elements == ("CIRCUMSTANCE",)


def test_each_of_the_eleven_questions_is_known_by_number_and_by_key() -> None:
    for prior in load_priors():
        assert prior_for(prior.number) == prior_for(str(prior.number)) == prior_for(prior.key)
    assert [prior.number for prior in load_priors()] == list(range(1, 12))


@pytest.mark.parametrize(
    ("text", "question", "domains", "assets", "elements"),
    [
        ("Nobody.", 9, ("RELATE",), (), ("BARRIER",)),
        ("My sister.", 9, (), ("PEOPLE",), ("STRENGTH",)),
        ("No.", 11, (), (), ("BARRIER",)),
        ("Nac ydy.", "is_it_enough", (), (), ("BARRIER",)),
        ("Neb.", "friends_and_family", ("RELATE",), (), ("BARRIER",)),
        ("Gardening.", "what_matters", ("LEARN",), (), ("OUTCOME",)),
        ("My sister.", 2, (), (), ("CIRCUMSTANCE",)),
        ("No.", 2, (), (), ("CIRCUMSTANCE",)),
        ("I've no mates.", None, ("RELATE",), (), ("BARRIER",)),
        ("Dad, my brother.", 9, ("RELATE",), ("PEOPLE",), ("STRENGTH",)),
        ("Mam a Dad.", "friends_and_family", ("RELATE",), ("PEOPLE",), ("STRENGTH",)),
        ("Dad, my brother.", 7, ("RELATE",), (), ("RISK",)),
    ],
)
def test_a_short_answer_is_understood_from_its_question(
    mapper: OutcomeMapper,
    text: str,
    question: str | int | None,
    domains: tuple[str, ...],
    assets: tuple[str, ...],
    elements: tuple[str, ...],
) -> None:
    tags = summarise(mapper.find(text, question=question))
    assert (tags.domains, tags.assets, tags.elements) == (domains, assets, elements)


def test_an_unknown_question_is_no_hindrance(mapper: OutcomeMapper) -> None:
    assert mapper.find("My knee hurts.", question="another") == mapper.find("My knee hurts.")


def test_help_told_beside_a_trouble_is_heard(mapper: OutcomeMapper) -> None:
    tags = summarise(mapper.find("I fell in the bath. My daughter does my shopping."))
    assert tags.assets == ("PEOPLE",)
    assert "HEALTH" in tags.domains


def test_help_that_ended_is_not_heard_beside_a_trouble(mapper: OutcomeMapper) -> None:
    tags = summarise(mapper.find("I fell in the bath. My daughter used to do my shopping."))
    assert tags.assets == ()
