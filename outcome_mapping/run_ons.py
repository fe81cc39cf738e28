"""Cuts a sentence that runs on, as speech without punctuation does, where a clause opens."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from outcome_mapping.language import LANGUAGES, load_language


LONG = 40
LONGEST = 90
SHORTEST_PART = 7
BEST_PART = 22
# How far past the best place a stronger opener may stand and still be chosen.
_STRONG, _WEAK, _COMMA = 30, 14, 0

_WORD = re.compile(r"\S+")
_EDGES = "\"'“”‘’()[]*-–—"
_OPENING = re.compile(r"(?:(?<=\s)|^)[\"'“‘]")
_CLOSING = re.compile(r"[\"'”’](?=[\s.,;:!?]|$)")
_LONGEST_QUOTE = 400


def shortened(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a stretch of a text so that no part has more than `LONGEST` words."""
    found = [(match.start(), match.end()) for match in _WORD.finditer(text, start, end)]
    if len(found) <= LONG:
        yield start, end
        return
    words = [_plain(text[left:right]) for left, right in found]
    commas = [text[right - 1] == "," for _left, right in found]
    quoted = _quoted(text, start, end)
    begin, last = 0, len(words) - SHORTEST_PART
    while len(words) - begin > LONG:
        strengths = {
            place: strength
            for place in range(begin + SHORTEST_PART, min(begin + LONGEST, last))
            if not _inside(found[place][0], quoted)
            and (strength := _strength(words, commas, place)) is not None
        }
        cut = _best(strengths, begin, len(words))
        if cut is None:
            break
        yield found[begin][0], found[cut - 1][1]
        begin = cut
    yield found[begin][0], end


def _best(strengths: dict[int, int], begin: int, total: int) -> int | None:
    """Choose an opener near a good length; only a list or a quote too long is cut anywhere."""
    near = {place: worth for place, worth in strengths.items() if place - begin <= LONG}
    openers = {place: worth for place, worth in near.items() if worth > _COMMA}
    openers = openers or {place: worth for place, worth in strengths.items() if worth > _COMMA}
    if not openers and total - begin > LONGEST:
        openers = near or strengths
        if not openers:
            return begin + LONG
    if not openers:
        return None
    return min(openers, key=lambda place: (abs(place - begin - BEST_PART) - openers[place], place))


def _strength(words: Sequence[str], commas: Sequence[bool], place: int) -> int | None:
    single, double = words[place], " ".join(words[place : place + 2])
    strong, joining, subjects = _openers()
    if single in strong or double in strong:
        return _STRONG
    if words[place + 1] in subjects and (single in joining):
        return _WEAK
    if commas[place - 1]:
        return _WEAK if single in subjects else _COMMA
    return None


@cache
def _openers() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    languages = [load_language(name) for name in LANGUAGES]
    return (
        frozenset(phrase for one in languages for phrase in one.run_on_openers),
        frozenset().union(*(one.joining_words for one in languages)),
        frozenset().union(*(one.subjects for one in languages)),
    )


def _plain(word: str) -> str:
    return word.strip(_EDGES + ".,;:!?…").lower().replace("’", "'")


def _quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Find the quotes that close again within a reasonable length, in their order."""
    found: list[tuple[int, int]] = []
    place = start
    while opening := _OPENING.search(text, place, end):
        closing = _CLOSING.search(text, opening.end(), min(end, opening.end() + _LONGEST_QUOTE))
        place = opening.end()
        if closing:
            found.append((opening.start(), closing.end()))
            place = closing.end()
    return found


def _inside(place: int, quoted: list[tuple[int, int]]) -> bool:
    number = bisect_right(quoted, (place, place)) - 1
    return number >= 0 and quoted[number][0] < place < quoted[number][1]
