"""From the request to the final plan: the limits of a needs assessment."""

from __future__ import annotations

import datetime as dt

from ehcp.clock.calendar import DAY
from ehcp.clock.limits.limit import REGULATIONS, Due, fifteen_days_to_answer, limit, within_days, within_weeks
from ehcp.clock.timescales import final_plan as last_day_for_final_plan

REQUEST = "the day the request was received, or the authority became responsible"


@limit(
    "request-decision",
    trigger=REQUEST,
    counting="Within 6 weeks: 42 calendar days after it, its own day not counted.",
    regulation=f"{REGULATIONS} 5(1)",
    excused_by="5(4)",
)
def request_decision(requested_on: dt.date) -> Due:
    """The authority tells the family within 6 weeks of the request whether it will assess."""
    return within_weeks(requested_on, 6)


@limit(
    "advice-reply",
    trigger="the day the body received the request for advice",
    counting="Within 6 weeks: 42 calendar days after it, its own day not counted.",
    regulation=f"{REGULATIONS} 8(1)",
    excused_by="8(2)",
)
def advice_reply(asked_on: dt.date) -> Due:
    """A body that is asked for advice answers within 6 weeks of receiving the request."""
    return within_weeks(asked_on, 6)


@limit(
    "refusal-to-issue",
    trigger=REQUEST,
    counting="Within 16 weeks: 112 calendar days after it, its own day not counted.",
    regulation=f"{REGULATIONS} 10(1)",
    excused_by="10(4)",
)
def refusal_to_issue(requested_on: dt.date) -> Due:
    """The authority that will not issue a plan tells the family so within 16 weeks of the request."""
    return within_weeks(requested_on, 16)


@limit(
    "representations",
    trigger="the day the draft plan was served",
    counting="At least 15 days, beginning with the day of service: it is day 1, so the last is 14 days later. "
    "The plan may be made final from the day after.",
    regulation=f"{REGULATIONS} 13(1)(a)",
)
def draft_representations(served_on: dt.date) -> Due:
    """The family has at least 15 days to say what it thinks of the draft, to ask for a meeting and for a school."""
    return fifteen_days_to_answer(served_on)


@limit(
    "setting-reply",
    trigger="the day the school or college was consulted",
    counting="Within 15 days: 15 calendar days after it. Guidance: the regulations set no limit.",
    regulation="SEND Code of Practice, paragraph 9.83 (guidance)",
    is_law=False,
)
def setting_reply(sent_on: dt.date) -> Due:
    """A school or college that is consulted on a draft answers within 15 days."""
    return within_days(sent_on, 15)


@limit(
    "final-plan",
    trigger=REQUEST,
    counting="Within 20 weeks: 140 calendar days after it, its own day not counted.",
    regulation=f"{REGULATIONS} 13(2)",
    excused_by="13(3)",
)
def final_plan(requested_on: dt.date) -> Due:
    """The family, the setting and the health body have the final plan within 20 weeks of the request."""
    last = last_day_for_final_plan(requested_on)
    return Due(due=last, warn=last - DAY)


@limit(
    "reassessment-decision",
    trigger="the day the request for a re-assessment was received",
    counting="Within 15 days: 15 calendar days after it, its own day not counted.",
    regulation=f"{REGULATIONS} 25(1)",
)
def reassessment_decision(requested_on: dt.date) -> Due:
    """The authority tells the family within 15 days of the request whether it will re-assess."""
    return within_days(requested_on, 15)


@limit(
    "reassessment-final",
    trigger="the day the family was told that there will be a re-assessment",
    counting="Within 14 weeks: 98 calendar days after it, its own day not counted.",
    regulation=f"{REGULATIONS} 27(2)",
    excused_by="27(3)",
)
def reassessment_final(told_on: dt.date) -> Due:
    """A re-assessment ends with the final plan within 14 weeks of the family being told of it."""
    return within_weeks(told_on, 14)
