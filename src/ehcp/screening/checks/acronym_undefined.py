"""Letters that stand for words which the plan never gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from ehcp.screening.check import Check, Example, Hit, Severity
from ehcp.screening.language import Reading, letters, reading_of, spells_out
from ehcp.screening.words import entries

if TYPE_CHECKING:
    from ehcp.screening.plan_text import PlanText

SCOPE = ("A", "B", "C", "D", "E", "F", "G", "H", "H1", "H2", "I", "J", "K")
# Who spells letters out does so early on.
MOST_PLACES = 40
_BEFORE = re.compile(
    r"([A-Za-z][A-Za-z' -]{3,90}?)(?:,? (?:or|known as|called|shortened to|sometimes)(?: the| an?)?)?[ ,:-]*\(?$"
)
_AFTER = re.compile(
    r"^s?(?: ?\(|, | - |: | stands for | means )(?:(?:that is|or|the|an?|in full),? ){0,2}([A-Za-z][A-Za-z' -]{3,90})"
)


def find(plan: PlanText) -> Iterator[Hit]:
    """Each acronym once, where it first stands after the front page, unless the plan spells it out somewhere."""
    reading = reading_of(plan)
    first: dict[str, Hit] = {}
    places: dict[str, list[tuple[int, int]]] = {}
    for start, end in letters(reading.text):
        places.setdefault(reading.text[start:end], []).append((start, end))
    for acronym, found in places.items():
        if acronym.lower() in _common() or _is_spelt_out(reading, acronym, found):
            continue
        for start, end in found:
            section = plan.section_at(start)
            if section in SCOPE and not reading.is_quoted(start) and not _is_shouted(reading, start, end):
                item = reading.item_at(start)
                first.setdefault(acronym.lower(), Hit(start, end, section, item.id if item else None))
                break
    yield from sorted(first.values(), key=lambda hit: hit.start or 0)


@cache
def _common() -> frozenset[str]:
    return frozenset(entry.lower() for entry in entries("acronyms_common"))


@cache
def _meanings() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for entry in entries("acronyms"):
        short, _, long = entry.partition(" ")
        found.setdefault(short.lower(), []).append(long.lower())
    return {short: tuple(long) for short, long in found.items()}


def _is_spelt_out(reading: Reading, acronym: str, places: list[tuple[int, int]]) -> bool:
    # The words elsewhere in the plan, without the letters beside them, tell a family nothing.
    known = _meanings().get(acronym.lower(), ())
    for start, end in places[:MOST_PLACES]:
        line_start, line_end = reading.line_at(start)
        beside = reading.lowered[max(line_start, start - 110) : min(line_end, end + 110)]
        has_bracket = reading.text[start - 1 : start] == "(" or reading.text[end : end + 3].startswith((" (", "s ("))
        if has_bracket and any(long in beside for long in known):
            return True
        after = _AFTER.match(reading.text[end : min(line_end, end + 110)])
        if after and _begins_with(acronym, after[1]):
            return True
        if reading.text[start - 1 : start] == "(" and _are_initials(
            acronym, reading.text[max(line_start, start - 110) : start]
        ):
            return True
        before = _BEFORE.search(reading.text[max(line_start, start - 95) : start])
        if before and _ends_with(acronym, before[1]):
            return True
    return False


def _are_initials(acronym: str, phrase: str) -> bool:
    """ "Visual impairment of cortical origin (CVI)": the letters in brackets begin the words before them, in any order."""
    words = re.split(r"[.;:]", phrase)[-1].lower().split()[-8:]
    initials = Counter(word[0] for word in words if word[0].isalpha())
    return len(acronym) > 1 and not Counter(acronym.lower()) - initials


def _begins_with(acronym: str, phrase: str) -> bool:
    found = phrase.split()
    return any(spells_out(acronym, " ".join(found[:length])) for length in range(1, min(len(found), 12) + 1))


def _ends_with(acronym: str, phrase: str) -> bool:
    found = phrase.split()
    return any(spells_out(acronym, " ".join(found[-length:])) for length in range(1, min(len(found), 12) + 1))


def _is_shouted(reading: Reading, start: int, end: int) -> bool:
    """In a heading, or in a line that is all capitals."""
    line_start, line_end = reading.line_at(start)
    if line_start in reading.headings:
        return True
    rest = reading.text[line_start:start] + reading.text[end:line_end]
    small = sum(letter.islower() for letter in rest)
    large = sum(letter.isupper() for letter in rest)
    return large > small


_F = "Section F: Special educational provision\n"

CHECK = Check(
    id="acronym-undefined",
    version="2",
    title="Letters that are not spelt out",
    standard="T3",
    scope=SCOPE,
    guards=(
        "Spelt out beside the letters, anywhere in the plan, before or after",
        "Common knowledge: GP, NHS, ICT, PE, EHC, SEN and the like",
        "Headings and lines in capitals, and somebody's own words in quote marks",
    ),
    severity=Severity.SHOULD,
    confidence=0.83,
    message="These letters may mean nothing to the family: the plan does not spell them out.",
    explanation=(
        "Letters that professionals use every day keep a family, and a new school, from knowing what was found or "
        "promised."
    ),
    source="SEND Code of Practice 2015, paragraph 9.61 (clear, concise, understandable and accessible)",
    suggestion='Spell it out the first time, with the letters after it: "emotional literacy support assistant (ELSA)".',
    find=find,
    should_find=(
        Example(f"{_F}An ELSA will see Odette each week."),
        Example(f"{_F}Advice from SaLT on word finding."),
        Example("Section C: Health needs\nIvo has JAE and is seen every six months."),
        Example("Section G: Health provision\nReview by CAMHS once a term."),
        Example("Section B: Special educational needs\nIvo was assessed with the WISC in March."),
    ),
    should_not_find=(
        Example(f"{_F}Emotionally based school avoidance, or EBSA, keeps Ivo at home."),
        Example(f"{_F}An ILP, that is an individual learning plan, is kept in his bag."),
        Example(f"{_F}An emotional literacy support assistant (ELSA) sees Odette each week. The ELSA writes a note."),
        Example("Section C: Health needs\nThe GP and the NHS clinic see Ivo. He is well in PE and ICT."),
        Example("Section C: Health needs\nIvo has ADHD (attention deficit hyperactivity disorder)."),
        Example(f'{_F}His card says "STOP" and "HELP".'),
        Example(f"{_F}OTHER ARRANGEMENTS OF THE SCHOOL\nA desk by the window."),
        Example(
            "Section B: Special educational needs\nOdette signs in British Sign Language (BSL).\n"
            "Section F: Special educational provision\nA tutor with BSL Level 3."
        ),
    ),
)  # fmt: skip
