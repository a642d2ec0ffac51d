"""The same made-up plan as Word and as PDF says the same in the same sections, in every style; and nothing is lost."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from ehcp.screening.document import Document, anchor_holds, locate
from ehcp.screening.reading import read
from goldenthread.demo import library

ON = dt.date(2026, 1, 15)
# Every story once, in turn through the styles; every style with at least one story.
PAIRS = [(story, list(library.STYLES)[n % len(library.STYLES)]) for n, story in enumerate(library.STORIES)]


def letters(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def said(document: Document) -> dict[str, str]:
    """Letters of each section, list labels with them: a PDF cannot tell a label that was typed from one computed."""
    found: dict[str, str] = {}
    for code in document.codes:
        pieces = []
        for span in document.section(code).spans:
            block = document.blocks[span.block]
            if block.is_plan_text:
                pieces += [block.number if span.start == 0 else "", block.text[span.start : span.end]]
        found[code] = letters(" ".join(pieces))
    return found


def built(story: str, style: str, kind: str) -> Document:
    return read(library.build(story, style, kind, library.example_child(library.STORIES[story]), ON))


@pytest.mark.parametrize(("story", "style"), PAIRS)
def test_word_and_pdf_say_the_same_in_the_same_sections(story, style):
    word, pdf = built(story, style, "docx"), built(story, style, "pdf")

    assert pdf.codes == word.codes
    assert said(pdf) == said(word)


@pytest.mark.parametrize(("story", "style"), PAIRS)
def test_every_text_of_a_story_stands_in_its_section(story, style):
    plan = library.plan_of(story, library.example_child(library.STORIES[story]), ON)
    document = built(story, style, "docx")
    wanted = [(code, need.text) for code, needs in plan.needs.items() for need in needs]
    wanted += [(code, each.what) for code, provision in plan.provision.items() for each in provision]
    wanted += [("E", outcome.text) for outcome in plan.outcomes]

    assert sorted(document.codes) == sorted(plan.sections)
    lost = [
        (code, text)
        for code, text in wanted
        if code in plan.sections and letters(text) not in letters(document.text_of(code))
    ]
    assert [each for each in lost if not re.search("[\ue000-\ue002]", each[1])] == []


@pytest.mark.parametrize(("story", "style"), PAIRS)
def test_every_fault_on_purpose_can_be_quoted_and_found(story, style):
    document = built(story, style, "docx")

    for fault in library.carried(story, "docx", library.example_child(library.STORIES[story]), ON):
        if fault.quote and not re.search("[\ue000-\ue002]", fault.quote):
            anchor = locate(document, fault.quote)
            assert anchor is not None, fault.rule
            assert anchor_holds(document, anchor)
