"""What a time limit is: a code, the day that it counts from, how it counts, and the law that says so.

A limit has editions: each holds for what began in its time, so that a change of the law leaves older cases as they were.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ehcp.clock.calendar import DAY, weeks_after
from ehcp.clock.timescales import REGULATIONS as REGULATIONS  # the limits cite it from here
from ehcp.clock.timescales import representations

# The day on which Part 3 of the Children and Families Act 2014 and its regulations came into force.
BEGAN = dt.date(2014, 9, 1)


@dataclass(frozen=True)
class Due:
    """The last lawful day; the safer day, by which warnings go; and the first lawful day, where there is one."""

    due: dt.date
    warn: dt.date
    not_before: dt.date | None = None


@dataclass(frozen=True)
class Limit:
    """One edition of a time limit.

    `trigger` names the day that it counts from, `rule` says how it counts, `excused_by` the paragraph that lists the
    exceptions ("" where the law knows none), `is_law` is False where only the Code says so.
    """

    code: str
    what: str
    trigger: str
    rule: str
    regulation: str
    count: Callable[[dt.date], Due]
    excused_by: str = ""
    is_law: bool = True
    since: dt.date = BEGAN
    until: dt.date | None = None

    def holds(self, trigger: dt.date) -> bool:
        """Whether this edition holds for what began on a day."""
        return self.since <= trigger and (self.until is None or trigger <= self.until)


@dataclass(frozen=True)
class Answer:
    """When one thing is due that began on one day, and by which edition."""

    limit: Limit
    trigger: dt.date
    due: dt.date
    warn: dt.date
    not_before: dt.date | None

    def as_json(self) -> dict[str, str | None]:
        """Days as YYYY-MM-DD; `not_before` is None where the law sets no first day."""
        return {
            "code": self.limit.code,
            "trigger": self.trigger.isoformat(),
            "due": self.due.isoformat(),
            "warn": self.warn.isoformat(),
            "not_before": self.not_before.isoformat() if self.not_before else None,
            "rule": self.limit.rule,
            "regulation": self.limit.regulation,
        }


class UnknownLimit(KeyError):
    """A code that no limit bears."""


class BeforeTheLaw(ValueError):
    """A day for which no edition of the limit holds."""


LIMITS: dict[str, tuple[Limit, ...]] = {}


def limit(
    code: str,
    *,
    trigger: str,
    counting: str,
    regulation: str,
    excused_by: str = "",
    is_law: bool = True,
    since: dt.date = BEGAN,
    until: dt.date | None = None,
) -> Callable[[Callable[[dt.date], Due]], Callable[[dt.date], Due]]:
    """Register a function of one day as an edition of the limit `code`; its docstring's first sentence says what it is."""

    def register(function: Callable[[dt.date], Due]) -> Callable[[dt.date], Due]:
        sentence = " ".join((function.__doc__ or "").split("\n\n")[0].split())
        edition = Limit(code, sentence, trigger, counting, regulation, function, excused_by, is_law, since, until)
        others = tuple(one for one in LIMITS.get(code, ()) if one.since != since)
        LIMITS[code] = tuple(sorted((*others, edition), key=lambda one: one.since))
        return function

    return register


def edition_for(code: str, trigger: dt.date) -> Limit:
    """The edition of a limit that holds for what began on a day.

    Raises UnknownLimit for a code that is none, BeforeTheLaw where no edition holds yet.
    """
    editions: Sequence[Limit] = LIMITS.get(code, ())
    if not editions:
        raise UnknownLimit(code)
    for each in editions:
        if each.holds(trigger):
            return each
    raise BeforeTheLaw(
        f"The limit {code} holds from {editions[0].since.isoformat()}; {trigger.isoformat()} is outside it."
    )


def due(code: str, trigger: dt.date) -> Answer:
    """When what began on a day is due, under the edition that holds for that day. Raises as `edition_for` does."""
    edition = edition_for(code, trigger)
    counted = edition.count(trigger)
    return Answer(edition, trigger, counted.due, counted.warn, counted.not_before)


# --- How the law counts -------------------------------------------------------------------------


def within_weeks(trigger: dt.date, weeks: int) -> Due:
    """ "Within so many weeks of": n x 7 days after the day. The safer day takes the day itself as day 1."""
    last = weeks_after(trigger, weeks)
    return Due(due=last, warn=last - DAY)


def within_days(trigger: dt.date, days: int) -> Due:
    """ "Within so many days of": that many days after it. The safer day takes the day itself as day 1."""
    last = trigger + days * DAY
    return Due(due=last, warn=last - DAY)


def fifteen_days_to_answer(served_on: dt.date) -> Due:
    """The family's fifteen days, the day of service counted: what waits for them may happen a day later."""
    time = representations(served_on)
    return Due(due=time.last_day, warn=time.last_day, not_before=time.may_be_final_from)


def at_least_weeks_before(meeting: dt.date, weeks: int) -> Due:
    """ "At least so many weeks before": n x 7 days back. The safer day leaves so many weeks clear."""
    last = meeting - dt.timedelta(weeks=weeks)
    return Due(due=last, warn=last - DAY)


def before(day: dt.date) -> Due:
    """ "Before a day": the day before it. It is tighter than the Code's "by", so it is the safer day as well."""
    return Due(due=day - DAY, warn=day - DAY)


def months_after(day: dt.date, months: int) -> dt.date:
    """The day of the same number so many months on (below zero: back), or the last of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return dt.date(years, month + 1, number)
        except ValueError:
            continue
    return dt.date(years, month + 1, day.day)


def anniversary(day: dt.date) -> dt.date:
    """The same day a year on. Of 29 February, where the next year has none, it is 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return dt.date(day.year + 1, 3, 1)
