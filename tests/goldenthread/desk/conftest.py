"""November 2026 at the desk: drafts drawn, let through and moderated, as a test needs them."""

import datetime as dt

import pytest

from goldenthread import world

WEDNESDAY = dt.datetime(2026, 11, 11, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def live(settings):
    """`with live(dt.date(2026, 11, 12)):` lives on that day, with bytes of its own."""
    settings.DEMONSTRATION = True
    count = iter(range(10**9))

    def entropy(length):
        import hashlib

        return hashlib.shake_256(str(next(count)).encode()).digest(length)

    def on(day: dt.date):
        moment = dt.datetime(day.year, day.month, day.day, 9, tzinfo=dt.UTC)
        return world.pretend(clock=lambda: moment, entropy=entropy)

    return on


@pytest.fixture
def wednesday(live):
    """It is Wednesday 11 November 2026."""
    with live(WEDNESDAY.date()):
        yield WEDNESDAY.date()
