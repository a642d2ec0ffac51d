"""What is asked of a plan at Level 1, what the screening can settle, and whose turn the rest is. Plain values only."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from ehcp.rulebook import rule
from goldenthread.compliance.points import SCREENING, Point

FRAMEWORK = "QA Framework 2025, Level 1, compliance of all plans"
OPEN, MET, MISSING, ENOUGH, NONE = "open", "met", "missing", "enough", "none"
DONE = (MET, ENOUGH, NONE)
ADULTHOOD_FROM = 9  # the school year
OFFICER, ASSISTANT, NOBODY = "officer", "assistant", ""


@dataclass(frozen=True)
class Noticed:
    """What one check of the screening pointed at: its rule, and the kind in brackets where it has one."""

    rule: str
    kind: str = ""


@dataclass(frozen=True)
class Plan:
    """What is known of a version. `is_screened` False: no check has looked, so that nothing noticed says nothing."""

    is_screened: bool
    noticed: frozenset[Noticed] = frozenset()
    has_health_provision: bool = False
    year: int | None = None


@rule("L1.1", source="SEND Regulations 2014, regulations 6(1), 6(2) and 12(2)")
def is_asked(point: Point, plan: Plan) -> bool:
    """A point is asked where it concerns the plan: adulthood from Year 9, a sensory teacher for such a need, agreement for health provision.

    Reading taken: where the year is not known, preparing for adulthood is asked, and somebody says that it does not apply.
    """
    if point.applies == "health":
        return plan.has_health_provision or not plan.is_screened
    if point.applies == "adulthood":
        return plan.year is None or plan.year >= ADULTHOOD_FROM
    if point.applies == "sensory":
        return bool(speaking_to(point, plan.noticed))
    return True


def speaking_to(point: Point, noticed: Iterable[Noticed]) -> list[Noticed]:
    """What the checks noticed about a point."""
    return [one for one in noticed if one.rule in point.rules and point.kind in ("", one.kind)]


@rule("L1.2", source=FRAMEWORK)
def by_screening(point: Point, plan: Plan) -> str:
    """The screening settles a point that is its to fill: something noticed is missing, nothing noticed is there; an unread plan stays open.

    Reading taken: whose plan it is, its dates, its signature and an agreement are looked at by a person always.
    """
    if point.filled_by != SCREENING or not plan.is_screened:
        return OPEN
    return MISSING if speaking_to(point, plan.noticed) else MET


@rule("L1.3", source="SEND Regulations 2014, regulation 6(4)")
def may_be_enough(point: Point, *, agreed_by: str, agreed_on: dt.date | None, today: dt.date) -> str:
    """Existing advice stands in the place of new advice only where the authority, its author and the family agree that it is enough.

    Gives nothing where it may, else the sentence that says what is lacking.
    """
    if not point.enough:
        return "Existing advice cannot stand in the place of this."
    if not agreed_by.strip():
        return "Say who agreed for the authority, for the advice and for the family."
    if agreed_on is None or agreed_on > today:
        return "Say on which day they agreed; it cannot be in the future."
    return ""


@rule("L1.4", source=FRAMEWORK)
def whose_turn(states: Iterable[str], *, has_assistant: bool) -> str:
    """What was not looked at is the assistant's turn, or the officer's where nobody helps; what is missing is the officer's."""
    found = set(states)
    if OPEN in found and has_assistant:
        return ASSISTANT
    return OFFICER if found & {OPEN, MISSING} else NOBODY


@rule("L1.5", source=FRAMEWORK)
def may_go_on(states: Iterable[str], *, is_required: bool) -> str:
    """Where the authority asks for it, a draft is said to be ready, and a plan made final, only when its list is complete.

    Gives nothing where it may, else the sentence that says what is lacking.
    """
    found = list(states)
    waiting, missing = found.count(OPEN), found.count(MISSING)
    if not is_required or not (waiting or missing):
        return ""
    said = [f"{waiting} not answered"] * bool(waiting) + [f"{missing} missing"] * bool(missing)
    return f"The compliance check of this plan is not complete: {' and '.join(said)}. Answer it first."
