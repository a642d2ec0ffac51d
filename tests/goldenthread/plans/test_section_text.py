"""A section of a plan as a page shows it: its own words, nothing added to what a selection counts."""

import datetime as dt
import html
import io
import re
import time

import docx
import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from ehcp.screening.document import Document
from ehcp.screening.reading import read
from goldenthread.demo import library
from goldenthread.plans import section_text
from goldenthread.ui.components.evidence import Span

STORY = "nursery-first-words"


def plan(style: str = "tabular") -> Document:
    child = library.example_child(library.STORIES[STORY])
    return read(library.build(STORY, style, "docx", child, dt.date(2026, 11, 2)))


def word_file(*paragraphs: str) -> Document:
    word = docx.Document()
    word.add_heading("Section F", level=1)
    for text in paragraphs:
        word.add_paragraph(text)
    target = io.BytesIO()
    word.save(target)
    return read(target.getvalue())


def page_of(sections) -> lxml_html.HtmlElement:
    whole = "".join(render_to_string("plans/_section.html", {"section": section}) for section in sections)
    return lxml_html.fromstring(f"<div>{whole}</div>")


def text_of(element: lxml_html.HtmlElement) -> str:
    for part in element.xpath(".//*[@data-not-text]"):
        part.drop_tree()
    return element.text_content()


@pytest.mark.parametrize("style", sorted(library.STYLES))
def test_what_an_element_says_is_what_its_block_says(style):
    document = plan(style)
    marks = [Span(block.index, 3, 9, key=str(block.index), kind="finding", number="4") for block in document.blocks]

    shown = page_of(section_text.whole_plan(document, marks)).xpath("//*[@data-block]")

    assert len(shown) > 100
    for element in shown:
        words = text_of(element)
        start = int(element.get("data-offset"))
        assert words == document.blocks[int(element.get("data-block"))].text[start : start + len(words)]


@pytest.mark.parametrize("style", sorted(library.STYLES))
def test_no_words_of_a_section_are_left_out_and_no_id_is_given_twice(style):
    document = plan(style)

    page = page_of(section_text.whole_plan(document))

    for section in document.sections:
        shown = page.xpath(f"//section[@data-section='{section.code}']//*[@data-block]")
        kept = [text for span in section.spans if (text := document.blocks[span.block].text[span.start : span.end])]
        assert [text_of(element) for element in shown] == kept
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_words_that_look_like_html_stay_words():
    document = word_file("Use <script>alert(1)</script> & \"quotes\" for 'it'")

    section = section_text.one_section(document, "F", [Span(1, 4, 12, key='a"b')])

    assert "<script>" not in section.html
    assert text_of(page_of([section]).xpath("//*[@data-block='1']")[0]) == document.blocks[1].text


def test_marks_that_overlap_each_keep_their_own_element():
    document = word_file("Two hours a week with a therapist")

    section = section_text.one_section(document, "F", [Span(1, 0, 16, key="one"), Span(1, 10, 33, key="two")])

    page = page_of([section])
    assert [part.text_content() for part in page.xpath("//mark[@data-key='one']")] == ["Two hours ", "a week"]
    assert [part.text_content() for part in page.xpath("//mark[@data-key='two']")] == ["a week", " with a therapist"]


def test_offsets_count_code_points_beyond_the_basic_plane():
    document = word_file("😀 Maya will have 30 minutes")

    section = section_text.one_section(document, "F", [Span(1, 2, 6, key="name")])

    assert page_of([section]).xpath("//mark[@data-key='name']")[0].text == "Maya"


def test_a_section_that_is_not_there_says_so():
    section = section_text.one_section(word_file("Two hours"), "G")

    assert section.is_empty
    assert "There are no words in this section." in page_of([section]).text_content()


def test_the_plan_of_sixteen_pages_is_made_within_thirty_milliseconds():
    document = plan()

    times = []
    for _ in range(5):
        began = time.perf_counter()
        page = "".join(
            render_to_string("plans/_section.html", {"section": section})
            for section in section_text.whole_plan(document)
        )
        times.append(time.perf_counter() - began)

    assert len(page) > 20_000
    assert min(times) < 0.030


def test_what_stands_before_the_first_section_is_called_so_and_never_by_its_code():
    from goldenthread.plans.section_text import BESIDE_THE_SECTIONS

    assert BESIDE_THE_SECTIONS["FRONT"] == "Before Section A"


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=6),
    st.sampled_from(["quoted", "finding", "added"]),
)
def test_marks_never_change_the_words(text, places, kind):
    spans = [Span(0, min(a, b), max(a, b), "key", kind, "1") for a, b in places]
    page = re.sub(r"<sup data-not-text>.*?</sup>", "", section_text.marked(text, spans))

    assert html.unescape(re.sub(r"</?(?:mark|ins|del)[^>]*>", "", page)) == html.unescape(html.escape(text))
