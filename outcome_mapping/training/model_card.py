"""Writes docs/model_card.md and the figures that the product shows, from a run of training."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import fmean
from typing import Final

from outcome_mapping.agreement import alpha
from outcome_mapping.classifier import MODEL, load_classifier
from outcome_mapping.data import ROOT
from outcome_mapping.evaluation import ASPECTS, Comparison, Report, compare_on
from outcome_mapping.findings import summarise
from outcome_mapping.language import LANGUAGES
from outcome_mapping.mapper import MAPPER_VERSION, OutcomeMapper
from outcome_mapping.training.utterances import (
    CIRCUMSTANCE,
    KEYS,
    Utterance,
    load_careful,
    load_uncoded,
    says,
)


TEMPLATE: Final = Path(__file__).with_name("model_card.md")
CARD: Final = ROOT.parent / "docs" / "model_card.md"
FIGURES: Final = MODEL / "figures.json"
Sees = Callable[[Utterance, tuple[str, str]], bool]
KINDS_OF: Final = {"domains": "domain", "assets": "asset", "elements": "element"}


def write_card(utterances: Sequence[Utterance], apart: Sequence[Utterance]) -> None:
    """Measure the exported model on the held-out utterances and write what came of it."""
    FIGURES.write_text(json.dumps(_figures(apart), indent=1) + "\n", "utf-8")
    CARD.write_text(_card(utterances, apart), "utf-8")


def _by_careful(one: Utterance, key: tuple[str, str]) -> bool:
    """Tell whether most of those saw a key who took their time."""
    return key in load_careful()[one.text]


def _compared(some: Iterable[Utterance], sees: Sees = Utterance.seen) -> Comparison:
    return compare_on([_line([one], sees) for one in some])


def _in_one_breath(some: Sequence[Utterance], sees: Sees) -> Comparison:
    """Measure on answers of three utterances that have nothing to do with one another."""
    lines = []
    for name in LANGUAGES:
        said = [one for one in some if one.language == name]
        lines += [_line(said[first : first + 3], sees) for first in range(0, len(said), 3)]
    return compare_on(lines)


def _line(answer: Sequence[Utterance], sees: Sees) -> dict[str, object]:
    """Write an answer of one utterance or more as a labelled line, with the keys of all of them."""
    keys = {
        aspect: sorted({key for one in answer for key in _keys(one, kind, sees)})
        for aspect, kind in KINDS_OF.items()
    }
    return {"text": "\n".join(one.text for one in answer), "lang": answer[0].language, **keys}


def _keys(one: Utterance, kind: str, sees: Sees) -> list[str]:
    return [key for named, key in KEYS if named == kind and sees(one, (named, key))]


def _figures(apart: Sequence[Utterance]) -> dict[str, object]:
    compared = _compared(apart)
    mapper, _rules, *baselines = (compared.mapper, *compared.beside)
    named = dict(zip(("tfidf", "similarity"), baselines, strict=True))

    return {
        "version": MAPPER_VERSION,
        "utterances": len(apart),
        **_macros(mapper),
        "baselines": {name: _macros(report) for name, report in named.items()},
    }


def _macros(report: Report) -> dict[str, dict[str, float]]:
    return {
        aspect: {name: round(report.score(aspect, name).macro, 2) for name in LANGUAGES}
        for aspect in ASPECTS
    }


def _card(utterances: Sequence[Utterance], apart: Sequence[Utterance]) -> str:
    careful = [one for one in apart if one.text in load_careful()]
    plain = [one for one in careful if one.plain]
    hard = [one for one in careful if not one.plain]
    return TEMPLATE.read_text("utf-8").format(
        mapper=MAPPER_VERSION,
        model=load_classifier().settings.version,
        megabytes=sum(path.stat().st_size for path in MODEL.iterdir()) / 1e6,
        utterances=len(utterances),
        apart=len(apart),
        plain=sum(one.plain for one in utterances),
        twice=sum(one.second is not None for one in utterances),
        thrice=sum(one.third is not None for one in utterances),
        uncoded=len(load_uncoded()),
        counts="\n".join(_table_of_counts(utterances)),
        agreement="\n".join(_table_of_agreement(utterances)),
        careful=len(careful),
        careful_plain=len(plain),
        careful_figures="\n".join(_table_of_figures(_compared(plain, _by_careful))),
        careful_hard=len(hard),
        hard_figures="\n".join(_table_of_figures(_compared(hard, _by_careful))),
        plain_figures="\n".join(_table_of_figures(_compared(one for one in apart if one.plain))),
        other_figures="\n".join(
            _table_of_figures(_compared(one for one in apart if not one.plain))
        ),
        breath_figures="\n".join(_table_of_figures(_in_one_breath(plain, _by_careful))),
        pairs=_pairs(apart),
    )


def _table_of_counts(utterances: Sequence[Utterance]) -> list[str]:
    counted = Counter((kind_key, one.language) for one in utterances for kind_key in one.keys)
    lines = ["| key | English | Welsh |", "| --- | --- | --- |"]
    totals = Counter(one.language for one in utterances)
    lines.append(f"| utterances | {totals['en']} | {totals['cy']} |")
    lines += [
        f"| {key} | {counted[(kind, key), 'en']} | {counted[(kind, key), 'cy']} |"
        for kind, key in KEYS
    ]
    return lines


def _table_of_agreement(utterances: Sequence[Utterance]) -> list[str]:
    lines = ["| kind | alpha | utterances coded twice |", "| --- | --- | --- |"]
    twice = [one for one in utterances if one.second is not None]
    for kind in dict.fromkeys(kind for kind, _key in KEYS):
        alphas = [
            alpha([_views(one, named) for one in twice])
            for named in KEYS
            if named[0] == kind and named != CIRCUMSTANCE
        ]
        mean = fmean(found for found in alphas if found is not None)
        lines.append(f"| {kind}s | {mean:.2f} | {len(twice)} |")
    return lines


def _views(one: Utterance, key: tuple[str, str]) -> list[bool]:
    """Give what the writer and the second coder say of a key, of those who say anything."""
    views = [says(coder, key) for coder in (one.keys, one.second) if coder is not None]
    return [view for view in views if view is not None]


def _table_of_figures(compared: Comparison) -> list[str]:
    measured = {(score.aspect, score.language) for score in compared.mapper.scores}
    columns = [
        column for aspect in ASPECTS for name in LANGUAGES if (column := (aspect, name)) in measured
    ]
    lines = [
        "| | " + " | ".join(f"{aspect} {name}" for aspect, name in columns) + " |",
        "| --- |" + " --- |" * len(columns),
    ]
    for report in (compared.mapper, *compared.beside):
        cells = []
        for column in columns:
            score = report.score(*column)
            cells.append(f"{score.macro:.2f} ({score.low:.2f} to {score.high:.2f})")
        lines.append(f"| {report.name} | " + " | ".join(cells) + " |")
    return lines


def _pairs(apart: Sequence[Utterance]) -> str:
    """Say how many pairs get exactly the right assets in both halves."""
    halves: dict[str, list[bool]] = {}
    for one in apart:
        if one.pair:
            found = summarise(OutcomeMapper().find(one.text, language=one.language)).assets
            wanted = _keys(one, "asset", Utterance.seen)
            halves.setdefault(one.pair, []).append(list(found) == sorted(wanted))
    whole = [both for both in halves.values() if len(both) > 1]
    right = sum(all(both) for both in whole)
    return (
        f"Of {len(whole)} held-out pairs that differ in a word or two (helps, used to help), both"
        f" halves got exactly the right assets in {right} ({right / max(len(whole), 1):.0%})."
    )
