"""Dates as plans write them."""

from __future__ import annotations

from datetime import date

import pytest

from ehcp.screening.dates import dates_in, end_of_year_group, stages_in, twelve_months_before, year_now
from ehcp.screening.facts import Facts

IN_YEAR_4 = Facts(born_on=date(2017, 5, 4), on=date(2026, 3, 2))


def told(text: str) -> list[tuple[str, date | None, date | None]]:
    return [(text[each.start : each.end], each.first, each.last) for each in dates_in(text)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on 3 July 2026.", date(2026, 7, 3)),
        ("on 03/07/2026", date(2026, 7, 3)),
        ("on 3.7.26", date(2026, 7, 3)),
        ("on 3/7/26 and", date(2026, 7, 3)),
        ("on the 3rd of July 2026", date(2026, 7, 3)),
        ("on 3rd July, 2026", date(2026, 7, 3)),
        ("on July 3rd, 2026", date(2026, 7, 3)),
        ("on 2026-07-03", date(2026, 7, 3)),
        ("on 3 Sept '26", date(2026, 9, 3)),
        ("on 29 February 2028", date(2028, 2, 29)),
    ],
)
def test_a_day_is_read_in_every_way_it_is_written(text, day):
    assert [(first, last) for _, first, last in told(text)] == [(day, day)]


@pytest.mark.parametrize(
    ("text", "words", "last"),
    [
        ("By July 16 she", "July 16", date(2016, 7, 31)),
        ("By July 2027 she", "July 2027", date(2027, 7, 31)),
        ("by Feb 2028", "Feb 2028", date(2028, 2, 29)),
        ("By Easter 2027 he", "Easter 2027", date(2027, 4, 30)),
        ("the summer term of 2026", "summer term of 2026", date(2026, 8, 31)),
        ("in 2025/26 he", "2025/26", date(2026, 8, 31)),
        ("by the end of 2026.", "2026", date(2026, 12, 31)),
    ],
)
def test_a_month_a_season_and_a_year_last_until_their_end(text, words, last):
    assert [(said, end) for said, _, end in told(text)] == [(words, last)]


@pytest.mark.parametrize(
    "text", ["31 June 2027", "31/02/2026", "30.02.2026", "29 February 2027", "31 November", "13.14.2025"]
)
def test_a_day_that_the_calendar_does_not_have_is_told_as_such(text):
    assert told(f"on {text}") == [(text, None, None)]


@pytest.mark.parametrize(
    "text",
    [
        "12/15 and 9 out of 20",
        "at 10.45 and 1.30",
        "3 x 15 mins p.w.",
        "2nd centile, 61st centile",
        "F1.2.20 and version 1.2.3",
        "29 February",
        "03-04 5678 9012",
        "he may 3 times ask",
        "on 14 July",
        "scores of 45/60/70",
        "24/7",
    ],
)
def test_what_only_looks_like_a_date_is_none(text):
    assert told(text) == []


def test_the_end_of_a_stage_is_told_by_the_september_cut_off():
    text = "By the end of Year 6, of Key Stage 1 and of Reception"

    ends = [stage.last for stage in stages_in(text, 0, len(text), IN_YEAR_4)]

    assert ends == [date(2028, 8, 31), date(2024, 8, 31), date(2022, 8, 31)]


def test_a_child_taught_out_of_cohort_is_counted_from_the_year_they_are_in():
    held_back = Facts(born_on=date(2017, 5, 4), on=date(2026, 3, 2), year=3)

    assert year_now(IN_YEAR_4) == 4
    assert end_of_year_group(6, held_back) == date(2029, 8, 31)


def test_a_stage_means_no_day_where_the_child_is_unknown():
    assert list(stages_in("by the end of Year 6", 0, 20, Facts(on=date(2026, 3, 2)))) == []
    assert end_of_year_group(6, Facts()) is None


def test_twelve_months_before_a_leap_day_is_the_last_of_february():
    assert twelve_months_before(date(2028, 2, 29)) == date(2027, 2, 28)
    assert twelve_months_before(date(2026, 3, 2)) == date(2025, 3, 2)


def test_a_month_at_the_head_of_a_cell_is_read_with_its_year():
    (told,) = dates_in("Mia will swim.\n2\nJuly 2025")

    assert (told.exact, told.last) == ("month", date(2025, 7, 31))
