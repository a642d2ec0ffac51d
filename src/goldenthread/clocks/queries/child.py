"""Everything that is due for one child, drawn and listed, for whoever may see it. Not theirs is the same as not there."""

import datetime as dt
from dataclasses import dataclass, replace

from django.shortcuts import get_object_or_404

from ehcp.clock.exceptions import LIMBS, limbs_for
from ehcp.clock.limits import LIMITS, Limit, edition_for
from goldenthread import permissions
from goldenthread.clocks.models import Clock, Excusal, Risk, StartedClock, Thing
from goldenthread.clocks.words import label
from goldenthread.people.models import Post
from goldenthread.permissions import Permission, may
from goldenthread.plans.models import Assessment, Child, Objection, PhaseTransfer, Plan, Review

LIMB_WORDS = {limb.code: limb.words for limb in LIMBS}


def child_for(reference: str, post: Post, permission: Permission = Permission.SEE_DEADLINES) -> Child:
    """The child, for whoever may do this. Raises Http404, or PermissionDenied, which `needs` turns into the same page."""
    child: Child = get_object_or_404(Child.objects.filter(authority=post.authority).defer("raw"), reference=reference)
    permissions.require(post, permission, child)
    return child


@dataclass(frozen=True)
class Bar:
    """Where a limit lies in its drawing, in percent of the width: its time, the day it was met, the safer day."""

    left: str
    width: str
    met: str
    is_late: bool


@dataclass(frozen=True)
class Row:
    """One limit as a line of a child's deadlines."""

    clock: Clock
    limit: Limit
    label: str
    standing: str  # said in words: "Met", "12 days late", ...
    tone: str  # of its tag: lichen, madder, weld, plain
    why: str
    limb: str  # the ground that excuses it, in words
    may_be_excused: bool
    bar: Bar | None = None  # where it lies among the others of its part


@dataclass(frozen=True)
class Part:
    """What the limits of one request, review or move are, with the days of its drawing."""

    title: str
    about: str
    rows: list[Row]
    edit: tuple[str, int] | None  # (what, pk) of the form that changes its days
    starts_on: dt.date
    ends_on: dt.date
    today_at: str

    @property
    def table_label(self) -> str:
        return f"Table: {self.title}"


@dataclass(frozen=True)
class Deadlines:
    """The page of one child."""

    child: Child
    plans: list[Plan]
    parts: list[Part]
    next: Row | None
    objections: list[Objection]
    decisions: list[tuple[Excusal, str, str]]  # with the limit's name and the ground in words
    started: list[StartedClock]
    may_record: bool
    may_object: bool

    @property
    def plan(self) -> Plan | None:
        """The plan that lives, or the newest that ended."""
        living = [plan for plan in self.plans if plan.ceased_on is None]
        return next(reversed(living or self.plans), None)


def deadlines_of(child: Child, *, post: Post, on: dt.date) -> Deadlines:
    """A child's deadlines as they stand on a day. A fixed number of queries."""
    clocks = list(Clock.objects.filter(child=child).order_by("due_on", "pk"))
    plans = list(child.plans.select_related("officer__person", "assistant__person").defer("raw").order_by("pk"))
    may_excuse = bool(may(post, Permission.EXCUSE, child))
    rows = [_row(clock, on=on, may_excuse=may_excuse) for clock in clocks]
    open_rows = [row for row in rows if row.clock.met_on is None and row.clock.not_before is None and row.limit.is_law]
    return Deadlines(
        child=child,
        plans=plans,
        parts=_parts(child, rows, on=on),
        next=open_rows[0] if open_rows else None,
        objections=list(child.objections.select_related("recorded_by__person", "ended_by__person")),
        decisions=[
            (each, label(each.code), LIMB_WORDS.get(each.limb, ""))
            for each in child.excusals.select_related("decided_by__person").order_by("-decided_at")
        ],
        started=list(child.started_clocks.select_related("started_by__person")),
        may_record=bool(may(post, Permission.RECORD_DAYS, child)),
        may_object=bool(may(post, Permission.RECORD_OBJECTION, child)),
    )


def _row(clock: Clock, *, on: dt.date, may_excuse: bool) -> Row:
    limit = edition_for(clock.code, clock.began_on)
    standing, tone = standing_of(clock, on=on)
    grounds = limbs_for(limit, on=clock.due_on)
    return Row(
        clock=clock,
        limit=limit,
        label=label(clock.code),
        standing=standing,
        tone=tone,
        why=Risk(clock.risk).label if clock.risk else "",
        limb=LIMB_WORDS.get(clock.limb, ""),
        may_be_excused=may_excuse and bool(grounds) and _is_late(clock, on) and not clock.limb,
    )


