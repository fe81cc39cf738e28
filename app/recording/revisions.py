"""When an earlier wording is kept: the rule for autosaves that follow one another.

Somebody who is still typing makes one wording out of many saves; only the last is worth keeping.
A wording is kept for good once it stands for something: another writer comes after it, some time
passes, a tag was decided upon it, or two wordings met and a person chose between them.
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Final


STILL_TYPING: Final = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Wording:
    """What the rule needs to know of the wording that is about to be replaced."""

    saved_by: uuid.UUID
    saved_at: dt.datetime
    has_tags: bool


def is_kept(earlier: Wording, *, next_by: uuid.UUID, at: dt.datetime) -> bool:
    """Say whether the earlier wording is kept when the next one is saved."""
    return earlier.saved_by != next_by or earlier.has_tags or at - earlier.saved_at > STILL_TYPING
