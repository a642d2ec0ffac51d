"""Names of those who give provision, where the plan says once what they are: "the key worker, Hayley Broom"."""

from __future__ import annotations

import re

from ehcp.screening.items.roles import roles
from ehcp.screening.plan_text import PlanText

_NAME_AFTER = re.compile(r",? \(?([A-Z][a-z]+(?:-[A-Z][a-z]+)?) [A-Z][A-Za-z'-]+")
_NAME_BEFORE = re.compile(
    r"([A-Z][a-z]+(?:-[A-Z][a-z]+)?) [A-Z][A-Za-z'-]+,? \(?(?:the |an? |our |her |his |their )?\Z"
)
LEFT = 60


def people_of(plan: PlanText) -> frozenset[str]:
    """First names that the plan gives beside a role, in small letters; never the child's own."""
    names: set[str] = set()
    for section in ("F", "G", "H", "H1", "H2"):
        for start, end in plan.sections.get(section, ()):
            for begins, finish in roles(plan.lowered, plan.folded, start, end):
                after = _NAME_AFTER.match(plan.folded, finish, end)
                if after is not None:
                    names.add(after[1].lower())
                before = _NAME_BEFORE.search(plan.folded, max(start, begins - LEFT), begins)
                if before is not None:
                    names.add(before[1].lower())
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
