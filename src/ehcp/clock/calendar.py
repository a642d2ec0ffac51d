"""Days, weeks and working days in England. Nothing here knows what day it is: a day is an argument.

Bank holidays come from the list that the library govuk-bank-holidays ships. It is read from disk, never fetched. For
years that the list does not cover they follow from the standing rules, so a date far ahead is never silently wrong by
more than a holiday that nobody has proclaimed yet.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

DAY = dt.timedelta(days=1)
MONDAY, SATURDAY = 0, 5


# --- Months -----------------------------------------------------------------------------------


def period(on: dt.date, shift: int = 0) -> str:
    """The month of a day, "2026-11", or the month `shift` months after it."""
    first = shifted(on, shift)
    return f"{first.year:04d}-{first.month:02d}"


def first_day(of: str) -> dt.date:
    """The first day of a month written "2026-11". Raises ValueError for anything else."""
    return dt.date.fromisoformat(f"{of}-01")


def shifted(on: dt.date, months: int) -> dt.date:
    """The first day of the month that is so many months after (below zero: before) the month of a day."""
    years, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return dt.date(years, month + 1, 1)


def last_day_of_month(on: dt.date) -> dt.date:
    """The last day of the month of a day."""
    return shifted(on, 1) - DAY


# --- Counting days, as the regulations do -------------------------------------------------------


def weeks_after(trigger: dt.date, weeks: int) -> dt.date:
    """The last day of "within so many weeks of" something: n x 7 calendar days after it, its own day not counted."""
    return trigger + dt.timedelta(weeks=weeks)


def last_of_days_beginning_with(first: dt.date, days: int) -> dt.date:
    """The last day of "so many days, beginning with" a day, which is day 1: fifteen days end on first + 14."""
    return first + (days - 1) * DAY


# --- Working days -----------------------------------------------------------------------------


@cache
def bank_holidays(year: int) -> frozenset[dt.date]:
    """The bank holidays of a year in England and Wales."""
    listed = _listed_holidays()
    if year in listed:
        return listed[year]
    return holidays_by_rule(year)


@cache
def _listed_holidays() -> dict[int, frozenset[dt.date]]:
    # Imported here: the library brings an HTTP client along, which only this list would load.
    from govuk_bank_holidays.bank_holidays import BankHolidays

    kept = BankHolidays(use_cached_holidays=True)
    years: dict[int, set[dt.date]] = {}
    for holiday in kept.get_holidays(division=BankHolidays.ENGLAND_AND_WALES):
        years.setdefault(holiday["date"].year, set()).add(holiday["date"])
    return {year: frozenset(days) for year, days in years.items()}


def holidays_by_rule(year: int) -> frozenset[dt.date]:
    """The eight bank holidays that recur, with the substitute days of those that fall on a weekend."""
    easter = easter_sunday(year)
    days = {
        easter - 2 * DAY,
        easter + DAY,
        _monday_from(dt.date(year, 5, 1)),
        _monday_from(dt.date(year, 5, 25)),
        _monday_from(dt.date(year, 8, 25)),
    }
    for fixed in (dt.date(year, 1, 1), dt.date(year, 12, 25), dt.date(year, 12, 26)):
        while fixed.weekday() >= SATURDAY or fixed in days:
            fixed += DAY
        days.add(fixed)
    return frozenset(days)


def _monday_from(day: dt.date) -> dt.date:
    """The first Monday on or after a day."""
    return day + (MONDAY - day.weekday()) % 7 * DAY


def easter_sunday(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    quads, odd = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * quads - epact - odd) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def is_working_day(day: dt.date) -> bool:
    """Whether people work: not a weekend, not a bank holiday in England."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def working_days(first: dt.date, last: dt.date) -> list[dt.date]:
    """The working days from one day to another, both counted. Empty where the last comes before the first."""
    return [day for day in (first + n * DAY for n in range((last - first).days + 1)) if is_working_day(day)]


def working_days_in_month(year: int, month: int) -> int:
    """How many working days a month has."""
    first = dt.date(year, month, 1)
    return len(working_days(first, last_day_of_month(first)))


def working_days_left(on: dt.date) -> int:
    """How many working days are left of the month, this day counted if it is one."""
    return len(working_days(on, last_day_of_month(on)))


def first_working_day(year: int, month: int) -> dt.date:
    """The first working day of a month."""
    return working_days(dt.date(year, month, 1), last_day_of_month(dt.date(year, month, 1)))[0]


def last_working_day(year: int, month: int) -> dt.date:
    """The last working day of a month: the day of the catch-up draw."""
    return working_days(dt.date(year, month, 1), last_day_of_month(dt.date(year, month, 1)))[-1]


def add_working_days(start: dt.date, days: int) -> dt.date:
    """The day that is so many working days after a day, which itself does not count.

    Below zero it counts back. Nought gives the day itself, whatever day it is.
    """
    step = DAY if days >= 0 else -DAY
    day = start
    for _ in range(abs(days)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def working_days_between(start: dt.date, end: dt.date) -> int:
    """The working days that passed: those after the start, up to the end, which counts. 0 where none did."""
    return len(working_days(start + DAY, end))
