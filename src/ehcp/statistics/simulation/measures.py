"""What many lived months came to: coverage, load, and how far a draw can be foreseen."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ehcp.statistics.simulation.months import Draft, LivedMonth


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
