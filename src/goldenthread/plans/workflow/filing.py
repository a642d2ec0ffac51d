"""A text that was read becomes the next version of its plan."""

from django.core.files.base import ContentFile
from django.db import transaction

from ehcp.screening.document import Document
from goldenthread import permissions
from goldenthread.history.record import record
from goldenthread.people.models import Post
from goldenthread.permissions import Permission
from goldenthread.plans import rules
from goldenthread.plans.models import Plan, PlanVersion, VersionHand
from goldenthread.plans.stages import LIFECYCLE, Stage
from goldenthread.plans.workflow.heard import after_arrival, after_filing, tell_all
from goldenthread.plans.workflow.locking import locked_plan, newest_number
from goldenthread.plans.workflow.refusals import Refused
from goldenthread.references import new_key

# A newer text undoes what let these out: that is for whoever answers for the plan.
LET_OUT = (Stage.CLEARED, Stage.LET_THROUGH, Stage.OUTSIDE)
LET_OUT_ALREADY = (
    "This plan has a draft that may be served, and a newer text would undo that. Ask its writer to bring in this file."
)


@transaction.atomic
def file_version(
    *,
    plan: Plan,
    document: Document,
    data: bytes,
    file_format: str,
    by: Post,
    status: str = PlanVersion.Status.DRAFT,
) -> PlanVersion:
    """File a text as the plan's next version. Its writer is the plan's officer of the day.

    Earlier versions that were not served are replaced. One that is being moderated keeps its stage: the newer one
    waits in drafting, and the room above is told (`workflow.after_filing`). Whoever wrote an earlier version, or had
    a hand in it, has a hand in this one, and so never moderates it.
    """
    permissions.require(by, Permission.UPLOAD_VERSION, plan)
    plan = locked_plan(plan.pk)
    earlier = list(plan.versions.defer("text").order_by("number"))
    if any(one.stage in LET_OUT for one in earlier) and not permissions.may(by, Permission.SERVE, plan):
        raise Refused(LET_OUT_ALREADY)
    version = PlanVersion(
        plan=plan,
        number=newest_number(plan) + 1,
        status=status,
        writer=plan.officer,
        file_format=file_format,
        sha256=document.sha256,
        text=document.to_json(),
        uploaded_by=by,
    )
    # The name under which it is kept says nothing; the name that somebody gave it is not kept at all.
    version.file.save(f"{new_key()}.{file_format}", ContentFile(data), save=False)
    version.save()
    _keep_hands(version, earlier)
    replaced = [one for one in earlier if rules.replaced_by_a_newer(one.stage)]
    for one in replaced:
        LIFECYCLE.move(one, to=Stage.REPLACED)
    record(
        "filed",
        on=version,
        by=by,
        fields=["file", "text"],
        number=version.number,
        status=status,
        format=file_format,
        replaced=[one.number for one in replaced],
    )
    tell_all(after_arrival, version=version)
    if any(one.stage == Stage.DRAWN for one in earlier):
        tell_all(after_filing, version=version)
    return version


def _keep_hands(version: PlanVersion, earlier: list[PlanVersion]) -> None:
    posts = {one.writer_id for one in earlier if one.writer_id}
    posts |= set(VersionHand.objects.filter(version__in=earlier).values_list("post_id", flat=True))
    VersionHand.objects.bulk_create(
        VersionHand(version=version, post_id=post) for post in sorted(posts - {version.writer_id})
    )
