"""Sections B, C and D: what is hard, told apart from what a child can do and from the name of a diagnosis."""

from __future__ import annotations

import pytest

from ehcp.screening.facts import Facts
from ehcp.screening.items import read_items
from ehcp.screening.items.diagnoses import is_mere_name
from ehcp.screening.plan_text import PlanText
from ehcp.screening.reading.text import read_text
from tests.ehcp.screening.test_items import B, C, items_in, texts_in

D = "Section D: Social care needs\n"


@pytest.mark.parametrize(
    "strength",
    [
        "Mia is on the 72nd percentile for reasoning, and her puzzles are quick.",
        "Mia skips, jumps and swims as her friends do.",
        "At home Mia chats freely.",
        "Mia has not missed a day this term.",
        "Mia sets the table for nine without a mistake.",
        "Drawing is a real strength, and she tries again when she is not understood.",
        "Mia's reading is at the level expected for her age.",
        "Mia has learnt to swim since June.",
    ],
)
def test_what_a_child_does_well_is_no_need(strength):
    assert texts_in(B + f"Mia cannot add. She cannot take away. {strength} She struggles with time.\n") == [
        "Mia cannot add.",
        "She cannot take away.",
        "She struggles with time.",
    ]


def test_what_stands_behind_a_but_is_a_need_whatever_was_praised_before_it():
    assert len(texts_in(B + "- Mia reads well and enjoys stories, but cannot spell.\n")) == 1


@pytest.mark.parametrize(
    "name",
    [
        "Mia has selective mutism, diagnosed when she was six, and she is autistic, diagnosed at nine.",
        "Mia is profoundly deaf in both ears.",
        "Mia also has dyslexia.",
        "Mia was found to have developmental language disorder (DLD) at five.",
        "Mia was diagnosed with autism in March 2025.",
    ],
)
def test_a_diagnosis_that_the_next_sentence_explains_is_one_need_with_it(name):
    assert is_mere_name(name.lower())
    assert texts_in(B + f"{name} She does not speak in class.\n") == [f"{name} She does not speak in class."]
    assert texts_in(B + f"{name} She is a cheerful girl with a good sense of fun.\n") == []


@pytest.mark.parametrize(
    "told",
    [
        "Mia has asthma, which stops her running.",
        "Mia is deaf and cannot hear a fire bell.",
        "Mia has difficulties with spelling.",
    ],
)
def test_a_diagnosis_with_what_it_does_is_more_than_a_name(told):
    assert not is_mere_name(told.lower())


def test_a_need_beside_no_other_needs_is_found():
    assert texts_in(C + "Mia faints when she is hot. Dr Rao knows of no other health needs.\n") == [
        "Mia faints when she is hot."
    ]
    assert texts_in(D + "Mia cannot be left alone at home. Early Help found no further social care needs.\n") == [
        "Mia cannot be left alone at home."
    ]


def test_no_needs_at_all_leave_nothing_beside_them():
    assert texts_in(C + "Mia was seen by Dr Rao in May. She reports no health needs.\n") == []


def test_a_lack_is_not_the_same_as_no_need():
    assert len(texts_in(D + "- There is no club near home that takes a child in a wheelchair.\n")) == 1
    assert texts_in(D + "There are no social care needs.\n") == []


def test_a_sentence_of_care_that_asks_for_two_things_is_two_needs():
    assert texts_in(D + "Mia needs to know where she will live, and she needs time with her sister.\n") == [
        "Mia needs to know where she will live",
        "she needs time with her sister.",
    ]


def test_a_condition_may_open_a_need_of_its_own():
    assert len(texts_in(B + "Mia cannot plan. Where a task has many steps, she leaves the page empty.\n")) == 2


def test_how_often_it_happened_belongs_to_the_need_before_it():
    assert len(texts_in(B + "Mia cannot bear noise. She left assembly 14 times in the autumn term.\n")) == 1


def test_the_name_of_an_area_run_in_with_a_paragraph_is_a_heading():
    (need,) = items_in(B + "Communication and interaction. Mia cannot make herself understood.\n")

    assert (need.text, need.area) == ("Mia cannot make herself understood.", "communication")


def test_a_bullet_under_needs_tells_one_without_a_word_for_it():
    assert len(texts_in(B + "- Mia pulls hair to get a toy.\n- Mia cannot add.\n")) == 2


def test_a_diagnosis_that_opens_section_b_is_no_need_unless_it_is_all_there_is():
    assert texts_in(B + "Mia has Down's syndrome.\n- Mia cannot add.\n") == ["Mia cannot add."]
    assert texts_in(B + "Mia has Down's syndrome.\n") == ["Mia has Down's syndrome."]


def test_no_needs_other_than_one_are_one():
    assert len(texts_in(C + "No health needs are known other than eczema, which keeps Mia awake.\n")) == 1
    assert texts_in(C + "No health needs are known other than those in Section B.\n") == []


def test_a_child_works_at_the_level_of_their_own_year_or_of_one_before_it():
    def told(level: int) -> list[str]:
        plan = PlanText(read_text((B + f"Mia is at the level of Year {level} in maths.\n").encode()), Facts(year=6))
        return [item.text for item in read_items(plan).items]

    assert (len(told(6)), len(told(4))) == (0, 1)


@pytest.mark.parametrize(
    "strength",
    [
        "Mia manages the stairs without a rail.",
        "Mia sleeps well.",
        "Mia has lots of friends.",
        "She now eats a full lunch.",
    ],
)
def test_what_goes_well_is_no_need_though_a_word_for_trouble_stands_in_it(strength):
    assert texts_in(B + f"Mia cannot add. {strength}\n") == ["Mia cannot add."]


def test_in_section_b_no_concerns_about_one_thing_hide_no_need_in_the_next_sentence():
    assert texts_in(B + "There are no concerns about her sight. She does not hear low sounds.\n") == [
        "She does not hear low sounds."
    ]
