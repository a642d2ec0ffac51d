"""One line for each casework officer: five months before, this month's drafts, and whether they are covered."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from ehcp.clock import calendar
from goldenthread.desk.console.strip import WIDTH, place_of, stretch_of
from goldenthread.moderation.models import Moderation, Review
from goldenthread.moderation.stages import Stage
from goldenthread.people.models import Leave, Post
from goldenthread.permissions import Role
from goldenthread.samples.models import Draw, FramePlan
from goldenthread.samples.queries import months_before, picked_for_good

PAST_MONTHS = 5
MODERATED, DRAWN, LET_THROUGH = "moderated", "drawn", "through"


@dataclass(frozen=True)
class Mark:
    """One draft on an officer's strip. One that somebody asked for is drawn like others and covers nobody."""

    x: float
    kind: str
    day: dt.date
    reference: str = ""
    due_on: dt.date | None = None
    was_asked_for: bool = False


@dataclass(frozen=True)
class Past:
    """A month before: how many drafts were moderated, None where there was no draft. Missed: drafts, none moderated."""

    period: str
    moderated: int | None
    missed: bool = False


@dataclass
class Row:
    """An officer's line. The strip is drawn for the eye alone: `state` says in words what matters of it."""

    post: Post
    past: list[Past]
    marks: list[Mark] = field(default_factory=list)
    leaves: list[Leave] = field(default_factory=list)
    away: list[tuple[float, float]] = field(default_factory=list)
    state: str = ""
    shape: str = "to-do"
    until: float = WIDTH
    receipt: str = ""

    @property
    def is_covered(self) -> bool:
        """A draft that was drawn is moderated."""
        return any(mark.kind == MODERATED and not mark.was_asked_for for mark in self.marks)

    @property
    def is_drawn(self) -> bool:
        """A draft was drawn, moderated or not: the catch-up leaves this officer alone."""
        return any(mark.kind != LET_THROUGH and not mark.was_asked_for for mark in self.marks)

    @property
    def ready(self) -> int:
        """Drafts of this month from which the catch-up could draw."""
        return sum(not mark.was_asked_for for mark in self.marks)

    def leave_on(self, day: dt.date) -> Leave | None:
        return next((leave for leave in self.leaves if leave.starts_on <= day <= leave.ends_on), None)


def rows_of(period: str, on: dt.date, *, with_past: bool = True) -> list[Row]:
    """A row for every officer of a month, by name. The same few queries however many officers and drafts.

    Without the past the months before are left empty: what only counts this month does not ask for them.
    """
    first = calendar.first_day(period)
    last = calendar.last_day_of_month(first)
    arrivals = _arrivals(period)
    by_officer: dict[int, list[FramePlan]] = defaultdict(list)
    for one in arrivals:
        if one.officer_id is not None:
            by_officer[one.officer_id].append(one)
    posts = list(
        Post.objects.filter(role=Role.OFFICER, starts_on__lte=last)
        .filter(Q(closed_at=None) | Q(pk__in=list(by_officer)))
        .exclude(Q(ends_on__lt=first) & ~Q(pk__in=list(by_officer)))
        .select_related("person")
        .order_by("person__name")
    )
    moderations, asked = _moderations([one.version.plan_id for one in arrivals], first, last)
    leaves: dict[int, list[Leave]] = defaultdict(list)
    for leave in Leave.objects.filter(starts_on__lte=last, ends_on__gte=first).order_by("starts_on"):
        leaves[leave.post_id].append(leave)
    past = _past(posts, period) if with_past else {post.pk: [] for post in posts}
    return [
        _row(
            post,
            _marks(by_officer[post.pk], asked[post.pk], moderations, first),
            leaves[post.pk],
            past[post.pk],
            first,
            on,
        )
        for post in posts
    ]


def _arrivals(period: str) -> list[FramePlan]:
    """What entered the month's draws, with `stands`: it was picked, and did not fall out, or took a fallen one's place."""
    return list(
        FramePlan.objects.filter(draw__period=period, draw__drawn_at__isnull=False)
        .annotate(stands=Exists(FramePlan.objects.filter(picked_for_good(), pk=OuterRef("pk"))))
        .filter(Q(draw__purpose=Draw.Purpose.LEVEL_3) | Q(stands=True))
        .select_related("draw", "version")
        .defer("draw__frozen", "draw__receipt", "version__text")
        .order_by("draw__drawn_at", "pk")
    )


def _moderations(
    plans: list[int], first: dt.date, last: dt.date
) -> tuple[dict[int, Moderation], dict[int, list[Moderation]]]:
    """plan -> its newest moderation, with `is_handed_in`; and officer -> those that somebody asked for in the month.

    What was asked for shows on the strip, though no draw picked it. A later version that is looked at again does not:
    its plan was covered, or not, by the first look.
    """
    handed_in = Review.objects.filter(moderation=OuterRef("pk"), submitted_at__isnull=False)
    is_asked = Q(origin=Moderation.Origin.PURPOSIVE, created_at__date__range=(first, last))
    found = (
        Moderation.objects.filter(Q(version__plan__in=plans) | is_asked)
        .exclude(stage=Stage.WITHDRAWN)
        .exclude(origin=Moderation.Origin.AGAIN)
        .annotate(is_handed_in=Exists(handed_in))
        .select_related("version")
        .defer("version__text")
        .order_by("pk")
    )
    entered = set(plans)
    newest: dict[int, Moderation] = {}
    asked: dict[int, list[Moderation]] = defaultdict(list)
    for one in found:
        if one.version.plan_id in entered:
            newest[one.version.plan_id] = one
        is_of_this_month = first <= timezone.localdate(one.created_at) <= last
        if one.origin == Moderation.Origin.PURPOSIVE and is_of_this_month and one.version.writer_id is not None:
            asked[one.version.writer_id].append(one)
    return newest, asked


