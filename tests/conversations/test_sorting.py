"""To which question a sentence of free notes may belong, in both languages."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from conversations import DataFileError, load_question_set
from conversations.phrases import Tongue
from conversations.sorting import CUES, Cues, cues_of, read_cues, suggest_question


PUBLISHED = CUES / "what_matters.1.yaml"

# (language, the sentence, the question that its words alone suggest)
BY_WORDS = (
    ("en", "I was born in Bethesda and lived here all my life.", "about_you"),
    ("cy", "Ces i fy magu ym Methesda.", "about_you"),
    ("en", "She had a fall in March and came home in April.", "what_has_been_happening"),
    ("cy", "Mae wedi bod yn yr ysbyty ddwywaith ers y Pasg.", "what_has_been_happening"),
    ("en", "What worries him most is the stairs.", "most_concerned_about"),
    ("cy", "Mae'r grisiau'n codi ofn arni.", "most_concerned_about"),
    ("en", "I'd love to sing again.", "what_matters"),
    ("cy", "Hoffwn i ganu eto.", "what_matters"),
    ("en", "There is no bus after five.", "what_prevents"),
    ("cy", "Does dim bws ar ôl pump.", "what_prevents"),
    ("en", "A rail by the bath would do it.", "could_support_help"),
    ("cy", "Mi fyddai canllaw wrth y bath yn gwneud y tro.", "could_support_help"),
    ("en", "He might fall and lie there till morning.", "risks"),
    ("cy", "Mae peryg iddi fynd ar goll.", "risks"),
    ("en", "I still cook a roast on Sundays.", "own_strengths"),
    ("cy", "Dw i'n dal i goginio cinio dydd Sul.", "own_strengths"),
    ("en", "My sister Ann rings every night.", "friends_and_family"),
    ("cy", "Mae fy chwaer yn ffonio bob nos.", "friends_and_family"),
    ("en", "Everybody at the bowls asks after her.", "community"),
    ("cy", "Mae pawb yn y capel yn holi amdani.", "community"),
    ("en", "Two mornings is not enough.", "is_it_enough"),
    ("cy", "Dydi dau fore ddim yn ddigon.", "is_it_enough"),
    # Several are met: the one that stands first in the data wins.
    ("en", "I want my sister to come more.", "what_matters"),
    ("en", "I worry that I might fall on the stairs.", "most_concerned_about"),
)

# (language, a sentence whose words say nothing, or only seem to)
SAYS_NOTHING = (
    ("en", "It was raining."),
    ("cy", "Roedd hi'n bwrw glaw."),
    ("en", "No worries, he said."),
    ("en", "Fair enough."),
    ("en", "The person liked the biscuits."),
    ("cy", "Cafodd ddwy baned."),
    ("en", ""),
)

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
