"""The chance of a draft at Level 3, fixed before its ticket can be known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from ehcp.rulebook import rule

SOURCE = "The draw, the chance rule of Level 3; QA Framework 2025, Level 3"
CERTAIN = Fraction(1)
BACKGROUND = Fraction(1, 10)  # the default of the authority's setting


@rule("draw 10", source=SOURCE)
def expected_drafts(
    last_three_full_months: Sequence[int | float], working_days_left: int, working_days_in_month: int
) -> Fraction:
    """The drafts to expect of an officer are the mean of their last three full months, scaled by the days left.

    Reading taken: the working days left count today, so that the draft in hand is one of those expected. An officer
    with fewer full months has the mean of what there is, and one with none has no expectation (0).
    Raises ValueError for days that cannot be.
    """
    if not 0 <= working_days_left <= working_days_in_month or working_days_in_month == 0:
        raise ValueError("A month has working days, and no more of them are left than it has.")
    months = last_three_full_months[-3:]
    if not months:
        return Fraction(0)
    # A count may be a part of one, such as a guess for somebody new at three days a week.
    total = sum((Fraction(drafts).limit_denominator(1_000) for drafts in months), start=Fraction(0))
    return total / len(months) * Fraction(working_days_left, working_days_in_month)


@rule("draw 9", source=SOURCE)
def chance_for(
    *,
    covered: bool,
    expected_drafts: Fraction | int | float,
    background: Fraction = BACKGROUND,
    signed_off: bool = True,
) -> Fraction:
    """An officer not yet covered this month has one chance in the drafts still expected; one covered, the background.

    Reading taken: `expected_drafts` counts this draft and the rest of the month, rounded down, and is at least 1. The
    background chance keeps being done for the month from being a holiday. Every draft of an officer who is not
    signed off is drawn.
    """
    if not 0 < background <= 1:
        raise ValueError("The background chance is above 0 and at most 1.")
    if not signed_off:
        return CERTAIN
    if covered:
        return background
    return Fraction(1, max(1, math.floor(expected_drafts)))
