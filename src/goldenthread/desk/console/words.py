"""What the month is likely to reach, in words: the sentence before the grid."""

import datetime as dt
import math
from collections import Counter
from fractions import Fraction
from typing import Any

from ehcp.clock import calendar
from ehcp.statistics import sampling
from goldenthread.desk.console.rows import Row
from goldenthread.people import choices
from goldenthread.samples.models import Draw, FramePlan
from goldenthread.samples.queries import months_before

WORDS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def number(count: int) -> str:
    return WORDS[count] if count < len(WORDS) else str(count)


def forecast_of(rows: list[Row], on: dt.date, settings: dict[str, Any] | None = None) -> sampling.Forecast:
    """The rest of the month from how it stands. A drawn draft counts as covered: it will be moderated.

    One query for the months before, and two where the authority's `settings` are not given.
    """
    if not rows:
        return sampling.forecast([], working_days_left=0, working_days_in_month=1)
    settings = settings or choices.values(rows[0].post.authority_id)
    history = _drafts_before(rows, on)
    states = [
        sampling.OfficerState(
            code=str(row.post.pk),
            covered=row.is_drawn,
            ready=row.ready,
            months=history[row.post.pk] or (_of_somebody_new(row, settings),),
            signed_off=row.post.is_signed_off,
            days_here=_days_here(row, on),
        )
        for row in rows
    ]
    return sampling.forecast(
        states,
        working_days_left=calendar.working_days_left(on),
        working_days_in_month=calendar.working_days_in_month(on.year, on.month),
        background=Fraction(settings["level3.background-chance"]),
        catch_up=settings["level3.catch-up"],
    )


def _of_somebody_new(row: Row, settings: dict) -> float:
    return float(settings["level3.drafts-of-somebody-new"]) * float(row.post.working_share)


def _drafts_before(rows: list[Row], on: dt.date) -> dict[int, tuple[int, ...]]:
    """officer -> drafts of the last three full months, oldest first; empty where there were none at all."""
    periods = list(reversed(months_before(f"{on:%Y-%m}", 3)))
    counted = Counter(
        (officer, period)
        for officer, period, _ in FramePlan.objects.filter(draw__period__in=periods, draw__purpose=Draw.Purpose.LEVEL_3)
        .order_by()
        .values_list("officer", "draw__period", "version__plan")
        .distinct()
    )
    found = {row.post.pk: tuple(counted[row.post.pk, period] for period in periods) for row in rows}
    return {officer: months if any(months) else () for officer, months in found.items()}


def _days_here(row: Row, on: dt.date) -> int | None:
    """The working days left on which an officer with leave is here; None means all of them."""
    if not row.leaves:
        return None
    left = calendar.working_days(on, calendar.last_day_of_month(on))
    return sum(row.leave_on(day) is None for day in left)


def sentence(rows: list[Row], forecast: sampling.Forecast, on: dt.date) -> list[str]:
    """What the month is likely to reach: before, what matters, after."""
    if not rows:
        return ["", "There are no casework officers yet.", ""]
    drawn = sum(row.is_drawn and not row.is_covered for row in rows)
    opening = f"{number(drawn).capitalize()} more {'is' if drawn == 1 else 'are'} drawn. " if drawn else ""
    if forecast.open == 0:
        return [opening, "Every officer is covered or drawn.", ""]
    low, high = (covered - forecast.covered for covered in forecast.likely)
    those = f"the {number(forecast.open)} " if forecast.open > 1 else "the one "
    those += "other" + "s" * (forecast.open > 1) if drawn else "not covered yet"
    return [
        f"{opening}Of {those}, ",
        f"the month is likely to reach {_so_many(low, high)}",
        f"{_how(forecast, high, on)}. {_on_leave(rows, on)}".rstrip(),
    ]


def _so_many(low: int, high: int) -> str:
    """eight; eight or nine; eight to ten. Nobody is "nobody"."""
    first = number(low) if low else "nobody"
    if low == high:
        return first
    return f"{first} {'or' if high == low + 1 else 'to'} {number(high)}"


def _how(forecast: sampling.Forecast, most: int, on: dt.date) -> str:
    """By chance, by the catch-up or by both; of both, how many the chance is good for."""
    if not most:
        return ""
    by_chance, by_catch_up = whole(forecast.by_chance), whole(forecast.by_catch_up)
    catch_up = f"by the catch-up draw on {catch_up_day(on)}"
    if not by_catch_up:
        return ", by chance"
    if not by_chance or most == 1:
        return f", {catch_up if forecast.by_catch_up >= forecast.by_chance else 'by chance'}"
    return f": about {number(min(by_chance, most))} by chance, the rest {catch_up}"


def whole(expected: float) -> int:
    return math.floor(expected + 0.5)


def _on_leave(rows: list[Row], on: dt.date) -> str:
    """Who is away until the catch-up, and has no draft from which it could draw."""
    day = calendar.last_working_day(on.year, on.month)
    away = [row.post.name for row in rows if not row.ready and row.leave_on(on) and row.leave_on(day)]
    if not away:
        return ""
    names = away[0] if len(away) == 1 else f"{', '.join(away[:-1])} and {away[-1]}"
    return f"{names} {'is' if len(away) == 1 else 'are'} on leave until then and may have no draft to draw."


def catch_up_day(on: dt.date) -> str:
    day = calendar.last_working_day(on.year, on.month)
    return f"{day:%A} {day.day} {day:%B}"


def past_sentence(rows: list[Row]) -> list[str]:
    """How a month that is over ended."""
    covered = sum(row.is_covered for row in rows)
    without = sum(not row.ready for row in rows)
    rest = f" {number(without).capitalize()} had no draft." if without else ""
    of = f"{number(len(rows))} officer{'s' if len(rows) != 1 else ''}"
    was = "was" if covered == 1 else "were"
    return ["The month is over. ", f"{number(covered).capitalize()} of {of} {was} covered.", rest]


def short_sentence(rows: list[Row], forecast: sampling.Forecast, on: dt.date) -> str:
    """For My work: how many are drawn, how many not, and what the catch-up will be needed for."""
    drawn = sum(row.is_drawn and not row.is_covered for row in rows)
    parts = [f"{drawn} drawn"] if drawn else []
    parts += [f"{forecast.open} not yet"] if forecast.open else []
    said = f"{', '.join(parts).capitalize()}." if parts else ""
    by_catch_up = whole(forecast.by_catch_up)
    if by_catch_up:
        officers = f"{number(by_catch_up)} officer{'s' if by_catch_up > 1 else ''}"
        said += (
            f" If drafts come as usual, the catch-up draw on {catch_up_day(on)} will be needed for about {officers}."
        )
    return said.strip()


def small_print(forecast: sampling.Forecast, on: dt.date) -> str:
    """What the sentence rests on."""
    left = calendar.working_days_left(on)
    days = f"{left} working day{'s' if left != 1 else ''} left, today included"
    words = f"From each officer’s mean of the last three full months and {days}."
    if forecast.open and forecast.ends_with:
        low, high = forecast.likely
        covered = str(low) if low == high else f"{low} {'or' if high == low + 1 else 'to'} {high}"
        words += f" Of 1,000 months like this one, {forecast.likely_in_a_thousand:,} end with {covered} covered."
    return words
