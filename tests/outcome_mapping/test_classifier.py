"""The model says how likely each tag is, which words say so, and which example is nearest."""

import pytest

from outcome_mapping.classifier import (
    STRENGTH,
    Classifier,
    Key,
    Opinion,
    Stretch,
    load_classifier,
    which_count,
)
from outcome_mapping.framework import KINDS, load_framework
from outcome_mapping.training.utterances import held_out, load_utterances


PEOPLE: Key = ("asset", "PEOPLE")
HELP = "My daughter comes every day and does my shopping and my tablets."
SAID = (
    HELP,
    "I fell in the bath on Sunday.",
    "It rained.",
    "They never told me what I could ask for.",
)


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    """Give the model, loaded once."""
    return load_classifier()


def read(classifier: Classifier, *texts: str, question: int | None = None) -> list[Opinion]:
    """Read some texts without telling what the rules found."""
    return list(classifier.read([Stretch(text, {}, question) for text in texts]))


def test_the_model_knows_every_key_of_the_framework(classifier: Classifier) -> None:
    framework = load_framework()
    known = {(kind, key) for kind in KINDS for key in framework.keys(kind)}
    assert set(classifier.settings.keys) == known


def test_every_key_has_a_probability_and_counts_from_its_threshold(classifier: Classifier) -> None:
    for opinion in read(classifier, *SAID):
        for key, least in zip(
            classifier.settings.keys, classifier.settings.thresholds, strict=True
        ):
            assert 0 <= opinion.probability[key] <= 1
            reached = opinion.probability[key] >= least
            assert (key in opinion.found) == reached or key[0] == "asset"
            assert key in opinion.found or not reached


def test_a_strength_counts_for_the_asset_that_is_nearest_to_counting() -> None:
    heard = {STRENGTH: 1.2, PEOPLE: 0.9, ("asset", "SELF"): 0.85, ("domain", "HOME"): 0.99}
    assert which_count(heard) == {STRENGTH, PEOPLE}
    assert which_count(heard | {("asset", "SELF"): 1.0}) == {STRENGTH, ("asset", "SELF")}
    assert which_count(heard | {STRENGTH: 0.99}) == frozenset()
    assert which_count(heard | {PEOPLE: 0.7, ("asset", "SELF"): 0.7}) == {STRENGTH}


def test_the_shares_of_the_words_are_their_part_of_the_score(classifier: Classifier) -> None:
    """Two texts that differ in their words alone differ in score by what the words bring."""
    one, other = read(classifier, HELP, "It rained.")
    for key in classifier.settings.keys:
        assert len(one.shares(key)) == len(one.places)
        brought = float(one.meaning @ one.heads[key] - other.meaning @ other.heads[key])
        assert one.score[key] - other.score[key] == pytest.approx(brought, abs=1e-3)
        ends = one.meaning @ one.heads[key] - one.shares(key).sum()
        assert abs(ends) < max(abs(brought), 1) * 3


def test_what_is_read_together_is_read_as_if_alone(classifier: Classifier) -> None:
    """But for what is lost in one byte a number, which one text by itself cannot show."""
    _taught, apart = held_out(load_utterances())
    texts = [one.text for one in apart if one.plain][::13]
    together = read(classifier, *texts)
    alone = [opinion for text in texts for opinion in read(classifier, text)]
    far = [
        abs(beside.probability[key] - single.probability[key])
        for beside, single in zip(together, alone, strict=True)
        for key in classifier.settings.keys
    ]
    assert sum(far) / len(far) < 0.01
    differing = sum(
        len(beside.found ^ single.found) for beside, single in zip(together, alone, strict=True)
    )
    assert differing < 0.05 * sum(len(single.found) for single in alone)


def test_the_same_words_give_the_same_numbers(classifier: Classifier) -> None:
    first, second = read(classifier, *SAID), read(Classifier(), *SAID)
    assert [one.probability for one in first] == [one.probability for one in second]


def test_the_question_is_a_prior(classifier: Classifier) -> None:
    [nothing], [asked] = read(classifier, "My sister."), read(classifier, "My sister.", question=9)
    assert asked.probability[PEOPLE] > nothing.probability[PEOPLE]


def test_what_the_rules_found_is_weighed(classifier: Classifier) -> None:
    [without] = read(classifier, HELP)
    [told] = classifier.read([Stretch(HELP, {"withheld:PEOPLE": 1.0, "qualifier:lost": 1.0})])
    assert told.score[PEOPLE] < without.score[PEOPLE]


def test_the_words_of_a_key_are_a_few_neighbours(classifier: Classifier) -> None:
    text = "The kettle is new. My daughter comes every day and does my shopping. It is raining."
    [opinion] = read(classifier, text)
    start, end = opinion.words(PEOPLE, text)
    assert "daughter" in text[start:end]
    assert 4 <= len(text[start:end].split()) <= 8


def test_the_nearest_example_has_the_key_and_the_language(classifier: Classifier) -> None:
    [opinion] = read(classifier, HELP)
    for language in ("en", "cy"):
        for key in classifier.settings.keys:
            example = classifier.nearest(key, opinion, language)
            assert example is not None
            assert example.text
            assert example.language == language


def test_a_very_long_stretch_is_read_as_far_as_it_goes(classifier: Classifier) -> None:
    [opinion] = read(classifier, "no " * 5_000)
    assert len(opinion.places) <= 126
