"""The library of made-up plans: what is promised of every story, every style and both formats."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import time
import zipfile
from datetime import date
from functools import cache
from itertools import product

import docx
import pypdfium2
import pytest
from lxml import etree

from goldenthread.demo.library import (
    FORMATS,
    RULES,
    STORIES,
    STYLES,
    LibraryChild,
    build,
    carried,
    example_child,
    faults,
    fitting,
    improved,
    plan_of,
)

ON = date(2026, 3, 12)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHILDREN = {key: example_child(story, number) for number, (key, story) in enumerate(STORIES.items())}
KEPT_WHEN_MENDED = (
    "provision-no",
    "thread-need",
    "thread-outcome",
    "education",
    "tracked",
    "copied",
    "outcome-no-date",
)
EVERY_STORY = pytest.mark.parametrize("key", STORIES)
EVERY_LAYOUT = pytest.mark.parametrize(("style", "file_format"), list(product(STYLES, FORMATS)))


def squeezed(text: str) -> str:
    """Letters only: lines, hyphens and spaces fall differently in each layout."""
    return re.sub(r"\s+", "", text)


@cache
def built(key: str, style: str, file_format: str) -> bytes:
    return build(key, style, file_format, CHILDREN[key], ON, seed=4)


@cache
def text_of(key: str, style: str, file_format: str) -> str:
    read = text_of_docx if file_format == "docx" else text_of_pdf
    return read(built(key, style, file_format))


def text_of_docx(file: bytes) -> str:
    """The accepted text of the body, without the fallbacks of text boxes."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml"))
    for fallback in root.iter("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"):
        fallback.getparent().remove(fallback)
    return "\n".join("".join(text.text or "" for text in para.iter(f"{W}t")) for para in root.iter(f"{W}p"))


def text_of_pdf(file: bytes) -> str:
    """The text of the pages without their running heads and feet."""
    told = []
    for page in pypdfium2.PdfDocument(file):
        lines = page.get_textpage().get_text_bounded().splitlines()
        told.append("\n".join(lines[2:]))
    return "\n".join(told)


def stands(quote: str, text: str, loose: bool) -> bool:
    """Whether the quote is there; in a PDF, where columns are read across, all of its words close together will do."""
    if squeezed(quote) in text or not loose:
        return squeezed(quote) in text
    words = [squeezed(word) for word in quote.split()]
    return any(
        all(word in text[place.start() - 700 : place.start() + 700] for word in words)
        for place in re.finditer(re.escape(words[0]), text)
    )


def test_there_are_at_least_two_dozen_stories_good_middling_and_poor_for_every_age():
    qualities = [story.quality for story in STORIES.values()]

    assert len(STORIES) >= 24
    assert set(qualities) == {"good", "middling", "poor"}
    assert min(qualities.count(quality) for quality in set(qualities)) >= 6
    assert [year for year in range(-1, 20) if not fitting(year)] == []


def test_every_rule_of_the_list_is_broken_somewhere():
    broken = {fault.rule for key in STORIES for fault in faults(key)}

    assert broken == RULES


@EVERY_STORY
def test_a_good_story_carries_no_fault_and_the_others_do(key):
    story = STORIES[key]

    assert (faults(key) == ()) == (story.quality == "good")


@EVERY_LAYOUT
def test_every_layout_opens_and_holds_the_name_and_its_headings(style, file_format):
    for key in list(STORIES)[::5]:
        plan = plan_of(key, CHILDREN[key], ON, 4)
        text = squeezed(text_of(key, style, file_format))
        missing = [s for s in plan.sections if squeezed(STYLES[style].heading(plan, s)) not in text]

        assert (plan.name.replace(" ", "") in text, missing) == (True, []), key


@EVERY_STORY
def test_every_declared_fault_stands_in_the_file_with_its_quote(key):
    for style, file_format in product(STYLES, FORMATS):
        text = squeezed(text_of(key, style, file_format))
        for fault in carried(key, file_format, CHILDREN[key], ON, 4):
            assert stands(fault.quote, text, loose=file_format == "pdf"), (style, file_format, fault)


