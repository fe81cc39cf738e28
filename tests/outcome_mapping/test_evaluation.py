"""The figures are right where they can be worked out by hand."""

import json
from pathlib import Path

import pytest

from outcome_mapping.evaluation import Counts, compare_on, evaluate
from outcome_mapping.findings import Tags
from outcome_mapping.mapper import MAPPER_VERSION


LABELLED = [
    {"id": 1, "lang": "en", "text": "a", "domains": ["HOME"], "assets": [], "elements": ["RISK"]},
    {"id": 2, "lang": "en", "text": "b", "domains": ["HOME"], "assets": [], "elements": ["RISK"]},
    {"id": 3, "lang": "cy", "text": "c", "domains": ["LEARN"], "assets": [], "elements": []},
]
FOUND = {
    "a": Tags(domains=("HOME",), assets=(), elements=("CIRCUMSTANCE", "RISK")),
    "b": Tags(domains=("LEARN",), assets=(), elements=("CIRCUMSTANCE",)),
    "c": Tags(domains=("LEARN",), assets=(), elements=("CIRCUMSTANCE",)),
}


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Write three labelled utterances."""
    path = tmp_path / "labelled.jsonl"
    path.write_text("\n".join(map(json.dumps, LABELLED)), encoding="utf-8")
    return path


def predict(text: str, language: str | None) -> Tags:
    """Stand in for the mapper with answers known beforehand."""
    return FOUND[text]


def test_counts_give_precision_recall_and_f1() -> None:
    counts = Counts(right=3, wrong=1, missed=2)
    assert counts.precision() == 0.75
    assert counts.recall() == 0.6
    assert counts.f1() == pytest.approx(2 / 3)


def test_nothing_found_and_nothing_there_is_no_division_by_nought() -> None:
    assert Counts().precision() == Counts().recall() == Counts().f1() == 0


def test_macro_and_micro_f1_are_as_worked_out_by_hand(labelled: Path) -> None:
    score = evaluate(labelled, predict).score("domains")
    assert score.by_key["HOME"] == Counts(right=1, wrong=0, missed=1)
    assert score.by_key["LEARN"] == Counts(right=1, wrong=1, missed=0)
    assert score.macro == pytest.approx(2 / 3)
    assert score.micro() == pytest.approx(2 / 3)


def test_each_language_has_its_own_figures(labelled: Path) -> None:
    report = evaluate(labelled, predict)
    assert report.score("domains", "cy").macro == 1
    assert report.score("domains", "en").utterances == 2


def test_circumstance_is_not_scored(labelled: Path) -> None:
    score = evaluate(labelled, predict).score("elements")
    assert "CIRCUMSTANCE" not in score.by_key
    assert score.by_key["RISK"] == Counts(right=1, wrong=0, missed=1)


def test_the_interval_holds_the_figure_and_is_the_same_on_every_run(labelled: Path) -> None:
    first, second = (evaluate(labelled, predict).score("domains") for _ in range(2))
    assert first.low <= first.macro <= first.high
    assert (first.low, first.high) == (second.low, second.high)


def test_the_text_names_every_key_and_the_version(labelled: Path) -> None:
    text = evaluate(labelled, predict).as_text()
    assert f"mapper {MAPPER_VERSION}" in text
    for key in ("RIGHTS", "COMMUNITY", "BARRIER", "macro F1", "micro F1"):
        assert key in text


def test_the_rules_and_two_simpler_ways_stand_beside_the_mapper() -> None:
    lines = [
        {"lang": "en", "text": "I go to the lunch club.", "domains": [], "assets": ["COMMUNITY"]},
        {"lang": "cy", "text": "Mae'r tŷ'n oer.", "domains": ["HOME"], "assets": []},
    ]
    compared = compare_on([{**line, "elements": []} for line in lines])
    rows = compared.summary().splitlines()
    assert [row[:34].strip() for row in rows[1:]] == [
        f"mapper {MAPPER_VERSION}",
        "rules alone",
        "TF-IDF and logistic regression",
        "MiniLM beside the descriptions",
    ]
    assert all(len(row.split()) > 9 for row in rows[1:])
