"""Agreement with few verdicts, held to exact sums and to a published table."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ehcp.statistics.beta import agreement, beta_below, beta_quantile


def exactly(x: Fraction, a: int, b: int) -> Fraction:
    """For whole a and b the incomplete beta is a tail of the binomial: an exact sum of fractions."""
    n = a + b - 1
    return sum((math.comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1)), Fraction(0))


@given(x=st.fractions(0, 1, max_denominator=97), a=st.integers(1, 60), b=st.integers(1, 60))
def test_the_distribution_is_the_binomial_tail(x, a, b):
    assert math.isclose(beta_below(float(x), a, b), float(exactly(x, a, b)), abs_tol=1e-12)


# Clopper and Pearson's 95% bounds are quantiles of the beta distribution. Those of Newcombe's examples: Statistics in
# Medicine 17 (1998), 857-872, table I, method 5.
PUBLISHED = [(81, 263, 0.2527, 0.3676), (15, 148, 0.0578, 0.1617), (1, 29, 0.0009, 0.1776)]


@pytest.mark.parametrize(("n", "of", "low", "high"), PUBLISHED)
def test_quantiles_give_the_published_exact_interval(n, of, low, high):
    assert round(beta_quantile(0.025, n, of - n + 1), 4) == low
    assert round(beta_quantile(0.975, n + 1, of - n), 4) == high


def test_with_one_parameter_one_the_quantile_is_a_root():
    assert math.isclose(beta_quantile(0.05, 4, 1), 0.05**0.25, abs_tol=1e-12)
    assert math.isclose(beta_quantile(0.95, 1, 7), 1 - 0.05 ** (1 / 7), abs_tol=1e-12)


def test_agreement_starts_at_two_of_three_and_moves_with_each_verdict():
    nobody, many = agreement(0, 0), agreement(41, 50)

    assert nobody.value == 2 / 3
    assert many.value == 43 / 53
    assert (round(many.low, 2), round(many.high, 2)) == (0.72, 0.89)
    assert exactly(Fraction(many.low), 43, 10) == pytest.approx(0.05, abs=1e-9)
    assert exactly(Fraction(many.high), 43, 10) == pytest.approx(0.95, abs=1e-9)


@given(of=st.integers(0, 300), data=st.data())
def test_the_interval_holds_the_share_and_more_agreement_moves_it_up(of, data):
    agreed = data.draw(st.integers(0, of))
    one, better = agreement(agreed, of), agreement(agreed + 1, of + 1)

    assert 0 <= one.low < one.value < one.high <= 1
    assert better.value > one.value and better.low > one.low


@pytest.mark.parametrize(("agreed", "of"), [(3, 2), (-1, 2)])
def test_counts_that_cannot_be_are_refused(agreed, of):
    with pytest.raises(ValueError):
        agreement(agreed, of)


@pytest.mark.parametrize(("probability", "a", "b"), [(0, 1, 1), (1, 1, 1), (0.5, 0, 1), (0.5, 1, -1)])
def test_a_quantile_of_nothing_is_refused(probability, a, b):
    with pytest.raises(ValueError):
        beta_quantile(probability, a, b)
