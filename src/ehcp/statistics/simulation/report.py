"""The simulation's page, kept as docs/draw-simulation.md by `tools/write_docs.py`.

The seed is fixed, so the page is stale only when the rule has changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from ehcp.statistics.sampling.draws import fraction_text
from ehcp.statistics.simulation.measures import Figures, by_week, figures, mean
from ehcp.statistics.simulation.months import DAYS, DRAFTS, MONTHS, OFFICERS, LivedMonth, live

SENIORS = 3
VARIANT_MONTHS = 200
BACKGROUNDS = (Fraction(1, 1000), Fraction(1, 20), Fraction(1, 10), Fraction(1, 5), Fraction(1, 3))


def page(*, months: int = MONTHS, variant_months: int = VARIANT_MONTHS) -> str:
    """The page of figures, as Markdown, from so many months and so many for each variant."""
    lived = live(months=months)
    base = figures(lived)
    return "\n".join([*_opening(base), *_predictability(lived, base), *_sensitivity(variant_months)]) + "\n"


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


def _sensitivity(months: int) -> list[str]:
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
        of = figures(live(**{"months": months, **change}))
        lines.append(
            f"| {name} | {of.drawn_by_chance:.1f} | {of.caught_up:.1f} | {of.drawn:.1f} | {of.months_short_before:.0%} | "
            f"{of.covered_after:.0%} | {of.area:.2f} | {of.right_guesses:.0%} |"
        )
    return [
        *lines,
        "",
        "The first rows tell what the background chance is for: with next to none (1/1000) an officer who is covered knows that the rest "
        "of the month goes unseen. Each row of the table has "
        f"{months} months (60 officers: 100).",
    ]
