"""What the story of the demonstration is made of: children at schools that take them, quotes that are whole."""

import random

import pytest

from goldenthread.demo.living.judging import sentences, whole_sentence
from goldenthread.demo.living.register import TAKES, cases
from tests.factories import make_document

PLAN = make_document(
    {"B": "Wren reads well. He will have regular support from staff as appropriate. What then? He asks for help."}
)


def test_every_child_of_the_register_is_of_an_age_that_the_school_takes():
    wrong = [
        (case.year_group, case.school)
        for case in cases(random.Random("ages"))
        if case.year_group not in TAKES[case.school]
    ]

    assert wrong == []
    assert all(any(year in years for years in TAKES.values()) for year in range(-4, 20))


@pytest.mark.parametrize(
    ("quote", "whole"),
    [
        ("regular support", "He will have regular support from staff as appropriate."),
        ("Wren reads well.", "Wren reads well."),
        ("well. He will", "Wren reads well. He will have regular support from staff as appropriate."),
        ("help", "He asks for help."),
        ("Section B", ""),
        ("nowhere", ""),
    ],
)
def test_a_quote_becomes_the_whole_sentence_in_which_it_stands_and_a_heading_is_none(quote, whole):
    assert whole_sentence(PLAN, quote) == whole


def test_a_text_is_parted_into_its_sentences():
    assert sentences(" One. Two? Three ") == ["One.", "Two?", "Three"]
