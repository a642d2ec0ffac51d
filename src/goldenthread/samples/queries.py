"""What the draw and its pages read."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Count, Q, When
from django.utils import timezone

from ehcp.clock import calendar
from goldenthread.people.models import Post
from goldenthread.permissions import Permission, Role, may
from goldenthread.plans.models import Clearance, PlanVersion
from goldenthread.samples.models import Draw, FramePlan, MonthlyCommitment, Replacement
from goldenthread.samples.receipts import receipt_of
from goldenthread.samples.rules import OfficerMonth, stands_for_its_plan

PICKED = Q(result=FramePlan.Result.PICKED)


def picked_for_good() -> Q:
    """Of frame plans: picked and not fallen out since, or the reserve that took a fallen one's place."""
    fell_out = Replacement.objects.values("fell_out")
    taken = Replacement.objects.exclude(taken=None).values("taken")
    return (PICKED | Q(pk__in=taken)) & ~Q(pk__in=fell_out)


def draws_visible_to(post: Post) -> Any:
    """Every draw of the authority, for those who may see that draws were made."""
    return Draw.objects.all() if may(post, Permission.SEE_PUBLIC_DRAWS) else Draw.objects.none()


def all_receipts() -> list[dict[str, Any]]:
    """Every receipt of the authority in scope, oldest first."""
    draws = Draw.objects.select_related("month").prefetch_related("frame_plans").order_by("committed_at", "pk")
    return [receipt_of(draw) for draw in draws if draw.drawn_at]


def months_before(period: str, count: int) -> list[str]:
    """The `count` months before a month, newest first: 2026-01 -> 2025-12, 2025-11, ..."""
    year, month = map(int, period.split("-"))
    found = []
    for _ in range(count):
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
        found.append(f"{year}-{month:02}")
    return found


def drafts_ready_by_month(officer: Post, *, before: str, months: int) -> list[int]:
    """How many plans of an officer entered the draw in each of the months before `before`, newest first."""
    wanted = months_before(before, months)
    arrivals = FramePlan.objects.filter(officer=officer, draw__purpose=Draw.Purpose.LEVEL_3, draw__period__in=wanted)
    plans = arrivals.order_by().values_list("draw__period", "version__plan").distinct()
    counted = Counter(period for period, _ in plans)
    return [counted[period] for period in wanted]


def is_covered(officer: Post, period: str) -> bool:
    """Has a draft of this officer been picked in the month, in whatever draw of Level 3? One that fell out covers nobody."""
    return FramePlan.objects.filter(picked_for_good(), officer=officer, draw__period=period).exists()


def officers_month(period: str) -> list[OfficerMonth]:
    """Each casework officer who holds a post, or had a draft, in the month: plans ready, and picked for good."""
    counted: dict[int | None, dict[str, Any]] = {
        row["officer"]: dict(row)
        for row in FramePlan.objects.filter(draw__period=period)
        .values("officer")
        .annotate(
            ready=Count("version__plan", distinct=True, filter=Q(draw__purpose=Draw.Purpose.LEVEL_3)),
            picked=Count("version__plan", distinct=True, filter=picked_for_good()),
        )
    }
    posts = Post.objects.filter(Q(role=Role.OFFICER, closed_at=None) | Q(pk__in=list(counted)))
    return [
        OfficerMonth(
            officer=post.pk,
            ready=counted.get(post.pk, {}).get("ready", 0),
            picked=counted.get(post.pk, {}).get("picked", 0),
        )
        for post in posts
    ]


@dataclass(frozen=True)
class TicketOfThePlan:
    """What the draws of a month said to a plan: its arrival, and the frame plan by which it was picked, if it was."""

    arrival: FramePlan
    pick: FramePlan | None

    @property
    def words(self) -> str:
        """For the page of a plan, before and after a later version is ready, and kept with what lets it out."""
        decided = self.pick or self.arrival
        month = f"{calendar.first_day(decided.draw.period):%B %Y}"
        begun = f"Draw {decided.draw.reference} {'picked' if self.pick else 'let'} this plan"
        done = begun if self.pick else f"{begun} through"
        follows = "is moderated too" if self.pick else "keeps that"
        return (
            f"{done} in {month}, when version {decided.version.number} stood. "
            f"A plan is drawn once a month, so this version {follows}."
        )


