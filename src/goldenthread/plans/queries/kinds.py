"""The kinds of plans as the draw counts them, and those that wait for the quality lead."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from goldenthread.history.models import Event
from goldenthread.people import choices
from goldenthread.people.models import Post
from goldenthread.permissions import Permission, may
from goldenthread.plans import rules_kind
from goldenthread.plans.models import Plan, PlanKind, PlanVersion
from goldenthread.plans.stages import Stage

A_PAGE = 50
# Verbs of the history under which somebody typed a kind.
BY_HAND = ("kind changed", "added by hand")


def finals_of_the_child() -> QuerySet[PlanVersion]:
    """For a query on plans: what was made final here of the same child, in whichever of its plans."""
    return PlanVersion._base_manager.filter(plan__child=OuterRef("child"), stage=Stage.FINAL)


@dataclass(frozen=True)
class Counted:
    """A plan's kind as the draw counts it today, and why."""

    plan: Plan
    counts_as: PlanKind
    has_earlier_final: bool
    waits: bool

    @property
    def counts_otherwise(self) -> bool:
        """The register says another kind than the one that counts."""
        return self.counts_as != self.plan.kind

    @property
    def words(self) -> str:
        """The kind, and what it counts as, for the plan's page."""
        said = self.plan.get_kind_display()
        if self.plan.kind_before:
            said += f", changed from {lowered(self.plan.kind_before)}"
        if self.plan.kind_confirmed_by is not None and self.plan.kind_confirmed_at is not None:
            day = timezone.localdate(self.plan.kind_confirmed_at)
            return f"{said}, confirmed by {self.plan.kind_confirmed_by.name} on {day.day} {day:%B %Y}"
        if not self.waits:
            return said
        if not self.counts_otherwise:
            return f"{said}. To be confirmed by the quality lead"
        return f"{said}. Counts as {a(self.counts_as)} until the quality lead confirms it"

    @property
    def why_outside(self) -> str:
        """Why a draft of this plan is outside the draw: kept with what lets it out."""
        said = f"{PlanKind(self.counts_as).label}. Only new plans enter the draw here, by the authority’s setting."
        confirmed_at = self.plan.kind_confirmed_at
        if confirmed_at is None:
            return f"{said} An earlier final plan of this child is known here."
        day = timezone.localdate(confirmed_at)
        return f"{said} The quality lead confirmed the kind on {day.day} {day:%B %Y}."


def counted(plan_id: int) -> Counted:
    """How the kind of one plan counts, read afresh: a kind that was changed a moment ago counts as it is now."""
    plan = Plan.objects.select_related("kind_confirmed_by__person").annotate(has_final=Exists(finals_of_the_child()))
    return _counted(plan.get(pk=plan_id))


def _counted(plan: Plan) -> Counted:
    facts = {
        "kind": plan.kind,
        "kind_before": plan.kind_before,
        "is_confirmed": plan.kind_confirmed_at is not None,
        "has_earlier_final": plan.has_final,  # type: ignore[attr-defined]  # annotated
    }
    return Counted(
        plan=plan,
        counts_as=PlanKind(rules_kind.kind_that_counts(**facts)),
        has_earlier_final=facts["has_earlier_final"],
        waits=rules_kind.waits_for_the_lead(**facts),
    )


def to_confirm(post: Post) -> QuerySet[Plan]:
    """The living plans whose kind waits for the lead; none for anybody else.

    Where the authority draws every kind, a kind keeps nothing out: only what was changed by hand is asked about.
    """
    waiting = _waiting(post)
    if choices.value(post.authority, "level3.kinds") == "all":
        waiting = waiting.exclude(kind_before="")
    return waiting


def number_to_confirm(post: Post) -> int:
    """How many those are. One query where nothing waits, as on most days."""
    counted = _waiting(post).aggregate(all=Count("pk"), by_hand=Count("pk", filter=~Q(kind_before="")))
    if counted["all"] == counted["by_hand"]:
        return counted["all"]
    return counted["by_hand" if choices.value(post.authority, "level3.kinds") == "all" else "all"]


def _waiting(post: Post) -> QuerySet[Plan]:
    if not may(post, Permission.CONFIRM_KIND):
        return Plan.objects.none()
    nothing_bears_it_out = Q(~Q(kind=PlanKind.NEW), ~Exists(finals_of_the_child()))
    waits = ~Q(kind_before="") | nothing_bears_it_out
    return Plan.objects.filter(waits, authority=post.authority_id, kind_confirmed_at=None, ceased_on=None)


@dataclass(frozen=True)
class Line:
    """One plan on the lead's list: why it waits, and where its kind came from."""

    plan: Plan
    why: str
    came: str

    @property
    def value(self) -> str:
        """What the page sends back: the plan, and the kinds that the lead saw."""
        return f"{self.plan.reference}:{self.plan.kind}:{self.plan.kind_before}"


def page_to_confirm(post: Post, number: str | None) -> tuple[Page, list[Line]]:
    """A page of the lead's list, changed by hand first, with who typed each kind. Three queries."""
    plans = (
        to_confirm(post)
        .annotate(has_final=Exists(finals_of_the_child()))
        .select_related("child", "officer__person")
        .defer("raw", "child__raw")
        .order_by("-kind_before", "-pk")
    )
    page = Paginator(plans, A_PAGE).get_page(number)
    typed = _typed_by([plan.pk for plan in page.object_list])
    return page, [_line(plan, typed.get(plan.pk, "Came with an import")) for plan in page.object_list]


def _typed_by(plans: Iterable[int]) -> dict[int, str]:
    """plan -> who typed its kind last and when, from the history."""
    events = list(
        Event.objects.filter(kind=Plan._meta.verbose_name, thing_id__in=plans, verb__in=BY_HAND).order_by("at")
    )
    people = Post.objects.filter(pk__in={one.post_id for one in events}).values_list("pk", "person__name")
    names = dict(people)
    found: dict[int, str] = {}
    for one in events:
        day: dt.date = timezone.localdate(one.at)
        did = "Changed" if one.verb == "kind changed" else "Added"
        found[one.thing_id or 0] = f"{did} by {names.get(one.post_id or 0, 'somebody')} on {day.day} {day:%B %Y}"
    return found


def _line(plan: Plan, came: str) -> Line:
    why = f"It was {a(plan.kind_before)}." if plan.kind_before else "No final plan of this child is known here."
    return Line(plan=plan, why=why, came=came)


def a(kind: str) -> str:
    """a new plan; amended after review."""
    return f"a {lowered(kind)}" if kind == PlanKind.NEW else lowered(kind)


def lowered(kind: str) -> str:
    label = PlanKind(kind).label
    return label[:1].lower() + label[1:]


def without_a_final_plan(case_ids: Iterable[str]) -> set[str]:
    """Of these children, by their number in the case system, those of whom no final plan is known here."""
    wanted = set(case_ids)
    finals = PlanVersion.objects.filter(stage=Stage.FINAL).values_list("plan__child__case_system_id", flat=True)
    return wanted - set(finals.distinct())
