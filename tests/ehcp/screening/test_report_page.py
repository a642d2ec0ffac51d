"""The page of a screening: whole in itself, every word escaped, every finding once."""

import re
from html.parser import HTMLParser

import pytest

from ehcp.screening.facts import Facts
from ehcp.screening.reading import read
from ehcp.screening.report.page import page_of
from ehcp.screening.report.thread_svg import wrapped
from ehcp.screening.screen import Screening, screen
from goldenthread.demo.library import STORIES, STYLES, build, example_child
from goldenthread.demo.library.examples import EXAMPLE_DAY

from .examples import read as plan_in_words

VOID = {"meta", "br", "link", "img", "hr", "input"}


class Checked(HTMLParser):
    """Every tag is closed in its turn; ids come once; links within the page lead somewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value)
            if name == "href":
                self.links.append(value)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def screened(style: str, story: str = "year5-attention") -> Screening:
    return screen(read(build(story, style, "docx", example_child(STORIES[story]), EXAMPLE_DAY)))


@pytest.mark.parametrize("style", list(STYLES))
def test_the_page_holds_together(style):
    screening = screened(style)
    page = page_of(screening, "A plan")
    seen = Checked()
    seen.feed(page)
    assert seen.open == []
    assert len(set(seen.ids)) == len(seen.ids)
    assert all(link[0] == "#" and link[1:] in seen.ids for link in seen.links), set(seen.links) - set(seen.ids)
    assert "style" not in seen.attributes and "<script" not in page
    assert not re.search(r"(?:src|url)\s*[=(]", page)


def test_every_finding_stands_once_with_its_words():
    screening = screened("headed")
    page = page_of(screening, "A plan")
    numbers = [int(each) for each in re.findall(r'id="finding-(\d+)"', page)]
    assert sorted(numbers) == list(range(1, len(screening.findings) + 1))
    assert page.count("What good looks like:") == len(screening.findings)


def test_what_was_read_comes_before_what_was_noticed():
    page = page_of(screened("headed"), "A plan")
    assert page.index("What was read") < page.index("The golden thread") < page.index('id="plan"')


def test_words_of_a_plan_are_never_markup():
    document = plan_in_words(
        'Section B: Special educational needs\n- Ivo <script>alert(1)</script> & cannot "read" words.\n'
        "Section F: Special educational provision\n- Regular <b>help</b> & support."
    )
    page = page_of(screen(document, Facts(name="Ivo")), "<i>plan</i>")
    assert "<script>" not in page and "<b>help" not in page and "<i>plan" not in page
    assert "&lt;script&gt;" in page


def test_a_plan_without_anything_still_makes_a_page():
    page = page_of(screen(plan_in_words("Nothing that anybody could screen.")), "Empty")
    assert "No needs were found" in page


def test_words_are_cut_into_lines_that_fit():
    assert wrapped("a very long sentence of words", 70) == ["a very", "long", "sentence", "of words"]
    assert wrapped("", 70) == [""]
    assert all(len(line) <= 10 for line in wrapped("supercalifragilistic", 65))
