"""What a person of a return says in the words of our register. Pure: no database, no clock.

Nothing is guessed: a value without a meaning here is told apart (`unmapped`) and stays as it came.
"""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from ehcp.sen2.codes import CODES, plain_code, words_for
from ehcp.sen2.record import Module, Person, Row
from goldenthread.plans.mapping_fields import SEX

Values = dict[str, Any]
UPN = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]\Z")
# Numbers under which some writers put the child's id in the case system beside the items of the return.
CASE_IDS = ("PersonID", "CaseID")
LONGEST_NAME = 100

_SEX = {alias: value for value, _, aliases in SEX for alias in aliases}
_SOURCES = {"1": "family", "2": "setting", "3": "health", "4": "social-care", "5": "other"}
_REASONS = dict(
    enumerate(
        "max-age needs-met higher-education employment moved no-engagement left-england died other".split(),
        1,
    )
)
_REVIEWED = {"AMEND": "amend", "A": "amend", "CEASE": "cease", "C": "cease", "MAINTAIN": "maintain", "M": "maintain"}
_MEDIATED = ("RequestMediation", "AssessmentMediation", "OtherMediation")
_APPEALED = ("RequestTribunal", "AssessmentTribunal", "OtherTribunal")

NO_NAME = "It has no first name or no surname, so it cannot be told whose record it is."
LONG_NAME = "A name is longer than 100 letters. Put it right in the case system."
NO_DAY = "The outcome of the review of {day} has no day of its own, so it is left out."


@dataclass
class Case:
    """One request: what became of it, the plan where there is one, its latest review. `_if_empty` fills and never changes."""

    request: Values
    request_if_empty: Values
    plan: Values | None = None
    plan_if_empty: Values = field(default_factory=dict)
    review: Values | None = None


@dataclass
class Understood:
    """A person in our words. Names are those of the fields of our records."""

    child: Values
    child_if_empty: Values
    cases: list[Case]
    case_ids: list[str]
    unmapped: list[tuple[str, str]]
    left_out: list[str]
    refusal: str


def understand(person: Person) -> Understood:
    """Everything that the register can hold of what the return says."""
    row = person.row
    unmapped = [
        (item, row_.get(item)) for row_ in person.all_rows() for item in row_.values if _has_no_words(row_, item)
    ]
    left_out: list[str] = []
    upn = row.get("UPN").upper()
    sex = _SEX.get(row.get("Sex").lower())
    if row.get("Sex") and sex is None:
        unmapped.append(("Sex", row.get("Sex")))
    if upn and not UPN.match(upn):
        unmapped.append(("UPN", row.get("UPN")))
        upn = ""
    child = {
        "first_name": row.get("Forename"),
        "last_name": row.get("Surname"),
        "date_of_birth": person.born_on,
        "upn": upn,
        "sex": sex,
        "primary_need": _primary_need(person),
    }
    cases = [_case(request, unmapped, left_out) for request in person.requests]
    return Understood(
        _said(child),
        _said({"setting_name": _setting(person)}),
        cases,
        [number for item in CASE_IDS if (number := row.get(item)[:40])],
        unmapped,
        left_out,
        _refusal(child),
    )


def _has_no_words(row: Row, item: str) -> bool:
    value = row.get(item)
    return bool(value) and item in CODES and words_for(item, value) is None


def _refusal(child: Values) -> str:
    if not (child["first_name"] and child["last_name"]):
        return NO_NAME
    if max(len(child["first_name"]), len(child["last_name"])) > LONGEST_NAME:
        return LONG_NAME
    return ""


def _said(values: Values) -> Values:
    """Without what the return does not say: an empty item never takes away what the register holds."""
    return {name: value for name, value in values.items() if value not in (None, "")}


def _primary_need(person: Person) -> str:
    for need in reversed(list(person.row.rows(Module.NEED))):
        code = plain_code("SENtype", need.get("SENtype"))
        if need.get("SENtypeRank").removesuffix(".0") in ("1", "") and code in CODES["SENtype"]:
            return code
    return ""


