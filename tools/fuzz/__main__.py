"""`python -m tools.fuzz --minutes N`: damages made-up plans and reads them, and prints what came of it.

Ends with 1 when a file crashed or hung the reader; `--keep DIR` keeps such files.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from tools.fuzz.damage import damaged, seeds
from tools.fuzz.trial import OUTCOMES, Told, Trial

FORMATS = ("docx", "pdf")


def fuzz(*, seed: int, stories: int, seconds: float | None = None, files: int | None = None) -> Told:
    """Reads damaged files until the time or the number of files is used up; both formats in turn."""
    chance = random.Random(seed)
    sound = {file_format: seeds(file_format, stories) for file_format in FORMATS}
    told, trial = Told(), Trial()
    until = None if seconds is None else time.monotonic() + seconds
    done = 0
    try:
        while (until is None or time.monotonic() < until) and (files is None or done < files):
            file_format = FORMATS[done % len(FORMATS)]
            data = damaged(chance.choice(sound[file_format]), chance)
            outcome, where, spent = trial.of(data)
            told.add(file_format, outcome, where, data, spent)
            done += 1
    finally:
        trial.close()
    return told


def report(told: Told) -> str:
    lines = [f"{'':6}{'files':>9}" + "".join(f"{outcome:>9}" for outcome in OUTCOMES) + f"{'slowest':>10}"]
    for file_format, counts in told.counts.items():
        lines.append(
            f"{file_format:6}{counts['files']:>9}"
            + "".join(f"{counts[outcome]:>9}" for outcome in OUTCOMES)
            + f"{told.slowest[file_format]:>8.1f} s"
        )
    lines += [f"\n{outcome}: {where}" for outcome, where in dict.fromkeys((o, w) for o, w, _ in told.wrong)]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for files that crashed or hung the reader")
    options = parser.parse_args()
    told = fuzz(seed=options.seed, stories=10, seconds=60 * options.minutes)
    print(report(told))
    if options.keep is not None:
        options.keep.mkdir(parents=True, exist_ok=True)
        for number, (outcome, _, data) in enumerate(told.wrong, 1):
            (options.keep / f"{outcome}-{number}").write_bytes(data)
    return 1 if told.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
