"""What the console asks the database for: drafts that entered a month's draws, and their moderations, as plain rows.

Rows and no models: a month of a large authority has hundreds of them, and of each only these few fields are looked at.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from goldenthread.moderation.models import Moderation, Review
from goldenthread.moderation.stages import Stage
from goldenthread.samples.models import Draw, FramePlan
from goldenthread.samples.queries import picked_for_good


@dataclass(frozen=True)
class Arrival:
    """A draft that entered a draw. It stands: it was picked, and did not fall out, or took a fallen one's place."""

    officer: int | None
    plan: int
    day: dt.date
    receipt: str
    stands: bool


@dataclass(frozen=True)
class Opened:
    """A moderation of a draft, and whether a review of it was handed in."""

    plan: int
    day: dt.date
    due_on: dt.date | None
    is_moderating: bool
    is_handed_in: bool


def arrivals(period: str) -> list[Arrival]:
    """What entered the month's draws, in the order of the draws. One query."""
    found = (
        FramePlan.objects.filter(draw__period=period, draw__drawn_at__isnull=False)
        .annotate(stands=Exists(FramePlan.objects.filter(picked_for_good(), pk=OuterRef("pk"))))
        .filter(Q(draw__purpose=Draw.Purpose.LEVEL_3) | Q(stands=True))
        .order_by("draw__drawn_at", "pk")
        .values_list("officer", "version__plan", "draw__drawn_at", "draw__reference", "stands")
    )
    return [
        Arrival(officer, plan, timezone.localdate(at), receipt, stands) for officer, plan, at, receipt, stands in found
    ]


def moderations(plans: list[int], first: dt.date, last: dt.date) -> tuple[dict[int, Opened], dict[int, list[Opened]]]:
    """plan -> its newest moderation; and officer -> those that somebody asked for in the month. One query.

    What was asked for shows on the strip, though no draw picked it. A later version that is looked at again does not:
    its plan was covered, or not, by the first look.
    """
    handed_in = Review.objects.filter(moderation=OuterRef("pk"), submitted_at__isnull=False)
    purposive = Moderation.Origin.PURPOSIVE
    found = (
        Moderation.objects.filter(
            Q(version__plan__in=plans) | Q(origin=purposive, created_at__date__range=(first, last))
        )
        .exclude(stage=Stage.WITHDRAWN)
        .exclude(origin=Moderation.Origin.AGAIN)
        .annotate(is_handed_in=Exists(handed_in))
        .order_by("pk")
        .values_list("version__plan", "version__writer", "created_at", "due_on", "origin", "stage", "is_handed_in")
    )
    entered = set(plans)
    newest: dict[int, Opened] = {}
    asked: dict[int, list[Opened]] = defaultdict(list)
    for plan, writer, created_at, due_on, origin, stage, is_handed_in in found:
        one = Opened(plan, timezone.localdate(created_at), due_on, stage == Stage.MODERATING, is_handed_in)
        if plan in entered:
            newest[plan] = one
        if origin == purposive and first <= one.day <= last and writer is not None:
            asked[writer].append(one)
    return newest, asked
