"""The ten pathway questions are the published ones, with a purpose and the stages of a life."""

import hashlib
import unicodedata

import pytest

from conversations import load_question_set
from conversations.progress import progress
from conversations.schema import QUESTION_SETS


TEN_QUESTIONS = (
    "Tell me a bit about yourself.",
    "Tell me a bit about your journey.",
    "What matters to you?",
    "Along your journey what has helped you to achieve the things that matter to you?",
    "What things have prevented you along your journey from being able to achieve the things that"
    " matter to you?",
    "What has been the impact on you (and your family)?",
    "What might have helped?",
    "When were you given opportunities to contribute (using your skills and strengths) to your"
    " community?",
    "Throughout your journey how accessible were the skills and support in your community?",
    "Were the skills, support and capacity in your community sufficient to enable you to achieve"
    " the things that matter to you? What might have helped?",
)
PUBLISHED = QUESTION_SETS / "pathway.1.yaml"
PUBLISHED_SHA256 = "d8d7a7e35ebbc691cf963faf80855b7fe8836da98319e3eb6e6f07cd6b983d03"
PATHWAY = load_question_set("pathway.1")


def test_the_ten_questions_are_verbatim() -> None:
    assert tuple(question.prompt.en for question in PATHWAY.questions) == TEN_QUESTIONS


def test_the_published_file_is_unchanged() -> None:
    assert hashlib.sha256(PUBLISHED.read_bytes()).hexdigest() == PUBLISHED_SHA256


def test_it_names_its_section_and_says_how_it_is_worded() -> None:
    assert "section 7" in PATHWAY.source
    assert PATHWAY.wording_notes


def test_all_its_welsh_is_a_draft_in_composed_letters() -> None:
    assert {question.cy_status for question in PATHWAY.questions} == {"draft"}
    assert unicodedata.is_normalized("NFC", PUBLISHED.read_text(encoding="utf-8"))


def test_it_has_a_purpose_of_its_own_and_the_eleven_questions_have_none() -> None:
    assert PATHWAY.purpose is not None
    assert "saying no changes nothing about your help" in PATHWAY.purpose.en
    assert load_question_set().purpose is None


def test_the_life_stages_are_those_of_the_source() -> None:
    assert [stage.key for stage in PATHWAY.life_stages] == [
        "birth",
        "early_years",
        "growing_up",
        "preparing_for_adulthood",
        "adult_life",
        "ageing_well",
        "diagnosis",
        "transition",
        "end_of_life",
    ]


def test_a_life_stage_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="second_childhood"):
        PATHWAY.life_stage("second_childhood")


def test_progress_counts_to_ten() -> None:
    assert progress(PATHWAY, ()).total == 10


def test_no_question_shares_its_key_with_the_eleven() -> None:
    assert set(PATHWAY.keys).isdisjoint(load_question_set().keys)


def test_no_follow_up_is_asked_twice_and_every_question_has_one() -> None:
    prompts = [follow_up.cy for q in PATHWAY.questions for follow_up in q.follow_ups]
    assert len(prompts) == len(set(prompts))
    assert all(question.follow_ups for question in PATHWAY.questions)
