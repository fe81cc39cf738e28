"""Bars are drawn to scale, and a hidden one gives nothing away."""

import pytest

from app.charts import STUB_WIDTH, ChartRow, bar_chart


def row(value: int | None) -> ChartRow:
    return ChartRow("Home", value, "hidden" if value is None else str(value))


def test_bars_share_one_scale_that_starts_at_nought() -> None:
    chart = bar_chart([row(40), row(20), row(0)], width=300, value_space=100)

    assert [bar.width for bar in chart.bars] == [200, 100, 0]


def test_a_hidden_bar_is_always_the_same_length() -> None:
    for others in ([], [row(10)], [row(1_000_000)]):
        (bar, *_) = bar_chart([row(None), *others]).bars
        assert bar.is_hidden
        assert bar.width == STUB_WIDTH


def test_hidden_bars_do_not_change_the_scale_of_the_others() -> None:
    shown = bar_chart([row(10), row(30)]).bars
    with_hidden = bar_chart([row(10), row(30), row(None)]).bars

    assert with_hidden[:2] == shown


def test_every_bar_and_value_fits_inside_the_chart() -> None:
    chart = bar_chart([row(5), row(None), row(90)])

    for bar in chart.bars:
        assert bar.value_x < chart.width - 100
        assert bar.y + bar.height <= chart.height
    assert chart.view_box == f"0 0 {chart.width} {chart.height}"


def test_rows_stand_in_the_order_given_without_touching() -> None:
    chart = bar_chart([row(1), row(2), row(3)])

    for above, below in zip(chart.bars, chart.bars[1:], strict=False):
        assert above.y + above.height < below.label_y - 12


@pytest.mark.parametrize("values", [[], [0], [0, 0], [None], [None, 0]])
def test_a_chart_of_nothing_much_is_still_a_chart(values: list[int | None]) -> None:
    assert len(bar_chart([row(value) for value in values]).bars) == len(values)


def test_a_chart_that_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ValueError, match="too narrow"):
        bar_chart([row(1)], width=100, value_space=90)
    with pytest.raises(ValueError, match="shorter than nothing"):
        bar_chart([row(-1)])
