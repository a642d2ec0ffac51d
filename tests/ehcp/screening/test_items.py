"""Lines and sentences become aspirations, needs, outcomes and provision."""

from __future__ import annotations

import time

import pytest

from ehcp.screening.facts import NOTHING_KNOWN
from ehcp.screening.item import Item, Kind
from ehcp.screening.items import read_items
from ehcp.screening.plan_text import PlanText
from ehcp.screening.reading.text import read_text

B, C, E, F, G = (
    f"Section {code}: {title}\n"
    for code, title in (
        ("B", "Special educational needs"),
        ("C", "Health needs"),
        ("E", "Outcomes"),
        ("F", "Special educational provision"),
        ("G", "Health provision"),
    )
)
A = "Section A: Views, interests and aspirations\n"


def plan_in(text: str) -> PlanText:
    plan = PlanText(read_text(text.encode()), NOTHING_KNOWN)
    plan.items, plan.blocks_not_understood = read_items(plan)
    return plan


def items_in(text: str) -> tuple[Item, ...]:
    return plan_in(text).items


def texts_in(text: str) -> list[str]:
    return [item.text for item in items_in(text)]


def test_each_bullet_of_provision_is_one_item_however_many_sentences_it_has():
    found = texts_in(F + "- A teacher reads with Tom. She picks the book.\n- Tom has a laptop.\n")

    assert found == ["A teacher reads with Tom. She picks the book.", "Tom has a laptop."]


def test_an_item_has_the_plans_own_label_and_an_id_counted_in_its_section():
    first, second = items_in(F + "F1.1 A nurse will visit weekly.\nF1.2 Tom has a chair with arms.\n")

    assert [(item.id, item.label, item.kind) for item in (first, second)] == [
        ("F1", "F1.1", Kind.PROVISION),
        ("F2", "F1.2", Kind.PROVISION),
    ]


@pytest.mark.parametrize(
    "line", ["Need B1: Mia cannot dress herself.", "B1 Mia cannot dress herself.", "B1. Mia cannot dress herself."]
)
def test_a_label_may_end_in_a_colon_a_full_stop_or_nothing(line):
    (item,) = items_in(B + line + "\n")

    assert (item.label, item.text) == ("B1", "Mia cannot dress herself.")


def test_a_paragraph_of_needs_is_parted_into_sentences_that_say_something_of_their_own():
    found = texts_in(
        B + "Needs: Mia cannot follow two steps. She loses her place in a line. This happens in most lessons.\n"
    )

    assert found == ["Mia cannot follow two steps.", "She loses her place in a line. This happens in most lessons."]


@pytest.mark.parametrize(
    "line",
    [
        "Strengths: Mia signs fluently and has good friends.",
        "Mia can read a whole page and enjoys stories.",
        "What is going well: Mia remembers names.",
    ],
)
def test_what_a_child_can_do_is_no_need(line):
    assert items_in(B + line + "\n") == ()


def test_strengths_on_one_line_do_not_hide_the_needs_below_it():
    found = texts_in(B + "Strengths. Mia is a good listener.\nB1 Mia cannot tell the time.\n")

    assert found == ["Mia cannot tell the time."]


def test_a_mere_diagnosis_belongs_to_the_need_that_follows_it():
    found = texts_in(B + "Needs: Mia is autistic. She leaves the room when a bell rings.\n")

    assert found == ["Mia is autistic. She leaves the room when a bell rings."]


@pytest.mark.parametrize(
    "line",
    [
        "None identified.",
        "No social care needs were identified by Ann Rudd after a visit.",
        "The family were asked and have no social care needs.",
        "Nothing further is needed.",
        "Dr Bell rang in May. No health needs were found.",
        "To be completed",
        "[Social worker to complete]",
    ],
)
def test_what_says_that_nothing_is_needed_is_no_item(line):
    assert items_in(C + line + "\n") == ()


def test_a_step_on_the_way_belongs_to_its_outcome():
    (outcome,) = items_in(E + "Outcome 1. By July 2027 Mia will ride a bicycle.\nStep: by May 2026 she will balance.\n")

    assert outcome.label == "E1"
    assert outcome.slots["by"].text == "By July 2027"
    assert len(outcome.spans) == 2


def test_lines_of_who_when_and_how_long_belong_to_the_provision_above_them():
    (item,) = items_in(
        F
        + "F1 Reading from a scheme (supports E1).\nWho: a teaching assistant.\nWhen: daily.\nHow long: 15 minutes.\nRatio: 1:1\n"
    )

    assert {name: slot.text for name, slot in item.slots.items()} == {
        "who": "a teaching assistant",
        "frequency": "daily",
        "duration": "15 minutes",
        "ratio": "1:1",
    }


def test_hopes_are_aspirations_and_likes_are_not():
    found = texts_in(A + "Mia likes trains. She hopes to drive one.\n- To have a flat of her own.\n")

    assert found == ["She hopes to drive one.", "To have a flat of her own."]


def test_what_a_child_says_of_today_in_quotation_marks_is_left_alone():
    assert texts_in(A + 'Mia told us: "I hate maths. I want you to stop asking. I need like more breaks."\n') == []


def test_a_heading_is_no_item_and_gives_its_area_to_those_below_it():
    (need,) = items_in(B + "\nCommunication and interaction\nMia cannot make herself understood.\n")

    assert need.area == "communication"


