"""Provision in Sections F, G or H for something that Sections B, C and D never speak of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ehcp.screening.answers import answers_of, place_of
from ehcp.screening.check import Check, Example, Hit, Severity

if TYPE_CHECKING:
    from ehcp.screening.plan_text import PlanText

SCOPE = ("F", "G", "H", "H1", "H2")


def find(plan: PlanText) -> Iterator[Hit]:
    """Provision of which the needs say nothing, where what it is for can be told."""
    for item in answers_of(plan).provision_without_need:
        start, end = place_of(item)
        yield Hit(start, end, item.section, item.id)


_B = "Section B: Special educational needs\n"
_C = "Section C: Health needs\n"
_D = "Section D: Social care needs\n"
_F = "Section F: Special educational provision\n"
_G = "Section G: Health provision\n"
_H2 = "Section H2: Social care provision\n"

CHECK = Check(
    id="thread-provision-without-need",
    version="1",
    title="Provision for which no need was found",
    standard="T1",
    scope=SCOPE,
    guards=(
        "Provision that a number, a row or an outcome ties to a need",
        "Provision that answers many needs, such as teaching, therapy of speech, or a mentor",
        "Training of adults, and provision that reviews or reports",
        "Plans of whose provision most would be pointed at",
    ),
    severity=Severity.INFORMATION,
    confidence=0.45,
    message="Possibly no need in Sections B, C or D leads to this provision; the need may be there in other words.",
    explanation=(
        "Help without a need is the first to be cut, and may have been left over from another plan. The need that it answers should "
        "be in Section B, C or D, so that all can see why it is given."
    ),
    source="Children and Families Act 2014, section 37(2); Special Educational Needs and Disability Regulations 2014, regulation 12; SEND Code of Practice 2015, paragraph 9.69",
    suggestion=(
        "Ask the adviser which need this answers and write that need down. If it answers none, ask whether it belongs to this child."
    ),
    find=find,
    should_find=(
        Example(
            f"{_B}- Ivo counts to ten but cannot add two numbers.\n{_F}- A teacher will teach Ivo number bonds one to one for 20 minutes every day.\n- Braille labels on the cupboards."
        ),
        Example(
            f"{_B}- Ivo counts to ten but cannot add two numbers.\n{_F}- A teaching assistant will practise adding and number bonds with Ivo one to one for ten minutes daily.\n- Horse riding with an instructor for one hour each week."
        ),
        Example(
            f"{_B}- Odette has no friends in her class and plays alone at every break.\n{_F}- A learning mentor will run a friendship group for Odette and three others for 30 minutes each week.\n- A weighted blanket and a wobble cushion."
        ),
        Example(
            f"{_B}- Ivo reads 12 words by sight and cannot yet blend letter sounds.\n{_F}- A teacher will teach Ivo phonics one to one for 20 minutes every day.\n{_G}- The school nurse keeps an inhaler in the office."
        ),
        Example(
            f"{_B}- Ivo counts to ten but cannot add two numbers.\n{_F}- A teaching assistant will practise adding and number bonds with Ivo one to one for ten minutes daily.\n{_H2}- Day centre on Saturdays from ten to three."
        ),
    ),
    should_not_find=(
        Example(
            f"{_B}- Ivo reads 12 words by sight and cannot yet blend letter sounds.\n{_F}- A teacher will teach Ivo phonics one to one for 20 minutes every day.\n"
        ),
        Example(f"{_B}- Odette is registered blind.\n{_F}- Braille labels on the cupboards."),
        Example(
            f"{_B}- Ivo reads 12 words by sight and cannot yet blend letter sounds.\n{_F}- A teacher will teach Ivo phonics one to one for 20 minutes every day.\n- A mentor meets Ivo each morning for ten minutes."
        ),
        Example(
            f"{_B}- Ivo reads 12 words by sight and cannot yet blend letter sounds.\n{_F}- A teacher will teach Ivo phonics one to one for 20 minutes every day.\n- Training in epilepsy for all staff, two hours each September."
        ),
        Example(f"{_F}- Braille labels on the cupboards."),
        Example(
            f"{_B}- Ivo reads 12 words by sight and cannot yet blend letter sounds.\n{_C}- Odette has asthma.\n{_F}- A teacher will teach Ivo phonics one to one for 20 minutes every day.\n{_G}- The school nurse keeps an inhaler in the office."
        ),
    ),
)
