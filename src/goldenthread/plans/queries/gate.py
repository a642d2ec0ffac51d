"""What the gate's rules need to know of a version, as plain values; and the clock of its plan."""

import datetime as dt

from django.utils import timezone

from ehcp.clock.timescales import Clock, twenty_week_clock
from goldenthread import world
from goldenthread.permissions import Decision
from goldenthread.plans import rules
from goldenthread.plans.models import Clearance, Plan, PlanKind, PlanVersion
from goldenthread.plans.stages import Stage


def given_to(version: PlanVersion) -> list[rules.Given]:
    """The clearances of a version, in the order they were written. Uses what was prefetched."""
    return [
        rules.Given(kind=one.kind, outcome=one.outcome, at=one.at, is_outside=one.is_outside_the_draw)
        for one in _in_order(version)
    ]


def _in_order(version: PlanVersion) -> list[Clearance]:
    return sorted(version.clearances.all(), key=lambda one: (one.at, one.pk))


def decision_of(version: PlanVersion) -> Decision:
    """May this version be served, and why or why not (rule L3.4)."""
    return rules.may_be_served(version.stage, given_to(version))


def let_out_of(version: PlanVersion) -> tuple[dt.date | None, str]:
    """The day on which the gate opened for this version, and how (a key of `rules.LET_OUT`).

    A hold that came after the version was served does not undo what had let it out.
    """
    given = given_to(version)
    while given and version.served_on is not None and not rules.may_be_served(Stage.CLEARED, given):
        given.pop()
    opened = rules.let_out_by(given)
    return (local_day(opened.at), opened.how) if opened else (None, "")


def served_on_of(version: PlanVersion) -> dt.date | None:
    """The day from which the family's fifteen days count: this draft's own, or that of the newest served before it."""
    if version.served_on is not None:
        return version.served_on
    served = version.plan.versions.filter(number__lt=version.number, served_on__isnull=False).order_by("-number")
    return served.values_list("served_on", flat=True).first()


def local_day(at: dt.datetime | None) -> dt.date | None:
    """The day in England of a moment."""
    return timezone.localdate(at) if at is not None else None


def clock_of(plan: Plan, *, on: dt.date | None = None, final_on: dt.date | None = None) -> Clock | None:
    """The 20 weeks of a new plan on a day (today unless told). None for other kinds, and where no request is known.

    `plan.assessment` should be selected with the plan.
    """
    day = on or world.today()
    requested_on = plan.requested_on
    if plan.kind != PlanKind.NEW or requested_on is None or requested_on > day:
        return None
    if final_on is not None and final_on < requested_on:
        return None
    return twenty_week_clock(requested_on, on=day, final_on=final_on)
