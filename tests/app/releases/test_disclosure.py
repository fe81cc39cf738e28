"""Small numbers are hidden, the rest rounded, and nothing else can be released."""

import copy
import dataclasses

import pytest

from app.releases.aggregation import Cell, Table, TableRow
from app.releases.disclosure import (
    DEFAULT_RULE,
    DisclosureRule,
    Marker,
    ReleasableTable,
    Shown,
    UncheckedTable,
    check_releasable,
    percentage,
    protect,
)
from app.releases.layout import Column, Label, TableLayout, Wording
from tests.app.releases.invented_conversations import lopsided_period, tables_of


HIDDEN, NOT_GIVEN = Marker.HIDDEN, Marker.NOT_GIVEN
WORDS = Wording("Words", "Geiriau")


def a_table(*cells: Cell, total: Cell | None = None, divide: bool = False) -> Table:
    layout = TableLayout(
        "example", WORDS, WORDS, (Column("people", WORDS, WORDS, True),), WORDS, divide
    )
    rows = tuple(TableRow(Label(f"r{n}", WORDS), (cell,)) for n, cell in enumerate(cells))
    return Table(layout, rows, TableRow(Label("all", WORDS), (total,)) if total else None)


def people(count: int) -> Cell:
    return Cell(count, count)


def shown(table: ReleasableTable) -> list[Shown]:
    return [row.cells[0] for row in table.every_row]


@pytest.mark.parametrize(
    ("count", "released"),
    [
        (0, HIDDEN),
        (1, HIDDEN),
        (7, HIDDEN),
        (8, 10),
        (9, 10),
        (12, 10),
        (13, 15),
        (17, 15),
        (18, 20),
        (100, 100),
        (102, 100),
        (103, 105),
    ],
)
def test_the_boundaries_of_the_default_rule(count: int, released: Shown) -> None:
    assert shown(protect(a_table(people(count)))) == [released]


def test_a_hidden_cell_is_never_nought() -> None:
    (cell,) = shown(protect(a_table(people(0))))

    assert cell is HIDDEN
    assert not isinstance(cell, int)


def test_many_tags_about_few_people_are_hidden() -> None:
    assert shown(protect(a_table(Cell(count=40, people=7), Cell(count=40, people=8)))) == [
        HIDDEN,
        40,
    ]


def test_a_total_is_rounded_from_its_own_count_and_not_from_rounded_rows() -> None:
    table = protect(a_table(people(8), people(8), people(8), total=people(21)))

    assert shown(table) == [10, 10, 10, 20]


def test_a_small_total_is_hidden_like_any_cell() -> None:
    assert shown(protect(a_table(people(3), total=people(7)))) == [HIDDEN, HIDDEN]


def test_rows_that_divide_a_total_are_hidden_together() -> None:
    table = protect(a_table(people(12), people(30), people(7), total=people(49), divide=True))

    assert shown(table) == [HIDDEN, HIDDEN, HIDDEN, 50]


def test_rows_that_divide_a_total_are_all_shown_when_none_is_small() -> None:
    table = protect(a_table(people(12), people(30), total=people(42), divide=True))

    assert shown(table) == [10, 30, 40]


def test_a_figure_that_is_never_given_is_neither_hidden_nor_a_number() -> None:
    table = protect(tables_of(lopsided_period(1))["domains"])

    assert table.total is not None
    tags = [column.key for column in table.columns].index("tags")
    assert table.total.cells[tags] is NOT_GIVEN


@pytest.mark.parametrize(
    ("part", "whole", "released"),
    [
        (10, 20, 50),
        (10, 15, 67),
        (5, 40, 13),
        (20, 20, 100),
        (HIDDEN, 20, HIDDEN),
        (10, HIDDEN, HIDDEN),
        (10, NOT_GIVEN, NOT_GIVEN),
        (HIDDEN, NOT_GIVEN, NOT_GIVEN),
    ],
)
def test_percentages_come_from_rounded_numbers_only(
    part: Shown, whole: Shown, released: Shown
) -> None:
    assert percentage(part, whole) == released


def test_a_percentage_column_gives_the_share_of_the_rounded_total() -> None:
    table = protect(a_table(people(8), people(7), total=people(18)))

    assert [column.key for column in table.columns] == ["people", "people_percent"]
    assert [row.cells for row in table.every_row] == [(10, 50), (HIDDEN, HIDDEN), (20, 100)]


@pytest.mark.parametrize("seed", range(20))
def test_every_number_released_is_rounded_or_a_percentage_of_rounded_numbers(seed: int) -> None:
    for table in map(protect, tables_of(lopsided_period(seed)).values()):
        for row in table.every_row:
            for column, cell in zip(table.columns, row.cells, strict=True):
                if isinstance(cell, int) and not column.is_percentage:
                    assert cell >= 10
                    assert cell % 5 == 0


@pytest.mark.parametrize(
    ("hide_up_to", "round_to"),
    [(0, 1), (3, 5), (7, 1), (5, 5), (6, 5), (4, 20), (-1, 5)],
)
def test_settings_under_which_people_could_be_worked_out_are_refused(
    hide_up_to: int, round_to: int
) -> None:
    with pytest.raises(ValueError, match=r"[Hh]ide"):
        DisclosureRule(hide_up_to, round_to)


@pytest.mark.parametrize(("hide_up_to", "round_to"), [(7, 5), (9, 5), (4, 5), (9, 10)])
def test_settings_that_others_publish_under_are_accepted(hide_up_to: int, round_to: int) -> None:
    assert DisclosureRule(hide_up_to, round_to).round(hide_up_to + 1) > 0


def test_the_default_rule_is_the_decision_taken() -> None:
    assert (DEFAULT_RULE.hide_up_to, DEFAULT_RULE.round_to) == (7, 5)


def test_nobody_but_disclosure_control_can_make_a_releasable_table() -> None:
    table = protect(a_table(people(20)))
    parts = {
        field.name: getattr(table, field.name) for field in dataclasses.fields(ReleasableTable)
    }

    with pytest.raises(UncheckedTable):
        ReleasableTable(**parts, seal=object())
    with pytest.raises(UncheckedTable):
        ReleasableTable(**parts, seal=None)
    with pytest.raises(TypeError):
        ReleasableTable(**parts)
    with pytest.raises(ValueError, match="seal"):
        dataclasses.replace(table, rows=())  # type: ignore[call-arg]


def test_a_releasable_table_cannot_be_changed() -> None:
    table = protect(a_table(people(20)))

    with pytest.raises(dataclasses.FrozenInstanceError):
        table.rows = ()  # type: ignore[misc]


def test_the_gate_refuses_whatever_disclosure_control_did_not_make() -> None:
    table = a_table(people(20))

    for unchecked in (table, copy.deepcopy(table), None, {"people": 3}, [table]):
        with pytest.raises(UncheckedTable):
            check_releasable(unchecked)
    assert check_releasable(protect(table)) == protect(table)
