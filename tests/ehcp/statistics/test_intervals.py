"""Shares and their intervals, held to published figures and to how often they hold the truth."""

import math
import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ehcp.statistics.intervals import (
    CLUSTERED,
    EFFECTIVE,
    NOTHING,
    WILSON,
    Answer,
    share,
    student_t,
    weighted_share,
    wilson,
)

# R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3 (the score interval without continuity
# correction); statsmodels' proportion_confint(method="wilson") gives the same four decimals.
PUBLISHED = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("n", "of", "low", "high"), PUBLISHED)
def test_wilsons_interval_is_the_published_one(n, of, low, high):
    figure = share(n, of)

    assert (round(figure.low, 4), round(figure.high, 4)) == (low, high)
    assert (figure.value, figure.method, figure.weighted, figure.plans) == (n / of, WILSON, False, of)


def test_wilsons_interval_at_other_levels():
    low, high = wilson(0.5, 100, 0.99)

    # (p + z^2/2n +- z sqrt(p q/n + z^2/4n^2)) / (1 + z^2/n) with z = 2.5758, on paper
    assert (round(low, 4), round(high, 4)) == (0.3753, 0.6247)


@given(of=st.integers(1, 400), data=st.data())
def test_the_interval_holds_the_share_and_mirrors_its_opposite(of, data):
    n = data.draw(st.integers(0, of))
    figure, opposite = share(n, of), share(of - n, of)

    assert 0 <= figure.low <= figure.value <= figure.high <= 1
    assert math.isclose(figure.low, 1 - opposite.high, abs_tol=1e-12)


def test_nothing_of_nothing_has_no_share():
    figure = share(0, 0)

    assert (figure.value, figure.low, figure.method, figure.words()) == (None, None, NOTHING, "0 of 0")


@pytest.mark.parametrize(("n", "of", "population"), [(3, 2, None), (-1, 2, None), (1, 5, 4)])
def test_counts_that_cannot_be_are_refused(n, of, population):
    with pytest.raises(ValueError):
        share(n, of, population=population)


def test_the_more_of_the_plans_were_looked_at_the_narrower_it_is():
    widths = [share(9, 18, population=population).high - 0.5 for population in (None, 66, 24, 18)]

    assert widths == sorted(widths, reverse=True)
    assert widths[-1] == 0


def test_a_year_of_level_3_carries_about_six_points():
    """18 of 66 plans a month for a year, at one half: about plus or minus 6 points once the finite frame counts."""
    figure = share(108, 216, population=792)

    assert round(100 * (figure.high - figure.value)) == 6


def test_fewer_than_ten_plans_are_shown_as_counts_only():
    assert share(4, 9).words() == "4 of 9"
    assert share(4, 9).words(least=5) == "4 of 9, 44% (19% to 73%)"
    assert share(23, 31).words() == "23 of 31, 74% (57% to 86%)"
    assert share(9, 9).may_be_percentage() is False
    assert share(10, 10).may_be_percentage() is True


# --- Student's t ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("degrees", "t"),
    [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (9, 2.262), (10, 2.228), (29, 2.045), (30, 2.042), (120, 1.980)],
)
def test_students_t_is_the_tabled_one(degrees, t):
    """Two-sided 5 per cent points, as printed in every table of Student's t (Fisher and Yates, table III)."""
    assert round(student_t(0.975, degrees), 3) == t


def test_students_t_refuses_what_it_cannot_answer():
    for probability, degrees in ((0.4, 3), (1, 3), (0.975, 0)):
        with pytest.raises(ValueError):
            student_t(probability, degrees)


# --- Weighted and clustered -------------------------------------------------------------------


def test_a_share_is_weighted_by_one_over_the_chance():
    answers = [Answer(1, "a", Fraction(1, 4)), Answer(0, "b", 1), Answer(0, "c", 1)]

    figure = weighted_share(answers)

    assert figure.value == pytest.approx(4 / 6)
    assert (figure.n, figure.of, figure.plans, figure.weighted) == (1, 3, 3, True)


