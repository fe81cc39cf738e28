"""The utterances the tagger learns from, read strictly, with a part of them held out.

Written for this project, one by one: nobody's real words. Each was coded by the one who wrote it,
nearly all again by a second coder, blind, and what those two saw differently mostly by a third.
A statement implies its domain. The two halves of a minimal pair are never parted by the holding
out. Others were written only for the large network to read, and nobody has coded them.

Most codes were given in haste, and haste sees more than the words say. Some that are held out were
coded once more, by three who took their time: what most of them saw settles the thresholds.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from outcome_mapping.framework import KINDS, load_framework


HERE: Final = Path(__file__).parent
FIRST: Final = ("text", "tags", "assets", "elements", "question", "voice", "theme")
SECOND: Final = ("second_tags", "second_assets", "second_elements")
THIRD: Final = ("third_tags", "third_assets", "third_elements")
COLUMNS: Final = (*FIRST, *SECOND, *THIRD)
# How all but the first coder write that there is nothing; an empty cell is not coded again.
NOTHING: Final = "-"
CAREFUL: Final = HERE / "careful.tsv"
CAREFUL_COLUMNS: Final = ("text", *FIRST[1:4], *SECOND, *THIRD)
VOICES: Final = frozenset({"person", "carer", "family", "note", "child"})
HELD_OUT_PER_CENT: Final = 13
# So begin the names of the files whose utterances say outright what they mean.
PLAIN: Final = ("plain_", "plaen")
KEYS: Final = tuple((kind, key) for kind in KINDS for key in load_framework().keys(kind))
CIRCUMSTANCE: Final = ("element", "CIRCUMSTANCE")


class UtteranceRefused(ValueError):
    """A line that breaks the rules of the file; the message names file and line."""


@dataclass(frozen=True)
class Utterance:
    """One to three sentences, with every (kind, key) that was coded in them."""

    text: str
    language: str
    keys: frozenset[tuple[str, str]]
    second: frozenset[tuple[str, str]] | None
    third: frozenset[tuple[str, str]] | None
    question: int | None
    voice: str
    theme: str
    source: str

    @property
    def pair(self) -> str:
        """Return the name of the minimal pair this is half of, or nothing."""
        kind, _colon, name = self.theme.partition(":")
        return f"{self.source}:{name.rstrip('abcd')}" if kind == "pair" else ""

    @property
    def plain(self) -> bool:
        """Tell whether it is said outright, in the words of many, as published accounts are."""
        return self.source.startswith(PLAIN)

    @property
    def settled(self) -> bool:
        """Tell whether the coders saw the same, or a third had the casting vote.

        They may differ on statements and circumstances.
        """
        agreed = self.second is None or _weighty(self.keys) == _weighty(self.second)
        return agreed or self.third is not None

    def belief(self, key: tuple[str, str]) -> float:
        """Give how far to believe that a key is there; a circumstance was coded only once.

        Of two coders the second counts twice: the writer knew what was meant, the second had the
        words. Of three, all count alike.
        """
        if self.second is None or key == CIRCUMSTANCE:
            return float(key in self.keys)
        weighed = [(self.keys, 1), (self.second, 1 if self.third is not None else 2)]
        if self.third is not None:
            weighed.append((self.third, 1))
        views = [(says(coder, key), weight) for coder, weight in weighed]
        total = sum(weight for view, weight in views if view is not None)
        return sum(weight for view, weight in views if view) / max(total, 1)

    def seen(self, key: tuple[str, str]) -> bool:
        """Tell whether most coders saw a key; of two who differ, the second."""
        return self.belief(key) > 0.5


def says(coder: frozenset[tuple[str, str]], key: tuple[str, str]) -> bool | None:
    """Tell whether a coder saw a key; who named a domain alone has not said which statement."""
    kind, name = key
    domain = name.partition("-")[0]
    if kind == "statement" and ("domain", domain) in coder:
        chosen = {named for named in coder if named[0] == kind and named[1].startswith(domain)}
        return key in chosen if chosen else None
    return key in coder


def _weighty(keys: frozenset[tuple[str, str]]) -> set[tuple[str, str]]:
    return {key for key in keys if key[0] != "statement" and key != CIRCUMSTANCE}


@cache
def load_utterances(folder: Path = HERE) -> tuple[Utterance, ...]:
    """Load every utterance, in the order of the files."""
    return tuple(
        utterance
        for path in sorted(folder.glob("*/*.tsv"))
        for utterance in read_utterances(path, language=path.parent.name)
    )


def load_uncoded(folder: Path = HERE) -> tuple[Utterance, ...]:
    """Load the utterances that nobody has coded: one a line, without any key."""
    return tuple(
        Utterance(
            text=line,
            language=path.parent.name,
            keys=frozenset(),
            second=None,
            third=None,
            question=None,
            voice="",
            theme="",
            source=path.name,
        )
        for path in sorted(folder.glob("*/*.txt"))
        for line in path.read_text("utf-8").splitlines()
    )


@cache
def load_careful(path: Path = CAREFUL) -> dict[str, frozenset[tuple[str, str]]]:
    """Load what most of three careful coders saw in held-out utterances, by their words.

    They worked apart, and were asked for domains, assets and elements, not for statements.
    """
    careful = {}
    for place, (text, *cells) in _lines(path, CAREFUL_COLUMNS):
        if not all(cells):
            raise UtteranceRefused(f"{place}: a cell is empty; nothing is written {NOTHING}.")
        coders = [_read_again(cells[start : start + 3], place) for start in (0, 3, 6)]
        votes = Counter(key for coder in coders for key in coder)
        careful[text] = frozenset(key for key, count in votes.items() if count > 1)
    return careful


def read_utterances(path: Path, language: str) -> Iterator[Utterance]:
    """Read one file; a line that breaks its rules is refused by name."""
    for place, cells in _lines(path, COLUMNS):
        yield _utterance(cells, language, place)


def _lines(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Give the cells of each line, with the name of its place."""
    lines = path.read_text("utf-8").splitlines()
    if lines[0].split("\t") != [*columns]:
        raise UtteranceRefused(f"{path.name}: the first line must name the columns.")
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if line and len(cells) != len(columns):
            raise UtteranceRefused(
                f"{path.name}:{number}: {len(cells)} columns instead of {len(columns)}."
            )
        if line:
            yield f"{path.name}:{number}", cells


