"""What allocation needs to know of the seniors and of a version, as plain values."""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from goldenthread import world
from goldenthread.moderation import rules
from goldenthread.moderation.models import Moderation, StandDown
from goldenthread.moderation.stages import Stage
from goldenthread.people import choices
from goldenthread.people.models import Leave, Post
from goldenthread.permissions import Role
from goldenthread.plans.models import PlanVersion

# Who brings in a draft for somebody else has no hand in it.
BRINGS_IN_FOR_OTHERS = {Role.ASSISTANT, Role.LEAD, Role.ADMINISTRATOR}


def seniors_for(version: PlanVersion, *, on: dt.date, lock: bool = False) -> list[rules.Senior]:
    """The seniors of the version's authority as allocation sees them on a day.

    With `lock` their rows are held until the transaction ends, so that two drafts that arrive together do not both
    see the same load.
    """
    month_began = on.replace(day=1)
    still_theirs = ~Q(moderations__stage=Stage.WITHDRAWN)
    in_hand_from_before = Q(moderations__stage=Stage.MODERATING, moderations__assigned_at__date__lt=month_began)
    given_this_month = Q(moderations__assigned_at__date__gte=month_began) & still_theirs
    posts = Post.objects.filter(
        authority_id=version.authority_id, role=Role.SENIOR, closed_at=None, starts_on__lte=on
    ).order_by("pk")
    if lock:
        list(posts.select_for_update().values_list("pk", flat=True))
    counted = (
        posts.filter(person__is_active=True)
        .select_related("person")
        .annotate(
            drafts=Count("moderations", filter=in_hand_from_before | given_this_month),
            times_for_writer=Count("moderations", filter=still_theirs & _of_writer(version)),
            is_away=Exists(Leave.objects.filter(post=OuterRef("pk"), starts_on__lte=on, ends_on__gte=on)),
        )
    )
    return [
        rules.Senior(
            post=post.pk,
            person=post.person_id,
            name=post.name,
            is_open=post.ends_on is None or post.ends_on >= on,
            is_away=post.is_away,
            drafts=post.drafts,
            share=Fraction(str(post.working_share)),
            times_for_writer=post.times_for_writer,
        )
        for post in counted
    ]


def _of_writer(version: PlanVersion) -> Q:
    if version.writer is None:
        return Q(pk__isnull=True)
    return Q(moderations__version__writer__person_id=version.writer.person_id)


def hands_in(version: PlanVersion) -> rules.Hands:
    """The people who had a hand in a version, or who said about its child that they should not read it."""
    writer, officer, uploader = version.writer, version.plan.officer, version.uploaded_by
    writers = {post.person_id for post in (writer, officer) if post}
    managers = {post.senior.person_id for post in (writer, officer) if post and post.senior}
    knows_child = StandDown.objects.filter(moderation__version__plan__child_id=version.child_id)
    return rules.Hands(
        wrote=frozenset(writers),
        edited=frozenset(version.hands.values_list("post__person_id", flat=True)),
        signed=frozenset({version.signed_by.person_id} if version.signed_by else ()),
        uploaded=frozenset(() if uploader.role in BRINGS_IN_FOR_OTHERS else {uploader.person_id}),
        stood_down=frozenset(knows_child.values_list("post__person_id", flat=True)),
        line_manages=frozenset(managers),
        version=version.number,
    )


@dataclass(frozen=True)
class Candidates:
    """For the lead's page: each senior with what stands in the way (nothing: may be chosen) and their drafts."""

    seniors: list[tuple[rules.Senior, str]]
    may_be_chosen: QuerySet[Post]


def candidates_for(moderation: Moderation) -> Candidates:
    """Who may moderate this now, without whoever has it already."""
    bars = choices.value(moderation.authority_id, "level3.line-management-bars")
    hands = hands_in(moderation.version)
    seniors = [
        (one, rules.why_not(one, hands, line_management_bars=bars))
        for one in seniors_for(moderation.version, on=world.today())
    ]
    able = [one.post for one, why in seniors if not why and one.post != moderation.moderator_id]
    return Candidates(seniors, Post.objects.filter(pk__in=able).select_related("person"))
