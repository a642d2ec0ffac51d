"""An outcome that says what will be given or done by others, and not what will change for the child."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ehcp.screening.check import Check, Example, Hit, Severity
from ehcp.screening.checks._outcomes import NOT_AN_OUTCOME, outcomes

if TYPE_CHECKING:
    from ehcp.screening.plan_text import PlanText


def find(plan: PlanText) -> Iterator[Hit]:
    """Outcomes whose sentence is provision, a hope, or somebody else's task."""
    for item, (start, end), form in outcomes(plan):
        if form == NOT_AN_OUTCOME:
            yield Hit(start, end, item.section, item.id)


_E = "Section E: Outcomes\n- "

CHECK = Check(
    id="outcome-not-outcome",
    version="2",
    title="An outcome that is no change for the child",
    standard="E1",
    scope=("E",),
    guards=(
        "What the child will have done or gained (gone to a club, gained a grade, attended 95 in 100 sessions)",
        "Help named on the way to what the child will do (with one reminder, with support from an adult)",
        "What another person will be able to do because the child has changed (a stranger understands her)",
    ),
    severity=Severity.MUST,
    confidence=0.92,
    message="This may be provision, a hope or another person's task, and not a change for the child.",
    explanation=(
        "An outcome is the difference that provision makes for the child. When it is itself a service there is nothing "
        "to tell at the review whether the service has worked."
    ),
    source="SEND Code of Practice 2015, paragraphs 9.64 to 9.66",
    suggestion=(
        "Ask what the child will do or have because of this, and move the service to its own section: "
        '"By July 2028 Odette will tell a friend about her weekend in four linked sentences."'
    ),
    find=find,
    should_find=(
        Example(f"{_E}Odette will receive weekly speech and language therapy."),
        Example(f"{_E}By July 2028 Ivo will have access to a quiet room."),
        Example(f"{_E}The school will look into a communication aid for Ivo."),
        Example(f"{_E}To provide a mentor."),
        Example(f"{_E}Ivo will have a laptop and a typing programme."),
        Example(f"{_E}Odette will attend a weekly friendship group."),
        Example(f"{_E}Five hours of adult support each week."),
        Example(f"{_E}By July 2028 a sensory diet will be in place for Ivo."),
        Example(f"{_E}It is hoped that Odette will one day work with animals."),
        Example(f"{_E}Ivo's move to secondary school will be carefully planned."),
        Example(f"{_E}Everybody at the nursery aims to make Odette feel welcome."),
        Example(f"{_E}Ivo to see the counsellor once a week."),
        Example(f"{_E}Continued access to the swimming pool."),
        Example(f"{_E}By the end of Year 6 Ivo will feel safe and happy at school."),
        Example(f"{_E}For sleep to be addressed."),
        Example(f"{_E}Ivo will attend a weekly chess club with two others."),
        Example(f"{_E}To swim with a volunteer every week."),
        Example(f"{_E}The advice of the service will be used in lessons."),
    ),
    should_not_find=(
        Example(f"{_E}By July 2028 strangers will understand eight words in ten that Odette says."),
        Example(f"{_E}By Easter 2028 Ivo will be seen to start a game with another child twice a day."),
        Example(f"{_E}By July 2028 Odette will be able to access a page of text by herself, with her magnifier."),
        Example(f"{_E}By Easter 2028 Ivo will go to the dental clinic without being held."),
        Example(f"{_E}By July 2028 Odette will ask a friend to play on four days out of five."),
        Example(f"{_E}By July 2028 Ivo will have attended 95 in every 100 sessions for two terms."),
        Example(f"{_E}By the end of Year 6 Ivo will have improved his reading."),
        Example(f"{_E}By July 2028, with one reminder from an adult, Odette will pack her bag for the next day."),
        Example(f"{_E}By the end of Reception a visitor will understand 20 of the words that Odette says."),
        Example(f"{_E}By July 2028 Ivo will have gone to a club at least eight times."),
        Example(f"{_E}By July 2028 Ivo walks to the shop, and back, on four days out of five."),
        Example(f"{_E}Reads 40 words from a list by July 2028."),
        Example(f"{_E}By July 2028 Ivo will take part in a 30-minute singing session, each week of a term."),
        Example(f"{_E}Odette will feel confident to speak in class."),
    ),
)
