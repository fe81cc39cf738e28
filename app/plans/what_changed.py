"""What changed from one version of a plan to another, line by line. Pure.

Lines are compared by their key. A quote's key is made of its words, so a quote that was put into
other words is found again by how many words the two share.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final


class ChangeKind(StrEnum):
    """What happened to a line."""

    ADDED = "added"
    TAKEN_OUT = "taken_out"
    REWORDED = "reworded"
    BESIDE = "beside"  # the words are as they were; what stands beside them is not


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One line of a plan as it reads: where it stands, its words, and what stands beside them."""

    key: str
    part: str
    words: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One line that is not as it was; ``gone`` and ``come`` are what stood and stands beside it."""

    kind: ChangeKind
    part: str
    before: str = ""
    after: str = ""
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()


# Two lines that share this much of their words are one line put into other words.
_ALIKE: Final = 0.5
_WORD: Final = re.compile(r"\w+")


def what_changed(before: Sequence[ToldLine], after: Sequence[ToldLine]) -> tuple[Change, ...]:
    """Return every change, in the order of the later version; what is gone stands last of all."""
    old = {line.key: line for line in before}
    new = {line.key: line for line in after}
    gone = [line for line in before if line.key not in new]
    partners = _partners(gone, [line for line in after if line.key not in old])
    changes = [_change(old.get(line.key) or partners.get(line.key), line) for line in new.values()]
    paired = {line.key for line in partners.values()}
    taken_out = [
        Change(ChangeKind.TAKEN_OUT, line.part, before=line.words, gone=line.beside)
        for line in gone
        if line.key not in paired
    ]
    return (*(change for change in changes if change is not None), *taken_out)


def _change(old: ToldLine | None, new: ToldLine) -> Change | None:
    if old is None:
        return Change(ChangeKind.ADDED, new.part, after=new.words, come=new.beside)
    gone = _only_in(old.beside, new.beside)
    come = _only_in(new.beside, old.beside)
    change = Change(ChangeKind.REWORDED, new.part, old.words, new.words, gone, come)
    if old.words != new.words:
        return change
    return replace(change, kind=ChangeKind.BESIDE) if gone or come else None


def _only_in(these: Iterable[str], those: Sequence[str]) -> tuple[str, ...]:
    return tuple(each for each in these if each not in those)


def _partners(gone: Sequence[ToldLine], come: Sequence[ToldLine]) -> dict[str, ToldLine]:
    """Return, for each new line, the line that it was before, where there is one; none twice."""
    alike = sorted(
        (
            (-share, place, new.key, old)
            for place, new in enumerate(come)
            for old in gone
            if old.part == new.part and (share := _share(old.words, new.words)) >= _ALIKE
        ),
        key=lambda each: each[:3],
    )
    found: dict[str, ToldLine] = {}
    for _share_of, _place, key, old in alike:
        if key not in found and old not in found.values():
            found[key] = old
    return found


def _share(one: str, other: str) -> float:
    these, those = set(_WORD.findall(one.casefold())), set(_WORD.findall(other.casefold()))
    return len(these & those) / max(1, len(these | those))
