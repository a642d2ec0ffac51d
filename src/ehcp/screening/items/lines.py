"""The lines of sections A to H in reading order, and the label in front of each."""

from __future__ import annotations

import re
from typing import NamedTuple

from ehcp.screening.document import Block
from ehcp.screening.item import KIND_OF_SECTION, Kind
from ehcp.screening.items.shared import Shared
from ehcp.screening.plan_text import PlanText


class Line(NamedTuple):
    """A block, or the part of it that belongs to a section: `start` and `end` in the plan's text."""

    start: int
    end: int
    section: str
    block: Block


def lines_of(plan: PlanText) -> list[Line]:
    """Every line of a section that may hold items. A line that two sections share goes to the one it speaks for."""
    held: dict[tuple[int, int, int], list[str]] = {}
    for section in plan.document.sections:
        if section.code not in KIND_OF_SECTION:
            continue
        for span in section.spans:
            begins = plan.start_of_block.get(span.block)
            if begins is not None and span.end > span.start:
                held.setdefault((span.block, span.start, span.end), []).append(section.code)
    lines = []
    shared = Shared(plan)
    for (index, offset, until), codes in sorted(held.items()):
        block = plan.document.blocks[index]
        begins = plan.start_of_block[index]
        end = begins + until
        code = codes[0]
        if len(codes) > 1:
            low = plan.lowered[begins + offset : end]
            code = shared.code_of(block, low[_ahead(low) :], codes)
            code = _labelled(low, codes) or code
        lines.append(Line(begins + offset, end, code, block))
    return lines


def _ahead(low: str) -> int:
    """How much of a line a label in front takes up: "1. By July" begins at "By"."""
    label = LABEL.match(low)
    return label.end() if label and not label["word"] and label.end() < len(low) else 0


def _labelled(low: str, codes: list[str]) -> str:
    """Of the sections that share a line, the one whose letter its label has."""
    label = LABEL.match(low)
    letter = (label["letter"] or "").upper() if label else ""
    return next((code for code in codes if code[0] == letter), "")


LABEL = re.compile(
    r"\A\W{0,2}(?P<word>(?:need|outcome|provision|aspiration|objective|hope)s?\s(?:no\.? ?)?)?"
    r"(?P<letter>[a-h])?(?P<number>[12]?\.?\d{1,2}(?:\.\d{1,2}){0,3})(?!\d|[%/]|:\d|\.\d|-\d)"
    r"(?:\s?\([^)\n]{1,70}\))?[.):]?(?:\s+-(?=\s))?(?:\s+|\Z)"
)
_KIND_OF_WORD = {
    "need": Kind.NEED,
    "outcome": Kind.OUTCOME,
    "objective": Kind.OUTCOME,
    "provision": Kind.PROVISION,
    "aspiration": Kind.ASPIRATION,
    "hope": Kind.ASPIRATION,
}
_DIGIT = re.compile(r"\d")
FURTHEST_DIGIT = 24  # letters into a line, in which a label has its first
_NUMBER = re.compile(
    r"\A\(?(?P<letter>[A-H])?(?P<digit>[12](?=\.))?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|(?:\.\d{1,2}){1,3})[.):]?\Z"
)


def label_of(line: Line, low: str, *, alone: bool = False) -> tuple[str, int]:
    """The plan's own label of a line ("F1.2"), and how many characters of the line it takes up (0 where it is a list's).

    `alone` takes a bare number too: the first cell of a row.
    """
    number = _NUMBER.match(line.block.number) if line.block.number else None
    taken = LABEL.match(low) if _DIGIT.search(low, 0, FURTHEST_DIGIT) else None
    if taken is not None and (
        (taken["word"] and _is_its_word(taken["word"], line.section))
        or taken["letter"] == line.section[0].lower()
        or (alone and taken.end() == len(low))
    ):
        digits = taken["number"].lstrip(".")
        return _joined(line.section, taken["letter"], digits), taken.end()
    if number is not None:
        digits = (number["digit"] or "") + number["number"]
        return _joined(line.section, (number["letter"] or "").lower(), digits), 0
    return "", 0


def _is_its_word(word: str, section: str) -> bool:
    """Whether "Need 6:" labels a line of this section; in another it says which need the line is for."""
    kind = _KIND_OF_WORD.get(word.split()[0].rstrip("s"))
    return kind is None or kind is KIND_OF_SECTION[section]


def _joined(section: str, letter: str | None, digits: str) -> str:
    """ "F" and "1.2" are F1.2; in H1 a bare "2" is H1.2, and "H1.2" stays what it is."""
    digits = digits.strip(".")
    if letter and letter.upper() == section[0]:
        return f"{section[0]}{digits}"
    return f"{section}{'.' if section[-1].isdigit() else ''}{digits}"
