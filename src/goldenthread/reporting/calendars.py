"""The authority's calendar: months make a quarter or a term, these make a year. Figures for everybody are of these alone.

They lie within each other, so what two of them tell by subtraction can be known beforehand and hidden (`nesting`).
"""

import datetime as dt
from dataclasses import dataclass

from ehcp.clock import calendar
from goldenthread.reporting.periods import MOST_MONTHS, Period

TERMS = {"09": "Autumn term", "01": "Spring term", "05": "Summer term"}


@dataclass(frozen=True)
class Calendar:
    """A year that starts with a month, written 04, in quarters; one from September is a school's, in terms of four."""

    starts: str

    @property
    def months_of_a_quarter(self) -> int:
        return 4 if self.starts == "09" else 3

    @property
    def quarter_word(self) -> str:
        return "term" if self.starts == "09" else "quarter"

    def quarter(self, month: str) -> Period:
        """The quarter or term of a month."""
        return self._around(month, self.months_of_a_quarter)

    def year(self, month: str) -> Period:
        return self._around(month, 12)

    def _around(self, month: str, length: int) -> Period:
        first = calendar.shifted(calendar.first_day(month), -((int(month[5:]) - int(self.starts)) % length))
        return Period(calendar.period(first), calendar.period(first, length - 1))

    def quarters(self, year: Period) -> list[Period]:
        """The quarters of a year, the oldest first."""
        return [self.quarter(month) for month in year.months[:: self.months_of_a_quarter]]

    def holds(self, period: Period) -> bool:
        return period in (Period(period.first, period.first), self.quarter(period.first), self.year(period.first))

    def around(self, period: Period) -> Period:
        """What decides about a period: a quarter about itself and its months, the year about itself and its last quarter."""
        year, quarter = self.year(period.first), self.quarter(period.first)
        return year if period == year or quarter.last == year.last else quarter

    def words(self, period: Period) -> str:
        """ "Autumn term 2026: September to December 2026" where it is a term."""
        if self.quarter_word == "term" and period == self.quarter(period.first):
            return f"{TERMS[period.first[5:]]}: {period}"
        return str(period)

    # --- What is offered ----------------------------------------------------------------------

    def usual(self, on: dt.date, *, since: str) -> Period:
        """The last quarter that is over; the one that runs where the authority is no older."""
        now = self.quarter(calendar.period(on))
        before = self.quarter(calendar.period(now.first_on, -1))
        return before if before.last >= since else now

    def offered(self, on: dt.date, *, since: str) -> list[tuple[str, list[tuple[str, str]]]]:
        """(group, [(2026-07-to-2026-09, July to September 2026), ...]), the newest first, for a form."""
        months = [calendar.period(on, -back) for back in range(MOST_MONTHS)]
        months = [month for month in months if month >= since]
        kinds = {
            f"{self.quarter_word.capitalize()}s": dict.fromkeys(self.quarter(month) for month in months),
            "Years": dict.fromkeys(self.year(month) for month in months),
            "Months": dict.fromkeys(Period(month, month) for month in months),
        }
        return [(name, [(one.file_words, self.words(one)) for one in found]) for name, found in kinds.items()]

    def by_one_click(self, on: dt.date, *, since: str) -> list[tuple[str, Period]]:
        """The periods that a link beside the form gives."""
        this, word = calendar.period(on), self.quarter_word
        quarter, year = self.quarter(this), self.year(this)
        last_quarter = self.quarter(calendar.period(quarter.first_on, -1))
        last_year = self.year(calendar.period(year.first_on, -1))
        found = [
            (f"Last {word}", last_quarter),
            ("Last year", last_year),
            (f"This {word}", quarter),
            ("This month", Period(this, this)),
        ]
        return [(name, period) for name, period in found if period.last >= since]
