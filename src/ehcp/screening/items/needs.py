"""Needs of B, C and D: which lines and sentences tell what is hard, and which what a child can do."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from ehcp.screening.item import Kind
from ehcp.screening.items import diagnoses, prose, wording
from ehcp.screening.items.lines import Line
from ehcp.screening.items.sentences import sentences

if TYPE_CHECKING:
    from ehcp.screening.items.making import Walk

_LEAD = re.compile(r"[^.:\n]{2,48}?(?::|\. |\.\Z)\s*")
_ON_CONDITION = re.compile(r"\A\W*+(?:where|if|when) (?!this|that|these|those|it\b)")
_ALSO_HAS = re.compile(r"\A\W*+[a-z'-]+ also (?:has|have|takes?)\b")
# "Needs a smoke alarm and needs contact with his brother" asks for two different things.
_NEEDS_TOO = re.compile(
    r"(?:,|;)? and (?=(?:he |she |they )?(?:needs?|requires?) (?!help\b|support\b|it\b))|; (?=(?:he|she|they) needs? )"
)
_WANTING = re.compile(r"\b(?:needs?|requires?|would like)\b")


def read_needs(walk: Walk, line: Line, start: int, label: str) -> None:
    """The needs of one line. What a child can do is none, nor is what was looked for and not found."""
    start = walk.after_area(start, line.end)
    start, is_strength = after_lead(walk, line, start)
    if is_strength:
        walk.current = None
        return
    whole = bool(label) or bool(line.block.number)
    groups = walk.grouped(start, line.end, partial(_is_new, walk))
    told = [(begins, finish) for begins, finish in groups if not _is_nothing(walk.low[begins:finish])]
    if whole and told:
        told = [(told[0][0], told[-1][1])]
    if not told:
        walk.current = None
    if (
        len(told) == 1
        and not whole
        and line.section == "B"
        and _opens(walk, line)
        and diagnoses.is_mere_name(walk.low[told[0][0] : told[0][1]])
    ):
        told = []
    length = sum(1 for _ in sentences(walk.plan.folded, start, line.end))
    for begins, finish in told:
        is_prose = not whole and length >= prose.ENOUGH and begins > start
        if not _is_need(walk, line, walk.low[begins:finish], whole, is_prose):
            walk.current = None
            continue
        for own_begins, own_finish in _asked_for(walk, line, begins, finish):
            walk.add(line, own_begins, own_finish, Kind.NEED, label)


def _opens(walk: Walk, line: Line) -> bool:
    """Whether nothing of section B has been read yet, and there is more to come."""
    is_first = not walk.found or walk.found[-1].section != "B"
    return is_first and any(end > line.end for _, end in walk.plan.sections.get("B", ()))


def _is_nothing(words: str) -> bool:
    lead, _, rest = words.partition(". ")
    name = words.strip(" .")
    return (
        (bool(wording.area_of(name)) and prose.VERB.search(name) is None)
        or wording.is_nil(words)
        or (bool(wording.area_of(lead)) and wording.is_nil(rest))
        or wording.GUIDANCE.match(words) is not None
    )


def _is_need(walk: Walk, line: Line, words: str, whole: bool, is_prose: bool) -> bool:
    if walk.mode == "needs":
        return True
    opening, _, rest = words.partition(". ")
    if rest and line.section == "B" and diagnoses.is_mere_name(opening):
        words = rest
    signs, strengths = wording.weighed(words)
    behind = wording.years_behind(words, walk.plan.facts.year)
    if behind is not None and (behind > 0 or not wording.contrasted(words)):
        return behind > 0
    if line.section == "C" and wording.PAST.search(words):
        return False
    if strengths and not _wins(words, line.section):
        return False
    is_need = signs > 0 and (signs >= strengths or line.section != "B" or wording.contrasted(words))
    if leans_to_needs(walk, line.section) or whole or line.section != "B":
        return is_need or strengths == 0
    if is_prose and not signs and not strengths:
        # Among sentences of running prose one that praises nothing tells what is hard without a word for it.
        return prose.BACKGROUND.search(words) is None
    return is_need


def _wins(words: str, section: str) -> bool:
    """Whether a sentence may still tell a need though it says outright that something is a strength."""
    return section != "B" or wording.SAID_TO_BE_STRENGTH.search(words) is None or wording.contrasted(words)


def _asked_for(walk: Walk, line: Line, begins: int, finish: int) -> list[tuple[int, int]]:
    """A sentence of C or D that asks for two different things is two needs."""
    if line.section in ("C", "D"):
        also = _NEEDS_TOO.search(walk.low, begins, finish)
        if also and _WANTING.search(walk.low, begins, also.start()):
            return [(begins, also.start()), (also.end(), finish)]
    return [(begins, finish)]


def after_lead(walk: Walk, line: Line, start: int) -> tuple[int, bool]:
    """Where a line begins after "Needs:" or "Strengths:", and whether it tells of strengths alone."""
    low = walk.low[start : line.end]
    lead = _LEAD.match(low)
    if lead is None or lead.end() >= len(low):
        return start, walk.mode == "strengths"
    words, has_colon = lead[0].rstrip(" .:"), lead[0].rstrip().endswith(":")
    if wording.STRENGTHS.fullmatch(words) or (wording.STRENGTHS.match(words) and has_colon):
        # What a line says of itself holds for that line: needs may follow with no heading of their own.
        later = wording.NEEDS_LATER.search(low)
        if later is None:
            walk.mode = "" if walk.mode != "strengths" else walk.mode
            return start, True
        walk.mode = "needs"
        return start + later.end(), False
    if wording.NEEDS.fullmatch(words) or (wording.NEEDS.match(words) and has_colon):
        walk.mode = "needs"
        return start + lead.end(), False
    area = wording.area_of(words) if words.count(" ") < 6 else ""
    if area:
        walk.area, walk.mode = area, ""
    return start, walk.mode == "strengths"


def leans_to_needs(walk: Walk, section: str) -> bool:
    """Whether the section's own heading asks for difficulties alone: "What I find hard"."""
    if section not in walk.leaning:
        found = walk.plan.document.section(section)
        walk.leaning[section] = found is not None and wording.HARD.search(found.heading.lower()) is not None
    return walk.leaning[section]


def _is_new(walk: Walk, low: str, start: int, _end: int, first_of_all: int) -> bool:
    """A sentence is a need of its own unless it adds to the one before, or that one was a mere name."""
    if wording.is_nil(low):
        return True
    above = list(sentences(walk.plan.folded, first_of_all, start))[-1]
    name = walk.low[above[0] : above[1]].rstrip(" .:")
    if name.count(" ") < 5 and (wording.area_of(name) or not prose.VERB.search(name)):
        return False
    if diagnoses.is_mere_name(walk.low[first_of_all:start]):
        return False
    # What was said aloud shows the need before it.
    if low.startswith('"') or prose.EVIDENCE.match(low) or (wording.ADDS.match(low) and not _ON_CONDITION.match(low)):
        return False
    if walk.section not in ("C", "D"):
        return True
    # Health and care are told as a story: who saw whom and what was done belong to the need they tell of.
    signs = wording.NEED_SIGN
    return (
        (signs.search(low) is not None or _ALSO_HAS.match(low) is not None)
        and signs.search(walk.low, first_of_all, start) is not None
        and prose.BACKGROUND.search(low) is None
    )
