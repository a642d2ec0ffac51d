"""Which moderations somebody may see, with what a list or a page shows of them."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, QuerySet

from ehcp.clock.timescales import Clock
from goldenthread.moderation import rules
from goldenthread.moderation.models import Concern, Moderation
from goldenthread.moderation.stages import Stage
from goldenthread.people.models import Post
from goldenthread.permissions import Permission, may
from goldenthread.plans import queries as plans
from goldenthread.plans.models import PlanVersion


def visible_to(post: Post | None) -> QuerySet[Moderation]:
    """All of the authority for the lead, one's own for a senior, none for anybody else.

    That a moderation is listed shows neither answers nor progress: those go through `visibility`.
    """
    everything = Moderation.objects.select_related(
        "version__plan__child",
        "version__plan__assessment",
        "version__plan__officer",
        "version__writer__person",
        "moderator__person",
    )
    if may(post, Permission.ASSIGN_MODERATION):
        return everything
    if may(post, Permission.READ_MODERATION):
        return everything.filter(moderator=post)
    return everything.none()


def listed(
    post: Post | None, *, stage: str = "", moderator: int | None = None, origin: str = ""
) -> QuerySet[Moderation]:
    """For the list: without the plans' texts, what is due first standing first (rules.due_order)."""
    rows = visible_to(post).defer("version__text")
    if stage == "open":
        rows = rows.exclude(stage__in=[Stage.CLOSED, Stage.WITHDRAWN])
    elif stage:
        rows = rows.filter(stage=stage)
    if moderator:
        rows = rows.filter(moderator=moderator)
    if origin:
        rows = rows.filter(origin=origin)
    return rows.order_by(
        "due_on", F("version__plan__assessment__requested_on").asc(nulls_last=True), "created_at", "pk"
    )


def moderators_in(post: Post | None) -> QuerySet[Post]:
    """Those who have or had a moderation that this post may see, for the list's filter."""
    return Post.objects.filter(moderations__in=visible_to(post)).select_related("person").distinct()


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    moderation: Moderation
    clock: Clock | None
    is_late: bool


def row(moderation: Moderation, *, on: dt.date) -> Row:
    waits = moderation.stage == Stage.MODERATING
    return Row(moderation, clock_of(moderation.version, on=on), waits and rules.is_overdue(moderation.due_on, on=on))


def clock_of(version: PlanVersion, *, on: dt.date) -> Clock | None:
    """The twenty weeks of a new plan on a day, as one version stands; None where there are none to count."""
    return plans.clock_of(version.plan, on=on, final_on=version.finalised_on)


def concerns_visible_to(post: Post | None) -> QuerySet[Concern]:
    """All for the lead, and to each those they raised."""
    concerns = Concern.objects.select_related(
        "version__plan__child", "raised_by__person", "taken_by__person", "moderation"
    ).defer("version__text")
    if may(post, Permission.SEE_CONCERNS):
        return concerns
    return concerns.filter(raised_by=post) if post else concerns.none()
