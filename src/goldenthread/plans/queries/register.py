"""The register: which plans somebody may see, searched, filtered and in pages."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Exists, OuterRef, Q, QuerySet

from ehcp.clock.timescales import Clock
from ehcp.vocabulary import YearGroup, year_group
from goldenthread import world
from goldenthread.people.models import Post
from goldenthread.permissions import Permission, Role, may
from goldenthread.plans.models import Child, Plan, PlanVersion
from goldenthread.plans.queries.gate import clock_of
from goldenthread.plans.stages import WHOSE_TURN, Stage
from goldenthread.ui.paging import Narrow

PAGE = 25
NO_VERSION = "no-version"
# Those who see the whole register of the authority, as names and stages. What is in a plan is another question.
WHOLE_REGISTER = {Role.LEAD, Role.SENIOR, Role.ASSISTANT}


def visible_to(post: Post | None) -> QuerySet[Plan]:
    """The plans whose line in the register somebody may see: an officer those of their own, the team all of them."""
    plans = Plan.objects.select_related("child", "assessment", "officer__person", "assistant__person")
    if post is None or not may(post, Permission.SEE_REGISTER):
        return plans.none()
    plans = plans.filter(authority=post.authority)
    return plans if Role(post.role) in WHOLE_REGISTER else plans.filter(officer=post)


plans_visible_to = visible_to


def versions_visible_to(post: Post | None) -> QuerySet[PlanVersion]:
    """Versions of those plans; for an officer also the ones they wrote before the plan was handed over."""
    versions = PlanVersion.objects.select_related(
        "plan__child", "plan__assessment", "plan__officer__person", "plan__authority", "writer__person"
    )
    if post is None or not may(post, Permission.SEE_REGISTER):
        return versions.none()
    versions = versions.filter(plan__authority=post.authority)
    return versions if Role(post.role) in WHOLE_REGISTER else versions.filter(Q(plan__officer=post) | Q(writer=post))


@dataclass(frozen=True)
class Line:
    """One plan in the register. `child` is a name: it is shown and goes nowhere else."""

    reference: str
    url: str
    child: str
    year: str
    officer: str
    stage: str
    stage_label: str
    whose_turn: str
    clock: Clock | None


def register(post: Post, *, words: str = "", stage: str = "", officer: int | None = None) -> QuerySet[Plan]:
    """The plans that fit: every word in a name, a reference, a case number or the officer's name.

    `stage` is that of the newest version, or "no-version"; `officer` is a post.
    """
    plans = visible_to(post)
    for word in words.split()[:8]:
        plans = plans.filter(_said_in(word))
    if stage == NO_VERSION:
        plans = plans.filter(~Exists(PlanVersion.objects.filter(plan=OuterRef("pk"))))
    elif stage:
        newer = PlanVersion.objects.filter(plan=OuterRef("plan"), number__gt=OuterRef("number"))
        plans = plans.filter(pk__in=PlanVersion.objects.filter(~Exists(newer), stage=stage).values("plan"))
    if officer:
        plans = plans.filter(officer=officer)
    # The rows as they came from the case system are long, and nobody reads them in a list.
    plans = plans.defer("raw", "child__raw", "assessment__raw")
    return plans.order_by("child__last_name", "child__first_name", "pk")


def _said_in(word: str) -> Q:
    return (
        Q(child__first_name__icontains=word)
        | Q(child__last_name__icontains=word)
        | Q(reference__istartswith=word)
        | Q(case_system_id__icontains=word)
        | Q(child__case_system_id__icontains=word)
        | Q(officer__person__name__icontains=word)
    )


def page_of(plans: QuerySet[Plan], number: Any) -> tuple[Page, list[Line]]:
    """A page of the register and its lines. Versions are asked for of this page's plans alone."""
    page = Narrow(plans, PAGE).get_page(number)
    today = world.today()
    versions: dict[int, list[PlanVersion]] = {}
    shown = [plan.pk for plan in page.object_list]
    for version in PlanVersion.objects.filter(plan__in=shown).order_by("plan", "number").defer("text"):
        versions.setdefault(version.plan_id, []).append(version)
    return page, [line_of(plan, versions.get(plan.pk, []), on=today) for plan in page.object_list]


def line_of(plan: Plan, versions: list[PlanVersion], *, on: dt.date) -> Line:
    """A plan and its versions, oldest first, as one line."""
    stage = Stage(versions[-1].stage) if versions else None
    final_on = next((one.finalised_on for one in reversed(versions) if one.finalised_on), None)
    return Line(
        reference=plan.reference,
        url=plan.get_absolute_url(),
        child=plan.child.name,
        year=str(year_of(plan.child, on=on) or ""),
        officer=plan.officer.person.name if plan.officer else "",
        stage=stage.value if stage else "",
        stage_label=stage.label if stage else "No version yet",
        whose_turn=WHOSE_TURN[stage] if stage else "The writer: bring in a draft",
        clock=None if plan.ceased_on else clock_of(plan, on=on, final_on=final_on),
    )


def year_of(child: Child, *, on: dt.date) -> YearGroup | None:
    """The child's year group on a day: what the school says where the register has it, else by age."""
    if child.year_group is not None:
        return YearGroup(child.year_group)
    return year_group(child.date_of_birth, on=on) if child.date_of_birth else None


def officers_of(post: Post) -> list[tuple[int, str]]:
    """The officers whose plans are in the register, for the filter: (post, name). None for an officer."""
    if Role(post.role) not in WHOLE_REGISTER:
        return []
    theirs = Plan.objects.filter(officer=OuterRef("pk"))
    posts = Post.objects.filter(Exists(theirs), authority=post.authority)
    return list(posts.order_by("person__name", "pk").values_list("pk", "person__name"))


def writers(post: Post) -> QuerySet[Post]:
    """Those who may be named as a plan's officer."""
    return _open(post, (Role.OFFICER, Role.SENIOR))


def assistants(post: Post) -> QuerySet[Post]:
    return _open(post, (Role.ASSISTANT,))


def _open(post: Post, roles: tuple[Role, ...]) -> QuerySet[Post]:
    today = world.today()
    return (
        Post.objects.filter(authority=post.authority, role__in=roles, closed_at=None)
        .filter(Q(ends_on=None) | Q(ends_on__gte=today))
        .select_related("person")
        .order_by("person__name", "pk")
    )


def everybody(post: Post) -> QuerySet[Post]:
    """Every post of the authority, those that ended too: their plans may have to be handed over."""
    return Post.objects.filter(authority=post.authority).select_related("person")


def caseload(post: Post, officer: Post) -> QuerySet[Plan]:
    """The living plans of an officer, by name, for whoever may see them."""
    return (
        visible_to(post).filter(officer=officer, ceased_on=None).order_by("child__last_name", "child__first_name", "pk")
    )
