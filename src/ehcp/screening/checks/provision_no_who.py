"""Provision that does not say who gives it."""

from __future__ import annotations

from ehcp.screening.check import Check, Example, Severity
from ehcp.screening.checks._slots import GUARDS, SCOPE, missing

_F = "Section F: Special educational provision\n- "

CHECK = Check(
    id="provision-no-who",
    version="1",
    title="Provision that names nobody to give it",
    standard="F2",
    scope=SCOPE,
    guards=(*GUARDS, '"Staff", "an adult" and "a trained adult" are no role'),
    severity=Severity.MUST,
    confidence=0.81,
    message="This may not say who gives the provision.",
    explanation=(
        "A role, with the training or qualification it needs, tells a school whom to employ and a family whom to ask. "
        '"Staff" or "an adult" may be anybody.'
    ),
    source="Children and Families Act 2014, section 37(2); SEND Code of Practice 2015, paragraph 9.69",
    suggestion='Name the role and what the person has learnt: "a teaching assistant trained in the signing scheme".',
    find=missing("who"),
    should_find=(
        Example(f"{_F}Odette will have one to one phonics teaching for 20 minutes every day."),
        Example(f"{_F}Reading sessions three times a week for 15 minutes in a group of four."),
        Example(f"{_F}Staff will work with Ivo one to one for 20 minutes each morning."),
        Example(f"{_F}Training in signing for all staff, three hours each September."),
        Example(f"{_F}An adult will read with Ivo one to one for ten minutes every day."),
    ),
    should_not_find=(
        Example(f"{_F}A teaching assistant will teach phonics to Odette one to one for 20 minutes every day."),
        Example(f"{_F}A speech and language therapist will see Ivo one to one for 45 minutes each week."),
        Example(f"{_F}Staff wait ten seconds after a question before they say it again."),
        Example(f"{_F}A laptop with text-to-speech software for Ivo's own use."),
        Example(f"{_F}The teacher of the deaf will train all staff for two hours each September."),
        Example(f"{_F}No provision is needed."),
    ),
)
