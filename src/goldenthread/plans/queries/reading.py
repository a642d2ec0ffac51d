"""The page on which a version is read: its sections, how much of it was understood, and what to be careful about."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ehcp.screening.document import Document
from ehcp.vocabulary import SECTION_TITLES
from goldenthread.people.models import Post
from goldenthread.permissions import Permission, may
from goldenthread.plans import section_text
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.queries.gate import clock_of, decision_of
from goldenthread.plans.queries.names import child_question
from goldenthread.plans.queries.plan import readable_numbers
from goldenthread.plans.stages import Stage
from goldenthread.ui.components.evidence import Span

# What regulation 12 asks a plan to have. A plan that does not split H is told apart below.
EXPECTED = ("A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K")


@dataclass(frozen=True)
class Coverage:
    """How much of a file was understood: sections found and missing, and paragraphs that stand in no section."""

    found: tuple[str, ...]
    missing: tuple[str, ...]
    before: int  # paragraphs before the first section
    key: int  # paragraphs of contents lists and keys
    outside: int  # paragraphs that stand in no section and are shown at the end
    is_h_together: bool

    @property
    def is_whole(self) -> bool:
        return not self.missing and not self.outside

    @property
    def sentence(self) -> str:
        """ "11 of 12 sections found, 3 blocks before the first section"."""
        said = [f"{len(self.found)} of {len(EXPECTED)} sections found"]
        if self.missing:
            said.append(f"not found: {', '.join(self.missing)}")
        said.append(f"{_blocks(self.before)} before the first section")
        if self.key:
            said.append(f"{_blocks(self.key)} of contents and key")
        if self.outside:
            said.append(f"{_blocks(self.outside)} in no section")
        return ", ".join(said) + "." + (" H1 and H2 are written as one." if self.is_h_together else "")


def _blocks(count: int) -> str:
    return f"{count or 'no'} block{'s' * (count != 1)}"


def coverage_of(document: Document) -> Coverage:
    """What the reader found of what a plan should have."""
    codes = set(document.codes)
    together = "H" in codes
    found = tuple(code for code in EXPECTED if code in codes or (together and code in ("H1", "H2")))
    return Coverage(
        found=found,
        missing=tuple(code for code in EXPECTED if code not in found),
        before=sum(1 for _ in document.blocks_of("FRONT")),
        key=sum(1 for _ in document.blocks_of("KEY")),
        outside=len(blocks_outside(document)),
        is_h_together=together,
    )


def blocks_outside(document: Document) -> list[str]:
    """Words of the plan that belong to no section and are no section's heading: shown, so that nothing is lost."""
    held = {span.block for section in document.sections for span in section.spans}
    held |= {section.heading_block for section in document.sections if section.heading_block is not None}
    letters = {f"section {code}".lower() for code in SECTION_TITLES} | {code.lower() for code in SECTION_TITLES}
    return [
        block.text
        for block in document.blocks
        if block.index not in held
        and block.is_plan_text
        and block.text
        and block.text.strip(" :.-").lower() not in letters
    ]


@dataclass(frozen=True)
class RailItem:
    """A section in the list beside the text. A missing one has no link."""

    code: str
    name: str
    is_there: bool
    state: str


def rail_of(sections: list[section_text.SectionText]) -> list[RailItem]:
    """Every section that a plan should have, and what else was found, in the plan's own order; missing ones last."""
    there = [
        RailItem(one.code, one.title or one.label, True, "no words" if one.is_empty else f"{one.words:,} words")
        for one in sections
    ]
    codes = {one.code for one in sections}
    gone = [
        RailItem(code, SECTION_TITLES[code], False, "not found")
        for code in EXPECTED
        if code not in codes and not (code in ("H1", "H2") and "H" in codes)
    ]
    return there + gone


def next_step(version: PlanVersion, post: Post) -> str:
    """What this person may record next about a version: "serve", "final" or nothing."""
    if not may(post, Permission.SERVE, version):
        return ""
    if decision_of(version):
        return "serve"
    is_final_text = version.stage == Stage.DRAFTING and version.status != PlanVersion.Status.DRAFT
    return "final" if version.stage == Stage.SERVED or is_final_text else ""


_PLACE = re.compile(r"(\d{1,6})\.(\d{1,7})\.(\d{1,7})")
_ITEM = re.compile(r"[A-K][12]?\.?\d{1,4}")  # such as F3, or H2.1


def place_of(at: Mapping[str, str]) -> list[Span]:
    """The words that an address leads to (?words=block.start.end), to be marked. Nothing for what is no place."""
    found = _PLACE.fullmatch(at.get("words", ""))
    return [Span(int(found[1]), int(found[2]), int(found[3]), "words")] if found else []


def version_page(version: PlanVersion, post: Post, *, at: Mapping[str, str]) -> dict[str, Any]:
    """The context of `plans/version.html`. `at` is the address's query: words to mark, the thread to go back to."""
    document = version.document
    sections = section_text.whole_plan(document, place_of(at))
    numbers = readable_numbers(version.reference, post)
    earlier = [number for number in numbers if number < version.number]
    return {
        "plan_version": version,
        "plan": version.plan,
        "sections": sections,
        "rail": rail_of(sections),
        "coverage": coverage_of(document),
        "outside": blocks_outside(document),
        "warnings": document.warnings,
        "child_question": child_question(version),
        "numbers": numbers,
        "compare_with": earlier[-1] if earlier else None,
        "clock": clock_of(version.plan, final_on=version.finalised_on),
        "next_step": next_step(version, post),
        "thread_item": at.get("thread", "") if _ITEM.fullmatch(at.get("thread", "")) else "",
        "thread_query": "?show=holes" if at.get("show") == "holes" else "",
    }
