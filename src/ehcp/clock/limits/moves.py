"""A family that moves to the area of another authority."""

from __future__ import annotations

import datetime as dt

from ehcp.clock.calendar import DAY, add_working_days
from ehcp.clock.limits.limit import REGULATIONS, Due, anniversary, limit, months_after, within_weeks


@limit(
    "transfer-notice",
    trigger="the day the old authority learned of the move",
    counting="Within 15 working days, beginning with the day: it is the first where it is a working day. Known so long "
    "before, the plan moves on the day of the move itself.",
    regulation=f"{REGULATIONS} 15(2)",
)
def transfer_notice(learned_on: dt.date) -> Due:
    """The old authority hands a plan over within 15 working days of learning that the family moves."""
    last = add_working_days(learned_on - DAY, 15)
    return Due(due=last, warn=last)


@limit(
    "move-in-notice",
    trigger="the day the plan was transferred",
    counting="Within 6 weeks: 42 calendar days after it, its own day not counted.",
    regulation=f"{REGULATIONS} 15(4)",
)
def move_in_notice(transferred_on: dt.date) -> Due:
    """The new authority tells the family within 6 weeks of the transfer whether and when it will review or assess."""
    return within_weeks(transferred_on, 6)


@limit(
    "move-in-review",
    trigger="the day the plan was transferred",
    counting="Within 3 months starting with the transfer, or within 12 months of the plan or its last review where that "
    "is later: see `annual-review`.",
    regulation=f"{REGULATIONS} 15(5)",
)
def move_in_review(transferred_on: dt.date) -> Due:
    """The new authority reviews the plan within 3 months of the transfer, or when its year is over if that is later."""
    last = months_after(transferred_on, 3) - DAY
    return Due(due=last, warn=last)


def move_in_review_by(transferred_on: dt.date, last_review_on: dt.date) -> dt.date:
    """The later of the two limits on the review of a plan that moved in."""
    return max(move_in_review(transferred_on).due, anniversary(last_review_on) - DAY)
