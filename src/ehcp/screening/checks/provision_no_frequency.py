"""Provision that does not say how often it happens."""

from __future__ import annotations

from ehcp.screening.check import Check, Example, Severity
from ehcp.screening.checks._slots import GUARDS, SCOPE, missing

_F = "Section F: Special educational provision\n- "

CHECK = Check(
    id="provision-no-frequency",
    version="1",
    title="Provision without how often",
    standard="F2",
    scope=SCOPE,
    guards=(*GUARDS, '"Regularly" and "as needed" are no frequency'),
    severity=Severity.MUST,
    confidence=0.82,
    message="This may not say how often the provision is given.",
    explanation=("How often decides how much the child gets. Without it one visit a year would keep the promise."),
    source="Children and Families Act 2014, section 37(2); SEND Code of Practice 2015, paragraph 9.69",
    suggestion='Say the number of times and over how much of the year: "twice a week in term time".',
    find=missing("frequency"),
    should_find=(
        Example(f"{_F}A speech and language therapist will see Ivo one to one for 45 minutes."),
        Example(f"{_F}A teaching assistant will work with Odette one to one on phonics for 20 minutes as needed."),
        Example(f"{_F}A mentor will meet Ivo one to one for half an hour regularly."),
        Example(f"{_F}The teacher of the deaf will train the teaching assistants."),
        Example(f"{_F}A counsellor will see Odette individually for 50 minutes."),
    ),
    should_not_find=(
        Example(f"{_F}A speech and language therapist will see Ivo one to one for 45 minutes each week."),
        Example(f"{_F}A teaching assistant will work with Odette one to one on phonics, 3 x 20 mins p.w."),
        Example(f"{_F}A mentor will meet Ivo one to one for 15 minutes every school day."),
        Example(f"{_F}Adults face Odette when they speak to her."),
        Example(f"{_F}A sloped desk and a pencil grip."),
        Example(f"{_F}The teacher of the deaf will train the teaching assistants for two hours every September."),
    ),
)
