"""Provision that does not say one of the four things it should: one finder for four checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ehcp.screening.check import Hit
from ehcp.screening.item import Form, Item, Kind
from ehcp.screening.items.forms import SURE
from ehcp.screening.language import reading_of

if TYPE_CHECKING:
    from ehcp.screening.plan_text import PlanText

SCOPE = ("F", "G", "H", "H1", "H2")
GUARDS = (
    "Strategies, equipment and reviewing are not asked; training is asked only who gives it and when",
    "Provision whose form is told by a narrow margin",
    "Another column of the row, or a line below, that says it",
    "Sentences that say nothing is needed, and headings: they are no provision",
)
_ASKED_OF_TRAINING = frozenset({"who", "frequency"})


def missing(slot: str) -> Callable[[PlanText], Iterator[Hit]]:
    """A finder of sessions (and training, for who and when) that leave this slot empty."""

    def find(plan: PlanText) -> Iterator[Hit]:
        for item in plan.items:
            if item.kind is not Kind.PROVISION or item.has(slot) or item.share < SURE:
                continue
            if item.form is Form.SESSION or (item.form is Form.TRAINING and slot in _ASKED_OF_TRAINING):
                start, end = _shown(plan, item)
                yield Hit(start, end, item.section, item.id)

    return find


def _shown(plan: PlanText, item: Item) -> tuple[int, int]:
    """The first sentence of what is given: enough to know it by."""
    start, end = item.spans[0]
    first = reading_of(plan).sentence_at(start)
    return start, min(end, max(first[1], start + 1))
