"""Turns a text into findings: which tags its words may stand for, and why.

Rules and a small model read every stretch together. The model weighs what the rules found; the
rules say why where they found it, and the nearest hand-written example where they did not.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from outcome_mapping.classifier import STRENGTH, Classifier, Key, Opinion, Stretch, load_classifier
from outcome_mapping.findings import Finding
from outcome_mapping.framework import load_framework
from outcome_mapping.gloss import Gloss, for_the_model, load_words
from outcome_mapping.language import LANGUAGES
from outcome_mapping.pipeline import load_pipeline
from outcome_mapping.questions import Prior, prior_for
from outcome_mapping.rule_layer import (
    Heard,
    Place,
    hear,
    outermost,
    places_of,
    strong_enough,
    told_in,
)


MAPPER_VERSION: Final = "joint-13"

# Up to here an answer is read in one go, as the utterances are that the model learned from.
WHOLE_SENTENCES: Final = 3
WHOLE_WORDS: Final = 70
# A word or two ("My sister.") is left to the rules: the model learned from sentences.
FEW_WORDS: Final = 2
# Whoever is named in so few ("Mum and Dad.") is what the question asks for.
NAMED_WORDS: Final = 3
# A danger this likely among other things is looked for in each sentence alone.
NOT_QUITE_HEARD: Final = 0.15
# Of the two seconds allowed: what is begun when these are over is still finished.
MOST_SECONDS: Final = 1.4
LOOK_EVERY_WORDS: Final = 100
MOST_CHARACTERS: Final = 60_000

RISK: Final[Key] = ("element", "RISK")
# Where people are a danger, nobody whom the rules hear as its source is called a strength.
DANGER_FROM_PEOPLE: Final[frozenset[Key]] = frozenset({("domain", "PROTECT"), RISK})
# These follow from other findings, or from there being none.
FOLLOWING: Final[frozenset[Key]] = frozenset({STRENGTH, ("element", "CIRCUMSTANCE")})

CLOSE_EN: Final = "close in meaning to an example written for this project: “%s”"
CLOSE_CY: Final = "agos o ran ystyr at enghraifft a ysgrifennwyd ar gyfer y prosiect hwn: “%s”"


class TooMuchToReadError(ValueError):
    """The text would take more than two seconds of a processor; nothing was suggested."""


class OutcomeMapper:
    """Suggest tags from words; it holds no state, so the same words give the same findings."""

    version = MAPPER_VERSION

    def find(
        self, text: str, question: str | int | None = None, language: str | None = None
    ) -> tuple[Finding, ...]:
        """Find what the words may stand for, in the order in which they stand.

        The question is a weak prior: it tips a doubtful finding and explains a one-word answer.
        Raises TooMuchToReadError rather than think for longer than two seconds.
        """
        if len(text) > MOST_CHARACTERS:
            raise TooMuchToReadError
        prior = prior_for(question)
        classifier = load_classifier()
        for name in LANGUAGES:
            load_pipeline(name)
        load_words()
        patience = _Patience()
        places = places_of(text, language)
        read: list[_Read] = []
        for some in _stretches(places):
            read.append(_Read(some, hear(some, prior)))
            patience.check(read[-1].length())
        found: list[Finding] = []
        long = [one.stretch(prior) for one in read if one.length() > FEW_WORDS]
        opinions = classifier.read(long)
        for one in read:
            patience.check(one.length())
            if one.length() > FEW_WORDS:
                opinion = next(opinions)
                found += _in_stretch(classifier, one, opinion, prior)
                found += _once_more(classifier, one, opinion, prior)
            else:
                found += strong_enough(one.heard, prior)
        return told_in(places, found)


@dataclass(frozen=True)
class _Read:
    """Some sentences that are read together, and what the rules heard in them."""

    places: Sequence[Place]
    heard: Heard

    @cached_property
    def words(self) -> Gloss:
        """Give the words as the model reads them."""
        return for_the_model(self.places)

    def length(self) -> int:
        """Count the words."""
        return sum(map(Place.words, self.places))

    def stretch(self, prior: Prior | None) -> Stretch:
        """Give all that the model is told."""
        return Stretch(self.words.text, self.heard.features(), prior.number if prior else None)


class _Patience:
    """Looks at the processor's clock now and then; to look is not free."""

    def __init__(self) -> None:
        self._begun = time.thread_time()
        self._words = 0

    def check(self, words: int) -> None:
        """Raise TooMuchToReadError when reading has taken too long."""
        self._words += words
        if self._words >= LOOK_EVERY_WORDS:
            self._words = 0
            if time.thread_time() - self._begun > MOST_SECONDS:
                raise TooMuchToReadError


