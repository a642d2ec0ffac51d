"""Outcomes of E: sentences that look ahead, and what only tells the steps towards them or how they are measured."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from ehcp.screening.item import Kind
from ehcp.screening.items import prose, wording
from ehcp.screening.items.lines import Line
from ehcp.screening.items.measures import BY

if TYPE_CHECKING:
    from ehcp.screening.items.making import Walk

_COUNTED = re.compile(r"\A\W{0,4}[a-z]+ \d{1,2}(?:: [a-z ]{2,40})?[.:)] {1,2}(?=[a-z])")
_INTRO = re.compile(r":\s*\Z")
# "She eats a lunch on every school day by Easter": what is done is told as if it were so already.
_DOES = re.compile(r"\A\W*+(?:he|she|they) (?!will|would|has been|have been|was|were|is to|are to)[a-z]+\b")
_DOES_SO = re.compile(r"\A\W*+(?:he|she|they) will do (?:it|so|this|that)\b")


def read_outcomes(walk: Walk, line: Line, start: int, label: str) -> None:
    """The outcomes of one line; steps on the way belong to the outcome above them."""
    low = walk.low[start : line.end]
    if line.block.is_heading and not label:
        # An outcome that heads its own steps, behind a count and a title of its own: "Thread 1: talking. By July ...".
        walk.mode = ""
        counted = _COUNTED.match(low)
        start += counted.end() if counted else 0
        walk.add(line, start, line.end, Kind.OUTCOME)
        walk.mode = "steps"
        return
    above = walk.found[-1] if walk.found and walk.found[-1].section == "E" else None
    is_bullet = line.block.number.startswith("•")
    if (
        above is not None
        and not label
        and (
            walk.mode == "steps"
            or wording.STEPS.match(low)
            or (is_bullet and above.label and not above.is_bullet)
            or (line.block.list_level > 0 and is_bullet and not above.is_bullet)
        )
    ):
        above.spans.append((line.start, line.end))
        return
    if label or line.block.number:
        walk.add(line, start, line.end, Kind.OUTCOME, label)
        return
    if _INTRO.search(low) or not wording.OUTCOME_SIGN.search(low):
        walk.puzzles += not _INTRO.search(low)
        walk.current = None
        return
    if above is not None and walk.current is above and wording.ADDS.match(low):
        above.spans.append((line.start, line.end))
        return
    for begins, finish in walk.grouped(start, line.end, partial(_is_new, walk)):
        walk.add(line, begins, finish, Kind.OUTCOME)


def _is_new(walk: Walk, low: str, start: int, end: int, _before: int) -> bool:
    """A sentence that looks ahead says an outcome, unless it says how the one before is measured."""
    if _DOES_SO.match(low) or wording.STEPS.match(low) or (wording.ADDS.match(low) and not prose.AHEAD.match(low)):
        return False
    ahead = BY.search(walk.low, start, min(end, start + 40))
    if (ahead and ahead.start() < start + 12) or prose.AHEAD.match(low):
        return True
    if _DOES.match(low) and BY.search(walk.low, start, end):
        return True
    return prose.LOOKS_AHEAD.search(low) is not None and not prose.MEASURES.search(low)
