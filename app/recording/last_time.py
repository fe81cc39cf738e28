"""Words of last time in this time's answer: beside what is there, and in nobody else's mouth."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Voice:
    """Whoever said something: the person, or somebody else by name and part."""

    name: str = ""
    role: str = ""


THE_PERSON: Final = Voice()


def can_say(said: Voice, written: Voice | None, here: Collection[Voice]) -> bool:
    """Say whether words of last time can stand in this answer as the words of whoever said them.

    An answer has one voice. ``written`` is the voice of what stands there already, if anything
    does; ``here`` is everybody who is there this time besides the person.
    """
    if written is not None:
        return written == said
    return said == THE_PERSON or said in here


def beside(written: str, earlier: str) -> str:
    """Return what is written with the earlier words after it; nothing is taken away."""
    return f"{written}\n\n{earlier}" if written else earlier


def is_in(earlier: str, written: str) -> bool:
    """Say whether the earlier words stand in what is written, as they are."""
    return earlier in written
