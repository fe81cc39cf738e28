"""What the wording coach flags, what it lets be, and whose sentence it offers instead."""

from pathlib import Path

import pytest
import yaml

from conversations import DataFileError
from conversations.wording_coach import (
    WORDING,
    Place,
    load_coach,
    look_over,
    own_sentence,
    read_coach,
)
from tests.conversations.cases import FLAGGED, LET_BE


def keys(text: str, place: Place = "view", *said: str) -> set[str]:
    return {noticed.flag.key for noticed in look_over(text, place, said)}


@pytest.mark.parametrize(("place", "text", "flag"), FLAGGED)
def test_this_is_flagged(place: Place, text: str, flag: str) -> None:
    assert flag in keys(text, place)


@pytest.mark.parametrize(("place", "text", "flag"), LET_BE)
def test_this_is_let_be(place: Place, text: str, flag: str) -> None:
    assert flag not in keys(text, place)


def test_every_flag_is_in_both_tables() -> None:
    every = {flag.key for flag in load_coach().flags}
    assert {flag for _place, _text, flag in FLAGGED} == every
    assert {flag for _place, _text, flag in LET_BE} == every


@pytest.mark.parametrize(
    "text",
    [
        "“I suffer, I'm vulnerable and isolated”, she said, laughing.",
        'She said "I am a client now".',
        "He calls it ‘being housebound, isn’t it’ and smiles.",
    ],
)
def test_what_is_quoted_is_the_persons_own(text: str) -> None:
    assert keys(text) == set()


def test_a_sentence_that_was_said_word_for_word_is_the_persons_own() -> None:
    said = "I'm housebound. I feel isolated, mind."
    assert keys("I feel isolated, mind", "outcome", said) == set()
    assert keys("Feels isolated", "outcome", said) == {"isolated_or_vulnerable"}


def test_each_flag_is_given_once_in_the_order_of_the_text_with_the_very_words() -> None:
    noticed = look_over("Frail. SUFFERS  from pain, suffers from cold; frail.", "view")
    assert [(one.flag.key, one.words) for one in noticed] == [
        ("labels", "Frail"),
        ("suffering", "SUFFERS  from"),
    ]


def test_the_sentence_that_speaks_of_the_same_is_offered() -> None:
    said = ["I like tea. I want to bowl on Thursdays again.", "The lads are gone."]
    offered = own_sentence("Wants Thursdays at the day centre", said, alike=True)
    assert offered == "I want to bowl on Thursdays again."


def test_words_that_everybody_uses_are_no_likeness() -> None:
    assert own_sentence("There should be carers", ["There is a dog."], alike=True) == ""
    assert own_sentence("Mae angen gofalwyr", ["Mae angen paent."], alike=True) == ""


def test_where_nothing_is_alike_a_sentence_in_the_first_person_comes_first_or_none() -> None:
    said = ["The stairs are steep. I miss the lads."]
    assert own_sentence("Isolated.", said, alike=False) == "I miss the lads."
    assert own_sentence("Isolated.", said, alike=True) == ""
    assert own_sentence("Isolated.", [], alike=False) == ""


def test_no_flag_would_flag_its_own_reason() -> None:
    for flag in load_coach().flags:
        assert keys(flag.why.en) <= {flag.key}, flag.key
        assert keys(flag.why.cy) <= {flag.key}, flag.key


def test_a_reason_without_its_welsh_is_refused(tmp_path: Path) -> None:
    raw = yaml.safe_load((WORDING / "coach.1.yaml").read_text(encoding="utf-8"))
    del raw["flags"][0]["why"]["cy"]
    path = tmp_path / "coach.1.yaml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    with pytest.raises(DataFileError, match="flags > compliance > why > cy"):
        read_coach(path)