def _setting(person: Person) -> str:
    """Where the child is. The return knows schools by number alone, so this only fills what is empty."""
    for place in person.row.rows(Module.PLACEMENT):
        if place.get("LeavingDate"):
            continue
        if number := place.get("URN").removesuffix(".0"):
            return f"URN {number}"[:200]
        if number := place.get("UKPRN").removesuffix(".0"):
            return f"UKPRN {number}"[:200]
        return (place.get("SENsettingOther") or words_for("SENsetting", place.get("SENsetting")) or "")[:200]
    return ""


def _case(request: Row, unmapped: list[tuple[str, str]], left_out: list[str]) -> Case:
    assessment = request.one(Module.ASSESSMENT)
    named = list(request.rows(Module.NAMED_PLAN))
    active = request.one(Module.ACTIVE_PLAN)
    asked = plain_code("RequestOutcome", request.get("RequestOutcome"))
    decided = plain_code("AssessmentOutcome", assessment.get("AssessmentOutcome")) if assessment else ""
    has_plan = bool(named) or active is not None
    outcome, outcome_on = _outcome(request, assessment, asked, decided, has_plan)
    rows = [request, *([assessment] if assessment else [])]
    values = {
        "requested_on": request.day("ReceivedDate"),
        "source": _SOURCES.get(plain_code("RequestSource", request.get("RequestSource"))),
        "decided_on": request.day("RequestOutcomeDate") if asked in ("Y", "N") else None,
        "outcome": outcome,
        "outcome_on": outcome_on,
        "had_mediation": True if any(row.flag(item) for row in rows for item in _MEDIATED) else None,
        "went_to_tribunal": True if any(row.flag(item) for row in rows for item in _APPEALED) else None,
    }
    exempt = assessment is not None and assessment.flag("Week20")
    case = Case(_said(values), {"exception": "An exception applies"} if exempt else {})
    if has_plan or outcome == "plan" or (asked == "Y" and decided in ("", "A")):
        _plan(case, named, outcome_on if decided == "Y" else None)
    if active is not None:
        case.review = _review(active, unmapped, left_out)
    return case


def _outcome(
    request: Row, assessment: Row | None, asked: str, decided: str, has_plan: bool
) -> tuple[str | None, dt.date | None]:
    """What came of a request. None where it is open: that never takes back what the register knows by now."""
    if assessment is not None and decided == "Y":
        return "plan", assessment.day("AssessmentOutcomeDate")
    if has_plan:
        return "plan", None
    if assessment is not None and decided == "N":
        return "no-plan", assessment.day("AssessmentOutcomeDate")
    if decided == "W" or (asked == "W" and decided not in ("A",)):
        return "withdrawn", None
    if asked == "N":
        return "not-assessed", request.day("RequestOutcomeDate")
    return None, None


def _plan(case: Case, named: list[Row], issued_on: dt.date | None) -> None:
    last = named[-1] if named else None
    reason = plain_code("CeaseReason", last.get("CeaseReason")) if last else ""
    ceased_on = last.day("CeaseDate") if last else None
    case.plan = _said(
        {
            "made_on": issued_on,
            "ceased_on": ceased_on,
            "cease_reason": _REASONS.get(int(reason)) if ceased_on and reason.isdecimal() else None,
        }
    )
    case.plan_if_empty = _said({"made_on": last.day("StartDate") if last else None})


def _review(active: Row, unmapped: list[tuple[str, str]], left_out: list[str]) -> Values | None:
    met = active.day("ReviewMeeting")
    told = active.get("ReviewOutcome")
    outcome = _REVIEWED.get(plain_code("ReviewOutcome", told))
    if told and outcome is None:
        unmapped.append(("ReviewOutcome", told))
    if met is None:
        return None
    decided_on = _not_before(active.day("LastReview"), met)
    if outcome and decided_on is None:
        left_out.append(NO_DAY.format(day=f"{met:%d/%m/%Y}"))
        outcome = None
    values = {
        "meeting_on": met,
        "decided_on": decided_on,
        "outcome": outcome,
        "notice_on": _not_before(active.day("ReviewDraft"), met),
    }
    return _said(values)


def _not_before(day: dt.date | None, met: dt.date) -> dt.date | None:
    """A day of an earlier review says nothing of this one."""
    return day if day is not None and day >= met else None
