"""The golden thread: for each line of the plan the words it came from, who said them, and when.

Pure. A line has what was said, or who wrote it down, or both; a line with neither cannot be made.
"""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TagKept:
    """A tag that somebody confirmed on the words, with who and when."""

    kind: str
    key: str
    kept_by: str
    kept_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said: the sentence with the words in it, by whom, when, and what was confirmed.

    ``speaker`` is empty where it was the person themselves.
    """

    words: str
    question_key: str
    speaker: str
    said_on: dt.date
    tags: tuple[TagKept, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenDown:
    """Who wrote a line of the plan, and when."""

    by: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class Thread:
    """Where one line of the plan comes from."""

    heard: tuple[Heard, ...] = ()
    written: WrittenDown | None = None
    towards: str = ""  # the outcome a step is for, whose words it came from

    def __post_init__(self) -> None:
        """Refuse a line without a source."""
        if not self.heard and self.written is None:
            raise ValueError("A line of a plan has no source.")
