"""What the pages of the register, of uploads and of versions read."""

from goldenthread.plans.queries.gate import clock_of, decision_of, given_to, served_on_of
from goldenthread.plans.queries.names import child_question
from goldenthread.plans.queries.plan import PlanFile, VersionLine, plan_with_versions, version_for
from goldenthread.plans.queries.register import plans_visible_to, versions_visible_to, visible_to

__all__ = [
    "PlanFile",
    "VersionLine",
    "child_question",
    "clock_of",
    "decision_of",
    "given_to",
    "plan_with_versions",
    "plans_visible_to",
    "served_on_of",
    "version_for",
    "versions_visible_to",
    "visible_to",
]
