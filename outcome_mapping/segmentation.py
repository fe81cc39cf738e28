"""Cuts a text into sentences, decides the language of each, and makes them safe to tokenise.

Every sentence keeps its place in the exact text it came from, so that a finding can always
quote the words. Nothing here raises on any string.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from outcome_mapping.dictionary import dictionary_form
from outcome_mapping.language import LANGUAGES, load_language
from outcome_mapping.run_ons import shortened


# spaCy's tokeniser takes time that grows with the square of an unbroken run of signs.
LONGEST_RUN = 4
LONGEST_CHUNK = 120
LONGEST_HEADING = 40
SHORT_LABEL = 2
# A line this long was wrapped by the programme it was pasted from.
WRAPPED = 60
MIXED_VOTES = 2
# Shorter words are often words of both languages.
TELLING_LETTERS = 3

# Possessive quantifiers and the look-behind keep a run of 20,000 dots linear.
_BREAK = re.compile(
    r"(?P<line>[\n\r\u2028\u2029\v\f\x85]++)"
    r"|(?P<stop>(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s|$))"
    r"|(?P<tight>(?-i:(?<=[a-z][a-z])[.!?](?=[A-Z][a-z])))"
    r"|(?P<bullet>(?<=[ \t])[•▪◦‣●·*–—-](?=[ \t]))"
    r"|(?P<mark>(?<=[ \t])(?=\(?[0-9a-hA-H]{1,2}\)[ \t]))"
    r"|(?P<point>(?<=[ \t])(?=\d{1,2}\.[ \t]))"
    r"|\b(?=(?:next|new) bullet ?point\b|(?<!next )(?<!new )bullet ?point\b|"
    r"new (?:line|paragraph)\b|pwynt bwled\b|llinell newydd\b|paragraff newydd\b)"
    r"|(?P<heading>:(?=[ \t]))"
    r"|;(?=\s)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:\d{1,2}|[a-z])$", re.IGNORECASE)
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")
_INITIAL = re.compile(r"[A-HJ-Z]$")
_HEADING = re.compile(r"[A-ZÂÊÎÔÛŴŶ][\w'’/&+-]*(?:[ /][\w'’/&+-]+){0,3}$")
_BULLETED = re.compile(r"\s*(?:[-–—*•▪◦‣●·]|\(?\w{1,2}[.)])\s")
_DAY = "mon|tue|wed|thu|fri|sat|sun|llun|iau|sad|sul"
_SPAN = re.compile(rf"(?:\d|\b(?:{_DAY})[a-z]*) $", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_STRAIGHT = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"}


@dataclass(frozen=True)
class Sentence:
    """A stretch of the text, with the languages it should be read in, the likeliest first."""

    start: int
    end: int
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Prepared:
    """A sentence made safe to tokenise; `offsets[i]` is where its i-th character stands."""

    text: str
    offsets: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Turn a span of the prepared text into the same words' place in the exact text."""
        return self.offsets[start], self.offsets[end - 1] + 1


def sentences(text: str, language: str | None = None) -> tuple[Sentence, ...]:
    """Cut a text into sentences and decide each one's language from its small words.

    The language of the conversation, or else of most of the text, is only for what its own words
    leave open: people speak Welsh in an English conversation, and the other way round.
    """
    stretches = list(_stretches(text))
    whole = _votes(_words(text))
    fallback = language or max(LANGUAGES, key=lambda name: (whole[name], name == "en"))
    found: list[Sentence] = []
    for start, end in stretches:
        languages = _languages(text[start:end], fallback)
        found.append(Sentence(start=start, end=end, languages=languages))
    return tuple(found)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(text):
        if not _breaks(text, start, match):
            continue
        yield from _parts(text, start, match.end())
        start = match.end()
    yield from _parts(text, start, len(text))


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for left, right in _trimmed(text, start, end):
        yield from shortened(text, left, right)


def _breaks(text: str, start: int, match: re.Match[str]) -> bool:
    return _TESTS.get(match.lastgroup or "", _always)(text, start, match)


def _always(_text: str, _start: int, _match: re.Match[str]) -> bool:
    return True


def _line_breaks(text: str, start: int, match: re.Match[str]) -> bool:
    """Pass over the end of a long line that the next one carries on: it was only wrapped."""
    after = text[match.end() : match.end() + 4]
    wrapped = match.start() - start >= WRAPPED and match.group() in ("\n", "\r\n")
    return not (wrapped and after[:1].islower() and not _BULLETED.match(after))


