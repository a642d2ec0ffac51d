"""The same words in two places, where each should have its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ehcp.screening.check import Check, Example, Hit, Severity
from ehcp.screening.facts import Facts
from ehcp.screening.language import reading_of
from ehcp.screening.plan_text import PlanText

FACTS = Facts(name="Rowena Tallis", pronoun="she", kind="draft", on=date(2026, 3, 2))

# A run of this many words is not said twice by chance; a sentence counts towards a run from `SENTENCE` words on.
RUN, SENTENCE = 12, 6
_SECTIONS = ("A", "B", "C", "D", "E", "F", "G", "H", "H1", "H2", "I", "J")
_NUMBER = re.compile(r"(?:[A-K][12]?\.?\d{1,2}(?:\.\d{1,2})?[.:)]?|\d{1,2}[.)]) ")
_LABEL = re.compile(r"[A-Z][\w /-]{0,40}: ")
_NIL = re.compile(r"(?:No|None|Nothing|Not)\b|.{0,60}\bblank\b")
_SERVES = re.compile(r"\((?:supports? |for |from |outcomes? |see )?[A-H]\d[^)\n]{0,40}\)")
_STATUTE = re.compile(r"Chronically Sick|section 2 of|Children and Families Act|SEND Regulations|Code of Practice")
# Needs are said again as the reason for an outcome or provision, outcomes again over the provision that serves them.
_FAMILY = {
    "A": "A",
    "B": "N",
    "C": "N",
    "D": "N",
    "E": "E",
    "F": "P",
    "G": "P",
    "H": "P",
    "H1": "P",
    "H2": "P",
    "I": "P",
    "J": "P",
}


def find(plan: PlanText) -> Iterator[Hit]:
    first: dict[str, tuple[int, str]] = {}
    runs: list[list[tuple[int, int, int, str, str]]] = []
    follows: tuple[int, str] | None = None
    for start, end, section in _sentences(plan):
        text = plan.folded[start:end]
        words = (_SERVES.sub(" ", text) if "(" in text else text).lower().split()
        key = " ".join(words).rstrip(" .;,")
        if len(words) < SENTENCE:
            continue
        seen = first.get(key)
        if seen is None:
            first[key] = (start, section)
            follows = None
            continue
        if not _wants_its_own(seen[1], section) or _STATUTE.search(text) or _NIL.match(text):
            follows = None
            continue
        if follows is not None and runs and runs[-1][-1][1] <= start <= runs[-1][-1][1] + 3:
            runs[-1].append((start, end, len(words), section, seen[1]))
        else:
            runs.append([(start, end, len(words), section, seen[1])])
        follows = seen
    for run in runs:
        begins, ends, section = run[0][0], run[-1][1], run[0][3]
        line = reading_of(plan).line_at(begins)
        # A whole paragraph, however short, that stands in another section too was carried there.
        is_whole = begins - line[0] <= 8 and line[1] - ends <= 12 and run[0][4] != section
        if sum(count for _, _, count, *_ in run) >= (SENTENCE if is_whole else RUN):
            yield Hit(begins, ends, section)


def _sentences(plan: PlanText) -> Iterator[tuple[int, int, str]]:
    """Sentences of the plan's own words in reading order, each once, without the label in front."""
    reading = reading_of(plan)
    for start, end, section in sorted(
        (start, end, code) for code in _SECTIONS for start, end in plan.sections.get(code, ())
    ):
        if end - start < 30:
            continue
        block = plan.document.blocks[plan.place(start, end)[0]]
        if block.is_heading or (block.table is not None and block.table.is_header):
            continue
        for begins, stops in reading.sentences_in(start, end):
            if stops - begins < 24:
                continue
            if plan.folded[begins + 1].isdigit() or plan.folded[begins].isdigit():
                number = _NUMBER.match(plan.folded, begins, stops)
                begins = number.end() if number else begins
            if plan.folded.find(": ", begins, begins + 44) > 0:
                label = _LABEL.match(plan.folded, begins, stops)
                begins = label.end() if label else begins
            yield begins, stops, section


def _wants_its_own(one: str, other: str) -> bool:
    """Whether words of these sections should not be the same: not where one only says again what the other rests on."""
    return _FAMILY[one] == _FAMILY[other] or "A" in (one, other)


def _small(words: str) -> Example:
    return Example(words, FACTS)


_LONG = "Rowena will have help in class to stay with a task, with the task cut into small parts and a board of what comes next."

CHECK = Check(
    id="copied-block",
    version="1.0.0",
    title="The same words twice",
    standard="T7",
    scope=_SECTIONS,
    guards=(
        "a need or an outcome said again over the provision that answers it",
        "headings, column heads and sentences of the law",
        "short runs, such as who gives something or when it is reviewed",
    ),
    severity=Severity.SHOULD,
    confidence=0.91,
    message="These words may be copied from another place in this plan.",
    explanation="Each need, outcome and piece of provision should have words of its own. The same paragraph under two headings "
    "often means that one of the two was never thought about.",
    source="SEND Code of Practice 9.61 and 9.69",
    suggestion="Keep it where it belongs, and say in the other place what is meant there.",
    find=find,
    should_find=(
        _small(f"Section F: Special educational provision\n- {_LONG}\n- Reading with a pencil under the line.\n- {_LONG}"),
        _small(f"Section F: Special educational provision\n{_LONG}\nSection G: Health provision\n{_LONG}"),
        _small(f"Section F: Special educational provision\nF1 {_LONG} (supports E1)\nF2 {_LONG} (supports E3)"),
        _small("Section B: Special educational needs\nRowena has low muscle tone and loose joints, and she tires by the end of the morning.\n"
               "Section C: Health needs\nRowena has low muscle tone and loose joints, and she tires by the end of the morning."),
        _small("Section H1: Social care provision\nA mentor meets Rowena at the gate every morning. They have toast together and talk for a while.\n"
               "Section H2: Other social care provision\nA mentor meets Rowena at the gate every morning. They have toast together and talk for a while."),
    ),
    should_not_find=(
        _small(f"Section E: Outcomes\n{_LONG}\nSection F: Special educational provision\n{_LONG}"),
        _small("Section F: Special educational provision\n- Maths with the class teacher, every day for 20 minutes.\n- Reading with the class teacher, every day for 20 minutes."),
        _small("Section H1: Social care provision\nNothing is needed under section 2 of the Chronically Sick and Disabled Persons Act 1970, as the family and the early help team agreed.\n"
               "Section H2: Other social care provision\nNothing is needed under section 2 of the Chronically Sick and Disabled Persons Act 1970, as the family and the early help team agreed."),
        _small(f"Section F: Special educational provision\n{_LONG}\nReviewed by the special educational needs coordinator each term.\nReviewed by the special educational needs coordinator each term."),
        _small(f"Section F: Special educational provision\n{_LONG}"),
    ),
)  # fmt: skip
