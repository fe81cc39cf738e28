"""Nobody can be worked out from a release, even by someone who knows the rule and can calculate."""

import dataclasses

import pytest

from app.releases.aggregation import HeldConversation, Table
from app.releases.disclosure import DEFAULT_RULE, DisclosureRule, Marker
from tests.app.releases.attacker import (
    Publication,
    against,
    against_weak_rule,
    published,
    published_weakly,
    true_cells,
)
from tests.app.releases.invented_conversations import lopsided_period, tables_of, without


SEEDS = range(120)
STRICTER_RULE = DisclosureRule(hide_up_to=9, round_to=5)


@pytest.mark.parametrize("one_visit_each", [False, True], ids=["visits vary", "one visit each"])
@pytest.mark.parametrize("rule", [DEFAULT_RULE, STRICTER_RULE], ids=["7 and 5", "9 and 5"])
def test_no_hidden_cell_can_be_worked_out_from_all_the_tables_together(
    rule: DisclosureRule, one_visit_each: bool
) -> None:
    hidden, narrowed, lost = 0, [], []
    for seed in SEEDS:
        tables = tables_of(lopsided_period(seed, one_visit_each=one_visit_each))
        widths = against(rule, tables, knows_of_one_visit_each=one_visit_each).widths()
        hidden += len(widths)
        lost += [(seed, name) for name, width in widths.items() if width == 0]
        narrowed += [(seed, name) for name, width in widths.items() if width < 3]

    assert hidden > 1_000
    assert lost == []
    assert narrowed == []


@pytest.mark.parametrize("one_visit_each", [False, True], ids=["visits vary", "one visit each"])
def test_the_attacker_believes_nothing_that_is_not_so(one_visit_each: bool) -> None:
    for seed in SEEDS:
        tables = tables_of(lopsided_period(seed, one_visit_each=one_visit_each))
        truth = {name: cell.count for name, cell in true_cells(tables)}

        attacker = against(DEFAULT_RULE, tables, knows_of_one_visit_each=one_visit_each)
        assert attacker.allows(truth), seed
        if not one_visit_each:
            assert against_weak_rule(published_weakly(tables)).allows(truth), seed


def test_the_same_attacker_breaks_a_weak_rule() -> None:
    small, recovered = 0, 0
    for seed in SEEDS:
        tables = tables_of(lopsided_period(seed))
        truth = dict(true_cells(tables))
        widths = against_weak_rule(published_weakly(tables)).widths()
        small += len(widths)
        recovered += sum(width == 0 and truth[name].people <= 4 for name, width in widths.items())

    assert small > 100
    assert recovered >= 10


def test_hiding_only_the_small_row_of_a_divided_total_lets_the_attacker_close_in() -> None:
    # 12 is shown as 10 and the total of 19 as 20: six or seven conversations in Welsh.
    held = tuple(HeldConversation(n, n, "en" if n < 12 else "cy") for n in range(19))
    tables = tables_of((held, ()))
    in_welsh = ("languages", "in_welsh", "conversations")
    together = against(DEFAULT_RULE, tables, knows_of_one_visit_each=True).widths()
    tables["languages"] = _as_if_rows_overlapped(tables["languages"])
    apart = against(DEFAULT_RULE, tables, knows_of_one_visit_each=True).widths()

    assert apart[in_welsh] == 1
    assert together[in_welsh] >= 7


def test_one_person_more_or_less_leaves_at_least_four_changes_possible() -> None:
    for seed in SEEDS:
        before, after = _with_and_without_one_person(seed, weakly=False)
        for name in before:
            if before[name] != after[name]:
                assert _changes_possible(before[name], after[name]) >= 4, (seed, name)


def test_one_person_more_or_less_shows_plainly_under_a_weak_rule() -> None:
    changed = [
        name
        for seed in SEEDS
        for before, after in (_with_and_without_one_person(seed, weakly=True),)
        for name in before
        if isinstance(before[name], int)
        and isinstance(after[name], int)
        and before[name] != after[name]
    ]

    assert len(changed) > 100


def _as_if_rows_overlapped(table: Table) -> Table:
    layout = dataclasses.replace(table.layout, rows_divide_total=False)
    return dataclasses.replace(table, layout=layout)


def _with_and_without_one_person(seed: int, *, weakly: bool) -> tuple[Publication, Publication]:
    period = lopsided_period(seed)
    both = [tables_of(period), tables_of(without(0, period))]
    if weakly:
        return published_weakly(both[0]), published_weakly(both[1])
    return published(both[0], DEFAULT_RULE), published(both[1], DEFAULT_RULE)


def _changes_possible(before: int | Marker, after: int | Marker) -> int:
    """Count the true changes that would be published as this pair."""
    return len({now - then for then in _meanings(before) for now in _meanings(after)})


def _meanings(shown: int | Marker) -> range:
    # A hidden count of conversations may be more than 7; taking the fewest meanings is stricter.
    if isinstance(shown, Marker):
        return range(DEFAULT_RULE.hide_up_to + 1)
    return range(shown - 2, shown + 3)