def _is_late(clock: Clock, on: dt.date) -> bool:
    return (clock.met_on or on) > clock.due_on


def standing_of(clock: Clock, *, on: dt.date) -> tuple[str, str]:
    """How a limit stands, in words, and the tone of its tag."""
    if clock.not_before is not None:
        return (f"Runs to {_day(clock.due_on)}", "woad") if on <= clock.due_on else ("Over", "plain")
    if clock.met_on is not None:
        late = (clock.met_on - clock.due_on).days
        return ("Met", "lichen") if late <= 0 else (f"Met {_days(late)} late", "weld")
    left = (clock.due_on - on).days
    if left < 0:
        return f"{_days(-left)} late", "madder"
    if left == 0:
        return "Due today", "madder"
    return f"{_days(left)} left", "weld" if clock.risk else "plain"


def _days(number: int) -> str:
    return f"{number} day{'s' * (number != 1)}"


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B}"


def _parts(child: Child, rows: list[Row], *, on: dt.date) -> list[Part]:
    by_thing: dict[tuple[str, int], list[Row]] = {}
    for row in rows:
        by_thing.setdefault((row.clock.thing, row.clock.thing_id), []).append(row)
    parts = []
    for assessment in child.assessments.defer("raw").order_by("-requested_on", "-pk"):
        asked = f"Asked for on {_whole(assessment.requested_on)}" if assessment.requested_on else "No day of request"
        about = f"{asked}. {Assessment.Outcome(assessment.outcome).label}."
        parts.append(_part("Request and assessment", about, by_thing, Thing.REQUEST, assessment.pk, on))
    for review in Review.objects.filter(plan__child=child).defer("raw").order_by("-meeting_on"):
        outcome = Review.Outcome(review.outcome).label
        title = f"Review of {_whole(review.meeting_on)}"
        parts.append(_part(title, outcome + ".", by_thing, Thing.REVIEW, review.pk, on, edit=("review", review.pk)))
    for transfer in PhaseTransfer.objects.filter(plan__child=child).defer("raw").order_by("-moves_on"):
        title = f"Move on {_whole(transfer.moves_on)}"
        about = PhaseTransfer.Into(transfer.into).label + "."
        parts.append(_part(title, about, by_thing, Thing.TRANSFER, transfer.pk, on, edit=("transfer", transfer.pk)))
    plan_rows = [row for (thing, _), found in by_thing.items() if thing == Thing.PLAN for row in found]
    started = [row for (thing, _), found in by_thing.items() if thing == Thing.STARTED for row in found]
    parts.insert(0, _drawn("The plan’s year", "What is due next while the plan is in place.", plan_rows, on, None))
    parts.append(_drawn("Started by hand", "", started, on, None))
    return [part for part in parts if part.rows]


def _whole(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _part(
    title: str,
    about: str,
    by_thing: dict[tuple[str, int], list[Row]],
    thing: str,
    pk: int,
    on: dt.date,
    edit: tuple[str, int] | None = None,
) -> Part:
    return _drawn(title, about, by_thing.get((thing, pk), []), on, edit)


def _drawn(title: str, about: str, rows: list[Row], on: dt.date, edit: tuple[str, int] | None) -> Part:
    """The rows with their bars on one common line of days."""
    if not rows:
        return Part(title, about, [], edit, on, on, "")
    first, last = _span([row.clock for row in rows], on)
    placed = [replace(row, bar=_bar(row.clock, first, last, on)) for row in rows]
    today_at = _at(on, first, last) if first <= on <= last else ""
    return Part(title, about, placed, edit, first, last, today_at)


def _span(clocks: list[Clock], on: dt.date) -> tuple[dt.date, dt.date]:
    days = [day for clock in clocks for day in (clock.began_on, clock.due_on, clock.met_on) if day]
    late = [on for clock in clocks if clock.met_on is None and clock.not_before is None and clock.due_on < on]
    return min(days), max(days + late)


def _at(day: dt.date, first: dt.date, last: dt.date) -> str:
    whole = max((last - first).days, 1)
    return f"{min(max((day - first).days / whole, 0), 1) * 100:.2f}"


def _bar(clock: Clock, first: dt.date, last: dt.date, on: dt.date) -> Bar:
    start, end = sorted((clock.began_on, clock.due_on))
    left, right = _at(start, first, last), _at(end, first, last)
    met = _at(clock.met_on, first, last) if clock.met_on else ""
    return Bar(
        left, f"{max(float(right) - float(left), 0.8):.2f}", met, _is_late(clock, on) and clock.not_before is None
    )


def limits_by_hand(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    """(code, what) of the limits that are started by hand, for a form."""
    return [(code, f"{label(code)}: {LIMITS[code][-1].trigger}") for code in codes]
