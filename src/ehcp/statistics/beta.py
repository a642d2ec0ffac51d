"""How often something is agreed with, and between what bounds that is likely to lie, when few have been asked yet."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

# What is thought before anybody was asked: two who agreed and one who did not. A check that nobody has judged is so
# taken to be right two times of three, and each verdict moves it.
AGREED_BEFORE, NOT_BEFORE = 2, 1
CONFIDENCE = 0.90


@dataclass(frozen=True)
class Agreement:
    """`agreed` of `of` agreed; `value` is the share with what was thought before, `low` and `high` its interval."""

    agreed: int
    of: int
    value: float
    low: float
    high: float


@lru_cache(maxsize=4096)
def agreement(agreed: int, of: int, *, confidence: float = CONFIDENCE) -> Agreement:
    """The share (agreed + 2) / (of + 3) and the middle of the beta distribution round it.

    Raises ValueError for counts that cannot be.
    """
    if not 0 <= agreed <= of:
        raise ValueError("As many agreed as were asked, at most.")
    a, b = agreed + AGREED_BEFORE, of - agreed + NOT_BEFORE
    tail = (1 - confidence) / 2
    return Agreement(agreed, of, a / (a + b), beta_quantile(tail, a, b), beta_quantile(1 - tail, a, b))


def beta_quantile(probability: float, a: float, b: float) -> float:
    """The value that a beta distribution with parameters a and b does not exceed with this probability. By halving."""
    if not 0 < probability < 1 or a <= 0 or b <= 0:
        raise ValueError("A beta distribution needs a probability between 0 and 1 and parameters above 0.")
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if beta_below(middle, a, b) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def beta_below(x: float, a: float, b: float) -> float:
    """The probability that a beta variable with parameters a and b is at most x (the regularised incomplete beta)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    # The fraction closes in quickly on the side of the mean where x lies low; the other side is its mirror.
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


_TINY = 1e-300


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta (Abramowitz and Stegun, 26.5.8), by Lentz's method."""
    c, d = 1.0, 1 / _away_from_nought(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, 500):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / _away_from_nought(1 + even * d)
        c = _away_from_nought(1 + even / c)
        found *= d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / _away_from_nought(1 + odd * d)
        c = _away_from_nought(1 + odd / c)
        step = d * c
        found *= step
        if abs(step - 1) < 1e-14:
            break
    return found


def _away_from_nought(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
