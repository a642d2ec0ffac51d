"""Provision that does not say how long it lasts."""

from __future__ import annotations

from ehcp.screening.check import Check, Example, Severity
from ehcp.screening.checks._slots import GUARDS, SCOPE, missing

_F = "Section F: Special educational provision\n- "

CHECK = Check(
    id="provision-no-duration",
    version="1",
    title="Provision without how long",
    standard="F2",
    scope=SCOPE,
    guards=(*GUARDS, "Hours a week say both how often and how long"),
    severity=Severity.MUST,
    confidence=0.84,
    message="This may not say how long each time lasts.",
    explanation=(
        "A session of ten minutes and one of an hour are different help. Therapists plan and charge by the hour, and a "
        "family can only ask for what is written."
    ),
    source="Children and Families Act 2014, section 37(2); SEND Code of Practice 2015, paragraph 9.69",
    suggestion='Give the length of each session, or hours a week: "for 45 minutes each time".',
    find=missing("duration"),
    should_find=(
        Example(f"{_F}A speech and language therapist will see Ivo one to one every week."),
        Example(f"{_F}A teaching assistant will teach phonics to Odette one to one every day."),
        Example(f"{_F}A mentor will meet Ivo one to one twice a week."),
        Example(f"{_F}A counsellor will see Odette individually each fortnight for short sessions."),
        Example(f"{_F}A physiotherapist will treat Ivo one to one once a month."),
    ),
    should_not_find=(
        Example(f"{_F}A speech and language therapist will see Ivo one to one for 45 minutes every week."),
        Example(f"{_F}A teaching assistant will support Odette one to one in lessons for 15 hours a week."),
        Example(f"{_F}A teaching assistant will teach phonics to Odette one to one, 4 x 10 mins p.w."),
        Example(f"{_F}The teacher of the deaf will train the teaching assistants every September."),
        Example(f"{_F}Adults face Ivo and use his name before they speak to him."),
        Example(f"{_F}The special educational needs coordinator will review progress every half term."),
    ),
)
