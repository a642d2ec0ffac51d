"""A plan is screened: read into items, looked at by every check. It points; it never judges."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ehcp.screening.check import Check, Finding, Hit
from ehcp.screening.checks import all_checks, ruleset
from ehcp.screening.document import Document
from ehcp.screening.facts import NOTHING_KNOWN, Facts
from ehcp.screening.front_page import facts_of
from ehcp.screening.items import read_items
from ehcp.screening.plan_text import PlanText


@dataclass(frozen=True)
class Coverage:
    """What was read, so that no finding is never taken for nothing wrong."""

    sections: tuple[str, ...]
    items: int
    blocks_not_understood: int


@dataclass(frozen=True)
class Screening:
    """What one run saw in one plan. `ruleset` names the checks that ran."""

    plan: PlanText
    ruleset: str
    findings: tuple[Finding, ...]
    coverage: Coverage


def screen(document: Document, facts: Facts = NOTHING_KNOWN, *, only: Collection[str] | None = None) -> Screening:
    """Every finding in a plan, in reading order. `only` names the checks to run (all when None)."""
    plan = plan_text(document, facts)
    findings = [
        finding_of(check, hit, plan)
        for check in all_checks()
        if only is None or check.id in only
        for hit in check.find(plan)
    ]
    findings.sort(key=lambda finding: (finding.start is None, finding.start or 0, finding.rule))
    return Screening(plan, ruleset(), tuple(findings), coverage_of(plan))


def plan_text(document: Document, facts: Facts = NOTHING_KNOWN) -> PlanText:
    """The plan's words with its facts completed from its front page, and its items."""
    plan = PlanText(document, facts_of(document, facts))
    plan.items, plan.blocks_not_understood = read_items(plan)
    return plan


def coverage_of(plan: PlanText) -> Coverage:
    return Coverage(plan.document.codes, len(plan.items), plan.blocks_not_understood)


def finding_of(check: Check, hit: Hit, plan: PlanText) -> Finding:
    """A hit with all that its check says of it, and its words. Raises ValueError for a place outside the text."""
    quote, block, start, end = "", None, None, None
    if hit.start is not None and hit.end is not None:
        if not 0 <= hit.start < hit.end <= len(plan.text):
            raise ValueError(f"{check.id} points outside the plan")
        block, start, end = plan.place(hit.start, hit.end)
        quote = plan.text[hit.start : hit.start + end - start]
    return Finding(
        check.id,
        check.version,
        check.standard,
        hit.section,
        hit.item,
        quote,
        hit.start,
        None if hit.start is None else hit.start + len(quote),
        block,
        start,
        end,
        check.severity,
        check.confidence,
        hit.message or check.message,
        hit.suggestion or check.suggestion,
        check.source,
    )
