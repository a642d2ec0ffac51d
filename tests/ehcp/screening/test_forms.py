"""The form of provision is weighed: the same everywhere, sure only where it is clear, and learnt from no sealed plan."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ehcp.screening.item import Form, Lead
from ehcp.screening.items.forms import FORMS, SURE, form_of, root, shares, weights
from tests.ehcp.screening.test_items import F, items_in


def lead(words: str, **told: bool) -> Lead:
    return Lead(words, **{"timed": False, "grouped": False, "named": False, "often": False, **told})


@pytest.mark.parametrize(
    ("words", "told", "form"),
    [
        (
            "a therapist works with tom on his speech sounds",
            {"named": True, "timed": True, "often": True},
            Form.SESSION,
        ),
        ("all staff speak in short sentences and wait for ten seconds", {}, Form.STRATEGY),
        ("a sloping desk and a wedge cushion are bought for her", {}, Form.EQUIPMENT),
        ("the senco reviews the programme with the parents each term", {"named": True, "often": True}, Form.MONITORING),
        ("the nurse trains the class team in the use of the pump", {"named": True}, Form.TRAINING),
    ],
)
def test_plain_provision_of_each_form(words, told, form):
    assert form_of(lead(words, **told))[0] is form


def test_the_shares_of_all_forms_make_one():
    told = shares(lead("a quiet place to eat", often=True))

    assert set(told) == set(FORMS)
    assert sum(told.values()) == pytest.approx(1)


def test_words_that_nobody_knows_weigh_nothing():
    assert shares(lead("zbyszko works with an adult")) == shares(lead("ottoline works with an adult"))


def test_a_word_is_known_by_its_root():
    assert root("teaches") == root("teaching") == root("taught")
    assert root("practises") == root("practised")
    assert root("20") == root("twenty") == root("9.30")


def test_the_same_sentence_weighs_the_same_in_every_process():
    words = "on mondays the teaching assistant and tom read together in the library for a while"
    ask = (
        "from ehcp.screening.item import Lead\nfrom ehcp.screening.items.forms import shares\n"
        f"print(list(shares(Lead({words!r}, False, False, True, True)).values()))"
    )

    def told(seed: str) -> bytes:
        return subprocess.check_output([sys.executable, "-c", ask], env={**os.environ, "PYTHONHASHSEED": seed})

    assert told("1") == told("2")


def test_provision_of_an_unclear_form_is_asked_for_no_slots():
    (item,) = items_in(F + "Time with the wobble board in the afternoon.\n")

    assert item.share < SURE


def test_weights_are_whole_and_name_no_child():
    by = weights()

    assert all(isinstance(weight, int) for row in by.of.values() for weight in row)
    assert not {"ottoline", "kwabena", "efosa"} & by.known


def test_sealed_plans_teach_nothing():
    told = (Path(__file__).parents[3] / "tools/forms/__main__.py").read_text(encoding="utf-8")

    assert told.count(" plans(") == 1 and ' plans("development")' in told and "sealed/" not in told
