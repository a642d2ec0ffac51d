"""An example of a check is a small plan in plain text; this reads it as a plan is read."""

from __future__ import annotations

import re

from ehcp.screening.check import Check, Example, Hit
from ehcp.screening.document import Block, Document, Section, Span
from ehcp.screening.plan_text import PlanText
from ehcp.screening.screen import plan_text

_HEADING = re.compile(r"Section ([A-K][12]?): ")


def read(plan: str) -> Document:
    """The document of a plan in plain text, in which a line "Section F: ..." opens a section."""
    try:
        from ehcp.screening.reading.text import read_text
    except ImportError:
        return _by_hand(plan)
    return read_text(plan.encode())


def _by_hand(plan: str) -> Document:
    lines = [line for line in plan.split("\n") if line.strip()]
    blocks, spans, headings, code = [], {"FRONT": []}, {}, "FRONT"
    for index, line in enumerate(lines):
        heading = _HEADING.match(line)
        text = re.sub(r"^[-*•] ", "", line)
        blocks.append(
            Block(
                index,
                text,
                is_heading=bool(heading),
                heading_level=2 if heading else 0,
                number="•" if text != line else "",
            )
        )
        if heading:
            code = heading[1]
            headings[code] = index
            spans.setdefault(code, [])
        else:
            spans[code].append(Span(index, 0, len(text)))
    sections = tuple(
        Section(code, blocks[headings[code]].text if code in headings else "", headings.get(code), tuple(spans[code]))
        for code in spans
    )
    return Document("0" * 64, "txt", "by hand", tuple(blocks), sections)


def plan_of(example: Example) -> PlanText:
    return plan_text(read(example.plan), example.facts)


def hits(check: Check, example: Example) -> list[Hit]:
    """All that a check, run alone, points at in its example."""
    return list(check.find(plan_of(example)))


def quotes(check: Check, plan: str) -> list[str]:
    """The words a check points at in a small plan."""
    read_plan = plan_of(Example(plan))
    return [
        "" if hit.start is None or hit.end is None else read_plan.text[hit.start : hit.end]
        for hit in check.find(read_plan)
    ]
