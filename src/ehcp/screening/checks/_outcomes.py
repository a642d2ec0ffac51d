"""The outcomes of a plan, each told apart once: an outcome that can be measured, one that cannot, or none at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from ehcp.screening.checks._outcome_words import is_measurable, is_not_an_outcome
from ehcp.screening.item import Item, Kind
from ehcp.screening.language import reading_of

if TYPE_CHECKING:
    from ehcp.screening.plan_text import PlanText

MEASURABLE, UNMEASURABLE, NOT_AN_OUTCOME = "measurable", "unmeasurable", "not an outcome"
# An outcome says what it is within its first thousand letters, or nobody will read on.
LONGEST = 1000
_SAYS = re.compile(r"\b(?:will|to|can|would|should)\b")

_told: WeakKeyDictionary[PlanText, list[tuple[Item, tuple[int, int], str]]] = WeakKeyDictionary()


def outcomes(plan: PlanText) -> Iterator[tuple[Item, tuple[int, int], str]]:
    """Each outcome with its first sentence and what it is."""
    found = _told.get(plan)
    if found is None:
        found = _told[plan] = [
            (item, sentence, _form(plan.folded[sentence[0] : min(sentence[1], sentence[0] + LONGEST)]))
            for item in plan.items
            if item.kind is Kind.OUTCOME
            for sentence in (_first_sentence(plan, item),)
        ]
    yield from found


def _first_sentence(plan: PlanText, item: Item) -> tuple[int, int]:
    start, end = _cell(plan, item)
    reading = reading_of(plan)
    if reading.is_quoted(start):
        return start, end
    # What follows the first sentence is a step on the way, or how it will be looked at.
    first = reading.sentence_at(start)
    text = plan.folded[max(first[0], start) : min(first[1], end)]
    # "Outcome 3." and a title of a few words say nothing yet.
    if len(text.split()) < 8 and " will " not in text and " will " in plan.folded[start:end]:
        return start, end
    return max(first[0], start), min(first[1], end)


def _cell(plan: PlanText, item: Item) -> tuple[int, int]:
    """In a row: the cell that says what will change, and not its number or its area of need."""
    told = [span for span in item.spans if span[1] - span[0] > 8] or [item.spans[0]]
    return next((span for span in told[:3] if _SAYS.search(plan.folded, *span)), told[0])


def _form(text: str) -> str:
    if is_not_an_outcome(text):
        return NOT_AN_OUTCOME
    return MEASURABLE if is_measurable(text) else UNMEASURABLE
