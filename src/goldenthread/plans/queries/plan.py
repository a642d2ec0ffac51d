"""One plan with its versions, and one version, for whoever may read them. Not theirs is the same as not there."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404

from ehcp.clock.timescales import Clock
from goldenthread import permissions
from goldenthread.people.models import Post
from goldenthread.permissions import Decision, Permission, may
from goldenthread.plans import rules
from goldenthread.plans.models import Clearance, Plan, PlanVersion, ServiceCorrection, Upload
from goldenthread.plans.queries.gate import clock_of, decision_of
from goldenthread.plans.queries.names import ChildQuestion, child_question
from goldenthread.plans.queries.register import versions_visible_to, visible_to
from goldenthread.plans.stages import Stage

# Stages of a version that has not left the building.
ON_ITS_WAY = (Stage.DRAFTING, Stage.READY, Stage.DRAWN, Stage.LET_THROUGH, Stage.OUTSIDE, Stage.CLEARED)


@dataclass(frozen=True)
class VersionLine:
    """A version as its plan's page lists it: without its text.

    `may_serve` says whether it may be served and why or why not; `may_be_ready` the same of "This draft is ready".
    """

    version: PlanVersion
    clearances: list[Clearance]
    may_serve: Decision
    may_be_ready: Decision
    is_newest: bool
    can_open: bool
    child_question: ChildQuestion | None = None  # of the newest draft, until it is served, for who may open it

    @property
    def number(self) -> int:
        return self.version.number


@dataclass(frozen=True)
class PlanFile:
    """Everything of a plan that this room knows: for the plan's own page in `desk`."""

    plan: Plan
    versions: list[VersionLine]  # newest first
    waiting: list[Upload]  # files handed in and not read yet
    clock: Clock | None
    can_read: bool
    can_upload: bool

    @property
    def newest(self) -> VersionLine | None:
        return self.versions[0] if self.versions else None


def plan_for(reference: str, post: Post, permission: Permission = Permission.SEE_REGISTER) -> Plan:
    """The plan of this reference for somebody who may do this with it. 404 for anybody else."""
    plan = get_object_or_404(visible_to(post), reference=reference)
    if permission != Permission.SEE_REGISTER:
        permissions.require(post, permission, plan)
    return plan


def plan_with_versions(reference: str, post: Post) -> PlanFile:
    """A plan, its versions with what clears them, the files that wait, its clock. 404 unless it is in their register.

    Ten queries, however many versions. Whether its text may be opened says `can_read`, version by version `can_open`.
    """
    plan = plan_for(reference, post)
    newest_first = list(
        plan.versions.defer("text")
        .select_related("writer__person", "uploaded_by__person", "ready_by__person")
        .prefetch_related(
            Prefetch("clearances", Clearance.objects.select_related("by__person").order_by("at", "pk")),
            Prefetch(
                "service_corrections", ServiceCorrection.objects.select_related("by__person").order_by("at", "pk")
            ),
            "readers",
        )
        .order_by("-number")
    )
    drawn = [version.number for version in newest_first if version.stage == Stage.DRAWN]
    lines = []
    for place, version in enumerate(newest_first):
        version.plan = plan
        lines.append(
            VersionLine(
                version=version,
                clearances=list(version.clearances.all()),
                may_serve=decision_of(version),
                may_be_ready=rules.may_be_marked_ready(
                    stage=version.stage,
                    status=version.status,
                    is_newest=place == 0,
                    has_writer=bool(version.writer_id or plan.officer_id),
                    earlier_is_drawn=any(number < version.number for number in drawn),
                ),
                is_newest=place == 0,
                can_open=(can_open := bool(may(post, Permission.READ_PLAN, _Prefetched(version)))),
                child_question=(
                    child_question(version) if place == 0 and can_open and version.stage in ON_ITS_WAY else None
                ),
            )
        )
    final_on = next((version.finalised_on for version in newest_first if version.finalised_on), None)
    return PlanFile(
        plan=plan,
        versions=lines,
        waiting=list(plan.uploads.filter(state=Upload.State.WAITING).select_related("uploaded_by__person")),
        clock=None if plan.ceased_on else clock_of(plan, final_on=final_on),
        can_read=any(line.can_open for line in lines) if lines else bool(may(post, Permission.READ_PLAN, plan)),
        can_upload=bool(may(post, Permission.UPLOAD_VERSION, plan)),
    )


class _Prefetched:
    """A version that answers the table's questions from what was fetched already, so that a list asks nothing twice."""

    def __init__(self, version: PlanVersion):
        self.version = version
        self.authority_id = version.authority_id

    def is_written_by(self, post: Post) -> bool:
        return self.version.is_written_by(post)

    def is_allocated_to(self, post: Post) -> bool:
        return self.version.is_allocated_to(post)

    def is_assigned_to(self, post: Post) -> bool:
        return any(one.post_id == post.pk and one.until_at is None for one in self.version.readers.all())


def version_for(reference: str, number: int, post: Post, permission: Permission = Permission.READ_PLAN) -> PlanVersion:
    """A version for somebody who may do this with it. 404 for anybody else."""
    version = get_object_or_404(versions_visible_to(post), plan__reference=reference, number=number)
    if not may(post, permission, version):
        raise Http404
    return version


def readable_numbers(reference: str, post: Post) -> list[int]:
    """The numbers of a plan's versions that this person may open, oldest first."""
    versions = versions_visible_to(post).filter(plan__reference=reference).defer("text").prefetch_related("readers")
    return [one.number for one in versions.order_by("number") if may(post, Permission.READ_PLAN, _Prefetched(one))]
