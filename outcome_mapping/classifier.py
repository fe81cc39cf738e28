"""The small trained model: how likely each tag is in a stretch of words, and which words say so.

A sentence encoder reads the stretch word by word; the mean of what it makes of the words, what the
rules found, and the question asked are weighed together by one linear layer. Because it is linear,
every score can be divided exactly among the words. Made by `make train`; what it learned from and
how well it does is in docs/model_card.md.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from outcome_mapping.data import ROOT
from outcome_mapping.framework import Kind


MODEL: Final = ROOT / "model"
# Longer stretches are cut before they come here; what is still longer is read up to this many
# pieces of words.
MOST_PIECES: Final = 126
MOST_TOGETHER: Final = 96
BEGIN, END = 101, 102
# A word alone, out of its phrase, seldom shows why: the encoder hears it with its neighbours.
SHORTEST_QUOTE, LONGEST_QUOTE = 4, 8
# So much of its threshold must an asset reach to count where a strength is heard.
NEARLY: Final = 0.8

Vector = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]
Key = tuple[Kind, str]
STRENGTH: Final[Key] = ("element", "STRENGTH")


@dataclass(frozen=True)
class Settings:
    """What training settled: the keys in order, the features of the rules, and the thresholds."""

    version: str
    keys: tuple[Key, ...]
    features: tuple[str, ...]
    thresholds: Numbers
    # A score is squeezed by these, and the rules trusted so far, so that 0.8 is right eight times
    # in ten.
    slopes: Numbers
    trusts: Numbers
    offsets: Numbers


@dataclass(frozen=True)
class Example:
    """An utterance written for training, shown as the nearest to somebody's words."""

    text: str
    language: str


@dataclass(frozen=True)
class Stretch:
    """Words to read, what the rules found in them, and the number of the question asked."""

    text: str
    features: Mapping[str, float]
    question: int | None = None


@dataclass(frozen=True)
class Opinion:
    """What the model makes of one stretch.

    `score` is as learned, `probability` calibrated, `found` what reaches its threshold, with an
    asset for every strength; `hidden` is what the encoder made of each piece of a word at `places`.
    """

    score: dict[Key, float]
    probability: dict[Key, float]
    found: frozenset[Key]
    places: tuple[tuple[int, int], ...]
    hidden: Vector
    heads: Mapping[Key, Vector]
    meaning: Vector

    def shares(self, key: Key) -> Vector:
        """Divide the words' part of a key's score among the pieces of words."""
        # Not a matrix product: those wake other threads, which then wait busily.
        shares: Vector = np.einsum("pd,d->p", self.hidden, self.heads[key])
        return shares / np.float32(len(self.hidden) + 2)

    def words(self, key: Key, text: str) -> tuple[int, int]:
        """Give the few neighbouring words that say most for a key, as a place in the text."""
        spans, shares = _by_word(text, self.places, self.shares(key))
        if not spans:
            return 0, len(text)
        first, last = _strongest_run(shares - shares.mean())
        start, end = spans[first][0], spans[last][1]
        while end > start + 1 and not text[end - 1].isalnum():
            end -= 1
        while start < end - 1 and not text[start].isalnum():
            start += 1
        return start, end


class Classifier:
    """The model, loaded from its folder; it holds no state between texts."""

    def __init__(self, folder: Path = MODEL) -> None:
        self.settings = _read_settings(folder / "settings.json")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._encoder = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"),
            options,
            providers=["CPUExecutionProvider"],
            # A sixth of its time: that one operation takes seven times as long as those it joins.
            disabled_optimizers=["SkipLayerNormFusion"],
        )
        with np.load(folder / "weights.npz") as weights:
            self._table = weights["table"]
            self._scale = weights["scale"]
            self._head = weights["head"].astype(np.float32)
            self._rules = weights["rules"].astype(np.float32)
            self._questions = weights["questions"].astype(np.float32)
            self._bias = weights["bias"].astype(np.float32)
            self._meanings = weights["meanings"]
            self._sizes = np.linalg.norm(self._meanings.astype(np.float32), axis=1)
        self._heads = dict(zip(self.settings.keys, self._head, strict=True))
        self._examples = _read_examples(folder / "examples.json")
        self._evidence = [f"{kind}:{key}" for kind, key in self.settings.keys]

    def read(self, stretches: Sequence[Stretch]) -> Iterator[Opinion]:
        """Read stretches in order, several in one go: the encoder takes long to begin.

        No stretch hears another; what is read together is rounded together, which moves a score a
        little, but depends on nothing but the text.
        """
        encoded = [self._tokenizer.encode(one.text, add_special_tokens=False) for one in stretches]
        for together in _parcels([min(len(one.ids), MOST_PIECES) + 2 for one in encoded]):
            pieces = [
                np.array([BEGIN, *encoded[number].ids[:MOST_PIECES], END]) for number in together
            ]
            for number, hidden in zip(together, self._encode(pieces), strict=True):
                yield self._opinion(stretches[number], encoded[number].offsets, hidden)

    def _encode(self, pieces: Sequence[npt.NDArray[np.int64]]) -> Iterator[Vector]:
        ids = np.concatenate(pieces)
        given = {
            "embeds": (self._table[ids] * self._scale[ids, None])[None].astype(np.float32),
            "positions": np.concatenate([np.arange(len(one)) for one in pieces])[None],
            "stretches": np.repeat(np.arange(len(pieces)), list(map(len, pieces)))[None],
        }
        hidden = self._encoder.run(None, given)[0][0]
        yield from np.split(hidden, np.cumsum(list(map(len, pieces)))[:-1])

    def _opinion(
        self, stretch: Stretch, places: Sequence[tuple[int, int]], hidden: Vector
    ) -> Opinion:
        settings = self.settings
        meaning = hidden.mean(axis=0)
        rules = [stretch.features.get(name, 0.0) for name in settings.features]
        scores = self._head @ meaning + self._rules @ np.array(rules, np.float32) + self._bias
        if stretch.question:
            scores = scores + self._questions[stretch.question - 1]
        evidence = np.array([stretch.features.get(name, 0.0) for name in self._evidence])
        squeezed = scores * settings.slopes + evidence * settings.trusts + settings.offsets
        # Rounded, so that a last digit that differs between processors decides nothing.
        probability = np.round(1 / (1 + np.exp(-squeezed)), 3)
        reached = probability / settings.thresholds
        return Opinion(
            score=dict(zip(settings.keys, scores.tolist(), strict=True)),
            probability=dict(zip(settings.keys, probability.tolist(), strict=True)),
            found=which_count(dict(zip(settings.keys, reached.tolist(), strict=True))),
            places=tuple(places[:MOST_PIECES]),
            hidden=hidden[1:-1],
            heads=self._heads,
            meaning=meaning,
        )

    def nearest(self, key: Key, opinion: Opinion, language: str) -> Example | None:
        """Find the hand-written example of a key whose meaning is nearest, in the same language."""
        rows = self._examples.get((*key, language)) or self._examples.get((*key, "en"))
        if not rows:
            return None
        places = [row for row, _example in rows]
        likeness = self._meanings[places].astype(np.float32) @ opinion.meaning
        likeness /= self._sizes[places]
        return rows[int(likeness.argmax())][1]


