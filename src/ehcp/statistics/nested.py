"""Counts of months, of the quarters that they make and of the year: hidden so that no subtraction tells a hidden one.

A quarter is settled when it is over, its months with it, and a year when it is over: what was shown once is never taken
back. A count stays hidden only if it could truly be another: there is a different table, in which one thing was counted
under another key, or two things changed places, that would look the same wherever it is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import permutations
from typing import Any

Node = tuple[str, ...]  # the months of a period
Cell = tuple[Node, str]
Alone = Callable[[Node], set[str] | None]

# The sum of the upper keys, as a key of its own.
UPPER = "(upper)"


class Nest:
    """A table of one year or one quarter of it.

    `months` holds what was counted: month -> key -> kind -> how many. Things of one kind (drafts drawn with the same
    chance) weigh alike, so that they can change places without moving a weighted share. `alone` says which keys of a
    period its own small numbers hide, None for all of them. `upper` are keys whose sum is shown as well.
    The reader is taken to know the total of every month.
    """

    def __init__(self, months: Mapping[str, Mapping[str, Mapping[Any, int]]], alone: Alone, upper: set[str]):
        self.months = {month: {key: Counter(kinds) for key, kinds in row.items()} for month, row in months.items()}
        self.keys = sorted({key for row in self.months.values() for key in row})
        # With no key below them their sum is the total, which is no secret.
        self.upper = upper & set(self.keys) if set(self.keys) - upper else set()
        self.hidden: dict[Node, set[str]] = {}
        self.whole: set[Node] = set()
        self._alone = alone
        self._values: dict[Cell, int] = {}

    def value(self, node: Node, key: str) -> int:
        if (node, key) not in self._values:
            keys = self.upper if key == UPPER else {key}
            rows = [self.months[month] for month in node]
            self._values[node, key] = sum(row[one].total() for row in rows for one in keys if one in row)
        return self._values[node, key]

    def total(self, node: Node) -> int:
        return sum(self.value(node, key) for key in self.keys)

    # --- Settling -----------------------------------------------------------------------------

    def settle(self, quarters: Sequence[Node], year: Node | None = None) -> None:
        """Settle these quarters, one after the other, and the year that they make, if it is over with the last of them.

        The last may hide more than it must: beside it the year can show what otherwise an earlier quarter would forbid.
        """
        *before, last = quarters
        for quarter in before:
            self._settle_quarter(quarter)
        self._settle_quarter(last)
        if year is None:
            return
        times = Counter(key for quarter in before for key in self.hidden[quarter])
        ways = [set(), {key for key, often in times.items() if often == 1}, set(times)]
        found = []
        for also in ways if times else ways[:1]:
            self._settle_quarter(last, also)
            self._settle_year(year)
            found.append((self._shown(last, year), dict(self.hidden), set(self.whole)))
            self.hidden.pop(year)
            self.whole.discard(year)
        _, self.hidden, self.whole = max(found, key=lambda way: way[0])

    def _shown(self, last: Node, year: Node) -> float:
        """How much is shown, as a year is worth to a reader two quarters and a quarter its months."""
        nodes: list[tuple[Node, float]] = [(year, 2), (last, 1), *(((month,), 1 / len(last)) for month in last)]
        return sum(
            worth
            for node, worth in nodes
            for key in self._everything
            if self.value(node, key) and key not in self.hidden.get(node, ())
        )

    def _settle_quarter(self, quarter: Node, also: Iterable[str] = ()) -> None:
        """Settle what a quarter hides by itself, and the same keys in every month of it: months stand or fall together."""
        months: list[Node] = [(month,) for month in quarter if self.total((month,))]
        for node in (quarter, *months):
            self.hidden.pop(node, None)
        own = self._alone(quarter)
        if own is not None:
            own = own | {key for key in also if self.value(quarter, key)}
        by_themselves = [self._alone(month) for month in months]
        self._hide_until_safe([quarter], own, self._keys_of(quarter))
        if quarter in self.whole or any(each is None for each in by_themselves):
            self._hide(months, None)
        else:
            first = self.hidden[quarter].union(*(each for each in by_themselves if each))
            self._hide_until_safe(months, first, self._keys_of(quarter))
        if self.given_away():
            # Even so a month would follow from the quarter, which has one key alone or next to nothing besides.
            self._hide([quarter, *months], None)

    def _settle_year(self, year: Node) -> None:
        """Settle what a year shows beside quarters that were settled before. They keep what they show."""
        own = self._alone(year)
        # What every quarter shows can be added up, so hiding it would hide nothing.
        somewhere = {key for node, keys in self.hidden.items() if len(node) > 1 for key in keys}
        keys = [key for key in self._keys_of(year) if key in somewhere]
        self._hide_until_safe([year], None if own is None else own & somewhere, keys, in_the_end=somewhere)

    def _keys_of(self, node: Node) -> list[str]:
        """The keys that count anything in a period, as they are hidden one by one: the smallest first, a sum last."""
        found = [key for key in self._everything if self.value(node, key)]
        return sorted(found, key=lambda key: (key == UPPER, self.value(node, key)))

    @property
    def _everything(self) -> set[str]:
        return {*self.keys, *([UPPER] if self.upper else [])}

    def _hide_until_safe(
        self, nodes: list[Node], first: set[str] | None, keys: list[str], *, in_the_end: set[str] | None = None
    ) -> None:
        """Hide more of these keys, those already hidden somewhere before others; in the end all, noughts among them."""
        self._hide(nodes, first)
        if first is None:
            return
        somewhere = {key for hidden in self.hidden.values() for key in hidden}
        hidden = set(first)
        waiting = sorted((key for key in keys if key not in first), key=lambda key: key not in somewhere)
        while self.given_away():
            if not waiting:
                self._hide(nodes, None)
                if in_the_end is not None:
                    self.hidden.update(dict.fromkeys(nodes, in_the_end))
                return
            hidden.add(waiting.pop(0))
            self._hide(nodes, hidden)

    def _hide(self, nodes: list[Node], keys: set[str] | None) -> None:
        for node in nodes:
            self.hidden[node] = self._everything if keys is None else set(keys)
            self.whole.discard(node)
            if keys is None:
                self.whole.add(node)

    # --- What could be otherwise --------------------------------------------------------------

    def given_away(self) -> set[Cell]:
        """The hidden counts that a reader could work out, as far as we cannot show them another table.

        A nought counts nobody: where another nought tells of it, nothing is lost.
        """
        left = {(node, key) for node, keys in self.hidden.items() for key in keys if self.value(node, key)}
        paths = {month: {node for node in self.hidden if month in node} for node in self.hidden for month in node}
        steps: dict[tuple[str, str], list[str]] = {}

        def is_concerned(month: str, old: str, new: str) -> bool:
            return any((node, key) in left for node in paths[month] for key in (old, new, UPPER))

        for month, nodes in paths.items():
            keys = self.hidden.get((month,), set(self.keys)) - {UPPER}
            for old, new in permutations(sorted(keys), 2):
                if self.value((month,), old):
                    steps.setdefault((old, new), []).append(month)
                    if is_concerned(month, old, new):
                        # One thing recounted.
                        left -= self._changed(nodes, set(), old, new)
        for (old, new), here in steps.items():
            for month in (each for each in here if is_concerned(each, old, new)):
                for other in steps.get((new, old), ()):
                    if month != other and self._weigh_alike(month, old, other, new):
                        # Two in each other's place.
                        left -= self._changed(paths[month] - paths[other], paths[other] - paths[month], old, new)
        return left

    def _weigh_alike(self, month: str, key: str, other_month: str, other_key: str) -> bool:
        """Whether one of the things under `key` is of the same kind as one under the other key in the other month."""
        here, there = self.months[month][key], self.months[other_month][other_key]
        return any(there[kind] for kind, number in here.items() if number)

    def _changed(self, down: set[Node], up: set[Node], old: str, new: str) -> set[Cell]:
        """The counts that change where `old` loses one to `new` (and in `up` gains one). Empty if a reader would see it."""
        changes = {(node, old): -1 for node in down} | {(node, new): 1 for node in down}
        changes |= {(node, old): 1 for node in up} | {(node, new): -1 for node in up}
        for node in (down | up) if (old in self.upper) != (new in self.upper) else ():
            changes[node, UPPER] = changes[node, old if old in self.upper else new]
        fits = all(key in self.hidden[node] and self._could_be(node, key, by) for (node, key), by in changes.items())
        return set(changes) if fits else set()

    def _could_be(self, node: Node, key: str, by: int) -> bool:
        """Whether a hidden count may be so much more: where noughts are shown, what is hidden is none."""
        least = 0 if node in self.whole or len(node) == 1 else 1
        value = self.value(node, key) + by
        return value >= least and (key != UPPER or self.total(node) - value >= least)
