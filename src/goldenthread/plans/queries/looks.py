"""How often the writer's side said that a plan is the right child's though its names raise the question: for the lead."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from goldenthread.people.models import Post
from goldenthread.plans.models import ChildLook, PlanVersion
from goldenthread.plans.queries.names import STILL_HERE


@dataclass(frozen=True)
class Confirmed:
    """Plans of a month that were confirmed despite their names, and how many of them nobody else has looked at yet."""

    plans: int
    waiting: int


def confirmed_between(first: dt.date, last: dt.date) -> Confirmed:
    """Counted by plan, on the day of its first look. One query."""
    second = ChildLook.objects.filter(
        ~Q(why=ChildLook.Why.SENT_BACK) | Q(pk__gt=OuterRef("pk")),
        version__plan=OuterRef("version__plan"),
        fingerprint=OuterRef("fingerprint"),
        is_second=True,
    )
    looks = ChildLook.objects.filter(is_second=False, at__date__range=(first, last)).annotate(is_seen=Exists(second))
    found = looks.aggregate(
        plans=Count("version__plan", distinct=True),
        waiting=Count("version__plan", distinct=True, filter=Q(is_seen=False)),
    )
    return Confirmed(**found)


def sent_back_to(post: Post) -> QuerySet[ChildLook]:
    """The newest word on drafts that this person brings on, where it is that they may be another child's. One query.

    A newer version of the plan takes the question with it, or away.
    """
    later = ChildLook.objects.filter(
        version__plan=OuterRef("version__plan"), fingerprint=OuterRef("fingerprint"), pk__gt=OuterRef("pk")
    )
    newer = PlanVersion.objects.filter(plan=OuterRef("version__plan"), number__gt=OuterRef("version__number"))
    theirs = Q(version__plan__officer=post) | Q(version__plan__assistant=post)
    return (
        ChildLook.objects.filter(theirs, ~Exists(later), ~Exists(newer), why=ChildLook.Why.SENT_BACK)
        .filter(version__stage__in=STILL_HERE)
        .select_related("version__plan__child", "by__person")
        .defer("version__text")
        .order_by("at", "pk")
    )
