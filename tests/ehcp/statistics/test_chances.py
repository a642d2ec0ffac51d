"""The chance of a draft at Level 3, and what a month is likely to come to."""

import random
from fractions import Fraction

import pytest

from ehcp.statistics.sampling import Forecast, OfficerState, chance_for, expected_drafts, forecast
from ehcp.statistics.simulation import poisson, rest_of_month


@pytest.mark.rule("draw 10")
@pytest.mark.parametrize(
    ("months", "left", "of", "expected"),
    [
        ([3, 4, 5], 21, 21, Fraction(4)),
        ([3, 4, 5], 7, 21, Fraction(4, 3)),
        ([9, 9, 3, 4, 5], 21, 21, Fraction(4)),  # the last three of five
        ([4], 10, 20, Fraction(2)),
        ([3.6], 20, 20, Fraction(18, 5)),
        ([], 21, 21, Fraction(0)),
        ([3, 4, 5], 0, 21, Fraction(0)),
    ],
)
def test_expected_drafts_are_the_mean_of_three_months_scaled_by_the_days_left(months, left, of, expected):
    assert expected_drafts(months, left, of) == expected


@pytest.mark.rule("draw 10")
@pytest.mark.parametrize(("left", "of"), [(22, 21), (-1, 21), (0, 0)])
def test_expected_drafts_refuse_days_that_cannot_be(left, of):
    with pytest.raises(ValueError, match="working days"):
        expected_drafts([3], left, of)


@pytest.mark.rule("draw 9")
@pytest.mark.parametrize(
    ("covered", "expected", "signed_off", "chance"),
    [
        (False, Fraction(39, 10), True, Fraction(1, 3)),
        (False, 4, True, Fraction(1, 4)),
        (False, 1.99, True, Fraction(1)),
        (False, 0, True, Fraction(1)),
        (True, 4, True, Fraction(1, 10)),
        (True, 0, True, Fraction(1, 10)),
        (False, 4, False, Fraction(1)),
        (True, 4, False, Fraction(1)),
    ],
)
def test_the_chance_of_a_draft(covered, expected, signed_off, chance):
    assert chance_for(covered=covered, expected_drafts=expected, signed_off=signed_off) == chance


@pytest.mark.rule("draw 9")
def test_the_background_chance_is_the_authoritys():
    assert chance_for(covered=True, expected_drafts=4, background=Fraction(1, 5)) == Fraction(1, 5)
    for wrong in (Fraction(0), Fraction(3, 2)):
        with pytest.raises(ValueError, match="background"):
            chance_for(covered=True, expected_drafts=4, background=wrong)


# --- The forecast -----------------------------------------------------------------------------

MID_MONTH = {"working_days_left": 13, "working_days_in_month": 21}
OVER = {"working_days_left": 0, "working_days_in_month": 21}


def test_a_forecast_of_a_month_that_is_over_says_what_is():
    team = [OfficerState("a", covered=True, ready=2), OfficerState("b", ready=1), OfficerState("c")]

    assert forecast(team, **OVER) == Forecast(
        officers=3, covered=1, by_chance=0, by_catch_up=1, stay_open=1, drawn=1, ends_with={2: 1}
    )


def test_without_a_catch_up_nobody_is_caught_up():
    result = forecast([OfficerState("b", ready=1)], **OVER, catch_up=False)

    assert (result.by_catch_up, result.stay_open, result.ends_with) == (0, 1, {0: 1})


def test_an_officer_on_leave_with_no_draft_stays_uncovered():
    result = forecast([OfficerState("a", months=(4, 4, 4), days_here=0)], **MID_MONTH)

    assert (result.stay_open, result.by_chance, result.by_catch_up) == (1, 0, 0)


def test_every_draft_of_an_officer_who_is_not_signed_off_counts_as_drawn():
    new = OfficerState("a", covered=True, ready=1, months=(4, 4, 4), signed_off=False)

    result = forecast([new], working_days_left=21, working_days_in_month=21)

    assert result.drawn == pytest.approx(4)  # the mean of the officer's months


def test_what_a_forecast_counts_adds_up():
    team = [OfficerState(str(n), months=(3, 4, 4), ready=n % 3, covered=n < 3) for n in range(9)]

    result = forecast(team, **MID_MONTH)

    assert result.open == 6
    assert result.by_chance + result.by_catch_up + result.stay_open == pytest.approx(result.open)
    assert sum(result.ends_with.values()) == pytest.approx(1)
    assert sum(count * chance for count, chance in result.ends_with.items()) == pytest.approx(9 - result.stay_open)
    assert min(result.ends_with) >= 3


def test_the_forecast_is_what_months_lived_one_by_one_come_to():
    team = [
        OfficerState("a", months=(3, 4, 4)),
        OfficerState("b", months=(6, 5, 7), ready=2),
        OfficerState("c", months=(1, 0, 2)),
        OfficerState("d", months=(4, 4, 4), covered=True, ready=1),
        OfficerState("e", months=(5, 5, 5), signed_off=False),
        OfficerState("f", months=(4, 4, 4), days_here=4),
    ]
    trials = 6_000
    dice = random.Random("months lived one by one")

    lived = [rest_of_month(team, dice=dice, **MID_MONTH) for _ in range(trials)]

    expected = forecast(team, **MID_MONTH)
    for name in ("by_chance", "by_catch_up", "stay_open", "drawn"):
        values = [getattr(month, name) for month in lived]
        mean = sum(values) / trials
        error = (sum((value - mean) ** 2 for value in values) / trials**2) ** 0.5
        assert abs(mean - getattr(expected, name)) < 4 * error, name
    for covered, chance in expected.ends_with.items():
        times = sum(month.covered == covered for month in lived)
        assert abs(times - trials * chance) < 4 * (trials * chance * (1 - chance)) ** 0.5 + 1, covered


@pytest.mark.parametrize(
    ("ends_with", "likely", "in_a_thousand"),
    [
        ({5: 0.1, 6: 0.3, 7: 0.6}, (7, 7), 600),
        ({5: 0.1, 6: 0.4, 7: 0.3, 8: 0.2}, (6, 7), 700),
        ({4: 0.2, 5: 0.2, 6: 0.2, 7: 0.2, 8: 0.2}, (4, 6), 600),
        ({5: 0.5, 6: 0.5}, (5, 5), 500),
        ({3: 1.0}, (3, 3), 1_000),
    ],
)
def test_the_likely_outcomes_are_the_shortest_run_that_holds_half_of_the_months(ends_with, likely, in_a_thousand):
    result = Forecast(officers=9, covered=3, by_chance=1, by_catch_up=1, stay_open=0, drawn=0, ends_with=ends_with)

    assert (result.likely, result.likely_in_a_thousand) == (likely, in_a_thousand)


def test_random_counts_lie_around_their_mean():
    dice = random.Random("poisson")
    counts = [poisson(3.7, dice) for _ in range(20_000)]
    mean = sum(counts) / len(counts)
    variance = sum((count - mean) ** 2 for count in counts) / len(counts)

    assert abs(mean - 3.7) < 4 * (3.7 / 20_000) ** 0.5
    assert abs(variance - 3.7) < 0.2
