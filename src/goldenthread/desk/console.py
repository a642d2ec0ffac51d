"""The Level 3 console: officers by month, what was drawn and moderated, and what the month is likely to reach."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from ehcp.clock import calendar
from ehcp.statistics import sampling
from goldenthread.moderation.models import Moderation, Review
from goldenthread.moderation.stages import Stage
from goldenthread.people import choices
from goldenthread.people.models import Leave, Post
from goldenthread.permissions import Role
from goldenthread.samples.models import Draw, FramePlan
from goldenthread.samples.queries import months_before
from goldenthread.samples.receipts import public_facts, receipt_of

PAST_MONTHS = 5
# The strip is drawn 320 wide, with room for half a mark at each end.
WIDTH, EDGE = 320.0, 8.0
MODERATED, DRAWN, LET_THROUGH = "moderated", "drawn", "through"


@dataclass(frozen=True)
class Mark:
    """One draft on an officer's strip."""

    x: float
    kind: str
    day: dt.date
    reference: str


@dataclass(frozen=True)
class Past:
    """A month before: how many drafts were moderated. Missed: there were drafts, and none was."""

    period: str
    moderated: int | None
    missed: bool = False


@dataclass
class Row:
    """An officer's line. `state` is what a screen reader hears, so it says everything that the strip draws."""

    post: Post
    past: list[Past]
    marks: list[Mark] = field(default_factory=list)
    leaves: list[tuple[float, float]] = field(default_factory=list)
    state: str = ""
    shape: str = "to-do"
    until: float = WIDTH
    receipt: str = ""

    @property
    def is_covered(self) -> bool:
        return any(mark.kind == MODERATED for mark in self.marks)

    @property
    def is_drawn(self) -> bool:
        return any(mark.kind in (MODERATED, DRAWN) for mark in self.marks)

    @property
    def is_away(self) -> bool:
        return self.shape == "away"


@dataclass(frozen=True)
class Day:
    x: float
    number: int
    is_today: bool


@dataclass(frozen=True)
class Console:
    """The page. `months` are those one can go to; `chosen` the receipt shown at the side."""

    period: str
    title: str
    is_this_month: bool
    rows: list[Row]
    past_periods: list[str]
    days: list[Day]
    sentence: list[str]
    small_print: str
    seniors: list[tuple[str, int, int]]
    months: list[str]
    chosen: dict[str, Any] | None
    frozen: list[Draw]
    catch_up_on: dt.date

    @property
    def covered(self) -> int:
        return sum(row.is_covered for row in self.rows)


@dataclass(frozen=True)
class MonthSoFar:
    """For the panel of My work."""

    title: str
    officers: int
    covered: int
    states: list[str]
    sentence: str


def month_so_far(*, on: dt.date) -> MonthSoFar:
    period = f"{on:%Y-%m}"
    rows = _rows(period, on)
    states = [
        "done" if row.is_covered else "half" if row.is_drawn else "away" if row.is_away else "open" for row in rows
    ]
    drawn = states.count("half")
    open_ones = len(rows) - states.count("done") - drawn
    sentence = f"{drawn} drawn and being moderated, {open_ones} not yet."
    return MonthSoFar(
        title=f"{on:%B} so far",
        officers=len(rows),
        covered=states.count("done"),
        states=sorted(states, key=["done", "half", "open", "away"].index),
        sentence=sentence,
    )


def console(*, period: str | None, on: dt.date, officer: str | None = None) -> Console:
    """The console of a month (2026-11; this month where none or nonsense is asked for)."""
    this = f"{on:%Y-%m}"
    period = period if period in months_with_draws(this) else this
    first = calendar.first_day(period)
    rows = _rows(period, on)
    forecast = _forecast(rows, on) if period == this else None
    return Console(
        period=period,
        title=f"{first:%B %Y}",
        is_this_month=period == this,
        rows=rows,
        past_periods=list(reversed(months_before(period, PAST_MONTHS))),
        days=_days(first, on),
        sentence=_sentence(rows, forecast, on) if forecast else _past_sentence(rows),
        small_print=_small_print(forecast, on) if forecast else "",
        seniors=_seniors(first),
        months=months_with_draws(this),
        chosen=_chosen(rows, officer),
        frozen=list(Draw.objects.filter(drawn_at=None, abandoned_at=None)),
        catch_up_on=calendar.last_working_day(first.year, first.month),
    )


