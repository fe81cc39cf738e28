"""The scale a person may use to say where they are with something that matters to them.

A number here belongs to one outcome on one day and is how the person sees it themselves. It is
never added up, never averaged and never stands for anybody. The words round it are the labels'.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class ScaleKey(StrEnum):
    """Which scale, kept beside every number. Stored by value: never rename one."""

    ONE_TO_TEN = "one_to_ten"
    NOUGHT_TO_TEN = "nought_to_ten"
    ONE_TO_FIVE = "one_to_five"
    WORDS_ONLY = "words_only"


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers a scale offers; one in words only offers none."""

    key: ScaleKey
    lowest: int
    highest: int

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the numbers on offer, the lowest first."""
        return tuple(range(self.lowest, self.highest + 1))


_SCALES: Final = {
    ScaleKey.ONE_TO_TEN: Scale(ScaleKey.ONE_TO_TEN, 1, 10),
    ScaleKey.NOUGHT_TO_TEN: Scale(ScaleKey.NOUGHT_TO_TEN, 0, 10),
    ScaleKey.ONE_TO_FIVE: Scale(ScaleKey.ONE_TO_FIVE, 1, 5),
    ScaleKey.WORDS_ONLY: Scale(ScaleKey.WORDS_ONLY, 1, 0),
}


def scale_called(key: str) -> Scale:
    """Return the scale that a setting or a stored number names."""
    return _SCALES[ScaleKey(key)]


@dataclass(frozen=True, slots=True)
class Placing:
    """Where the person puts themselves: in words, and on a scale if they wanted to use one."""

    words: str = ""
    scale: ScaleKey | None = None
    value: int | None = None
    hoped_for: int | None = None
