"""The console as one value, and its short form for My work."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ehcp.clock import calendar
from goldenthread.desk.console import words
from goldenthread.desk.console.rows import PAST_MONTHS, Row, rows_of
from goldenthread.desk.console.sides import chosen_of, seniors_of
from goldenthread.desk.console.strip import Day, days_of
from goldenthread.desk.forms import CatchUpForm
from goldenthread.plans.queries.looks import Confirmed, confirmed_between
from goldenthread.samples.models import Draw
from goldenthread.samples.queries import catch_up_planned_on, months_before, outside_the_draw


@dataclass(frozen=True)
class Month:
    """A month that one can go to: 2026-11, November 2026."""

    period: str

    @property
    def first(self) -> dt.date:
        return calendar.first_day(self.period)

    @property
    def title(self) -> str:
        return f"{self.first:%B %Y}"


@dataclass(frozen=True)
class Console:
    """The page. `before` and `after` are the months beside this one; `chosen` the receipt shown at the side."""

    month: Month
    is_this_month: bool
    rows: list[Row]
    past: list[Month]
    days: list[Day]
    sentence: list[str]
    small_print: str
    seniors: list[tuple[str, int, int]]
    before: Month | None
    after: Month | None
    chosen: dict[str, Any] | None
    frozen: list[Draw]
    catch_up_on: dt.date
    catch_up_form: CatchUpForm | None  # before its day: the reason that is asked for
    outside: int  # drafts of the month that are outside the draw
    confirmed: Confirmed  # plans said to be the right child's though their names raise the question

    @property
    def covered(self) -> int:
        return sum(row.is_covered for row in self.rows)

    @property
    def beside(self) -> list[Month]:
        """The months that the page leads to, the older first."""
        return [month for month in (self.before, self.after) if month]

    @property
    def columns(self) -> int:
        return len(self.past) + 3


@dataclass(frozen=True)
class MonthSoFar:
    """For the panel of My work."""

    title: str
    officers: int
    covered: int
    states: list[str]
    sentence: str


def month_so_far(*, on: dt.date, settings: dict[str, Any] | None = None) -> MonthSoFar:
    """The panel. `settings` are the authority's, where the page has them already."""
    rows = rows_of(f"{on:%Y-%m}", on, with_past=False)
    states = [
        "done" if row.is_covered else "half" if row.is_drawn else "away" if row.shape == "away" else "open"
        for row in rows
    ]
    return MonthSoFar(
        title=f"{on:%B} so far",
        officers=len(rows),
        covered=states.count("done"),
        states=sorted(states, key=["done", "half", "open", "away"].index),
        sentence=words.short_sentence(rows, words.forecast_of(rows, on, settings), on),
    )


def console(
    *, period: str | None, on: dt.date, officer: str | None = None, settings: dict[str, Any] | None = None
) -> Console:
    """The console of a month (2026-11; this month where none or nonsense is asked for)."""
    this = f"{on:%Y-%m}"
    known = months_with_draws(this)
    period = period if period in known else this
    first = calendar.first_day(period)
    planned_on = catch_up_planned_on(period)
    rows = rows_of(period, on)
    forecast = words.forecast_of(rows, on, settings) if period == this else None
    return Console(
        month=Month(period),
        is_this_month=period == this,
        rows=rows,
        past=[Month(one) for one in reversed(months_before(period, PAST_MONTHS))],
        days=days_of(first, on),
        sentence=words.sentence(rows, forecast, on) if forecast else words.past_sentence(rows),
        small_print=words.small_print(forecast, on) if forecast and rows else "",
        seniors=seniors_of(first, is_this_month=period == this),
        before=next((Month(one) for one in known if one < period), None),
        after=next((Month(one) for one in reversed(known) if one > period), None),
        chosen=chosen_of(rows, officer),
        frozen=list(Draw.objects.filter(drawn_at=None, abandoned_at=None).defer("frozen")),
        catch_up_on=planned_on,
        catch_up_form=CatchUpForm(is_asked=True) if on < planned_on else None,
        confirmed=confirmed_between(first, calendar.last_day_of_month(first)),
        outside=next((one.drafts for one in outside_the_draw() if one.period == period), 0),
    )


def months_with_draws(this: str) -> list[str]:
    """The months that have draws, and this one, newest first."""
    known = set(Draw.objects.order_by().values_list("period", flat=True).distinct())
    return sorted(known | {this}, reverse=True)
