"""The writer says that a draft is ready."""

from django.db import transaction

from goldenthread import permissions, world
from goldenthread.history.record import record
from goldenthread.people.models import Post
from goldenthread.permissions import Permission
from goldenthread.plans import rules
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.stages import LIFECYCLE, Stage
from goldenthread.plans.workflow.locking import earlier_drawn, locked_plan, newest_number
from goldenthread.plans.workflow.refusals import insist


@transaction.atomic
def mark_ready(*, version: PlanVersion, by: Post) -> PlanVersion:
    """Say that this draft is ready. The draw follows: the room above makes it in the same transaction.

    Raises Refused with the sentence of the rule. An earlier version that was cleared and never served gives way.
    """
    permissions.require(by, Permission.MARK_READY, version)
    plan = locked_plan(version.plan_id)
    version.refresh_from_db(fields=["stage", "status", "writer"])
    writer = version.writer or plan.officer
    insist(
        rules.may_be_marked_ready(
            stage=version.stage,
            status=version.status,
            is_newest=version.number == newest_number(plan),
            has_writer=writer is not None,
            earlier_is_drawn=earlier_drawn(version) is not None,
        )
    )
    for earlier in plan.versions.filter(number__lt=version.number).defer("text"):
        if rules.replaced_by_a_newer(earlier.stage):
            LIFECYCLE.move(earlier, to=Stage.REPLACED)
    LIFECYCLE.move(version, to=Stage.READY)
    version.writer, version.ready_at, version.ready_by = writer, world.now(), by
    version.save(update_fields=["writer", "ready_at", "ready_by"])
    record("ready", on=version, by=by, fields=["stage", "ready_at", "ready_by"], number=version.number)
    return version


def confirm_right_child(*, version: PlanVersion, by: Post) -> None:
    """Somebody has looked and says that a version is the right child's, though its text does not say the first name."""
    permissions.require(by, Permission.MARK_READY, version)
    record("right child confirmed", on=version, by=by, number=version.number)
