"""Reads a few sentences together, and says which of them each tag is told in.

What is said in one sentence is often only understood from its neighbours, so rules and model weigh
what is in a passage as a whole. Each of its sentences is then read alone, to place what was found.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from outcome_mapping.classifier import STRENGTH, Key, Opinion, Stretch, load_classifier
from outcome_mapping.findings import Finding
from outcome_mapping.framework import load_framework
from outcome_mapping.gloss import Gloss, for_the_model
from outcome_mapping.questions import Prior
from outcome_mapping.rule_layer import Heard, hear_each, outermost, together
from outcome_mapping.said import Place


# Up to here an answer is read in one go, as the utterances are that the model learned from.
WHOLE_SENTENCES: Final = 3
WHOLE_WORDS: Final = 70
# A word or two ("My sister.") is left to the rules: the model learned from sentences.
FEW_WORDS: Final = 2
# Whoever is named in so few ("Mum and Dad.") is what the question asks for.
NAMED_WORDS: Final = 3
# A danger this likely among other things is looked for in each sentence alone.
NOT_QUITE_HEARD: Final = 0.15

RISK: Final[Key] = ("element", "RISK")
# Where people are a danger, nobody whom the rules hear as its source is called a strength.
DANGER_FROM_PEOPLE: Final[frozenset[Key]] = frozenset({("domain", "PROTECT"), RISK})
# These follow from other findings, or from there being none.
FOLLOWING: Final[frozenset[Key]] = frozenset({STRENGTH, ("element", "CIRCUMSTANCE")})

CLOSE_EN: Final = "close in meaning to an example written for this project: “%s”"
CLOSE_CY: Final = "agos o ran ystyr at enghraifft a ysgrifennwyd ar gyfer y prosiect hwn: “%s”"


@dataclass(frozen=True)
class Passage:
    """Some sentences that are read together, and what the rules heard in each."""

    places: tuple[Place, ...]
    heard_in: tuple[Heard, ...]
    prior: Prior | None

    @cached_property
    def heard(self) -> Heard:
        """Give what the rules heard in all of it."""
        return together(self.heard_in)

    @cached_property
    def words(self) -> Gloss:
        """Give the words as the model reads them."""
        return for_the_model(self.places)

    @cached_property
    def parts(self) -> tuple["Passage", ...]:
        """Give each sentence as a passage of its own, if there are several."""
        if len(self.places) == 1:
            return ()
        return tuple(
            Passage((place,), (heard,), self.prior)
            for place, heard in zip(self.places, self.heard_in, strict=True)
        )

    def length(self) -> int:
        """Count the words."""
        return sum(map(Place.words, self.places))

    def speaks_enough(self) -> bool:
        """Tell whether there are words enough for the model to read."""
        return self.length() > FEW_WORDS

    def stretch(self) -> Stretch:
        """Give all that the model is told."""
        asked = self.prior.number if self.prior else None
        return Stretch(self.words.text, self.heard.features(), asked)


def passages(places: Sequence[Place], prior: Prior | None) -> Iterator[Passage]:
    """Take a short answer as a whole, and a long one sentence by sentence."""
    speaking = tuple(place for place in places if place.speaks())
    heard = hear_each(speaking, prior)
    short = len(speaking) <= WHOLE_SENTENCES and sum(map(Place.words, speaking)) <= WHOLE_WORDS
    if speaking and short:
        yield Passage(speaking, tuple(heard), prior)
    else:
        for place, one in zip(speaking, heard, strict=True):
            yield Passage((place,), (one,), prior)


def findings_in(passage: Passage, whole: Opinion, parts: Sequence[Opinion]) -> list[Finding]:
    """Find what a passage tells of, and where, from what the model makes of it and of its parts."""
    sentences, each = (passage.parts, parts) if parts else ([passage], [whole])
    told = whole.found | _drowned(passage, whole, parts)
    suspects = passage.heard.feared
    unheard = suspects and RISK not in told
    if told >= DANGER_FROM_PEOPLE:
        suspects |= passage.heard.harmful
    named = passage.prior.asset if passage.prior and passage.length() <= NAMED_WORDS else None
    placed = _placed(told, sentences, each)
    found: list[Finding] = []
    for number, (sentence, opinion) in enumerate(zip(sentences, each, strict=True)):
        here = {key for key, numbers in placed.items() if number in numbers}
        believed = here if sentence.speaks_enough() else told
        heard = [
            one
            for one in sentence.heard.findings
            if (one.kind, one.key) in believed
            # A question's own short answer stands, whatever the model thinks.
            or one.rule.startswith("question.")
            or one.key == named
            # And so does what is said of a helper, if the model hears no danger at all.
            or (unheard and one.qualifier == "harmful" and (one.kind, one.key) == RISK)
        ]
        by_rules = outermost(heard)
        found += by_rules
        settled = {(one.kind, one.key) for one in by_rules} | {("asset", key) for key in suspects}
        for key in sorted(here - settled - FOLLOWING):
            likely = max(whole.probability[key], opinion.probability[key])
            found.append(_by_model(sentence, opinion, key, likely))
    return found


def _drowned(passage: Passage, whole: Opinion, parts: Sequence[Opinion]) -> set[Key]:
    """Find what a sentence alone tells of, though its neighbours drowned it.

    That is an asset that rules heard there, or a danger that was not quite heard.
    """
    danger = whole.probability[RISK] >= NOT_QUITE_HEARD
    found: set[Key] = set()
    for sentence, opinion in zip(passage.parts, parts, strict=True):
        if sentence.speaks_enough():
            heard = {("asset", one.key) for one in sentence.heard.findings if one.kind == "asset"}
            found |= opinion.found & (heard | {RISK} if danger else heard)
    return found


def _placed(
    told: frozenset[Key], sentences: Sequence[Passage], each: Sequence[Opinion]
) -> dict[Key, list[int]]:
    """Say which sentences tell of each key: those that do so by themselves, or else the likeliest.

    A statement is told where its domain is, and nowhere without it.
    """
    numbers = range(len(sentences))
    enough = [number for number in numbers if sentences[number].speaks_enough()] or list(numbers)
    placed: dict[Key, list[int]] = {}
    for key in sorted(told):
        among = enough
        if key[0] == "statement":
            among = placed.get(("domain", load_framework().domain_of(key[1])), [])
        sure = [number for number in among if key in each[number].found]
        likeliest = sorted(among, key=lambda number: -each[number].probability[key])[:1]
        placed[key] = sure or likeliest
    return placed


def _by_model(sentence: Passage, opinion: Opinion, key: Key, likely: float) -> Finding:
    classifier = load_classifier()
    start, end = sentence.words.original(*opinion.words(key, sentence.words.text))
    example = classifier.nearest(key, opinion, sentence.places[0].sentence.languages[0])
    quoted = example.text if example else "…"
    return Finding(
        kind=key[0],
        key=key[1],
        start=start,
        end=end,
        source="model",
        rule=f"model.{classifier.settings.version}",
        score=likely,
        reason_en=CLOSE_EN % quoted,
        reason_cy=CLOSE_CY % quoted,
    )
