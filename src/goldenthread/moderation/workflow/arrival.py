"""A draft arrives: it is ready, the draw is made, and where it is picked its moderation is opened."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from goldenthread.moderation.models import Moderation
from goldenthread.moderation.workflow.assignment import open_moderation
from goldenthread.moderation.workflow.refusals import Refused
from goldenthread.people.models import Authority, Post
from goldenthread.plans import workflow as plans
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.stages import Stage as VersionStage
from goldenthread.samples import workflow as samples
from goldenthread.samples.models import Draw, FramePlan, Replacement
from goldenthread.samples.queries import version_now
from goldenthread.samples.rules import every_draft_is_moderated


@transaction.atomic
def draft_is_ready(*, version: PlanVersion, by: Post) -> Moderation | None:
    """The writer says "This draft is ready": the draw is made at once, and a picked draft goes to a senior.

    Gives back the moderation, or None where the draft was let through. A plan has one ticket a month: a later version
    keeps what the draw said to it.
    """
    plans.mark_ready(version=version, by=by)
    version.refresh_from_db()
    frame_plan = samples.draw_arrival(version=version, by=by)
    version.refresh_from_db()
    if frame_plan is None or frame_plan.result != FramePlan.Result.PICKED:
        return None
    if frame_plan.version_id != version.pk:
        # The month's draw picked this plan in an earlier version: looked at again, and counted once.
        return open_moderation(version=version, origin=Moderation.Origin.AGAIN, chance=frame_plan.chance)
    frame_plan.version = version
    return open_for_pick(frame_plan)


@transaction.atomic
def moderate_on_request(*, version: PlanVersion, by: Post, reason: str) -> Moderation:
    """Somebody asks for the moderation of one plan: marked as asked for, and outside every headline rate."""
    if not reason.strip():
        raise Refused("Say why this plan should be moderated.")
    purposive = samples.pick_purposively(version=version, by=by, reason=reason.strip())
    return open_moderation(version=version, origin=Moderation.Origin.PURPOSIVE, purposive=purposive)


@transaction.atomic
def run_catch_up(*, authority: Authority, period: str, by: Post | None = None, reason: str = "") -> Draw | None:
    """Make the month-end catch-up draw and open a moderation for each of its picks. None where there is nothing to do."""
    draw = samples.run_catch_up(authority=authority, period=period, by=by, reason=reason)
    if draw is not None:
        open_for_picks(draw=draw)
    return draw


@transaction.atomic
def open_for_picks(*, draw: Draw | None = None) -> list[Moderation]:
    """Open a moderation for each pick that has none yet, of one draw or of every draw in scope.

    Does nothing when nothing waits, so that the timetable may run it after a crash. A pick that fell out is left
    alone; the reserve that took its place is opened. One whose version a newer one has replaced carries over to it.
    """
    looked_at = Moderation.objects.filter(
        version__plan=OuterRef("version__plan"), version__number__gte=OuterRef("version__number")
    )
    fell_out = Replacement.objects.values("fell_out")
    taken = Replacement.objects.exclude(taken=None).values("taken")
    picks = (
        FramePlan.objects.filter(Q(result=FramePlan.Result.PICKED) | Q(pk__in=taken), draw__drawn_at__isnull=False)
        .filter(moderations=None)
        .exclude(pk__in=fell_out)
        .exclude(Q(version__stage=VersionStage.REPLACED) & Exists(looked_at))
        .select_related("draw", "version__plan__child", "version__plan__officer", "version__writer")
        .order_by("draw", "place", "frame_id")
    )
    if draw is not None:
        picks = picks.filter(draw=draw)
    return [open_for_pick(pick) for pick in picks]


def open_for_pick(frame_plan: FramePlan) -> Moderation:
    """Open the moderation of one pick, with the chance that it was picked by, on the version that stands now."""
    return open_moderation(
        version=version_now(frame_plan), origin=_origin(frame_plan), chance=frame_plan.chance, frame_plan=frame_plan
    )


def _origin(frame_plan: FramePlan) -> str:
    purpose, writer = frame_plan.draw.purpose, frame_plan.version.writer
    if purpose == Draw.Purpose.LEVEL_3_CATCH_UP:
        return Moderation.Origin.CATCH_UP
    if purpose != Draw.Purpose.LEVEL_3:
        return Moderation.Origin.QUOTA
    if writer is not None and every_draft_is_moderated(is_signed_off=writer.is_signed_off):
        return Moderation.Origin.EVERY_DRAFT
    return Moderation.Origin.CHANCE
