"""An outcome of which nobody could say on the day whether it has come about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ehcp.screening.check import Check, Example, Hit, Severity
from ehcp.screening.checks._outcomes import UNMEASURABLE, outcomes

if TYPE_CHECKING:
    from ehcp.screening.plan_text import PlanText


def find(plan: PlanText) -> Iterator[Hit]:
    """Outcomes that are a change for the child, without anything to count or to see."""
    for item, (start, end), form in outcomes(plan):
        if form == UNMEASURABLE:
            yield Hit(start, end, item.section, item.id)


_E = "Section E: Outcomes\n- "

CHECK = Check(
    id="outcome-not-measurable",
    version="2",
    title="An outcome that may not be measured",
    standard="E2",
    scope=("E",),
    guards=(
        "Anything counted: how often, how many, how long, with how much help",
        "A skill that is there or not (ties her laces, goes by bus alone)",
        "What is no outcome at all has its own finding and is not blamed twice",
    ),
    severity=Severity.MUST,
    confidence=0.91,
    message="It may be hard to say on the day whether this outcome has come about.",
    explanation=(
        "At the review somebody has to answer yes or no. Words such as better, more confident or improve can be "
        "true of "
        "any small step and of none."
    ),
    source="SEND Code of Practice 2015, paragraph 9.66 (specific, measurable, achievable, realistic, time-bound)",
    suggestion=(
        'Say what would be seen or counted: "will join a playground game and stay in it for ten minutes, on four days '
        'out of five", and not "will have better social skills".'
    ),
    find=find,
    should_find=(
        Example(f"{_E}By July 2028 Odette will improve her speech."),
        Example(f"{_E}Ivo will be happier and more confident."),
        Example(f"{_E}By the end of Year 9 Ivo will manage his anger."),
        Example(f"{_E}By the end of Key Stage 2 Odette will make good progress in maths."),
        Example(f"{_E}To have a better understanding of danger by the end of Year 7."),
        Example(f"{_E}By 3 July 2028 Ivo will engage positively with learning."),
        Example(f"{_E}By July 2028 Odette will thrive."),
        Example(f"{_E}By the end of Year 6 Ivo will get on well with others."),
        Example(f"{_E}By Easter 2028 Odette will overcome her fears."),
        Example(f"{_E}By July 2028 Ivo will be a valued member of his class."),
    ),
    should_not_find=(
        Example(f"{_E}By July 2028 Odette will raise her reading age by nine months."),
        Example(f"{_E}By the end of Year 2 Ivo will be dry at night."),
        Example(f"{_E}By July 2028 Odette will cross the road at the lights alone."),
        Example(f"{_E}By the end of Year 3 Odette will tie her laces."),
        Example(f"{_E}By July 2028 Ivo will improve his reading age from 7 years to 9 years."),
        Example(f"{_E}By the end of Key Stage 3 Ivo will go home by bus on his own."),
        Example(f"{_E}By July 2028 Odette will say that she needs help, in four lessons out of five."),
        Example(f"{_E}Odette will receive regular therapy to improve her confidence."),
        Example(f"{_E}By Easter 2028 Ivo will go a whole half term without being sent home."),
    ),
)
