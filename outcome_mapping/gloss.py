"""Puts a Welsh sentence into English word by word, and writes out what practitioners shorten.

For the model's eyes only.

The encoder has read far more English than Welsh. A gloss written by hand for this project
(`glossary/cy.tsv`) gives each word or phrase its commonest sense in such talk; nobody is ever shown
the result. One thing of grammar is put right, because it says who is hurt and who is helped:
"fy nharo i" is "hit me", and not "my hit I" (`glossary/cy_done_to_somebody.tsv`). Every letter of a
gloss knows the Welsh words it stands for, so that a finding still quotes what was said. So it is
with "POC" and "DN" in an English sentence (`glossary/en.tsv`), which the encoder has hardly read.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from outcome_mapping.data import ROOT, BadDataError
from outcome_mapping.dictionary import dictionary_form, load_dictionary
from outcome_mapping.said import Place


LONGEST_PHRASE: Final = 5
_WORD: Final = re.compile(r"'?\w+(?:'\w+)*'?|[^\w\s]")
_SHORT: Final = re.compile(r"\w+(?:/\w+)?")
# What a word may stand joined to: "mae'n" is "mae" and "'n".
_JOINED: Final = re.compile(r"(.+)('(?:n|r|i|m|u|ch|w|th|na|ma))")
# Mutated beginnings, with what they may come from; the longest first.
_MUTATED: Final = (
    ("ngh", "c"),
    ("mh", "p"),
    ("nh", "t"),
    ("ng", "g"),
    ("ch", "c"),
    ("ph", "p"),
    ("th", "t"),
    ("dd", "d"),
    ("g", "c"),
    ("b", "p"),
    ("d", "t"),
    ("f", "b"),
    ("f", "m"),
    ("m", "b"),
    ("n", "d"),
    ("l", "ll"),
    ("r", "rh"),
    ("h", ""),
)
# How words end as they are spoken, north and south, with how they are written.
_SPOKEN: Final = (
    (re.compile(r"ieth$"), "iaeth"),
    (re.compile(r"[ae]$"), "au"),
    (re.compile(r"o$"), "io"),
    (re.compile(r"a([^\Waeiouwyâêîôûŵŷ]{1,2})$"), r"e\1"),
    (re.compile(r"e([^\Waeiouwyâêîôûŵŷ]{1,2})$"), r"ae\1"),
)
# Whom something is done to stands before the verb ("fy nharo"), and often once more behind it.
_SOMEBODY: Final = {
    "fy": "me",
    "'y": "me",
    "dy": "you",
    "ei": "him or her",
    "ein": "us",
    "eich": "you",
    "eu": "them",
}
_ONCE_MORE: Final = {
    "i": "me",
    "fi": "me",
    "di": "you",
    "ti": "you",
    "fo": "him",
    "fe": "him",
    "o": "him",
    "e": "him",
    "hi": "her",
    "ni": "us",
    "chi": "you",
    "nhw": "them",
}
# Shorter words are too much like one another to guess which was meant.
LONG_ENOUGH_TO_GUESS: Final = 5
_LOSES_G: Final = tuple("aeiouwyâêîôûŵŷlr")
_PLAIN: Final = str.maketrans("âêîôûŵŷáàäéèëíìïóòöúùüẃẁẅ", "aeiouwyaaaeeeiiiooouuuwww")


@dataclass(frozen=True)
class Gloss:
    """Words for the model; `places[i]` is where the words stand that the i-th letter is for."""

    text: str
    places: tuple[tuple[int, int], ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Turn a span of the gloss into the place of the words it stands for."""
        return self.places[start][0], max(place[1] for place in self.places[start:end])


def for_the_model(places: Sequence[Place]) -> Gloss:
    """Give some sentences as the model reads them: Welsh ones glossed, others as they are."""
    letters: list[str] = []
    stand: list[tuple[int, int]] = []
    for place in places:
        prepared = place.prepared
        one = gloss(prepared.text) if place.sentence.languages[0] == "cy" else None
        if not (one and one.text.strip()):
            one = written_out(prepared.text)
        if letters:
            letters.append(" ")
            stand.append((place.sentence.start, place.sentence.start + 1))
        letters.append(one.text)
        stand += [prepared.original(*where) for where in one.places]
    return Gloss("".join(letters), tuple(stand))


def load_words() -> None:
    """Load the glossaries and the dictionary once."""
    _by_first_letter()
    _done_to_somebody()
    _short_forms()
    load_dictionary()


def gloss(text: str) -> Gloss:
    """Put a Welsh sentence into English word by word; what is unknown stays as it is."""
    words = list(_words(text))
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        count, english = _longest(words, at)
        if english is None:
            english = _misspelt(text[words[at][1] : words[at][2]]) or words[at][0]
        place = (words[at][1], words[at + count - 1][2])
        for letter in f" {english}" if letters and english else english:
            letters.append(letter)
            places.append(place)
        at += count
    return Gloss("".join(letters), tuple(places))


