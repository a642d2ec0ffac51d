"""Shares with their uncertainty: how many of how many, and between what bounds the truth is likely to lie.

Two kinds. A plain count of plans has Wilson's interval. Where plans were drawn with unequal chances, or where one plan
gives several answers, the share is weighted by 1 / chance and the interval follows from the spread between plans.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from statistics import NormalDist

LEAST_FOR_PERCENTAGE = 10
CONFIDENCE = 0.95
# With fewer plans the spread between them is too poorly known to build an interval on.
LEAST_PLANS = 5

WILSON = "Wilson"
CLUSTERED = "by plans"
EFFECTIVE = "Wilson, effective n"
NOTHING = "nothing to count"


@dataclass(frozen=True)
class Figure:
    """A share. `n` of `of` answers are such, counted without weights; `plans` they came from.

    `value`, `low`, `high` are shares from 0 to 1, None where there is nothing to count; `weighted` says whether the
    value is weighted by 1 / chance, `method` how the interval was found.
    """

    n: int
    of: int
    value: float | None
    low: float | None
    high: float | None
    weighted: bool
    method: str
    plans: int

    def may_be_percentage(self, least: int = LEAST_FOR_PERCENTAGE) -> bool:
        """Whether it rests on enough plans to be shown as a percentage; fewer are shown as counts only."""
        return self.value is not None and self.plans >= least

    def words(self, least: int = LEAST_FOR_PERCENTAGE) -> str:
        """ "23 of 31, 74% (57% to 86%)", or "4 of 6" where a percentage would claim too much."""
        counts = f"{self.n} of {self.of}"
        if not self.may_be_percentage(least) or self.value is None or self.low is None or self.high is None:
            return counts
        return f"{counts}, {self.value:.0%} ({self.low:.0%} to {self.high:.0%})"


@dataclass(frozen=True)
class Answer:
    """One answer that counts: met (1), not met (0) or a part (0.5); the plan it was given on, and that plan's chance."""

    met: float
    plan: Hashable
    chance: Fraction | float = 1

    @property
    def weight(self) -> float:
        return weight_of(self.chance)


def weight_of(chance: Fraction | float) -> float:
    """How many plans a drawn one stands for. ValueError unless its chance lies above 0 and is at most 1."""
    certain = float(chance)
    if not 0 < certain <= 1:
        raise ValueError("A plan that was drawn had a chance above 0 and at most 1.")
    return 1 / certain


# --- Plain counts -----------------------------------------------------------------------------


def share(n: int, of: int, *, confidence: float = CONFIDENCE, population: int | None = None) -> Figure:
    """How many of how many, each a plan of its own, every one with the same chance.

    `population` is the number of plans that could have been looked at: the more of them were, the narrower the
    interval. Raises ValueError for counts that cannot be.
    """
    if not 0 <= n <= of or (population is not None and population < of):
        raise ValueError("A share is n of so many, and no more than there are.")
    if of == 0:
        return Figure(0, 0, None, None, None, False, NOTHING, 0)
    low, high = wilson(n / of, without_replacement(of, population), confidence)
    return Figure(n, of, n / of, low, high, False, WILSON, of)


