"""Changes that nobody accepted, or comments, left in the file that goes to the family."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ehcp.screening.check import Check, Example, Hit, Severity
from ehcp.screening.document import COMMENT, DELETED, INSERTED, NONE
from ehcp.screening.plan_text import PlanText

_WARNINGS = ("unaccepted-changes", "comments", "struck-through")
# A plan printed with its balloons shows them as words: "Commented [AB1]: ...", "Deleted: once a week".
_PRINTED = re.compile(
    r"\b(?:Commented|Comment) \[[A-Z]{1,4}\d{1,3}\](?:R\d)?:|^(?:Deleted|Inserted|Formatted|Moved (?:up|down) \[\d{1,2}\])(?: \[[^\]\n]{1,40}\])?: ",
    re.MULTILINE,
)

_PRINTED_WORDS = ("Commented [", "Comment [", "Deleted", "Inserted", "Formatted", "Moved up", "Moved down")


def find(plan: PlanText) -> Iterator[Hit]:
    told = [warning for warning in plan.document.warnings if warning.code in _WARNINGS and warning.how_many]
    printed = _PRINTED.search(plan.folded) if any(words in plan.folded for words in _PRINTED_WORDS) else None
    blocks = [block for block in plan.document.blocks if block.revision != NONE or block.part == COMMENT]
    if not (told or printed or blocks):
        return
    start, end, section = _first_place(plan)
    if printed is not None and (start is None or printed.start() < start):
        start, end, section = printed.start(), printed.end(), plan.section_at(printed.start()) or ""
    said = _said({warning.code: warning.how_many for warning in told})
    yield Hit(start, end, section, message=said)


def _first_place(plan: PlanText) -> tuple[int | None, int | None, str]:
    """The first inserted words, or those that stand by the first deletion or comment; nowhere when none can be told."""
    for block in plan.document.blocks:
        if block.revision == INSERTED and block.index in plan.start_of_block and block.text:
            start = plan.start_of_block[block.index]
            return start, start + len(block.text), plan.section_at(start) or ""
        if block.revision == DELETED or block.part == COMMENT:
            near = [index for index in plan.blocks if index < block.index]
            if near:
                start = plan.start_of_block[near[-1]]
                end = start + len(plan.document.blocks[near[-1]].text)
                return start, end, plan.section_at(start) or ""
    return None, None, ""


def _said(counts: dict[str, int]) -> str:
    pieces = []
    if changes := counts.get("unaccepted-changes", 0) + counts.get("struck-through", 0):
        pieces.append(f"{changes} tracked {'change' if changes == 1 else 'changes'} that nobody accepted")
    if comments := counts.get("comments", 0):
        pieces.append(f"{comments} {'comment' if comments == 1 else 'comments'}")
    return f"The file may hold {' and '.join(pieces)}." if pieces else ""


def _small(words: str) -> Example:
    return Example(f"Section F: Special educational provision\n{words}")


CHECK = Check(
    id="tracked-changes",
    version="1.0.0",
    title="Changes or comments left in the file",
    standard="T7",
    scope=("A", "B", "C", "D", "E", "F", "G", "H", "H1", "H2", "I", "J", "K"),
    guards=("told once a plan", "a plan that speaks of changes and comments without having any"),
    severity=Severity.SHOULD,
    confidence=0.92,
    message="The file may hold changes that nobody accepted, or comments.",
    explanation="Whoever gets the file can read what was struck out and what colleagues said to each other about it, and nobody "
    "can be sure which words are the plan.",
    source="SEND Code of Practice 9.61; UK GDPR Article 5(1)(f)",
    suggestion="In Word, accept or reject every change and delete the comments before the plan goes out.",
    find=find,
    should_find=(
        _small("Reading, once a week.\nCommented [AB1]: is this still right?"),
        _small("Reading, daily.\nDeleted: once a week"),
        _small("Formatted: Font: Bold\nReading, daily."),
        _small("Comment [KL12]: mum rang again\nReading, daily."),
        _small("Inserted: for 25 hours\nReading, daily."),
    ),
    should_not_find=(
        _small("Rowena deleted a line and inserted a better one: that is her way of writing."),
        _small("Her teacher's comment on each page is read with her."),
        _small("Words deleted: none. The changes of room are told to her the day before."),
        _small("The formatted text is printed in a large size."),
        _small("She commented on the story: it was too short."),
    ),
)
