"""The plan's own Word file with what the checks noticed as comments in its margin."""

from collections.abc import Iterable

from ehcp.screening.check import Finding as Found
from ehcp.screening.check import Severity
from ehcp.screening.report.margin import with_comments
from ehcp.screening.screen import Coverage, Screening, plan_text
from goldenthread import world
from goldenthread.plans.models import PlanVersion
from goldenthread.screenings.models import Finding
from goldenthread.screenings.queries.facts import facts_of


def word_with_comments(version: PlanVersion, findings: Iterable[Finding]) -> bytes:
    """The file of a version that came as .docx, amended by nothing but comments. Raises Refused where it cannot be opened."""
    plan = plan_text(version.document, facts_of(version))
    found = tuple(_found(one) for one in findings)
    with version.file.open("rb") as file:
        return with_comments(file.read(), Screening(plan, "", found, Coverage((), 0, 0)), at=world.now())


def _found(one: Finding) -> Found:
    return Found(
        rule=one.rule,
        version=one.rule_version,
        standard=one.standard,
        section=one.section,
        item=one.item or None,
        quote=one.quote,
        start=None,
        end=None,
        block=one.block,
        block_start=one.start,
        block_end=one.end,
        severity=Severity(one.severity),
        confidence=one.confidence,
        message=one.message,
        suggestion=one.suggestion,
        source=one.source,
    )
