"""What a month of Level 3 is likely to come to, for the console's sentence. A likelihood, not a promise.

Worked out, not tried out: drafts are taken to come at random around each officer's mean (a Poisson process), so every
chance has a closed form and a page need not wait for a simulation. `ehcp.statistics.simulation` lives the same months
one by one, and a test holds the two together.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from ehcp.statistics.sampling.chances import BACKGROUND, chance_for, expected_drafts

# Rounding must not turn a half into less than a half.
HALF = 0.5 - 1e-9


@dataclass(frozen=True)
class OfficerState:
    """An officer on a day of the month.

    `ready` counts the drafts of this month so far, `months` those of the last three full months, oldest first.
    `days_here` are the working days left that the officer is at work, today included; None means all of them.
    """

    code: str
    covered: bool = False
    ready: int = 0
    months: tuple[int | float, ...] = ()
    signed_off: bool = True
    days_here: int | None = None


@dataclass(frozen=True)
class Forecast:
    """The rest of a month, from how it stands.

    `by_chance`, `by_catch_up` and `stay_open` say how many of the officers not covered yet are expected to end covered
    by chance, by the catch-up, or not at all for want of a draft; they sum to `open`. `drawn` are the drafts expected to be drawn from now on, the catch-up's included. `ends_with` gives the
    chance (0 to 1) that so many officers are covered at the end.
    """

    officers: int
    covered: int
    by_chance: float
    by_catch_up: float
    stay_open: float
    drawn: float
    ends_with: dict[int, float] = field(default_factory=dict)

    @property
    def open(self) -> int:
        """Officers not covered yet."""
        return self.officers - self.covered

    @property
    def likely(self) -> tuple[int, int]:
        """The fewest and the most officers covered at the end in the shortest run of outcomes that holds half the months.

        Of runs of one length the likeliest. Both are the same number where one outcome alone holds half.
        """
        counts = sorted(self.ends_with)
        if not counts:
            return self.covered, self.covered
        for length in range(1, len(counts) + 1):
            held, low = max(
                (self._held(low, low + length - 1), -low) for low in range(counts[0], counts[-1] - length + 2)
            )
            if held >= HALF:
                return -low, -low + length - 1
        return counts[0], counts[-1]

    @property
    def likely_in_a_thousand(self) -> int:
        """How many of 1,000 months end with one of the likely outcomes."""
        return round(self._held(*self.likely) * 1_000)

    def _held(self, low: int, high: int) -> float:
        return sum(chance for covered, chance in self.ends_with.items() if low <= covered <= high)


def forecast(
    officers: Iterable[OfficerState],
    *,
    working_days_left: int,
    working_days_in_month: int,
    background: Fraction = BACKGROUND,
    catch_up: bool = True,
) -> Forecast:
    """What the rest of the month is likely to bring, by the chance rule. Today counts among the days left."""
    team = list(officers)
    by_chance = by_catch_up = stay_open = drawn = 0.0
    ends_with = [1.0]  # the chance that so many of the officers looked at so far end covered
    for officer in team:
        chance, nothing, picks = _rest_of_month(officer, working_days_left, working_days_in_month, background)
        caught = (1 - chance - nothing) if catch_up else 0.0
        drawn += picks + caught
        if not officer.covered:
            by_chance += chance
            by_catch_up += caught
            stay_open += 1 - chance - caught
        ends_with = _one_more(ends_with, chance + caught)
    return Forecast(
        officers=len(team),
        covered=sum(officer.covered for officer in team),
        by_chance=by_chance,
        by_catch_up=by_catch_up,
        stay_open=stay_open,
        drawn=drawn,
        ends_with={covered: chance for covered, chance in enumerate(ends_with) if chance > 0},
    )


@lru_cache(maxsize=4096)
def _rest_of_month(
    officer: OfficerState, days_left: int, days_in_month: int, background: Fraction
) -> tuple[float, float, float]:
    """(chance of ending covered without the catch-up, chance of no draft at all, drafts expected to be drawn).

    Kept: every page of the console asks again, and of most officers nothing has changed since.
    """
    here = days_left if officer.days_here is None else min(officer.days_here, days_left)
    a_day = _mean(officer.months) / days_in_month
    later = float(chance_for(covered=True, expected_drafts=0, background=background, signed_off=officer.signed_off))
    not_yet, picks = (0.0 if officer.covered else 1.0), 0.0
    # An officer away for a part of what is left is taken to be here at its end.
    for left in range(here, 0, -1):
        expected = expected_drafts(officer.months, left, days_in_month)
        first = a_day * float(
            chance_for(covered=False, expected_drafts=expected, background=background, signed_off=officer.signed_off)
        )
        still_not = not_yet * math.exp(-first)
        covered_for = 1 - (not_yet - still_not) / first if first else 1 - not_yet  # the part of the day spent covered
        picks += (not_yet - still_not) + a_day * later * covered_for
        not_yet = still_not
    nothing = math.exp(-a_day * here) if officer.ready == 0 and not officer.covered else 0.0
    return 1 - not_yet, nothing, picks


def _one_more(ends_with: list[float], chance: float) -> list[float]:
    """The distribution of a count, after one more officer who adds to it with this chance."""
    longer = [*ends_with, 0.0]
    return [longer[n] * (1 - chance) + (longer[n - 1] * chance if n else 0.0) for n in range(len(longer))]


def _mean(months: Sequence[int | float]) -> float:
    last = months[-3:]
    return sum(last) / len(last) if last else 0.0
