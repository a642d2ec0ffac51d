"""Reviews and what came of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ehcp.sen2.record import Module, Person
from ehcp.sen2.rule import Place, rule


@rule(
    "review-without-outcome",
    what="A review was held, and its outcome is not there.",
    why="It looks as if no decision had been made. Often the decision is recorded, and its entry in the lookup of outcomes "
    "has no external code, so the export leaves it out.",
    mend="Map every entry of that lookup to a code of the return, and export again; then look at those that are left.",
)
def review_without_outcome(person: Person, on: dt.date) -> Iterator[Place]:
    for active in person.row.rows(Module.ACTIVE_PLAN):
        if active.get("LastReview") and not active.get("ReviewOutcome"):
            yield active, "ReviewOutcome", ""


@rule(
    "review-decision-missing",
    what="A review meeting was held more than four weeks before the day of the return, and no decision is dated.",
    why="The family should have had the decision within four weeks of the meeting.",
    mend="Fill in the day on which the authority wrote; if it did not write, it is late.",
)
def review_decision_missing(person: Person, on: dt.date) -> Iterator[Place]:
    for active in person.row.rows(Module.ACTIVE_PLAN):
        met = active.day("ReviewMeeting")
        decided = active.day("LastReview")
        if met is not None and met + dt.timedelta(weeks=4) < on and (decided is None or decided < met):
            yield active, "LastReview", active.get("LastReview")
