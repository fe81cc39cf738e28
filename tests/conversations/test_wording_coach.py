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


FLAGGED = (
    ("view", "She needs to comply with her care plan.", "compliance"),
    ("view", "Non-compliant with tablets.", "compliance"),
    ("step", "To comply with the exercises", "compliance"),
    ("view", "Dylai gydymffurfio â'r cynllun.", "compliance"),
    ("view", "Refuses to engage.", "engagement"),
    ("view", "Mae'n gwrthod cymorth.", "engagement"),
    ("outcome", "Attend day centre 2 days", "service_as_an_outcome"),
    ("view", "Needs a package.", "service_as_an_outcome"),
    ("outcome", "Mynychu canolfan ddydd", "service_as_an_outcome"),
    ("view", "Isolated. Needs support.", "needs_support"),
    ("view", "Mae angen cymorth arni.", "needs_support"),
    ("view", "Suffers from dementia.", "suffering"),
    ("view", "He is wheelchair-bound.", "suffering"),
    ("view", "Mae'n dioddef o iselder.", "suffering"),
    ("view", "Unable to wash.", "unable"),
    ("view", "Mae'n analluog i wisgo.", "unable"),
    ("view", "Isolated. Needs support.", "isolated_or_vulnerable"),
    ("view", "Mae hi'n fregus.", "isolated_or_vulnerable"),
    ("view", "A frail lady.", "labels"),
    ("view", "Ymddygiad heriol gyda'r nos.", "labels"),
    ("view", "Family supportive.", "family_supportive"),
    ("view", "Teulu cefnogol.", "family_supportive"),
    ("view", "Risk of falls - walker provided", "bare_risk"),
    ("view", "Risg o gwympo.", "bare_risk"),
    ("step", "Ring the client", "words_for_people"),
    ("view", "Mae'r defnyddiwr gwasanaeth yn hapus.", "words_for_people"),
    ("view", "MDT on Friday, POC to follow.", "short_forms"),
    ("view", "MDT ddydd Gwener.", "short_forms"),
    ("step", "Reablement for six weeks", "office_words"),
    ("step", "Ailalluogi am chwe wythnos", "office_words"),
)

LET_BE = (
    ("step", "Attend day centre on Tuesday with Ann", "service_as_an_outcome"),
    ("step", "Needs help with the bins from Huw", "needs_support"),
    ("view", "She goes to the day centre to see her friends.", "service_as_an_outcome"),
    ("view", "Mae'n mynd i'r ganolfan ddydd i weld ei ffrindiau.", "service_as_an_outcome"),
    ("view", "She wants to engage with neighbours.", "engagement"),
    ("view", "They live on an isolated farm.", "isolated_or_vulnerable"),
    ("view", "Maen nhw'n byw mewn tŷ ynysig.", "isolated_or_vulnerable"),
    ("view", "He took a DNA test for the family tree.", "short_forms"),
    ("view", "Ann (sister) will drive on Thursdays until March.", "family_supportive"),
    ("view", "He keeps a torch by the bed, just in case.", "words_for_people"),
    ("view", "She is able to wash at the sink.", "unable"),
    ("view", "Cafodd ei hebrwng adref, heb drafferth.", "office_words"),
    ("view", "He waited patiently, a complicated afternoon.", "compliance"),
    ("view", "We talked about how long suffering he has been.", "suffering"),
    ("view", "They have a feeder for the birds in view, and a table.", "bare_risk"),
    ("view", "The label on the jar was old.", "labels"),
)


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
