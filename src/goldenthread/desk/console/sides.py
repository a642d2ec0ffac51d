"""Beside the grid: the receipt that explains a row, and what the seniors have in hand."""

import datetime as dt
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q

from ehcp.clock import calendar
from goldenthread.desk.console.rows import Row
from goldenthread.moderation.models import Moderation
from goldenthread.moderation.stages import Stage
from goldenthread.people.models import Post
from goldenthread.permissions import Role
from goldenthread.samples.models import Draw, FramePlan
from goldenthread.samples.receipts import public_facts


def seniors_of(first: dt.date, *, is_this_month: bool) -> list[tuple[str, int, int]]:
    """Of each senior: drafts moderated of those given in the month, and drafts still to do (this month: all of them)."""
    given = Q(moderations__assigned_at__date__range=(first, calendar.last_day_of_month(first)))
    waiting = Q(moderations__stage=Stage.MODERATING)
    posts = (
        Post.objects.filter(role=Role.SENIOR, closed_at=None)
        .select_related("person")
        .annotate(
            to_do=Count("moderations", filter=waiting if is_this_month else waiting & given),
            done=Count("moderations", filter=given & ~Q(moderations__stage__in=[Stage.MODERATING, Stage.WITHDRAWN])),
        )
        .order_by("person__name")
    )
    return [(post.name, post.done, post.to_do) for post in posts]


def chosen_of(rows: list[Row], officer: str | None) -> dict[str, Any] | None:
    """The receipt at the side: of the officer asked for, else of the first whose draft is drawn and not moderated."""
    row = next((one for one in rows if str(one.post.pk) == officer), None)
    row = row or next((one for one in rows if one.shape == "in-hand" and one.receipt), None)
    row = row or next((one for one in rows if one.receipt), None)
    if row is None or not row.receipt:
        return {"row": row} if row else None
    draw = Draw.objects.select_related("month").get(reference=row.receipt)
    entries = draw.frame_plans.filter(officer=row.post).select_related("version__plan").defer("version__text")
    found = sorted(entries, key=lambda one: one.result != FramePlan.Result.PICKED)
    entry = found[0]
    chance = Fraction(entry.chance)
    moderation = Moderation.objects.filter(frame_plan=entry).select_related("moderator__person").first()
    return {
        "row": row,
        "draw": draw,
        "facts": public_facts(draw),
        "entry": entry,
        "drafts": len(found),
        "moderation": moderation,
        "chance": chance,
        "part": round(float(chance) * 100, 1),
        "picked": entry.result == FramePlan.Result.PICKED,
    }
