"""Which drafts a draw on demand may take."""

import datetime as dt

from goldenthread import world
from goldenthread.moderation.models import Moderation
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.stages import Stage
from goldenthread.samples.queries import plans_of_the_month
from goldenthread.samples.workflow.chance import officer_code

A_YEAR = dt.timedelta(days=366)


def on_demand_frame(
    period: str, *, with_served: bool
) -> tuple[list[tuple[PlanVersion, str]], list[tuple[PlanVersion, str]]]:
    """The plans that were ready in a month and not moderated, by officer; and those left out, with reasons.

    Each once, in the version that stands for it now: a newer version neither brings a plan in again nor takes it out.
    """
    plans = plans_of_the_month(period)
    a_year_ago = world.now() - A_YEAR
    moderated = set(
        Moderation.objects.filter(
            version__plan__in=[version.plan_id for version, _ in plans], created_at__gte=a_year_ago
        ).values_list("version__plan", flat=True)
    )
    frame, excluded = [], []
    for version, officer in plans:
        if version.plan_id in moderated:
            excluded.append((version, "moderated-within-12-months"))
        elif version.plan.ceased_on:
            excluded.append((version, "withdrawn"))
        elif version.plan.is_on_legal_hold:
            excluded.append((version, "legal-hold"))
        elif version.stage in (Stage.SERVED, Stage.FINAL) and not with_served:
            excluded.append((version, "served-already"))
        else:
            frame.append((version, officer_code(officer, period)))
    return frame, excluded
