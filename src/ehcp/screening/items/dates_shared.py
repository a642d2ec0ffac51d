"""Dates that section E gives once for several outcomes: "By when, for outcomes 1 to 4: the end of Year 13"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ehcp.screening.items.measures import BY, DATE_ALONE, NUMBER
from ehcp.screening.items.sentences import sentences
from ehcp.screening.items.slots import first
from ehcp.screening.plan_text import PlanText

_MANY = (
    rf"(?:(?:all|each|every(?: one)?|both|{NUMBER})(?: of)?(?: (?:the|these|those|her|his|their|our|{NUMBER}))?|the|these|those|following)"
    r" (?:following )?(?:outcomes?|goals?|targets?|aims?)"
)
# Sentences that speak of outcomes and not of the child. What follows says how they are told to be reached.
_SPEAKS = re.compile(
    rf"\A\W*(?:(?:and|unless [a-z ]{{3,40}},) )?(?:"
    rf"(?:by when|by what date|target date|date|timescale|deadline|when)\b[^.:\n]{{0,50}}\b(?:outcomes?|goals?|targets?|all|both|these|[a-k]\d)\b"
    rf"|{_MANY}\b(?! (?:of|for) [a-z]+ (?:will|can)\b)"
    # "Outcome 2: Ivo will ..." is the label of an outcome; "outcomes 1 and 2" and "outcome 2 is to be met" speak of some.
    rf"|outcomes (?:[a-k]|no\.? ?)?\d|outcome (?:[a-k]|no\.? ?)?\d{{1,2}} (?:is|has|should|to be|by)\b"
    rf"|outcomes? (?:to be (?:met|reached|achieved)|for (?:the end of|[a-z]+ \d))"
    rf"|[a-k]\d{{1,2}} (?:to|-|and) [a-k]?\d{{1,2}} (?:are|is|should|to be|will be|have|by)\b"
    rf"|\d{{1,2}} (?:to|-|and) \d{{1,2}} (?:are|should|to be|will be|have|by)\b"
    rf"|(?:(?:all|both|each)(?: of)?(?: {NUMBER}| (?:these|those|them))?|these|they)"
    rf"(?: (?:are|is|should|will))?(?: all)? (?:(?:to )?be )?(?:met|reached|achieved|in place|judged|looked at|reviewed|due|for)\b"
    rf"|(?:to be )?(?:met|reached|achieved|judged)(?: by)? (?:all )?(?:by|at|before)\b)"
)
# Somebody who looks at outcomes: "the tutor judges these four at Easter".
_LOOKS_AT = re.compile(
    r"\b(?:judges?|reviews?|looks? at|measures?|checks?) (?:all |each of )?(?:these|those|them|the outcomes|outcomes)\b[^.\n]{0,30}\Z"
)
_NUMBERS = re.compile(r"\b(?:outcomes? |goals? |targets? |nos?\.? )?[a-k]?(\d{1,2}) ?(?:to|-) ?[a-k]?(\d{1,2})\b")
_LISTED = re.compile(r"\b(?:outcomes?|goals?|targets?) ([a-k]?\d{1,2}(?:(?:, | and | or |, and )[a-k]?\d{1,2}){0,9})\b")
_EVERY = re.compile(r"\b(?:all|every|each)\b(?! (?:by|of (?:these|those|them)))[^.:\n]{0,20}\b(?:outcome|goal|target)")
_UNDATED = re.compile(
    r"\A\W*(?:[a-z]+ ){0,3}?(?:without (?:a |any )?(?:dates?|deadline)|no dates?|not (?:yet )?dated|(?:dates?|when) (?:not known|to (?:follow|come|be [a-z]+)))\b"
)
# A line that leads into those that stand below it.
_LEADS = re.compile(r":\W*\Z")
_LONGEST = 200
_LONGEST_LEAD = 14  # words


@dataclass(frozen=True)
class Statement:
    """Words about outcomes, the stretch of section E they hold for, and the date they give."""

    start: int
    end: int
    date: tuple[int, int] | None
    numbers: frozenset[int]
    above: int
    below: int
    leads: bool = False
    undated: tuple[tuple[int, int], ...] = ()  # stretches that the section itself leaves without a date

    def holds_for(self, at: int, number: int | None) -> bool:
        """Whether it speaks of the outcome that begins here."""
        if self.numbers:
            return number in self.numbers
        return self.above <= at < self.below and not any(start <= at < end for start, end in self.undated)


def statements(plan: PlanText) -> tuple[Statement, ...]:
    """All that section E says of its outcomes as such, in reading order."""
    lines = plan.sections.get("E", [])
    if not lines:
        return ()
    found: list[Statement] = []
    low = plan.lowered
    first_at, last_at = lines[0][0], lines[-1][1]
    breaks = [first_at, *_breaks(plan), last_at]
    undated = tuple(
        (at, min((next_one for next_one in breaks if next_one > at), default=last_at))
        for at in breaks
        if _UNDATED.match(low[at : at + _LONGEST])
    )
    for start, end in _sentences(plan, lines):
        said = low[start:end]
        # "By July 2027 Ivo will:" leads into a list of outcomes.
        leads = _LEADS.search(said) is not None and said.count(" ") < _LONGEST_LEAD
        if not (leads or _SPEAKS.match(said) or _LOOKS_AT.search(said.rstrip(" ."))):
            continue
        before = max(at for at in breaks if at <= start)
        after = min((at for at in breaks if at > start), default=last_at)
        # Said below a list it holds for what stands above; said above it for what stands below.
        is_last = not any(end < at < after for at, _ in lines)
        above, below = (before, start) if is_last and not leads else (start, after)
        if _EVERY.search(said):
            above, below = first_at, last_at
        found.append(
            Statement(
                start,
                end,
                _date(low, start, end),
                _numbers(said),
                above,
                below,
                leads and not _UNDATED.match(said),
                undated,
            )
        )
    return tuple(found)


def _date(low: str, start: int, end: int) -> tuple[int, int] | None:
    found = first(BY, low, start, end)
    colon = low.find(":", start, end)
    return found or (first(DATE_ALONE, low, colon, end) if colon > 0 else None)


def _numbers(said: str) -> frozenset[int]:
    numbers: set[int] = set()
    for span in _NUMBERS.finditer(said):
        numbers.update(range(int(span[1]), int(span[2]) + 1))
    for listed in _LISTED.finditer(said):
        numbers.update(int(each) for each in re.findall(r"\d{1,2}", listed[1]))
    return frozenset(numbers)


def _sentences(plan: PlanText, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in lines:
        for begins, stops in sentences(plan.folded, start, end):
            if 0 < stops - begins <= _LONGEST:
                yield begins, stops


def _breaks(plan: PlanText) -> Iterator[int]:
    """Where what was said above a list ends: at each line that leads into another, or heads it."""
    for block in plan.document.blocks_of("E"):
        at = plan.start_of_block.get(block.index)
        leads = block.is_heading or (len(block.text) <= _LONGEST and _LEADS.search(block.text))
        if at is not None and block.table is None and leads:
            yield at
