"""What may be shown: nobody who reads a page, knows its totals and knows the rule can work a small count out."""

import itertools

import pytest

from ehcp.statistics.intervals import share
from goldenthread.reporting import hiding
from goldenthread.reporting.rows import Limits

LIMITS = Limits(percent_least=10, suppress_under=5, officers_least=3, staff_least=5, target_days=2)


def shown(cells):
    return tuple(str(cell.text) for cell in cells)


def texts(counts, **given):
    return shown(hiding.counts(dict(enumerate(counts)), LIMITS, **given).values())


def test_counts_that_are_large_or_nought_are_shown():
    assert texts([12, 0, 5, 7]) == ("12", "0", "5", "7")


def test_a_small_count_takes_a_companion_with_it():
    assert texts([12, 3, 6, 0]) == ("12", "hidden", "hidden", "0")


def test_a_table_of_too_few_plans_says_so_everywhere_noughts_among_it():
    assert texts([3, 0, 1]) == ("too few", "too few", "too few")


def test_nothing_at_all_is_nought():
    assert texts([0, 0]) == ("0", "0")


def test_plans_of_two_officers_are_no_group():
    assert texts([12, 8], writers=2) == ("hidden", "hidden")
    assert texts([12, 8], writers=3) == ("12", "8")


def test_where_only_a_hidden_total_would_keep_it_everything_is_hidden():
    assert texts([4, 4, 0]) == ("hidden", "hidden", "hidden")


def test_the_sum_of_the_upper_half_is_shown_where_it_gives_nothing_away():
    cells, upper = hiding.halves({"a": 6, "b": 14, "c": 7, "d": 0}, {"a", "b"}, LIMITS)

    assert shown(cells.values()) == ("6", "14", "7", "0")
    assert upper.text == 20


def test_the_sum_of_the_upper_half_hides_when_it_would_leave_a_small_rest():
    cells, upper = hiding.halves({"a": 6, "b": 14, "c": 3, "d": 0}, {"a", "b"}, LIMITS)

    assert upper.text == "hidden"
    assert shown(cells.values()) == ("hidden", "14", "hidden", "0")


def test_the_sum_of_the_upper_half_never_tells_a_small_part_of_it():
    cells, upper = hiding.halves({"a": 2, "b": 14, "c": 6, "d": 0}, {"a", "b"}, LIMITS)

    assert shown([*cells.values(), upper]) == ("hidden", "hidden", "6", "0", "16")


def possible(shown_cells, is_small, known):
    """Every way in which four counts can lie behind what is shown.

    The reader knows the sums in `known` (which cells, how many), and even which of the hidden cells are the small ones.
    """
    total = known[frozenset("abcd")]
    ranges = [
        range(1, 5) if cell == "hidden" and small else range(5, total + 1) if cell == "hidden" else [int(cell)]
        for cell, small in zip(shown_cells, is_small, strict=True)
    ]
    for counts in itertools.product(*ranges):
        named = dict(zip("abcd", counts, strict=True))
        if all(sum(named[key] for key in keys) == n for keys, n in known.items()):
            yield counts


@pytest.mark.parametrize("total", range(5, 21))
def test_who_knows_the_total_and_which_counts_are_small_cannot_tell_how_small(total):
    told = []
    for counts in itertools.product(range(total + 1), repeat=4):
        if sum(counts) != total:
            continue
        cells, upper = hiding.halves(dict(zip("abcd", counts, strict=True)), {"a", "b"}, LIMITS)
        words = shown(cells.values())
        if set(words) == {"hidden"}:
            continue  # nothing but the total is known, and a nought may be any of them
        is_small = [0 < count < 5 for count in counts]
        known = {frozenset("abcd"): total} | ({} if upper.hatched else {frozenset("ab"): upper.text})
        ways = list(possible(words, is_small, known))
        assert counts in ways
        told += [(counts, words) for place in range(4) if is_small[place] and len({way[place] for way in ways}) == 1]

    assert told == []


@pytest.mark.parametrize(
    ("n", "of", "words"),
    [
        (0, 0, ("none", "none", "0")),
        (3, 4, ("too few", "too few", "too few")),
        (6, 8, ("too few", "too few", "8")),
        (8, 8, ("8 of 8", "too few", "8")),
        (15, 20, ("75%", "53% to 89%", "20")),
    ],
)
def test_a_rate_is_a_percentage_from_ten_plans_on(n, of, words):
    assert shown(hiding.rate(share(n, of), LIMITS)) == words


def test_a_rate_of_two_officers_plans_is_hidden():
    assert shown(hiding.rate(share(15, 20), LIMITS, writers=2)) == ("hidden", "hidden", "hidden")
    assert not hiding.is_shown(share(15, 20), LIMITS, writers=2)
