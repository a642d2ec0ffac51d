"""What the Level 3 page counts, gathered for one authority and period in a number of queries that never grows."""

import datetime as dt
from collections import Counter
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from goldenthread.moderation.models import Challenge, Letter, Moderation
from goldenthread.moderation.stages import Stage
from goldenthread.people.models import Post
from goldenthread.permissions import Role
from goldenthread.plans.models import Clearance, PlanVersion
from goldenthread.reporting.periods import Period
from goldenthread.reporting.queries import handed as of_handed
from goldenthread.reporting.rows import Arrived, Gathered, Group, InPost, Opened, Sent
from goldenthread.samples.models import Draw, FramePlan


def gather(authority_id: int, period: Period, *, on: dt.date) -> Gathered:
    """Everything the page shows. `on` is the day as of which a waiting moderation is late."""
    rows = of_handed.handed(authority_id, period)
    editions = of_handed.editions_used(rows)
    by_chance = [row for row in rows if row.group == Group.BY_CHANCE]
    challenged = challenges(authority_id, period)
    outside, released = cleared(authority_id, period)
    drawn = [row for row in rows if row.group != Group.ASKED_FOR]
    return Gathered(
        ready=ready(authority_id, period),
        arrived=arrived(authority_id, period),
        outside=outside,
        released=released,
        opened=opened(authority_id, period, on=on),
        handed=rows,
        answered=of_handed.answered(by_chance),
        aims=of_handed.aim_answers(by_chance, editions),
        weaknesses=of_handed.weaknesses(drawn, editions),
        sent=sent(authority_id, period, {letter for letter, _, _ in challenged}),
        challenged=Counter((month, decision) for _, month, decision in challenged),
        in_post=in_post(authority_id, period),
        editions=editions,
    )


def in_month(field: str, period: Period) -> Case:
    """The month, written 2026-11, of a moment within the period: by bounds, so that both databases count alike."""
    return Case(
        *(When(**{f"{field}__lt": Period(month, month).ends_at}, then=Value(month)) for month in period.months),
        default=Value(period.last),
        output_field=CharField(),
    )


def _within(field: str, period: Period) -> Q:
    return Q(**{f"{field}__gte": period.starts_at, f"{field}__lt": period.ends_at})


def _by_month(rows: QuerySet[Any], field: str, period: Period, *, what: str = "pk") -> dict[str, int]:
    counted = (
        rows.filter(_within(field, period))
        .annotate(month=in_month(field, period))
        .values_list("month")
        .annotate(rows=Count(what, distinct=what != "pk"))
        .order_by()
    )
    return dict(counted)


def ready(authority_id: int, period: Period) -> dict[str, int]:
    """Plans of which a draft became ready, by month, each once. What took a moderated draft's place is no new draft."""
    in_its_place = Moderation.objects.filter(newer_version=OuterRef("pk"))
    drawn_itself = FramePlan.objects.filter(version=OuterRef("pk"))
    drafts = PlanVersion.objects.filter(plan__authority=authority_id, status=PlanVersion.Status.DRAFT)
    # Only a later version can have waited behind another, and few are: the cheap question comes first.
    new = drafts.exclude(Q(number__gt=1) & Exists(in_its_place) & ~Exists(drawn_itself))
    return _by_month(new, "ready_at", period, what="plan")


def arrived(authority_id: int, period: Period) -> list[Arrived]:
    """What the draw said to each plan as its draft became ready, by month and officer."""
    rows = (
        FramePlan.objects.filter(
            draw__authority=authority_id,
            draw__purpose=Draw.Purpose.LEVEL_3,
            draw__period__gte=period.first,
            draw__period__lte=period.last,
        )
        .values_list("draw__period", "officer", "result")
        .annotate(drafts=Count("version__plan", distinct=True))
        .order_by()
    )
    return [Arrived._make(row) for row in rows]


def cleared(authority_id: int, period: Period) -> tuple[dict[str, int], dict[str, int]]:
    """By month: drafts of a kind that the authority keeps outside the draw; and drafts that the lead released because
    they were not moderated in time."""
    released = Q(kind=Clearance.Kind.RELEASE)
    rows = (
        Clearance.objects.filter(
            released | Q(source=Clearance.OUTSIDE_THE_DRAW),
            _within("at", period),
            version__plan__authority=authority_id,
        )
        .annotate(month=in_month("at", period))
        .values_list("month")
        .annotate(released=Count("pk", filter=released), outside=Count("pk", filter=~released))
        .order_by()
    )
    counted = list(rows)
    return {month: out for month, _, out in counted if out}, {month: let_go for month, let_go, _ in counted if let_go}


def opened(authority_id: int, period: Period, *, on: dt.date) -> list[Opened]:
    """Moderations opened in the period, by month, writer and origin, and how far they are today."""
    is_late = Case(When(stage=Stage.MODERATING, due_on__lt=on, then=Value(1)), default=Value(0))
    rows = (
        Moderation.objects.filter(_within("created_at", period), authority=authority_id, level=Moderation.Level.SENIOR)
        .annotate(month=in_month("created_at", period), is_late=is_late)
        .values_list("month", "version__writer", "origin", "writer_was_new", "stage", "is_late")
        .annotate(drafts=Count("pk"))
        .order_by()
    )
    return [
        Opened(month, writer, origin, was_new, Stage(stage), bool(is_late), drafts)
        for month, writer, origin, was_new, stage, is_late, drafts in rows
    ]


def sent(authority_id: int, period: Period, challenged: set[int]) -> list[Sent]:
    """Letters sent in the period, by what the writer did with them; `challenged` are letters by id."""
    question = Q(messages__by=F("moderation__version__writer"))
    letters = (
        Letter.objects.filter(
            _within("sent_at", period), moderation__authority=authority_id, moderation__level=Moderation.Level.SENIOR
        )
        .annotate(month=in_month("sent_at", period))
        .values_list("pk", "month", "answer")
        .annotate(questions=Count("messages", filter=question))
        .order_by()
    )
    counted = Counter(
        (month, answer != "", questions > 0, pk in challenged) for pk, month, answer, questions in letters
    )
    return [Sent(*what, number) for what, number in counted.items()]


def challenges(authority_id: int, period: Period) -> list[tuple[int, str, str]]:
    """Challenges of the letters sent in the period: the letter by id, its month, and the decision; "" is not decided yet."""
    found = Challenge.objects.filter(
        _within("letter__sent_at", period),
        letter__moderation__authority=authority_id,
        letter__moderation__level=Moderation.Level.SENIOR,
    )
    in_its_month = found.annotate(month=in_month("letter__sent_at", period))
    return list(in_its_month.order_by().values_list("letter", "month", "decision"))


def in_post(authority_id: int, period: Period) -> list[InPost]:
    """The casework officers who held a post at some time of the period."""
    posts = Post.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=period.first_on),
        Q(closed_at=None) | Q(closed_at__gte=period.starts_at),
        authority=authority_id,
        role=Role.OFFICER,
        starts_on__lte=period.last_on,
    )
    return [InPost._make(row) for row in posts.order_by("pk").values_list("pk", "starts_on", "ends_on", "closed_at")]