# --- Links -----------------------------------------------------------------------------------


def links_of(item: Item) -> list[tuple[str, str]]:
    return [(link.to, link.why) for link in item.links if link.is_certain]


@pytest.mark.parametrize(
    "words",
    ["(supports E1, E2)", "To answer E1 and E2.", "For outcomes 1 and 2.", "E1/E2", "(E1 to E2)", "Outcomes 1-2"],
)
def test_numbers_link_provision_to_what_it_serves(words):
    *_, provision = items_in(
        E
        + "E1 By May 2027 Mia will swim.\nE2 By May 2027 Mia will skip.\n"
        + F
        + f"F1 A coach will teach Mia. {words}\n"
    )

    assert links_of(provision) == [("E1", "number"), ("E2", "number")]


def test_a_group_of_labels_stands_for_all_of_it():
    *_, provision = items_in(
        B + "B1.1 Mia cannot hop.\nB1.2 Mia cannot skip.\n" + F + "F1 A coach will teach Mia (B1).\n"
    )

    assert links_of(provision) == [("B1", "number"), ("B2", "number")]


def test_a_size_of_paper_and_a_need_that_is_not_there_link_nothing():
    *_, provision = items_in(
        E + "E1 By May 2027 Mia will swim.\n" + F + "F1 A coach will use A4 paper for B12 tablets.\n"
    )

    assert links_of(provision) == []


def test_a_heading_links_all_that_stands_under_it():
    *_, provision = items_in(
        E + "E1 By May 2027 Mia will swim.\n" + F + "\nTo reach outcome 1\n- A coach will teach Mia.\n"
    )

    assert links_of(provision) == [("E1", "heading")]


def test_shared_words_make_a_guess_that_says_it_is_one():
    need, provision = items_in(
        B + "B1 Mia is deaf and cannot hear in the hall.\n" + F + "- A radio aid and hearing aids for the hall.\n"
    )

    assert [(link.to, link.why) for link in provision.links] == [(need.id, "words")]
    assert links_of(provision) == []


# --- Spans and coverage ----------------------------------------------------------------------


def test_the_words_of_every_item_and_slot_stand_where_it_says():
    plan = plan_in(F + "- A “trained” nurse will see Mia – alone – for 20 minutes, twice a week.\n")

    for item in plan.items:
        assert item.text == plan.text[item.start : item.end]
        for slot in item.slots.values():
            assert slot is None or plan.text[slot.start : slot.end] == slot.text
    assert plan.items[0].has("who")


def test_a_line_that_is_neither_item_nor_heading_is_counted():
    plan = plan_in(E + "Ideas about shape and colour.\n- By May 2027 Mia will swim.\n")

    assert (len(plan.items), plan.blocks_not_understood) == (1, 1)


# --- Speed -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "one two three four five six ",
        "in the small group with a and one or up to no more than ",
        "will train the staff and the ",
        "a b c ",
        "by the end of the by the ",
        "the speech and language and occupational ",
        "every each per a an once twice ",
        "1 ",
        "(((((",
        '"',
        "1.2 (E1, E2) to ",
    ],
)
@pytest.mark.parametrize("section", [A, B, E, F])
def test_reading_items_takes_time_in_proportion_to_length(section, words):
    def seconds(length: int) -> float:
        plan = PlanText(read_text((section + words * (length // len(words))).encode()), NOTHING_KNOWN)
        begun = time.process_time()
        read_items(plan)
        return time.process_time() - begun

    # Generous, since others use the machine; a pattern that backtracks takes minutes.
    assert seconds(80_000) < 4 * seconds(40_000) + 0.2


def test_outcome_with_its_number_in_front_is_an_outcome_and_no_word_about_outcomes():
    found = items_in(
        E + "Outcome 1: Mia will read 50 words by July 2027.\nOutcome 2: Mia will swim ten metres.\n"
        "Outcomes 1 and 2 are to be met by July 2028.\n"
    )

    assert [item.label for item in found] == ["E1", "E2"]


def test_a_line_that_says_what_a_labelled_need_leads_to_belongs_to_that_need():
    found = items_in(B + "Need 1: Tom cannot follow a long instruction.\nEffect: starts late and is often behind.\n")

    assert [item.kind for item in found] == [Kind.NEED]
    assert "starts late" in found[0].text


def test_each_line_labelled_need_is_one_though_another_stands_above_it():
    found = texts_in(C + "Need: Tom has asthma and needs an inhaler.\nNeed: Tom cannot sleep without medicine.\n")

    assert len(found) == 2


def test_each_line_labelled_outcome_is_one_though_another_stands_above_it():
    found = texts_in(E + "Outcome: Tom will read ten words.\nOutcome: Tom will tie his laces.\n")

    assert len(found) == 2


def test_support_before_what_is_given_begins_an_item_and_before_an_outcome_says_what_it_is_for():
    found = texts_in(
        F + "Support: A mentor sees Tom.\nWho: the mentor\nSupport: A quiet desk by the door.\nSupport: outcome 2\n"
    )

    assert len(found) == 2


def test_a_line_one_to_one_or_group_fills_the_ratio_of_the_item_above_it():
    (item,) = items_in(F + "What is given: A teacher reads with Tom weekly.\n1:1 or group: one to one\n")

    assert "one to one" in item.text
