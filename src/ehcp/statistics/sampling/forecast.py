"""What a month of Level 3 is likely to come to, for the console's sentence. A trial, not a promise."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ehcp.statistics.sampling.chances import BACKGROUND, chance_for, expected_drafts

TRIALS = 1_000


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
    """The rest of a month, over many trial months that begin as this one stands.

    Means are over the trials. `covered_in` says in how many trials so many officers were covered at the end.
    """

    officers: int
    covered: int
    trials: int
    by_chance: float
    by_catch_up: float
    without_a_draft: float
    drawn: float
    covered_in: dict[int, int] = field(default_factory=dict)

    @property
    def open(self) -> int:
        """Officers not covered yet."""
        return self.officers - self.covered

    @property
    def likely(self) -> tuple[int, int]:
        """(by chance, by the catch-up), in whole officers that sum to the rounded whole of both."""
        whole = math.floor(self.by_chance + self.by_catch_up + 0.5)
        chance = min(whole, math.floor(self.by_chance + 0.5))
        return chance, whole - chance

    @property
    def most_common(self) -> int:
        """How many officers are covered at the end in the most trials; the larger of two that tie."""
        return max(self.covered_in, key=lambda covered: (self.covered_in[covered], covered))


def forecast(
    officers: Iterable[OfficerState],
    *,
    working_days_left: int,
    working_days_in_month: int,
    background: Fraction = BACKGROUND,
    catch_up: bool = True,
    seed: str,
    trials: int = TRIALS,
) -> Forecast:
    """Live the rest of the month many times by the chance rule, and count.

    Each working day left (today included) brings each officer a random number of drafts around their mean (Poisson).
    The same arguments give the same figures; `seed` is any text, such as the authority, the day and the states' hash.
    """
    team = list(officers)
    dice = random.Random(seed)  # noqa: S311 (a trial month, not a draw)
    by_chance = by_catch_up = without = drawn = 0
    covered_in: Counter[int] = Counter()
    for _ in range(trials):
        covered = 0
        for officer in team:
            chance_covers, had_draft, picked = _rest_of_month(
                officer, working_days_left, working_days_in_month, background, dice
            )
            drawn += picked
            if chance_covers:
                by_chance += 0 if officer.covered else 1
                covered += 1
            elif had_draft and catch_up:
                by_catch_up += 1
                drawn += 1
                covered += 1
            elif not had_draft:
                without += 1
        covered_in[covered] += 1
    return Forecast(
        officers=len(team),
        covered=sum(officer.covered for officer in team),
        trials=trials,
        by_chance=by_chance / trials,
        by_catch_up=by_catch_up / trials,
        without_a_draft=without / trials,
        drawn=drawn / trials,
        covered_in=dict(sorted(covered_in.items())),
    )


def _rest_of_month(
    officer: OfficerState, days_left: int, days_in_month: int, background: Fraction, dice: random.Random
) -> tuple[bool, bool, int]:
    """One officer's trial: (covered, had a draft, drafts drawn by chance from now on)."""
    covered, ready, picked = officer.covered, officer.ready, 0
    here = days_left if officer.days_here is None else min(officer.days_here, days_left)
    a_day = _mean(officer.months) / days_in_month
    # An officer away for a part of what is left is taken to be here at its end: the harder half to foresee.
    for left in range(here, 0, -1):
        for _ in range(poisson(a_day, dice)):
            ready += 1
            chance = chance_for(
                covered=covered,
                expected_drafts=expected_drafts(officer.months, left, days_in_month),
                background=background,
                signed_off=officer.signed_off,
            )
            if dice.random() < chance:
                covered, picked = True, picked + 1
    return covered, ready > 0, picked


def _mean(months: Sequence[int | float]) -> float:
    last = months[-3:]
    return sum(last) / len(last) if last else 0.0


def poisson(mean: float, dice: random.Random) -> int:
    """A random count around a mean (Knuth's method: fit for the few drafts of a day)."""
    limit, product, count = math.exp(-mean), dice.random(), 0
    while product > limit:
        product *= dice.random()
        count += 1
    return count
