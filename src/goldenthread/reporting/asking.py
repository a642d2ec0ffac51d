"""Which months a page is asked for, and which of them whoever asks may have."""

import datetime as dt
from dataclasses import dataclass

from goldenthread import world
from goldenthread.people import choices
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, may
from goldenthread.reporting import periods
from goldenthread.reporting.calendars import Calendar
from goldenthread.reporting.forms import CalendarForm, PeriodForm
from goldenthread.reporting.periods import Period
from goldenthread.reporting.rows import Limits


@dataclass(frozen=True)
class Months:
    """The period, and the forms to ask for another: `free_form` only for whoever may choose any months.

    `is_free`: these months were chosen freely. `form` is the one that was used, for the errors at the top.
    """

    period: Period
    is_free: bool
    form: CalendarForm | PeriodForm
    calendar_form: CalendarForm
    free_form: PeriodForm | None
    offered: list[tuple[str, Period]]
    calendar: Calendar
    limits: Limits

    @property
    def query(self) -> str:
        return self.period.free_query if self.is_free else self.period.query

    @property
    def words(self) -> str:
        return str(self.period) if self.is_free else self.calendar.words(self.period)


def months_asked(request: Request, *, may_be_free: bool | None = None) -> Months:
    """What the address asks for, or the usual months where it asks for none or for nonsense.

    `from` and `to` are any months: for whoever sees the rows behind them. Everybody else has the calendar's periods.
    """
    on, limits = world.today(), Limits.of(choices.values(request.post.authority))
    if may_be_free is None:
        may_be_free = bool(may(request.post, Permission.CHOOSE_MONTHS))
    since, calendar = periods.began(request.post.authority.created_at), Calendar(limits.calendar)
    wants_free = "from" in request.GET or "to" in request.GET or (may_be_free and "period" not in request.GET)
    usual = periods.usual(on, since=since) if may_be_free and wants_free else calendar.usual(on, since=since)
    by_calendar, free = _forms(request, calendar, on, since, usual, may_be_free=may_be_free)
    form: CalendarForm | PeriodForm = free if free and wants_free else by_calendar
    is_good = form.is_bound and form.is_valid()
    return Months(
        period=form.period() if is_good else usual,
        is_free=form is free,
        form=form,
        calendar_form=by_calendar,
        free_form=free,
        offered=calendar.by_one_click(on, since=since),
        calendar=calendar,
        limits=limits,
    )


def _forms(
    request: Request, calendar: Calendar, on: dt.date, since: str, usual: Period, *, may_be_free: bool
) -> tuple[CalendarForm, PeriodForm | None]:
    asked = request.GET
    names_months = "from" in asked or "to" in asked
    shows_free = may_be_free and "period" not in asked and not calendar.holds(usual)
    by_calendar = CalendarForm(
        # Whoever may not choose any months is told so by the form that they have.
        asked if "period" in asked or (names_months and not may_be_free) else None,
        # What is shown stands chosen; any months that are no period of the calendar leave the choice open.
        initial={"period": "" if shows_free else calendar.usual(on, since=since).file_words},
        calendar=calendar,
        on=on,
        since=since,
    )
    if not may_be_free:
        return by_calendar, None
    initial = {"from": usual.first, "to": usual.last}
    return by_calendar, PeriodForm(asked if names_months else None, initial=initial, on=on, since=since)
