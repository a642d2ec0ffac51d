"""Names of those who give provision, where the plan says once what they are: "the key worker, Hayley Broom"."""

from __future__ import annotations

import re

from ehcp.screening.items.roles import roles
from ehcp.screening.names import first_names
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
    names -= _NO_NAMES
    if plan.facts.name:
        names.discard(plan.facts.name.split()[0].lower())
    return frozenset(names)


def named(plan: PlanText, names: frozenset[str], start: int, end: int) -> tuple[int, int] | None:
    """Where somebody with a name of these acts in a stretch: "with Hayley", or "Leonie runs" at its beginning."""
    gives = _GIVES.match(plan.folded, start, end)
    if gives is not None and (_is_another(plan, gives["full"], gives["short"]) or _does_to_the_child(plan, gives, end)):
        return gives.span("full") if gives["full"] else gives.span("short")
    by = _BY_NAME.search(plan.folded, start, end)
    if by is not None and _is_another(plan, by[1], None):
        return by.span(1)
    for word in _NAME.finditer(plan.folded, start, end):
        if word[1].lower() in names and (word.start() == start or _WITH.search(plan.folded, start, word.start())):
            return word.start(), word.end()
    return None


_NAME = re.compile(r"\b([A-Z][a-z]+(?:-[A-Z][a-z]+)?)\b")
_WITH = re.compile(r"\b(?:by|with|from|and|to) \Z|[.:;] \Z")
# "Rory Allan sees Ash", "She goes through it with her": whoever does this to or for the child.
_NO_NAMES = frozenset("the a an his her their each every on at in our from this that all two three".split())
_DOES = (
    r"(?:also |then |still |will |will also )?(?:gives?|sees?|teach(?:es)?|trains?|works? with|visits?|runs?|leads?|shows?|takes?|reads? with|"
    r"meets?|goes through|go through|practises? with|brings?|plays? with|rings?|helps?|joins?|treats?|supports?|goes over|coaches|hears?)\b"
)
_GIVES = re.compile(
    rf"(?:\([^()\n]{{1,20}}\) )?(?:(?:On|In|At|Each|Every|After|From)\b[^,.\n]{{2,40}},? )?(?:(?P<full>[A-Z][a-z]+(?:-[A-Z][a-z]+)? [A-Z][A-Za-z'-]+)|(?P<short>He|She|he|she))"
    rf"(?:,[^,.\n]{{3,60}},)? {_DOES}"
)
_BY_NAME = re.compile(r"\b(?:by|from|given by|led by|run by) ([A-Z][a-z]+(?:-[A-Z][a-z]+)? [A-Z][A-Za-z'-]+)\b")


def _is_another(plan: PlanText, full: str | None, short: str | None) -> bool:
    """Whether the words name somebody who is not the child: by a person's name, or by the other pronoun."""
    if short is not None:
        return plan.facts.pronoun in ("he", "she") and short.lower() != plan.facts.pronoun
    if full is None or plan.facts.name is None:
        return False
    return full.split()[0] in first_names() and full.split()[0] != plan.facts.name.split()[0]


def _does_to_the_child(plan: PlanText, gives: re.Match[str], end: int) -> bool:
    """ "She trains four adults", "She goes through it with Mia": no child trains, and none is both who acts and who is named."""
    if gives["full"] or plan.facts.name is None:
        return False
    if gives[0].endswith(("trains", "train")):
        return True
    return plan.facts.name.split()[0] in plan.folded[gives.end() : min(end, gives.end() + 40)]
