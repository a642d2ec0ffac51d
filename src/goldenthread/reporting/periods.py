"""The months that figures are about: from the first day of one to the last of another, as the clocks of England go."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from ehcp.clock import calendar

# A form offers so many months; nobody asks for more at once.
MOST_MONTHS = 60


@dataclass(frozen=True)
class Period:
    """From the month `first` to the month `last`, both counted, written 2026-11."""

    first: str
    last: str

    @classmethod
    def of(cls, words: str) -> "Period":
        """The period that `file_words` writes. ValueError for anything else."""
        first, _, last = words.partition("-to-")
        found = cls(first, last or first)
        calendar.first_day(found.first), calendar.first_day(found.last)
        return found

    @property
    def first_on(self) -> dt.date:
        return calendar.first_day(self.first)

    @property
    def last_on(self) -> dt.date:
        return calendar.last_day_of_month(calendar.first_day(self.last))

    @property
    def starts_at(self) -> dt.datetime:
        """The first moment that belongs to it."""
        return _midnight(self.first_on)

    @property
    def ends_at(self) -> dt.datetime:
        """The first moment that no longer does."""
        return _midnight(self.last_on + calendar.DAY)

    @property
    def months(self) -> list[str]:
        """Every month of it, the oldest first."""
        found = [self.first]
        while found[-1] < self.last:
            found.append(calendar.period(calendar.first_day(found[-1]), 1))
        return found

    @property
    def file_words(self) -> str:
        return self.first if self.first == self.last else f"{self.first}-to-{self.last}"

    @property
    def query(self) -> str:
        """In an address: as a period of the calendar."""
        return f"period={self.file_words}"

    @property
    def free_query(self) -> str:
        """In an address: as any months."""
        return f"from={self.first}&to={self.last}"

    def __str__(self) -> str:
        """ "November 2026", "September to November 2026" or "December 2025 to February 2026"."""
        first, last = self.first_on, self.last_on
        if self.first == self.last:
            return f"{first:%B %Y}"
        return f"{first:%B} to {last:%B %Y}" if first.year == last.year else f"{first:%B %Y} to {last:%B %Y}"


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def began(created_at: dt.datetime) -> str:
    """The month in which an authority was made here: there are no figures of an earlier one."""
    return calendar.period(timezone.localdate(created_at))


def usual(on: dt.date, *, since: str = "") -> Period:
    """What the page shows first: this month and the two before it, as far as the authority was here by then."""
    this = calendar.period(on)
    return Period(min(this, max(calendar.period(on, -2), since)), this)


def offered(on: dt.date) -> list[tuple[str, Period]]:
    """The periods that one click gives: months, quarters of the calendar, twelve months."""
    quarter = (on.month - 1) % 3
    return [
        ("This month", Period(calendar.period(on), calendar.period(on))),
        ("Last month", Period(calendar.period(on, -1), calendar.period(on, -1))),
        ("This quarter", Period(calendar.period(on, -quarter), calendar.period(on))),
        ("Last quarter", Period(calendar.period(on, -quarter - 3), calendar.period(on, -quarter - 1))),
        ("Twelve months", Period(calendar.period(on, -11), calendar.period(on))),
    ]


def months_offered(on: dt.date, *, since: str = "") -> list[tuple[str, str]]:
    """(2026-11, November 2026), the newest first, for a form; none before the month `since`."""
    months = [calendar.shifted(on, -back) for back in range(MOST_MONTHS)]
    return [(period, f"{month:%B %Y}") for month in months if (period := calendar.period(month)) >= since]
