"""What the command prints of one file: the same keys for every file, whatever became of it."""

from __future__ import annotations

import hashlib
from typing import Any

from ehcp.screening.checks import ruleset
from ehcp.screening.item import SLOTS, Item
from ehcp.screening.reading.text import decoded, places_in_file
from ehcp.screening.screen import Screening

SCREENED, NOT_SCREENED = "screened", "not-screened"


def not_screened(file: str, reason: str, data: bytes | None = None) -> dict[str, Any]:
    """The line of a file that could not be read, or not be found: never an empty list that might pass for a good plan."""
    return {
        "file": file,
        "sha256": None if data is None else hashlib.sha256(data).hexdigest(),
        "ruleset": ruleset(),
        "status": NOT_SCREENED,
        "reason": reason,
        "sections": [],
        "items": [],
        "findings": [],
        "coverage": None,
    }


def screened(file: str, screening: Screening, data: bytes) -> dict[str, Any]:
    """The line of a file that was screened.

    `start` and `end` count code points: of the decoded file (without a byte order mark, line ends as they are) for plain
    text, and of the plan's own blocks, one a line, for every other kind.
    """
    plan = screening.plan
    where = _InFile(screening, data)
    return {
        "file": file,
        "sha256": plan.document.sha256,
        "ruleset": screening.ruleset,
        "status": SCREENED,
        "reason": None,
        "sections": [_section(screening, code, where) for code in plan.document.codes],
        "items": [_item(item, where) for item in plan.items],
        "findings": [
            {
                "rule": finding.rule,
                "version": finding.version,
                "standard": finding.standard,
                "section": finding.section,
                "item": finding.item,
                "quote": finding.quote,
                **where.both(finding.start, finding.end),
                "severity": finding.severity.value,
                "confidence": finding.confidence,
                "message": finding.message,
                "suggestion": finding.suggestion,
                "source": finding.source,
            }
            for finding in screening.findings
        ],
        "coverage": {
            "sections": list(screening.coverage.sections),
            "items": screening.coverage.items,
            "blocks_not_understood": screening.coverage.blocks_not_understood,
        },
    }


def _section(screening: Screening, code: str, where: _InFile) -> dict[str, Any]:
    section = screening.plan.document.section(code)
    assert section is not None
    spans = screening.plan.sections.get(code, [])
    start: int | None
    end: int | None
    if spans:
        start, end = min(start for start, _ in spans), max(end for _, end in spans)
    else:
        # Nothing stands under the heading: the place right after it.
        begins = screening.plan.start_of_block.get(section.heading_block if section.heading_block is not None else -1)
        block = screening.plan.document.blocks[section.heading_block or 0]
        start = end = None if begins is None else begins + len(block.text)
    return {"code": code, "heading": section.heading, **where.both(start, end)}


def _item(item: Item, where: _InFile) -> dict[str, Any]:
    slots = {name: item.slots.get(name) for name in SLOTS}
    return {
        "id": item.id,
        "label": item.label or None,
        "section": item.section,
        "kind": item.kind.value,
        "form": item.form.value if item.form else None,
        "area": item.area or None,
        "text": item.text,
        "slots": {name: slot.text if slot else None for name, slot in slots.items()},
        "links": [link.to for link in item.links if link.is_certain],
        "possible_links": [link.to for link in item.links if not link.is_certain],
        **where.both(item.start, item.end),
    }


class _InFile:
    """Offsets as they are printed."""

    def __init__(self, screening: Screening, data: bytes) -> None:
        self.plan = screening.plan
        self.text = decoded(data) if self.plan.document.source_format == "txt" else None

    def both(self, start: int | None, end: int | None) -> dict[str, int | None]:
        if start is None or end is None or self.text is None:
            return {"start": start, "end": end}
        return {"start": self._place(start, start + 1)[0], "end": self._place(max(start, end - 1), end)[1]}

    def _place(self, start: int, end: int) -> tuple[int, int]:
        assert self.text is not None
        block, begins, finish = self.plan.place(start, end)
        return places_in_file(self.plan.document, self.text, block, begins, finish)
