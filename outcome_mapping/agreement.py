"""Krippendorff's alpha for nominal data: how far people agree beyond what chance would bring.

After K. Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011): alpha = 1 - D_o / D_e
over the values that can be paired. A unit that fewer than two people coded has no pair and counts
for nothing, so codings may be missing.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Final


UNITS_NEEDED: Final = 30  # with fewer, any figure would be mostly chance


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Return alpha; each unit holds the values its coders gave it.

    Nothing is returned where no two people coded the same unit, or where everybody always gave
    the same value, so that there was nothing to tell apart.
    """
    pairable = [Counter(unit) for unit in units if len(unit) > 1]
    totals: Counter[Hashable] = sum(pairable, Counter())
    n = totals.total()
    expected = n * n - sum(count * count for count in totals.values())
    if expected == 0:
        return None
    observed = sum(_unlike_pairs(unit) / (unit.total() - 1) for unit in pairable)
    return 1 - (n - 1) * observed / expected


def _unlike_pairs(unit: Counter[Hashable]) -> int:
    """Count the ordered pairs of unlike values within one unit."""
    return unit.total() ** 2 - sum(count * count for count in unit.values())
