"""Every check that runs here: those of the library, and the one that needs the authority's other plans."""

from __future__ import annotations

from functools import cache

from ehcp.screening.check import Check, Severity
from ehcp.screening.checks import all_checks
from goldenthread.screenings.boilerplate import SECTIONS

BOILERPLATE = Check(
    id="boilerplate",
    version="1",
    title="Wording of another child's plan",
    standard="T7",
    scope=SECTIONS,
    guards=(
        "Paragraphs of fewer than twenty words are not compared.",
        "Wording that stands in four or more other children's plans is taken for the authority's template.",
        "Other plans of the same child are not compared.",
    ),
    severity=Severity.SHOULD,
    confidence=0.5,
    message="These words also stand, all but the same, in another plan of this authority, so they may not be about this child.",
    explanation=(
        "What was written for one child seldom fits another. Borrowed wording hides what is particular, and it is how "
        "another child's details come into a plan."
    ),
    source="Code of Practice 9.61; UK GDPR Article 5(1)(d)",
    suggestion="Say what this child needs and is given, from the advice about this child.",
    find=lambda plan: (),
    should_find=(),
    should_not_find=(),
)


@cache
def known_checks() -> dict[str, Check]:
    """Every check by its id."""
    return {check.id: check for check in (*all_checks(), BOILERPLATE)}


def house() -> str:
    """What a run is pinned to besides the library's ruleset."""
    return f"{BOILERPLATE.id}@{BOILERPLATE.version}"


def title_of(rule: str) -> str:
    """A check's title; its id where it has been taken out since."""
    check = known_checks().get(rule)
    return check.title if check else rule


def standard_of(rule: str) -> str:
    check = known_checks().get(rule)
    return check.standard if check else ""