def _stretches(places: Sequence[Place]) -> Iterator[Sequence[Place]]:
    speaking = [place for place in places if place.speaks()]
    if len(speaking) <= WHOLE_SENTENCES and sum(map(Place.words, speaking)) <= WHOLE_WORDS:
        if speaking:
            yield speaking
    else:
        yield from ([place] for place in speaking)


def _in_stretch(
    classifier: Classifier, read: _Read, opinion: Opinion, prior: Prior | None
) -> list[Finding]:
    heard = read.heard.findings
    named = prior.asset if prior and read.length() <= NAMED_WORDS else None
    found = outermost([one for one in heard if _believed(one, opinion) or one.key == named])
    settled = {(one.kind, one.key) for one in found}
    if opinion.found >= DANGER_FROM_PEOPLE:
        settled |= {("asset", key) for key in read.heard.harmful}
    for key in sorted(opinion.found - settled - FOLLOWING):
        place = read.words.original(*opinion.words(key, read.words.text))
        language = read.places[0].sentence.languages[0]
        found.append(_by_model(classifier, key, opinion, place, language))
    return [one for one in found if _has_its_domain(one, found)]


def _believed(finding: Finding, opinion: Opinion) -> bool:
    """Keep what the rules found where the model agrees; a question's own short answer stands."""
    return (finding.kind, finding.key) in opinion.found or finding.rule.startswith("question.")


def _once_more(
    classifier: Classifier, read: _Read, opinion: Opinion, prior: Prior | None
) -> list[Finding]:
    """Read a sentence alone where its neighbours may have drowned what is in it.

    That is an asset that rules heard, or a danger that was not quite heard.
    """
    if len(read.places) == 1:
        return []
    doubted = [
        one for one in read.heard.findings if one.kind == "asset" and not _believed(one, opinion)
    ]
    danger = RISK not in opinion.found and opinion.probability[RISK] >= NOT_QUITE_HEARD
    found: list[Finding] = []
    for place in read.places:
        if (danger or any(map(place.holds, doubted))) and place.words() > FEW_WORDS:
            alone = _Read([place], hear([place], prior))
            [again] = classifier.read([alone.stretch(prior)])
            found += [
                one
                for one in _in_stretch(classifier, alone, again, prior)
                if one in doubted or (danger and (one.kind, one.key) == RISK)
            ]
    return found


def _has_its_domain(finding: Finding, found: Sequence[Finding]) -> bool:
    """Keep a statement only where its domain is suggested too."""
    if finding.kind != "statement":
        return True
    domain = load_framework().domain_of(finding.key)
    return any(one.kind == "domain" and one.key == domain for one in found)


def _by_model(
    classifier: Classifier, key: Key, opinion: Opinion, place: tuple[int, int], language: str
) -> Finding:
    example = classifier.nearest(key, opinion, language)
    quoted = example.text if example else "…"
    return Finding(
        kind=key[0],
        key=key[1],
        start=place[0],
        end=place[1],
        source="model",
        rule=f"model.{classifier.settings.version}",
        score=opinion.probability[key],
        reason_en=CLOSE_EN % quoted,
        reason_cy=CLOSE_CY % quoted,
    )