def months_with_draws(this: str) -> list[str]:
    known = set(Draw.objects.order_by().values_list("period", flat=True).distinct())
    return sorted(known | {this}, reverse=True)


# --- Rows -------------------------------------------------------------------------------------


def _rows(period: str, on: dt.date) -> list[Row]:
    first = calendar.first_day(period)
    last = calendar.last_day_of_month(first)
    arrivals = list(
        FramePlan.objects.filter(draw__period=period, draw__drawn_at__isnull=False)
        .exclude(result=FramePlan.Result.RESERVE)
        .select_related("draw", "version__plan")
        .defer("version__text", "draw__frozen", "draw__receipt")
        .order_by("draw__drawn_at", "pk")
    )
    by_officer: dict[int, list[FramePlan]] = defaultdict(list)
    for one in arrivals:
        by_officer[one.officer_id].append(one)
    posts = (
        Post.objects.filter(role=Role.OFFICER, starts_on__lte=last)
        .filter(Q(closed_at=None) | Q(pk__in=list(by_officer)))
        .select_related("person")
        .order_by("person__name")
    )
    handed_in = set(
        Moderation.objects.filter(
            version__in=[one.version_id for one in arrivals], reviews__submitted_at__isnull=False
        ).values_list("version_id", flat=True)
    )
    asked = _asked_for(first, last)
    leaves = defaultdict(list)
    for leave in Leave.objects.filter(starts_on__lte=last, ends_on__gte=first):
        leaves[leave.post_id].append(leave)
    past = _past(posts, period)
    return [
        _row(post, by_officer[post.pk], asked[post.pk], leaves[post.pk], past[post.pk], handed_in, first, on)
        for post in posts
    ]


def _asked_for(first: dt.date, last: dt.date) -> dict[int, list[Moderation]]:
    """Moderations that somebody asked for: they show on the strip, though no draw picked them."""
    found = defaultdict(list)
    asked = Moderation.objects.filter(origin=Moderation.Origin.PURPOSIVE, created_at__date__range=(first, last))
    for moderation in asked.exclude(stage=Stage.WITHDRAWN).select_related("version__plan").defer("version__text"):
        found[moderation.version.writer_id].append(moderation)
    return found


def _past(posts: Any, period: str) -> dict[int, list[Past]]:
    """Of each officer and month before: plans moderated, of how many drafts ready. Two queries."""
    periods = list(reversed(months_before(period, PAST_MONTHS)))
    ready: Counter = Counter()
    for row in (
        FramePlan.objects.filter(draw__period__in=periods, draw__purpose=Draw.Purpose.LEVEL_3)
        .values("officer", "draw__period")
        .annotate(drafts=Count("pk"))
        .order_by()
    ):
        ready[row["officer"], row["draw__period"]] = row["drafts"]
    moderated: Counter = Counter()
    reviews = Review.objects.filter(
        submitted_at__isnull=False, number=1, moderation__frame_plan__draw__period__in=periods
    ).values_list("moderation__version__writer", "moderation__frame_plan__draw__period")
    for officer, when in reviews:
        moderated[officer, when] += 1
    return {
        post.pk: [
            Past(when, moderated[post.pk, when], missed=bool(ready[post.pk, when]) and not moderated[post.pk, when])
            if ready[post.pk, when]
            else Past(when, None)
            for when in periods
        ]
        for post in posts
    }


def _row(post, arrivals, asked, leaves, past, handed_in, first, on) -> Row:
    seen: dict[int, Mark] = {}
    for one in arrivals:
        day = timezone.localdate(one.draw.drawn_at)
        picked = one.result == FramePlan.Result.PICKED
        kind = MODERATED if picked and one.version_id in handed_in else DRAWN if picked else LET_THROUGH
        # A draft let through and picked by the catch-up is one draft: it keeps its day and becomes drawn.
        known = seen.get(one.version_id)
        if known is None or kind != LET_THROUGH:
            seen[one.version_id] = Mark(known.x if known else _x(day, first), kind, day, one.draw.reference)
    for moderation in asked:
        day = timezone.localdate(moderation.created_at)
        kind = DRAWN if moderation.stage == Stage.MODERATING else MODERATED
        seen[moderation.version_id] = Mark(_x(day, first), kind, day, "")
    today = min(max(on, first), calendar.last_day_of_month(first))
    row = Row(
        post=post,
        past=past,
        marks=sorted(seen.values(), key=lambda mark: (mark.x, mark.kind)),
        leaves=[_leave(leave, first) for leave in leaves],
        until=_x(today, first),
        receipt=_receipt_of_interest(seen),
    )
    row.state, row.shape = _state(row, leaves, on)
    return row


