"""The simulation counts what it says it counts, and the rule keeps its promise in it."""

from fractions import Fraction

from ehcp.statistics.sampling import OfficerState
from ehcp.statistics.simulation import (
    DAYS,
    Draft,
    LivedMonth,
    area_under_curve,
    by_week,
    figures,
    live,
    page,
    percentile,
    rates_of_a_team,
)
from ehcp.statistics.simulation.measures import WEEKS
from ehcp.statistics.simulation.report import BACKGROUNDS


def draft(chance: Fraction, drawn: bool, *, officer: int = 0, days_left: int = 10) -> Draft:
    return Draft(officer, days_left, chance, False, drawn)


def test_a_month_counts_who_is_covered_caught_up_and_without_a_draft():
    team = [OfficerState("a", covered=True), OfficerState("b"), OfficerState("c", ready=1), OfficerState("d")]
    drafts = [draft(Fraction(1, 2), True, officer=1), draft(Fraction(1, 2), False, officer=1)]

    month = LivedMonth(team, drafts, caught_up=frozenset({2}))

    assert (month.covered_by_chance, month.with_a_draft) == ({0, 1}, {0, 1, 2})
    assert (month.by_chance, month.by_catch_up, month.stay_open) == (1, 1, 1)
    assert (month.drawn_by_chance, month.drawn, month.covered) == (1, 2, 3)


def test_after_the_catch_up_everybody_with_a_draft_is_covered_in_every_month():
    for month in live(months=60, away=0.2, seed="sixty months"):
        assert month.covered_by_chance | month.caught_up == month.with_a_draft
        assert month.covered_by_chance & month.caught_up == set()


def test_the_same_seed_lives_the_same_months():
    assert figures(live(months=5)) == figures(live(months=5))
    assert figures(live(months=5)) != figures(live(months=5, seed="another"))


def test_chances_are_kept_so_drawn_drafts_are_as_many_as_their_chances_sum_to():
    drafts = [one for month in live(months=150) for one in month.drafts]
    expected = sum(one.chance for one in drafts)
    spread = float(sum(one.chance * (1 - one.chance) for one in drafts)) ** 0.5

    assert abs(sum(one.drawn for one in drafts) - expected) < 4 * spread


def test_the_area_under_the_curve_is_one_half_for_a_coin_and_one_for_an_oracle():
    half, certain, never = Fraction(1, 2), Fraction(1), Fraction(0)

    assert area_under_curve([draft(half, True), draft(half, False)]) == 0.5
    assert area_under_curve([draft(certain, True), draft(never, False), draft(never, False)]) == 1
    assert area_under_curve([draft(certain, False), draft(never, True)]) == 0
    assert area_under_curve([draft(certain, True), draft(half, True), draft(half, False), draft(never, False)]) == 0.875


def test_percentiles_are_values_that_occurred():
    assert percentile([3, 1, 2], 0.5) == 2
    assert percentile(range(1, 101), 0.95) == 95
    assert percentile([7], 0.05) == 7


def test_the_parts_of_the_month_leave_no_day_out():
    days = [day for _, most, least in WEEKS for day in range(most, least - 1, -1)]
    lived = live(months=3)

    assert days == list(range(DAYS, 0, -1))
    assert sum(len(drafts) for _, drafts in by_week(lived)) == sum(len(month.drafts) for month in lived)


def test_a_team_is_uneven_and_its_rates_sum_to_its_drafts():
    rates = rates_of_a_team(18, 66)

    assert round(sum(rates), 9) == 66
    assert round(rates[-1] / rates[0], 9) == 3


def test_the_page_says_the_promise_is_kept_and_how_to_write_it_again():
    text = page(months=12, variant_months=4)

    assert "| **Officers with a draft who are covered after the catch-up** | **100%** |" in text
    assert "12 months one after the other" in text
    assert "python tools/write_docs.py" in text
    assert text.count("| Background 1/") == len(BACKGROUNDS)
