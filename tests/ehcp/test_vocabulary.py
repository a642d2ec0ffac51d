"""Year groups and phases by the September cut-off; sections as the regulations list them."""

from __future__ import annotations

from datetime import date

import pytest

from ehcp.vocabulary import READING_ORDER, SECTION_CODES, Phase, age_on, phase_of, year_group


@pytest.mark.parametrize(
    ("born_on", "on", "expected"),
    [
        (date(2020, 8, 31), date(2024, 9, 1), "Reception"),
        (date(2020, 9, 1), date(2024, 9, 1), "Before Reception"),
        (date(2020, 9, 1), date(2025, 9, 1), "Reception"),
        (date(2020, 8, 31), date(2024, 8, 31), "Before Reception"),
        (date(2015, 1, 1), date(2026, 8, 31), "Year 6"),
        (date(2015, 1, 1), date(2026, 9, 1), "Year 7"),
        (date(2010, 3, 3), date(2026, 6, 30), "Year 11"),
        (date(2003, 3, 3), date(2026, 6, 30), "Post-19"),
    ],
)
def test_the_year_group_turns_on_the_first_of_september(born_on, on, expected):
    assert str(year_group(born_on, on=on)) == expected


def test_a_child_taught_a_year_behind_is_in_the_year_below():
    assert str(year_group(date(2015, 1, 1), on=date(2026, 6, 1), years_behind=1)) == "Year 5"


@pytest.mark.parametrize(
    ("years", "phase"),
    [
        (4, Phase.EARLY_YEARS),
        (5, Phase.KEY_STAGE_1),
        (7, Phase.KEY_STAGE_2),
        (11, Phase.KEY_STAGE_3),
        (14, Phase.KEY_STAGE_4),
        (16, Phase.POST_16),
        (19, Phase.POST_19),
    ],
)
def test_phases_follow_the_age_at_the_start_of_the_year(years, phase):
    assert phase_of(date(2025 - years, 8, 31), on=date(2025, 9, 1)) == phase


def test_somebody_born_on_a_leap_day_is_older_on_the_first_of_march():
    assert (age_on(date(2012, 2, 29), date(2026, 2, 28)), age_on(date(2012, 2, 29), date(2026, 3, 1))) == (13, 14)


def test_there_are_twelve_sections_and_each_has_its_place():
    assert SECTION_CODES == ("A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K")
    assert [code for code in READING_ORDER if code in SECTION_CODES] == list(SECTION_CODES)
