"""What the compliance checks of a period come to: every draft that was ready and every plan made final, none a sample."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from goldenthread.compliance.models import Check, PointState
from goldenthread.people.models import Post
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.queries.register import plans_visible_to
from goldenthread.reporting.periods import Period


@dataclass(frozen=True)
class Checked:
    """Of `all` texts of one stage: how many have a check, how many are complete, and how each point stands.

    `in_time`: of drafts those complete before they were said to be ready, of final plans those complete by now.
    """

    all: int
    begun: int
    complete: int
    in_time: int
    points: dict[str, dict[str, int]]  # code -> state -> how many


def gather(post: Post, period: Period) -> dict[str, Checked]:
    """Stage -> what was checked, of the plans whose line somebody may see. Six queries, however many plans."""
    versions = PlanVersion.objects.filter(plan__in=plans_visible_to(post).order_by().values("pk"))
    within = (period.first_on, period.last_on)
    return {
        Check.Stage.DRAFT: _checked(
            versions.filter(ready_at__date__range=within),
            Check.Stage.DRAFT,
            Q(completed_at__lte=F("version__ready_at")),
        ),
        Check.Stage.FINAL: _checked(
            versions.filter(finalised_on__range=within), Check.Stage.FINAL, Q(completed_at__isnull=False)
        ),
    }


def _checked(versions: Any, stage: str, in_time: Q) -> Checked:
    checks = Check.objects.filter(stage=stage, version__in=versions.order_by().values("pk"))
    counted = checks.order_by().aggregate(
        begun=Count("pk"),
        complete=Count("pk", filter=Q(completed_at__isnull=False)),
        in_time=Count("pk", filter=in_time),
    )
    rows = (
        PointState.objects.filter(check_of__in=checks.order_by().values("pk"))
        .order_by()
        .values_list("code", "state")
        .annotate(Count("pk"))
    )
    points: dict[str, dict[str, int]] = {}
    for code, state, number in rows:
        points.setdefault(code, {})[state] = number
    return Checked(versions.count(), points=points, **counted)
