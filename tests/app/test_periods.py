"""The fixed periods of releases."""

import datetime as dt

import pytest

from app.periods import Quarter, parse_period, quarter_of, quarters_between


@pytest.mark.parametrize("text", ["2026-Q3", " 2026-q3\n"])
def test_a_quarter_is_read_as_people_write_it(text: str) -> None:
    assert parse_period(text) == Quarter(2026, 3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-Q0",
        "2026-Q5",
        "26-Q3",
        "2026-07",
        "2026Q3",
        "2026-Q3/..",
        "٢٠٢٦-Q3",
        "9999-Q4",
        "0000-Q1",
        "=2026-Q3",
    ],
)
def test_anything_else_is_refused_with_a_sentence_that_shows_how(text: str) -> None:
    with pytest.raises(ValueError, match=r"such as 2026-Q3\.$"):
        parse_period(text)


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        ("2026-Q1", dt.date(2026, 1, 1), dt.date(2026, 3, 31)),
        ("2026-Q2", dt.date(2026, 4, 1), dt.date(2026, 6, 30)),
        ("2026-Q3", dt.date(2026, 7, 1), dt.date(2026, 9, 30)),
        ("2026-Q4", dt.date(2026, 10, 1), dt.date(2026, 12, 31)),
    ],
)
def test_a_quarter_is_three_whole_months(label: str, first: dt.date, last: dt.date) -> None:
    quarter = parse_period(label)

    assert (quarter.first_day, quarter.last_day, str(quarter)) == (first, last, label)
    assert quarter_of(first) == quarter_of(last) == quarter


def test_a_quarter_has_ended_only_on_the_day_after_its_last() -> None:
    quarter = Quarter(2026, 3)

    assert not quarter.has_ended(dt.date(2026, 9, 30))
    assert quarter.has_ended(dt.date(2026, 10, 1))


def test_quarters_follow_one_another_across_the_year() -> None:
    assert Quarter(2027, 1).previous() == Quarter(2026, 4)
    assert Quarter(2026, 4).next() == Quarter(2027, 1)
    assert Quarter(2026, 3).previous() == Quarter(2026, 2)
    assert Quarter(2026, 4) < Quarter(2027, 1)


def test_quarters_between_two_days_include_both_ends() -> None:
    quarters = quarters_between(dt.date(2026, 9, 30), dt.date(2027, 1, 1))

    assert [quarter.label for quarter in quarters] == ["2026-Q3", "2026-Q4", "2027-Q1"]


def test_there_are_no_quarters_between_days_that_are_reversed() -> None:
    assert quarters_between(dt.date(2026, 9, 2), dt.date(2026, 9, 1)) == ()
