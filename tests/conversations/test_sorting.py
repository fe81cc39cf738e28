"""To which question a sentence of free notes may belong, in both languages."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from conversations import DataFileError, load_question_set
from conversations.phrases import Tongue
from conversations.sorting import CUES, Cues, cues_of, read_cues, suggest_question
from tests.conversations.cases import BY_WORDS, SAYS_NOTHING


PUBLISHED = CUES / "what_matters.1.yaml"

# (the sentence, what the tagger heard of each question, the question suggested)
WITH_THE_TAGGER: tuple[tuple[str, dict[str, float], str | None], ...] = (
    ("She takes me on Sundays.", {"friends_and_family": 0.9}, "friends_and_family"),
    ("She takes me on Sundays.", {"friends_and_family": 0.4}, None),
    ("She takes me to chapel.", {"friends_and_family": 0.9}, "friends_and_family"),
    ("My sister takes me to chapel.", {"community": 0.9}, "community"),
    ("What if it happens again?", {"risks": 0.8, "most_concerned_about": 0.8}, "risks"),
    ("I worry.", {"risks": 0.8, "most_concerned_about": 0.8}, "most_concerned_about"),
    ("It was raining.", {}, None),
    ("It was raining.", {"a_question_nobody_asks": 1.0}, None),
)


@pytest.fixture
def cues() -> Cues:
    found = cues_of("what_matters")
    assert found is not None
    return found


@pytest.mark.parametrize(("language", "sentence", "question"), BY_WORDS)
def test_these_words_suggest_this_question(
    cues: Cues, language: Tongue, sentence: str, question: str
) -> None:
    for tongues in ((language,), ("en", "cy")):
        suggested = suggest_question(sentence, cues, tongues=tongues)
        assert suggested is not None
        assert suggested.question == question
        assert suggested.heard
        assert suggested.heard in sentence


@pytest.mark.parametrize(("language", "sentence"), SAYS_NOTHING)
def test_these_words_suggest_none(cues: Cues, language: Tongue, sentence: str) -> None:
    assert suggest_question(sentence, cues, tongues=(language,)) is None


@pytest.mark.parametrize(("sentence", "tagger", "question"), WITH_THE_TAGGER)
def test_what_the_tagger_heard_is_weighed_with_the_words(
    cues: Cues, sentence: str, tagger: dict[str, float], question: str | None
) -> None:
    suggested = suggest_question(sentence, cues, tagger=tagger)
    assert (suggested.question if suggested else None) == question


def test_every_question_of_the_set_has_words_and_rows_in_both_languages(cues: Cues) -> None:
    keys = set(load_question_set("what_matters.1").keys)
    assert {cue.question for cue in cues.cues} == keys
    for language in ("en", "cy"):
        assert {question for spoken, _said, question in BY_WORDS if spoken == language} == keys


def test_a_set_without_cues_has_no_suggestions() -> None:
    assert cues_of("another_set") is None


def _refusal(folder: Path, change: dict[str, Any], name: str = "what_matters.1.yaml") -> str:
    raw = yaml.safe_load(PUBLISHED.read_text("utf-8")) | change
    path = folder / name
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    with pytest.raises(DataFileError) as refused:
        read_cues(path)
    return str(refused.value)


def test_a_faulty_file_is_refused_by_name(tmp_path: Path) -> None:
    cue = {"question": "risks", "words": {"en": ["risk"], "cy": ["risg"]}}
    assert "two lists" in _refusal(tmp_path, {"cues": [cue, cue]})
    assert "what_matters.2" in _refusal(tmp_path, {"version": 2})
    assert "surprise" in _refusal(tmp_path, {"surprise": 1})
    one = {"question": "risks", "words": {"en": ["risk"]}}
    assert "cy" in _refusal(tmp_path, {"cues": [one]})