def _receipt_of_interest(seen: dict[int, Mark]) -> str:
    """The receipt that explains the row: of the newest draft drawn, else of the newest let through."""
    ordered = sorted(seen.values(), key=lambda mark: (mark.kind != LET_THROUGH, mark.day))
    return ordered[-1].reference if ordered else ""


def _state(row: Row, leaves: list[Leave], on: dt.date) -> tuple[str, str]:
    moderated = [mark.day for mark in row.marks if mark.kind == MODERATED]
    drawn = [mark.day for mark in row.marks if mark.kind == DRAWN]
    through = sum(mark.kind == LET_THROUGH for mark in row.marks)
    away = next((leave for leave in leaves if leave.starts_on <= on <= leave.ends_on), None)
    every = "" if row.post.is_signed_off else ". Every draft"
    if moderated:
        return f"Covered {_days_in_words(moderated)}{every}", "done"
    if drawn:
        return f"Drawn {_days_in_words(drawn)}{every}", "in-hand"
    if away:
        return f"On leave until {away.ends_on.day} {away.ends_on:%b}", "away"
    if through:
        return f"Not yet: {through} let through", "to-do"
    return "Not yet: no draft", "to-do"


def _days_in_words(days: list[dt.date]) -> str:
    ordered = sorted(set(days))
    numbers = [str(day.day) for day in ordered]
    joined = numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])} and {numbers[-1]}"
    return f"{joined} {ordered[0]:%b}"


# --- The strip --------------------------------------------------------------------------------


def _x(day: dt.date, first: dt.date) -> float:
    """Where a day lies on the strip: by working days, a weekend's draft on the Friday before."""
    working = calendar.working_days(first, calendar.last_day_of_month(first))
    place = max(0, sum(one <= day for one in working) - 1)
    return round(EDGE + place * (WIDTH - 2 * EDGE) / max(1, len(working) - 1), 1)


def _leave(leave: Leave, first: dt.date) -> tuple[float, float]:
    last = calendar.last_day_of_month(first)
    start, end = _x(max(leave.starts_on, first), first), _x(min(leave.ends_on, last), first)
    return start - EDGE / 2, max(end - start, 0) + EDGE


def _days(first: dt.date, on: dt.date) -> list[Day]:
    working = calendar.working_days(first, calendar.last_day_of_month(first))
    return [Day(_x(day, first), day.day, day == on) for day in working]


# --- Words ------------------------------------------------------------------------------------


def _forecast(rows: list[Row], on: dt.date) -> sampling.Forecast:
    settings = choices.values(rows[0].post.authority_id) if rows else {}
    history = _drafts_before(rows, on)
    new = float(settings.get("level3.drafts-of-somebody-new", 4))
    last = calendar.last_day_of_month(on)
    states = [
        sampling.OfficerState(
            code=str(row.post.pk),
            covered=row.is_drawn,
            ready=len(row.marks),
            months=tuple(history[row.post.pk]) if any(history[row.post.pk]) else (new * float(row.post.working_share),),
            signed_off=row.post.is_signed_off,
            days_here=_days_here(row, on, last),
        )
        for row in rows
    ]
    return sampling.forecast(
        states,
        working_days_left=calendar.working_days_left(on),
        working_days_in_month=calendar.working_days_in_month(on.year, on.month),
        background=Fraction(settings.get("level3.background-chance", "1/10")),
        catch_up=settings.get("level3.catch-up", True),
    )


def _days_here(row: Row, on: dt.date, last: dt.date) -> int | None:
    leaves = [leave for leave in row.post.leaves.all() if leave.ends_on >= on] if row.leaves else []
    if not leaves:
        return None
    days = calendar.working_days(on, last)
    return sum(not any(leave.starts_on <= day <= leave.ends_on for leave in leaves) for day in days)


