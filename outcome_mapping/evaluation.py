"""Measures the mapper against labelled text: precision, recall and F1 a key, with an interval.

Beside it stand the rules alone and two baselines, measured on the same lines in the same run.
"""

import json
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from outcome_mapping.baselines import similarity_baseline, word_counts_baseline
from outcome_mapping.findings import Tags, summarise
from outcome_mapping.framework import load_framework
from outcome_mapping.mapper import MAPPER_VERSION, OutcomeMapper
from outcome_mapping.rule_layer import find_by_rules


SEED = 2016
RESAMPLES = 500
ASPECTS = ("domains", "assets", "elements")
# Nearly every utterance tells of a circumstance, so finding one shows nothing.
NOT_SCORED = frozenset({"CIRCUMSTANCE"})

Predict = Callable[[str, str | None], Tags]


@dataclass(frozen=True)
class Counts:
    """How often a key was found rightly, wrongly, or missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.right + other.right, self.wrong + other.wrong, self.missed + other.missed
        )

    def precision(self) -> float:
        """Give the share of what was found that is right."""
        return self.right / (self.right + self.wrong) if self.right else 0.0

    def recall(self) -> float:
        """Give the share of what is there that was found."""
        return self.right / (self.right + self.missed) if self.right else 0.0

    def f1(self) -> float:
        """Give the harmonic mean of precision and recall."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0


@dataclass(frozen=True)
class Score:
    """The figures of one aspect in one language."""

    aspect: str
    language: str
    utterances: int
    by_key: dict[str, Counts]
    macro: float
    low: float
    high: float

    def micro(self) -> float:
        """Give the F1 of all keys' counts together."""
        return sum(self.by_key.values(), start=Counts()).f1()


@dataclass(frozen=True)
class Report:
    """All figures of one system."""

    name: str
    scores: tuple[Score, ...]

    def score(self, aspect: str, language: str = "all") -> Score:
        """Find the figures of one aspect in one language (`all` for every language)."""
        for score in self.scores:
            if (score.aspect, score.language) == (aspect, language):
                return score
        raise KeyError(f"{aspect} {language}")

    def as_text(self) -> str:
        """Write the figures as plain tables."""
        return "\n\n".join([self.name, *(_table(score) for score in self.scores)])


@dataclass(frozen=True)
class Comparison:
    """The mapper's figures, and those of simpler ways on the same lines."""

    mapper: Report
    beside: tuple[Report, ...]

    def as_text(self) -> str:
        """Write the mapper's tables, then all systems side by side."""
        return f"{self.mapper.as_text()}\n\n{self.summary()}"

    def summary(self) -> str:
        """Write one line a system: macro-F1 of each aspect in each language."""
        columns = [(score.aspect, score.language) for score in self.mapper.scores]
        head = "".join(f"{aspect + ' ' + language:>14}" for aspect, language in columns)
        lines = [f"{'macro F1':<34}{head}"]
        for report in (self.mapper, *self.beside):
            figures = "".join(f"{report.score(*column).macro:>14.3f}" for column in columns)
            lines.append(f"{report.name:<34}{figures}")
        return "\n".join(lines)


@dataclass(frozen=True)
class _Judged:
    language: str
    expected: dict[str, frozenset[str]]
    found: dict[str, frozenset[str]]


def evaluate(path: Path | str, predict: Predict | None = None) -> Report:
    """Score the mapper on a file of labelled JSON lines, in all and for each language."""
    return measure(_lines(Path(path)), f"mapper {MAPPER_VERSION}", predict or _by_mapper)


def compare(path: Path | str) -> Comparison:
    """Score the mapper on a file of labelled JSON lines, beside the rules and two baselines."""
    return compare_on(_lines(Path(path)))


def compare_on(lines: Sequence[dict[str, object]]) -> Comparison:
    """Score the mapper, the rules and two baselines on labelled lines."""
    return Comparison(
        mapper=measure(lines, f"mapper {MAPPER_VERSION}", _by_mapper),
        beside=(
            measure(lines, "rules alone", _by_rules),
            measure(lines, "TF-IDF and logistic regression", word_counts_baseline()),
            measure(lines, "MiniLM beside the descriptions", similarity_baseline()),
        ),
    )