def ticket_in(period: str, plan: int) -> TicketOfThePlan | None:
    """The ticket that a plan (by id) has in a month already; None for one that has not met its draw.

    A pick that fell out is a pick: what nobody could moderate does not slip past under a newer version.
    """
    taken = Replacement.objects.exclude(taken=None).values("taken")
    met = list(
        FramePlan.objects.filter(version__plan=plan, draw__period=period)
        .filter(Q(draw__purpose=Draw.Purpose.LEVEL_3) | PICKED | Q(pk__in=taken))
        .annotate(was_picked=Case(When(PICKED | Q(pk__in=taken), then=True), default=False))
        .select_related("draw", "version")
        .defer("draw__frozen", "draw__receipt", "version__text")
        .order_by("pk")
    )
    arrivals = [one for one in met if one.draw.purpose == Draw.Purpose.LEVEL_3]
    if not arrivals:
        return None
    return TicketOfThePlan(arrivals[0], next((one for one in met if one.was_picked), None))


def versions_now(plans: Iterable[int]) -> dict[int, PlanVersion]:
    """plan -> the version that stands for it in a draw today (rule L3.31). One query."""
    found: dict[int, list[PlanVersion]] = defaultdict(list)
    versions = PlanVersion.objects.filter(plan__in=list(plans)).select_related("plan", "writer").defer("text")
    for version in versions.order_by("plan", "number"):
        found[version.plan_id].append(version)
    return {plan: _standing(versions) for plan, versions in found.items()}


def _standing(versions: list[PlanVersion]) -> PlanVersion:
    number = stands_for_its_plan([(one.number, one.status, one.stage) for one in versions])
    return next(one for one in versions if one.number == number)


def version_now(frame_plan: FramePlan) -> PlanVersion:
    """The version to which a pick carries over: the one that stands for its plan today. The frame stays as it was."""
    plan = frame_plan.version.plan_id
    return versions_now([plan])[plan]


def plans_of_the_month(period: str, officers: list[int] | None = None) -> list[tuple[PlanVersion, Post]]:
    """The plans that met the draw in a month, each once: the version that stands for it, and whose draft it then was."""
    arrivals = FramePlan.objects.filter(draw__period=period, draw__purpose=Draw.Purpose.LEVEL_3).select_related(
        "officer", "version"
    )
    if officers is not None:
        arrivals = arrivals.filter(officer__in=officers)
    whose = {
        one.version.plan_id: one.officer
        for one in arrivals.defer("version__text").order_by("pk")
        if one.officer is not None
    }
    standing = versions_now(whose)
    return [(standing[plan], whose[plan]) for plan in sorted(standing)]


def catch_up_frame(
    period: str, officers: list[int]
) -> tuple[list[tuple[PlanVersion, Post]], list[tuple[PlanVersion, str]]]:
    """The plans of these officers that were ready in the month, and those kept out with their reasons.

    A newer version takes no plan out: it stands in its frame. One whose pick fell out is not drawn again, in whatever
    version: nobody may moderate it.
    """
    fallen = Replacement.objects.filter(draw__period=period).values_list("fell_out__version__plan", flat=True)
    fell_out = set(fallen)
    frame: list[tuple[PlanVersion, Post]] = []
    excluded: list[tuple[PlanVersion, str]] = []
    for version, officer in plans_of_the_month(period, officers):
        if version.plan.ceased_on:
            excluded.append((version, "withdrawn"))
        elif version.plan.is_on_legal_hold:
            excluded.append((version, "legal-hold"))
        elif version.plan_id in fell_out:
            excluded.append((version, "conflict"))
        else:
            frame.append((version, officer))
    return frame, excluded


