"""From pairs to figures: precision and recall with intervals that know how few plans they come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ehcp.statistics.bootstrap import clustered_interval
from tools.accuracy.matching import Measured, Tally

Count = tuple[int, int, int]  # hits, false alarms, misses of one plan
ENOUGH = 20


@dataclass(frozen=True)
class Rate:
    """A share with its interval (95%, bootstrap over plans); None where there is nothing to count."""

    value: float | None
    low: float | None = None
    high: float | None = None

    def words(self) -> str:
        if self.value is None:
            return "–"
        between = f" ({self.low:.2f} to {self.high:.2f})" if self.low is not None and self.high is not None else ""
        return f"{self.value:.2f}{between}"


@dataclass(frozen=True)
class Accuracy:
    """Of one check or measure: how many there were to find (`n`), how many were pointed at, and the rates."""

    name: str
    n: int
    pointed_at: int
    hits: int
    plans: int
    precision: Rate
    recall: Rate
    f1: float | None

    @property
    def is_enough(self) -> bool:
        return self.n >= ENOUGH


def accuracy(name: str, tallies: Sequence[Tally], *, draws: int = 1_000) -> Accuracy:
    counts: list[Count] = [(t.hit[name], t.false[name], t.missed[name]) for t in tallies]
    hits, false, missed = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0, 0)
    return Accuracy(
        name,
        hits + missed,
        hits + false,
        hits,
        sum(any(count) for count in counts),
        _rate(counts, _precision, draws),
        _rate(counts, _recall, draws),
        None if not hits + false + missed else 2 * hits / (2 * hits + false + missed),
    )


def _rate(counts: list[Count], figure: Callable[[Sequence[Count]], float | None], draws: int) -> Rate:
    value = figure(counts)
    if value is None:
        return Rate(None)
    interval = clustered_interval([count for count in counts if any(count)], figure, draws=draws)
    return Rate(value, *interval) if interval else Rate(value)


def _precision(counts: Sequence[Count]) -> float | None:
    hits, false = sum(c[0] for c in counts), sum(c[1] for c in counts)
    return hits / (hits + false) if hits + false else None


def _recall(counts: Sequence[Count]) -> float | None:
    hits, missed = sum(c[0] for c in counts), sum(c[2] for c in counts)
    return hits / (hits + missed) if hits + missed else None


def together(name: str, names: Sequence[str], tallies: Sequence[Tally]) -> list[Tally]:
    """Tallies with these measures added up under one name."""
    merged = []
    for tally in tallies:
        one = Tally()
        one.add(
            name,
            hit=sum(tally.hit[each] for each in names),
            false=sum(tally.false[each] for each in names),
            missed=sum(tally.missed[each] for each in names),
        )
        merged.append(one)
    return merged


def alarms_on_good_plans(measured: Sequence[Measured]) -> tuple[float, int]:
    """Mean false alarms on a plan that its writer meant to be good, and how many such plans there are."""
    good = [one for one in measured if one.plan.quality == "good"]
    return (sum(len(one.false_alarms) for one in good) / len(good) if good else 0.0), len(good)
