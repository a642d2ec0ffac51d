"""Plans in a family's words, with or without letters behind them, are divided as a reader would; sub-headings are not."""

from __future__ import annotations

import pytest

from ehcp.screening.document import Document
from ehcp.screening.reading import read
from ehcp.screening.reading.own_words import said_in_own_words
from tests.ehcp.reading.word_files import docx, h, p, tbl, tr

WORDS = {
    "What I find hard": "B",
    "What I find hard at college": "B",
    "Things Wren finds difficult": "B",
    "What I need help with": "B",
    "My health": "C",
    "Wren’s health and wellbeing": "C",
    "My health needs": "C",
    "My family and getting out": "D",
    "My life at home and getting out": "D",
    "Home and community": "D",
    "What we want to achieve": "E",
    "My goals for the next few years": "E",
    "Help at nursery and school": "F",
    "Help at college and at work": "F",
    "The support I get in lessons": "F",
    "How school will help Wren": "F",
    "Help with my health": "G",
    "Support from health": "G",
    "Help at home": "H",
    "Help at home (law for children under 18)": "H1",
    "Other help at home and in the community": "H2",
    "My school": "I",
    "Where I will learn": "I",
    "The school or college I go to": "I",
    "Money for my support": "J",
    "My story and my hopes": "A",
    "What matters to me and my family": "A",
    "Reports about me": "K",
    "Who told us": "K",
}
NO_SECTION = [
    "Communication and interaction",
    "Talking and understanding",
    "Playing and learning",
    "Learning",
    "Body and senses",
    "Friends and feelings",
    "Feelings and other people",
    "Getting ready for adult life",
    "Education, Health and Care Plan for Eilidh",
    "My plan for school, health and home",
    "All about this plan",
    "My health visitor",
    "The school nurse",
    "The school trip to Whitby in May was the best day of the year.",
    "Family history",
    "Annual review",
    "Signatures",
    "",
]


@pytest.mark.parametrize(("words", "code"), WORDS.items())
def test_a_familys_words_stand_for_a_section(words, code):
    assert said_in_own_words(words) == code


@pytest.mark.parametrize("words", NO_SECTION)
def test_other_headings_stand_for_none(words):
    assert said_in_own_words(words) == ""


# --- A whole plan -----------------------------------------------------------------------------

PLAN = {
    "A": "My hopes and dreams",
    "E": "What we want to achieve",
    "B": "What I find hard",
    "C": "My health",
    "D": "My family and getting out",
    "F": "Help at school",
    "G": "Help with my health",
    "H1": "Help at home",
    "H2": "Other help from social care",
    "I": "My school",
    "J": "Money for my support",
    "K": "List of advice",
}
TEXT = {code: f"The made-up words of {code.lower()} say a little about Wren." for code in PLAN}
LOOKS = [h, lambda text: p(text, bold=True)]


def plan(heading, under: dict[str, list[str]] | None = None, front: list[str] | None = None) -> Document:
    body = [
        piece
        for code, title in PLAN.items()
        for piece in (heading(code, title), *(under or {}).get(code, ()), p(TEXT[code]))
    ]
    return read(docx(p("Education, Health and Care Plan"), *(front or ()), *body))


def said(document: Document) -> dict[str, str]:
    return {code: document.text_of(code) for code in document.codes}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("behind", ["", " ({code})", " (Section {code})", " [{code}]"])
def test_a_plan_in_a_familys_words_is_divided(look, behind):
    document = plan(lambda code, title: look(title + behind.format(code=code)))

    assert said(document) == TEXT


@pytest.mark.parametrize("look", LOOKS)
def test_letters_behind_strange_words_vouch_for_each_other(look):
    document = plan(lambda code, title: look(f"Chapter about {code.lower() * 3} ({code})"))

    assert said(document) == TEXT


def test_smaller_headings_stay_in_their_section():
    under = {
        "A": [h("My health", 2), p("I hate needles."), h("Help that works for me", 2), p("A song.")],
        "B": [h("Talking and understanding", 2), h("Learning", 2), h("Feelings", 2)],
        "F": [h("Help with my health", 2), p("A quiet room.")],
    }

    document = plan(lambda code, title: h(title), under)

    assert document.codes == tuple(PLAN)
    assert document.text_of("A") == f"My health\nI hate needles.\nHelp that works for me\nA song.\n{TEXT['A']}"
    assert document.text_of("F") == f"Help with my health\nA quiet room.\n{TEXT['F']}"


def test_of_two_lines_alike_the_one_in_its_place_heads_the_section():
    front = [h("My school"), p("Larkfield Primary School, Year 4.")]

    document = plan(lambda code, title: h(title), front=front)

    assert said(document) == TEXT
    assert "Larkfield" in document.text_of("FRONT")


def test_words_in_running_text_and_lists_and_cells_head_nothing():
    inside = [p("My health"), p("Help at school"), tbl(tr("My school", "Larkfield"), tr("What I find hard", "Sums"))]

    document = plan(lambda code, title: h(title), {"A": inside})

    assert document.codes == tuple(PLAN)
    assert document.text_of("A").endswith(f"Sums\n{TEXT['A']}")


def test_a_plan_with_letters_gains_no_section_from_a_familys_words():
    letters = {"A": "Views", "B": "Special educational needs", "E": "Outcomes", "F": "Special educational provision"}
    body = [
        piece
        for code, title in letters.items()
        for piece in (h(f"Section {code}: {title}"), p(TEXT[code]), h("My health"), h("My school"), h("Help at home"))
    ]

    assert read(docx(*body)).codes == tuple(letters)


def test_a_page_about_a_child_is_no_plan():
    body = [
        piece
        for title in ("My health", "My family", "My school", "What I find hard")
        for piece in (h(title), p("Words."))
    ]

    assert read(docx(*body)).codes == ()


def test_one_heading_for_help_at_home_is_all_of_social_care():
    body = [piece for code, title in PLAN.items() if code != "H2" for piece in (h(title), p(TEXT[code]))]

    assert "H" in read(docx(*body)).codes
