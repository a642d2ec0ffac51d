"""Level 3's chance rule, lived through for many months: `python -m ehcp.statistics.simulation` prints the page.

`tools/write_docs.py` keeps that page as docs/draw-simulation.md. The seed is fixed, so the page is stale only when the
rule has changed. Tickets are those of the real draw; only the arrival of drafts is made up.
"""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from ehcp.statistics.sampling.chances import BACKGROUND, chance_for, expected_drafts
from ehcp.statistics.sampling.draws import fraction_text, is_drawn, quota_draw
from ehcp.statistics.sampling.forecast import OfficerState

OFFICERS, DRAFTS, SENIORS = 18, 66, 3
MONTHS = 1_000
VARIANT_MONTHS = 200
DAYS = 21  # working days of the made-up month
SEED = "the chance rule of Level 3"
BACKGROUNDS = (Fraction(1, 1000), Fraction(1, 20), Fraction(1, 10), Fraction(1, 5), Fraction(1, 3))


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
    months: int | None = None,
    officers: int = OFFICERS,
    drafts: float = DRAFTS,
    background: Fraction = BACKGROUND,
    away: float = 0.0,
    seed: str = SEED,
) -> list[LivedMonth]:
    """So many months (MONTHS unless told), one after the other: each month's counts are the next one's history.

    `away` is the share of officers who are on leave for half of a month, at random.
    """
    dice = random.Random(seed)  # noqa: S311 (made-up arrivals, not a draw)
    rates = rates_of_a_team(officers, drafts)
    history = [tuple(poisson(rate, dice) for _ in range(3)) for rate in rates]
    lived = []
    for _ in range(MONTHS if months is None else months):
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


# --- Figures ----------------------------------------------------------------------------------


