"""An attacker with every published table, the rule, and an integer programme.

What is published becomes bounds; what must be true of any such tables becomes constraints. A
hidden cell is lost when the least and the greatest value it can still have are the same.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from app.releases.aggregation import Cell, Table
from app.releases.disclosure import DisclosureRule, Marker, Shown, protect
from app.releases.layout import ELEMENTS, LANGUAGES_TABLE


Name = tuple[str, str, str]  # table, row, column
Publication = Mapping[Name, Shown]
MANY = 2_000


def true_cells(tables: Mapping[str, Table]) -> Iterator[tuple[Name, Cell]]:
    """Go through the cells of the tables, totals included."""
    for key, table in tables.items():
        for row in (*table.rows, *([table.total] if table.total else [])):
            for column, cell in zip(table.layout.columns, row.cells, strict=True):
                if cell is not None:
                    yield (key, row.label.key, column.key), cell


def published(tables: Mapping[str, Table], rule: DisclosureRule) -> Publication:
    """Return what the product publishes."""
    shown: dict[Name, Shown] = {}
    for key, table in tables.items():
        safe = protect(table, rule)
        for row in safe.every_row:
            for column, cell in zip(safe.columns, row.cells, strict=True):
                shown[key, row.label.key, column.key] = cell
    return {name: shown[name] for name, _ in true_cells(tables)}


def published_weakly(tables: Mapping[str, Table]) -> Publication:
    """Return what a common and worthless rule publishes: 1 to 4 hidden, all else exact."""
    return {
        name: Marker.HIDDEN if 1 <= cell.people <= 4 else cell.count
        for name, cell in true_cells(tables)
    }


@dataclass
class Attacker:
    """Everything the attacker holds; ``meanings`` says which true counts a number may stand for."""

    publication: Publication
    hidden_people: tuple[int, int]
    meanings: Callable[[int], tuple[int, int]]
    least_shown: int
    knows_of_one_visit_each: bool = False
    _low: list[float] = field(default_factory=list)
    _high: list[float] = field(default_factory=list)
    _index: dict[Name, int] = field(default_factory=dict)
    _rows: list[dict[int, int]] = field(default_factory=list)
    _least: list[float] = field(default_factory=list)
    _most: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name, shown in self.publication.items():
            self._add(name, *self._bounds(name, shown))
        self._relate_counts()
        self._relate_elements()
        self._relate_languages()

    def widths(self) -> dict[Name, int]:
        """Return how many values above its least each hidden cell can still take.

        Two far-apart solutions settle most cells at once: any gap between two possible worlds is
        a gap the attacker cannot close. Only a cell that both leave narrow is asked about alone.
        """
        hidden = [name for name, shown in self.publication.items() if shown is Marker.HIDDEN]
        if not hidden:
            return {}
        everything = np.zeros(len(self._low))
        everything[[self._index[name] for name in hidden]] = 1
        least, most = self._solve(everything), self._solve(-everything)
        widths = {}
        for name in hidden:
            at = self._index[name]
            widths[name] = round(abs(most[at] - least[at]))
            if widths[name] < 3:
                alone = np.zeros(len(self._low))
                alone[at] = 1
                widths[name] = round(self._solve(-alone)[at] - self._solve(alone)[at])
        return widths

    def allows(self, truth: Mapping[Name, int]) -> bool:
        """Say whether what really happened fits what the attacker believes must be so."""
        low, high = list(self._low), list(self._high)
        for name, count in truth.items():
            at = self._index[name]
            if not low[at] <= count <= high[at]:
                return False
            low[at] = high[at] = count
        return bool(self._result(np.zeros(len(low)), Bounds(low, high)).success)

    def _bounds(self, name: Name, shown: Shown) -> tuple[int, int]:
        if isinstance(shown, int):
            return self.meanings(shown)
        counts_people = name[2] == "people" or name[0] == ELEMENTS.key
        return self.hidden_people if counts_people else (self.hidden_people[0], MANY)

    def _relate_counts(self) -> None:
        """One person is at least one conversation, one conversation at least one tag."""
        for key, row, column in list(self._index):
            if column == "people":
                self._as_many_or_more((key, row, "people"), (key, row, "conversations"))
            if (key, row, "tags") in self._index:
                self._at_most((key, row, "conversations"), (key, row, "tags"))
            if key in ("domains", "assets", "reach") and column != "tags":
                self._at_most((key, row, column), ("reach", "held", column))
                if row != "held":
                    self._at_most((key, row, column), ("reach", "confirmed", column))
        for key in ("domains", "assets"):
            for column in ("people", "conversations"):
                self._at_most(("reach", "confirmed", column), (key, "everyone", column))

    def _relate_elements(self) -> None:
        """Whoever has a barrier in a domain has the domain, and a barrier."""
        for key, row, column in list(self._index):
            if key == ELEMENTS.key:
                self._at_most((key, row, column), ("reach", "confirmed", "people"))
                if row != "any_or_none":
                    self._at_most((key, row, column), ("domains", row, "people"))
                    self._at_most((key, row, column), (key, "any_or_none", column))

    def _relate_languages(self) -> None:
        """The two rows add up to the total, and a hidden pair has a small one in it."""
        key = LANGUAGES_TABLE.key
        welsh, other, total = (
            (key, row, "conversations") for row in ("in_welsh", "not_in_welsh", "all")
        )
        self._constrain({welsh: 1, other: 1, total: -1}, 0, 0)
        self._constrain({total: 1, ("reach", "held", "conversations"): -1}, 0, 0)
        behind = [self._people_behind(name) for name in (welsh, other)]
        self._at_most(behind[0], ("reach", "held", "people"))
        self._at_most(behind[1], ("reach", "held", "people"))
        hidden = [name for name in (welsh, other) if self.publication[name] is Marker.HIDDEN]
        if len(hidden) == 2:
            which = ("choice", "", "")
            self._add(which, 0, 1)
            small = self.hidden_people[1]
            self._constrain({behind[0]: 1, which: -MANY}, -np.inf, small)
            self._constrain({behind[1]: 1, which: MANY}, -np.inf, small + MANY)

    def _people_behind(self, name: Name) -> Name:
        behind = (name[0], name[1], "people behind")
        shown, one_hidden = self.publication[name], self._only_one_hidden()
        if shown is Marker.HIDDEN:
            self._add(behind, self.hidden_people[0], self.hidden_people[1] if one_hidden else MANY)
        else:
            self._add(behind, self.least_shown if shown else 0, MANY)
        self._as_many_or_more(behind, name)
        return behind

    def _only_one_hidden(self) -> bool:
        rows = [
            shown
            for (key, row, _), shown in self.publication.items()
            if key == LANGUAGES_TABLE.key and row != "all"
        ]
        return rows.count(Marker.HIDDEN) == 1

    def _add(self, name: Name, low: float, high: float) -> None:
        self._index[name] = len(self._low)
        self._low.append(low)
        self._high.append(high)

    def _as_many_or_more(self, people: Name, conversations: Name) -> None:
        self._at_most(people, conversations)
        if self.knows_of_one_visit_each:
            self._at_most(conversations, people)

    def _at_most(self, smaller: Name, larger: Name) -> None:
        if smaller != larger:
            self._constrain({smaller: 1, larger: -1}, -np.inf, 0)

    def _constrain(self, weights: Mapping[Name, int], least: float, most: float) -> None:
        self._rows.append({self._index[name]: weight for name, weight in weights.items()})
        self._least.append(least)
        self._most.append(most)

    def _solve(self, objective: np.ndarray) -> np.ndarray:
        result = self._result(objective, Bounds(self._low, self._high))
        assert result.success, "The attacker's beliefs contradict one another."
        return np.asarray(result.x)

    def _result(self, objective: np.ndarray, bounds: Bounds) -> Any:
        matrix = np.zeros((len(self._rows), len(self._low)))
        for at, row in enumerate(self._rows):
            for column, weight in row.items():
                matrix[at, column] = weight
        return milp(
            objective,
            constraints=LinearConstraint(matrix, self._least, self._most),
            bounds=bounds,
            integrality=np.ones(len(self._low)),
        )


def against(
    rule: DisclosureRule, tables: Mapping[str, Table], *, knows_of_one_visit_each: bool = False
) -> Attacker:
    """Return the attacker facing what the product publishes under the rule."""

    def meanings(shown: int) -> tuple[int, int]:
        close = range(max(rule.hide_up_to + 1, shown - rule.round_to), shown + rule.round_to + 1)
        alike = [count for count in close if rule.round(count) == shown]
        return alike[0], alike[-1]

    return Attacker(
        published(tables, rule),
        (0, rule.hide_up_to),
        meanings,
        rule.hide_up_to + 1,
        knows_of_one_visit_each,
    )


def against_weak_rule(publication: Publication) -> Attacker:
    """Return the attacker facing the weak rule's exact numbers."""
    return Attacker(publication, (1, 4), lambda shown: (shown, shown), 5)
