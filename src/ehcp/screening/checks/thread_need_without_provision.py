"""A need in Sections B, C or D that no provision in Sections F, G or H speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ehcp.screening.answers import answers_of, place_of
from ehcp.screening.check import Check, Example, Hit, Severity

if TYPE_CHECKING:
    from ehcp.screening.plan_text import PlanText

SCOPE = ("B", "C", "D", "F", "G", "H", "H1", "H2")


def find(plan: PlanText) -> Iterator[Hit]:
    """Each need for which no provision was found, by number, row or words."""
    for item in answers_of(plan).needs_without_provision:
        start, end = place_of(item)
        yield Hit(start, end, item.section, item.id)


_B = "Section B: Special educational needs\n"
_C = "Section C: Health needs\n"
_D = "Section D: Social care needs\n"
_E = "Section E: Outcomes\n"
_F = "Section F: Special educational provision\n"
_G = "Section G: Health provision\n"
_H2 = "Section H2: Social care provision\n"

CHECK = Check(
    id="thread-need-without-provision",
    version="1",
    title="A need for which no provision was found",
    standard="T1",
    scope=SCOPE,
    guards=(
        "A need that provision answers in passing, or that a number, a row or an outcome ties to it",
        "Needs in words that this check does not know",
        "Plans without provision, and plans of whose needs most would be pointed at",
    ),
    severity=Severity.SHOULD,
    confidence=0.73,
    message="Possibly no provision answers this need; it may be met in other words.",
    explanation=(
        "Every need in Section B must have provision in Section F, and health and care needs theirs in G and H. A need that is "
        "only described brings the child no help."
    ),
    source="Children and Families Act 2014, section 37(2); Special Educational Needs and Disability Regulations 2014, regulation 12; SEND Code of Practice 2015, paragraph 9.69",
    suggestion=(
        "Look in Sections F, G and H for the help that this need gets. If there is none, ask the adviser what is needed, who gives "
        "it, how often and for how long, or say in the plan who is sure that nothing is."
    ),
    find=find,
    should_find=(
        Example(
            f"{_B}- Ivo reads 12 words by sight and cannot yet blend letter sounds.\n- Ivo is not dry by day and has two or three accidents a week.\n{_F}- A teacher will teach Ivo phonics one to one for 20 minutes every day.\n"
        ),
        Example(
            f"{_B}- Odette has no friends in her class and plays alone at every break.\n{_C}- Odette has eczema on both hands, and her skin is dry and itches at night.\n{_F}- A learning mentor will run a friendship group for Odette and three others for 30 minutes each week.\n"
        ),
        Example(
            f"{_B}- Odette has no friends in her class and plays alone at every break.\n- Ivo is not dry by day and has two or three toilet accidents a week.\n{_F}- A learning mentor will run a friendship group for Odette and three others for 30 minutes each week.\n"
        ),
        Example(
            f"{_B}- Ivo counts to ten but cannot add two numbers.\n{_C}- Ivo wakes four times a night and sleeps for five hours.\n{_F}- A teaching assistant will practise adding and number bonds with Ivo one to one for ten minutes daily.\n{_G}- The school nurse weighs Ivo every term."
        ),
        Example(
            f"{_B}- Ivo counts to ten but cannot add two numbers.\n{_C}- A tooth that hurts: Ivo will not see a dentist.\n{_F}- A teaching assistant will practise adding and number bonds with Ivo one to one for ten minutes daily.\n"
        ),
    ),
    should_not_find=(
        Example(
            f"{_B}- Ivo reads 12 words by sight and cannot yet blend letter sounds.\n- Odette has no friends in her class and plays alone at every break.\n{_F}- A teacher will teach Ivo phonics one to one for 20 minutes every day.\n- A learning mentor will run a friendship group for Odette and three others for 30 minutes each week.\n"
        ),
        Example(
            f"{_B}- Noise in the hall makes Odette cover her ears.\n{_F}- Ear defenders are kept in every classroom for her.\n"
        ),
        Example(
            f"{_B}- Ivo reads 12 words by sight and cannot yet blend letter sounds.\n{_C}- Ivo has seizures at night.\n{_F}- A teacher will teach Ivo phonics one to one for 20 minutes every day.\n{_G}- The epilepsy nurse reviews his rescue medicine every six months.\n"
        ),
        Example(
            f"{_B}- Ivo reads 12 words by sight and cannot yet blend letter sounds.\n- Ivo is not dry by day and has two or three accidents a week.\n"
        ),
        Example(
            f"{_B}B1 Odette falls on stairs.\n{_E}E1 Odette will go to the library alone (B1).\n{_F}F1 A learning mentor walks behind her (E1)."
        ),
        Example(
            f"{_D}- None is known, said the social worker in May.\n{_F}- A teacher will teach Ivo phonics one to one for 20 minutes every day.\n"
        ),
    ),
)
