"""One line for each casework officer: five months before, this month's drafts, and whether they are covered."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q

from ehcp.clock import calendar
from goldenthread.desk.console import fetched
from goldenthread.desk.console.fetched import Arrival, Opened
from goldenthread.desk.console.strip import WIDTH, place_of, stretch_of
from goldenthread.moderation.models import Review
from goldenthread.people.models import Leave, Post
from goldenthread.permissions import Role
from goldenthread.samples.models import Draw, FramePlan
from goldenthread.samples.queries import months_before

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
    arrivals = fetched.arrivals(period)
    by_officer: dict[int, list[Arrival]] = defaultdict(list)
    for one in arrivals:
        if one.officer is not None:
            by_officer[one.officer].append(one)
    posts = list(
        Post.objects.filter(role=Role.OFFICER, starts_on__lte=last)
        .filter(Q(closed_at=None) | Q(pk__in=list(by_officer)))
        .exclude(Q(ends_on__lt=first) & ~Q(pk__in=list(by_officer)))
        .select_related("person")
        .order_by("person__name")
    )
    moderations, asked = fetched.moderations([one.plan for one in arrivals], first, last)
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
    arrivals: list[Arrival], asked: list[Opened], moderations: dict[int, Opened], first: dt.date
) -> dict[int, Mark]:
    """plan -> its mark. A draft let through and picked by the catch-up is one draft: it keeps its day and becomes drawn."""
    seen: dict[int, Mark] = {}
    for one in asked:
        kind = DRAWN if one.is_moderating else MODERATED
        seen[one.plan] = Mark(place_of(one.day, first), kind, one.day, due_on=one.due_on, was_asked_for=True)
    for arrival in arrivals:
        opened = moderations.get(arrival.plan)
        known = seen.get(arrival.plan)
        if arrival.stands:
            kind = MODERATED if opened is not None and opened.is_handed_in else DRAWN
        elif known is not None:
            continue
        else:
            kind = LET_THROUGH
        seen[arrival.plan] = Mark(
            known.x if known else place_of(arrival.day, first),
            kind,
            arrival.day,
            arrival.receipt,
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
