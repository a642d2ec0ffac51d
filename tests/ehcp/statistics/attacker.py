"""Somebody who holds every table that was ever shown and works out what was not: equations solved, bounds drawn tight."""

from collections.abc import Hashable, Iterable
from fractions import Fraction
from math import ceil, floor, inf

Sum = dict[Hashable, int]  # unknown -> how often it counts


class Attacker:
    """Whole numbers, none below nought, of which some sums are known.

    `told` gives the value of every sum that the equations alone, or their bounds, leave one value only.
    """

    def __init__(self) -> None:
        self.equations: list[tuple[Sum, int]] = []
        self.least: list[tuple[Sum, int]] = []
        self.unknown: set[Hashable] = set()

    def learns(self, sum_of: Iterable[Hashable], value: int) -> None:
        """What these come to."""
        self.equations.append((self._sum(sum_of), value))

    def learns_least(self, sum_of: Iterable[Hashable], value: int) -> None:
        """That these come to so many or more."""
        self.least.append((self._sum(sum_of), value))

    def _sum(self, sum_of: Iterable[Hashable]) -> Sum:
        found: Sum = {}
        for each in sum_of:
            found[each] = found.get(each, 0) + 1
        self.unknown |= found.keys()
        return found

    def works_out(self) -> "Worked":
        rows = [({**one}, value) for one, value in self.equations]
        # "So many or more" is an equation with what is over as one more unknown.
        rows += [({**one, ("over", place): -1}, value) for place, (one, value) in enumerate(self.least)]
        solved = _solve(rows)
        return Worked(solved, _bounds([*rows, *solved], self.unknown))


class Worked:
    """What the attacker holds in the end."""

    def __init__(self, solved: list[tuple[dict, Fraction]], bounds: dict[Hashable, tuple[float, float]]):
        self.pivots = {next(iter(row)): (row, value) for row, value in solved}
        self.bounds = bounds

    def told(self, sum_of: Iterable[Hashable]) -> int | None:
        """The value of a sum, where only one is possible."""
        row, value = {each: Fraction(1) for each in sum_of}, Fraction(0)
        low = sum(self.bounds[each][0] for each in row)
        high = sum(self.bounds[each][1] for each in row)
        for pivot in [each for each in row if each in self.pivots]:
            times = row[pivot]
            other, known = self.pivots[pivot]
            value += times * known
            for each, by in other.items():
                row[each] = row.get(each, Fraction(0)) - times * by
        left = {each: by for each, by in row.items() if by}
        ends = [(by * self.bounds[each][by < 0], by * self.bounds[each][by > 0]) for each, by in left.items()]
        low = max(low, ceil(value + sum(end[0] for end in ends)) if all(abs(e[0]) < inf for e in ends) else 0)
        high = min(high, floor(value + sum(end[1] for end in ends)) if all(abs(e[1]) < inf for e in ends) else inf)
        return int(low) if low == high else None


def _solve(rows: list[tuple[Sum, int]]) -> list[tuple[dict, Fraction]]:
    """Gauss and Jordan in exact fractions: each row begins with an unknown that no other row holds."""
    done: list[tuple[dict, Fraction]] = []
    for given, number in rows:
        row, value = {each: Fraction(by) for each, by in given.items()}, Fraction(number)
        for other, known in done:
            if times := row.get(next(iter(other))):
                row, value = _less(row, other, times), value - times * known
        if not row:
            continue
        pivot = min(row, key=repr)
        by = row[pivot]
        row = {pivot: Fraction(1), **{each: part / by for each, part in row.items() if each != pivot}}
        value /= by
        done = [
            (_less(other, row, times), known - times * value) if (times := other.get(pivot)) else (other, known)
            for other, known in done
        ]
        done.append((row, value))
    return done


def _less(row: dict, other: dict, times: Fraction) -> dict:
    """`row` less `times` the other, its first unknown still the first."""
    found = dict(row)
    for each, by in other.items():
        found[each] = found.get(each, Fraction(0)) - times * by
    return {each: by for each, by in found.items() if by}


def _bounds(rows: list[tuple[dict, Fraction | int]], unknown: set[Hashable]) -> dict[Hashable, tuple[float, float]]:
    """Between what whole numbers each unknown must lie, drawn tighter until nothing moves."""
    bounds: dict[Hashable, tuple[float, float]] = dict.fromkeys(unknown, (0, inf))
    for row, _ in rows:
        for each in row:
            bounds.setdefault(each, (0, inf))
    for _ in range(50):
        moved = False
        for row, value in rows:
            lows = {each: by * bounds[each][by < 0] for each, by in row.items()}
            highs = {each: by * bounds[each][by > 0] for each, by in row.items()}
            least, most = sum(lows.values()), sum(highs.values())
            for each, by in row.items():
                others_least = least - lows[each] if abs(least) < inf else _without(lows, each)
                others_most = most - highs[each] if abs(most) < inf else _without(highs, each)
                ends = sorted(((value - others_most) / by, (value - others_least) / by))
                low, high = bounds[each]
                tight = (
                    max(low, ceil(ends[0]) if abs(ends[0]) < inf else low),
                    min(high, floor(ends[1]) if abs(ends[1]) < inf else high),
                )
                if tight != (low, high):
                    bounds[each], moved = tight, True
                    lows[each], highs[each] = by * tight[by < 0], by * tight[by > 0]
                    least, most = sum(lows.values()), sum(highs.values())
        if not moved:
            break
    return bounds


def _without(ends: dict, left_out: Hashable) -> float:
    return sum(end for each, end in ends.items() if each != left_out)
