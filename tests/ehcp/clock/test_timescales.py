"""The law's limits, counted on paper calendars and by another way of counting."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ehcp.clock import timescales
from ehcp.clock.timescales import amended_final, final_plan, last_day_to_serve, representations, twenty_week_clock

D = dt.date
DAYS = st.dates(D(2014, 9, 1), D(2120, 12, 31))


def ordinal(day: dt.date) -> int:
    """The number of a day, by the astronomers' Julian formula: a calendar that is not Python's."""
    year, month = (day.year - 1, day.month + 12) if day.month <= 2 else (day.year, day.month)
    return 1461 * (year + 4716) // 4 + 153 * (month + 1) // 5 + day.day - (year // 100) + year // 400


@given(requested_on=DAYS)
@pytest.mark.rule("reg 13(2)")
def test_a_final_plan_is_due_140_days_after_the_request(requested_on):
    due = final_plan(requested_on)

    assert ordinal(due) - ordinal(requested_on) == 140
    assert due.weekday() == requested_on.weekday()


@pytest.mark.rule("reg 13(2)")
@pytest.mark.parametrize(
    ("requested_on", "due"),
    [
        (D(2026, 7, 1), D(2026, 11, 18)),
        (D(2024, 2, 29), D(2024, 7, 18)),  # from a leap day
        (D(2023, 12, 1), D(2024, 4, 19)),  # over a leap day
        (D(2024, 12, 1), D(2025, 4, 20)),  # over a year without one
        (D(2026, 10, 1), D(2027, 2, 18)),  # over the end of summer time
        (D(2026, 12, 31), D(2027, 5, 20)),
    ],
)
def test_a_final_plan_on_a_paper_calendar(requested_on, due):
    assert final_plan(requested_on) == due


@given(served_on=DAYS)
@pytest.mark.rule("reg 13(1)")
def test_the_family_has_fifteen_whole_days_and_the_first_is_the_day_of_service(served_on):
    time = representations(served_on)

    days = [served_on + dt.timedelta(days=n) for n in range(40) if time.is_open(on=served_on + dt.timedelta(days=n))]
    assert len(days) == 15
    assert time.last_day == days[-1]
    assert ordinal(time.may_be_final_from) - ordinal(served_on) == 15


@given(requested_on=DAYS)
@pytest.mark.rule("reg 13: last day to serve")
def test_served_on_the_last_day_the_plan_may_be_final_in_time_and_a_day_later_it_may_not(requested_on):
    due = final_plan(requested_on)
    last = last_day_to_serve(due)

    assert representations(last).may_be_final_from == due
    assert representations(last + dt.timedelta(days=1)).may_be_final_from > due


@pytest.mark.rule("reg 22")
@pytest.mark.parametrize(
    ("notice_on", "meeting_on", "last_day"),
    [
        (D(2026, 3, 2), None, D(2026, 4, 27)),
        (D(2026, 3, 2), D(2026, 2, 2), D(2026, 4, 27)),  # notice at four weeks: both limits meet
        (D(2026, 3, 9), D(2026, 2, 2), D(2026, 4, 27)),  # a late notice gains nothing
        (D(2026, 2, 9), D(2026, 2, 2), D(2026, 4, 6)),  # an early one binds
    ],
)
def test_an_amended_plan_is_bound_by_the_earlier_of_two_limits(notice_on, meeting_on, last_day):
    limits = amended_final(notice_on, meeting_on)

    assert limits.last_day == last_day
    assert (limits.from_notice - notice_on).days == 56
    assert limits.from_meeting is None or (limits.from_meeting - meeting_on).days == 84


# --- The clock --------------------------------------------------------------------------------


@pytest.mark.rule("reg 13(2): the clock")
def test_the_clock_says_day_111_of_140():
    clock = twenty_week_clock(D(2026, 7, 1), on=D(2026, 10, 20))

    assert (clock.day, clock.of_days, clock.days_left, clock.week) == (111, 140, 29, 16)
    assert (clock.last_day, clock.last_day_to_serve, clock.days_left_to_serve) == (D(2026, 11, 18), D(2026, 11, 3), 14)
    assert (clock.is_late, clock.under_three_weeks, clock.days_late) == (False, False, 0)
    assert [(mark.week, mark.on) for mark in clock.marks] == [
        (6, D(2026, 8, 12)),
        (16, D(2026, 10, 21)),
        (20, D(2026, 11, 18)),
    ]


@pytest.mark.rule("reg 13(2): the clock")
@pytest.mark.parametrize(
    ("on", "days_left", "week", "warns", "late"),
    [
        (D(2026, 7, 1), 140, 1, False, False),
        (D(2026, 7, 8), 133, 1, False, False),
        (D(2026, 7, 9), 132, 2, False, False),
        (D(2026, 10, 27), 22, 17, False, False),
        (D(2026, 10, 28), 21, 17, True, False),  # 20 days to the safer date
        (D(2026, 11, 18), 0, 20, True, False),
        (D(2026, 11, 19), -1, 21, False, True),
    ],
)
def test_the_clock_warns_by_the_safer_date_and_is_late_by_the_legal_one(on, days_left, week, warns, late):
    clock = twenty_week_clock(D(2026, 7, 1), on=on)

    assert (clock.days_left, clock.week, clock.under_three_weeks, clock.is_late) == (days_left, week, warns, late)


@pytest.mark.rule("reg 13(2): the clock")
def test_the_clock_stops_on_the_day_of_the_final_plan():
    stopped = twenty_week_clock(D(2026, 7, 1), on=D(2027, 3, 1), final_on=D(2026, 11, 17))
    running = twenty_week_clock(D(2026, 7, 1), on=D(2026, 11, 1), final_on=D(2026, 11, 17))
    late = twenty_week_clock(D(2026, 7, 1), on=D(2027, 3, 1), final_on=D(2026, 11, 21))

    assert (stopped.is_stopped, stopped.day, stopped.is_late, stopped.under_three_weeks) == (True, 139, False, False)
    assert (running.is_stopped, running.day) == (False, 123)
    assert (late.is_late, late.days_late) == (True, 3)


@pytest.mark.rule("reg 13(2): the clock")
def test_a_clock_does_not_run_before_its_request():
    with pytest.raises(ValueError, match="starts with the request"):
        twenty_week_clock(D(2026, 7, 1), on=D(2026, 6, 30))


@given(requested_on=DAYS, passed=st.integers(0, 400))
@pytest.mark.rule("reg 13(2): the clock")
def test_the_days_gone_and_the_days_left_are_140_on_every_day(requested_on, passed):
    clock = twenty_week_clock(requested_on, on=requested_on + dt.timedelta(days=passed))

    assert clock.day + clock.days_left == 140
    assert clock.is_late == (passed > 140)
    assert clock.days_late == max(0, passed - 140)


def test_every_limit_says_where_it_comes_from():
    from ehcp import rulebook

    ours = [one for one in rulebook.RULES if one.module == timescales.__name__]
    assert [
        one.code for one in ours if "SEND Regulations 2014" not in one.source or "Reading taken" not in one.reading
    ] == []
