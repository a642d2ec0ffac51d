"""Small counts stay hidden, even from somebody who subtracts."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ehcp.statistics.suppression import suppress


def shown(counts, **settings):
    table = suppress(counts, **settings)
    return {key: str(cell) for key, cell in table.cells.items()}, str(table.total)


def test_counts_that_are_large_enough_are_shown():
    assert shown({"Good": 12, "Inadequate": 0, "Outstanding": 5}) == (
        {"Good": "12", "Inadequate": "0", "Outstanding": "5"},
        "17",
    )


def test_one_small_count_takes_the_smallest_other_with_it():
    assert shown({"Good": 12, "RI": 3, "Outstanding": 7}) == ({"Good": "12", "RI": "c", "Outstanding": "c"}, "22")


def test_two_small_counts_hide_each_other():
    assert shown({"Good": 12, "RI": 3, "Inadequate": 2}) == ({"Good": "12", "RI": "c", "Inadequate": "c"}, "17")


def test_two_small_counts_that_can_be_summed_in_one_way_only_need_a_companion():
    assert shown({"Good": 12, "RI": 1, "Inadequate": 1})[0] == {"Good": "c", "RI": "c", "Inadequate": "c"}
    assert shown({"Good": 12, "RI": 4, "Inadequate": 4})[0] == {"Good": "c", "RI": "c", "Inadequate": "c"}


def test_a_total_that_would_give_the_only_count_away_is_hidden():
    assert shown({"Good": 0, "RI": 3}) == ({"Good": "0", "RI": "c"}, "c")
    assert shown({"RI": 4, "Inadequate": 4}) == ({"RI": "c", "Inadequate": "c"}, "c")


def test_the_threshold_is_the_authoritys():
    assert shown({"a": 9, "b": 30}, threshold=10) == ({"a": "c", "b": "c"}, "39")
    assert shown({"a": 1, "b": 30}, threshold=1) == ({"a": "1", "b": "30"}, "31")


def test_an_empty_table_has_nothing_to_hide():
    table = suppress({})

    assert (table.cells, table.total.value, table.hides_something) == ({}, 0, False)


def test_nobody_counts_below_nought():
    with pytest.raises(ValueError):
        suppress({"a": -1})


@given(st.lists(st.integers(0, 9), min_size=1, max_size=5))
@settings(max_examples=400)
def test_no_small_count_can_be_worked_out_from_what_is_shown(numbers):
    """Every table that would look the same is tried: each small count takes at least two values among them."""
    threshold = 4
    table = suppress(dict(enumerate(numbers)), threshold=threshold)
    small = [key for key, cell in table.cells.items() if cell.is_small]
    if table.total.value is None:
        return  # the sum is not known, so nothing can be subtracted

    hidden = [key for key, cell in table.cells.items() if cell.value is None]
    rest = table.total.value - sum(cell.value for cell in table.cells.values() if cell.value is not None)
    ranges = [range(1, threshold) if key in small else range(threshold, rest + 1) for key in hidden]
    possible = [one for one in product(*ranges) if sum(one) == rest]

    for place, key in enumerate(hidden):
        if key in small:
            assert len({one[place] for one in possible}) > 1
    assert table.hides_something == bool(small)
