"""The checks that somebody sees: what waits for an answer, what is missing, what is complete. Of each plan the newest one."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet

from goldenthread.compliance import rules
from goldenthread.compliance.models import Check, PointState
from goldenthread.compliance.points import list_of
from goldenthread.people.models import Post
from goldenthread.permissions import Permission, Role, may
from goldenthread.plans.queries.register import WHOLE_REGISTER
from goldenthread.ui.paging import Narrow

PAGE = 50
OPEN, MISSING, COMPLETE = "open", "missing", "complete"
LISTS = {OPEN: "To answer", MISSING: "Something is missing", COMPLETE: "Complete"}
WHERE = {OPEN: Q(open__gt=0), MISSING: Q(missing__gt=0), COMPLETE: Q(open=0, missing=0)}


def visible_to(post: Post | None) -> QuerySet[Check]:
    """The newest check of each living plan whose line somebody may see: an officer their own, the team all of them."""
    if post is None or not may(post, Permission.SEE_DEADLINES):
        return Check.objects.none()
    checks = Check.objects.filter(plan__authority=post.authority, is_newest=True, plan__ceased_on=None)
    return checks if Role(post.role) in WHOLE_REGISTER else checks.filter(plan__officer=post)


def asked_for(post: Post, *, officer: int | None = None, assistant: int | None = None) -> QuerySet[Check]:
    """Those of one officer or assistant, by post."""
    checks = visible_to(post)
    if officer is not None:
        checks = checks.filter(plan__officer=officer)
    return checks if assistant is None else checks.filter(plan__assistant=assistant)


def counts(checks: QuerySet[Check]) -> dict[str, int]:
    """How many stand on each list. One query."""
    # Named apart from the fields that the conditions look at.
    found = checks.order_by().aggregate(**{f"of_{which}": Count("pk", filter=where) for which, where in WHERE.items()})
    return {which: found[f"of_{which}"] for which in WHERE}


@dataclass(frozen=True)
class Line:
    """One check as a line. `child` is a name: it is shown and goes nowhere else. `url` empty: not theirs to open."""

    check: Check
    child: str
    missing: tuple[str, ...]
    turn: str
    may_open: bool


def page_of(post: Post, checks: QuerySet[Check], which: str, *, number: Any, count: int) -> tuple[Page, list[Line]]:
    """A page of one list, those that wait longest first. Three queries."""
    found = (
        checks.filter(WHERE[which])
        .select_related("version", "plan__child", "plan__officer__person", "plan__assistant__person")
        .defer("version__text", "plan__raw", "plan__child__raw")
        .order_by("begun_at", "pk")
    )
    page = Narrow(found, PAGE, count=count).get_page(number)
    states = _states(page.object_list)
    return page, [_line(check, states.get(check.pk, []), post) for check in page.object_list]


def _states(checks: Any) -> dict[int, list[tuple[str, str]]]:
    """check -> (code, state) of what is not done."""
    rows = PointState.objects.filter(check_of__in=[one.pk for one in checks], state__in=[rules.OPEN, rules.MISSING])
    found: dict[int, list[tuple[str, str]]] = {}
    for check, code, state in rows.values_list("check_of", "code", "state"):
        found.setdefault(check, []).append((code, state))
    return found


def _line(check: Check, states: list[tuple[str, str]], post: Post) -> Line:
    asked = list_of(check.edition)
    turn = rules.whose_turn((state for _, state in states), has_assistant=check.plan.assistant_id is not None)
    whose = {rules.OFFICER: check.plan.officer, rules.ASSISTANT: check.plan.assistant}.get(turn)
    return Line(
        check=check,
        child=check.plan.child.name,
        missing=tuple(asked.point(code).question for code, state in states if state == rules.MISSING),
        turn=(whose.name if whose else "Nobody yet") if turn else "",
        may_open=bool(may(post, Permission.CHECK_COMPLIANCE, check)),
    )


def waiting_for(post: Post) -> tuple[int, int]:
    """How many checks this person has to answer, and in how many of their plans something is missing. One query.

    An officer answers where nobody helps; what is missing is the officer's, whoever answered.
    """
    if post.role == Role.ASSISTANT:
        theirs = visible_to(post).filter(plan__assistant=post, open__gt=0)
        return theirs.count(), 0
    mine = visible_to(post).filter(plan__officer=post)
    found = mine.order_by().aggregate(
        to_answer=Count("pk", filter=Q(open__gt=0, plan__assistant=None)),
        to_mend=Count("pk", filter=Q(missing__gt=0)),
    )
    return found["to_answer"], found["to_mend"]
