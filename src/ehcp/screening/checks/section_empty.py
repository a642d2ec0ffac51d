"""A section with a heading and nothing in it, or only a placeholder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ehcp.screening.check import Check, Example, Hit, Severity
from ehcp.screening.document import Block
from ehcp.screening.facts import Facts
from ehcp.screening.normalise import folded
from ehcp.screening.plan_text import PlanText
from ehcp.vocabulary import SECTION_TITLES

DRAFT = Facts(kind="draft", on=date(2026, 3, 2))
FINAL = Facts(kind="final", on=date(2026, 3, 2))

# Words that say nothing, alone or one after another.
_PLACEHOLDER = re.compile(
    r"""(?:[A-K][12]?(?:\.\d)?\d?[.:]?[ ])?(?:(?: n\.?/?a\.? | not[ ]applicable | nil | none | nothing | tb[cda]\b | to[ ]be[ ](?:confirmed|completed|added|agreed|decided|discussed)
          | to[ ]follow | pending | awaited | blank | (?:left|leave)[ ]blank | £?x{2,} | \?+ | see[ ]above | as[ ]above | not[ ]known | unknown
          | none[ ](?:known|identified|recorded|needed|required|at[ ]present|at[ ]this[ ]time|currently) | not[ ](?:required|needed)
          | \[[^\]]{0,200}\] | \{[^}]{0,80}\} | <<?[^>]{0,80}>>? | «[^»]{0,80}» | [-_.…*•|/ ]+
          | (?:please[ ])?(?:insert|delete|enter|complete|add|type)\b[^\n]{0,120}
          | [^\n]{1,60}\((?:please[ ])?delete[^)\n]{0,60}\)
        )[.;:, ]{0,3})""",
    re.VERBOSE | re.I,
)
_LONGEST = 250
_BLANK_ON_PURPOSE = re.compile(r"\bblank\b|\bnot (?:yet )?(?:named|decided|completed)|\bdraft\b", re.I)
_LABEL = re.compile(r"[A-Z][^:.\n]{0,60}:\Z")


def find(plan: PlanText) -> Iterator[Hit]:
    for section in plan.document.sections:
        code = section.code
        if code in ("FRONT", "KEY"):
            continue
        said = _placeholders(plan, code)
        if said is None:
            continue
        words = [folded(block.text) for block in said]
        if code == "I" and plan.facts.kind == "draft" and (not words or all(_may_be_blank(text) for text in words)):
            continue
        title = SECTION_TITLES[code]
        shown = said[0] if said else None
        start = end = None
        if shown is not None:
            start = plan.start_of_block[shown.index]
            end = start + len(shown.text)
            told = f"Section {code} ({title}) may say too little: these words stand alone in it."
        else:
            if section.heading_block is not None and section.heading_block in plan.start_of_block:
                start = plan.start_of_block[section.heading_block]
                end = start + len(plan.document.blocks[section.heading_block].text)
            told = f"Section {code} ({title}) may be empty: nothing stands below its heading."
        yield Hit(start, end, code, message=told)


def _placeholders(plan: PlanText, code: str) -> list[Block] | None:
    """What stands in a section that says nothing; None where it says something."""
    said = []
    for block in plan.document.blocks_of(code):
        if _is_furniture(block):
            continue
        if len(block.text) > _LONGEST or not _PLACEHOLDER.fullmatch(folded(block.text)):
            return None
        said.append(block)
    return said


def _is_furniture(block: Block) -> bool:
    """Headings, column heads and bare labels: what an empty section still shows."""
    return (
        block.is_heading
        or (block.table is not None and block.table.is_header)
        or (len(block.text) < 64 and block.text.endswith(":") and _LABEL.fullmatch(block.text) is not None)
    )


def _may_be_blank(text: str) -> bool:
    return _BLANK_ON_PURPOSE.search(text) is not None or not re.search(r"\w", text)


def _small(words: str, facts: Facts = DRAFT) -> Example:
    return Example(
        f"Section E: Outcomes\nBy July 2027 Rowena will swim a width.\n{words}\nSection K: Advice and information\nParents, 3 May 2025.",
        facts,
    )


CHECK = Check(
    id="section-empty",
    version="1.0.0",
    title="A section with nothing in it",
    standard="X2",
    scope=("A", "B", "C", "D", "E", "F", "G", "H", "H1", "H2", "I", "J", "K"),
    guards=(
        "Section I of a new draft, which is left blank until the family have been heard",
        "a statement that nothing is needed, with who came to that view",
    ),
    severity=Severity.MUST,
    confidence=0.92,
    message="This section may be empty.",
    explanation="An empty section, or a bare not applicable, leaves a family not knowing whether anybody looked. One sentence "
    "on who looked and what they found is enough.",
    source="SEND Regulations 2014, regulation 12(1); SEND Code of Practice 9.62 and 9.69",
    suggestion="Say what was found, by whom and when, for example: No social care needs were found by Ilse Marr, early help "
    "worker, who met the family on 3 May 2026.",
    find=find,
    should_find=(
        _small("Section J: Personal budget\nNot applicable."),
        _small("Section D: Social care needs\nTBC"),
        _small("Section H2: Other social care provision\n[insert or delete as appropriate]"),
        _small("Section J: Personal budget\nxxx"),
        _small("Section C: Health needs\nN/A"),
        _small("Section G: Health provision"),
        _small("Section I: Placement\nTo be confirmed", FINAL),
    ),
    should_not_find=(
        _small("Section I: Placement"),
        _small("Section I: Placement\nThis section is left blank in a draft."),
        _small(
            "Section D: Social care needs\nNo needs are known to Ilse Marr, social worker, who met the family on 3 May 2025."
        ),
        _small("Section J: Personal budget\nThe family do not want a personal budget at present."),
        _small(
            "Section H1: Social care provision\nNone, as agreed with her mother by the early help hub on 3 March 2026."
        ),
        _small("Section C: Health needs\nAsthma."),
    ),
)
