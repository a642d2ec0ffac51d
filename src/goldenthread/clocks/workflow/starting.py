"""Clocks that somebody starts: a mediation, a consultation, a re-assessment, a move; nothing in the register tells them."""

import datetime as dt

from django.db import transaction

from ehcp.clock.limits import LIMITS, BeforeTheLaw, edition_for
from goldenthread import permissions, world
from goldenthread.clocks import rules_days
from goldenthread.clocks.models import StartedClock
from goldenthread.clocks.workflow.reckoning import reckon
from goldenthread.history.record import record
from goldenthread.people.models import Post
from goldenthread.permissions import Permission
from goldenthread.plans.models import Child, Plan
from goldenthread.plans.workflow.refusals import Refused, insist

# What the register tells by itself is not started by hand, or it would count twice.
FROM_THE_REGISTER = frozenset(
    """request-decision refusal-to-issue final-plan representations review-notice review-papers review-report
    review-decision amendment-representations amended-final amended-final-from-meeting phase-transfer
    phase-transfer-to-post16 phase-transfer-within-post16 annual-review early-years-review move-in-review
    move-in-notice""".split()
)
BY_HAND = tuple(code for code in LIMITS if code not in FROM_THE_REGISTER)


@transaction.atomic
def start_clock(
    *, child: Child, by: Post, code: str, began_on: dt.date | None, note: str = "", plan: Plan | None = None
) -> StartedClock:
    """Start a limit for a child from a day. Refused for what the register tells by itself."""
    permissions.require(by, Permission.RECORD_DAYS, child)
    if code not in BY_HAND:
        raise Refused("Choose what is to be counted.")
    insist(rules_days.started_days(began_on, None, today=world.today()))
    assert began_on is not None
    try:
        edition_for(code, began_on)
    except BeforeTheLaw:
        raise Refused("This limit did not hold yet on that day. Check the year.") from None
    made = StartedClock.objects.create(
        child=child, plan=plan, code=code, began_on=began_on, note=note.strip()[:200], started_by=by
    )
    record("clock started", on=made, by=by, limit=code, began_on=began_on.isoformat(), child=child.reference)
    reckon(child_ids=[child.pk])
    return made


@transaction.atomic
def record_met(*, started: StartedClock, by: Post, on: dt.date | None) -> StartedClock:
    """Record the day on which what was counted was done; None where it was not after all."""
    permissions.require(by, Permission.RECORD_DAYS, started.child)
    insist(rules_days.started_days(started.began_on, on, today=world.today()))
    started.met_on = on
    started.save(update_fields=["met_on"])
    record("clock met" if on else "clock runs again", on=started, by=by, fields=["met_on"])
    reckon(child_ids=[started.child_id])
    return started


@transaction.atomic
def stop_clock(*, started: StartedClock, by: Post, because: str) -> StartedClock:
    """A clock that was started by mistake counts nowhere any more; it stays to be seen, with the reason."""
    permissions.require(by, Permission.RECORD_DAYS, started.child)
    if not because.strip():
        raise Refused("Say why this clock should not count.")
    started.stopped_because = because.strip()[:200]
    started.save(update_fields=["stopped_because"])
    record("clock stopped", on=started, by=by, fields=["stopped_because"])
    reckon(child_ids=[started.child_id])
    return started
