"""What the screening and the register know of a version, as the rules of the list ask for it."""

import re

from ehcp.screening.items import read_items
from ehcp.screening.screen import plan_text
from goldenthread.compliance.rules import Noticed, Plan
from goldenthread.plans.models import PlanVersion
from goldenthread.screenings.models import Finding
from goldenthread.screenings.queries.facts import facts_of
from goldenthread.screenings.queries.findings import findings_for, latest_run

_KIND = re.compile(r"\(([a-z -]+)\)")


def known_of(version: PlanVersion) -> Plan:
    """The plan as the rules see it. Three queries, and the text is read once."""
    run = latest_run(version)
    year = facts_of(version).year
    if run is None or not run.is_screened:
        return Plan(is_screened=False, year=year)
    noticed = frozenset(noticed_by(one) for one in findings_for(version).only("rule", "message"))
    return Plan(True, noticed, has_health_provision(version), year)


def noticed_by(finding: Finding) -> Noticed:
    """What a finding says to the list: its check, and the kind that it names in brackets."""
    kind = _KIND.search(finding.message) if finding.rule == "advice-missing" else None
    return Noticed(finding.rule, kind[1] if kind else "")


def has_health_provision(version: PlanVersion) -> bool:
    """Section G asks for something: it holds an item of provision, not only a sentence that there is none."""
    document = version.document
    if document.section("G") is None:
        return False
    return any(item.section == "G" for item in read_items(plan_text(document, facts_of(version))).items)
