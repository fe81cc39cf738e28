"""The arithmetic of a track record: how often people kept what was suggested, and how sure that is.

Pure numbers in, numbers out. A *rule* has no recall of its own, for nobody knows which rule should
have found what a person added; it is judged by its precision. A *key* is judged by its F1.
"""

import math
from dataclasses import dataclass
from typing import Final


RULE: Final = "rule"
MODEL: Final = "model."  # how the name of a model begins, where a rule's name would stand

PAUSE_BELOW: Final = 0.75
DECISIONS_NEEDED: Final = 30
SHOWN_FROM: Final = 8
_Z: Final = 1.959963984540054  # two-sided 95 %


@dataclass(frozen=True)
class Share:
    """A share between 0 and 1, with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Tally:
    """How many suggestions were kept and set aside, and how many tags were added by hand."""

    kept: int = 0
    set_aside: int = 0
    added: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.kept + other.kept, self.set_aside + other.set_aside, self.added + other.added
        )

    @property
    def suggested(self) -> int:
        """Return how many suggestions were decided upon."""
        return self.kept + self.set_aside

    @property
    def decided(self) -> int:
        """Return how many decisions there were in all."""
        return self.suggested + self.added

    def precision(self) -> Share | None:
        """Return the share of the suggestions that was kept."""
        return wilson(self.kept, self.suggested)

    def recall(self) -> Share | None:
        """Return the share of the tags people wanted that had been suggested."""
        return wilson(self.kept, self.kept + self.added)

    def f1(self) -> Share | None:
        """Return F1 = 2·kept / (2·kept + set aside + added).

        With J, the share of all decisions that kept a suggestion, F1 = 2J / (1 + J), which only
        grows with J: so the Wilson interval of J, carried over, is an interval of F1.
        """
        agreed = wilson(self.kept, self.decided)
        if agreed is None:
            return None
        value = 2 * self.kept / (self.kept + self.decided)
        return Share(value, _f1(agreed.low), _f1(agreed.high))


def wilson(successes: int, tries: int) -> Share | None:
    """Return a share with Wilson's score interval, which holds for few tries and near 0 and 1."""
    if tries == 0:
        return None
    share, z2 = successes / tries, _Z * _Z
    middle = share + z2 / (2 * tries)
    spread = _Z * math.sqrt(share * (1 - share) / tries + z2 / (4 * tries * tries))
    whole = 1 + z2 / tries
    low = 0.0 if successes == 0 else (middle - spread) / whole
    high = 1.0 if successes == tries else (middle + spread) / whole
    return Share(share, low, high)


def _f1(agreed: float) -> float:
    return 2 * agreed / (1 + agreed)


def unit(rule: str, kind: str, key: str) -> str:
    """Name what is judged as one rule: a rule, or what a model says of one key.

    One bad key must not silence a whole model.
    """
    return f"{rule}:{kind}:{key}" if rule.startswith(MODEL) else rule


def score(kind: str, tally: Tally) -> Share | None:
    """Return the figure a rule or a key is judged by."""
    return tally.precision() if kind == RULE else tally.f1()


def is_enough(tally: Tally) -> bool:
    """Say whether there are decisions enough to judge by; without a suggestion nothing is."""
    return tally.decided >= DECISIONS_NEEDED and tally.suggested > 0


def is_to_pause(kind: str, tally: Tally) -> bool:
    """Say whether these figures stop a rule or a key from suggesting."""
    figure = score(kind, tally)
    return is_enough(tally) and figure is not None and figure.value < PAUSE_BELOW
