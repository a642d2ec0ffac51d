"""What is late, due and at risk, for whoever may see it: counted in one query, listed in pages."""

import datetime as dt
from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from goldenthread.clocks.models import Clock, Risk
from goldenthread.clocks.words import GUIDANCE, codes_of, label
from goldenthread.people.models import Post
from goldenthread.permissions import Permission, Role, may
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.queries.register import WHOLE_REGISTER
from goldenthread.plans.stages import WHOSE_TURN, Stage
from goldenthread.ui.paging import Narrow

PAGE = 50
OVERDUE, WEEK, NEXT, RISK, ALL = "overdue", "week", "next", "risk", "all"
LISTS = {
    OVERDUE: "Overdue",
    WEEK: "Due this week",
    NEXT: "Due next week",
    RISK: "At risk",
    ALL: "Everything open",
}
NOBODY = -1


@dataclass(frozen=True)
class Wanted:
    """Which list, of which group of work or single limit, of whom: a post's pk (officer, assistant, or senior's team)."""

    list: str = OVERDUE
    group: str = ""
    code: str = ""
    officer: int | None = None
    assistant: int | None = None
    team: int | None = None
    due_from: dt.date | None = None
    due_to: dt.date | None = None


def visible_to(post: Post | None) -> QuerySet[Clock]:
    """The clocks that somebody may see: an officer those of their own plans, the team all of them."""
    if post is None or not may(post, Permission.SEE_DEADLINES):
        return Clock.objects.none()
    clocks = Clock.objects.filter(authority=post.authority)
    return clocks if Role(post.role) in WHOLE_REGISTER else clocks.filter(plan__officer=post)


def open_ones(clocks: QuerySet[Clock]) -> QuerySet[Clock]:
    """Those that somebody still has to meet. The family's days are theirs, so they are never late for anybody."""
    return clocks.filter(met_on=None, not_before=None).exclude(code__in=GUIDANCE)


def asked_for(post: Post, wanted: Wanted) -> QuerySet[Clock]:
    """The open clocks of whom and of what was asked, of every list."""
    clocks = open_ones(visible_to(post))
    if wanted.code:
        clocks = clocks.filter(code=wanted.code)
    elif wanted.group:
        clocks = clocks.filter(code__in=codes_of(wanted.group))
    if wanted.officer is not None:
        clocks = clocks.filter(plan__officer=None if wanted.officer == NOBODY else wanted.officer)
    if wanted.assistant is not None:
        clocks = clocks.filter(plan__assistant=None if wanted.assistant == NOBODY else wanted.assistant)
    if wanted.team is not None:
        clocks = clocks.filter(plan__officer__senior=wanted.team)
    if wanted.due_from is not None:
        clocks = clocks.filter(due_on__gte=wanted.due_from)
    if wanted.due_to is not None:
        clocks = clocks.filter(due_on__lte=wanted.due_to)
    return clocks


def condition(which: str, *, on: dt.date) -> Q:
    """What puts an open clock on a list. Weeks run from Monday to Sunday; this week's is what is left of it."""
    sunday = on + dt.timedelta(days=6 - on.weekday())
    if which == OVERDUE:
        return Q(due_on__lt=on)
    if which == WEEK:
        return Q(due_on__gte=on, due_on__lte=sunday)
    if which == NEXT:
        return Q(due_on__gt=sunday, due_on__lte=sunday + dt.timedelta(days=7))
    return ~Q(risk="") & Q(due_on__gte=on) if which == RISK else Q()


def counts(post: Post, wanted: Wanted, *, on: dt.date) -> dict[str, int]:
    """How many stand on each list. One query."""
    named = {which: Count("pk", filter=condition(which, on=on) or None) for which in LISTS}
    return asked_for(post, wanted).aggregate(**named)


def pressing(post: Post, wanted: Wanted, *, on: dt.date) -> dict[str, int] | None:
    """How many are overdue, due this week and at risk; None where nothing at all is open. One query, or two.

    Most open limits are far off, and are not looked at for this.
    """
    found = asked_for(post, wanted)
    near = condition(OVERDUE, on=on) | condition(WEEK, on=on) | condition(RISK, on=on)
    named = {which: Count("pk", filter=condition(which, on=on)) for which in (OVERDUE, WEEK, RISK)}
    counted = found.filter(near).aggregate(**named)
    return counted if any(counted.values()) or found.exists() else None


@dataclass(frozen=True)
class Line:
    """One limit of one child, as a line of a list. `child` is a name: it is shown and goes nowhere else."""

    child: str
    child_reference: str
    plan_reference: str
    what: str
    due_on: dt.date
    days: int  # until it is due; below zero: late
    why: str
    is_excused: bool
    officer: str
    assistant: str
    turn: str

    @property
    def late(self) -> int:
        return max(0, -self.days)


def page_of(post: Post, wanted: Wanted, *, on: dt.date, number: str | None, count: int) -> tuple[Page, list[Line]]:
    """A page of one list, the most pressing first. `count` is how many stand on it (`counts`)."""
    newest = PlanVersion.objects.filter(plan=OuterRef("plan")).order_by("-number").values("stage")[:1]
    found = (
        asked_for(post, wanted)
        .filter(condition(wanted.list, on=on))
        .select_related("child", "plan__officer__person", "plan__assistant__person")
        .defer("child__raw", "plan__raw")
        .annotate(stage=Subquery(newest))
        .order_by("due_on", "pk")
    )
    page = Narrow(found, PAGE, count=count).get_page(number)
    return page, [line_of(clock, on=on) for clock in page.object_list]


def line_of(clock: Clock, *, on: dt.date) -> Line:
    """A clock as a line of a list. `clock.stage` is that of the plan's newest version, or None."""
    plan = clock.plan
    return Line(
        child=clock.child.name,
        child_reference=clock.child.reference,
        plan_reference=plan.reference if plan else "",
        what=label(clock.code),
        due_on=clock.due_on,
        days=(clock.due_on - on).days,
        why=Risk(clock.risk).label if clock.risk else "",
        is_excused=bool(clock.limb),
        officer=plan.officer.name if plan and plan.officer else "",
        assistant=plan.assistant.name if plan and plan.assistant else "",
        turn=_turn(clock),
    )


def _turn(clock: Clock) -> str:
    """Where a draft is, for the limits that wait for one."""
    stage = getattr(clock, "stage", None)
    if clock.code != "final-plan" or not stage or stage == Stage.FINAL:
        return ""
    return WHOSE_TURN[Stage(stage)]


def people(post: Post) -> dict[str, list[tuple[int, str]]]:
    """Whose clocks there are: officers, assistants, and seniors with a team, as (post, name). Nothing for an officer."""
    found: dict[str, list[tuple[int, str]]] = {"officer": [], "assistant": [], "team": []}
    if Role(post.role) not in WHOLE_REGISTER:
        return found
    posts = Post.objects.filter(authority=post.authority, closed_at=None).select_related("person")
    leading = {one.senior_id for one in posts if one.senior_id}
    for one in posts:
        if one.role in (Role.OFFICER, Role.SENIOR):
            found["officer"].append((one.pk, one.name))
        if one.role == Role.ASSISTANT:
            found["assistant"].append((one.pk, one.name))
        if one.pk in leading:
            found["team"].append((one.pk, f"{one.name}’s team"))
    return found
