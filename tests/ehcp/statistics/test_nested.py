"""Hidden counts stay hidden from somebody who holds all months, quarters and years and takes them from each other."""

import itertools
import random
from collections import Counter

import pytest

from ehcp.statistics.nested import UPPER, Nest
from ehcp.statistics.suppression import suppress
from tests.ehcp.statistics.attacker import Attacker

MONTHS = tuple("abcdefghijkl")
QUARTERS = [MONTHS[place : place + 3] for place in range(0, 12, 3)]
THRESHOLD = 5


def alone(months, upper=frozenset()):
    """What a period hides by itself: small counts and their companions; the upper sum with every small rest."""

    def hides(node):
        counts = Counter()
        for month in node:
            counts.update({key: kinds.total() for key, kinds in months[month].items()})
        table = suppress(counts, threshold=THRESHOLD)
        if table.total.value is None:
            return None
        hidden = {key for key, cell in table.cells.items() if cell.value is None}
        above = sum(number for key, number in counts.items() if key in upper)
        if upper and any(0 < part < THRESHOLD for part in (above, counts.total() - above)):
            hidden |= {UPPER}
        return hidden

    return hides


def settled(months, upper=frozenset(), quarters=tuple(QUARTERS)):
    nest = Nest(months, alone(months, upper), set(upper))
    nest.settle(quarters, MONTHS if len(quarters) == 4 else None)
    return nest


def one_kind(table):
    return {month: {key: Counter({"": number}) for key, number in row.items()} for month, row in table.items()}


def nodes_of(months):
    quarters = [quarter for quarter in QUARTERS if quarter[0] in months]
    return [*((month,) for month in months), *quarters, *([MONTHS] if len(quarters) > 1 else [])]


def found_out(months, hidden, upper=frozenset(), whole=frozenset()):
    """The hidden counts that an attacker tells, who is shown the rest, and the total of every month, each by kind."""
    keys = sorted({key for row in months.values() for key in row})
    kinds = sorted({kind for row in months.values() for counted in row.values() for kind in counted})
    attacker = Attacker()
    for month, row in months.items():
        for kind in kinds:
            attacker.learns([(month, key, kind) for key in keys], sum(row[key][kind] for key in keys))
    secret = []
    for node in nodes_of(months):
        for key in [*keys, *([UPPER] if upper else [])]:
            cells = [(month, each) for month in node for each in (upper if key == UPPER else [key])]
            value = sum(months[month][each].total() for month, each in cells)
            if key in hidden.get(node, ()):
                everything = [(month, each, kind) for month, each in cells for kind in kinds]
                secret.append((node, key, everything, value))
                if len(node) > 1 and node not in whole and key != UPPER:
                    attacker.learns_least(everything, 1)
                continue
            for kind in kinds:
                number = sum(months[month][each][kind] for month, each in cells)
                attacker.learns([(month, each, kind) for month, each in cells], number)
    worked = attacker.works_out()
    # A nought counts nobody, so it may be told by another nought.
    told = [(node, key) for node, key, cells, value in secret if value and worked.told(cells) is not None]
    assert all(worked.told(cells) in (None, value) for _, _, cells, value in secret)
    return told


def some_year(seed, kinds=("",)):
    """A year of an authority of any size, some of its months quiet and some of its words rare."""
    dice = random.Random(seed)
    keys = "WXYZQRST"[: dice.randint(2, 6)]
    common = {key: dice.choice([0, 0.3, 1, 3, 9]) for key in keys}
    size = dice.choice([0.3, 1, 3])
    table = {}
    for month in MONTHS:
        busy = size * dice.choice([0, 0.5, 1, 1])
        table[month] = {
            key: Counter(dice.choice(kinds) for _ in range(round(dice.expovariate(1) * common[key] * busy)))
            for key in keys
        }
    return table


@pytest.mark.parametrize("seed", range(150))
def test_no_hidden_count_can_be_worked_out_from_a_year_of_months_and_quarters(seed):
    months = some_year(seed)

    nest = settled(months)

    assert found_out(months, nest.hidden, whole=nest.whole) == []


