"""The words of a plan become items: aspirations, needs, outcomes, provision, with their slots and links."""

from __future__ import annotations

from ehcp.screening.item import KIND_OF_SECTION, Item
from ehcp.screening.plan_text import PlanText

# Change it whenever the same document would give other items, slots or links.
ITEMS_VERSION = "1"


def items_of(plan: PlanText) -> tuple[Item, ...]:
    """The items of sections A to H in reading order."""
    found: list[Item] = []
    for section, spans in plan.sections.items():
        kind = KIND_OF_SECTION.get(section)
        if kind is None:
            continue
        for number, (start, end) in enumerate(spans, 1):
            found.append(Item(f"{section}{number}", section, kind, ((start, end),), plan.text[start:end]))
    return tuple(found)
