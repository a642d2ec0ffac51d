"""What Level 1 counts: every request, plan and review, none of them a sample. A few queries, however many there are."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from goldenthread.clocks.models import Clock, Thing
from goldenthread.clocks.queries.ended import requests_visible_to
from goldenthread.clocks.queries.worklist import open_ones, visible_to
from goldenthread.people.models import Post
from goldenthread.reporting.measures.timeliness import Kept
from goldenthread.reporting.periods import Period

# Days late, from and to: what is overdue now.
BANDS = ((1, 14), (15, 28), (29, 56), (57, None))


@dataclass(frozen=True)
class Gathered:
    """The counts of a period, and what is overdue on a day."""

    requests: int
    ended: dict[str, int]  # outcome -> how many requests ended with it in the period
    kept: dict[str, Kept]  # code of the limit -> how many were met in the period, and how
    overdue: dict[str, list[int]]  # code -> how many in each of BANDS
    in_place: int  # plans that have not ended


def gather(post: Post, period: Period, *, on: dt.date) -> Gathered:
    """Count what was received, decided and done in a period, of the children whose deadlines somebody may see."""
    clocks, assessments = visible_to(post), requests_visible_to(post)
    within = (period.first_on, period.last_on)
    ended = assessments.filter(outcome_on__range=within).order_by().values_list("outcome").annotate(Count("pk"))
    return Gathered(
        requests=assessments.filter(requested_on__range=within).count(),
        ended=dict(ended),
        kept=_kept(clocks.filter(met_on__range=within)),
        overdue=_overdue(open_ones(clocks).filter(due_on__lt=on), on),
        in_place=clocks.filter(code="annual-review", thing=Thing.PLAN, met_on=None).count(),
    )


def _kept(clocks: QuerySet[Clock]) -> dict[str, Kept]:
    in_time = Q(met_on__lte=F("due_on"))
    rows = (
        clocks.order_by()
        .values("code")
        .annotate(
            of=Count("pk"),
            n=Count("pk", filter=in_time),
            excused=Count("pk", filter=~Q(limb="")),
            excused_in_time=Count("pk", filter=~Q(limb="") & in_time),
        )
    )
    return {row["code"]: Kept(row["n"], row["of"], row["excused"], row["excused_in_time"]) for row in rows}


def _overdue(clocks: QuerySet[Clock], on: dt.date) -> dict[str, list[int]]:
    named = {}
    for number, (least, most) in enumerate(BANDS):
        band = Q(due_on__lte=on - dt.timedelta(days=least))
        if most is not None:
            band &= Q(due_on__gte=on - dt.timedelta(days=most))
        named[f"band_{number}"] = Count("pk", filter=band)
    rows = clocks.order_by().values("code").annotate(**named).values_list("code", *named)
    return {code: list(bands) for code, *bands in rows}
