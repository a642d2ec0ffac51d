"""Working days in England, and the two ways in which the regulations count."""

import datetime as dt
import socket

import pytest

from ehcp.clock import calendar

D = dt.date


def test_the_list_of_bank_holidays_is_read_from_disk_and_never_fetched(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("the network was asked for bank holidays")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    calendar.bank_holidays.cache_clear()
    calendar._listed_holidays.cache_clear()

    # gov.uk/bank-holidays, England and Wales, 2026
    assert sorted(calendar.bank_holidays(2026)) == [
        D(2026, 1, 1),
        D(2026, 4, 3),
        D(2026, 4, 6),
        D(2026, 5, 4),
        D(2026, 5, 25),
        D(2026, 8, 31),
        D(2026, 12, 25),
        D(2026, 12, 28),
    ]


def test_the_standing_rules_give_what_was_listed_in_every_year_without_a_royal_occasion():
    occasions = {2012, 2020, 2022, 2023}  # jubilees, the 75th VE Day, a funeral, a coronation
    listed = calendar._listed_holidays()

    wrong = [year for year in listed if year not in occasions and listed[year] != calendar.holidays_by_rule(year)]

    assert wrong == []
    assert len(listed) >= 15


def test_years_beyond_the_list_follow_the_standing_rules():
    assert calendar.bank_holidays(2050) == calendar.holidays_by_rule(2050)
    assert D(2050, 4, 11) in calendar.bank_holidays(2050)  # Easter Monday


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (1818, D(1818, 3, 22)),
        (1943, D(1943, 4, 25)),
        (2000, D(2000, 4, 23)),
        (2024, D(2024, 3, 31)),
        (2038, D(2038, 4, 25)),
    ],
)
def test_easter_falls_where_the_tables_have_it(year, easter):
    """The earliest and the latest day that Easter has had, and three ordinary ones (US Naval Observatory's list)."""
    assert calendar.easter_sunday(year) == easter


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (D(2026, 11, 30), True),
        (D(2026, 11, 28), False),  # a Saturday
        (D(2026, 11, 29), False),
        (D(2026, 12, 25), False),
        (D(2026, 12, 28), False),  # for Boxing Day, a Saturday
        (D(2024, 2, 29), True),
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(day, works):
    assert calendar.is_working_day(day) is works


@pytest.mark.parametrize(
    ("year", "month", "first", "last", "count"),
    [
        (2026, 11, D(2026, 11, 2), D(2026, 11, 30), 21),
        (2026, 5, D(2026, 5, 1), D(2026, 5, 29), 19),
        (2026, 1, D(2026, 1, 2), D(2026, 1, 30), 21),
        (2026, 12, D(2026, 12, 1), D(2026, 12, 31), 21),
        (2024, 2, D(2024, 2, 1), D(2024, 2, 29), 21),
        (2027, 1, D(2027, 1, 4), D(2027, 1, 29), 20),
    ],
)
def test_a_months_working_days(year, month, first, last, count):
    assert calendar.first_working_day(year, month) == first
    assert calendar.last_working_day(year, month) == last
    assert calendar.working_days_in_month(year, month) == count


@pytest.mark.parametrize(
    ("on", "left"),
    [(D(2026, 11, 12), 13), (D(2026, 11, 14), 11), (D(2026, 11, 30), 1), (D(2026, 10, 31), 0), (D(2026, 11, 1), 21)],
)
def test_the_working_days_left_count_today(on, left):
    assert calendar.working_days_left(on) == left


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (D(2026, 11, 12), 2, D(2026, 11, 16)),  # over a weekend
        (D(2026, 12, 24), 1, D(2026, 12, 29)),  # over Christmas
        (D(2026, 11, 14), 1, D(2026, 11, 16)),  # from a Saturday
        (D(2026, 11, 16), -1, D(2026, 11, 13)),
        (D(2026, 11, 14), 0, D(2026, 11, 14)),
        (D(2024, 2, 28), 1, D(2024, 2, 29)),
    ],
)
def test_working_days_are_added(start, days, end):
    assert calendar.add_working_days(start, days) == end


def test_working_days_between_are_those_that_adding_would_need():
    start = D(2026, 12, 18)
    for days in range(1, 30):
        assert calendar.working_days_between(start, calendar.add_working_days(start, days)) == days
    assert calendar.working_days_between(start, start) == 0
    assert calendar.working_days_between(start, D(2026, 12, 1)) == 0


@pytest.mark.parametrize(
    ("on", "shift", "period"),
    [
        (D(2026, 11, 30), 0, "2026-11"),
        (D(2026, 11, 30), 1, "2026-12"),
        (D(2026, 12, 31), 1, "2027-01"),
        (D(2026, 1, 31), -1, "2025-12"),
        (D(2026, 3, 31), -13, "2025-02"),
    ],
)
def test_months_are_shifted_over_the_ends_of_years(on, shift, period):
    assert calendar.period(on, shift) == period
    assert calendar.period(calendar.first_day(period)) == period


def test_what_is_no_month_is_refused():
    for wrong in ("2026", "2026-13", "November"):
        with pytest.raises(ValueError):
            calendar.first_day(wrong)


def test_weeks_do_not_count_the_day_itself_and_days_beginning_with_do():
    assert calendar.weeks_after(D(2026, 11, 2), 6) == D(2026, 12, 14)
    assert calendar.last_of_days_beginning_with(D(2026, 11, 2), 15) == D(2026, 11, 16)
    assert calendar.last_of_days_beginning_with(D(2026, 11, 2), 1) == D(2026, 11, 2)
