"""Requests, assessments and what was decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ehcp.sen2.record import Module, Person, Row
from ehcp.sen2.rule import Place, rule

DECIDED = ("Y", "N")


@rule(
    "no-received-date",
    what="A request has no day on which it was received.",
    why="The 20 weeks start with it: without it the plan is in no timeliness figure.",
    mend="Fill in the day of the request; for a plan that moved in, the day of the first request.",
)
def no_received_date(person: Person, on: dt.date) -> Iterator[Place]:
    for request in person.requests:
        if not request.get("ReceivedDate") and request.get("RequestOutcome").upper() != "H":
            yield request, "ReceivedDate", ""


@rule(
    "decision-without-day",
    what="A decision was made, and the day of it is not there.",
    why="The 6-week, 16-week and 20-week figures need it.",
    mend="Fill in the day on which the family was told, or for a plan the day on which it was issued.",
)
def decision_without_day(person: Person, on: dt.date) -> Iterator[Place]:
    for row, outcome, item in _decisions(person):
        if outcome in DECIDED and not row.get(item):
            yield row, item, ""


@rule(
    "day-without-decision",
    what="There is a day of a decision where none was made: it is still open, was withdrawn, or lies before the year.",
    why="The return must give no day there, and COLLECT refuses it.",
    mend="Take the day out, or put the outcome right.",
)
def day_without_decision(person: Person, on: dt.date) -> Iterator[Place]:
    for row, outcome, item in _decisions(person):
        if outcome in ("A", "W", "H") and row.get(item):
            yield row, item, row.get(item)


def _decisions(person: Person) -> Iterator[tuple[Row, str, str]]:
    for request in person.requests:
        yield request, request.get("RequestOutcome").upper(), "RequestOutcomeDate"
        for assessment in request.rows(Module.ASSESSMENT):
            yield assessment, assessment.get("AssessmentOutcome").upper(), "AssessmentOutcomeDate"


@rule(
    "agreed-without-assessment",
    what="The authority agreed to assess, and the return holds no assessment.",
    why="The child drops out of the figures between the request and the plan.",
    mend="Open the assessment in the case system, or put the outcome of the request right.",
)
def agreed_without_assessment(person: Person, on: dt.date) -> Iterator[Place]:
    for request in person.requests:
        if request.get("RequestOutcome").upper() == "Y" and request.one(Module.ASSESSMENT) is None:
            yield request, "RequestOutcome", request.get("RequestOutcome")


@rule(
    "refused-with-plan",
    what="The assessment ended without a plan, and a plan hangs below it.",
    why="Where a refusal was overturned the first outcome stays, and the mediation or tribunal flag must say so.",
    mend="Set the flag if it was overturned; otherwise put the outcome right.",
)
def refused_with_plan(person: Person, on: dt.date) -> Iterator[Place]:
    for request in person.requests:
        assessment = request.one(Module.ASSESSMENT)
        if assessment is None or assessment.get("AssessmentOutcome").upper() != "N":
            continue
        overturned = any(
            assessment.flag(item)
            for item in ("AssessmentMediation", "AssessmentTribunal", "OtherMediation", "OtherTribunal")
        )
        if assessment.one(Module.NAMED_PLAN) is not None and not overturned:
            yield assessment, "AssessmentOutcome", assessment.get("AssessmentOutcome")