@EVERY_STORY
def test_a_mended_version_shows_none_of_the_faults(key):
    story = improved(key)
    plan = plan_of(key, CHILDREN[key], ON, 4, mended=story.mended)
    text = squeezed(text_of_docx(build(key, "headed", "docx", CHILDREN[key], ON, 4, mended=story.mended)))
    sentences = [
        fault.quote
        for fault in carried(key, "docx", CHILDREN[key], ON, 4)
        if len(fault.quote) > 30 and not fault.rule.startswith(KEPT_WHEN_MENDED)
    ]

    assert plan.carried == []
    assert plan.absent == frozenset()
    assert [quote for quote in sentences if squeezed(quote) in text] == []


def test_one_fault_can_be_mended_and_the_others_stay():
    key = "reception-general-delay"
    child = CHILDREN[key]
    before = {fault.id for fault in carried(key, "docx", child, ON)}
    after = {fault.id for fault in carried(key, "docx", child, ON, mended={"section-empty-at-C", "provision-vague-1"})}

    assert before - after == {"section-empty-at-C", "provision-vague-1"}
    assert after - before == set()


@EVERY_STORY
def test_every_need_of_a_good_story_is_answered(key):
    plan = plan_of(key, CHILDREN[key], ON, mended=improved(key).mended)
    answered = {label for outcome in plan.outcomes for label in outcome.serves}
    helped = {label for rows in plan.provision.values() for row in rows for label in row.serves}

    assert [need.label for needs in plan.needs.values() for need in needs if need.label not in answered] == []
    assert [outcome.label for outcome in plan.outcomes if outcome.label not in helped] == []
    assert [row.label for rows in plan.provision.values() for row in rows if not row.serves] == []


@EVERY_LAYOUT
def test_the_same_arguments_give_the_same_bytes(style, file_format):
    for key in ("year3-braille", "transfer-muscle-condition"):
        again = build(key, style, file_format, CHILDREN[key], ON, seed=4)

        assert again == built(key, style, file_format)


