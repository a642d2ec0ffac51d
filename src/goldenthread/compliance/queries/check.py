"""One check as its page shows it: each point with how it stands, who says so, and what the checks noticed."""

import itertools
from dataclasses import dataclass, field

from django.shortcuts import get_object_or_404

from goldenthread import permissions, world
from goldenthread.clocks.models import Clock
from goldenthread.compliance import rules
from goldenthread.compliance.models import Check, PointState
from goldenthread.compliance.points import Point, list_of
from goldenthread.compliance.queries.known import noticed_by
from goldenthread.people.models import Post
from goldenthread.permissions import Permission, may
from goldenthread.plans.models import Plan
from goldenthread.screenings.models import Finding
from goldenthread.screenings.queries.findings import Status, findings_for, latest_run, status_of

State = PointState.State


def check_for(reference: str, number: int, post: Post, permission: Permission = Permission.CHECK_COMPLIANCE) -> Check:
    """The newest check of a version, for whoever may answer it. Not theirs is the same as not there."""
    checks = (
        Check.objects.filter(plan__authority=post.authority, plan__reference=reference, version__number=number)
        .select_related(
            "version__writer", "plan__child", "plan__assessment", "plan__officer__person", "plan__assistant__person"
        )
        .defer("plan__raw", "plan__child__raw", "plan__assessment__raw")
        .order_by("-pk")
    )
    check: Check = get_object_or_404(checks[:1])
    permissions.require(post, permission, check)
    return check


@dataclass(frozen=True)
class Row:
    """A point on the page. `quotes`: the plan's own words that the checks point at, for whoever may read the plan."""

    point: Point
    state: PointState
    quotes: list[Finding] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # findings that quote nothing

    @property
    def is_by_screening(self) -> bool:
        return self.state.by_id is None and self.state.state != State.OPEN

    @property
    def choices(self) -> list[tuple[str, str]]:
        offered = [State.MET, State.MISSING, *([State.ENOUGH] if self.point.enough else []), State.NONE]
        return [(one.value, str(one.label)) for one in offered]


@dataclass(frozen=True)
class CheckPage:
    check: Check
    groups: list[tuple[str, list[Row]]]
    screening: Status
    clock: Clock | None
    may_read: bool
    turn: str
    is_newest: bool

    @property
    def is_late(self) -> bool:
        """The final plan came, or is still to come, after its last lawful day."""
        if self.clock is None:
            return False
        return (self.clock.met_on or world.today()) > self.clock.due_on

    @property
    def done(self) -> int:
        return self.of - self.check.open - self.check.missing

    @property
    def of(self) -> int:
        return sum(len(rows) for _, rows in self.groups)


def page_for(check: Check, post: Post) -> CheckPage:
    """Everything that the page shows. Six queries, however many points and findings."""
    asked = list_of(check.edition)
    may_read = bool(may(post, Permission.READ_PLAN, check.version))
    standing = {one.code: one for one in check.points.select_related("by__person")}
    findings = list(findings_for(check.version))
    rows = [
        _row(point, standing[point.code], findings, may_read)
        for point in asked.asked_at(check.stage)
        if point.code in standing
    ]
    states = [row.state.state for row in rows]
    turn = rules.whose_turn(states, has_assistant=check.plan.assistant_id is not None)
    whose = {rules.OFFICER: check.plan.officer, rules.ASSISTANT: check.plan.assistant}.get(turn)
    return CheckPage(
        check=check,
        groups=[(group, list(of)) for group, of in itertools.groupby(rows, key=lambda row: row.point.group)],
        screening=status_of(latest_run(check.version)),
        clock=Clock.objects.filter(plan=check.plan, code="final-plan").order_by("-began_on").first(),
        may_read=may_read,
        turn=(whose.name if whose else "Nobody yet") if turn else "",
        is_newest=check.is_newest,
    )


def _row(point: Point, state: PointState, findings: list[Finding], may_read: bool) -> Row:
    speaking = set(rules.speaking_to(point, map(noticed_by, findings)))
    about = [one for one in findings if noticed_by(one) in speaking]
    quoted = [one for one in about if one.quote]
    return Row(
        point,
        state,
        quotes=quoted[:5] if may_read else [],
        said=[one.message for one in about if not one.quote] if may_read else [],
    )


def newest_check_of(plan: Plan) -> Check | None:
    """The check that counts for a plan: for its page. One query."""
    check = Check.objects.filter(plan=plan, is_newest=True).select_related("version").defer("version__text").first()
    if check is not None:
        check.plan = check.version.plan = plan
    return check
