"""Reviews and moves to the next phase, as somebody records them."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from goldenthread import permissions, world
from goldenthread.clocks import rules_days
from goldenthread.clocks.workflow.reckoning import reckon
from goldenthread.history.record import record
from goldenthread.people.models import Post
from goldenthread.permissions import Permission
from goldenthread.plans.models import PhaseTransfer, Plan, Review
from goldenthread.plans.workflow.locking import locked_plan
from goldenthread.plans.workflow.refusals import Refused, insist

DAYS = ("meeting_on", "invited_on", "reported_on", "decided_on", "notice_on", "amended_on")


@transaction.atomic
def record_review(
    *, plan: Plan, by: Post, days: Mapping[str, dt.date | None], outcome: str, review: Review | None = None
) -> Review:
    """Record a review of a plan, or what became of one since. `days` by field, as `DAYS` names them."""
    permissions.require(by, Permission.RECORD_DAYS, plan)
    plan = locked_plan(plan.pk)
    insist(rules_days.review_days(days, outcome, today=world.today()))
    if any(other.meeting_on == days["meeting_on"] and other != review for other in plan.reviews.defer("raw")):
        raise Refused("A review with a meeting on this day is recorded already. Open that one instead.")
    kept = review or Review(plan=plan)
    _keep(kept, {**{name: days.get(name) for name in DAYS}, "outcome": outcome}, what="review", by=by)
    return kept


@transaction.atomic
def record_transfer(
    *,
    plan: Plan,
    by: Post,
    into: str,
    moves_on: dt.date,
    final_on: dt.date | None = None,
    transfer: PhaseTransfer | None = None,
) -> PhaseTransfer:
    """Record that a child moves to the next phase on a day, and when the plan for it was final."""
    permissions.require(by, Permission.RECORD_DAYS, plan)
    plan = locked_plan(plan.pk)
    if into not in PhaseTransfer.Into.values:
        raise Refused("Choose into which phase the child moves.")
    if final_on is not None and final_on > world.today():
        raise Refused("The day of the final plan lies ahead. Record it once it has happened.")
    if any(other.moves_on == moves_on and other != transfer for other in plan.phase_transfers.defer("raw")):
        raise Refused("A move on this day is recorded already. Open that one instead.")
    kept = transfer or PhaseTransfer(plan=plan)
    _keep(kept, {"into": into, "moves_on": moves_on, "final_on": final_on}, what="move", by=by)
    return kept


def _keep(kept: Review | PhaseTransfer, values: Mapping[str, object], *, what: str, by: Post) -> None:
    """Save what differs, note it, and work the child's clocks out again. What is the same leaves no trace."""
    changed = [name for name, value in values.items() if getattr(kept, name) != value]
    if not changed:
        return
    verb = f"{what} recorded" if kept.pk is None else f"{what} changed"
    for name in changed:
        setattr(kept, name, values[name])
    kept.save()
    record(verb, on=kept, by=by, fields=changed, plan=kept.plan.reference)
    reckon(child_ids=[kept.plan.child_id])