def _stop_breaks(text: str, start: int, match: re.Match[str]) -> bool:
    signs = match.group()
    following = text[match.end() : match.end() + 3].lstrip(" \t\"'“‘(")[:1]
    if signs == ".":
        return _full_stop_breaks(text, start, match.start(), following)
    carries_on = following.islower() and not text[match.end() : match.end() + 1].strip()
    trails_off = set(signs) <= set(".…") and len(signs) + signs.count("…") > 1
    return not (carries_on and (trails_off or signs[-1] in "\"'”’"))


def _full_stop_breaks(text: str, start: int, stop: int, following: str) -> bool:
    before = text[max(start, stop - 14) : stop].split()
    if not before:
        return True
    word = before[-1].lstrip("(\"'“‘[")
    if len(before) == 1 and stop - start <= 4 and _NUMBER.match(word):
        return False
    if _INITIAL.match(word):
        return not following.isupper()
    kind = _abbreviation(word)
    if kind == "never":
        return False
    return not (kind == "may" and following and not following.isupper())


def _abbreviation(word: str) -> str:
    lower = word.lower().replace("’", "'")
    languages = [load_language(name) for name in LANGUAGES]
    if any(lower in one.abbreviations for one in languages):
        return "never"
    if _DOTTED.match(word) or any(lower in one.closing_abbreviations for one in languages):
        return "may"
    return ""


def _bullet_breaks(text: str, start: int, match: re.Match[str]) -> bool:
    """Pass over a dash between two times or two days: it is no bullet."""
    before = text[max(start, match.start() - 12) : match.start()]
    return match.group() in "•▪◦‣●*" or not _SPAN.search(before)


def _point_breaks(text: str, start: int, match: re.Match[str]) -> bool:
    """Take a number with a full stop for a point only after the point numbered before it."""
    number = int(text[match.start() : match.start() + 2].rstrip("."))
    return text[start : start + 8].lstrip(" (").startswith(f"{number - 1}.")


def _heading_breaks(text: str, start: int, match: re.Match[str]) -> bool:
    """Keep a label and the word or two after it ("Family: none") together."""
    if match.start() - start > LONGEST_HEADING:
        return False
    if not _HEADING.match(text[start : match.start()].strip()):
        return False
    line = text[match.end() : match.end() + LONGEST_CHUNK].split("\n")[0]
    return len(line.split(".")[0].split()) > SHORT_LABEL


_TESTS = {
    "line": _line_breaks,
    "stop": _stop_breaks,
    "tight": _stop_breaks,
    "bullet": _bullet_breaks,
    "point": _point_breaks,
    "heading": _heading_breaks,
}


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    if left < right:
        yield start + left, start + right


def _words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def _votes(words: Sequence[str]) -> dict[str, int]:
    return {
        name: sum(_is_small(word, load_language(name).function_words) for word in words)
        for name in LANGUAGES
    }


def _is_small(word: str, function_words: frozenset[str]) -> bool:
    return word in function_words or ("'" in word and word.split("'")[0] in function_words)


def _languages(text: str, fallback: str) -> tuple[str, ...]:
    words = _words(text)
    votes = _votes(words)
    if votes["cy"] == votes["en"]:
        best = _by_dictionary(words, fallback)
    else:
        best = max(LANGUAGES, key=votes.__getitem__)
    others = (
        name
        for name in LANGUAGES
        if name != best and votes[name] >= MIXED_VOTES and votes[name] * 3 >= votes[best]
    )
    return (best, *others)


def _by_dictionary(words: Sequence[str], fallback: str) -> str:
    """Decide by a Welsh dictionary: all of it must be Welsh, or most of it must not be."""
    stems = [word.partition("'")[0] for word in words]
    telling = [stem for stem in stems if len(stem) >= TELLING_LETTERS]
    welsh = sum(dictionary_form(stem) is not None for stem in telling)
    if telling and welsh == len(telling):
        return "cy"
    return "en" if welsh * 2 < len(telling) else fallback


def prepare(text: str, start: int, end: int) -> Prepared:
    """Shorten unbroken runs and straighten apostrophes, remembering where each letter stood."""
    letters: list[str] = []
    offsets: list[int] = []
    run = chunk = 0
    for position in range(start, end):
        letter = _plain(text[position])
        if letter == " ":
            run = chunk = 0
            if letters and letters[-1] == " ":
                continue
        else:
            run = 0 if letter.isalnum() else run + 1
            chunk += 1
            if run > LONGEST_RUN or chunk > LONGEST_CHUNK:
                continue
        letters.append(letter)
        offsets.append(position)
    return Prepared(text="".join(letters), offsets=tuple(offsets))


@lru_cache(4096)  # more letters than people write in
def _plain(letter: str) -> str:
    if letter.isspace() or ord(letter) < 32 or letter == "\u200b":
        return " "
    if "\ud800" <= letter <= "\udfff":
        return "\ufffd"
    return _STRAIGHT.get(letter, letter)
