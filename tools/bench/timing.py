"""Timing one thing many times."""

import gc
import statistics
import time
from collections.abc import Callable


def milliseconds(run: Callable[[], object], times: int) -> list[float]:
    """How long each of `times` runs took, after one that is not counted.

    What was made to measure with is no part of what runs, so it is not looked through for what may be thrown away.
    """
    run()
    gc.collect()
    gc.freeze()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def p50(values: list[float]) -> float:
    return statistics.median(values)


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]
