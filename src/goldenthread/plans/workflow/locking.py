"""One plan at a time: whoever changes its versions holds its row, so that numbers and stages cannot cross."""

from django.db.models import Max

from goldenthread.plans.models import Plan, PlanVersion
from goldenthread.plans.stages import Stage


def locked_plan(pk: int) -> Plan:
    """The plan, its row held until the transaction ends."""
    Plan.objects.select_for_update().get(pk=pk)
    return Plan.objects.select_related("officer", "assistant", "child").get(pk=pk)


def newest_number(plan: Plan) -> int:
    """The number of the newest version, 0 where there is none."""
    return plan.versions.aggregate(number=Max("number"))["number"] or 0


def earlier_drawn(version: PlanVersion) -> PlanVersion | None:
    """An earlier version of the same plan that is with its moderator."""
    return (
        PlanVersion.objects.filter(plan_id=version.plan_id, number__lt=version.number, stage=Stage.DRAWN)
        .defer("text")
        .order_by("-number")
        .first()
    )