def catch_up_planned_on(period: str) -> dt.date:
    """The day on which a month's catch-up runs by itself, where the authority has not switched it off: its last working day."""
    first = calendar.first_day(period)
    return calendar.last_working_day(first.year, first.month)


@dataclass(frozen=True)
class Outside:
    """A month's drafts that no draw saw, because their kind of plan does not enter it."""

    period: str
    drafts: int


def outside_the_draw(*, months: int = 12) -> list[Outside]:
    """The newest months in which drafts were outside the draw, with how many, newest first. One query."""
    given = Clearance.objects.filter(source=Clearance.OUTSIDE_THE_DRAW).values_list("at", flat=True).order_by()
    counted = Counter(f"{timezone.localdate(at):%Y-%m}" for at in given)
    return [Outside(period, counted[period]) for period in sorted(counted, reverse=True)[:months]]


def page_of_draws(post: Post, *, number: Any) -> Any:
    """A page of 25 draws, newest first, each with how many plans it held and picked."""
    draws = (
        draws_visible_to(post)
        .select_related("made_by__person")
        .annotate(
            in_frame=Count("frame_plans"),
            picked=Count("frame_plans", filter=Q(frame_plans__result=FramePlan.Result.PICKED)),
        )
    )
    # The newest by reference: the draws of one month share the moment of their commitment.
    return Paginator(draws.defer("frozen", "receipt").order_by("-pk"), 25).get_page(number)


def commitments() -> list[MonthlyCommitment]:
    """The months' commitments of the authority in scope, newest first."""
    return list(MonthlyCommitment.objects.order_by("-period").defer("nonce"))


@dataclass(frozen=True)
class Sealed:
    """A month's commitment as the page of draws tells of it: when it was sealed, and to whom it went, by role."""

    month: MonthlyCommitment
    sent_to: str
    is_before_its_month: bool


def sealed_months() -> list[Sealed]:
    """The months' commitments, newest first, each with its witnesses. Two queries."""
    months = commitments()
    told = {pk for month in months for pk in month.told}
    roles = dict(Post.objects.filter(pk__in=told).values_list("pk", "role"))
    return [
        Sealed(
            month=month,
            sent_to=_by_role([roles[pk] for pk in month.told if pk in roles]),
            is_before_its_month=f"{timezone.localdate(month.committed_at):%Y-%m}" < month.period,
        )
        for month in months
    ]


def _by_role(roles: list[str]) -> str:
    """the DCO and the DSCO; two DCOs; empty for nobody."""
    said = []
    for role in (Role.DCO, Role.DSCO):
        if count := roles.count(role):
            said.append(f"the {role.upper()}" if count == 1 else f"{count} {role.upper()}s")
    return " and ".join(said)


def may_see_picks(post: Post, draw: Draw) -> bool:
    """Those who run or do the moderation see every pick; a writer sees the receipt of a draft of their own."""
    if may(post, Permission.SEE_RECEIPT, DrawOf(draw)):
        return True
    return bool(
        draw.kind == Draw.Kind.CHANCE
        and may(post, Permission.SEE_RECEIPT)
        and draw.frame_plans.filter(officer=post).exists()
    )


@dataclass(frozen=True)
class DrawOf:
    """A draw as `may` asks about it: many officers' plans are in it, so it is written by nobody."""

    draw: Draw

    @property
    def authority_id(self) -> int:
        return self.draw.authority_id

    def is_written_by(self, post: Post) -> bool:
        return False


def picks_of(draw: Draw) -> list[FramePlan]:
    """The picks of a draw with the plans they stand for, in the order of their strata."""
    return list(
        draw.frame_plans.filter(PICKED)
        .select_related("version__plan", "officer__person")
        .defer("version__text")
        .order_by("stratum", "place")
    )


def replaced_in(draw: Draw) -> list[Replacement]:
    return list(draw.replacements.select_related("fell_out", "taken", "recorded_by__person").order_by("pk"))
