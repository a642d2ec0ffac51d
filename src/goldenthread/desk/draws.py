"""Which drafts a draw on demand may take."""

from goldenthread.plans.models import PlanVersion
from goldenthread.plans.stages import Stage
from goldenthread.samples.models import Draw
from goldenthread.samples.workflow.chance import officer_code


def on_demand_frame(
    period: str, *, with_served: bool
) -> tuple[list[tuple[PlanVersion, str]], list[tuple[PlanVersion, str]]]:
    """The drafts that became ready in a month and were never moderated, by officer; and those left out, with reasons."""
    arrived = (
        PlanVersion.objects.filter(frame_plans__draw__period=period, frame_plans__draw__purpose=Draw.Purpose.LEVEL_3)
        .select_related("plan", "writer")
        .prefetch_related("moderations")
        .defer("text")
        .distinct()
        .order_by("pk")
    )
    frame, excluded = [], []
    for version in arrived:
        if version.moderations.all():
            excluded.append((version, "moderated-within-12-months"))
        elif version.stage == Stage.REPLACED or version.plan.ceased_on:
            excluded.append((version, "withdrawn"))
        elif version.plan.is_on_legal_hold:
            excluded.append((version, "legal-hold"))
        elif version.stage in (Stage.SERVED, Stage.FINAL) and not with_served:
            excluded.append((version, "served-already"))
        elif version.writer is not None:
            frame.append((version, officer_code(version.writer, period)))
    return frame, excluded