def wilson(value: float, n: float, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Wilson's score interval of a share seen in n independent looks; n need not be whole, and may be infinite.

    E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212.
    """
    if math.isinf(n):
        return value, value
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    shrink = 1 + z * z / n
    middle = (value + z * z / (2 * n)) / shrink
    reach = z * math.sqrt(value * (1 - value) / n + z * z / (4 * n * n)) / shrink
    # At the ends the bound is the end itself, which rounding would miss by a hair.
    return (0.0 if value <= 0 else max(0.0, middle - reach), 1.0 if value >= 1 else min(1.0, middle + reach))


def without_replacement(n: float, population: int | None) -> float:
    """How many looks with replacement n looks without are worth: infinite once everything was looked at."""
    if population is None:
        return n
    if population <= n:
        return math.inf
    return n * (population - 1) / (population - n)


# --- Weighted and clustered -------------------------------------------------------------------


def weighted_share(
    answers: Iterable[Answer], *, confidence: float = CONFIDENCE, population: int | None = None
) -> Figure:
    """The share that the whole frame would show, from plans drawn with known chances (Hájek's ratio).

    Answers on one plan hang together, so the plan is the unit: the variance is that of the linearised ratio between
    plans, with Student's t for few plans, on the log-odds scale so that it stays between 0 and 1. Where plans are
    fewer than five, or all alike, it is Wilson's interval with the effective number of plans. `population` is the
    number of plans in the frames.
    """
    given = list(answers)
    weights: dict[Hashable, float] = {}
    met: dict[Hashable, float] = {}
    for answer in given:
        weights[answer.plan] = weights.get(answer.plan, 0.0) + answer.weight
        met[answer.plan] = met.get(answer.plan, 0.0) + answer.weight * answer.met
    return _ratio(
        [(1, weight, met[plan]) for plan, weight in weights.items()],
        n=sum(answer.met == 1 for answer in given),
        of=len(given),
        confidence=confidence,
        population=population,
    )


@dataclass(frozen=True)
class Alike:
    """So many plans that answered alike: each gave `of` answers, `met` of them met, and was drawn with this chance."""

    plans: int
    met: int
    of: int
    chance: Fraction | float = 1


def weighted_share_of_alike(
    groups: Iterable[Alike], *, confidence: float = CONFIDENCE, population: int | None = None
) -> Figure:
    """`weighted_share` for answers that were counted already: the same figure from far fewer values."""
    given = [group for group in groups if group.plans and group.of]
    return _ratio(
        [
            (group.plans, group.of * weight, group.met * weight)
            for group in given
            for weight in (weight_of(group.chance),)
        ],
        n=sum(group.plans * group.met for group in given),
        of=sum(group.plans * group.of for group in given),
        confidence=confidence,
        population=population,
    )


def _ratio(
    parts: list[tuple[int, float, float]], *, n: int, of: int, confidence: float, population: int | None
) -> Figure:
    """The ratio of two weighted sums over plans: each part is how many plans, and one plan's weight and what of it met."""
    if not parts:
        return Figure(0, 0, None, None, None, True, NOTHING, 0)
    total = sum(times * weight for times, weight, _ in parts)
    value = min(1.0, sum(times * met for times, _, met in parts) / total)
    plans = sum(times for times, _, _ in parts)
    variance = _between_plans(parts, value, total, plans) * _left_unseen(plans, population)
    if plans < LEAST_PLANS or variance <= 1e-12 or not 0 < value < 1:
        method = EFFECTIVE
        effective = total**2 / sum(times * weight**2 for times, weight, _ in parts)
        low, high = wilson(value, without_replacement(effective, population), confidence)
    else:
        method = CLUSTERED
        reach = student_t(0.5 + confidence / 2, plans - 1) * math.sqrt(variance) / (value * (1 - value))
        low, high = _from_odds(value, -reach), _from_odds(value, reach)
    return Figure(n, of, value, low, high, True, method, plans)


def _between_plans(parts: list[tuple[int, float, float]], value: float, total: float, plans: int) -> float:
    """The variance of the ratio, from each plan's weighted distance to it (Taylor linearisation)."""
    if plans < 2:
        return 0.0
    return plans / (plans - 1) * sum(times * ((met - value * weight) / total) ** 2 for times, weight, met in parts)


def _left_unseen(plans: int, population: int | None) -> float:
    """The finite population correction: the part of the plans that was not looked at."""
    return 1.0 if population is None else max(0.0, 1 - plans / population)


def _from_odds(value: float, shift: float) -> float:
    """The share whose log-odds lie so far from those of `value`."""
    return 1 / (1 + math.exp(-(math.log(value / (1 - value)) + shift)))


# --- Student's t ------------------------------------------------------------------------------


# From so many degrees on the series is right to eight decimals, and much quicker than the exact sum.
MANY_DEGREES = 60


@lru_cache(maxsize=1024)
def student_t(probability: float, degrees: int) -> float:
    """The value that Student's t with so many whole degrees of freedom does not exceed with this probability (0.5 to 1).

    By halving on the exact distribution, which for whole degrees is a finite sum; for many degrees by the series.
    """
    if degrees < 1 or not 0.5 <= probability < 1:
        raise ValueError("Student's t needs a degree of freedom and a probability from 0.5 up to 1.")
    if degrees >= MANY_DEGREES:
        return _by_series(NormalDist().inv_cdf(probability), degrees)
    return _by_halving(probability, degrees)


def _by_series(z: float, degrees: int) -> float:
    """Student's t near the normal value z (Abramowitz and Stegun, 26.7.5)."""
    return (
        z
        + (z**3 + z) / 4 / degrees
        + (5 * z**5 + 16 * z**3 + 3 * z) / 96 / degrees**2
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384 / degrees**3
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160 / degrees**4
    )


def _by_halving(probability: float, degrees: int) -> float:
    low, high = 0.0, 1.0
    while _within(high, degrees) < 2 * probability - 1:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        if _within(middle, degrees) < 2 * probability - 1:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _within(t: float, degrees: int) -> float:
    """The probability that Student's t lies between -t and t (Abramowitz and Stegun, 26.7.3 and 26.7.4)."""
    angle = math.atan2(t, math.sqrt(degrees))
    cosine, sine = math.cos(angle), math.sin(angle)
    odd = degrees % 2
    # Terms fall by cos^2 x (k / k+1), from cos (odd degrees) or from 1 (even) up to the power degrees - 2.
    term, total = (cosine if odd else 1.0), 0.0
    for power in range(1 if odd else 0, degrees - 1, 2):
        total += term
        term *= cosine * cosine * (power + 1) / (power + 2)
    if odd:
        return 2 / math.pi * (angle + sine * total)
    return sine * total
