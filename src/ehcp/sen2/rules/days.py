"""Days that are none, lie ahead, or stand in the wrong order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ehcp.sen2.record import Module, Person, Row
from ehcp.sen2.rule import Place, rule

DAYS = ("PersonBirthDate", "ReceivedDate", "RequestOutcomeDate", "AssessmentOutcomeDate", "StartDate", "CeaseDate",
        "ReviewMeeting", "LastReview", "ReviewDraft", "PhaseTransferDueDate", "PhaseTransferFinalDate", "EntryDate",
        "LeavingDate")  # fmt: skip
MAY_LIE_AHEAD = {"PhaseTransferDueDate", "LeavingDate", "EntryDate", "CeaseDate", "ReviewMeeting", "StartDate"}


@rule(
    "no-day",
    what="An item that should hold a day holds something else.",
    why="What cannot be read as a day is left out of every clock.",
    mend="Look at the format of the export: 2026-03-12 or 12/03/2026 are read.",
)
def no_day(person: Person, on: dt.date) -> Iterator[Place]:
    for row in person.all_rows():
        for item in DAYS:
            if (
                row.is_no_day(item)
                and row.get(item).lower() not in ("<na>", "null")
                and "1900-01-01" not in row.get(item)
            ):
                yield row, item, row.get(item)


@rule(
    "day-to-come",
    what="Something that has happened is dated after the day of the return.",
    why="It is a typing error, most often in the year, and turns a late plan into an early one.",
    mend="Put the day right in the case system.",
)
def day_to_come(person: Person, on: dt.date) -> Iterator[Place]:
    for row in person.all_rows():
        for item in DAYS:
            day = row.day(item) if item not in MAY_LIE_AHEAD else None
            if day is not None and day > on:
                yield row, item, row.get(item)


@rule(
    "days-out-of-order",
    what="A later step is dated before an earlier one.",
    why="One of the two days is wrong, and the time between them counts in the timeliness figures.",
    mend="Compare both days with the letters on the case, and put the wrong one right.",
)
def days_out_of_order(person: Person, on: dt.date) -> Iterator[Place]:
    for request in person.requests:
        asked = request.day("ReceivedDate")
        assessment = request.one(Module.ASSESSMENT)
        yield from _before(request, "RequestOutcomeDate", asked)
        if assessment is not None:
            yield from _before(assessment, "AssessmentOutcomeDate", request.day("RequestOutcomeDate") or asked)
        for plan in request.rows(Module.NAMED_PLAN):
            yield from _before(plan, "CeaseDate", plan.day("StartDate"))
        for plan in request.rows(Module.ACTIVE_PLAN):
            yield from _before(plan, "LastReview", plan.day("ReviewMeeting"))


def _before(row: Row, item: str, earlier: dt.date | None) -> Iterator[Place]:
    later = row.day(item)
    if earlier is not None and later is not None and later < earlier:
        yield row, item, row.get(item)
