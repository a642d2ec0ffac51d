"""The review of a plan, its amendment, and the move to the next phase."""

from __future__ import annotations

import datetime as dt

from ehcp.clock.calendar import DAY
from ehcp.clock.limits.limit import (
    REGULATIONS,
    Due,
    anniversary,
    at_least_weeks_before,
    before,
    fifteen_days_to_answer,
    limit,
    months_after,
    within_weeks,
)
from ehcp.clock.timescales import amended_final as amended_plan

MEETING = "the day of the review meeting"
DEVON = "R (L, M, P) v Devon [2022] EWHC 493 (Admin)"


@limit(
    "review-notice",
    trigger=MEETING,
    counting="At least two weeks before it: 14 calendar days back. The safer day leaves 14 days clear.",
    regulation=f"{REGULATIONS} 20(3)",
)
def review_notice(meeting_on: dt.date) -> Due:
    """Those invited to a review meeting have at least two weeks' notice of it."""
    return at_least_weeks_before(meeting_on, 2)


@limit(
    "review-papers",
    trigger=MEETING,
    counting="At least two weeks before it: 14 calendar days back. The safer day leaves 14 days clear.",
    regulation=f"{REGULATIONS} 20(4)",
)
def review_papers(meeting_on: dt.date) -> Due:
    """The advice and information for a review meeting goes to those invited at least two weeks before it."""
    return at_least_weeks_before(meeting_on, 2)


@limit(
    "review-report",
    trigger=MEETING,
    counting="Within two weeks: 14 calendar days after it, its own day not counted.",
    regulation=f"{REGULATIONS} 20 (21 where the child is in no setting)",
)
def review_report(meeting_on: dt.date) -> Due:
    """The report of a review meeting goes to all who were invited, and to the authority, within two weeks of it."""
    return within_weeks(meeting_on, 2)


@limit(
    "review-decision",
    trigger=MEETING,
    counting="Within 4 weeks: 28 calendar days after it. To amend, the notice with the changes goes out in the same time.",
    regulation=f"{REGULATIONS} 20(10), with 22(2)(a); {DEVON}",
)
def review_decision(meeting_on: dt.date) -> Due:
    """The family is told within 4 weeks of a review meeting whether the plan is kept, amended or ended."""
    return within_weeks(meeting_on, 4)


@limit(
    "amendment-representations",
    trigger="the day the notice of amendments was served",
    counting="At least 15 days, beginning with the day of service: it is day 1, so the last is 14 days later. "
    "The amended plan may be made final from the day after.",
    regulation=f"{REGULATIONS} 22(2)(c)",
)
def amendment_representations(served_on: dt.date) -> Due:
    """The family has at least 15 days to say what it thinks of proposed amendments."""
    return fifteen_days_to_answer(served_on)


@limit(
    "amended-final",
    trigger="the day the notice of amendments was sent",
    counting="Within 8 weeks: 56 calendar days after it, its own day not counted.",
    regulation=f"{REGULATIONS} 22(3) and 22(4)",
)
def amended_final(notice_on: dt.date) -> Due:
    """The amended plan, or word that there will be none, follows within 8 weeks of the notice of amendments."""
    last = amended_plan(notice_on).from_notice
    return Due(due=last, warn=last - DAY)


@limit(
    "amended-final-from-meeting",
    trigger=MEETING,
    counting="Within 12 weeks: 4 for the decision and the notice, then 8: 84 calendar days after it.",
    regulation=f"{REGULATIONS} 20(10) with 22(3) and 22(4); {DEVON}",
)
def amended_final_from_meeting(meeting_on: dt.date) -> Due:
    """The amended plan follows within 12 weeks of the review meeting."""
    return within_weeks(meeting_on, 12)


@limit(
    "annual-review",
    trigger="the day the plan was made, or of the last review",
    counting="Within 12 months starting with the day: they end on the day before its anniversary. The whole review, "
    "decision included, is over by then.",
    regulation="Children and Families Act 2014, section 44(1)",
)
def annual_review(made_on: dt.date) -> Due:
    """A plan is reviewed within 12 months of being made, and within 12 months of each review after that."""
    last = anniversary(made_on) - DAY
    return Due(due=last, warn=last)


@limit(
    "early-years-review",
    trigger="the day the plan was made, or of the last review, for a child under five",
    counting="Every three to six months: six months starting with the day. Guidance: the Act's twelve months still bind.",
    regulation="SEND Code of Practice, paragraph 9.178 (guidance)",
    is_law=False,
)
def early_years_review(made_on: dt.date) -> Due:
    """The authority thinks about reviewing a plan of a child under five every three to six months."""
    last = months_after(made_on, 6) - DAY
    return Due(due=last, warn=months_after(made_on, 3) - DAY)


# --- Phase transfers ----------------------------------------------------------------------------


@limit(
    "phase-transfer",
    trigger="the day of the move to the next phase",
    counting="Before 15 February of the year of the move: 14 February. The Code says by 15 February.",
    regulation=f"{REGULATIONS} 18(1)(b)",
)
def phase_transfer(moves_on: dt.date) -> Due:
    """A plan is reviewed and amended, and its school named, before 15 February of the year of a phase transfer."""
    return before(dt.date(moves_on.year, 2, 15))


@limit(
    "phase-transfer-to-post16",
    trigger="the day of the move from secondary school to a post-16 setting",
    counting="Before 31 March of the year of the move: 30 March. The Code says by 31 March.",
    regulation=f"{REGULATIONS} 18(1)(a)",
)
def phase_transfer_to_post16(moves_on: dt.date) -> Due:
    """A plan is reviewed and amended, and its setting named, before 31 March of the year of a move to post-16."""
    return before(dt.date(moves_on.year, 3, 31))


@limit(
    "phase-transfer-within-post16",
    trigger="the day of the move from one post-16 setting to another",
    counting="At least five months before it: the same day of the month five months back, or the last of a shorter one.",
    regulation=f"{REGULATIONS} 18(2)",
)
def phase_transfer_within_post16(moves_on: dt.date) -> Due:
    """A plan is reviewed and amended at least five months before a move between post-16 settings."""
    last = months_after(moves_on, -5)
    return Due(due=last, warn=last - DAY)
