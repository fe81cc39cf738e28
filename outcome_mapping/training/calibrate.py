"""Settles, on utterances that taught nothing, what a score is worth and from where it counts.

What the rules found is weighed here once more: a network that has nearly learned its utterances by
heart has had little need of them, and on words that it never saw they are worth more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from outcome_mapping.training.utterances import KEYS


# How far a key's own best threshold is trusted over that of all keys of its kind.
TRUST_IN_ONE_KEY: Final = 0.15
STEPS: Final = np.linspace(0.05, 0.75, 71)
SMOOTHING: Final = 9


@dataclass(frozen=True)
class Calibration:
    """For each key, in order: how scores are squeezed, and from which probability it counts."""

    slopes: tuple[float, ...]
    trusts: tuple[float, ...]
    offsets: tuple[float, ...]
    thresholds: tuple[float, ...]

    def probability(self, scores: np.ndarray, evidence: np.ndarray) -> np.ndarray:
        """Turn scores (logits), with the rules' evidence, into probabilities."""
        squeezed: np.ndarray = scores * np.array(self.slopes) + evidence * np.array(self.trusts)
        squeezed = squeezed + np.array(self.offsets)
        likely: np.ndarray = 1 / (1 + np.exp(-squeezed))
        return likely

    def found(self, scores: np.ndarray, evidence: np.ndarray) -> np.ndarray:
        """Tell which keys count."""
        counted: np.ndarray = self.probability(scores, evidence) >= np.array(self.thresholds)
        return counted


def calibrate(scores: np.ndarray, evidence: np.ndarray, seen: np.ndarray) -> Calibration:
    """Fit to scores, the rules' evidence, and what the coders saw (one row an utterance).

    Of each kind of key those rows count in which nothing is missing (not a number).
    """
    settled = untouched()
    slopes, trusts = np.array(settled.slopes), np.array(settled.trusts)
    offsets, thresholds = np.array(settled.offsets), np.array(settled.thresholds)
    for columns in _kinds():
        rows = ~np.isnan(seen[:, columns]).any(axis=1)
        judged = seen[rows][:, columns]
        fitted = _fit(scores[rows][:, columns], evidence[rows][:, columns], judged)
        slopes[columns], trusts[columns], offsets[columns] = fitted
        so_far = Calibration(tuple(slopes), tuple(trusts), tuple(offsets), tuple(thresholds))
        likely = so_far.probability(scores[rows], evidence[rows])[:, columns]
        thresholds[columns] = _thresholds(likely, judged)
    return Calibration(tuple(slopes), tuple(trusts), tuple(offsets), tuple(thresholds))


def untouched() -> Calibration:
    """Leave scores as they are."""
    return Calibration(*((value,) * len(KEYS) for value in (1.0, 0.0, 0.0, 0.5)))


def _kinds() -> list[list[int]]:
    kinds = dict.fromkeys(kind for kind, _key in KEYS)
    return [[n for n, (kind, _key) in enumerate(KEYS) if kind == wanted] for wanted in kinds]


def _fit(
    scores: np.ndarray, evidence: np.ndarray, seen: np.ndarray
) -> tuple[float, float, np.ndarray]:
    """Fit one slope and one trust for a kind, and an offset for each of its keys."""
    rows, keys = scores.shape
    which = np.tile(np.eye(keys), (rows, 1))
    features = np.column_stack([scores.reshape(-1), evidence.reshape(-1), which])
    fitted = LogisticRegression(C=1.0, max_iter=1000).fit(features, seen.reshape(-1))
    slope, trust, *offsets = fitted.coef_[0]
    return float(slope), float(trust), np.array(offsets) + fitted.intercept_[0]


def _thresholds(probability: np.ndarray, seen: np.ndarray) -> np.ndarray:
    own = np.array(
        [
            [_f1(seen[:, n], probability[:, n] >= step) for step in STEPS]
            for n in range(seen.shape[1])
        ]
    )
    smooth = np.array([_smoothed(curve) for curve in own])
    together = STEPS[int(_smoothed(own.mean(axis=0)).argmax())]
    best: np.ndarray = STEPS[smooth.argmax(axis=1)]
    trusted: np.ndarray = TRUST_IN_ONE_KEY * best + (1 - TRUST_IN_ONE_KEY) * together
    return trusted


def _smoothed(curve: np.ndarray) -> np.ndarray:
    edge = SMOOTHING // 2
    return np.convolve(np.pad(curve, edge, mode="edge"), np.ones(SMOOTHING) / SMOOTHING, "valid")


def _f1(seen: np.ndarray, found: np.ndarray) -> float:
    return 2 * float((seen * found).sum()) / max(float(seen.sum()) + float(found.sum()), 1.0)


def macro_f1(seen: np.ndarray, found: np.ndarray, columns: Sequence[int]) -> float:
    """Average F1 over the keys that occur."""
    occurring = [n for n in columns if seen[:, n].any() or found[:, n].any()]
    return float(np.mean([_f1(seen[:, n], found[:, n]) for n in occurring])) if occurring else 0.0
