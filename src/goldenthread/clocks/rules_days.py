"""What may be recorded as a day of a case, and what excuses lateness. Each says what to do instead."""

import datetime as dt
from collections.abc import Mapping

from ehcp.clock.exceptions import limbs_for
from ehcp.clock.limits import edition_for
from ehcp.rulebook import rule
from goldenthread.permissions import Decision

YES = Decision(True)


@rule("level 1: the days of a review", source="SEND Regulations 2014, regulations 20 and 22")
def review_days(days: Mapping[str, dt.date | None], outcome: str, *, today: dt.date) -> Decision:
    """A review's days stand in the order in which the law knows them, and what has happened is not ahead.

    `days` by field: meeting_on, invited_on, reported_on, decided_on, notice_on, amended_on. Only a meeting may lie ahead.
    """
    meeting_on = days["meeting_on"]
    if meeting_on is None:
        return Decision(False, "Give the day of the review meeting: every limit counts from it.")
    words = {
        "invited_on": "notice of the meeting",
        "reported_on": "report",
        "decided_on": "letter with the decision",
        "notice_on": "notice with the changes",
        "amended_on": "amended plan",
    }
    for field, what in words.items():
        day = days.get(field)
        if day is not None and day > today:
            return Decision(False, f"The day of the {what} lies ahead. Record it once it has happened.")
        if day is not None and field != "invited_on" and day < meeting_on:
            return Decision(False, f"The {what} cannot be dated before the meeting. Check both days.")
    if days.get("invited_on") and days["invited_on"] > meeting_on:  # type: ignore[operator]
        return Decision(False, "The notice of the meeting cannot be dated after the meeting. Check both days.")
    if outcome != "open" and days.get("decided_on") is None:
        return Decision(False, "Give the day of the letter with the decision.")
    if outcome == "open" and days.get("decided_on") is not None:
        return Decision(False, "Say what was decided: kept, to be amended, or to be ended.")
    if outcome != "amend" and (days.get("notice_on") or days.get("amended_on")):
        return Decision(False, "A notice of changes and an amended plan belong to a decision to amend.")
    if days.get("amended_on") and days.get("notice_on") is None:
        return Decision(False, "Give the day of the notice with the changes: the family's fifteen days count from it.")
    return YES


@rule("level 1: an exception", source="SEND Regulations 2014, regulations 5(4), 8(2), 10(4), 13(3) and 27(3)")
def may_be_excused(code: str, began_on: dt.date, limb: str, *, due_on: dt.date) -> Decision:
    """Lateness is excused on a ground that the law lists for that very limit, and on no other."""
    limit = edition_for(code, began_on)
    grounds = limbs_for(limit, on=due_on)
    if not grounds:
        return Decision(False, "The law knows no exception to this limit. Record why it is late in the case notes.")
    if limb not in {ground.code for ground in grounds}:
        return Decision(False, "Choose the ground. A lack of staff, or of advice, is on no list of the law.")
    return YES


@rule("level 1: the days of an exception", source="SEND Regulations 2014, regulation 13(3)")
def excused_days(from_on: dt.date | None, until_on: dt.date | None, *, limb: str) -> Decision:
    """What lasts says from when to when; a closure and an absence last at least four weeks on end."""
    if from_on is None or until_on is None:
        return Decision(False, "Give the first and the last day.")
    if until_on < from_on:
        return Decision(False, "The last day cannot be before the first. Check both.")
    if limb in ("away", "school-closed", "early-years-closed") and (until_on - from_on).days + 1 < 28:
        return Decision(
            False, "This ground asks for at least four weeks on end. With fewer the law gives no exception."
        )
    return YES


@rule("level 1: a clock started by hand", source="SEND Regulations 2014, Part 2, and the Code")
def started_days(began_on: dt.date | None, met_on: dt.date | None, *, today: dt.date) -> Decision:
    """A clock starts on a day that has been, and is met on one that is not before it."""
    if began_on is None:
        return Decision(False, "Give the day that it counts from.")
    if began_on > today:
        return Decision(False, "The day that it counts from lies ahead. Start it on that day.")
    if met_on is not None and met_on < began_on:
        return Decision(False, "It cannot have been done before it began. Check both days.")
    if met_on is not None and met_on > today:
        return Decision(False, "The day that it was done lies ahead. Record it once it has happened.")
    return YES
