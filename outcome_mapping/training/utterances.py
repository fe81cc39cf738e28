"""The utterances the tagger learns from, read strictly, with a part of them held out.

Written for this project, one by one: nobody's real words. Each was coded by the one who wrote it,
nearly all again by a second coder, blind, and what those two saw differently mostly by a third.
A statement implies its domain. The two halves of a minimal pair are never parted by the holding
out. Others were written only for the large network to read, and nobody has coded them.
"""

import hashlib
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
# How a second or third coder writes that there is nothing; an empty cell is not coded again.
NOTHING: Final = "-"
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


def read_utterances(path: Path, language: str) -> Iterator[Utterance]:
    """Read one file; a line that breaks its rules is refused by name."""
    lines = path.read_text("utf-8").splitlines()
    if tuple(lines[0].split("\t")) != COLUMNS:
        raise UtteranceRefused(f"{path.name}: the first line must name the columns.")
    for number, line in enumerate(lines[1:], start=2):
        if line:
            yield _utterance(line.split("\t"), language, f"{path.name}:{number}")


def _utterance(cells: list[str], language: str, place: str) -> Utterance:
    if len(cells) != len(COLUMNS):
        raise UtteranceRefused(f"{place}: {len(cells)} columns instead of {len(COLUMNS)}.")
    text, tags, assets, elements, question, voice, theme, *again = cells
    second, third = again[: len(SECOND)], again[len(SECOND) :]
    keys = _keys(tags, assets, elements)
    _check(keys, voice, place)
    if not any(kind == "element" for kind, _key in keys):
        raise UtteranceRefused(f"{place}: every utterance has at least one element.")
    return Utterance(
        text=text,
        language=language,
        keys=frozenset(keys),
        second=_coded_again(second, voice, place),
        third=_coded_again(third, voice, place),
        question=int(question) if question else None,
        voice=voice,
        theme=theme,
        source=place.partition(":")[0],
    )


def _coded_again(cells: Sequence[str], voice: str, place: str) -> frozenset[tuple[str, str]] | None:
    keys = _keys(*("" if cell == NOTHING else cell for cell in cells))
    _check(keys, voice, place)
    return frozenset(keys) if all(cells) else None


def _keys(tags: str, assets: str, elements: str) -> set[tuple[str, str]]:
    return {*_tags(tags.split()), *_keyed("asset", assets), *_keyed("element", elements)}


def _tags(tags: list[str]) -> Iterator[tuple[str, str]]:
    for tag in tags:
        domain, dash, _number = tag.partition("-")
        yield ("domain", domain)
        if dash:
            yield ("statement", tag)


def _keyed(kind: str, cell: str) -> Iterator[tuple[str, str]]:
    return ((kind, key) for key in cell.split())


def _check(keys: set[tuple[str, str]], voice: str, place: str) -> None:
    framework = load_framework()
    for kind, key in keys:
        if key not in framework.keys(kind):  # type: ignore[arg-type]
            raise UtteranceRefused(f"{place}: there is no {kind} {key}.")
    if voice not in VOICES:
        raise UtteranceRefused(f"{place}: there is no voice {voice}.")
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
