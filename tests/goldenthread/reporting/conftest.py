"""Months of Level 3 with the cast: Amina, Osei, Ben and Mair write; Ruth moderates; Nadia is new."""

import datetime as dt
import secrets

import pytest

from goldenthread.history.record import record
from goldenthread.people.models import Authority
from goldenthread.reporting import kept
from tests.goldenthread.reporting.made_up import Dice

TODAY = dt.datetime(2026, 11, 13, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def nothing_kept():
    """No test sees the figures that another made."""
    kept.words.cache_clear()


@pytest.fixture
def today(settings):
    """The tests of this room live on 13 November 2026."""
    from goldenthread import world

    settings.DEMONSTRATION = True
    with world.pretend(clock=lambda: TODAY, entropy=secrets.token_bytes):
        yield TODAY.date()


@pytest.fixture
def signed_off_writers(cast):
    """Four who write and are signed off: two officers and, as seniors write too, two seniors."""
    for senior in (cast.ben, cast.mair):
        senior.signed_off_at, senior.signed_off_by = dt.datetime(2021, 1, 1, tzinfo=dt.UTC), cast.lena
        senior.save()
    return [cast.amina, cast.osei, cast.ben, cast.mair]


@pytest.fixture
def throw(cast, signed_off_writers):
    """`throw(seed=3, drafts=80)` lives through some months."""

    def live(**given) -> Dice:
        given.setdefault("writers", [*signed_off_writers, cast.nadia])
        dice = Dice(authority=cast.authority, moderator=cast.ruth, **given)
        dice.throw()
        record("thrown by dice", on=cast.authority)
        return dice

    return live


@pytest.fixture(autouse=True)
def _an_authority_that_began_long_ago(request):
    """Figures of earlier months are asked for here, so the authority was there by then."""
    if "cast" in request.fixturenames:
        cast = request.getfixturevalue("cast")
        Authority.objects.filter(pk=cast.authority.pk).update(created_at=dt.datetime(2025, 1, 1, tzinfo=dt.UTC))
