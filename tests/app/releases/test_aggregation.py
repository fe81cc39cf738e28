"""Confirmed tags are added up into the same tables every time."""

import time

import pytest

from app.releases.aggregation import Cell, ConfirmedTag, HeldConversation, Table, aggregate_release
from app.releases.layout import Wording, check_key
from tests.app.releases.invented_conversations import (
    ASSET_KEYS,
    DIMENSIONS,
    DOMAIN_KEYS,
    lopsided_period,
    tables_of,
)


HELD = (
    HeldConversation("Mair", 1, "cy"),
    HeldConversation("Mair", 2, "both"),
    HeldConversation("Tomos", 3, "en"),
    HeldConversation("Alys", 4, ""),
)
TAGS = (
    ConfirmedTag("Mair", 1, "1/a", "domain", "HOME"),
    ConfirmedTag("Mair", 1, "1/a", "statement", "HOME-1"),
    ConfirmedTag("Mair", 1, "1/a", "element", "BARRIER"),
    ConfirmedTag("Mair", 2, "2/a", "domain", "HOME"),
    ConfirmedTag("Mair", 2, "2/b", "element", "RISK"),
    ConfirmedTag("Tomos", 3, "3/a", "statement", "HEALTH-2"),
    ConfirmedTag("Tomos", 3, "3/a", "asset", "SELF"),
    ConfirmedTag("Tomos", 3, "3/a", "element", "STRENGTH"),
    ConfirmedTag("Tomos", 3, "3/a", "element", "CIRCUMSTANCE"),
)


def counts(table: Table, row: str) -> list[int | None]:
    every_row = (*table.rows, *([table.total] if table.total else []))
    (found,) = (one for one in every_row if one.label.key == row)
    return [None if cell is None else cell.count for cell in found.cells]


def test_people_conversations_and_tags_are_counted_apart() -> None:
    assert counts(tables_of((HELD, TAGS))["domains"], "HOME") == [1, 2, 3]


def test_a_confirmed_statement_counts_in_its_domain() -> None:
    assert counts(tables_of((HELD, TAGS))["domains"], "HEALTH") == [1, 1, 1]


def test_everyone_is_counted_once_however_many_domains_they_spoke_of() -> None:
    tags = (*TAGS, ConfirmedTag("Mair", 1, "1/b", "domain", "HEALTH"))

    assert counts(tables_of((HELD, tags))["domains"], "everyone") == [2, 3, None]


def test_a_conversation_with_nothing_confirmed_is_held_but_reaches_no_other_table() -> None:
    tables = tables_of((HELD, TAGS))

    assert counts(tables["reach"], "held") == [3, 4]
    assert counts(tables["reach"], "confirmed") == [2, 3]


def test_an_element_counts_in_a_domain_only_where_both_mark_the_same_passage() -> None:
    table = tables_of((HELD, TAGS))["elements"]

    assert counts(table, "HOME") == [0, 0, 1, 0]
    assert counts(table, "HEALTH") == [1, 0, 0, 0]
    assert counts(table, "any_or_none") == [1, 0, 1, 1]


def test_a_kind_of_asset_counts_the_people_who_have_it() -> None:
    table = tables_of((HELD, TAGS))["assets"]

    assert counts(table, "SELF") == [1, 1]
    assert counts(table, "PEOPLE") == [0, 0]


def test_each_conversation_is_in_one_language_row_only() -> None:
    table = tables_of((HELD, TAGS))["languages"]

    assert [counts(table, row) for row in ("in_welsh", "not_in_welsh", "all")] == [[2], [2], [4]]


def test_the_shape_of_a_release_never_depends_on_what_was_said() -> None:
    def shape(tables: dict[str, Table]) -> list[tuple[str, list[str], int]]:
        return [
            (key, [row.label.key for row in table.rows], len(table.layout.columns))
            for key, table in tables.items()
        ]

    nothing = shape(tables_of(((), ())))

    assert nothing == shape(tables_of(lopsided_period(3)))
    assert nothing[1][1] == list(DOMAIN_KEYS)
    assert nothing[2][1] == list(ASSET_KEYS)


def test_the_order_in_which_tags_arrive_changes_nothing() -> None:
    held, tags = lopsided_period(7)

    assert tables_of((held, tags)) == tables_of((held[::-1], tags[::-1]))


@pytest.mark.parametrize(
    ("held", "tags"),
    [
        (HELD, (ConfirmedTag("Mair", 1, "1/a", "domain", "HAPPINESS"),)),
        (HELD, (ConfirmedTag("Mair", 1, "1/a", "asset", "MONEY"),)),
        (HELD, (ConfirmedTag("Mair", 9, "9/a", "domain", "HOME"),)),
        ((HeldConversation("Mair", 1, "klingon"),), ()),
    ],
    ids=["unknown domain", "unknown asset", "conversation outside the period", "unknown language"],
)
def test_what_has_no_place_in_the_tables_stops_the_release(
    held: tuple[HeldConversation, ...], tags: tuple[ConfirmedTag, ...]
) -> None:
    with pytest.raises(ValueError, match=r"no row|not in the period"):
        aggregate_release(DIMENSIONS, held, tags)


@pytest.mark.parametrize(("count", "people"), [(1, 2), (1, 0), (-1, -1), (0, 1)])
def test_a_count_and_the_people_behind_it_must_agree(count: int, people: int) -> None:
    with pytest.raises(ValueError, match="people behind"):
        Cell(count, people)


def test_a_row_that_does_not_fit_its_table_is_refused() -> None:
    table = tables_of(((), ()))["domains"]
    with pytest.raises(ValueError, match="does not fit"):
        Table(table.layout, (table.rows[0], type(table.rows[0])(table.rows[1].label, ())))
    with pytest.raises(ValueError, match="twice"):
        Table(table.layout, (table.rows[0], table.rows[0]))


@pytest.mark.parametrize("key", ["", "../x", "a b", "=cmd", "ŵ", "1st"])
def test_a_key_that_would_be_unsafe_in_a_file_name_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="plain letters"):
        check_key(key)


@pytest.mark.parametrize(("en", "cy"), [("", "Pobl"), ("People", " ")])
def test_no_wording_stands_in_one_language_only(en: str, cy: str) -> None:
    with pytest.raises(ValueError, match="both English and Welsh"):
        Wording(en, cy)


def test_a_large_quarter_is_added_up_in_seconds() -> None:
    held = [HeldConversation(n // 2, n, "en") for n in range(30_000)]
    tags = [
        tag
        for n in range(30_000)
        for tag in (
            ConfirmedTag(n // 2, n, n, "domain", "HOME"),
            ConfirmedTag(n // 2, n, n, "element", "RISK"),
        )
    ]
    started = time.perf_counter()
    aggregate_release(DIMENSIONS, held, tags)

    assert time.perf_counter() - started < 5