def test_the_clustered_interval_is_the_one_worked_out_on_paper():
    """Six plans of two answers each, equal chances; shares 1, 1, 1/2, 1/2, 1/2, 0, so p = 7/12.

    Squared distances to p: 2(5/12)^2 + 3(1/12)^2 + (7/12)^2 = 102/144; the variance is 102/144 / (6 x 5) = 0.023611.
    """
    met = [(1, 1), (1, 1), (1, 0), (1, 0), (1, 0), (0, 0)]
    answers = [Answer(one, plan) for plan, pair in enumerate(met) for one in pair]
    p, error = 7 / 12, math.sqrt(102 / 144 / 30)
    reach = 2.570582 * error / (p * (1 - p))  # t with five degrees

    figure = weighted_share(answers)

    assert figure.method == CLUSTERED
    assert figure.value == pytest.approx(p)
    assert figure.low == pytest.approx(1 / (1 + math.exp(-(math.log(7 / 5) - reach))), abs=1e-6)
    assert figure.high == pytest.approx(1 / (1 + math.exp(-(math.log(7 / 5) + reach))), abs=1e-6)


def test_answers_that_hang_together_are_no_more_than_their_plans():
    """Ten answers on each of twelve plans, all alike within a plan: the interval is that of twelve, not of 120."""
    one_each = [Answer(plan % 2, plan) for plan in range(12)]
    ten_each = [answer for answer in one_each for _ in range(10)]

    single, tenfold = weighted_share(one_each), weighted_share(ten_each)

    assert (tenfold.of, tenfold.plans) == (120, 12)
    assert (tenfold.low, tenfold.high) == (pytest.approx(single.low), pytest.approx(single.high))
    assert not weighted_share(ten_each[:90]).may_be_percentage()  # nine plans, whatever the answers


@pytest.mark.parametrize(
    ("answers", "value"),
    [
        ([Answer(1, plan) for plan in range(12)], 1),
        ([Answer(0, plan) for plan in range(12)], 0),
        ([Answer(plan % 2, plan) for plan in range(4)], 0.5),
        ([Answer(1, "one"), Answer(0, "one")], 0.5),
    ],
)
def test_where_plans_are_few_or_all_alike_it_is_wilsons_with_the_effective_number(answers, value):
    figure = weighted_share(answers)

    assert (figure.value, figure.method) == (value, EFFECTIVE)
    assert (figure.low, figure.high) == pytest.approx(wilson(value, figure.plans))


def test_unequal_chances_make_fewer_effective_plans():
    even = weighted_share([Answer(1, plan, Fraction(1, 3)) for plan in range(12)])
    uneven = weighted_share([Answer(1, plan, Fraction(1, 1 + plan % 6)) for plan in range(12)])

    assert uneven.low < even.low
    assert (even.high, uneven.high) == (1, 1)


def test_a_finite_frame_narrows_a_clustered_interval_too():
    answers = [Answer(plan % 3 > 0, plan) for plan in range(18)]

    wide, narrow, known = (weighted_share(answers, population=population) for population in (None, 30, 18))

    assert wide.low < narrow.low < narrow.value < narrow.high < wide.high
    assert (known.low, known.high) == (known.value, known.value)


def test_no_answers_have_no_share():
    assert weighted_share([]).value is None


def test_a_chance_of_nought_cannot_have_been_drawn():
    for chance in (0, Fraction(3, 2), -1):
        with pytest.raises(ValueError, match="chance above 0"):
            weighted_share([Answer(1, "a", chance)])


def test_over_many_samples_the_weighted_interval_holds_the_truth_and_the_plain_share_is_led_astray():
    """Plans with larger chances are worse here, four answers each that hang together. The truth is the frame's share."""
    dice = random.Random("coverage")
    frame = []
    for plan in range(200):
        chance = dice.choice([1.0, 1 / 3, 1 / 10])
        good = 0.85 - 0.4 * chance + dice.choice([-0.1, 0.1])
        frame.append((plan, chance, [dice.random() < good for _ in range(4)]))
    truth = sum(sum(met) for _, _, met in frame) / (4 * len(frame))
    rounds, held, plain = 500, 0, 0.0
    estimates = []
    for _ in range(rounds):
        drawn = [one for one in frame if dice.random() < one[1]]
        figure = weighted_share([Answer(met, plan, chance) for plan, chance, mets in drawn for met in mets])
        held += figure.low <= truth <= figure.high
        estimates.append(figure.value)
        plain += figure.n / figure.of / rounds

    assert held / rounds > 0.93
    assert abs(sum(estimates) / rounds - truth) < 0.01
    assert truth - plain > 0.1