def _drafts_before(rows: list[Row], on: dt.date) -> dict[int, list[int]]:
    periods = list(reversed(months_before(f"{on:%Y-%m}", 3)))
    counted = Counter(
        FramePlan.objects.filter(draw__period__in=periods, draw__purpose=Draw.Purpose.LEVEL_3).values_list(
            "officer", "draw__period"
        )
    )
    return {row.post.pk: [counted[row.post.pk, period] for period in periods] for row in rows}


def _sentence(rows: list[Row], forecast: sampling.Forecast, on: dt.date) -> list[str]:
    """What the month is likely to reach, in a few sentences; the one that matters comes second."""
    drawn = sum(row.is_drawn and not row.is_covered for row in rows)
    by_chance, by_catch_up = forecast.likely
    opening = f"{_number(drawn).capitalize()} more {'is' if drawn == 1 else 'are'} drawn. " if drawn else ""
    if forecast.open == 0:
        return [opening, "Every officer is covered or drawn.", ""]
    day = calendar.last_working_day(on.year, on.month)
    catch = f"{_number(by_catch_up)} by the catch-up draw on {day:%A} {day.day} {day:%B}"
    return [
        f"{opening}Of the {_number(forecast.open)} other{'s' if forecast.open != 1 else ''}, ",
        f"the month is likely to reach {_number(by_chance + by_catch_up)}",
        f": {_number(by_chance)} by chance, {catch}.",
    ]


def _past_sentence(rows: list[Row]) -> list[str]:
    covered = sum(row.is_covered for row in rows)
    without = sum(not row.marks for row in rows)
    rest = f" {_number(without).capitalize()} had no draft." if without else ""
    return [
        "The month is over. ",
        f"{_number(covered).capitalize()} of {_number(len(rows))} officers were covered.",
        rest,
    ]


def _small_print(forecast: sampling.Forecast, on: dt.date) -> str:
    left = calendar.working_days_left(on)
    words = f"From each officer’s mean of the last three full months and {left} working days left, today included."
    likely = sorted(forecast.in_a_thousand.items(), key=lambda pair: -pair[1])[:2]
    if likely:
        parts = [f"{covered} are covered at the end of {times}" for covered, times in likely]
        words += f" Of 1,000 months like this one, {' and '.join(parts)}."
    return words


WORDS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def _number(count: int) -> str:
    return WORDS[count] if count < len(WORDS) else str(count)


# --- The sides --------------------------------------------------------------------------------


def _seniors(first: dt.date) -> list[tuple[str, int, int]]:
    """Of each senior: done and to do, of what was given in the month."""
    last = calendar.last_day_of_month(first)
    given = Q(moderations__assigned_at__date__range=(first, last))
    posts = (
        Post.objects.filter(role=Role.SENIOR, closed_at=None)
        .select_related("person")
        .annotate(
            to_do=Count("moderations", filter=Q(moderations__stage=Stage.MODERATING) & given),
            done=Count(
                "moderations",
                filter=given & ~Q(moderations__stage__in=[Stage.MODERATING, Stage.WITHDRAWN]),
            ),
        )
        .order_by("person__name")
    )
    return [(post.name, post.done, post.to_do) for post in posts]


def _chosen(rows: list[Row], officer: str | None) -> dict[str, Any] | None:
    """The receipt at the side: of the officer asked for, else of the first whose draft is drawn and not moderated."""
    row = next((one for one in rows if str(one.post.pk) == officer), None) if officer else None
    row = row or next((one for one in rows if one.shape == "in-hand" and one.receipt), None)
    row = row or next((one for one in rows if one.receipt), None)
    if row is None or not row.receipt:
        return {"row": row} if row else None
    draw = Draw.objects.select_related("month").get(reference=row.receipt)
    frame_plan = (
        draw.frame_plans.filter(officer=row.post).select_related("version__plan").defer("version__text").first()
    )
    moderation = (
        Moderation.objects.filter(frame_plan=frame_plan).select_related("moderator__person").first()
        if frame_plan
        else None
    )
    chance = Fraction(frame_plan.chance) if frame_plan else Fraction(1)
    return {
        "row": row,
        "draw": draw,
        "facts": public_facts(draw),
        "receipt": receipt_of(draw),
        "frame_plan": frame_plan,
        "moderation": moderation,
        "chance": chance,
        "part": round(float(chance) * 100, 1),
        "picked": frame_plan is not None and frame_plan.result == FramePlan.Result.PICKED,
    }
