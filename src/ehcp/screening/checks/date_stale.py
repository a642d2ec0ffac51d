"""A target that was past on the plan's own day, or advice older than twelve months on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ehcp.screening.check import Check, Example, Hit, Severity
from ehcp.screening.dates import Told, dates_of, stages_in, twelve_months_before
from ehcp.screening.facts import Facts
from ehcp.screening.language import reading_of
from ehcp.screening.plan_text import PlanText

FACTS = Facts(name="Rowena Tallis", pronoun="she", born_on=date(2016, 5, 4), kind="draft", on=date(2026, 3, 2), year=4)

_TARGETS = ("E", "F", "G", "H", "H1", "H2")
_BY = re.compile(
    r"(?:\b[Bb]y|\b[Bb]efore|\b[Uu]ntil|\b[Nn]o later than|\b[Tt]arget(?: date)?:?|\b[Bb]y when:?|\b[Dd]eadline:?|\b[Tt]o be (?:met|achieved|reached)(?: by| in)?:?|"
    r"\b[Dd]ue)"
    r"(?: (?:the|about|around|her|his|their|mid-?))?(?: (?:very )?(?:end|start|beginning|close|middle|time) of)?(?: the)?"
    r"(?: (?:school|academic|summer|autumn|spring|half) (?:year|term))?(?: (?:of|in))?(?: (?:the|her|his|their))?(?: school year)? ?\Z"
)
# What tells that a past day is no target: it was reached, or tells where things stood.
_WAS = re.compile(
    r"\b(?:(?<!who )(?<!what )(?<!where )(?:was|were)(?! to\b)|had|did|could|has (?:been|met|made)|have been|achieved in|reported|scored|identified|measured)\b"
)
# "by the Year 1 teacher" names a person, "by the end of the Key Stage 1 curriculum" a book.
_NO_STAGE = re.compile(
    r"'s|-| (?:teacher|class|team|staff|group|pupil|child|programme|curriculum|work|level|lead|tutor|expectation|phonics|book)"
)
_WHEN_COLUMN = re.compile(r"\b(?:when|by|date|target|deadline|timescale|achieved?|review(?:ed)?|end)\b", re.I)
_NOT_WHEN_COLUMN = re.compile(r"\b(?:set|start(?:ed)?|from|baseline|agreed|since|whom|who|now)\b", re.I)
# "by the Year 1 teacher" names a person, "by the end of the Key Stage 1 curriculum" a book.
_NO_STAGE = re.compile(
    r"'s|-| (?:teacher|class|team|staff|group|pupil|child|programme|curriculum|work|level|lead|tutor|expectation|phonics"
    r"|book)"
)
_NOW_IN = re.compile(r" in (?=Year \d|Reception)")
_NOW = (" is now", " are now", " is currently", " are currently", " is presently", "'s now")
_SOMEBODY_ELSE = re.compile(r"\b(?:brother|sister|sibling|cousin|friend|twin|son|daughter|niece|nephew)s?\b", re.I)
_ADVICE_BROUGHT_UP_TO_DATE = re.compile(
    r"\b(?:updated?|reviewed|revised|addendum|confirmed|still (?:current|holds|right)|amended)\b", re.I
)
_NO_ADVICE = re.compile(
    r"\b(?:[Bb]orn|[Bb]irth|DOB|[Pp]lan (?:of|dated|made|issued)|[Ff]irst plan|[Aa]ct|[Rr]egulations?|[Ss]ince|[Cc]ode)\b"
)


def find(plan: PlanText) -> Iterator[Hit]:
    on = plan.facts.on
    if on is None:
        return
    yield from _past_targets(plan, on)
    yield from _old_advice(plan, on)
    yield from _year_now(plan, on)


# --- Targets ----------------------------------------------------------------------------------


def _past_targets(plan: PlanText, on: date) -> Iterator[Hit]:
    reading = reading_of(plan)
    spans = [span for section in _TARGETS for span in plan.sections.get(section, ())]
    if not spans:
        return
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    told_all = [*dates_of(plan, first, last), *stages_in(plan.folded, first, last, plan.facts)]
    for told in sorted(told_all, key=lambda told: told.start):
        if told.last is None or told.last >= on or reading.is_quoted(told.start):
            continue
        section = plan.section_at(told.start)
        begins = _is_target(plan, told, section) if section in _TARGETS else None
        if begins is not None and section is not None:
            yield Hit(
                begins,
                told.end,
                section,
                message=f"This target may be past already: the plan is dated {on.day} {on:%B %Y}.",
                suggestion="Say whether it was reached. If it was, choose the next step; if not, set a day ahead that fits "
                "the next review or the end of the key stage.",
            )


def _is_target(plan: PlanText, told: Told, section: str | None) -> int | None:
    """Where the words of a target begin ("By the end of ..."), or None where the date is something else."""
    text = plan.folded
    start, end = reading_of(plan).line_at(told.start)
    sentence, sentence_ends = reading_of(plan).sentence_at(told.start)
    by = _BY.search(text, max(sentence, told.start - 60), told.start)
    if by is not None:
        if told.exact == "stage" and by.group().strip().lower() not in ("by", "by the") and " of" not in by.group():
            return None
        if told.exact == "stage" and _NO_STAGE.match(text, told.end):
            return None
        rest = text[told.end : sentence_ends]
        return None if _WAS.search(rest) or _WAS.search(text, sentence, by.start()) else by.start()
    if told.exact == "stage" or section != "E":
        return None
    # A date alone in its cell, below a heading that asks for a day.
    if text[start:end].strip(" .") == text[told.start : told.end].strip(" .") and _asks_for_a_day(plan, told):
        return told.start
    return None


def _asks_for_a_day(plan: PlanText, told: Told) -> bool:
    blocks = plan.document.blocks
    place = blocks[plan.place(told.start, told.end)[0]].table
    if place is None:
        return False
    for block in blocks:
        here = block.table
        if here is not None and here.table == place.table and here.column == place.column and block.text:
            return here.row < place.row and bool(
                _WHEN_COLUMN.search(block.text) and not _NOT_WHEN_COLUMN.search(block.text)
            )
    return False


# --- Advice -----------------------------------------------------------------------------------


def _old_advice(plan: PlanText, on: date) -> Iterator[Hit]:
    limit = twelve_months_before(on)
    text = plan.folded
    reading = reading_of(plan)
    for start, end in plan.sections.get("K", ()):
        for sentence, stop in reading.sentences_in(start, end) or [(start, end)]:
            dates = [told for told in dates_of(plan, sentence, stop) if told.last is not None]
            exact = [told for told in dates if told.exact in ("day", "month")] or dates
            if not exact or _NO_ADVICE.search(text, sentence, stop) or _is_review_line(text[sentence:stop]):
                continue
            latest = max(told.last for told in exact if told.last)
            if latest >= limit and _ADVICE_BROUGHT_UP_TO_DATE.search(text, sentence, stop):
                continue
            for told in exact:
                if told.last is not None and told.last < limit:
                    yield Hit(
                        told.start,
                        told.end,
                        "K",
                        message="This advice may be too old: it is from more than twelve months before the plan.",
                        suggestion="Ask whoever gave it whether it still holds and note their answer and its date, or ask for new "
                        "advice.",
                    )


def _is_review_line(sentence: str) -> bool:
    return re.search(r"\b(?:next review|first review|signed|agreed by)\b", sentence, re.I) is not None


# --- Where the child is now -------------------------------------------------------------------


def _year_now(plan: PlanText, on: date) -> Iterator[Hit]:
    """ "Rowena is now in Year 1" of a child in Year 4: left from an earlier plan."""
    text, reading = plan.folded, reading_of(plan)
    for match in _NOW_IN.finditer(text):
        if not text.endswith(_NOW, 0, match.start()):
            continue
        sentence, _ = reading.sentence_at(match.start())
        section = plan.section_at(match.start())
        if section in (None, "FRONT", "KEY") or reading.is_quoted(match.start()):
            continue
        if _SOMEBODY_ELSE.search(text, sentence, match.start()):
            continue
        for told in stages_in(text, match.end(), min(match.end() + 12, len(text)), plan.facts):
            if told.start == match.end() and told.last is not None and told.last < on:
                yield Hit(
                    told.start,
                    told.end,
                    section,
                    message="This year group may be of an earlier plan: the child has left it.",
                    suggestion="Bring the paragraph up to date, and look whether what it says of the child still holds.",
                )


def _small(words: str, section: str = "E: Outcomes") -> Example:
    return Example(f"Section {section}\n{words}", FACTS)


CHECK = Check(
    id="date-stale",
    version="1.2.0",
    title="A target or advice out of date",
    standard="B4",
    scope=("A", "B", "C", "D", "E", "F", "G", "H", "H1", "H2", "K"),
    guards=(
        "the plan's own day is not known",
        "a stage of school, where neither the date of birth nor the year group is known",
        "what was reached or measured on a past day",
        "advice that the plan says was brought up to date",
        "words in quote marks",
    ),
    severity=Severity.MUST,
    confidence=0.96,
    message="This may have been out of date on the day of the plan.",
    explanation="A target that is past tells nobody what to work for now, and old advice may describe a child who has changed. "
    "Advice should normally be no more than twelve months old when a plan is written.",
    source="SEND Code of Practice 9.69; SEND Regulations 2014, regulation 6(4)",
    suggestion="Bring it up to date with the people who know the child now.",
    find=find,
    should_find=(
        _small("By December 2025 Rowena will leave a crossed-out mistake on the page."),
        _small("By September 2025 Rowena was to have written her name four times in five."),
        _small("By December 2025: she says who was in the story, without a picture."),
        _small("By the end of Year 3 Rowena will read all of the first 100 words."),
        _small("Rowena will swim a width by July 25."),
        _small("By the end of Key Stage 1 she will add two numbers to ten."),
        _small("- Psychology: Dr Ines Marlow, 9 February 2023", "K: Advice and information"),
        _small("- Occupational therapy, Zahra Quaye, 01/03/2025", "K: Advice and information"),
        _small("A ramp will be put in by 1 September 2025.", "F: Special educational provision"),
        _small("Rowena is now in Year 1 and has two friends.", "A: Views, interests and aspirations"),
    ),
    should_not_find=(
        _small(
            "By July 2026 Rowena will read 100 words. By the end of Year 4 she will swim, and by the end of Key Stage 2 dive."
        ),
        _small("By July 2025 Rowena was reading 40 words and could spell ten."),
        _small("Starting point: 12 signs in June 2025. By July 2027 she will use 40."),
        _small(
            "- Medical: Dr Amal Roe, 3 March 2025\n- Psychology, 2 May 2023, updated 12 January 2026",
            "K: Advice and information",
        ),
        _small("The work books of 2019 are used by the Year 1 teacher.", "F: Special educational provision"),
        _small("Her brother is now in Year 1.", "A: Views, interests and aspirations"),
        _small("None is needed, as agreed by Paulette Ames on 4 December 2024.", "H2: Other social care provision"),
        Example("Section E: Outcomes\nBy July 2020 Rowena will read.", Facts()),
    ),
)
