"""What lets a version be served: written by the draw, by moderation, by the checks of the draft, by the lead."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from goldenthread import permissions
from goldenthread.history.record import record
from goldenthread.people.models import Post
from goldenthread.permissions import Permission
from goldenthread.plans import rules
from goldenthread.plans.models import Clearance, PlanVersion
from goldenthread.plans.stages import LIFECYCLE, Stage
from goldenthread.plans.workflow.heard import after_release, tell_all
from goldenthread.plans.workflow.locking import earlier_drawn, locked_plan
from goldenthread.plans.workflow.refusals import Refused, insist

Kind, Outcome = Clearance.Kind, Clearance.Outcome
# Outcomes after which the version may go out, so that its stage becomes "cleared".
CLEARS = {Outcome.READY_TO_SERVE, Outcome.CLEARED, Outcome.RELEASED}


@transaction.atomic
def clear(
    *, version: PlanVersion, kind: str, outcome: str, by: Post | None, note: str = "", source: str = ""
) -> Clearance:
    """Write a clearance, and move the stage where the table says.

    Level 3 and release move it: "let through" (or "outside the draw") from ready, "cleared" from drawn, let through, or
    (for the newer version that waited behind a moderated one, which it then replaces) from drafting. "Hold" and "amend first" leave
    the stage as it is: the gate reads them. A version that was served or replaced meanwhile keeps its stage too.
    `by` is None for the draw itself; nobody clears or releases what they wrote, or are the officer of, in whatever
    post. `source` is the reference behind it.
    """
    if by is not None:
        permissions.require(by, Permission.RELEASE if kind == Kind.RELEASE else Permission.CLEAR)
        if by.authority_id != version.authority_id or (kind in (Kind.LEVEL_3, Kind.RELEASE) and is_theirs(version, by)):
            raise PermissionDenied("That is not yours to clear.")
    locked_plan(version.plan_id)
    version.refresh_from_db(fields=["stage"])
    given = Clearance.objects.create(version=version, kind=kind, outcome=outcome, by=by, note=note, source=source)
    before = version.stage
    if kind in (Kind.LEVEL_3, Kind.RELEASE):
        _move(version, given)
    record(
        "clearance given",
        on=version,
        by=by,
        kind_of_clearance=kind,
        outcome=outcome,
        source=source,
        stage_from=before,
        stage_to=version.stage,
    )
    return given


def is_theirs(version: PlanVersion, by: Post) -> bool:
    """Whether this person, in whatever post, wrote this text or is the plan's officer."""
    return by.person_id in {post.person_id for post in (version.writer, version.plan.officer) if post is not None}


def _move(version: PlanVersion, given: Clearance) -> None:
    outcome = given.outcome
    if outcome == Outcome.LET_THROUGH and version.stage == Stage.READY:
        LIFECYCLE.move(version, to=Stage.OUTSIDE if given.is_outside_the_draw else Stage.LET_THROUGH)
    elif outcome in CLEARS and version.stage == Stage.DRAFTING:
        moderated = earlier_drawn(version)
        if moderated is None:
            raise Refused("This version was not drawn, and none before it was, so there is nothing to clear.")
        LIFECYCLE.move(version, to=Stage.CLEARED)
        LIFECYCLE.move(moderated, to=Stage.REPLACED)
    elif outcome in CLEARS and version.stage in (Stage.DRAWN, Stage.LET_THROUGH, Stage.OUTSIDE):
        LIFECYCLE.move(version, to=Stage.CLEARED)


@transaction.atomic
def release(*, version: PlanVersion, by: Post, reason: str) -> Clearance:
    """The quality lead lets a draft go out that was not moderated in time. The reason is kept, and releases are counted.

    Its moderation goes on, for learning: the room above is told (`workflow.after_release`).
    """
    permissions.require(by, Permission.RELEASE, version)
    reason = reason.strip()
    if not reason:
        raise Refused("Say why it is released.")
    if is_theirs(version, by):
        raise Refused("You wrote this draft, or are its plan’s officer. Somebody else has to release it.")
    locked_plan(version.plan_id)
    version.refresh_from_db(fields=["stage"])
    insist(rules.may_be_released(stage=version.stage, earlier_is_drawn=earlier_drawn(version) is not None))
    given = clear(version=version, kind=Kind.RELEASE, outcome=Outcome.RELEASED, by=by, note=reason)
    record("released", on=version, by=by, fields=["clearance"], clearance=given.pk)
    tell_all(after_release, version=version, by=by)
    return given
