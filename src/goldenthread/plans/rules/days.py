"""What a recorded day may say: the day of service, its correction, and the day on which a plan is made final."""

import datetime as dt

from ehcp.clock.timescales import REGULATIONS, representations
from ehcp.rulebook import rule
from goldenthread.permissions import Decision
from goldenthread.plans.rules.gate import LET_OUT


@rule("P.1", source="Golden Thread, what a date may say")
def serve_day(
    on: dt.date, *, today: dt.date, let_out_on: dt.date | None, how: str = "", requested_on: dt.date | None
) -> Decision:
    """The day of service is a day that has come, not before the draft was let out, nor before the plan was asked for.

    Reading taken: let out is let through by the draw, found to be outside it, cleared or released, on the day on which
    that was done. After a hold that was lifted it is the day of the lifting.
    """
    if on > today:
        return Decision(False, "The day of service cannot be in the future.")
    if requested_on is not None and on < requested_on:
        return Decision(False, f"The plan was asked for on {_day(requested_on)}, so no draft was served before it.")
    if let_out_on is not None and on < let_out_on:
        done = LET_OUT.get(how, "let out")
        return Decision(False, f"The day of service cannot be before {_day(let_out_on)}, when the draft was {done}.")
    return Decision(True)


@rule("P.5", source="Golden Thread, what a date may say")
def service_may_be_corrected(*, was: dt.date, to: dt.date) -> Decision:
    """A wrong day of service is put right, with a reason, only by another day than the recorded one."""
    if was == to:
        return Decision(False, f"{_day(was)} is the day that is recorded already.")
    return Decision(True)


@rule("reg 13(1): final", source=f"{REGULATIONS} 13(1)(a); 22(2)(c) for amended plans")
def final_day(on: dt.date, *, today: dt.date, served_on: dt.date | None) -> Decision:
    """A plan is made final only after the family's fifteen days are over, counted from the day the draft was served.

    Reading taken: calendar days, the day of service is the first, so the earliest day is the day of service + 15.
    """
    if served_on is None:
        return Decision(False, "No draft of this plan has been served, so it cannot be made final.")
    if on > today:
        return Decision(False, "The day cannot be in the future.")
    first = representations(served_on).may_be_final_from
    if on < first:
        return Decision(
            False,
            f"The family has fifteen days from {_day(served_on)}, so the plan may be made final from {_day(first)}.",
        )
    return Decision(True)


@rule("reg 13(1): final, after a correction", source=f"{REGULATIONS} 13(1)(a); 22(2)(c) for amended plans")
def final_day_stands(final_on: dt.date, *, served_on: dt.date) -> Decision:
    """A day of service is not corrected to one from which the plan would have been made final too early."""
    first = representations(served_on).may_be_final_from
    if final_on < first:
        return Decision(
            False,
            f"The plan was made final on {_day(final_on)}. Served on {_day(served_on)} it could be made final only from "
            f"{_day(first)}.",
        )
    return Decision(True)


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
