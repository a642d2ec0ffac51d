"""An outcome in Section E towards which nothing in Sections F, G or H works."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ehcp.screening.answers import answers_of, place_of
from ehcp.screening.check import Check, Example, Hit, Severity

if TYPE_CHECKING:
    from ehcp.screening.plan_text import PlanText

SCOPE = ("E", "F", "G", "H", "H1", "H2")


def find(plan: PlanText) -> Iterator[Hit]:
    """Each outcome for which no provision was found, by number, row or words."""
    for item in answers_of(plan).outcomes_without_provision:
        start, end = place_of(item)
        yield Hit(start, end, item.section, item.id)


_E = "Section E: Outcomes\n"
_F = "Section F: Special educational provision\n"
_G = "Section G: Health provision\n"
_H2 = "Section H2: Social care provision\n"

CHECK = Check(
    id="thread-outcome-without-provision",
    version="1",
    title="An outcome for which no provision was found",
    standard="T1",
    scope=SCOPE,
    guards=(
        "An outcome that a number, a row or a heading ties to provision",
        "Outcomes in words that this check does not know",
        "Plans without provision, and plans of whose outcomes most would be pointed at",
    ),
    severity=Severity.SHOULD,
    confidence=0.8,
    message="Possibly no provision works towards this outcome; the help may be there in other words.",
    explanation=(
        "An outcome is reached because somebody does something. Where Section F gives nothing for it, the outcome is a hope, and the "
        "school cannot be asked for the help."
    ),
    source="Children and Families Act 2014, section 37(2); SEND Code of Practice 2015, paragraphs 9.66 and 9.69",
    suggestion=(
        "Look in Sections F, G and H for the help that leads to this outcome. If there is none, write who will do what, how often and "
        'how long, or take the outcome out: "A swimming teacher will teach Odette in the shallow pool for 30 minutes each week."'
    ),
    find=find,
    should_find=(
        Example(
            f"{_E}- By July 2027 Ivo will read 100 common words from his phonics books.\n- By July 2027 Ivo will swim a width of the pool.\n{_F}- A teacher will teach Ivo phonics one to one for 20 minutes every day.\n"
        ),
        Example(
            f"{_E}- By July 2027 Odette will join a game with two friends at playtime on four days a week.\n- By July 2027 Odette will ride a bike to school and lock it up.\n{_F}- A learning mentor will run a friendship group for Odette and three others for 30 minutes each week.\n"
        ),
        Example(
            f"{_E}- By July 2027 Ivo will add two numbers up to 20.\n- By July 2027 Ivo will be dry by day.\n{_F}- A teaching assistant will practise adding and number bonds with Ivo one to one for ten minutes daily.\n"
        ),
        Example(
            f"{_E}- By July 2027 Ivo will read 100 common words from his phonics books.\n- By July 2028 Ivo will travel to college by bus alone.\n{_F}- A teacher will teach Ivo phonics one to one for 20 minutes every day.\n"
        ),
        Example(
            f"{_E}E1 Ivo will play with two friends.\nE2 Ivo will play the recorder to his class.\nE3 Ivo will add to 20.\n{_F}F1 A friendship group (E1).\nF2 Number bonds with a teacher (E3)."
        ),
    ),
    should_not_find=(
        Example(
            f"{_E}- By July 2027 Ivo will read 100 common words from his phonics books.\n- By July 2027 Odette will join a game with two friends at playtime on four days a week.\n{_F}- A teacher will teach Ivo phonics one to one for 20 minutes every day.\n- A learning mentor will run a friendship group for Odette and three others for 30 minutes each week.\n"
        ),
        Example(f"{_E}- By July 2027 Ivo will add two numbers up to 20.\n"),
        Example(
            f"{_E}- By July 2027 Odette will be dry by day.\n{_G}- The continence nurse sees Odette every six weeks for 30 minutes."
        ),
        Example(
            f"{_E}E1 Ivo will swim a width.\nE2 Ivo will add to 20.\n{_F}F1 A mentor is in the water beside him (E1).\nF2 Number bonds with a teacher (E2)."
        ),
        Example(
            f"{_E}- By July 2027 Odette will meet what is set out for her.\n{_F}- A teacher will teach Ivo phonics one to one for 20 minutes every day.\n"
        ),
    ),
)
