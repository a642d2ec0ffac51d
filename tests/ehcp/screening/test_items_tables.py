"""Rows of tables: one item a row, its slots in the columns beside it."""

from __future__ import annotations

from ehcp.screening.document import Block, Document, Place, Section, Span
from ehcp.screening.facts import NOTHING_KNOWN
from ehcp.screening.items import read_items
from ehcp.screening.plan_text import PlanText
from tests.ehcp.screening.test_items import B, E, F, items_in, links_of


def slots_of(item) -> dict[str, str | None]:
    return {name: slot.text if slot else None for name, slot in item.slots.items()}


def test_columns_fill_the_slots_of_a_row():
    (item,) = items_in(
        F + "What | Who | How often | How long | Ratio\n|---|---|---|---|---|\n"
        "Reading from a scheme | a teaching assistant | daily | 15 minutes | 1:1\n"
    )

    assert slots_of(item) == {
        "who": "a teaching assistant",
        "frequency": "daily",
        "duration": "15 minutes",
        "ratio": "1:1",
    }


def test_staff_in_the_column_for_who_are_nobody_and_a_role_of_the_plans_own_is_somebody():
    first, second = items_in(
        F
        + "What | Who | How often\n|---|---|---|\nSwimming lessons | Staff | weekly\nSwimming lessons | lifeguard | weekly\n"
    )

    assert [slots_of(item)["who"] for item in (first, second)] == [None, "lifeguard"]


def test_when_provision_is_reviewed_is_not_how_often_it_is_given():
    (item,) = items_in(F + "What | Who | Reviewed\n|---|---|---|\nSpelling lessons | a tutor | Termly\n")

    assert slots_of(item)["frequency"] is None


def test_a_column_of_strengths_holds_no_needs_and_an_area_is_no_item():
    (need,) = items_in(
        B
        + "Area | What Mia can do | Needs\n|---|---|---|\nCognition and learning | Mia counts to ten | Mia cannot read\n"
    )

    assert (need.text, need.area) == ("Mia cannot read", "learning")


def test_rows_of_a_label_and_its_words_make_one_item():
    (item,) = items_in(F + "Provision | Spelling lessons for Mia\nWho | a tutor\nHow often | weekly\n")

    assert slots_of(item)["who"] == "a tutor"
    assert slots_of(item)["frequency"] == "weekly"


def test_a_row_of_a_label_and_its_words_heads_no_columns_though_both_are_words_for_columns():
    (item,) = items_in(
        F
        + "Provision | Spelling lessons for Mia\nFrom whom | Support assistant\nHow often | weekly\nServes | Outcome 1\n"
    )

    assert slots_of(item)["frequency"] == "weekly"


def document(rows: list[list[tuple[str, str, int]]]) -> Document:
    """A table whose cells are (section, words, rows they reach down over)."""
    blocks, spans = [], {}
    for row, cells in enumerate(rows):
        for column, (section, words, down) in enumerate(cells):
            if words:
                spans.setdefault(section, []).append(Span(len(blocks), 0, len(words)))
            if down:
                blocks.append(Block(len(blocks), words, table=Place(0, row, column, down, 1, row == 0)))
    sections = tuple(Section(code, code, None, tuple(own)) for code, own in spans.items())
    return Document("0" * 64, "docx", "test", tuple(blocks), sections)


def merged() -> list:
    plan = PlanText(
        document(
            [
                [("E", "Outcome (Section E)", 1), ("F", "Provision (Section F)", 1), ("F", "Who", 1)],
                [("E", "By May 2027 Mia will swim.", 2), ("F", "Swimming lessons", 1), ("F", "a coach", 2)],
                [("E", "", 0), ("F", "Lessons in a small pool", 1), ("F", "", 0)],
                [("E", "By May 2027 Mia will skip.", 1), ("F", "Skipping lessons", 1), ("F", "", 1)],
            ]
        ),
        NOTHING_KNOWN,
    )
    return list(read_items(plan).items)


def test_an_outcome_that_reaches_down_over_rows_is_one_item_and_is_served_by_them_all():
    items = merged()
    outcomes = [item for item in items if item.section == "E"]
    provision = [item for item in items if item.section == "F"]

    assert [item.text for item in outcomes] == ["By May 2027 Mia will swim.", "By May 2027 Mia will skip."]
    assert [links_of(item) for item in provision] == [[("E1", "row")], [("E1", "row")], [("E2", "row")]]


def test_a_cell_merged_from_above_fills_the_slot_of_every_row_it_reaches():
    provision = [item for item in merged() if item.section == "F"]

    assert [slots_of(item)["who"] for item in provision] == ["a coach", "a coach", None]


def test_a_row_that_serves_every_outcome_says_so():
    *_, last = items_in(
        E
        + "E1 By May 2027 Mia will swim.\nE2 By May 2027 Mia will skip.\n"
        + F
        + "F1 A coach meets Mia weekly. For: all outcomes\n"
    )

    assert links_of(last) == [("E1", "number"), ("E2", "number")]


def test_a_second_thing_in_a_cell_has_the_person_of_the_row_and_none_of_its_times():
    first, second = items_in(
        F + "What | Who | How often\n|---|---|---|\n"
        "Mia reads signs aloud to the assistant. Phonics as appropriate. | a teaching assistant | daily\n"
    )

    assert (slots_of(first)["who"], slots_of(first)["frequency"]) == ("a teaching assistant", "daily")
    assert (second.text, slots_of(second)["who"], slots_of(second)["frequency"]) == (
        "Phonics as appropriate.",
        "a teaching assistant",
        None,
    )


def test_a_row_with_gaps_below_the_headings_of_columns_is_a_row_though_its_words_could_head_one():
    found = items_in(
        F + "What | Who | How often | Checked\n|---|---|---|---|\nSpelling lessons for Mia | a tutor | daily | in May\n"
        "Extra lessons where possible | Subject staff | | \n"
    )

    assert [item.text.split("\n")[0] for item in found] == ["Spelling lessons for Mia", "Extra lessons where possible"]
