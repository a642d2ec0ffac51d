"""The law's time limits: one function each, named by what is due and cited by its regulation.

Calendar days throughout: weekends, bank holidays and school holidays count. A limit is an outer limit; the law also
says "as soon as practicable". Lateness is worked out from dates on a day (`on=`), never stored.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ehcp.clock.calendar import DAY, last_of_days_beginning_with, weeks_after
from ehcp.rulebook import rule

REGULATIONS = "SEND Regulations 2014, regulation"
TWENTY_WEEKS = 20
WARNING_DAYS = 21  # three weeks


# --- The limits -------------------------------------------------------------------------------


@rule("reg 13(2)", source=f"{REGULATIONS} 13(2)")
def final_plan(requested_on: dt.date) -> dt.date:
    """The final plan reaches the family, the setting and the health body within 20 weeks of the request.

    Reading taken: calendar days, the day of the request not counted, so the last day is the request + 140.
    The exceptions of regulation 13(3) explain lateness; they do not set another day.
    """
    return weeks_after(requested_on, TWENTY_WEEKS)


@dataclass(frozen=True)
class Representations:
    """The family's time on a draft: its last day, and the first day on which the plan may be made final."""

    last_day: dt.date
    may_be_final_from: dt.date

    def is_open(self, *, on: dt.date) -> bool:
        """Whether the family may still answer, by right, on this day."""
        return on <= self.last_day


@rule("reg 13(1)", source=f"{REGULATIONS} 13(1)(a)")
def representations(served_on: dt.date) -> Representations:
    """The family has at least 15 days, beginning with the day on which the draft was served, to answer it.

    Reading taken: calendar days; the day of service is day 1, so the last is service + 14. The family has the whole
    of it, so the plan may be made final from service + 15.
    """
    last_day = last_of_days_beginning_with(served_on, 15)
    return Representations(last_day=last_day, may_be_final_from=last_day + DAY)


@rule("reg 13: last day to serve", source=f"{REGULATIONS} 13(1)(a) and 13(2) together")
def last_day_to_serve(final_by: dt.date) -> dt.date:
    """A draft is served early enough for the family's 15 days to be over before the final plan is due.

    Reading taken: the last day to serve is the last day for the final plan - 15. Served a day later, the family's
    fifteenth day is the last day itself, and a plan made final after it is late.
    """
    return final_by - 15 * DAY


@dataclass(frozen=True)
class AmendedFinal:
    """The two limits on an amended plan; `last_day` is the earlier. `from_meeting` is None where none was held."""

    from_notice: dt.date
    from_meeting: dt.date | None

    @property
    def last_day(self) -> dt.date:
        return min(self.from_notice, self.from_meeting) if self.from_meeting else self.from_notice


@rule("reg 22", source=f"{REGULATIONS} 22(3) and 22(4), with 20(10); R (L, M, P) v Devon [2022] EWHC 493 (Admin)")
def amended_final(notice_on: dt.date, meeting_on: dt.date | None = None) -> AmendedFinal:
    """The amended plan is final within 8 weeks of the notice of amendments, and 12 weeks of the review meeting.

    Reading taken: calendar days, the day of the notice and of the meeting not counted; the earlier date binds.
    """
    return AmendedFinal(
        from_notice=weeks_after(notice_on, 8), from_meeting=weeks_after(meeting_on, 12) if meeting_on else None
    )


# --- The clock on the screen ------------------------------------------------------------------


@dataclass(frozen=True)
class WeekMark:
    """A mark on the clock's line: the week, its day, and what the law or custom expects by then."""

    week: int
    on: dt.date
    label: str
    is_law: bool


@dataclass(frozen=True)
class Clock:
    """The 20 weeks of one request, as they stand on a day (or stood on the day the plan was made final)."""

    requested_on: dt.date
    on: dt.date
    last_day: dt.date
    last_day_to_serve: dt.date
    marks: tuple[WeekMark, ...]
    is_stopped: bool = False

    @property
    def day(self) -> int:
        """Day 111 of 140. The day of the request is day 0, and a late plan goes beyond 140."""
        return (self.on - self.requested_on).days

    @property
    def of_days(self) -> int:
        return (self.last_day - self.requested_on).days

    @property
    def week(self) -> int:
        """The week that is running: 1 on the day of the request, 20 on the last day."""
        return max(0, self.day - 1) // 7 + 1

    @property
    def days_left(self) -> int:
        """Days until the last day: 0 on it, below zero once it has passed."""
        return (self.last_day - self.on).days

    @property
    def days_late(self) -> int:
        return max(0, -self.days_left)

    @property
    def days_left_to_serve(self) -> int:
        """Days until the last day to serve the draft; below zero once it has passed."""
        return (self.last_day_to_serve - self.on).days

    @property
    def is_late(self) -> bool:
        """Whether the legal limit is passed."""
        return self.on > self.last_day

    @property
    def under_three_weeks(self) -> bool:
        """A warning while the clock runs: fewer than 21 days are left, counted to the safer date, and it is not late.

        The safer date takes the day of the request as day 1, as some families' advisers do: a day before the legal one.
        """
        return not self.is_stopped and not self.is_late and self.days_left - 1 < WARNING_DAYS


@rule("reg 13(2): the clock", source=f"{REGULATIONS} 5(1), 10(1), 13(1) and 13(2)")
def twenty_week_clock(requested_on: dt.date, *, on: dt.date, final_on: dt.date | None = None) -> Clock:
    """Everybody who works on a new plan sees how much of the 20 weeks is left.

    Reading taken: the clock stops on the day the plan was made final. Week 16 is law for a decision not to issue a
    plan, and for the draft only custom. Warnings use the safer date, breach the legal one.
    Raises ValueError for a day before the request.
    """
    stopped = final_on is not None and final_on <= on
    day = final_on if stopped and final_on is not None else on
    if day < requested_on:
        raise ValueError("The clock starts with the request.")
    last_day = final_plan(requested_on)
    return Clock(
        requested_on=requested_on,
        on=day,
        last_day=last_day,
        last_day_to_serve=last_day_to_serve(last_day),
        marks=(
            WeekMark(6, weeks_after(requested_on, 6), "Decision whether to assess", True),
            WeekMark(16, weeks_after(requested_on, 16), "Draft served, or decision not to issue a plan", False),
            WeekMark(20, last_day, "Final plan", True),
        ),
        is_stopped=stopped,
    )
