"""Makes releasable tables: true counts turned into numbers nobody can be worked out from.

The rule is NHS England's for small areas, which OpenSAFELY also uses: hide counts of 1 to 7, round
the rest, and round every total from its own true count and never from its rounded parts. Three
things are added to it, each because an attacker found the gap:

* Zero is hidden like 1 to 7. That nobody in a small group spoke of a thing is a fact about each of
  them, and a hidden cell that might be 0 is harder to pin down.
* A cell is judged by the people behind it. Forty tags on two people's words are two people.
* Where the rows divide the total between them, one hidden row hides every row. The total would
  otherwise give it away by subtraction, now and then to within one.

See docs/decisions/0007_disclosure_control.md.
"""

from dataclasses import InitVar, dataclass
from enum import Enum
from typing import Final, final

from app.releases.aggregation import Cell, Table, TableRow
from app.releases.layout import Column, Label, TableLayout, Wording


class Marker(Enum):
    """What stands in a cell that shows no number. Neither is nought."""

    HIDDEN = "hidden"
    NOT_GIVEN = "not given"


Shown = int | Marker


class UncheckedTable(TypeError):
    """Raised where something tries to release a table that disclosure control has not made."""


@dataclass(frozen=True)
class DisclosureRule:
    """The data controller's two settings: the largest count hidden, and the rounding of the rest.

    Some pairs look safe and are not: hide up to 6 and round to 5, and every "5" shown is a 7. A
    pair is refused unless the smallest number shown could stand for three true counts or more.
    """

    hide_up_to: int = 7
    round_to: int = 5

    def __post_init__(self) -> None:
        if self.hide_up_to < 4 or self.round_to < 5:
            raise ValueError("Hide counts of at least 1 to 4, and round to 5 or more.")
        smallest = self.round(self.hide_up_to + 1)
        alike = [
            n
            for n in range(self.hide_up_to + 1, smallest + self.round_to)
            if self.round(n) == smallest
        ]
        if smallest == 0 or len(alike) < 3:
            raise ValueError(
                "With these two settings the smallest number shown would give people away. "
                "Hide up to 7 and round to 5, or hide up to 9 and round to 5."
            )

    def hides(self, cell: Cell) -> bool:
        """Say whether too few people are behind the count for it to be shown."""
        return cell.people <= self.hide_up_to

    def round(self, count: int) -> int:
        """Return the nearest multiple of ``round_to``, halves going up."""
        return self.round_to * ((2 * count + self.round_to) // (2 * self.round_to))


@dataclass(frozen=True)
class ReleasableColumn:
    """One column as released; a percentage is always of the table's total row."""

    key: str
    heading: Wording
    meaning: Wording
    is_percentage: bool = False


@dataclass(frozen=True)
class ReleasableRow:
    """One row as released: rounded numbers and markers, nothing else."""

    label: Label
    cells: tuple[Shown, ...]


_SEAL: Final = object()


@final
@dataclass(frozen=True)
class ReleasableTable:
    """A table fit to leave the organisation. Only ``protect`` can make one."""

    layout: TableLayout
    columns: tuple[ReleasableColumn, ...]
    rows: tuple[ReleasableRow, ...]
    total: ReleasableRow | None
    rule: DisclosureRule
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise UncheckedTable("Only disclosure control can make a releasable table.")

    @property
    def every_row(self) -> tuple[ReleasableRow, ...]:
        """Return the rows with the total, where there is one, last."""
        return self.rows if self.total is None else (*self.rows, self.total)


DEFAULT_RULE: Final = DisclosureRule()


def protect(table: Table, rule: DisclosureRule = DEFAULT_RULE) -> ReleasableTable:
    """Hide and round a table of true counts, so that it may be released."""
    total = None if table.total is None else _shown(table.total, rule)
    rows = [_shown(row, rule) for row in table.rows]
    if table.layout.rows_divide_total:
        rows = _hidden_together(rows)

    def released(row: TableRow, cells: tuple[Shown, ...]) -> ReleasableRow:
        return ReleasableRow(row.label, _with_percentages(table.layout, cells, total))

    return ReleasableTable(
        layout=table.layout,
        columns=_columns(table.layout),
        rows=tuple(map(released, table.rows, rows)),
        total=released(table.total, total) if table.total and total else None,
        rule=rule,
        seal=_SEAL,
    )


def check_releasable(table: object) -> ReleasableTable:
    """Return the table if disclosure control made it, or refuse: every sink's gate."""
    if type(table) is not ReleasableTable:
        raise UncheckedTable("Only a table that disclosure control has made can be released.")
    return table


def percentage(part: Shown, whole: Shown) -> Shown:
    """Return the share in whole per cent, from rounded numbers and never from true counts."""
    if Marker.NOT_GIVEN in (part, whole):
        return Marker.NOT_GIVEN
    if isinstance(part, Marker) or isinstance(whole, Marker):
        return Marker.HIDDEN
    return (200 * part + whole) // (2 * whole)


def _shown(row: TableRow, rule: DisclosureRule) -> tuple[Shown, ...]:
    return tuple(_shown_cell(cell, rule) for cell in row.cells)


def _shown_cell(cell: Cell | None, rule: DisclosureRule) -> Shown:
    if cell is None:
        return Marker.NOT_GIVEN
    return Marker.HIDDEN if rule.hides(cell) else rule.round(cell.count)


def _hidden_together(rows: list[tuple[Shown, ...]]) -> list[tuple[Shown, ...]]:
    """Hide the whole column where any row of it is hidden.

    Only what is already hidden decides, never the true counts: a rule that hid one more row "when
    needed" would tell an attacker who knows the rule that it had been needed.
    """
    hidden = [Marker.HIDDEN in column for column in zip(*rows, strict=True)]
    return [
        tuple(
            Marker.HIDDEN if all_hidden else cell
            for all_hidden, cell in zip(hidden, row, strict=True)
        )
        for row in rows
    ]


def _columns(layout: TableLayout) -> tuple[ReleasableColumn, ...]:
    columns: list[ReleasableColumn] = []
    for column in layout.columns:
        columns.append(ReleasableColumn(column.key, column.heading, column.meaning))
        if column.has_percentage:
            columns.append(_percentage_column(column))
    return tuple(columns)


def _percentage_column(column: Column) -> ReleasableColumn:
    return ReleasableColumn(
        f"{column.key}_percent",
        Wording(f"{column.heading.en} (%)", f"{column.heading.cy} (%)"),
        Wording(
            "The row's share of the last row, from the rounded numbers shown here.",
            "Cyfran y rhes o'r rhes olaf, o'r rhifau wedi'u talgrynnu a welir yma.",
        ),
        is_percentage=True,
    )


def _with_percentages(
    layout: TableLayout, cells: tuple[Shown, ...], total: tuple[Shown, ...] | None
) -> tuple[Shown, ...]:
    wholes = total or (Marker.NOT_GIVEN,) * len(cells)
    released: list[Shown] = []
    for column, cell, whole in zip(layout.columns, cells, wholes, strict=True):
        released.append(cell)
        if column.has_percentage:
            released.append(percentage(cell, whole))
    return tuple(released)
