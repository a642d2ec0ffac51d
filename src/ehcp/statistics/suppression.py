"""Small counts are hidden before figures leave the team, and enough others that nobody can subtract their way back.

One-way tables: a list of counts and its total. The threshold is the authority's setting.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)

THRESHOLD = 5
HIDDEN = "c"  # the Government Statistical Service's sign for "confidential"


@dataclass(frozen=True)
class Cell:
    """A count as it may be shown: `value` is None where it is hidden. `is_small` is for tests, never for a page:
    which of the hidden cells are the small ones is itself to be hidden."""

    value: int | None
    is_small: bool = False

    def __str__(self) -> str:
        return HIDDEN if self.value is None else str(self.value)


@dataclass(frozen=True)
class OneWay(Generic[K]):
    """A table of one row of counts, as it may be shown, with its total."""

    cells: dict[K, Cell]
    total: Cell

    @property
    def hides_something(self) -> bool:
        return self.total.value is None or any(cell.value is None for cell in self.cells.values())


def suppress(counts: Mapping[K, int], *, threshold: int = THRESHOLD) -> OneWay[K]:
    """The table with every count from 1 up to threshold - 1 hidden, and what would give it away.

    A nought is shown: it counts nobody. The total is shown unless it is small itself, or unless hiding other cells
    cannot keep it from giving a small one away. Raises ValueError for a count below nought.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError("Nobody counts below nought.")
    small = {key for key, count in counts.items() if 0 < count < threshold}
    total = sum(counts.values())
    hidden = set(small)
    # Companions: the smallest of the others first, so that least is lost; ties in the table's order.
    others = sorted((key for key, count in counts.items() if count >= threshold), key=lambda key: counts[key])
    while others and _given_away(counts, small, hidden, threshold):
        hidden.add(others.pop(0))
    total_hidden = 0 < total < threshold or _given_away(counts, small, hidden, threshold)
    return OneWay(
        cells={key: Cell(None, key in small) if key in hidden else Cell(count) for key, count in counts.items()},
        total=Cell(None, 0 < total < threshold) if total_hidden else Cell(total),
    )


def _given_away(counts: Mapping[K, int], small: set[K], hidden: set[K], threshold: int) -> bool:
    """Whether the total less what is shown tells a small count, to somebody who even knows which ones are small.

    The hidden counts sum to a known number. Small ones lie from 1 to threshold - 1, their companions from the
    threshold upward. Only when all of them stand at their least, or all at their most, is there one way to sum.
    """
    if not small:
        return False
    known = sum(counts[key] for key in hidden)
    least = sum(1 if key in small else threshold for key in hidden)
    most = math.inf if hidden - small else len(small) * (threshold - 1)
    return len(hidden) == 1 or known in (least, most)
