"""Mediation, appeal, and what follows an appeal that the authority does not oppose."""

from __future__ import annotations

import datetime as dt

from ehcp.clock.calendar import DAY, add_working_days
from ehcp.clock.limits.limit import REGULATIONS, Due, limit, months_after, within_days, within_weeks

TOLD_TRIBUNAL = "the day the authority told the Tribunal that it will not oppose"


@limit(
    "mediation-arrange",
    trigger="the day the family said that it wants mediation",
    counting="Within 30 days: 30 calendar days after it, its own day not counted.",
    regulation=f"{REGULATIONS} 36 and 37",
)
def mediation_arrange(told_on: dt.date) -> Due:
    """Mediation takes place within 30 days of the family saying that it wants it."""
    return within_days(told_on, 30)


@limit(
    "mediation-health",
    trigger="the day the family said that it wants mediation about health",
    counting="Within 3 working days: the third working day after it.",
    regulation=f"{REGULATIONS} 35 to 37",
)
def mediation_health(told_on: dt.date) -> Due:
    """The authority tells the health body within 3 working days that a family wants mediation about health."""
    last = add_working_days(told_on, 3)
    return Due(due=last, warn=add_working_days(told_on, 2))


@limit(
    "mediation-certificate",
    trigger="the day mediation ended, or the family declined it",
    counting="Within 3 working days: the third working day after it.",
    regulation=f"{REGULATIONS} 38 and 39",
)
def mediation_certificate(ended_on: dt.date) -> Due:
    """The family has its mediation certificate within 3 working days."""
    last = add_working_days(ended_on, 3)
    return Due(due=last, warn=add_working_days(ended_on, 2))


@limit(
    "appeal",
    trigger="the day of the letter that tells the decision",
    counting="Within 2 months of the letter, or 1 month of the certificate where that is later: see `appeal-certificate`.",
    regulation="Tribunal Procedure (First-tier Tribunal) (Health, Education and Social Care Chamber) Rules 2008, rule 20",
)
def appeal(decided_on: dt.date) -> Due:
    """A family appeals within 2 months of the letter that tells it the decision."""
    last = months_after(decided_on, 2)
    return Due(due=last, warn=last - DAY)


@limit(
    "appeal-certificate",
    trigger="the day of the mediation certificate",
    counting="Within 1 month of the certificate, or 2 months of the letter where that is later: see `appeal`.",
    regulation="Tribunal Procedure (First-tier Tribunal) (Health, Education and Social Care Chamber) Rules 2008, rule 20",
)
def appeal_certificate(certified_on: dt.date) -> Due:
    """A family appeals within 1 month of its mediation certificate, where that is later than 2 months of the letter."""
    last = months_after(certified_on, 1)
    return Due(due=last, warn=last - DAY)


@limit(
    "unopposed-amend",
    trigger=TOLD_TRIBUNAL,
    counting="Within 5 weeks: 35 calendar days after it, its own day not counted.",
    regulation=f"{REGULATIONS} 45(4), as amended in 2015",
)
def unopposed_amend(told_on: dt.date) -> Due:
    """The plan is amended within 5 weeks where the authority does not oppose an appeal about what it says."""
    return within_weeks(told_on, 5)


@limit(
    "unopposed-assess",
    trigger=TOLD_TRIBUNAL,
    counting="Within 2 weeks: 14 calendar days after it, its own day not counted.",
    regulation=f"{REGULATIONS} 45(3)",
)
def unopposed_assess(told_on: dt.date) -> Due:
    """The family is told within 2 weeks that the assessment starts, where the authority does not oppose an appeal for one."""
    return within_weeks(told_on, 2)


@limit(
    "unopposed-refuse",
    trigger=TOLD_TRIBUNAL,
    counting="Within 10 weeks: 70 calendar days after it, its own day not counted.",
    regulation=f"{REGULATIONS} 45(3A)",
)
def unopposed_refuse(told_on: dt.date) -> Due:
    """After such an assessment the family is told within 10 weeks that no plan will be issued."""
    return within_weeks(told_on, 10)


@limit(
    "unopposed-issue",
    trigger=TOLD_TRIBUNAL,
    counting="Within 14 weeks: 98 calendar days after it, its own day not counted.",
    regulation=f"{REGULATIONS} 45(3A)",
)
def unopposed_issue(told_on: dt.date) -> Due:
    """After such an assessment the final plan is issued within 14 weeks."""
    return within_weeks(told_on, 14)
