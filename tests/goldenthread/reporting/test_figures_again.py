"""A second implementation, in plain Python over raw rows, agrees with every figure of the page."""

import math

import pytest

from goldenthread.reporting import level3
from goldenthread.reporting.measures import activity, judgements, letters, origins, standards, turnaround
from goldenthread.reporting.periods import Period
from goldenthread.reporting.queries.level3 import gather
from goldenthread.reporting.rows import Group
from tests.goldenthread.reporting.again import Again

PERIODS = [("2026-09", "2026-09"), ("2026-10", "2026-10"), ("2026-08", "2026-11"), ("2026-09", "2026-10")]
SEEDS = [(1, 60), (2, 9), (3, 140), (4, 25), (5, 200)]
GROUPS = {
    Group.BY_CHANCE: "chance",
    Group.NEW_OFFICERS: "new",
    Group.CATCH_UP: "catch-up",
    Group.QUOTA: "quota",
    Group.ASKED_FOR: "purposive",
}


@pytest.fixture(params=SEEDS, ids=lambda given: f"seed {given[0]}, {given[1]} drafts")
def months(request, throw, today):
    seed, drafts = request.param
    throw(seed=seed, drafts=drafts)
    return today


def both(cast, today):
    for first, last in PERIODS:
        period = Period(first, last)
        yield period, gather(cast.authority.pk, period, on=today), Again(first, last, today)


def test_what_happened_is_counted_alike(cast, months):
    for period, found, again in both(cast, months):
        assert activity.month(found, period) == activity.Month(
            ready=again.ready(),
            drawn=len(again.met_the_draw("picked")),
            let_through=len(again.met_the_draw("let-through")),
            outside=again.outside(),
            drawn_later=again.drawn_later(),
            released=again.released(),
            handed_in=sum(again.is_moderated(one) for one in again.opened()),
            with_drafts=len(again.officers_with_drafts()),
            officers_drawn=len(again.officers_drawn()),
            officers_moderated=len(again.officers_moderated()),
            officers=len(again.all_officers()),
        )
        assert sum(way.opened for way in activity.by_way(found).values()) == len(again.opened())


def test_turnaround_is_counted_alike(cast, months):
    for _, found, again in both(cast, months):
        time = turnaround.turnaround(found.handed, target_days=2)
        days = again.days_taken()

        assert (time.n, time.median) == (len(days), again.median())
        assert time.within.n == sum(one <= 2 for one in days)


def test_judgements_are_counted_alike_and_weighted_alike(cast, months):
    for _, found, again in both(cast, months):
        for group, name in GROUPS.items():
            assert judgements.counts(judgements.of_group(found.handed, group)) == again.judged(name)
        figure = judgements.good_or_better(judgements.of_group(found.handed, Group.BY_CHANCE), found.editions)
        agrees(figure, again.good_or_better())


def test_standards_and_aims_are_rated_alike(cast, months):
    for _, found, again in both(cast, months):
        rates = standards.rate_of_standards(found.answered, found.editions)
        for _, question, rate in rates:
            same_rate(rate, again, {question.code})
        assert {question.code for _, question, _ in rates} == {
            one.code
            for _, _, standing in again.by_chance()
            for one in again.judgements[standing.pk]
            if one.first_answer or one.answer
        }
        for aim, rate in standards.rate_of_aims(found.aims, found.editions):
            same_rate(rate, again, again.codes_of_aim(aim.number))


def test_origins_and_letters_are_counted_alike(cast, months):
    for _, found, again in both(cast, months):
        assert origins.by_origin(found.weaknesses) == again.origins()
        assert origins.by_service(found.weaknesses, {"advice"}) == again.services()
        assert {str(came): n for came, n in letters.answers(found.sent).items() if n} == dict(again.came())
        assert found.challenges == dict(again.decisions())


def test_the_page_is_made_of_every_thrown_month(cast, months):
    for period, found, _ in both(cast, months):
        limits = level3.Limits(10, 5, 3, 5, 2)

        assert len(level3.page(found, period, limits, on=months).sections) == 12


def same_rate(rate, again, codes):
    for figure, kind in ((rate.met, "met"), (rate.partly, "partly")):
        n, of, drafts, ratio = again.met(codes, kind)
        assert (figure.n, figure.of, figure.plans) == (n, of, drafts)
        agrees(figure, ratio)


def agrees(figure, ratio):
    if ratio is None:
        assert figure.value is None
        return
    value, low, high = ratio
    assert figure.value == pytest.approx(value, abs=1e-9)
    if not math.isnan(low):
        assert (figure.low, figure.high) == pytest.approx((low, high), abs=1e-4)
