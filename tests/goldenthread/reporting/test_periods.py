"""Months: which belong to a period, and when they begin and end."""

import datetime as dt

import pytest

from goldenthread.reporting.calendars import Calendar
from goldenthread.reporting.periods import Period, began, months_offered, offered, usual

NOVEMBER = dt.date(2026, 11, 13)


def test_a_period_holds_its_months_and_says_them():
    assert Period("2026-11", "2026-11").months == ["2026-11"]
    assert Period("2025-11", "2026-02").months == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert str(Period("2026-11", "2026-11")) == "November 2026"
    assert str(Period("2026-09", "2026-11")) == "September to November 2026"
    assert str(Period("2025-11", "2026-02")) == "November 2025 to February 2026"


def test_a_period_begins_and_ends_at_midnight_in_england():
    period = Period("2026-09", "2026-10")

    assert period.starts_at.astimezone(dt.UTC) == dt.datetime(2026, 8, 31, 23, tzinfo=dt.UTC)
    assert period.ends_at.astimezone(dt.UTC) == dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("on", "name", "first", "last"),
    [
        (NOVEMBER, "This month", "2026-11", "2026-11"),
        (NOVEMBER, "This quarter", "2026-10", "2026-11"),
        (NOVEMBER, "Last quarter", "2026-07", "2026-09"),
        (dt.date(2026, 1, 31), "Last month", "2025-12", "2025-12"),
        (dt.date(2026, 1, 31), "Last quarter", "2025-10", "2025-12"),
        (dt.date(2026, 1, 31), "Twelve months", "2025-02", "2026-01"),
    ],
)
def test_one_click_gives_months_quarters_and_a_year(on, name, first, last):
    assert dict(offered(on))[name] == Period(first, last)


def test_the_usual_months_are_this_and_the_two_before():
    assert usual(dt.date(2026, 1, 5)) == Period("2025-11", "2026-01")


def test_a_period_is_read_from_what_it_writes():
    for period in (Period("2026-11", "2026-11"), Period("2025-11", "2026-02")):
        assert Period.of(period.file_words) == period
    for words in ("", "2026", "yesterday", "2026-01-to-13"):
        with pytest.raises(ValueError):
            Period.of(words)


@pytest.mark.parametrize(
    ("starts", "quarter", "year"),
    [
        ("04", Period("2026-01", "2026-03"), Period("2025-04", "2026-03")),
        ("01", Period("2026-01", "2026-03"), Period("2026-01", "2026-12")),
        ("09", Period("2026-01", "2026-04"), Period("2025-09", "2026-08")),
    ],
)
def test_a_month_lies_in_a_quarter_and_that_in_a_year_of_the_authority(starts, quarter, year):
    calendar = Calendar(starts)

    assert calendar.quarter("2026-02") == quarter
    assert calendar.year("2026-02") == year
    assert quarter in calendar.quarters(year)


def test_the_last_quarter_that_is_over_comes_first_unless_the_authority_is_younger():
    calendar = Calendar("04")

    assert calendar.usual(NOVEMBER, since="2020-01") == Period("2026-07", "2026-09")
    assert calendar.usual(NOVEMBER, since="2026-09") == Period("2026-07", "2026-09")
    assert calendar.usual(NOVEMBER, since="2026-10") == Period("2026-10", "2026-12")


def test_the_periods_offered_are_those_of_the_calendar_newest_first():
    (_, terms), (_, years), (_, months) = Calendar("09").offered(NOVEMBER, since="2026-08")

    assert [words for _, words in terms] == [
        "Autumn term: September to December 2026",
        "Summer term: May to August 2026",
    ]
    assert [value for value, _ in years] == ["2026-09-to-2027-08", "2025-09-to-2026-08"]
    assert [value for value, _ in months] == ["2026-11", "2026-10", "2026-09", "2026-08"]
    assert [name for name, _ in Calendar("09").by_one_click(NOVEMBER, since="2026-09")] == ["This term", "This month"]


def test_no_month_to_come_is_offered():
    assert months_offered(NOVEMBER)[0] == ("2026-11", "November 2026")
    assert len(months_offered(NOVEMBER)) == 60


def test_no_month_before_the_authority_began_is_offered_or_shown_first():
    assert months_offered(NOVEMBER, since="2026-10") == [("2026-11", "November 2026"), ("2026-10", "October 2026")]
    assert usual(NOVEMBER, since="2026-10") == Period("2026-10", "2026-11")
    assert usual(NOVEMBER, since="2020-01") == Period("2026-09", "2026-11")
    assert began(dt.datetime(2026, 10, 31, 23, 30, tzinfo=dt.UTC)) == "2026-10"