def test_bytes_do_not_depend_on_the_process():
    script = (
        "import hashlib, sys; from datetime import date; from goldenthread.demo.library import *;"
        "print(*[hashlib.sha256(build('year5-attention', s, f, example_child(STORIES['year5-attention'], 3),"
        " date(2026, 3, 12), 9)).hexdigest() for s in STYLES for f in FORMATS]);"
        "print([name for name in sys.modules if name.split('.')[0] == 'django'])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "src"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(runs) == 1
    assert runs.pop().splitlines()[1] == "[]"


def test_another_seed_and_another_child_change_the_words():
    key = "year1-language-disorder"
    girl = LibraryChild("Tamsin", "Ashgrove", "she", date(2019, 11, 2), 1, "Harbour View Primary School")
    they = LibraryChild("Perrin", "Ashgrove", "they", date(2019, 11, 2), 1, "Harbour View Primary School")
    texts = {
        text_of_docx(build(key, "headed", "docx", child, ON, seed)) for child, seed in ((girl, 1), (girl, 3), (they, 1))
    }

    assert len(texts) == 3


@EVERY_STORY
def test_a_story_told_to_two_children_is_put_in_other_words_and_another_order(key):
    two = [plan_of(key, example_child(STORIES[key], number), ON, seed) for number, seed in ((0, 11), (1, 12))]
    rows = [[(row.what, row.who, row.often, row.long, row.ratio) for row in plan.provision["F"]] for plan in two]

    assert rows[0] != rows[1]
    assert len(set(rows[0]) & set(rows[1])) <= len(rows[0]) * 2 / 3


@EVERY_STORY
def test_no_slot_or_mark_is_left_in_the_text_and_verbs_agree(key):
    for pronouns in ("she", "he", "they"):
        child = LibraryChild(
            "Perrin", "Ashgrove", pronouns, CHILDREN[key].born_on, CHILDREN[key].year_group, "Harbour View"
        )
        text = text_of_docx(build(key, "headed", "docx", child, ON))
        wrong = r"\b[Tt]hey (?:is|has|was|does)\b" if pronouns == "they" else rf"\b{pronouns} (?:are|have|were|do)\b"
        quoted = {fault.quote for fault in faults(key)}

        assert re.findall(r"[{}<>|]|\[[^\]]*\|", text) == []
        assert [hit for hit in re.findall(wrong, text, re.IGNORECASE) if hit not in quoted] == []


@EVERY_STORY
def test_every_story_is_as_long_as_a_real_plan(key):
    pages = [len(pypdfium2.PdfDocument(built(key, style, "pdf"))) for style in STYLES]

    assert min(pages) >= 7
    assert max(pages) <= 16


@EVERY_STORY
def test_nothing_looks_like_an_nhs_number_or_a_telephone_number(key):
    text = text_of(key, "keyed", "docx")

    assert re.findall(r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b|\b0\d{3,4}[ -]?\d{5,6}\b", text) == []


@pytest.mark.parametrize("style", STYLES)
def test_word_opens_the_package_and_finds_its_parts(style):
    document = docx.Document(io.BytesIO(built("year4-communication-aid", style, "docx")))

    assert document.core_properties.created.date() == ON
    assert len(document.paragraphs) + sum(len(table.rows) for table in document.tables) > 40
    assert document.sections[0].header.paragraphs[0].text != ""


def test_the_numbered_style_has_lists_controls_a_box_and_notes():
    package = zipfile.ZipFile(io.BytesIO(built("year3-braille", "numbered", "docx")))
    body = package.read("word/document.xml").decode()

    assert [body.count(mark) > 0 for mark in ("<w:numPr>", "<w:sdt>", "<wps:txbx>", "<w:footnoteReference ")] == [
        True
    ] * 4
    assert "another" not in package.read("word/footnotes.xml").decode()
    assert "Annex 1" in body


def test_the_tabular_style_merges_cells_and_labels_its_columns():
    body = text_of("year3-braille", "tabular", "docx")
    package = zipfile.ZipFile(io.BytesIO(built("year3-braille", "tabular", "docx")))

    assert "Outcome (Section E)" in body
    assert package.read("word/document.xml").count(b'<w:vMerge w:val="restart"/>') >= 3


def test_a_tracked_change_is_marked_in_word_and_absent_from_a_pdf():
    key, child = "year11-examinations", CHILDREN["year11-examinations"]
    body = zipfile.ZipFile(io.BytesIO(build(key, "cells", "docx", child, ON))).read("word/document.xml").decode()
    rules = {fault.rule for fault in carried(key, "pdf", child, ON)}

    assert (body.count("<w:ins "), body.count("<w:del ")) == (3, 3)
    assert "tracked-changes" not in rules
    assert "when available" not in text_of_pdf(build(key, "cells", "pdf", child, ON))


def test_any_story_can_be_built_with_tracked_changes():
    child = CHILDREN["year3-braille"]
    body = zipfile.ZipFile(io.BytesIO(build("year3-braille", "headed", "docx", child, ON, tracked_changes=True)))
    told = carried("year3-braille", "docx", child, ON, tracked_changes=True)

    assert body.read("word/document.xml").count(b"<w:ins ") == len(told) == 3
    assert b"telephone" in body.read("word/comments.xml")


def test_a_draft_leaves_the_placement_blank_and_a_final_plan_names_it():
    child = CHILDREN["year3-braille"]
    draft = text_of_docx(build("year3-braille", "headed", "docx", child, ON))
    final = text_of_docx(build("year3-braille", "headed", "docx", child, ON, final=True))
    named = f"{child.school}, a mainstream primary school"

    assert (named in draft, named in final) == (False, True)


def test_a_document_is_built_quickly():
    child = CHILDREN["year10-deafblind"]
    for file_format, limit in (("docx", 0.060), ("pdf", 0.150)):
        best = min(timed(file_format, child) for _ in range(5))

        assert best < limit, file_format


def timed(file_format: str, child: LibraryChild) -> float:
    began = time.process_time()
    build("year10-deafblind", "tabular", file_format, child, ON)
    return time.process_time() - began