@pytest.mark.parametrize("seed", range(60))
def test_nor_where_the_sum_of_the_upper_keys_is_shown_too(seed):
    months = some_year(1000 + seed)
    keys = sorted({key for row in months.values() for key in row})
    upper = frozenset(keys[: max(1, len(keys) // 2)])

    nest = settled(months, upper)

    assert found_out(months, nest.hidden, upper, nest.whole) == []


@pytest.mark.parametrize("seed", range(40))
def test_nor_where_every_shown_count_is_told_by_kind(seed):
    """A weighted share may tell how many of a count were drawn with which chance: suppose that it tells it exactly."""
    months = some_year(2000 + seed, kinds=("1/1", "1/2", "1/10"))
    upper = frozenset(sorted({key for row in months.values() for key in row})[:1])

    nest = settled(months, upper)

    assert found_out(months, nest.hidden, upper, nest.whole) == []


def test_the_attacker_is_good_enough_to_undo_periods_that_were_hidden_one_by_one():
    """What the tests above would see if each period hid its own small numbers alone."""
    undone = 0
    for seed in range(40):
        months = some_year(seed)
        by_itself = {node: alone(months)(node) for node in nodes_of(MONTHS)}
        keys = {key for row in months.values() for key in row}
        hidden = {node: keys if own is None else own for node, own in by_itself.items()}
        whole = {node for node, own in by_itself.items() if own is None}
        undone += bool(found_out(months, hidden, whole=whole))

    assert undone > 20


def test_no_quarter_of_three_words_and_small_months_gives_anything_away():
    """Every table that would look the same is tried: an attacker who misses nothing."""
    months, dice = MONTHS[:3], random.Random(7)
    for _ in range(60):
        table = {month: {key: dice.choice([0, 0, 1, 2, 5]) for key in "XYZ"} for month in months}
        nest = settled(one_kind(table), quarters=(months,))
        possible = list(tables_that_look_the_same(table, nest, months))
        assert table in possible
        for node, keys in nest.hidden.items():
            for key in keys:
                if nest.value(node, key):
                    assert len({sum(one[month][key] for month in node) for one in possible}) > 1


def tables_that_look_the_same(table, nest, months):
    rows = {month: list(rows_of_a_month(table[month], nest.hidden.get((month,), ()))) for month in months}
    for combined in itertools.product(*(rows[month] for month in months)):
        one = dict(zip(months, combined, strict=True))
        if all(
            (sum(row[key] for row in combined) >= (months not in nest.whole))
            if key in nest.hidden[months]
            else sum(row[key] for row in combined) == sum(table[month][key] for month in months)
            for key in "XYZ"
        ):
            yield one


def rows_of_a_month(row, hidden):
    total = sum(row.values())
    for numbers in itertools.product(*(range(total + 1) if key in hidden else [row[key]] for key in "XYZ")):
        if sum(numbers) == total:
            yield dict(zip("XYZ", numbers, strict=True))


# --- What it comes to ---------------------------------------------------------------------------


def shown(nest, node):
    return {key: None if key in nest.hidden.get(node, ()) else nest.value(node, key) for key in nest.keys}


def year(*rows):
    return one_kind({month: dict(zip("XYZ", row, strict=True)) for month, row in zip(MONTHS, rows, strict=False)})


def test_large_counts_are_shown_of_months_and_quarters_alike():
    nest = settled(year((9, 6, 0), (7, 8, 5), (12, 5, 6)), quarters=(MONTHS[:3],))

    assert shown(nest, MONTHS[:1]) == {"X": 9, "Y": 6, "Z": 0}
    assert shown(nest, MONTHS[:3]) == {"X": 28, "Y": 19, "Z": 11}


def test_what_one_month_hides_the_others_hide_so_that_the_quarter_can_be_shown():
    nest = settled(year((9, 6, 20), (7, 3, 20), (12, 8, 20)), quarters=(MONTHS[:3],))

    assert shown(nest, MONTHS[:3]) == {"X": 28, "Y": 17, "Z": 60}
    assert [shown(nest, (month,)) for month in MONTHS[:3]] == [{"X": None, "Y": None, "Z": 20}] * 3


def test_a_quarter_of_one_word_alone_is_hidden_with_its_small_month():
    """A hundred per cent would tell the small month too."""
    nest = settled(year((9, 0, 0), (7, 0, 0), (3, 0, 0)), quarters=(MONTHS[:3],))

    assert shown(nest, MONTHS[:3]) == {"X": None, "Y": None, "Z": None}


def test_a_quarter_keeps_what_it_showed_when_the_year_is_settled():
    for seed in range(30):
        months = some_year(seed)

        at_first = settled({month: months[month] for month in MONTHS[:9]}, quarters=QUARTERS[:3])
        at_last = settled(months)

        assert {node: at_last.hidden[node] for node in at_first.hidden} == at_first.hidden


def test_the_last_quarter_hides_what_the_year_could_not_show_otherwise():
    rows = [(20, 10, 1), (20, 10, 1), (20, 10, 1)] + [(20, 10, 5)] * 9

    nest = settled(year(*rows))

    assert shown(nest, QUARTERS[0]) == {"X": 60, "Y": None, "Z": None}
    assert shown(nest, QUARTERS[1]) == shown(nest, QUARTERS[2]) == {"X": 60, "Y": 30, "Z": 15}
    assert shown(nest, QUARTERS[3]) == {"X": 60, "Y": None, "Z": None}
    assert shown(nest, MONTHS) == {"X": 240, "Y": 120, "Z": 48}


def test_the_year_shows_a_count_that_two_of_its_quarters_hide():
    quarters = [(40, 30, 2), (40, 30, 9), (40, 30, 3), (40, 30, 8)]
    months = year(
        *(tuple(number // 2 for number in quarters[place // 3]) if place % 3 < 2 else (0, 0, 0) for place in range(12))
    )

    nest = settled(months)

    assert shown(nest, MONTHS)["Z"] == nest.value(MONTHS, "Z")
    assert None in shown(nest, QUARTERS[0]).values()
