"""Lists of words and phrases in both languages, and where they stand in what somebody wrote.

Kept simple on purpose, so that a browser can read the same lists: words are compared in lower case
and without accents; ``*`` ends a word anyhow; a Welsh phrase also meets the mutations of its first
word; where a phrase of ``except`` stands, nothing of ``phrases`` is found.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from conversations.data_files import DataRecord, Sentence


Tongue = Literal["en", "cy"]
TONGUES: tuple[Tongue, ...] = ("en", "cy")

_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_PHRASE = re.compile(r"[\w'’ -]+\*?")
# Longest beginnings first. What is never a beginning of its own in Welsh (such as mh) is not here.
_MUTATIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ll", ("l",)),
    ("rh", ("r",)),
    ("ch", ()),
    ("dd", ()),
    ("ff", ()),
    ("ph", ()),
    ("th", ()),
    ("p", ("b", "mh", "ph")),
    ("t", ("d", "nh", "th")),
    ("c", ("g", "ngh", "ch")),
    ("b", ("f", "m")),
    ("d", ("dd", "n")),
    ("g", ("", "ng")),
    ("m", ("f",)),
    *((vowel, (f"h{vowel}",)) for vowel in "aeiouwy"),
)


@dataclass(frozen=True)
class Found:
    """Some words of a text that are in a list, as they were written."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Reading:
    """A text made ready for comparing: its words with one space between, and where each stands."""

    text: str
    folded: str
    places: dict[int, tuple[int, int]]


def _check_phrase(phrase: str) -> str:
    if not _PHRASE.fullmatch(phrase):
        raise ValueError(f"“{phrase}” has a sign in it that no list reads")
    return phrase


Phrase = Annotated[Sentence, AfterValidator(_check_phrase)]
Phrases = Annotated[tuple[Phrase, ...], Field(min_length=1)]


class InBoth(DataRecord):
    """Phrases in each language; both must have some."""

    en: Phrases
    cy: Phrases


class Exceptions(DataRecord):
    """Phrases that hide others; a language may have none."""

    en: tuple[Phrase, ...] = ()
    cy: tuple[Phrase, ...] = ()


class WordList(DataRecord):
    """Phrases that mean one thing, and the phrases that look like them and mean another."""

    en: Phrases
    cy: Phrases
    except_: Annotated[Exceptions, Field(alias="except")] = Exceptions()

    def find(self, reading: Reading, tongues: tuple[Tongue, ...] = TONGUES) -> tuple[Found, ...]:
        """Return where the phrases stand, in the order of the text."""
        wanted, hidden = _patterns(self, tongues)
        kept = hidden.sub(lambda match: "\x00" * len(match[0]), reading.folded)
        return tuple(_found(reading, match) for match in wanted.finditer(kept))


def read(text: str) -> Reading:
    """Make a text ready for comparing."""
    parts: list[str] = []
    places: dict[int, tuple[int, int]] = {}
    length = 0
    for match in _WORD.finditer(text):
        word = _fold_word(match[0])
        places[length] = (match.start(), match.end())
        parts.append(word)
        length += len(word) + 1
    return Reading(text, " ".join(parts), places)


def sentences(text: str) -> tuple[str, ...]:
    """Cut a text where its sentences end, at a full stop or a new line."""
    return tuple(match[0].strip() for match in _SENTENCE.finditer(text) if match[0].strip())


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared."""
    return tuple(_fold_word(match[0]) for match in _WORD.finditer(text))


def mutations(word: str) -> tuple[str, ...]:
    """Return a Welsh word with the beginnings it may have."""
    for beginning, others in _MUTATIONS:
        if word.startswith(beginning):
            return (word, *(other + word[len(beginning) :] for other in others))
    return (word,)


def _of(both: WordList | Exceptions, tongue: Tongue) -> tuple[str, ...]:
    return both.cy if tongue == "cy" else both.en


def _variants(phrases: Iterable[str], tongue: Tongue) -> Iterable[str]:
    for phrase in phrases:
        folded = " ".join(words_of(phrase)) + ("*" if phrase.endswith("*") else "")
        yield from mutations(folded) if tongue == "cy" else (folded,)


def _fold_word(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@cache
def _patterns(
    words: WordList, tongues: tuple[Tongue, ...]
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds the phrases of a list, and what finds those that hide them."""
    return (
        _pattern(phrase for t in tongues for phrase in _variants(_of(words, t), t)),
        _pattern(phrase for t in tongues for phrase in _variants(_of(words.except_, t), t)),
    )


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    if not ordered:
        return re.compile(r"(?!)")
    either = "|".join(
        re.escape(phrase[:-1]) + r"\w*" if phrase.endswith("*") else re.escape(phrase)
        for phrase in ordered
    )
    return re.compile(rf"\b(?:{either})\b")


def _found(reading: Reading, match: re.Match[str]) -> Found:
    inside = [place for at, place in reading.places.items() if match.start() <= at < match.end()]
    start, end = inside[0][0], inside[-1][1]
    return Found(start, end, reading.text[start:end])
