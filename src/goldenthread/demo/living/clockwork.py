"""The time and the chance of the made-up months: always the same."""

import datetime as dt
import hashlib
import itertools
import random

from goldenthread import world

SEED = "Sandbourne, three months"
FIRST_DAY = dt.date(2026, 8, 3)
LAST_DAY = dt.date(2026, 11, 12)
# The moment at which somebody who opens the demonstration finds it.
NOW = dt.datetime(2026, 11, 12, 9, 30, tzinfo=dt.UTC)


class Clock:
    """A clock that is set to a moment and moves on by a few seconds each time it is read."""

    def __init__(self) -> None:
        self.moment = dt.datetime.combine(FIRST_DAY, dt.time(7), tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        self.moment += dt.timedelta(seconds=1)
        return self.moment

    def set(self, day: dt.date, hour: int, minute: int = 0) -> None:
        """Later the same day or another day; never back: what happened before is earlier."""
        wanted = dt.datetime.combine(day, dt.time(hour, minute), tzinfo=dt.UTC)
        self.moment = max(self.moment, wanted)


def entropy():
    """Bytes without end from the seed alone."""
    counter = itertools.count()
    left = b""

    def take(count: int) -> bytes:
        nonlocal left
        while len(left) < count:
            left += hashlib.sha256(f"{SEED}:{next(counter)}".encode()).digest()
        taken, left = left[:count], left[count:]
        return taken

    return take


def dice() -> random.Random:
    """What people in the story decide, apart from the chance that the product draws."""
    return random.Random(SEED)  # noqa: S311 - a story, not a secret


def pretended(clock: Clock):
    return world.pretend(clock=clock, entropy=entropy())
