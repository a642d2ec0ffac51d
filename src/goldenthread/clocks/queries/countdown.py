"""The countdown: how many reviews fall due in each month, and how far this year's phase transfers are."""

import datetime as dt
import itertools
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.urls import reverse

from ehcp.clock import calendar
from goldenthread.clocks.models import Clock, Risk
from goldenthread.clocks.queries.worklist import visible_to
from goldenthread.clocks.words import label
from goldenthread.people.models import Post
from goldenthread.plans.models import Review

MONTHS = 12
TRANSFERS = ("phase-transfer", "phase-transfer-to-post16", "phase-transfer-within-post16")


@dataclass(frozen=True)
class Month:
    """Reviews whose year ends in a month. `with_meeting` are those of which a meeting is arranged or was held."""

    starts_on: dt.date
    due: int
    with_meeting: int
    url: str

    @property
    def without_meeting(self) -> int:
        return self.due - self.with_meeting


@dataclass(frozen=True)
class Transfer:
    """The moves of one kind that are due on one day, and how far they are."""

    what: str
    due_on: dt.date
    days: int
    of: int
    final: int
    final_late: int
    not_reviewed: int
    reviewed: int
    url: str

    @property
    def left(self) -> int:
        return self.of - self.final


@dataclass(frozen=True)
class Board:
    overdue: int
    overdue_url: str
    months: list[Month]
    transfers: list[Transfer]


def _list(**query: object) -> str:
    return f"{reverse('clocks:deadlines')}?{urlencode(query)}"


def board_for(post: Post, *, on: dt.date) -> Board:
    """The board as it stands on a day. Four queries."""
    reviews = visible_to(post).filter(code="annual-review", met_on=None)
    return Board(
        overdue=reviews.filter(due_on__lt=on).count(),
        overdue_url=_list(list="overdue", code="annual-review"),
        months=_months(reviews, on),
        transfers=_transfers(post, on),
    )


def _months(reviews: QuerySet[Clock], on: dt.date) -> list[Month]:
    firsts = [calendar.first_day(calendar.period(on, shift)) for shift in range(MONTHS + 1)]
    meeting = Review.objects.filter(plan=OuterRef("plan"), decided_on=None)
    counted = (
        reviews.filter(due_on__gte=on, due_on__lt=firsts[-1])
        .annotate(month=TruncMonth("due_on"), has_meeting=Exists(meeting))
        .values("month")
        .annotate(due=Count("pk"), met=Count("pk", filter=Q(has_meeting=True)))
        .order_by("month")
    )
    found = {row["month"]: row for row in counted}
    months = []
    for first, after in itertools.pairwise(firsts):
        row = found.get(first, {"due": 0, "met": 0})
        url = _list(list="all", code="annual-review", **{"from": max(first, on), "to": after - dt.timedelta(days=1)})
        months.append(Month(first, row["due"], row["met"], url))
    return months


def _transfers(post: Post, on: dt.date) -> list[Transfer]:
    """Those due within the coming year, and those overdue: by limit and day."""
    until = on + dt.timedelta(days=366)
    rows = (
        visible_to(post)
        .filter(code__in=TRANSFERS, due_on__gte=on - dt.timedelta(days=183), due_on__lte=until)
        .values_list("code", "due_on", "met_on", "risk")
    )
    by_day: dict[tuple[str, dt.date], Counter[str]] = {}
    for code, due_on, met_on, risk in rows:
        counter = by_day.setdefault((code, due_on), Counter())
        counter["of"] += 1
        if met_on is not None:
            counter["final"] += 1
            counter["late"] += met_on > due_on
        else:
            counter["not-reviewed" if risk in (Risk.NOT_REVIEWED, Risk.LATE_MEETING) else "under-way"] += 1
    return [
        Transfer(
            what=label(code),
            due_on=due_on,
            days=(due_on - on).days,
            of=counter["of"],
            final=counter["final"],
            final_late=counter["late"],
            not_reviewed=counter["not-reviewed"],
            reviewed=counter["under-way"],
            url=_list(list="all", code=code, **{"from": due_on, "to": due_on}),
        )
        for (code, due_on), counter in sorted(by_day.items(), key=lambda item: item[0][1])
        if due_on >= on or counter["of"] > counter["final"]
    ]
