"""Section A: hopes and wishes for the future, told by others or said by the child."""

from __future__ import annotations

import pytest

from tests.ehcp.screening.test_items import A, texts_in


@pytest.mark.parametrize(
    "wish",
    [
        "I want to be a pilot.",
        "i'd like to live by the sea",
        "id love to play the cello in an orchestra",
        "When I grow up I will be a baker.",
        "When I'm older I will have a shop.",
        "After college I wanna drive lorries.",
        "What I want is to study law.",
        "me drive train, me big boots",
        "want to paint my own room",
        "If I had a million I'd buy Mum a house.",
    ],
)
def test_a_wish_for_the_future_in_a_childs_own_words_is_an_aspiration(wish):
    (found,) = texts_in(A + f'Mia told us at tea: "I hate maths. {wish}" She laughed.\n')

    assert wish.rstrip(".") in found


@pytest.mark.parametrize(
    "words",
    [
        "I'd like teachers to speak more slowly.",
        "I want a bit of help sometimes.",
        "I don't want a plan.",
        "I know what I want to say but it goes.",
        "Me do it.",
        "I like the swings.",
    ],
)
def test_what_a_child_asks_of_others_today_is_none(words):
    assert texts_in(A + f'Mia told us: "{words}"\n') == []


def test_a_sentence_that_goes_on_with_a_wish_said_aloud_is_one_too():
    told = texts_in(A + '"I want to train as a chef. And live with my friends. I do not like peas."\n')

    assert [each.strip('"').split()[:2] for each in told] == [["I", "want"], ["And", "live"]]


@pytest.mark.parametrize(
    ("told", "second"),
    [
        ("Her father's hope is that she will learn to drive, and that she has a job by twenty.", "that she has"),
        ("Mia would like to go to college, and she would like a dog.", "she would like a dog"),
        ("Mia wants to be a nurse and wants to live in Leeds.", "wants to live"),
    ],
)
def test_two_wishes_of_one_sentence_are_two(told, second):
    first_wish, second_wish = texts_in(A + told + "\n")

    assert second not in first_wish
    assert second_wish.startswith(second)


def test_a_wish_in_two_steps_is_one():
    assert len(texts_in(A + "Mia wants to go to Leeds and to study there.\n")) == 1


@pytest.mark.parametrize(
    "hope",
    [
        "His gran longs for him to be understood.",
        "Kai has set his heart on becoming a vet.",
        "His parents are keen for him to learn to drive.",
        "His aunt would be glad to see him ride a horse.",
        "She does not want her son to be lonely.",
        "Kai would prefer to stay at his school.",
        'His mother told us: "We want him to be safe."',
    ],
)
def test_a_hope_need_not_say_hope(hope):
    assert texts_in(A + f"Kai likes trains. {hope} He plays chess.\n") == [hope]


def test_a_wish_that_others_stop_something_is_no_hope_for_the_future():
    assert texts_in(A + "Noor would like her brother to stop singing.\n") == []
