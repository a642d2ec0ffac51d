"""An outcome that does not say by when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ehcp.screening.check import Check, Example, Hit, Severity
from ehcp.screening.checks._outcomes import NOT_AN_OUTCOME, outcomes

if TYPE_CHECKING:
    from ehcp.screening.plan_text import PlanText


def find(plan: PlanText) -> Iterator[Hit]:
    """Outcomes with no date, no end of a stage and no length of time."""
    for item, (start, end), form in outcomes(plan):
        if form != NOT_AN_OUTCOME and not item.has("by"):
            yield Hit(start, end, item.section, item.id)


_E = "Section E: Outcomes\n- "

CHECK = Check(
    id="outcome-no-date",
    version="2",
    title="An outcome without a date",
    standard="E2",
    scope=("E",),
    guards=(
        "The end of a phase, a key stage or a school year, and a length of time, are dates",
        "A date in another column of the same row",
        "A date that the section says once for several outcomes, above or below them",
        "What is no outcome at all has its own finding and is not blamed twice",
    ),
    severity=Severity.MUST,
    confidence=0.75,
    message="This outcome may not say by when.",
    explanation=(
        "Outcomes look to the end of a phase or stage of education. Without a date nobody knows at which review to ask "
        "for it, and it may be carried from plan to plan."
    ),
    source="SEND Code of Practice 2015, paragraphs 9.66 and 9.68",
    suggestion='Open with the date or the stage: "By the end of Key Stage 2 Ivo will ...", "By July 2028 Ivo will ...".',
    find=find,
    should_find=(
        Example(f"{_E}Odette will tie her own laces."),
        Example(f"{_E}Ivo will read 50 words by sight."),
        Example(f"{_E}Odette will be more confident."),
        Example(f"{_E}Ivo will gain a grade 4 in maths."),
        Example(f"{_E}Ivo will go by bus alone on five days in a row."),
        Example(
            "Section E: Outcomes\nBy when, for outcomes 1 and 2: July 2028.\n1. Ivo will swim.\n2. Ivo will read.\n3. Ivo will count to 40."
        ),
        Example(f"{_E}Ivo will walk to the shop. Steps: to the gate by July 2027; to the corner by July 2028."),
        Example(f"{_E}Ivo will take every tablet in four weeks out of five."),
    ),
    should_not_find=(
        Example(f"{_E}By the end of Key Stage 2 Odette will tie her own laces."),
        Example(f"{_E}By July 2028 Ivo will read 50 words by sight."),
        Example(f"{_E}Ivo will read 50 words by sight by the end of Year 4."),
        Example(f"{_E}Within 12 months Odette will dress herself for swimming."),
        Example(f"{_E}Ivo will receive weekly therapy."),
        Example(f"{_E}By his next annual review Ivo will have joined one club."),
        Example(
            "Section E: Outcomes\nBy when (all outcomes): the end of Key Stage 2\n- Ivo will swim.\n- Ivo will tie his laces."
        ),
        Example("Section E: Outcomes\nBy July 2028 Ivo will:\n- tie his own laces\n- swim ten metres"),
        Example(
            "Section E: Outcomes\n- Ivo will swim ten metres.\n- Ivo will tie his laces.\nBoth to be reached by July 2028."
        ),
        Example(
            "Section E: Outcomes\nBy July 2028 Ivo will swim ten metres. By the same date he will tie his own laces."
        ),
        Example("Section E: Outcomes\n## Outcomes to be reached by the end of Year 4\n- Ivo will swim ten metres."),
    ),
)
