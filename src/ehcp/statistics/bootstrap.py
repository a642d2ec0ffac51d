"""Intervals for figures that come from a few texts with many things in each: whole texts are drawn again, not things."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

Cluster = TypeVar("Cluster")


def clustered_interval(
    clusters: Sequence[Cluster],
    figure: Callable[[Sequence[Cluster]], float | None],
    *,
    draws: int = 1_000,
    confidence: float = 0.95,
    seed: int = 1,
) -> tuple[float, float] | None:
    """The percentile bootstrap interval of a figure over clusters (Efron and Tibshirani 1993, chapter 13).

    `figure` takes a draw of clusters (with replacement, as many as there are) and gives a number, or None where the
    draw holds nothing to count; such draws are left out. None when there are fewer than two clusters or no draw counts.
    The same seed gives the same interval.
    """
    if len(clusters) < 2:
        return None
    dice = random.Random(seed)  # noqa: S311  an interval is no secret
    found = sorted(
        value for _ in range(draws) if (value := figure(dice.choices(clusters, k=len(clusters)))) is not None
    )
    if not found:
        return None
    tail = (1 - confidence) / 2
    return found[int(tail * (len(found) - 1))], found[round((1 - tail) * (len(found) - 1))]
