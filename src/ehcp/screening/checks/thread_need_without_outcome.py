"""A need in Section B that no outcome in Section E speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ehcp.screening.answers import answers_of, place_of
from ehcp.screening.check import Check, Example, Hit, Severity

if TYPE_CHECKING:
    from ehcp.screening.plan_text import PlanText

SCOPE = ("B", "E")


def find(plan: PlanText) -> Iterator[Hit]:
    """Each need of Section B for which no outcome was found, by number, row or words."""
    for item in answers_of(plan).needs_without_outcome:
        start, end = place_of(item)
        yield Hit(start, end, item.section, item.id)


_B = "Section B: Special educational needs\n"
_E = "Section E: Outcomes\n"
_F = "Section F: Special educational provision\n"

CHECK = Check(
    id="thread-need-without-outcome",
    version="1",
    title="A need for which no outcome was found",
    standard="T1",
    scope=SCOPE,
    guards=(
        "A need that an outcome answers in passing, or that a number or a row ties to one",
        "Needs in words that this check does not know",
        "Plans without outcomes, and plans of whose needs most would be pointed at",
    ),
    severity=Severity.SHOULD,
    confidence=0.54,
    message="Possibly no outcome answers this need; it may be answered in other words.",
    explanation=(
        "Section E says what will change for the child because of the help in Section F. A need that leads to no outcome is easily "
        "given no help, and nobody can tell at the annual review whether it has become smaller."
    ),
    source="Children and Families Act 2014, section 37(2); SEND Code of Practice 2015, paragraphs 9.64 to 9.66 and 9.69",
    suggestion=(
        "Look in Section E for the outcome that this need leads to. If there is none, ask what will be different for the child: "
        '"By July 2027 Odette will go up the stairs to the library by herself, one hand on the rail."'
    ),
    find=find,
    should_find=(
        Example(
            f"{_B}- Ivo reads 12 words by sight and cannot yet blend letter sounds.\n- Ivo is not dry by day and has two or three accidents a week.\n{_E}- By July 2027 Ivo will read 100 common words from his phonics books.\n"
        ),
        Example(
            f"{_B}- Odette has no friends in her class and plays alone at every break.\n- Odette has cerebral palsy and cannot manage stairs.\n{_E}- By July 2027 Odette will join a game with two friends at playtime on four days a week.\n"
        ),
        Example(
            f"{_B}- Ivo counts to ten but cannot add two numbers.\n- Ivo reads 12 words by sight and cannot yet blend letter sounds.\n{_E}- By July 2027 Ivo will add two numbers up to 20.\n"
        ),
        Example(
            f"{_B}- Ivo is not dry by day: he wets himself and has two or three toilet accidents a week.\n- Ivo reads 12 words by sight and cannot yet blend letter sounds.\n{_E}- By July 2027 Ivo will read 100 common words from his phonics books.\n"
        ),
        Example(
            f"{_B}B1 Ivo has no friends in his class.\nB2 Ivo falls on stairs.\nB3 He cannot add two numbers.\n{_E}E1 Ivo will play with two friends (B1).\nE2 Ivo will add to 20 (B3)."
        ),
    ),
    should_not_find=(
        Example(
            f"{_B}- Ivo reads 12 words by sight and cannot yet blend letter sounds.\n- Odette has no friends in her class and plays alone at every break.\n{_E}- By July 2027 Ivo will read 100 common words from his phonics books.\n- By July 2027 Odette will join a game with two friends at playtime on four days a week.\n"
        ),
        Example(
            f"{_B}- Ivo counts to ten but cannot add two numbers.\n{_E}- By July 2027 Ivo will pay for his lunch and count his change, and add two numbers.\n"
        ),
        Example(
            f"{_B}- Ivo reads 12 words by sight and cannot yet blend letter sounds.\n- Ivo is not dry by day and has two or three accidents a week.\n"
        ),
        Example(
            f"{_B}B1 Ivo has no friends in his class.\nB2 Ivo falls on stairs.\n{_E}E1 Ivo will play with two friends (B1).\nE2 Ivo will go to the library alone (B2)."
        ),
        Example(
            f"{_B}- Odette is often misjudged by those around her.\n{_E}- By July 2027 Odette will join a game with two friends at playtime on four days a week.\n"
        ),
        Example(
            f"{_B}- Odette has no friends in her class and plays alone at every break.\n{_E}- By July 2027 Odette will join a game with two friends at playtime on four days a week.\n{_F}- A learning mentor will run a friendship group for Odette and three others for 30 minutes each week.\nSection C: Health needs\n- Odette has asthma."
        ),
    ),
)
