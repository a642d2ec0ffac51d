"""A day that the calendar does not have, or that cannot be true of this plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ehcp.screening.check import Check, Example, Hit, Severity
from ehcp.screening.dates import Told, dates_of
from ehcp.screening.facts import Facts
from ehcp.screening.language import Reading, reading_of
from ehcp.screening.plan_text import PlanText

FACTS = Facts(name="Rowena Tallis", pronoun="she", born_on=date(2016, 5, 4), kind="draft", on=date(2026, 3, 2), year=4)

# What makes a later day right: something still to come.
_TO_COME = re.compile(
    r"\b(?:will|shall|by(?: the end of)?(?= ?\Z)|until|till|from|next|due|expected|booked|planned|arranged|to follow|awaited|requested|review|reviewed by|"
    r"appointment|starting|starts?|begins?|ends?|ending|before|for|valid|deadline|comments?|answer|reply|tribunal|meeting|expir\w{1,5}|"
    r"scheduled|proposed|target|would|may|can|move[sd]? to|transfer\w{0,4})\b",
    re.I,
)
_DONE = re.compile(
    r"\b(?:was|were|had|has been|have been|diagnosed|assessed|saw|seen|met|visited|wrote|written|dated|told us|agreed on|put in|"
    r"found|fell|took place|identified by|report of|broke|fitted on|operated|admitted|started in|began)\b",
    re.I,
)
_BIRTH = re.compile(
    r"\b(?:[Bb]orn[^.\n]{0,40}|[Dd]ate of [Bb]irth|DOB|D\.O\.B\.?|[Bb]irthday)\b[ :|\n]{0,3}(?:on |is )?\Z"
)
_SEEN = re.compile(
    r"\b(?:diagnosed|assessed|seen by|reviewed|operated|admitted|referred|fitted|tested|discharged|(?:[Ll]etter|[Rr]eport|[Aa]ssessment|[Rr]eview) (?:of|dated))\b",
    re.I,
)
_FAMILY = re.compile(
    r"\b(?:mother|father|mum|dad|parents?|brother|sister|sibling|twin|grand\w+|born|pregnan\w+|antenatal\w*|scan)\b",
    re.I,
)
_OLDEST = 26


def find(plan: PlanText) -> Iterator[Hit]:
    reading = reading_of(plan)
    for told in dates_of(plan):
        section = plan.section_at(told.start)
        if section in (None, "KEY") or reading.is_quoted(told.start):
            continue
        words = plan.text[told.start : told.end]
        if not told.is_possible:
            yield Hit(told.start, told.end, section, message=f"There may be no such day as {words}.")
        elif plan.facts.on is not None and (why := _cannot_be(plan, reading, told, section, plan.facts.on)):
            yield Hit(told.start, told.end, section, message=why)


def _cannot_be(plan: PlanText, reading: Reading, told: Told, section: str, on: date) -> str:
    if told.first is None or told.last is None or told.exact not in ("day", "month"):
        return ""
    text = plan.folded
    if _BIRTH.search(text, max(0, told.start - 60), told.start):
        if told.first > on:
            return "This date of birth may be wrong: it is later than the plan."
        if section == "FRONT" and told.last.year < on.year - _OLDEST:
            return "This date of birth may be wrong: a plan ends at 25."
        return ""
    if told.first <= on:
        return _before_birth(plan, reading, told, section)
    if section == "K":
        return "" if _is_to_come(plan, reading, told) else "Advice from a day after the plan's own may be misdated."
    if section in ("FRONT", "I", "J"):
        return ""
    start, _ = reading.sentence_at(told.start)
    before = text[max(start, told.start - 90) : told.start]
    done = _DONE.search(before)
    if done and not _TO_COME.search(before):
        return "This is told as past, and the day may be after the plan's own."
    return ""


def _before_birth(plan: PlanText, reading: Reading, told: Told, section: str) -> str:
    """What was done for this child on a day before the child was born; what befell the family may be as old as it likes."""
    born, text = plan.facts.born_on, plan.folded
    if born is None or told.last is None or told.last >= born or section in ("FRONT", "I", "J"):
        return ""
    start, _ = reading.sentence_at(told.start)
    before = text[max(start, told.start - 90) : told.start]
    if section == "K" or (_SEEN.search(before) and not _FAMILY.search(before)):
        return "This day may be mistaken: it is earlier than the child's date of birth."
    return ""


def _is_to_come(plan: PlanText, reading: Reading, told: Told) -> bool:
    """Whether a later day in K is one that is still awaited; a row is read with the cells before it."""
    block = plan.document.blocks[plan.place(told.start, told.end)[0]]
    start, end = reading.line_at(told.start)
    if block.table is None:
        return _TO_COME.search(plan.folded, start, end) is not None
    row = [
        other.text
        for other in plan.document.blocks_of("K")
        if other.table is not None and other.table[:2] == block.table[:2]
    ]
    # A table of advice alone has rows of advice: one on who agrees to the plan, or when it is reviewed, has not.
    return _TO_COME.search(" ".join(row)) is not None or any(
        re.search(r"\bagreed\b|\bsign", text, re.I) for text in row
    )


def _small(words: str, section: str = "E: Outcomes") -> Example:
    return Example(f"Section {section}\n{words}", FACTS)


CHECK = Check(
    id="date-impossible",
    version="1.1.0",
    title="A day that cannot be",
    standard="X3",
    scope=("FRONT", "A", "B", "C", "D", "E", "F", "G", "H", "H1", "H2", "I", "J", "K"),
    guards=(
        "29 February without a year",
        "a later day of something that is still to come",
        "scores, times, sizes and numbers of paragraphs",
        "words in quote marks",
    ),
    severity=Severity.MUST,
    confidence=0.92,
    message="This day may not exist, or cannot be true of this plan.",
    explanation="A day that does not exist gives nobody a day to work to, and a report from the future leaves a family asking "
    "which report was read.",
    source="SEND Code of Practice 9.61; UK GDPR Article 5(1)(d)",
    suggestion="Look the date up where it came from and write the day that is meant.",
    find=find,
    should_find=(
        _small("By 31 June 2027 Rowena will ask for a break in nine cases of ten."),
        _small("Grommets were put in on 30 February 2024.", "C: Health needs"),
        _small("- Psychology: Dr Ines Marlow, 31/11/2025", "K: Advice and information"),
        _small("- Medical: Dr Amal Roe, 18 August 2026", "K: Advice and information"),
        _small("Rowena was seen by the orthoptist on 14 July 2026.", "C: Health needs"),
        _small("By 29 February 2027 she will swim a width."),
        _small("Seen by the respiratory consultant on 12/03/2014.", "C: Health needs"),
        _small("- Medical: Dr Amal Roe, 18 August 2015", "K: Advice and information"),
        _small("- School report, 13.14.2025", "K: Advice and information"),
    ),
    should_not_find=(
        _small("By 30 June 2027, and again on 29 February 2028, Rowena will swim a width."),
        _small(
            "The hospital will see Rowena on 14 July 2026. Her clinic is booked for 3 August 2026.", "C: Health needs"
        ),
        _small(
            "She scored 12/15 and 9/20; the fire code is 31-45-9 and version 2.13.40 is out.",
            "B: Special educational needs",
        ),
        _small('Rowena said "my birthday is the 31 June 2026".', "A: Views, interests and aspirations"),
        _small("Her mother was diagnosed with lupus on 12 March 2014.", "D: Social care needs"),
        _small("- Social care: report to follow by 20 April 2026", "K: Advice and information"),
        _small("The first review is due by 1 March 2027.", "K: Advice and information"),
        _small("She was born on 4 May 2016 and walked at 29 months; 31 children were in her class.", "C: Health needs"),
    ),
)
