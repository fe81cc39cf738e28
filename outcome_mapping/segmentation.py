"""Cuts a text into sentences, decides the language of each, and makes them safe to tokenise.

Every sentence keeps its place in the exact text it came from, so that a finding can always
quote the words. Nothing here raises on any string.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from outcome_mapping.language import LANGUAGES, load_language


# spaCy's tokeniser takes time that grows with the square of an unbroken run of signs.
LONGEST_RUN = 4
LONGEST_CHUNK = 120
GIVEN_LANGUAGE_VOTES = 2
MIXED_VOTES = 2

# Possessive quantifiers and the look-behind keep a run of 20,000 dots linear.
_BREAK = re.compile(
    r"[\n\r\u2028\u2029]++"
    r"|(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s|$)"
    r"|(?<=[ \t])[•▪*–—-](?=\s)"
    r"|;(?=\s)"
)
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

    A language given by the caller counts as two votes: a Welsh record may hold an English line.
    """
    stretches = list(_stretches(text))
    whole = _votes(text, language)
    fallback = language or max(LANGUAGES, key=lambda name: (whole[name], name == "en"))
    found: list[Sentence] = []
    for start, end in stretches:
        languages = _languages(text[start:end], language, fallback)
        found.append(Sentence(start=start, end=end, languages=languages))
    return tuple(found)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(text):
        if _ends_in_abbreviation(text, match):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    if left < right:
        yield start + left, start + right


def _ends_in_abbreviation(text: str, match: re.Match[str]) -> bool:
    if match.group() != ".":
        return False
    before = text[max(0, match.start() - 12) : match.start()].split()
    if not before:
        return False
    word = before[-1].lower().lstrip("(\"'“")
    return any(word in load_language(name).abbreviations for name in LANGUAGES)


def _votes(text: str, language: str | None) -> dict[str, int]:
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    votes = {
        name: sum(_is_small(word, load_language(name).function_words) for word in words)
        for name in LANGUAGES
    }
    if language in votes:
        votes[language] += GIVEN_LANGUAGE_VOTES
    return votes


def _is_small(word: str, function_words: frozenset[str]) -> bool:
    return word in function_words or ("'" in word and word.split("'")[0] in function_words)


def _languages(text: str, language: str | None, fallback: str) -> tuple[str, ...]:
    votes = _votes(text, language)
    best = max(LANGUAGES, key=lambda name: (votes[name], name == fallback))
    others = (
        name
        for name in LANGUAGES
        if name != best and votes[name] >= MIXED_VOTES and votes[name] * 3 >= votes[best]
    )
    return (best, *others)


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


def _plain(letter: str) -> str:
    if letter.isspace() or ord(letter) < 32 or letter == "\u200b":
        return " "
    if "\ud800" <= letter <= "\udfff":
        return "\ufffd"
    return _STRAIGHT.get(letter, letter)