def which_count(reached: Mapping[Key, float]) -> frozenset[Key]:
    """Choose the keys that reach their thresholds (1.0), and see that no strength is nobody's.

    A strength is there exactly when an asset is (the codebook). Where one is heard and no asset
    reaches its threshold, the one that comes nearest counts, if it comes near.
    """
    found = {key for key, part in reached.items() if part >= 1}
    assets = [key for key in reached if key[0] == "asset"]
    if STRENGTH in found and found.isdisjoint(assets):
        nearest = max(assets, key=lambda asset: reached[asset])
        found |= {nearest} if reached[nearest] >= NEARLY else set()
    return frozenset(found)


def _parcels(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Put neighbours together, up to MOST_TOGETHER pieces."""
    parcel: list[int] = []
    size = 0
    for number, length in enumerate(lengths):
        if parcel and size + length > MOST_TOGETHER:
            yield parcel
            parcel, size = [], 0
        parcel.append(number)
        size += length
    if parcel:
        yield parcel


@cache
def load_classifier() -> Classifier:
    """Load the model once."""
    return Classifier()


def _read_settings(path: Path) -> Settings:
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return Settings(
        version=content["version"],
        keys=tuple((cast(Kind, kind), key) for kind, key in content["keys"]),
        features=tuple(content["features"]),
        thresholds=np.array(content["thresholds"], float),
        slopes=np.array(content["slopes"], float),
        trusts=np.array(content["trusts"], float),
        offsets=np.array(content["offsets"], float),
    )


def _read_examples(path: Path) -> dict[tuple[str, str, str], list[tuple[int, Example]]]:
    """Read the examples, each with the row of its meaning."""
    content: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    examples: dict[tuple[str, str, str], list[tuple[int, Example]]] = {}
    for row, one in enumerate(content):
        example = Example(one["text"], one["language"])
        for kind, key in one["keys"]:
            examples.setdefault((kind, key, example.language), []).append((row, example))
    return examples


def _by_word(
    text: str, places: tuple[tuple[int, int], ...], shares: Vector
) -> tuple[list[tuple[int, int]], Vector]:
    """Add up the shares of the pieces of each word."""
    spans: list[tuple[int, int]] = []
    totals: list[float] = []
    for (start, end), share in zip(places, shares, strict=True):
        while start < end and text[start].isspace():
            start += 1
        if start == end:
            continue
        if spans and not text[spans[-1][1] : start].strip() and spans[-1][1] == start:
            spans[-1] = (spans[-1][0], end)
            totals[-1] += float(share)
        else:
            spans.append((start, end))
            totals.append(float(share))
    return spans, np.array(totals, np.float32)


def _strongest_run(weights: Vector) -> tuple[int, int]:
    """Find the run of a few words whose weights add up to most."""
    best, place = -np.inf, (0, 0)
    sums = np.concatenate([[0.0], np.cumsum(weights)])
    shortest = min(SHORTEST_QUOTE, len(weights))
    for first in range(len(weights) - shortest + 1):
        for end in range(first + shortest, min(first + LONGEST_QUOTE, len(weights)) + 1):
            total = sums[end] - sums[first]
            if total > best:
                best, place = total, (first, end - 1)
    return place