def _past(posts: Iterable[Post], period: str) -> dict[int, list[Past]]:
    """Of each officer and month before, oldest first: plans moderated, of how many drafts ready. Two queries."""
    periods = list(reversed(months_before(period, PAST_MONTHS)))
    ready: Counter = Counter()
    counted = (
        FramePlan.objects.filter(draw__period__in=periods, draw__purpose=Draw.Purpose.LEVEL_3)
        .values("officer", "draw__period")
        .annotate(drafts=Count("version__plan", distinct=True))
        .order_by()
    )
    for row in counted:
        ready[row["officer"], row["draw__period"]] = row["drafts"]
    moderated: Counter = Counter(
        Review.objects.filter(
            submitted_at__isnull=False, number=1, moderation__frame_plan__draw__period__in=periods
        ).values_list("moderation__frame_plan__officer", "moderation__frame_plan__draw__period")
    )
    return {
        post.pk: [
            Past(when, moderated[post.pk, when], missed=not moderated[post.pk, when])
            if ready[post.pk, when]
            else Past(when, None)
            for when in periods
        ]
        for post in posts
    }


def _marks(
    arrivals: list[FramePlan], asked: list[Moderation], moderations: dict[int, Moderation], first: dt.date
) -> dict[int, Mark]:
    """plan -> its mark. A draft let through and picked by the catch-up is one draft: it keeps its day and becomes drawn."""
    seen: dict[int, Mark] = {}
    for moderation in asked:
        day = timezone.localdate(moderation.created_at)
        kind = DRAWN if moderation.stage == Stage.MODERATING else MODERATED
        seen[moderation.version.plan_id] = Mark(
            place_of(day, first), kind, day, due_on=moderation.due_on, was_asked_for=True
        )
    for one in arrivals:
        day = timezone.localdate(one.draw.drawn_at)
        opened = moderations.get(one.version.plan_id)
        known = seen.get(one.version.plan_id)
        if one.stands:  # type: ignore[attr-defined]  # annotated by _arrivals
            is_handed_in = opened is not None and opened.is_handed_in  # type: ignore[attr-defined]  # by _moderations
            kind = MODERATED if is_handed_in else DRAWN
        elif known is not None:
            continue
        else:
            kind = LET_THROUGH
        seen[one.version.plan_id] = Mark(
            known.x if known else place_of(day, first),
            kind,
            day,
            one.draw.reference,
            due_on=opened.due_on if opened else None,
        )
    return seen


def _row(post: Post, marks: dict[int, Mark], leaves: list[Leave], past: list[Past], first: dt.date, on: dt.date) -> Row:
    today = min(max(on, first), calendar.last_day_of_month(first))
    row = Row(
        post=post,
        past=past,
        marks=sorted(marks.values(), key=lambda mark: (mark.x, mark.kind)),
        leaves=leaves,
        away=[stretch_of(leave, first) for leave in leaves],
        until=place_of(today, first),
        receipt=_receipt_of_interest(marks.values()),
    )
    row.state, row.shape = _state(row, today, on)
    return row


def _receipt_of_interest(marks: Iterable[Mark]) -> str:
    """The receipt that explains the row: of the newest draft drawn, else of the newest let through."""
    drawn = [mark for mark in marks if mark.reference]
    ordered = sorted(drawn, key=lambda mark: (mark.kind != LET_THROUGH, mark.day))
    return ordered[-1].reference if ordered else ""


def _state(row: Row, today: dt.date, on: dt.date) -> tuple[str, str]:
    by_draw = [mark for mark in row.marks if not mark.was_asked_for]
    moderated = [mark.day for mark in by_draw if mark.kind == MODERATED]
    drawn = [mark for mark in by_draw if mark.kind == DRAWN]
    through = sum(mark.kind == LET_THROUGH for mark in by_draw)
    away = row.leave_on(today) if today == on else None
    every = "" if row.post.is_signed_off else ". Every draft"
    if moderated:
        more = f", {len(drawn)} more drawn" if drawn else ""
        return f"Covered {days_in_words(moderated)}{more}{every}", "done"
    if drawn:
        return f"{_drawn_in_words(drawn, on)}{every}", "in-hand"
    if away:
        return f"On leave until {away.ends_on.day} {away.ends_on:%b}", "away"
    asked = len(row.marks) - len(by_draw)
    what = [f"{through} let through"] * bool(through) + [f"{asked} asked for"] * bool(asked)
    yet = "Not yet" if today == on else "Not covered"
    return f"{yet}: {', '.join(what) or 'no draft'}", "to-do"


def _drawn_in_words(drawn: list[Mark], on: dt.date) -> str:
    due = min((mark.due_on for mark in drawn if mark.due_on), default=None)
    if due is None:
        return f"Drawn {days_in_words([mark.day for mark in drawn])}"
    return f"Drawn, {'was due' if due < on else 'due'} {due:%a} {due.day} {due:%b}"


def days_in_words(days: list[dt.date]) -> str:
    """4 Nov; 2 and 11 Nov; 2, 4 and 11 Nov. All of one month."""
    ordered = sorted(set(days))
    numbers = [str(day.day) for day in ordered]
    joined = numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])} and {numbers[-1]}"
    return f"{joined} {ordered[0]:%b}"
