"""Which limits a case has, from which day each counts, and when it was met. Pure functions on plain days.

The limits themselves stand in `ehcp.clock`. What is not known is left out rather than guessed: an old review whose notice
was never recorded has no limit for it, because it would be late for ever.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from ehcp.clock.calendar import weeks_after
from ehcp.clock.timescales import amended_final
from ehcp.rulebook import rule

UNDER_FIVE = 5
SIXTEEN_WEEKS = 16


@dataclass(frozen=True)
class Begun:
    """One limit that counts: its code, the day that it counts from, and the day that it was met (None: it runs)."""

    code: str
    began_on: dt.date
    met_on: dt.date | None = None


@dataclass(frozen=True)
class Request:
    """The days of a request and its assessment. `outcome` as in the register; `final_on` of the plan that came of it."""

    requested_on: dt.date | None
    decided_on: dt.date | None = None
    outcome: str = "open"
    outcome_on: dt.date | None = None
    draft_on: dt.date | None = None
    final_on: dt.date | None = None


@rule("level 1: the clocks of a request", source="SEND Regulations 2014, regulations 5(1), 10(1) and 13(2)")
def of_request(case: Request, *, on: dt.date) -> Iterator[Begun]:
    """Every request has its six weeks; one that goes on has its twenty; one refused after assessment its sixteen.

    Readings taken: a withdrawn request owes nothing more. The sixteen weeks bind a decision not to issue a plan alone, so
    they run while that may still be the decision in time, and an open assessment that is past them is not late for it. A draft shows that it
    was decided to assess, so where that day was never recorded nothing is called late.
    """
    if case.requested_on is None:
        return
    told_on = case.decided_on
    if told_on is None and case.outcome in ("not-assessed", "no-plan", "plan"):
        told_on = case.outcome_on
    went_on = case.draft_on is not None or case.final_on is not None
    if told_on is not None or (case.outcome == "open" and not went_on):
        yield Begun("request-decision", case.requested_on, told_on)
    if case.outcome == "no-plan":
        yield Begun("refusal-to-issue", case.requested_on, case.outcome_on)
    elif case.outcome == "open":
        if case.draft_on is None and on <= weeks_after(case.requested_on, SIXTEEN_WEEKS):
            yield Begun("refusal-to-issue", case.requested_on)
        if case.draft_on is not None:
            yield Begun("representations", case.draft_on)
        yield Begun("final-plan", case.requested_on, case.final_on)
    elif case.outcome == "plan":
        yield Begun("final-plan", case.requested_on, case.final_on or case.outcome_on)


@dataclass(frozen=True)
class PlanDays:
    """The days of a plan that is in place. `last_review_on` is the day of the newest decision after a review."""

    made_on: dt.date | None
    last_review_on: dt.date | None = None
    ceased_on: dt.date | None = None
    born_on: dt.date | None = None
    moved_in_on: dt.date | None = None
    told_of_move_on: dt.date | None = None


@rule(
    "level 1: the clocks of a plan", source="Children and Families Act 2014, section 44(1); SEND Regulations 2014, 15"
)
def of_plan(case: PlanDays, *, on: dt.date) -> Iterator[Begun]:
    """A plan that is in place is reviewed within twelve months of being made, then of each review.

    Reading taken: the year counts from the day of the letter with the decision, which ends a review.
    """
    if case.ceased_on is not None and case.ceased_on <= on:
        return
    since = max((day for day in (case.made_on, case.last_review_on) if day), default=None)
    if since is not None:
        yield Begun("annual-review", since)
        if case.born_on is not None and _age(case.born_on, since) < UNDER_FIVE:
            yield Begun("early-years-review", since)
    if case.moved_in_on is not None:
        if case.last_review_on is None or case.last_review_on < case.moved_in_on:
            yield Begun("move-in-review", case.moved_in_on)
        yield Begun("move-in-notice", case.moved_in_on, case.told_of_move_on)


def _age(born_on: dt.date, on: dt.date) -> int:
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


@dataclass(frozen=True)
class ReviewDays:
    """The days of one review. `before_on` is the day from which its year counted (plan made, or the review before)."""

    meeting_on: dt.date
    invited_on: dt.date | None = None
    reported_on: dt.date | None = None
    decided_on: dt.date | None = None
    outcome: str = "open"
    notice_on: dt.date | None = None
    amended_on: dt.date | None = None
    before_on: dt.date | None = None


@rule("level 1: the clocks of a review", source="SEND Regulations 2014, regulations 20 and 22; the Act, section 44(1)")
def of_review(case: ReviewDays, *, on: dt.date) -> Iterator[Begun]:
    """A review has its notice before the meeting, its report, its decision, and where it amends its last day.

    Reading taken: of the eight weeks from the notice and the twelve from the meeting the earlier binds, and it alone counts.
    """
    if case.invited_on is not None or case.meeting_on > on:
        yield Begun("review-notice", case.meeting_on, case.invited_on)
    if case.decided_on is not None and case.before_on is not None and case.before_on < case.decided_on:
        yield Begun("annual-review", case.before_on, case.decided_on)
    if case.meeting_on > on:
        return
    if case.reported_on is not None or case.decided_on is None:
        yield Begun("review-report", case.meeting_on, case.reported_on)
    yield Begun("review-decision", case.meeting_on, case.decided_on)
    if case.outcome != "amend":
        return
    if case.notice_on is not None:
        yield Begun("amendment-representations", case.notice_on)
        bound = amended_final(case.notice_on, case.meeting_on)
        if bound.from_notice == bound.last_day:
            yield Begun("amended-final", case.notice_on, case.amended_on)
            return
    yield Begun("amended-final-from-meeting", case.meeting_on, case.amended_on)


TRANSFERS = {
    "school": "phase-transfer",
    "post-16": "phase-transfer-to-post16",
    "within-post-16": "phase-transfer-within-post16",
}


@rule("level 1: the clock of a phase transfer", source="SEND Regulations 2014, regulation 18")
def of_transfer(into: str, moves_on: dt.date, final_on: dt.date | None) -> Begun:
    """A plan is final for the next phase before a fixed day: 15 February, 31 March, or five months before the move."""
    return Begun(TRANSFERS[into], moves_on, final_on)
