"""Confirmed tags added up, as the team page's tables and charts: true counts, which stay inside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from app.i18n import current_language
from app.i18n import gettext as _
from app.periods import Quarter
from app.plans.details import WHY_MISSING
from app.plans.sufficiency import WhyMissing
from app.teams.queries import Count, Held
from app.teams.sorting import Row, Sorting
from outcome_mapping.framework import Framework, Kind


MOST_BARS: Final = 10
Column = Mapping[str, object]


@dataclass(frozen=True)
class TeamCounts:
    """Everything the database added up for the page, for one quarter."""

    quarter: Quarter
    held: Held
    confirmed: Count
    domains: Mapping[str, Count]
    statements: Mapping[str, Count]
    assets: Mapping[str, Count]
    recent: tuple[Quarter, ...]
    by_quarter: Mapping[Quarter, Count]
    gaps: Mapping[str, Count] = field(default_factory=dict)


@dataclass(frozen=True)
class BarRow:
    """One bar of a chart."""

    label: str
    value: int
    key: str = ""


@dataclass(frozen=True)
class CountTable:
    """One way of counting: a chart of people, and the table of all three numbers."""

    id: str
    heading: str
    note: str
    chart_title: str
    bars: tuple[BarRow, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    is_dense: bool = False


def count_tables(
    counts: TeamCounts, framework: Framework, sorting: Sorting
) -> tuple[CountTable, ...]:
    """Return every way of counting, what people can draw on straight after the domains."""
    return (
        _domain_table(counts, framework),
        _asset_table(counts, framework),
        _statement_table(counts, framework, sorting),
        _gap_table(counts),
        _quarter_table(counts),
    )


def _domain_table(counts: TeamCounts, framework: Framework) -> CountTable:
    labelled = _labelled(framework, "domain", counts.domains)
    return CountTable(
        id="domains",
        heading=_("By well-being domain"),
        note=_(
            "One person can appear in several domains, and one tag marks words, not a person. "
            "The domains never add up to people."
        ),
        chart_title=_("People who spoke about each domain"),
        bars=_bars(labelled),
        columns=_columns(_("Well-being domain")),
        rows=_rows((label, count) for _key, label, count in labelled),
    )


def _asset_table(counts: TeamCounts, framework: Framework) -> CountTable:
    labelled = _labelled(framework, "asset", counts.assets)
    return CountTable(
        id="assets",
        heading=_("By what people can draw on"),
        note=_(
            "One person can have several kinds of asset, so the kinds never add up to people. "
            "An asset nobody mentioned is not an asset that is missing."
        ),
        chart_title=_("People with each kind of asset"),
        bars=_bars(labelled),
        columns=_columns(_("Kind of asset")),
        rows=_rows((label, count) for _key, label, count in labelled),
    )


def _statement_table(counts: TeamCounts, framework: Framework, sorting: Sorting) -> CountTable:
    labelled = _labelled(framework, "statement", counts.statements)
    most = sorted((one for one in labelled if one[2].people), key=lambda one: -one[2].people)
    heads = (
        ("statement", _("Outcome statement")),
        ("people", _("People")),
        ("conversations", _("Conversations")),
        ("tags", _("Tags")),
    )
    return CountTable(
        id="statements",
        heading=_("By outcome statement"),
        note=_(
            "One person can appear at several statements. The statements never add up to people."
        ),
        chart_title=_("People who spoke about each statement (the ten most spoken about)"),
        bars=tuple(
            BarRow(label, count.people, framework.domain_of(key))
            for key, label, count in most[:MOST_BARS]
        ),
        columns=tuple(
            {
                "label": label,
                "numeric": name != "statement",
                "href": sorting.link(counts.quarter, name),
                "sort": sorting.direction_of(name),
            }
            for name, label in heads
        ),
        rows=_rows((label, count) for _key, label, count in sorting.in_order(labelled)),
        is_dense=True,
    )


def _gap_table(counts: TeamCounts) -> CountTable:
    labelled = [(_(WHY_MISSING[why]), counts.gaps.get(why, Count())) for why in WhyMissing]
    heads = (_("Why"), _("People"), _("Conversations"), _("Times noted"))
    return CountTable(
        id="gaps",
        heading=_("What would have helped and was not there"),
        note=_(
            "Noted in plans, by why it was not there. One person can have several, so the reasons "
            "never add up to people."
        ),
        chart_title=_("People for whom something was not there"),
        bars=tuple(BarRow(label, count.people) for label, count in labelled),
        columns=tuple({"label": head, "numeric": place > 0} for place, head in enumerate(heads)),
        rows=_rows(labelled),
    )


def _quarter_table(counts: TeamCounts) -> CountTable:
    shown = [(one, counts.by_quarter.get(one, Count())) for one in counts.recent]
    return CountTable(
        id="quarters",
        heading=_("By quarter"),
        note=_(
            "Someone who had conversations in two quarters is counted in both. "
            "The quarters never add up to people."
        ),
        chart_title=_("People with confirmed tags in each quarter"),
        bars=tuple(BarRow(one.months, count.people) for one, count in shown),
        columns=_columns(_("Quarter")),
        rows=_rows((one.months, count) for one, count in shown),
    )


def _labelled(framework: Framework, kind: Kind, counts: Mapping[str, Count]) -> tuple[Row, ...]:
    language = current_language()
    return tuple(
        (key, framework.label(kind, key, language), counts.get(key, Count()))
        for key in framework.keys(kind)
    )


def _bars(rows: Iterable[Row]) -> tuple[BarRow, ...]:
    return tuple(BarRow(label, count.people, key) for key, label, count in rows)


def _columns(first: str) -> tuple[Column, ...]:
    numbers = (_("People"), _("Conversations"), _("Tags"))
    return ({"label": first}, *({"label": label, "numeric": True} for label in numbers))


def _rows(rows: Iterable[tuple[str, Count]]) -> tuple[tuple[str, ...], ...]:
    return tuple((label, *(f"{number:,}" for number in count)) for label, count in rows)
