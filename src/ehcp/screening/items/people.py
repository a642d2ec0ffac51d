"""Names of those who give provision, where the plan says once what they are: "the key worker, Hayley Broom"."""

from __future__ import annotations

import re

from ehcp.screening.items.roles import roles
from ehcp.screening.plan_text import PlanText

_FULL_NAME = re.compile(r"([A-Z](?<!\w[A-Z])[a-z]+(?:-[A-Z][a-z]+)?) [A-Z][A-Za-z'-]+")
NEARBY = 60  # letters to either side of a name
APART = 5  # letters between a name and its role: ", the "


def people_of(plan: PlanText) -> frozenset[str]:
    """First names that the plan gives beside a role, in small letters; never the child's own."""
    low, capitals = plan.lowered, plan.folded
    names: set[str] = set()
    for section in ("B", "C", "D", "F", "G", "H", "H1", "H2"):
        for start, end in plan.sections.get(section, ()):
            for name in _FULL_NAME.finditer(capitals, start, end):
                begins, finish = name.span()
                before = roles(low, capitals, max(start, begins - NEARBY), begins)
                after = roles(low, capitals, finish, min(end, finish + NEARBY))
                if any(begins - at <= APART for _, at in before) or any(at - finish <= APART for at, _ in after):
                    names.add(name[1].lower())
    if plan.facts.name:
        names.discard(plan.facts.name.split()[0].lower())
    return frozenset(names)


def named(plan: PlanText, names: frozenset[str], start: int, end: int) -> tuple[int, int] | None:
    """Where somebody with a name of these acts in a stretch: "with Hayley", or "Leonie runs" at its beginning."""
    for word in _NAME.finditer(plan.folded, start, end):
        if word[1].lower() in names and (word.start() == start or _WITH.search(plan.folded, start, word.start())):
            return word.start(), word.end()
    return None


_NAME = re.compile(r"\b([A-Z][a-z]+(?:-[A-Z][a-z]+)?)\b")
_WITH = re.compile(r"\b(?:by|with|from|and|to) \Z|[.:;] \Z")
