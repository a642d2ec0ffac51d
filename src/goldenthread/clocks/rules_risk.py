"""Why an open limit may not be kept. Pure: what is known of the case, and a day."""

import datetime as dt
from dataclasses import dataclass

from ehcp.clock.timescales import last_day_to_serve, representations
from ehcp.rulebook import rule

# How long before the last day each thing has to be under way: the weeks that the law gives to what follows it.
WEEK = dt.timedelta(weeks=1)
DRAFT_EXPECTED = 6 * WEEK  # week 14 of 20: moderation, service and fifteen days still follow
SERVICE_EXPECTED = 4 * WEEK  # week 16 of 20
MEETING_EXPECTED = 6 * WEEK  # two of notice, four to the decision
DECISION = 4 * WEEK
AMENDING = 12 * WEEK  # from the meeting to the amended plan
SOON = WEEK
REPORT = 2 * WEEK


@dataclass(frozen=True)
class Known:
    """What bears on a limit: where the draft is, and what was arranged of the review."""

    decided_on: dt.date | None = None
    has_draft: bool = False
    served_on: dt.date | None = None
    meeting_on: dt.date | None = None
    reported_on: dt.date | None = None
    notice_on: dt.date | None = None


@rule("level 1: at risk", source="SEND Regulations 2014, regulations 13, 18, 20 and 22, counted back from the last day")
def risk_of(code: str, due_on: dt.date, known: Known, *, on: dt.date) -> str:
    """A limit is at risk when what has to come before it is not there in time for it: what is missing, "" where nothing is.

    Reading taken: counted back over the law's own periods, so that what is at risk can still be helped. Of a limit that is
    past it says what is missing still.
    """
    if code == "final-plan":
        return _final_plan(due_on, known, on)
    if code in ("annual-review", "move-in-review", "early-years-review"):
        return _review(due_on, known, on)
    if code.startswith("phase-transfer"):
        return _transfer(due_on, known, on)
    if code == "review-decision":
        return _decision(due_on, known, on)
    if code in ("amended-final", "amended-final-from-meeting"):
        return _amended(due_on, known, on)
    return "soon" if due_on >= on >= due_on - SOON else ""


def _final_plan(due_on: dt.date, known: Known, on: dt.date) -> str:
    if known.served_on is not None:
        may_be_final_from = representations(known.served_on).may_be_final_from
        if may_be_final_from > due_on >= on:
            return "no-time-left"
        return "to-finalise" if on >= may_be_final_from else ""
    if due_on >= on > last_day_to_serve(due_on):
        return "no-time-left"
    if on >= due_on - SERVICE_EXPECTED:
        return "not-served" if known.has_draft else "no-draft"
    if known.decided_on is None and on > due_on - 14 * WEEK:
        return "not-decided"
    return "no-draft" if on >= due_on - DRAFT_EXPECTED and not known.has_draft else ""


def _review(due_on: dt.date, known: Known, on: dt.date) -> str:
    if known.meeting_on is None:
        return "no-meeting" if on >= due_on - MEETING_EXPECTED else ""
    if known.meeting_on > due_on:
        return "late-meeting"
    if known.meeting_on <= on:
        return "no-decision" if on >= due_on - SOON else ""
    return "late-meeting" if known.meeting_on + DECISION > due_on and on >= due_on - MEETING_EXPECTED else ""


def _transfer(due_on: dt.date, known: Known, on: dt.date) -> str:
    if known.meeting_on is None:
        return "not-reviewed" if on >= due_on - AMENDING else ""
    if known.meeting_on > on:
        return "late-meeting" if known.meeting_on + AMENDING > due_on else ""
    return "not-amended" if on >= due_on - SERVICE_EXPECTED else ""


def _decision(due_on: dt.date, known: Known, on: dt.date) -> str:
    if known.reported_on is None and known.meeting_on is not None and on > known.meeting_on + REPORT:
        return "no-report"
    return "no-decision" if on >= due_on - SOON else ""


def _amended(due_on: dt.date, known: Known, on: dt.date) -> str:
    if known.notice_on is None:
        late = known.meeting_on is not None and on > known.meeting_on + DECISION
        return "no-notice" if late or on >= due_on - SERVICE_EXPECTED else ""
    if representations(known.notice_on).may_be_final_from > due_on >= on:
        return "no-time-left"
    return "not-amended" if on >= due_on - 2 * WEEK else ""
