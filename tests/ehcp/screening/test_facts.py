"""What a plan's front page says, and what the caller says first."""

from __future__ import annotations

from datetime import date

import pytest

from ehcp.screening.check import Example
from ehcp.screening.document import Block, Document, Place, Section, Span
from ehcp.screening.facts import NOTHING_KNOWN, Facts
from ehcp.screening.front_page import facts_of, is_first_person
from ehcp.screening.reading import read as read_file
from goldenthread.demo.library import STORIES, build, example_child
from goldenthread.demo.library.examples import EXAMPLE_DAY

from .examples import plan_of

BODY = "\nSection B: Special educational needs\nShe reads. Her spelling is hers. She counts. She sits. Her cup is hers. She is here."


def front(*lines: str, body: str = BODY, given: Facts = NOTHING_KNOWN) -> Facts:
    return plan_of(Example("\n".join(lines) + body, given)).facts


def table(*rows: tuple[str, ...]) -> Document:
    """A front page that is one table."""
    blocks = [
        Block(number, text, table=Place(0, row, column))
        for number, (row, column, text) in enumerate(
            (row, column, text) for row, cells in enumerate(rows) for column, text in enumerate(cells)
        )
    ]
    spans = tuple(Span(block.index, 0, len(block.text)) for block in blocks)
    return Document("0" * 64, "txt", "by hand", tuple(blocks), (Section("FRONT", "", None, spans),))


def test_a_front_page_of_labels_tells_everything():
    facts = front(
        "Name: Rowena Tallis",
        "Date of birth: 4 May 2016",
        "Year group: Year 4",
        "Status: Draft plan",
        "Date of plan: 2 March 2026",
    )

    assert facts == Facts("draft", date(2026, 3, 2), "Rowena Tallis", date(2016, 5, 4), "she", 4)


def test_a_row_and_a_column_both_tell():
    down = table(("Full name", "Rowena Tallis", "Born", "04/05/2016"), ("Draft date", "2.3.26", "NCY", "4"))
    across = table(("Name", "Date of birth", "Year", "Plan written"), ("Rowena Tallis", "4/5/16", "4", "02/03/2026"))

    for document in (down, across):
        facts = facts_of(document, NOTHING_KNOWN)
        assert (facts.name, facts.born_on, facts.year, facts.on) == (
            "Rowena Tallis",
            date(2016, 5, 4),
            4,
            date(2026, 3, 2),
        )


def test_what_the_caller_says_goes_first():
    given = Facts("final", date(2026, 4, 1), "Ro Tallis", date(2016, 5, 5), "they", 3)

    assert front("Name: Rowena Tallis", "Status: Draft", given=given) == given


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Status: Draft of an amended plan", "amended"),
        ("Amendment notice", "amended"),
        ("Final plan", "final"),
        ("Draft plan, which will be made final later", "draft"),
        ("Status: Proposed", "draft"),
        ("Education, Health and Care Plan", None),
    ],
)
def test_the_kind_of_plan_is_told_by_its_own_words(words, kind):
    assert front(words).kind == kind


def test_a_review_is_not_the_day_of_the_plan():
    assert front("Date of next review: 3 March 2027", "Plan dated: 2 March 2026").on == date(2026, 3, 2)
    assert front("Date of request: 3 March 2025").on is None


def test_the_year_group_is_worked_out_where_it_is_not_told():
    assert front("Date of birth: 4 May 2016", "Date of plan: 2 March 2026").year == 5
    assert front("School year: Reception").year == 0


def test_placeholders_and_labels_are_no_names():
    assert front("Name: [name]").name is None
    assert front("Name of school: Marlow Lane Primary School").name is None
    assert front("Name: TALLIS, Rowena").name == "Rowena Tallis"


def test_the_pronoun_is_the_one_that_is_told_or_that_most_sentences_use():
    mixed = "\nSection B: Special educational needs\nShe sits. He stands. She runs. He sits."

    assert front("Name: Rowena Tallis").pronoun == "she"
    assert front("Pronouns: they / them").pronoun == "they"
    assert front("Name: Kit Marlow (they / them)").pronoun == "they"
    assert front("Sex: Male").pronoun == "he"
    assert front("Name: Rowena Tallis", body=mixed).pronoun is None


def test_a_plan_that_the_child_tells_says_nothing_of_their_pronoun():
    body = (
        "\nSection F: Special educational provision\n"
        + "She teaches me. I read to my tutor and she helps me. I like my desk. " * 3
    )

    assert is_first_person(body)
    assert front("Name: Rowena Tallis", body=body).pronoun is None


@pytest.mark.parametrize(("story", "style"), [("transfer-leftover", "cells"), ("year5-attention", "tabular")])
def test_the_front_page_of_a_built_plan_tells_the_facts_it_was_built_from(story, style):
    child = example_child(STORIES[story], 1)
    document = read_file(build(story, style, "docx", child, EXAMPLE_DAY))

    facts = facts_of(document, NOTHING_KNOWN)

    assert facts == Facts(
        "draft", EXAMPLE_DAY, f"{child.first_name} {child.last_name}", child.born_on, child.pronouns, child.year_group
    )
