"""A draft goes to the family; after their fifteen days the plan is made final."""

import datetime as dt

from django.db import transaction

from goldenthread import permissions, world
from goldenthread.history.record import record
from goldenthread.people.models import Post
from goldenthread.permissions import Decision, Permission
from goldenthread.plans import rules
from goldenthread.plans.models import PlanVersion, ServiceCorrection
from goldenthread.plans.queries.gate import given_to, let_out_of, served_on_of
from goldenthread.plans.stages import LIFECYCLE, Stage
from goldenthread.plans.workflow.heard import after_days_changed, after_serving, before_final, tell_all
from goldenthread.plans.workflow.locking import locked_plan, newest_number
from goldenthread.plans.workflow.ready import insist_on_right_child
from goldenthread.plans.workflow.refusals import Refused, insist


@transaction.atomic
def serve(*, version: PlanVersion, by: Post, on: dt.date) -> PlanVersion:
    """Record that a draft was served on a day. Only what was let through, cleared or released; the rest is Refused.

    A draft that was served before gives way: the family has this one now.
    """
    permissions.require(by, Permission.SERVE, version)
    plan = locked_plan(version.plan_id)
    version.refresh_from_db(fields=["stage"])
    insist(rules.may_be_served(version.stage, given_to(version)))
    insist_on_right_child(version)
    insist(_served_on_that_day(version, on))
    for earlier in plan.versions.filter(stage=Stage.SERVED).exclude(pk=version.pk).defer("text"):
        LIFECYCLE.move(earlier, to=Stage.REPLACED)
    # The day first: the database refuses a served draft without one.
    version.served_on = on
    version.save(update_fields=["served_on"])
    LIFECYCLE.move(version, to=Stage.SERVED)
    record("served", on=version, by=by, fields=["stage", "served_on"], served_on=on.isoformat(), number=version.number)
    tell_all(after_serving, version=version, by=by)
    return version


def _served_on_that_day(version: PlanVersion, on: dt.date) -> Decision:
    let_out_on, how = let_out_of(version)
    return rules.serve_day(
        on, today=world.today(), let_out_on=let_out_on, how=how, requested_on=version.plan.requested_on
    )


@transaction.atomic
def correct_service(*, version: PlanVersion, by: Post, on: dt.date, reason: str) -> ServiceCorrection:
    """The lead puts a wrongly recorded day of service right, with a reason. The family's fifteen days follow it.

    Refused where the plan was made final before the fifteen days from the other day were over.
    """
    permissions.require(by, Permission.CORRECT_SERVICE, version)
    reason = reason.strip()
    if not reason:
        raise Refused("Say why the day is changed.")
    plan = locked_plan(version.plan_id)
    version.refresh_from_db(fields=["stage", "served_on", "finalised_on"])
    if (was := version.served_on) is None:
        raise Refused("No service of this version is recorded.")
    insist(rules.service_may_be_corrected(was=was, to=on))
    insist(_served_on_that_day(version, on))
    # The correction first: the database changes a day of service by nothing else.
    correction = ServiceCorrection.objects.create(version=version, was=was, became=on, reason=reason, by=by)
    version.served_on = on
    version.save(update_fields=["served_on"])
    for final in plan.versions.filter(finalised_on__isnull=False, number__gte=version.number).defer("text"):
        counted_from = served_on_of(final)
        if final.finalised_on is not None and counted_from is not None:
            insist(rules.final_day_stands(final.finalised_on, served_on=counted_from))
    record(
        "day of service corrected",
        on=version,
        by=by,
        fields=["served_on"],
        correction=correction.pk,
        was=was.isoformat(),
        served_on=on.isoformat(),
        number=version.number,
    )
    tell_all(after_days_changed, version=version)
    return correction


@transaction.atomic
def make_final(*, version: PlanVersion, by: Post, on: dt.date) -> PlanVersion:
    """Record that the plan was made final on a day: the served draft as it stands, or the final text that came after it.

    Refused before the family's fifteen days are over (regulation 13(1)(a)).
    """
    permissions.require(by, Permission.SERVE, version)
    plan = locked_plan(version.plan_id)
    version.refresh_from_db(fields=["stage", "status", "served_on"])
    insist(rules.final_day(on, today=world.today(), served_on=served_on_of(version)))
    if version.stage == Stage.DRAFTING:
        if version.status == PlanVersion.Status.DRAFT:
            raise Refused("This is a draft that has not been served. Serve it first.")
        if version.number != newest_number(plan):
            raise Refused("There is a newer version. Make that one final.")
        if not plan.versions.filter(stage=Stage.SERVED, number__lt=version.number).exists():
            raise Refused("No draft of this text was served to the family. Serve it first, then make it final.")
        insist_on_right_child(version)
    tell_all(before_final, version=version)
    version.finalised_on = on
    version.save(update_fields=["finalised_on"])
    LIFECYCLE.move(version, to=Stage.FINAL)
    for served in plan.versions.filter(stage=Stage.SERVED).exclude(pk=version.pk).defer("text"):
        LIFECYCLE.move(served, to=Stage.REPLACED)
    record("made final", on=version, by=by, fields=["stage", "finalised_on"], finalised_on=on.isoformat())
    tell_all(after_days_changed, version=version)
    return version