def mean(values: Iterable[float]) -> float:
    kept = list(values)
    return sum(kept) / len(kept) if kept else 0.0


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least this share (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def area_under_curve(drafts: Sequence[Draft]) -> float:
    """How well the chances foretell the draws: of a drawn and an undrawn draft, how often the drawn one had the larger
    chance (a tie counts half). 0.5 is no better than a coin, 1 foretells everything.
    """
    drawn_before = better = 0.0
    by_chance: dict[Fraction, list[int]] = {}
    for draft in drafts:
        by_chance.setdefault(draft.chance, [0, 0])[draft.drawn] += 1
    for chance in sorted(by_chance, reverse=True):
        undrawn, drawn = by_chance[chance]
        better += undrawn * (drawn_before + drawn / 2)
        drawn_before += drawn
    undrawn_all = sum(undrawn for undrawn, _ in by_chance.values())
    return better / (drawn_before * undrawn_all)


@dataclass(frozen=True)
class Figures:
    """What many months came to. Shares are from 0 to 1."""

    months: int
    drafts: float
    drawn_by_chance: float
    drawn_by_chance_low: float
    drawn_by_chance_high: float
    caught_up: float
    drawn: float
    drawn_high: float
    months_short_before: float
    covered_before: float
    covered_after: float
    without_a_draft: float
    area: float
    right_guesses: float
    right_when_always_no: float
    certain: float
    even_or_more: float


def figures(lived: Sequence[LivedMonth]) -> Figures:
    """The figures of many months, each with the same team."""
    drafts = [draft for month in lived for draft in month.drafts]
    by_chance = [month.drawn_by_chance for month in lived]
    return Figures(
        months=len(lived),
        drafts=mean(len(month.drafts) for month in lived),
        drawn_by_chance=mean(by_chance),
        drawn_by_chance_low=percentile(by_chance, 0.05),
        drawn_by_chance_high=percentile(by_chance, 0.95),
        caught_up=mean(month.by_catch_up for month in lived),
        drawn=mean(month.drawn for month in lived),
        drawn_high=percentile((month.drawn for month in lived), 0.95),
        months_short_before=mean(bool(month.with_a_draft - month.covered_by_chance) for month in lived),
        covered_before=mean(len(month.covered_by_chance) / len(month.with_a_draft) for month in lived),
        covered_after=mean(month.covered / len(month.with_a_draft) for month in lived),
        without_a_draft=mean(month.stay_open for month in lived),
        area=area_under_curve(drafts),
        right_guesses=mean(float(max(draft.chance, 1 - draft.chance)) for draft in drafts),
        right_when_always_no=mean(not draft.drawn for draft in drafts),
        certain=mean(draft.chance == 1 for draft in drafts),
        even_or_more=mean(draft.chance >= Fraction(1, 2) for draft in drafts),
    )


WEEKS = (("first five working days", 21, 17), ("next five", 16, 12), ("next five", 11, 7), ("last six", 6, 1))


def by_week(lived: Sequence[LivedMonth]) -> Iterator[tuple[str, list[Draft]]]:
    """The drafts of all months by the part of the month in which they became ready."""
    for name, most, least in WEEKS:
        yield name, [draft for month in lived for draft in month.drafts if least <= draft.days_left <= most]


# --- The page ---------------------------------------------------------------------------------


def page() -> str:
    """The page of figures, as Markdown."""
    lived = live()
    base = figures(lived)
    return "\n".join([*_opening(base), *_predictability(lived, base), *_sensitivity()]) + "\n"


def _opening(base: Figures) -> list[str]:
    return [
        "# The chance rule of Level 3, simulated",
        "",
        f"{OFFICERS} officers, {DRAFTS} drafts a month on average, {SENIORS} seniors, {base.months:,} months one after "
        f"the other, {DAYS} working days each. Officers are uneven: the busiest has three times the drafts of the "
        "quietest. Drafts arrive at random; each is drawn by the rule of [the draw](the-draw.md), with real tickets, "
        "from the officer's own last three months. Nobody is new or away here (see below for leave).",
        "",
        "Written by `python tools/write_docs.py`; `python -m ehcp.statistics.simulation` prints it. The seed is fixed.",
        "",
        "## Coverage and load",
        "",
        "| | |",
        "|---|---|",
        f"| Drafts drawn by chance in a month | {base.drawn_by_chance:.1f} on average; {base.drawn_by_chance_low:.0f} to "
        f"{base.drawn_by_chance_high:.0f} in nine months of ten |",
        f"| Officers with a draft who are covered before the catch-up | {base.covered_before:.1%} |",
        f"| Months in which somebody with a draft is uncovered before the catch-up | {base.months_short_before:.0%} |",
        f"| Drafts drawn by the catch-up in a month | {base.caught_up:.1f} |",
        f"| **Officers with a draft who are covered after the catch-up** | **{base.covered_after:.0%}** |",
        f"| Officers without any draft in a month, whom nothing can cover | {base.without_a_draft:.2f} |",
        f"| Drafts to moderate in a month, all told | {base.drawn:.1f}; {base.drawn_high:.0f} or fewer in 95 months of "
        "100 |",
        f"| Drafts to moderate for each of {SENIORS} seniors | {base.drawn / SENIORS:.1f} a month |",
    ]


def _predictability(lived: Sequence[LivedMonth], base: Figures) -> list[str]:
    lines = [
        "",
        "## Can an officer foresee it?",
        "",
        "An officer who knows the rule, their own last three months and whether they are covered can work out the chance "
        "of the draft in hand, never its ticket. How far does that carry them?",
        "",
        "| When the draft is ready | Drafts | Mean chance, not yet covered | Mean chance, all | Certain to be drawn |",
        "|---|---|---|---|---|",
    ]
    every = sum(len(month.drafts) for month in lived)
    for name, drafts in by_week(lived):
        open_ = [draft for draft in drafts if not draft.was_covered]
        lines.append(
            f"| {name} | {len(drafts) / every:.0%} | {mean(float(draft.chance) for draft in open_):.2f} | "
            f"{mean(float(draft.chance) for draft in drafts):.2f} | {mean(draft.chance == 1 for draft in drafts):.0%} |"
        )
    return [
        *lines,
        "",
        f"- Guessing as well as can be, an officer is right for {base.right_guesses:.0%} of drafts. Always saying *not "
        f"drawn* is right for {base.right_when_always_no:.0%}.",
        f"- Of a drawn and an undrawn draft, the drawn one had the larger chance {base.area:.0%} of the time (area under "
        "the curve; 50% is a coin).",
        f"- {base.certain:.0%} of drafts are certain to be drawn, and {base.even_or_more:.0%} have an even chance or "
        "more: those of officers not yet covered who expect no other draft in what is left of the month. That is the "
        "price of the promise. No draft is certain to be let through.",
    ]


def _sensitivity() -> list[str]:
    lines = [
        "",
        "## The background chance, and other teams",
        "",
        "| | By chance | Catch-up | All told | Months short before | Covered after | Area under curve | Right guesses |",
        "|---|---|---|---|---|---|---|---|",
    ]
    variants: list[tuple[str, dict[str, Any]]] = [
        *((f"Background {fraction_text(chance)}", {"background": chance}) for chance in BACKGROUNDS),
        ("A quarter of officers away for half the month", {"away": 0.25}),
        ("40 drafts a month", {"drafts": 40}),
        ("100 drafts a month", {"drafts": 100}),
        ("6 officers, 22 drafts", {"officers": 6, "drafts": 22}),
        ("60 officers, 220 drafts", {"officers": 60, "drafts": 220, "months": 100}),
    ]
    for name, change in variants:
        of = figures(live(**{"months": VARIANT_MONTHS, **change}))
        lines.append(
            f"| {name} | {of.drawn_by_chance:.1f} | {of.caught_up:.1f} | {of.drawn:.1f} | {of.months_short_before:.0%} | "
            f"{of.covered_after:.0%} | {of.area:.2f} | {of.right_guesses:.0%} |"
        )
    return [
        *lines,
        "",
        "The first rows tell what the background chance is for: with next to none (1/1000) an officer who is covered knows that the rest "
        "of the month goes unseen. Each row of the table has "
        f"{VARIANT_MONTHS} months (60 officers: 100).",
    ]


if __name__ == "__main__":
    print(page(), end="")
