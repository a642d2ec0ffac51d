"""Months of Level 3, lived through draft by draft. Tickets are those of the real draw; only the arrivals are made up."""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from ehcp.statistics.sampling.chances import BACKGROUND, chance_for, expected_drafts
from ehcp.statistics.sampling.draws import is_drawn, quota_draw
from ehcp.statistics.sampling.forecast import OfficerState

OFFICERS, DRAFTS = 18, 66
MONTHS = 1_000
DAYS = 21  # working days of the made-up month
SEED = "the chance rule of Level 3"


# --- One month --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Draft:
    """One draft that became ready: whose, with how many working days left, its chance, and what came of it."""

    officer: int
    days_left: int
    chance: Fraction
    was_covered: bool
    drawn: bool


@dataclass(frozen=True)
class LivedMonth:
    """A month, or the rest of one, lived through."""

    team: Sequence[OfficerState]
    drafts: Sequence[Draft]
    caught_up: frozenset[int] = frozenset()  # officers for whom the catch-up picked a draft

    @property
    def drawn_by_chance(self) -> int:
        return sum(draft.drawn for draft in self.drafts)

    @property
    def covered_by_chance(self) -> set[int]:
        """Officers covered before the catch-up, those from before included."""
        before = {number for number, officer in enumerate(self.team) if officer.covered}
        return before | {draft.officer for draft in self.drafts if draft.drawn}

    @property
    def with_a_draft(self) -> set[int]:
        before = {number for number, officer in enumerate(self.team) if officer.ready or officer.covered}
        return before | {draft.officer for draft in self.drafts}

    # The names of the forecast, so that the two can be compared.

    @property
    def by_chance(self) -> int:
        return len(self.covered_by_chance) - sum(officer.covered for officer in self.team)

    @property
    def by_catch_up(self) -> int:
        return len(self.caught_up)

    @property
    def stay_open(self) -> int:
        return len(self.team) - len(self.with_a_draft)

    @property
    def drawn(self) -> int:
        return self.drawn_by_chance + len(self.caught_up)

    @property
    def covered(self) -> int:
        return len(self.covered_by_chance | self.caught_up)


def rest_of_month(
    team: Sequence[OfficerState],
    *,
    working_days_left: int,
    working_days_in_month: int,
    dice: random.Random,
    background: Fraction = BACKGROUND,
    rates: Sequence[float] | None = None,
) -> LivedMonth:
    """Live the working days left, today included, draft by draft, with real tickets.

    `rates` are the drafts a month that each officer truly has on average; without them, the mean of the three months
    that the rule looks at.
    """
    nonce = dice.getrandbits(256).to_bytes(32, "big")
    covered = [officer.covered for officer in team]
    drafts: list[Draft] = []
    for left in range(working_days_left, 0, -1):
        for number, officer in enumerate(team):
            if officer.days_here is not None and left > officer.days_here:
                continue
            rate = rates[number] if rates else sum(officer.months[-3:]) / max(1, len(officer.months[-3:]))
            for _ in range(poisson(rate / working_days_in_month, dice)):
                chance = _chance(officer, covered[number], left, working_days_in_month, background)
                arrival = f"2026-11-{len(drafts) + 1:06d}"
                drawn = is_drawn(hashlib.sha256(nonce + arrival.encode()).digest(), arrival, chance)
                drafts.append(Draft(number, left, chance, covered[number], drawn))
                covered[number] |= drawn
    lived = LivedMonth(team, drafts)
    return LivedMonth(team, drafts, _catch_up(lived, seed=hashlib.sha256(nonce + b"catch-up").digest()))


def _catch_up(lived: LivedMonth, *, seed: bytes) -> frozenset[int]:
    """The quota draw of the month's last working day: one draft of each officer who had drafts and none drawn."""
    owners = [draft.officer for draft in lived.drafts]
    owners += [number for number, officer in enumerate(lived.team) for _ in range(officer.ready)]
    frame = [
        {"id": f"{place:022d}", "stratum": str(owner), "chance": "1/1"}
        for place, owner in enumerate(owners)
        if owner not in lived.covered_by_chance
    ]
    picks, _ = quota_draw(seed, frame, {one["stratum"]: 1 for one in frame})
    return frozenset(int(one["stratum"]) for one in picks)


def _chance(officer: OfficerState, covered: bool, left: int, days: int, background: Fraction) -> Fraction:
    return chance_for(
        covered=covered,
        expected_drafts=_expected(officer.months[-3:], left, days),
        background=background,
        signed_off=officer.signed_off,
    )


_expected = cache(expected_drafts)


def poisson(mean: float, dice: random.Random) -> int:
    """A random count around a mean (Knuth's method: fit for the few drafts of a day)."""
    limit, product, count = math.exp(-mean), dice.random(), 0
    while product > limit:
        product *= dice.random()
        count += 1
    return count


# --- Many months ------------------------------------------------------------------------------


def rates_of_a_team(officers: int = OFFICERS, drafts: float = DRAFTS) -> list[float]:
    """Drafts a month of each officer: even steps from half the mean to one and a half times it, as teams are uneven."""
    mean = drafts / officers
    return [mean * (0.5 + number / max(1, officers - 1)) for number in range(officers)]


def live(
    *,
    months: int = MONTHS,
    officers: int = OFFICERS,
    drafts: float = DRAFTS,
    background: Fraction = BACKGROUND,
    away: float = 0.0,
    seed: str = SEED,
) -> list[LivedMonth]:
    """So many months, one after the other: each month's counts are the next one's history.

    `away` is the share of officers who are on leave for half of a month, at random.
    """
    dice = random.Random(seed)  # noqa: S311 (made-up arrivals, not a draw)
    rates = rates_of_a_team(officers, drafts)
    history = [tuple(poisson(rate, dice) for _ in range(3)) for rate in rates]
    lived = []
    for _ in range(months):
        team = [
            OfficerState(str(number), months=history[number], days_here=DAYS // 2 if dice.random() < away else None)
            for number in range(officers)
        ]
        month = rest_of_month(
            team, working_days_left=DAYS, working_days_in_month=DAYS, dice=dice, background=background, rates=rates
        )
        counts = [0] * officers
        for draft in month.drafts:
            counts[draft.officer] += 1
        history = [(*history[number][1:], counts[number]) for number in range(officers)]
        lived.append(month)
    return lived
