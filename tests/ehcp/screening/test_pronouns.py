"""Whose pronoun it is: slips in every grammatical place, and everybody else of whom a plan speaks."""

from __future__ import annotations

import pytest

from ehcp.screening.check import Example
from ehcp.screening.checks.identity_pronoun import CHECK
from ehcp.screening.facts import Facts

from .examples import plan_of

BOY = Facts(name="Corin Ashdown", pronoun="he")
GIRL = Facts(name="Rowena Tallis", pronoun="she")
THEY = Facts(name="Robin Vale", pronoun="they")


def pointed_at(words: str, facts: Facts, section: str = "F") -> list[str]:
    plan = plan_of(Example(f"Section {section}: x\n{words}", facts))
    return [plan.text[hit.start : hit.end] for hit in CHECK.find(plan)]


@pytest.mark.parametrize(
    ("words", "facts", "section", "slip"),
    [
        ("Staff should give Corin time to take in what is said to her.", BOY, "F", "her"),
        ("The SENCo will meet Corin's parents each half term to look at her progress.", BOY, "F", "her"),
        ("The community nurse will train staff to give his rescue medicine.", GIRL, "G", "his"),
        ("Rowena needs to be watched. He has no awareness of traffic.", GIRL, "D", "He"),
        ("Mr Penrose saw Rowena twice. He used two tests. He presents with a weak memory.", GIRL, "B", "He"),
        ("Rowena enjoys swimming, Lego and being with his dog, Biscuit.", GIRL, "B", "his"),
        ("Writing: she writes with the paper turned and tires after two lines.", BOY, "B", "she"),
        ("Corin will join in a game with two children and take her turn.", BOY, "E", "her"),
        ("Mr Shah, the SENCo, will arrange for Corin to have her lunch in a quiet room.", BOY, "F", "her"),
        ("Direct payments are used to pay for his personal assistant.", GIRL, "J", "his"),
    ],
)
def test_a_slip_is_seen_wherever_it_stands(words, facts, section, slip):
    assert pointed_at(words, facts, section) == [slip]


@pytest.mark.parametrize(
    ("words", "facts", "section"),
    [
        ("The mentor meets Corin on Mondays. If he is late she will ring home.", BOY, "F"),
        ("His parents are separated. Corin gets on well with his father's wife and her daughter.", BOY, "D"),
        ("Rowena will only eat food that her father has cooked, and only from his plate.", GIRL, "B"),
        ("Mrs Akhtar meets Robin at the gate. She walks in with them and they put their bag away.", THEY, "F"),
        ("Corin misses what the teacher says when she turns away.", BOY, "B"),
        ("Rowena calls every man Daddy and tries to hold his hand.", GIRL, "B"),
        ("Nurse Tim Boyd trains six staff each September. He signs the record.", GIRL, "G"),
        ("Corin stays with Pam and Derek. Pam signs with him and her cooking is his favourite.", BOY, "H2"),
        ("Whoever supports Corin, she or he will use the same three signs.", BOY, "F"),
        ("Raff and his gran: she made the tea and kept her opinions to herself.", BOY, "A"),
    ],
)
def test_somebody_else_keeps_their_own_pronoun(words, facts, section):
    assert pointed_at(words, facts, section) == []


def test_on_the_front_page_only_what_is_the_childs_is_looked_at():
    front = "Goes to St Wilfrid's School; {} is Miss Quayle"
    body = "\nSection B: Special educational needs\nCorin reads well."

    def found(words: str) -> list[str]:
        plan = plan_of(Example(front.format(words) + body, BOY))
        return [plan.text[hit.start : hit.end] for hit in CHECK.find(plan)]

    assert found("her class teacher") == ["her"]
    assert found("her sister") == []


def test_the_name_a_child_goes_by_is_the_childs():
    plan = plan_of(
        Example(
            "Pupil: Aleksandra Nowicka (Ola)\nSection B: Special educational needs\nOla cannot use his right hand.",
            Facts(name="Aleksandra Nowicka", pronoun="she"),
        )
    )

    assert [plan.text[hit.start : hit.end] for hit in CHECK.find(plan)] == ["his"]
