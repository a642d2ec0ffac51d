"""A late day is excused on a ground of the law, by a named decision with its evidence; or no longer."""

import datetime as dt

from django.db import transaction

from goldenthread import permissions
from goldenthread.clocks import rules_days
from goldenthread.clocks.models import Clock, Excusal
from goldenthread.clocks.workflow.reckoning import reckon
from goldenthread.history.record import record
from goldenthread.people.models import Post
from goldenthread.permissions import Permission
from goldenthread.plans.workflow.refusals import Refused, insist


@transaction.atomic
def excuse(
    *, clock: Clock, by: Post, limb: str, from_on: dt.date | None, until_on: dt.date | None, evidence: str
) -> Excusal:
    """Decide that a limit is excused. The day it is due stays where it is. Refused where the law lists no such ground."""
    permissions.require(by, Permission.EXCUSE, clock.child)
    insist(rules_days.may_be_excused(clock.code, clock.began_on, limb, due_on=clock.due_on))
    insist(rules_days.excused_days(from_on, until_on, limb=limb))
    if not evidence.strip():
        raise Refused("Say what the evidence is and where it is kept.")
    return _decide(clock, by, limb=limb, from_on=from_on, until_on=until_on, evidence=evidence.strip())


@transaction.atomic
def take_back(*, clock: Clock, by: Post, reason: str) -> Excusal:
    """Decide that an exception does not hold after all. The former decision stays to be read."""
    permissions.require(by, Permission.EXCUSE, clock.child)
    if not clock.limb:
        raise Refused("No exception holds for this limit.")
    if not reason.strip():
        raise Refused("Say why the exception does not hold.")
    return _decide(clock, by, limb="", from_on=None, until_on=None, evidence=reason.strip())


def _decide(clock: Clock, by: Post, **what: object) -> Excusal:
    made = Excusal.objects.create(
        child=clock.child, thing=clock.thing, thing_id=clock.thing_id, code=clock.code, decided_by=by, **what
    )
    record("exception decided", on=made, by=by, limit=clock.code, limb=made.limb, child=clock.child.reference)
    reckon(child_ids=[clock.child_id])
    return made
