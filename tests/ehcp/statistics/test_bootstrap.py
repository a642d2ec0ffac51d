"""Intervals over whole texts: wider than counting things apart would say, the same each time."""

import random
from statistics import mean

import pytest

from ehcp.statistics.bootstrap import clustered_interval


def share(clusters):
    of = sum(total for _, total in clusters)
    return sum(n for n, _ in clusters) / of if of else None


def test_the_interval_holds_the_figure_and_is_the_same_each_time():
    clusters = [(3, 4), (2, 4), (4, 4), (1, 4), (3, 4), (2, 4)]

    low, high = clustered_interval(clusters, share)

    assert low < share(clusters) < high
    assert clustered_interval(clusters, share) == (low, high)


def test_things_that_hang_together_make_the_interval_wider():
    together = [(10, 10), (0, 10), (10, 10), (0, 10), (10, 10), (0, 10)]
    mixed = [(5, 10)] * 6

    low, high = clustered_interval(together, share)

    assert high - low > 0.5
    assert clustered_interval(mixed, share) == (0.5, 0.5)


def test_it_covers_the_truth_about_as_often_as_it_says():
    dice = random.Random(7)
    covered = []
    for trial in range(120):
        texts = []
        for _ in range(30):
            chance = min(1, max(0, dice.gauss(0.7, 0.15)))
            texts.append((sum(dice.random() < chance for _ in range(8)), 8))
        low, high = clustered_interval(texts, share, draws=300, seed=trial)
        covered.append(low <= 0.7 <= high)

    assert mean(covered) == pytest.approx(0.95, abs=0.06)


def test_one_text_or_nothing_to_count_gives_no_interval():
    assert clustered_interval([(1, 2)], share) is None
    assert clustered_interval([(0, 0), (0, 0)], share) is None
