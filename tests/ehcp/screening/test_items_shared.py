"""Outcomes and provision under one heading, and provision mapped in an annex: each item has its one section."""

from __future__ import annotations

import pytest

from ehcp.screening.reading import read
from ehcp.screening.screen import plan_text
from tests.ehcp.reading.word_files import docx, h, p, tbl, tc, tr
from tests.ehcp.screening.examples import read as read_plain


def told(document) -> list[tuple[str, str]]:
    """The section of each item and its first line."""
    return [(item.section, item.text.split("\n")[0]) for item in plan_text(document).items]


HEADINGS = tr(tc("What"), tc("Who"), tc("How often"), tc("Ratio"))
READING = tr(tc("Reading lessons"), tc("a tutor"), tc("daily, 20 minutes"), tc("1:1"))
LACES = tr(tc("Practice of laces"), tc("a teaching assistant"), tc("weekly, 20 minutes"), tc("1:1"))
IN_ORDER = [
    ("E", "By July 2027 Mia will read 50 words."),
    ("F", "Reading lessons"),
    ("E", "Mia will tie her laces."),
    ("F", "Practice of laces"),
]


@pytest.mark.parametrize(
    "heading", ["Sections E and F: Outcomes and provision", "E and F. What Mia will achieve and how"]
)
@pytest.mark.parametrize("between", [True, False])
def test_a_row_merged_across_is_the_outcome_and_the_rows_below_its_provision(heading, between):
    first = [tr(tc(IN_ORDER[0][1], span=4)), HEADINGS, READING]
    second = [tr(tc(IN_ORDER[2][1], span=4)), HEADINGS, LACES]
    tables = tbl(*first) + p("Dressing", bold=True) + tbl(*second) if between else tbl(*first, *second)

    assert told(read(docx(h(heading), tables, h("Section G: Health provision"), p("None needed.")))) == IN_ORDER


def test_a_short_row_called_outcome_does_not_take_what_follows_for_outcomes():
    rows = [
        tr(tc("Outcome 1"), tc(IN_ORDER[0][1])),
        tr(tc("Provision"), tc("Reading lessons")),
        tr(tc("Who"), tc("a tutor")),
        tr(tc("Outcome 2"), tc(IN_ORDER[2][1])),
        tr(tc("Provision"), tc("Practice of laces")),
    ]

    assert told(read(docx(h("Sections E and F: Outcomes and provision"), tbl(*rows)))) == IN_ORDER


def test_a_column_of_outcomes_stands_beside_columns_of_provision_in_each_table():
    heads = tr(tc("Outcome"), tc("What we will do"), tc("Who"))
    tables = [
        tbl(heads, tr(tc(IN_ORDER[at][1]), tc(IN_ORDER[at + 1][1]), tc("a tutor"))) + p("Next", bold=True)
        for at in (0, 2)
    ]

    assert told(read(docx(h("Sections E and F: Outcomes and provision"), *tables))) == IN_ORDER


def test_smaller_headings_say_what_the_lines_below_them_are():
    plan = """Sections E and F: Outcomes and provision
Outcome 1
By July 2027 Mia will read 50 words.
Provision for outcome 1
- Reading lessons
Outcome 2
Mia will tie her laces.
Provision for outcome 2
- Practice of laces
"""

    assert told(read_plain(plan)) == IN_ORDER


@pytest.mark.parametrize("title", ["Annex 1: Provision map", "Appendix B - Provision map for Mia", "Provision map"])
def test_a_provision_map_at_the_end_is_provision_row_by_row_under_merged_needs(title):
    rows = [
        tr(*(tc(head) for head in ("Need", "Provision", "Lead", "Frequency", "Session length", "Ratio"))),
        tr(
            tc("Mia cannot read", merge="restart"),
            *(tc(cell) for cell in ("Reading lessons", "Tutor", "Daily", "20 minutes", "1:1")),
        ),
        tr(tc(merge="on"), *(tc(cell) for cell in ("Paired reading", "Class teacher", "Weekly", "1 hour", "1:2"))),
    ]
    plan = docx(
        h("Section F: Special educational provision"),
        p("See the provision map."),
        h("Section K: Advice"),
        p("School, 1 March 2026"),
        h(title),
        tbl(*rows),
    )

    assert told(read(plan)) == [("F", "Reading lessons"), ("F", "Paired reading")]
    assert all(slot for item in plan_text(read(plan)).items for slot in item.slots.values())


@pytest.mark.parametrize(
    "above",
    [
        "All outcomes are to be reached by July 2027 unless another date is given.",
        "These outcomes are to be met by the end of Year 6.",
    ],
)
def test_a_date_given_once_for_all_outcomes_is_the_date_of_each_that_has_none(above):
    plan = plan_text(
        read_plain(f"Section E: Outcomes\n{above}\n- Mia will tie her laces.\n- By May 2026 Mia will read 50 words.\n")
    )

    assert [item.slots["by"].text in above for item in plan.items] == [True, False]


def test_a_heading_that_says_what_the_child_will_do_is_an_outcome_and_its_steps_belong_to_it():
    plan = plan_text(
        read(
            docx(
                h("Section E: Outcomes"),
                h("What Mia will achieve", 2),
                h("Strand 1: reading. By July 2027 Mia will read 50 words to her aunt.", 2),
                p("By Easter: twenty words."),
                h("Strand 2. Mia will sleep through the night by May 2027", 2),
                p("By January: until four in the morning."),
                h("Section F: Special educational provision"),
                h("Strand 1: reading. By July 2027 Mia will read 50 words to her aunt.", 2),
                p("A tutor reads with Mia one to one for 20 minutes every day."),
            )
        )
    )

    outcomes = [item for item in plan.items if item.section == "E"]
    assert [plan.folded[slice(*item.spans[0])] for item in outcomes] == [
        "By July 2027 Mia will read 50 words to her aunt.",
        "Mia will sleep through the night by May 2027",
    ]
    assert [len(item.spans) for item in outcomes] == [2, 2]
    assert [item.section for item in plan.items if item not in outcomes] == ["F"]
