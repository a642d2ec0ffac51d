"""Running prose: each sentence that says something of its own is one item, and the others belong to the one before."""

from __future__ import annotations

import pytest

from ehcp.screening.item import Lead
from ehcp.screening.items.forms import form_of
from tests.ehcp.screening.test_items import E, F, items_in


def test_a_second_activity_of_a_paragraph_with_its_own_measure_is_an_item_of_its_own():
    told = items_in(
        F + "A tutor teaches Mia spelling each Monday for 20 minutes. She sees her alone. "
        "On Fridays the two of them read together every week for half an hour. Worksheets are printed on cream paper.\n"
    )

    assert [item.text.split()[0] for item in told] == ["A", "On", "Worksheets"]


def test_in_prose_a_hope_of_the_school_is_an_outcome_and_how_it_is_measured_is_none():
    told = items_in(
        E
        + "By July 2027 Mia will read 50 words. This is measured with the class test. The school aims to keep her calm.\n"
    )

    assert [item.text.split()[0] for item in told] == ["By", "The"]


@pytest.mark.parametrize(
    ("lead", "form"),
    [
        ("hearing test by the audiology service", "monitoring"),
        ("child has an exit card that she may use at any time", "strategy"),
        ("every adult waits for ten seconds", "strategy"),
        ("step edges are painted white, and the caretaker goes over them", "equipment"),
        ("two hours on epilepsy, for the class team", "training"),
        ("batteries and hearing aids are checked", "equipment"),
        ("play scheme in the holidays", "session"),
    ],
)
def test_the_form_of_a_lead_that_has_no_length_of_time(lead, form):
    assert form_of(Lead(lead, timed=False, grouped=False, named=True, often=True))[0] == form


@pytest.mark.parametrize(
    ("second", "before"),
    [
        (
            "The therapist trains the Year 5 staff for two hours each May.",
            "A therapist sees Mia weekly for half an hour.",
        ),
        ("Spare batteries stay in the office.", "An assistant checks both aids."),
        ("No teacher asks Mia to read aloud.", "An assistant reads with Mia."),
        ("She benefits from a reading pen.", "A tutor teaches Mia to spell."),
        ("Other quiet rooms are open as appropriate.", "An assistant reads with Mia."),
        ("Extra phonics where possible.", "An assistant reads with Mia."),
        ("When she hides her face the nearest adult waits.", "An assistant reads with Mia."),
        ("Dr Rao reviews her in clinic each July.", "The nurse writes to Dr Rao if Mia faints."),
        ("It is recommended that a mentor meets Mia.", "An assistant reads with Mia."),
        ("There is a quiet room by the hall.", "An assistant reads with Mia."),
        ("Physiotherapy takes place monthly, for 30 minutes.", "All staff will have training in lifting."),
        ("Support for contact with her sister.", "A social worker visits Mia every six weeks."),
    ],
)
def test_a_sentence_with_an_act_or_a_thing_of_its_own_is_an_item(second, before):
    assert [item.text for item in items_in(F + f"{before} {second}\n")] == [before, second]


@pytest.mark.parametrize(
    "more",
    [
        "The number of sessions will be agreed in May.",
        "These are printed on yellow paper.",
        "She picks the book.",
        "It works on word endings.",
    ],
)
def test_a_sentence_that_only_adds_belongs_to_the_one_before(more):
    assert len(items_in(F + f"An assistant reads with Mia. {more}\n")) == 1


def test_a_second_person_who_does_a_second_thing_in_one_sentence_gives_a_second_item():
    told = items_in(
        F + "Aids are checked in the office on the day, and the school nurse, Wyn Pell, trains ten adults every May.\n"
        "An assistant reads with Mia each day, and she takes the book home.\n"
    )

    assert [item.text.split()[0] for item in told] == ["Aids", "the", "An"]


@pytest.mark.parametrize(
    "second",
    [
        "A ruler with large numbers is bought in May.",
        "Reading material is provided where appropriate.",
        "She trains four adults each September.",
        "A support worker takes her there and back.",
        "The log is read by Mr Pell on the last Friday of the month.",
    ],
)
def test_a_bullet_that_gives_two_things_is_two(second):
    first_item = "The technician works beside Mia each Friday."

    assert [item.text for item in items_in(F + f"- {first_item} {second}\n")] == [first_item, second]


def test_a_paragraph_that_says_how_the_rows_below_it_are_read_is_no_provision():
    assert items_in(F + "The programme is 20 hours a week. The rows below fill it.\n") == ()


def test_beside_nothing_else_what_is_given_stays():
    told = items_in(
        "Section H2: Other social care\nA befriender takes Mia out on Sundays. Nothing else was asked for.\n"
    )

    assert [item.text for item in told] == ["A befriender takes Mia out on Sundays."]


def test_in_section_e_what_the_child_does_by_a_date_is_an_outcome_of_its_own():
    told = items_in(
        E
        + "By July 2027 Mia will read a menu. She orders a meal on her own by Easter 2028. She will do it in a cafe.\n"
    )

    assert [item.text.split()[0] for item in told] == ["By", "She"]


def test_a_word_for_another_kind_of_item_is_no_label_but_says_what_a_line_is_for():
    (given,) = items_in(F + "Need 2: a teacher reads with Mia each day.\n")

    assert given.label == ""


def test_lines_that_say_only_how_often_and_how_long_belong_to_the_provision_above_them():
    (given,) = items_in(
        F + "1. Mia reads with an assistant.\n   - twice a week\n   - for 20 minutes\n   - one to one\n"
    )

    assert (given.slots["frequency"].text, given.slots["duration"].text) == ("twice a week", "20 minutes")


def test_a_paragraph_about_what_the_one_above_gives_belongs_to_it():
    (given,) = items_in(F + "A therapist sees Mia weekly for 30 minutes.\nThis is reviewed each term by the SENCO.\n")

    assert given.text.endswith("by the SENCO.")


@pytest.mark.parametrize(
    "line",
    [
        "The local authority will fund what is set out here.",
        "All of the below is in place from September.",
        "The school is expected to use its best endeavours.",
    ],
)
def test_what_holds_for_every_plan_is_no_provision(line):
    assert items_in(F + line + "\n") == ()
