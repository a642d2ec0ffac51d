"""Figures about one officer: for coaching, for those who may, and for officers about themselves."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from goldenthread.moderation.models import Moderation
from goldenthread.people.models import Post
from goldenthread.permissions import Permission, Role, may
from goldenthread.plans.models import PlanVersion
from goldenthread.reporting.periods import Period
from goldenthread.reporting.queries import handed as of_handed
from goldenthread.reporting.queries.level3 import in_month
from goldenthread.reporting.rows import AimAnswers, Answered, Group, Handed
from goldenthread.toolkit.standards import Edition

# Every draft of one officer counts alike.
CERTAIN = "1/1"


@dataclass(frozen=True)
class GatheredOfOne:
    """What one officer's page counts: every draft of theirs that was drawn, each counted once and alike."""

    handed: list[Handed]
    answered: list[Answered]
    aims: dict[int, dict[AimAnswers, int]]
    editions: list[Edition]


def officers_visible_to(post: Post) -> QuerySet[Post]:
    """Officers whose figures this post may see: everybody who writes plans, or oneself. By name, never by result."""
    posts = Post.objects.filter(authority=post.authority_id).select_related("person").order_by("person__name", "pk")
    if not may(post, Permission.SEE_STAFF_FIGURES):
        return posts.none()
    if post.role == Role.OFFICER:
        return posts.filter(pk=post.pk)
    has_written = Exists(PlanVersion.objects.filter(writer=OuterRef("pk")))
    return posts.filter(Q(role=Role.OFFICER) | has_written)


def moderated_of_each(post: Post, period: Period) -> dict[int, Counter[str]]:
    """How many drafts of each officer were drawn and moderated in each month of the period, by post."""
    reviews = of_handed.first_reviews(post.authority_id, period)
    rows = (
        reviews.exclude(moderation__origin__in=[Moderation.Origin.PURPOSIVE, Moderation.Origin.AGAIN])
        .annotate(month=in_month("submitted_at", period))
        .values_list("moderation__version__writer", "month")
        .annotate(drafts=Count("pk"))
        .order_by()
    )
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for writer, month, drafts in rows:
        found[writer][month] = drafts
    return found


def gather(officer: Post, period: Period) -> GatheredOfOne:
    """Everything that the page of one officer counts; what somebody asked for stays out."""
    everything = of_handed.handed(officer.authority_id, period, writer=officer)
    rows = [row._replace(chance=CERTAIN) for row in everything if row.group != Group.ASKED_FOR]
    editions = of_handed.editions_used(rows)
    return GatheredOfOne(
        handed=rows,
        answered=[row._replace(chance=CERTAIN) for row in of_handed.answered(rows)],
        aims=of_handed.aim_answers(rows, editions),
        editions=editions,
    )
