"""Provision that does not say how many children share the adult."""

from __future__ import annotations

from ehcp.screening.check import Check, Example, Severity
from ehcp.screening.checks._slots import GUARDS, SCOPE, missing

_F = "Section F: Special educational provision\n- "

CHECK = Check(
    id="provision-no-ratio",
    version="1",
    title="Provision without the number of children",
    standard="F2",
    scope=SCOPE,
    guards=(*GUARDS, 'A "small group" is no size; a group of so many, a class of so many and one to one are'),
    severity=Severity.MUST,
    confidence=0.84,
    message="This may not say whether it is one to one or in a group of what size.",
    explanation=(
        "A group of three and a group of twelve are different help. The size also decides what the school has to "
        "pay for."
    ),
    source="Children and Families Act 2014, section 37(2); SEND Code of Practice 2015, paragraph 9.69",
    suggestion='Say "one to one" or give the size: "in a group of no more than four".',
    find=missing("ratio"),
    should_find=(
        Example(f"{_F}A speech and language therapist will work with Ivo for 45 minutes every week."),
        Example(f"{_F}A teaching assistant will teach phonics to Odette in a small group for 20 minutes every day."),
        Example(f"{_F}A mentor will meet Ivo for 15 minutes every morning."),
        Example(f"{_F}A specialist teacher will teach reading to Odette for 40 minutes twice a week."),
        Example(f"{_F}A counsellor will see Ivo for 50 minutes each fortnight."),
    ),
    should_not_find=(
        Example(f"{_F}A speech and language therapist will work with Ivo one to one for 45 minutes every week."),
        Example(f"{_F}A teaching assistant will teach phonics to Odette in a group of four for 20 minutes every day."),
        Example(f"{_F}A mentor will meet Ivo and up to 3 children for 15 minutes every morning."),
        Example(f"{_F}A specialist teacher will teach reading to Odette individually for 40 minutes twice a week."),
        Example(f"{_F}The teacher of the deaf will train the teaching assistants every September."),
        Example(f"{_F}A radio aid, checked every morning."),
    ),
)
