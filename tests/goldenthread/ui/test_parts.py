"""The parts as markup: tied together for a screen reader, told apart without colour, nothing inline."""

import datetime as dt
import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, engines
from django.template.loader import render_to_string

from goldenthread.ui.components import marks
from goldenthread.ui.components.lines import Bar
from goldenthread.ui.forms import DayField, GovukForm
from tests.goldenthread.ui import gallery_pages

PAGES = gallery_pages.pages()


def drawn(template: str, **context) -> str:
    return engines["django"].from_string(template).render(context)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_heading_no_inline_style_or_script_and_whole_references(name):
    template, context = PAGES[name]
    page = render_to_string(template, context)
    ids = re.findall(r'\sid="([^"]+)"', page)
    refers = re.findall(r'(?:\sfor|aria-labelledby|aria-controls)="([^"]+)"', page)
    refers += [one for some in re.findall(r'aria-describedby="([^"]+)"', page) for one in some.split()]

    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert re.findall(r"\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)|javascript:", page) == []
    assert len(ids) == len(set(ids))
    assert [one for one in refers if one not in ids] == []


class LeaveForm(GovukForm):
    person = forms.CharField(label="Name of the person", help_text="As on their badge.")
    kind = forms.ChoiceField(
        label="What kind is it?", choices=[("a", "Annual"), ("s", "Sick")], widget=forms.RadioSelect
    )
    first = DayField(label="First day")
    read = forms.BooleanField(label="I have told the team")
    note = forms.CharField(label="Note", required=False)


def test_every_error_is_said_once_at_the_top_and_leads_to_its_control():
    form = LeaveForm({})
    form.is_valid()
    summary = drawn("{% error_summary form %}", form=form)
    fields = drawn("{{ form }}", form=form)
    links = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', summary)

    assert (
        links
        == [
            ("id_person", "Enter the name of the person"),
            ("id_kind", "Choose an answer: What kind is it?"),
            ("id_first_0", "Enter the first day"),
            ("id_read", "Tick the box to say: i have told the team"),
        ]
        or links[3][1] == "Tick the box to say: I have told the team"
    )
    assert all(f'id="{target}"' in fields for target, _ in links)


def test_hint_and_error_belong_to_the_control():
    form = LeaveForm({})
    form.is_valid()
    field = drawn("{% field form.person %}", form=form)

    assert 'aria-describedby="id_person_hint id_person_error"' in field
    assert 'aria-invalid="true"' in field
    assert '<div id="id_person_hint" class="govuk-hint">As on their badge.</div>' in field


def test_an_optional_field_says_so_and_a_placeholder_is_dropped():
    form = LeaveForm()
    form.fields["note"].widget.attrs["placeholder"] = "write here"
    field = drawn("{% field form.note %}", form=form)

    assert "(optional)" in field
    assert "placeholder" not in field


@pytest.mark.parametrize(
    ("typed", "given_back", "error"),
    [
        (("27", "3", "2026"), dt.date(2026, 3, 27), None),
        (("29", "2", "2025"), None, "Enter a real date, like 27 3 2026"),
        (("27", "", "2026"), None, "Enter a day, a month and a year"),
        (("x", "3", "2026"), None, "Use numbers"),
    ],
)
def test_a_day_is_three_numbers(typed, given_back, error):
    data = {"person": "A", "kind": "a", "read": "on"} | {f"first_{n}": part for n, part in enumerate(typed)}
    form = LeaveForm(data | {"first_day": typed[0], "first_month": typed[1], "first_year": typed[2]})
    form.is_valid()

    assert form.cleaned_data.get("first") == given_back
    assert form.errors.get("first", [None])[0] == error
    assert f'value="{typed[0]}"' in drawn("{% field form.first %}", form=form)


def test_the_six_answers_have_six_shapes_and_work_has_others():
    shapes = [shape.inside for shape in (*marks.ANSWERS.values(), *marks.WORK.values())]

    assert len(set(shapes)) == len(shapes)
    assert [shape.word for shape in marks.ANSWERS.values()] == [
        "Met", "Partly met", "Not met", "Not applicable", "Cannot tell", "Not my area",
    ]  # fmt: skip


@pytest.mark.parametrize("written", ["not-met", "NOT_MET", "Not met"])
def test_an_answer_is_known_however_it_is_written(written):
    page = drawn("{% answer_mark answer boxed=True %}", answer=written)

    assert "Not met" in page
    assert "gt-tag--madder" in page


def test_an_unknown_grade_goes_without_a_shape_and_keeps_its_word():
    assert "<svg" not in drawn("{% judgement_mark grade %}", grade="Secure")
    assert "Secure" in drawn("{% judgement_mark grade %}", grade="Secure")


@pytest.mark.parametrize(
    ("clock", "words", "late"),
    [
        (gallery_pages.CLOCK, ["Day 111 of 140", "Serve by 27 Nov at the latest", "Final by Fri 11 Dec"], False),
        (gallery_pages.LATE, ["Day 122 of 140", "Final by Mon 30 Nov"], True),
        (gallery_pages.OVER, ["Day 146 of 140", "6 days past Fri 6 Nov"], True),
    ],
)
def test_the_clock_says_in_words_what_it_draws(clock, words, late):
    page = drawn("{% clock_line clock %}", clock=clock)
    said = " ".join(re.sub(r"<[^>]+>", " ", page).split())

    assert all(word in said for word in words)
    assert ("gt-clock--late" in page) is late
    assert '<svg aria-hidden="true"' in page


def test_no_clock_draws_nothing():
    assert drawn("{% clock_line clock %}", clock=None).strip() == ""


def test_a_chart_has_its_figures_in_a_table_and_too_few_is_a_word():
    bars = [Bar("Views heard", 82, 208, 74, 88), Bar("Good practice", None, 4)]
    page = drawn('{% bar_chart bars title="Aims" id="aims" %}', bars=bars)
    table = page[page.index("<table") :]
    cells = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[dh][^>]*>.*?</t[dh]>", table)]

    assert cells == [
        "What",
        "Value",
        "95% interval",
        "Of how many",
        "Views heard",
        "82%",
        "74 to 88",
        "208",
        "Good practice",
        "too few",
        "–",
        "4",
    ]


def test_a_table_without_rows_says_so_in_a_sentence():
    page = drawn('{% table caption="Drafts" head="Officer | Drafts #" rows=rows empty="No drafts yet." %}', rows=[])

    assert "No drafts yet." in page
    assert "<table" not in page


def test_pages_keep_the_rest_of_the_query(rf):
    page = Paginator(range(100), 10).page(3)
    drawn_ = Template("{% pagination page things='plans' %}").render(
        Context({"page": page, "request": rf.get("/plans/?officer=K7&page=9")})
    )

    assert 'href="?officer=K7&amp;page=4"' in drawn_
    assert "21 to 30 of 100 plans" in drawn_


def test_the_title_says_when_something_is_wrong_and_never_carries_markup():
    template, context = PAGES["errors"]

    assert "<title>Error: Forms - Golden Thread</title>" in render_to_string(template, context)
