"""The arithmetic of a track record, against figures that others have published or worked out."""

import pytest

from app.recording.track_record import RULE, Tally, is_to_pause, unit, wilson


# R. G. Newcombe (1998), "Two-sided confidence intervals for the single proportion", method 3.
@pytest.mark.parametrize(
    ("successes", "tries", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_interval_is_the_published_one(
    successes: int, tries: int, low: float, high: float
) -> None:
    share = wilson(successes, tries)
    assert share is not None
    assert (round(share.low, 4), round(share.high, 4)) == (low, high)


def test_all_of_them_is_never_surely_all() -> None:
    share = wilson(20, 20)
    assert share is not None
    assert share.value == share.high == 1
    assert share.low < 0.9


def test_nothing_decided_has_no_figure() -> None:
    nothing = Tally()
    assert wilson(0, 0) is None
    assert nothing.precision() is nothing.recall() is nothing.f1() is None


@pytest.mark.parametrize(
    ("tally", "precision", "recall", "f1"),
    [
        (Tally(kept=12, set_aside=22, added=0), 12 / 34, 1.0, 24 / 46),
        (Tally(kept=41, set_aside=9, added=10), 0.82, 41 / 51, 82 / 101),
        (Tally(kept=0, set_aside=5, added=5), 0.0, 0.0, 0.0),
        (Tally(kept=30, set_aside=0, added=0), 1.0, 1.0, 1.0),
    ],
)
def test_precision_recall_and_f1(tally: Tally, precision: float, recall: float, f1: float) -> None:
    figures = [tally.precision(), tally.recall(), tally.f1()]
    values = [figure.value for figure in figures if figure]
    assert values == pytest.approx([precision, recall, f1])
    assert all(figure.low <= figure.value <= figure.high for figure in figures if figure)


def test_the_interval_of_f1_is_that_of_the_share_kept_carried_over() -> None:
    tally = Tally(kept=81, set_aside=100, added=82)
    agreed, f1 = wilson(81, 263), tally.f1()
    assert agreed is not None
    assert f1 is not None
    assert f1.low == pytest.approx(2 * agreed.low / (1 + agreed.low))
    assert f1.high == pytest.approx(2 * agreed.high / (1 + agreed.high))


@pytest.mark.parametrize(
    ("kind", "tally", "stops"),
    [
        ("asset", Tally(kept=12, set_aside=22), True),
        ("asset", Tally(kept=12, set_aside=17), False),  # 29 decisions
        ("asset", Tally(kept=18, set_aside=12), False),  # F1 exactly 0.75
        ("asset", Tally(kept=17, set_aside=13), True),
        ("asset", Tally(kept=20, set_aside=2, added=30), True),  # precise, and misses most
        ("element", Tally(added=40), False),  # never suggested: there is nothing to stop
        (RULE, Tally(kept=12, set_aside=22), True),
        (RULE, Tally(kept=23, set_aside=7), False),
        (RULE, Tally(kept=22, set_aside=8), True),  # a rule is judged by precision: 0.733
        (RULE, Tally(kept=3, set_aside=26), False),  # 29 decisions
    ],
)
def test_what_stops_suggesting(kind: str, tally: Tally, stops: bool) -> None:
    assert is_to_pause(kind, tally) is stops


def test_a_model_is_judged_key_by_key_and_a_rule_as_a_whole() -> None:
    assert unit("en.barrier.cannot", "element", "BARRIER") == "en.barrier.cannot"
    assert unit("model.joint-2", "asset", "SELF") == "model.joint-2:asset:SELF"
