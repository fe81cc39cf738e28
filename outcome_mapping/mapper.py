"""Turns a text into findings: which tags its words may stand for, and why.

Rules and a small model read every passage together. The model weighs what the rules found; the
rules say why where they found it, and the nearest hand-written example where they did not.
"""

import time
from typing import Final

from outcome_mapping.classifier import load_classifier
from outcome_mapping.findings import Finding
from outcome_mapping.gloss import load_words
from outcome_mapping.language import LANGUAGES
from outcome_mapping.passages import findings_in, passages
from outcome_mapping.pipeline import load_pipeline
from outcome_mapping.questions import prior_for
from outcome_mapping.rule_layer import strong_enough, told_in
from outcome_mapping.said import places_of


MAPPER_VERSION: Final = "joint-14"

# Of the two seconds allowed: what is begun when these are over is still finished.
MOST_SECONDS: Final = 1.4
LOOK_EVERY_WORDS: Final = 100
MOST_CHARACTERS: Final = 60_000


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
        read = []
        for passage in passages(places, prior):
            read.append(passage)
            patience.check(passage.length())
        long = [one for one in read if one.speaks_enough()]
        opinions = classifier.read([one.stretch() for one in long])
        parts = classifier.read([part.stretch() for one in long for part in one.parts])
        found: list[Finding] = []
        for one in read:
            patience.check(one.length())
            if one.speaks_enough():
                found += findings_in(one, next(opinions), [next(parts) for _part in one.parts])
            else:
                found += strong_enough(one.heard, prior)
        return told_in(places, found)


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
