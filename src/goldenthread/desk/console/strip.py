"""An officer's month as a drawn thread: where a day lies on it. 320 wide, half a mark of room at each end."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from ehcp.clock import calendar
from goldenthread.people.models import Leave

WIDTH, EDGE = 320.0, 8.0


@dataclass(frozen=True)
class Day:
    """A working day in the strip's heading. Mondays, the first and today are named: all of them would not fit."""

    x: float
    number: int
    is_today: bool
    is_named: bool


@lru_cache(maxsize=24)
def _working(first: dt.date) -> tuple[dt.date, ...]:
    """The working days of the month that a day opens: asked for once a month, not once a draft."""
    return tuple(calendar.working_days(first, calendar.last_day_of_month(first)))


def place_of(day: dt.date, first: dt.date) -> float:
    """Where a day lies, by working days: a weekend's draft lies on the Friday before. `first` opens the month."""
    working = _working(first)
    place = max(0, sum(one <= day for one in working) - 1)
    return round(EDGE + place * (WIDTH - 2 * EDGE) / max(1, len(working) - 1), 1)


def stretch_of(leave: Leave, first: dt.date) -> tuple[float, float]:
    """Where leave begins on the strip, and how wide it is."""
    last = calendar.last_day_of_month(first)
    start, end = place_of(max(leave.starts_on, first), first), place_of(min(leave.ends_on, last), first)
    return start - EDGE / 2, end - start + EDGE


def days_of(first: dt.date, on: dt.date) -> list[Day]:
    working = _working(first)
    return [
        Day(place_of(day, first), day.day, day == on, is_named=day == on or day == working[0] or day.weekday() == 0)
        for day in working
    ]
