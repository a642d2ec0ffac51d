"""What one person has in hand, fetched once: several parts of their list look at the same rows."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery

from goldenthread.moderation.models import Challenge, LetterMessage, Moderation, Review
from goldenthread.moderation.stages import Stage
from goldenthread.people.models import Post
from goldenthread.permissions import Permission, Role, may
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.stages import Stage as VersionStage

OPEN = (Stage.MODERATING, Stage.HANDED_IN, Stage.CHECKING, Stage.WITH_WRITER)
# Whose plans can wait for them. Nobody else is offered as a plan's officer or assistant, or as a moderator.
WRITERS = {Role.OFFICER, Role.SENIOR}
HELPERS = {Role.ASSISTANT}
# What no line of the list shows: the plan's text, and the rows as they came from the case system.
LONG = ("version__text", "version__plan__raw", "version__plan__child__raw", "version__plan__assessment__raw")
TO_SERVE = (VersionStage.DRAFTING, VersionStage.LET_THROUGH, VersionStage.OUTSIDE, VersionStage.CLEARED)


@dataclass(frozen=True)
class Hand:
    """One person on one day. Every property is a fixed number of queries, asked when it is first looked at."""

    post: Post
    on: dt.date
    settings: dict[str, Any]  # what the authority has decided

    @cached_property
    def may_assign(self) -> bool:
        """What is stuck in the whole authority is theirs to move."""
        return bool(may(self.post, Permission.ASSIGN_MODERATION))

    @property
    def moderates(self) -> bool:
        return self.post.role == Role.SENIOR

    @property
    def writes(self) -> bool:
        return self.post.role in WRITERS

    @property
    def brings_plans_on(self) -> bool:
        """Plans of theirs, or that they help with, may wait for them."""
        return self.writes or self.post.role in HELPERS

    @cached_property
    def moderations(self) -> list[Any]:
        """Moderations of theirs that may still ask something of them, without the plans' texts. Three queries of a senior.

        Each has `open_reviews` with how much is `answered`, `is_in_correction`, who wrote the `last_by` message and when
        (`last_at`), and on its letter the `open_challenges`.
        """
        if not self.moderates:
            return []
        reviews = Review.objects.filter(submitted_at=None).annotate(
            answered=Count("judgements", filter=~Q(judgements__answer=""))
        )
        challenges = Challenge.objects.filter(decision="").select_related("senior__person")
        last = LetterMessage.objects.filter(letter__moderation=OuterRef("pk")).order_by("-pk")
        spoken_of = LetterMessage.objects.order_by().values("letter__moderation")
        begun = Review.objects.filter(
            moderation=OuterRef("pk"), moderator=self.post, submitted_at=None, corrects__isnull=False
        )
        found = (
            Moderation.objects.filter(moderator=self.post)
            .exclude(stage=Stage.WITHDRAWN)
            .annotate(
                is_in_correction=Exists(begun),
                last_by=Subquery(last.values("by")[:1]),
                last_at=Subquery(last.values("at")[:1]),
            )
            .filter(
                Q(stage__in=OPEN)
                | Q(is_in_correction=True)
                # Of hundreds that are closed few were spoken about: only of those it is asked who spoke last.
                | Q(Q(last_by=F("version__writer")) | Q(last_by=F("version__plan__officer")), pk__in=spoken_of)
            )
        )
        return list(
            found.select_related(
                "version__plan__child", "version__plan__assessment", "version__writer__person", "letter"
            )
            .prefetch_related(
                Prefetch("reviews", reviews, to_attr="open_reviews"),
                Prefetch("letter__challenges", challenges, to_attr="open_challenges"),
            )
            .defer(*LONG)
        )

    @cached_property
    def versions(self) -> list[Any]:
        """Drafts of plans that they write or help with: to finish, serve or make final, and those served this month.

        `is_behind`: an older version of the plan is with its moderator, so that this newer text waits. One query at most.
        """
        if not self.brings_plans_on:
            return []
        behind = PlanVersion._base_manager.filter(
            plan=OuterRef("plan"), number__lt=OuterRef("number"), stage=VersionStage.DRAWN
        )
        open_ones = Q(status=PlanVersion.Status.DRAFT, stage__in=[*TO_SERVE, VersionStage.SERVED], plan__ceased_on=None)
        return list(
            PlanVersion.objects.filter(Q(plan__officer=self.post) | Q(plan__assistant=self.post))
            .filter(open_ones | Q(served_on__gte=self.on.replace(day=1)))
            .annotate(is_behind=Exists(behind))
            .select_related("plan__child", "plan__assessment")
            .defer("text", "plan__raw", "plan__child__raw", "plan__assessment__raw")
        )

    @cached_property
    def open_drafts(self) -> list[Any]:
        """Of the versions, those that are drafts of a plan that goes on."""
        return [one for one in self.versions if one.status == PlanVersion.Status.DRAFT and one.plan.ceased_on is None]

    @cached_property
    def challenges(self) -> list[Challenge]:
        """Open challenges that they made, are asked to decide, or have to find somebody for. One query."""
        theirs = Q(senior=self.post) | Q(by=self.post)
        return list(
            Challenge.objects.filter(theirs | Q(senior=None) if self.may_assign else theirs, decision="")
            .select_related(
                "letter__moderation__version__plan__child",
                "letter__moderation__version__plan__assessment",
                "letter__moderation__moderator__person",
                "senior__person",
                "point",
            )
            .defer(*(f"letter__moderation__{name}" for name in LONG))
        )
