"""How long it takes from the draw to the review."""

import statistics
from dataclasses import dataclass
from functools import lru_cache

from ehcp.clock import calendar
from ehcp.statistics.intervals import Figure, share
from goldenthread.reporting.rows import Group, Handed

counted_between = lru_cache(maxsize=20_000)(calendar.working_days_between)


@dataclass(frozen=True)
class Turnaround:
    """`median` in working days, None where nothing was handed in; `within` the target of so many `days`."""

    median: float | None
    within: Figure
    days: int

    @property
    def n(self) -> int:
        return self.within.of


def working_days(row: Handed) -> int:
    """Working days from the day of the draw, which does not count, to the day of the handing-in, which does."""
    return counted_between(row.drawn_on, row.handed_in_on)


def turnaround(rows: list[Handed], *, target_days: int) -> Turnaround:
    """Of the drafts drawn and handed in: the median, and the share within the target. What was asked for stays out."""
    days = [working_days(row) for row in rows if row.group != Group.ASKED_FOR]
    within = share(sum(one <= target_days for one in days), len(days))
    return Turnaround(statistics.median(days) if days else None, within, target_days)