def written_out(text: str) -> Gloss:
    """Write out the short forms of an English sentence: a "POC" is a package of care."""
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    end = 0
    for match in _SHORT.finditer(text):
        long = _short_forms().get(match.group()) or _short_forms().get(match.group().lower())
        if long:
            letters += [text[end : match.start()], long]
            places += [(place, place + 1) for place in range(end, match.start())]
            places += [match.span()] * len(long)
            end = match.end()
    letters.append(text[end:])
    places += [(place, place + 1) for place in range(end, len(text))]
    return Gloss("".join(letters), tuple(places))


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    known = _glossary()
    for match in _WORD.finditer(text):
        word, start, end = match.group().lower(), match.start(), match.end()
        joined = None if word in known else _JOINED.fullmatch(word)
        if joined:
            middle = start + len(joined.group(1))
            yield joined.group(1), start, middle
            yield joined.group(2), middle, end
        else:
            yield word, start, end


def _longest(words: list[tuple[str, int, int]], at: int) -> tuple[int, str | None]:
    if words[at][0] in _SOMEBODY and at + 1 < len(words) and (done := _done_to(words, at)):
        return done
    for count in range(min(LONGEST_PHRASE, len(words) - at), 1, -1):
        phrase = " ".join(word for word, _start, _end in words[at : at + count])
        english = _first_known(_unmutated(_closed_up(phrase)))
        if english is not None:
            return count, english
    return 1, _first_known(_forms(words[at][0]))


def _done_to(words: list[tuple[str, int, int]], at: int) -> tuple[int, str] | None:
    """Say in the English order what is done to somebody: "ei tharo hi" is "hit her"."""
    verbs = _done_to_somebody()
    verb = next((form for form in _unmutated(words[at + 1][0]) if form in verbs), None)
    if verb is None:
        return None
    whom = _SOMEBODY[words[at][0]]
    again = _ONCE_MORE.get(words[at + 2][0]) if at + 2 < len(words) else None
    if again and again in whom:
        return 3, verbs[verb].replace("somebody", again)
    return 2, verbs[verb].replace("somebody", whom)


def _misspelt(said: str) -> str | None:
    """Guess what a slip of the finger meant: one letter wrong, missing, too many or out of turn.

    Only where every word that near means the same. A capital may begin a name.
    """
    if len(said) < LONG_ENOUGH_TO_GUESS or not (said.isalpha() and said[0].islower()):
        return None
    for form in _unmutated(said.lower()):
        known = _by_first_letter().get(form[:1], [])
        near = process.extract(form, known, scorer=OSA.distance, score_cutoff=1, limit=None)
        if near:
            meant = {_known(word) for word, _distance, _place in near}
            return meant.pop() if len(meant) == 1 else None
    return None


def _closed_up(phrase: str) -> str:
    return phrase.replace(" '", "'").replace(" - ", "-")


def _first_known(forms: Iterator[str]) -> str | None:
    return next((english for form in forms if (english := _known(form)) is not None), None)


def _known(form: str) -> str | None:
    known = _glossary()
    found = known.get(form)
    return known.get(form.translate(_PLAIN)) if found is None else found


def _forms(word: str) -> Iterator[str]:
    """Yield what a word may be looked up as: itself, and what it is a form of."""
    yield from _unmutated(word)
    if (bare := word.strip("'")) != word:
        # What speech drops, or somebody's quotation: "'nhad" is "nhad".
        yield from _unmutated(bare)
    if belongs_to := dictionary_form(word):
        yield belongs_to
    if len(bare) >= LONG_ENOUGH_TO_GUESS:
        for spoken, written in _SPOKEN:
            if (standard := spoken.sub(written, bare)) != bare:
                yield from _unmutated(standard)


def _unmutated(word: str) -> Iterator[str]:
    yield word
    for mutated, radical in _MUTATED:
        if word.startswith(mutated):
            yield radical + word[len(mutated) :]
    if word.startswith(_LOSES_G):
        yield f"g{word}"


@cache
def _glossary() -> dict[str, str]:
    """Load the glossary; a form without its circumflexes is known too, unless it is a word."""
    exact = {_closed_up(form): english for form, english in _load("cy.tsv").items()}
    return {form.translate(_PLAIN): english for form, english in exact.items()} | exact


@cache
def _by_first_letter() -> dict[str, list[str]]:
    """Sort the glossary's words, but not the shortest, by their first letter."""
    words: dict[str, list[str]] = defaultdict(list)
    for form in _glossary():
        if len(form) >= LONG_ENOUGH_TO_GUESS - 1 and form.isalpha():
            words[form[0]].append(form)
    return dict(words)


@cache
def _done_to_somebody() -> dict[str, str]:
    """Load the verbs whose object matters most, with "somebody" where the object goes."""
    return _load("cy_done_to_somebody.tsv")


@cache
def _short_forms() -> dict[str, str]:
    """Load what practitioners shorten; what stands there in small letters counts in any."""
    return _load("en.tsv")


def _load(name: str) -> dict[str, str]:
    known: dict[str, str] = {}
    lines = (ROOT / "glossary" / name).read_text("utf-8").splitlines()
    for number, line in enumerate(lines[1:], start=2):
        form, tab, english = line.partition("\t")
        if not tab or form in known:
            raise BadDataError(f"glossary/{name}:{number}: two columns, and no form twice")
        known[form] = english
    return known
