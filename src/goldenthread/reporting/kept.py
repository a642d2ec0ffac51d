"""The Level 3 figures as they stand on the page, made once and kept until something changes.

Every change leaves an entry in the history, so the last entry that is no mere reading says how fresh the figures are.
They are sums alone; of the periods of the calendar they are the same for everybody who may see them.
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from goldenthread import world
from goldenthread.history.models import Event
from goldenthread.people.models import Authority
from goldenthread.reporting import level3, nesting
from goldenthread.reporting.calendars import Calendar
from goldenthread.reporting.periods import Period
from goldenthread.reporting.queries.level3 import gather
from goldenthread.reporting.rows import Limits

# Two changes at the same moment may enter the history in either order: after so long the figures are made anew anyway.
LONGEST_SECONDS = 300
PAGES = 64


@dataclass(frozen=True)
class Asked:
    """All that the figures depend on."""

    authority_id: int
    authority_since: dt.datetime
    period: Period
    is_free: bool  # any months, for whoever may see the rows behind them
    limits: Limits
    on: dt.date
    last_change: int
    stretch: int  # of time, LONGEST_SECONDS long


def asked(authority: Authority, period: Period, limits: Limits, *, is_free: bool = False) -> Asked:
    changes = Event.objects.filter(authority_id=authority.pk, is_read=False).order_by("-pk")
    return Asked(
        authority_id=authority.pk,
        authority_since=authority.created_at,
        period=period,
        is_free=is_free,
        limits=limits,
        on=world.today(),
        last_change=changes.values_list("pk", flat=True).first() or 0,
        stretch=int(world.now().timestamp()) // LONGEST_SECONDS,
    )


def made(asked: Asked) -> level3.Level3:
    """The figures, made now. What of a period may be told depends on the periods around it, so these are counted too."""
    period, limits, on = asked.period, asked.limits, asked.on
    if asked.is_free:
        return level3.page(gather(asked.authority_id, period, on=on), period, limits, on=on)
    calendar = Calendar(limits.calendar)
    last_on = nesting.settled_on(period, calendar)
    if last_on >= on:
        return level3.page(gather(asked.authority_id, period, on=on), period, limits, on=on, waits_for=last_on)
    wide = gather(asked.authority_id, calendar.around(period), on=on)
    return level3.page(wide.within(period.months), period, limits, on=on, hide=nesting.Nested(wide, period, limits))


@lru_cache(maxsize=PAGES)
def words(asked: Asked) -> SafeString:
    """The figures as the page shows them."""
    return render_to_string("reporting/_level3.html", {"page": made(asked)})