def _utterance(cells: list[str], language: str, place: str) -> Utterance:
    text, tags, assets, elements, question, voice, theme, *again = cells
    second, third = again[: len(SECOND)], again[len(SECOND) :]
    if voice not in VOICES:
        raise UtteranceRefused(f"{place}: there is no voice {voice}.")
    keys = _read_codes((tags, assets, elements), place)
    if not any(kind == "element" for kind, _key in keys):
        raise UtteranceRefused(f"{place}: every utterance has at least one element.")
    return Utterance(
        text=text,
        language=language,
        keys=keys,
        second=_coded_again(second, place),
        third=_coded_again(third, place),
        question=int(question) if question else None,
        voice=voice,
        theme=theme,
        source=place.partition(":")[0],
    )


def _coded_again(cells: Sequence[str], place: str) -> frozenset[tuple[str, str]] | None:
    codes = _read_again(cells, place)  # checked even where some of it is missing
    return codes if all(cells) else None


def _read_again(cells: Sequence[str], place: str) -> frozenset[tuple[str, str]]:
    return _read_codes(["" if cell == NOTHING else cell for cell in cells], place)


def _read_codes(cells: Sequence[str], place: str) -> frozenset[tuple[str, str]]:
    """Read what one coder saw, and check it."""
    tags, assets, elements = cells
    keys = {*_tags(tags.split()), *_keyed("asset", assets), *_keyed("element", elements)}
    _check(keys, place)
    return frozenset(keys)


def _tags(tags: list[str]) -> Iterator[tuple[str, str]]:
    for tag in tags:
        domain, dash, _number = tag.partition("-")
        yield ("domain", domain)
        if dash:
            yield ("statement", tag)


def _keyed(kind: str, cell: str) -> Iterator[tuple[str, str]]:
    return ((kind, key) for key in cell.split())


def _check(keys: set[tuple[str, str]], place: str) -> None:
    framework = load_framework()
    for kind, key in keys:
        if key not in framework.keys(kind):  # type: ignore[arg-type]
            raise UtteranceRefused(f"{place}: there is no {kind} {key}.")
    has_asset = any(kind == "asset" for kind, _key in keys)
    if (("element", "STRENGTH") in keys) != has_asset:
        raise UtteranceRefused(f"{place}: a strength is there exactly when an asset is.")


def held_out(
    utterances: tuple[Utterance, ...],
) -> tuple[tuple[Utterance, ...], tuple[Utterance, ...]]:
    """Choose the utterances that teach and those that are held out to measure by.

    Each is drawn by its own name, so that one held out once stays so when others are added. Where
    two coders saw different things and no third was asked, nobody can say what is to be learned, so
    such an utterance does not teach; half of a pair does all the same, because what it differs in
    does.
    """
    teach = tuple(one for one in utterances if not _drawn(one) and (one.settled or one.pair))
    rest = tuple(one for one in utterances if _drawn(one))
    return teach, rest


def _drawn(one: Utterance) -> bool:
    name = hashlib.sha256((one.pair or one.text).encode()).digest()
    return int.from_bytes(name[:4], "big") % 100 < HELD_OUT_PER_CENT