def measure(lines: Iterable[dict[str, object]], name: str, predict: Predict) -> Report:
    """Score one way of tagging on labelled lines."""
    judged = [_judge(line, predict) for line in lines]
    languages = ["all", *sorted({one.language for one in judged})]
    scores = (_score(aspect, language, judged) for aspect in ASPECTS for language in languages)
    return Report(name=name, scores=tuple(scores))


def _by_mapper(text: str, language: str | None) -> Tags:
    return summarise(OutcomeMapper().find(text, language=language))


def _by_rules(text: str, language: str | None) -> Tags:
    return summarise(find_by_rules(text, language=language))


def _lines(path: Path) -> list[dict[str, object]]:
    content = path.read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in content if line.strip()]


def _judge(line: dict[str, object], predict: Predict) -> _Judged:
    language = str(line.get("lang", "en"))
    tags = predict(str(line["text"]), language)
    expected = {aspect: _keys(line[aspect]) for aspect in ASPECTS}
    found = {aspect: _keys(getattr(tags, aspect)) for aspect in ASPECTS}
    return _Judged(language=language, expected=expected, found=found)


def _keys(values: object) -> frozenset[str]:
    if not isinstance(values, list | tuple):
        raise TypeError("the labels of an utterance are a list of keys")
    return frozenset(map(str, values)) - NOT_SCORED


def _all_keys(aspect: str) -> tuple[str, ...]:
    framework = load_framework()
    keys = {
        "domains": framework.keys("domain"),
        "assets": framework.keys("asset"),
        "elements": framework.keys("element"),
    }[aspect]
    return tuple(key for key in keys if key not in NOT_SCORED)


def _score(aspect: str, language: str, judged: Sequence[_Judged]) -> Score:
    chosen = [one for one in judged if language in ("all", one.language)]
    by_key = _counts(aspect, chosen)
    low, high = _interval(aspect, chosen)
    return Score(aspect, language, len(chosen), by_key, _macro(by_key), low, high)


def _counts(aspect: str, judged: Sequence[_Judged]) -> dict[str, Counts]:
    counts: dict[str, Counts] = {}
    for key in _all_keys(aspect):
        pairs = [(key in one.expected[aspect], key in one.found[aspect]) for one in judged]
        counts[key] = Counts(
            right=pairs.count((True, True)),
            wrong=pairs.count((False, True)),
            missed=pairs.count((True, False)),
        )
    return counts


def _macro(by_key: dict[str, Counts]) -> float:
    """Average over the keys that occur, in the labels or in what was found."""
    occurring = [c.f1() for c in by_key.values() if c.right + c.wrong + c.missed]
    return fmean(occurring) if occurring else 0.0


def _interval(aspect: str, judged: Sequence[_Judged]) -> tuple[float, float]:
    """Draw the utterances again and again with replacement, the same way on every run."""
    if not judged:
        return 0.0, 0.0
    draw = random.Random(SEED)  # noqa: S311  (resampling, not a secret)
    macros = sorted(
        _macro(_counts(aspect, draw.choices(judged, k=len(judged)))) for _ in range(RESAMPLES)
    )
    return macros[int(RESAMPLES * 0.025)], macros[int(RESAMPLES * 0.975) - 1]


def _table(score: Score) -> str:
    head = f"{score.aspect} · {score.language} · {score.utterances} utterances"
    lines = [head, f"{'key':<14}{'precision':>10}{'recall':>8}{'F1':>7}{'labelled':>10}"]
    for key, counts in score.by_key.items():
        labelled = counts.right + counts.missed
        lines.append(
            f"{key:<14}{counts.precision():>10.2f}{counts.recall():>8.2f}"
            f"{counts.f1():>7.2f}{labelled:>10}"
        )
    interval = f"95% interval {score.low:.2f} to {score.high:.2f}"
    lines.append(f"macro F1 {score.macro:.3f} ({interval}) · micro F1 {score.micro():.3f}")
    return "\n".join(lines)
