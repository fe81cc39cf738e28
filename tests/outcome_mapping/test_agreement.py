"""Krippendorff's alpha, against the worked examples of the paper that explains it.

K. Krippendorff (2011), *Computing Krippendorff's Alpha-Reliability*, examples A, B and C (nominal).
"""

import random

import pytest

from outcome_mapping.agreement import alpha


def units(*coders: str) -> list[list[str]]:
    """Turn a line of values for each coder, "." for missing, into units."""
    rows = [coder.split() for coder in coders]
    return [[value for value in unit if value != "."] for unit in zip(*rows, strict=True)]


TWO_VALUES = units("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
FIVE_VALUES = units("a a b b d c c c e d d a", "b a b b b c c c e d d d")
FOUR_CODERS = units(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


@pytest.mark.parametrize(
    ("coded", "published"), [(TWO_VALUES, 0.095), (FIVE_VALUES, 0.692), (FOUR_CODERS, 0.743)]
)
def test_alpha_is_the_published_one(coded: list[list[str]], published: float) -> None:
    found = alpha(coded)
    assert found is not None
    assert round(found, 3) == published


def test_always_the_same_is_one() -> None:
    assert alpha([[True, True], [False, False], [True, True]]) == 1


def test_never_the_same_is_under_zero() -> None:
    found = alpha([[True, False]] * 10)
    assert found is not None
    assert found < 0


def test_chance_is_about_zero() -> None:
    toss = random.Random(2016)
    found = alpha([[toss.random() < 0.3, toss.random() < 0.3] for _ in range(20_000)])
    assert found == pytest.approx(0, abs=0.02)


@pytest.mark.parametrize("coded", [[], [[True]], [[True, True], [True, True]]])
def test_where_nothing_can_be_told_apart_nothing_is_said(coded: list[list[bool]]) -> None:
    assert alpha(coded) is None


def test_a_unit_that_one_person_coded_changes_nothing() -> None:
    assert alpha([*FIVE_VALUES, ["a"], []]) == alpha(FIVE_VALUES)
