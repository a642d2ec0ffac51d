"""Made-up content for the gallery of parts (tools/gallery.py) and for the tests of them."""

import datetime as dt
import functools
import io
from dataclasses import dataclass
from typing import Any

import docx
from django import forms
from django.core.paginator import Paginator

from ehcp.screening.document import Document
from ehcp.screening.reading import read
from goldenthread.plans import section_text
from goldenthread.ui.components.evidence import Span
from goldenthread.ui.components.lines import Bar
from goldenthread.ui.components.marks import ANSWERS
from goldenthread.ui.components.tables import Cell as Cell_
from goldenthread.ui.components.tables import Column
from goldenthread.ui.components.tables import Table as Table_
from goldenthread.ui.components.words import Fact, Tab
from goldenthread.ui.forms import DayField, GovukForm
from goldenthread.ui.nav import Acting, Link

AROUND: dict[str, Any] = {
    "nav": [
        Link("My work", "#", True),
        Link("Plans", "#"),
        Link("Level 3", "#"),
        Link("Figures", "#"),
        Link("The toolkit", "#"),
        Link("People", "#"),
        Link("Settings", "#"),
    ],
    "foot": [Link("Help", "#"), Link("Accessibility", "#"), Link("Privacy", "#"), Link("Keys", "#")],
    "acting": Acting("Mair Ellwood", "Senior casework officer", "Sandbourne", "#change", "#out"),
    "demonstration": True,
    "version": "0.1.0",
    "csrf_token": "a-form-token",
}


class EveryForm(GovukForm):
    name = forms.CharField(label="Name", help_text="As it is on their badge.")
    email = forms.EmailField(label="E-mail address")
    role = forms.ChoiceField(label="Role", choices=[("", ""), ("officer", "Casework officer"), ("senior", "Senior")])
    answer = forms.ChoiceField(
        label="Does the plan need correcting?",
        choices=[("no", "No"), ("review", "At the next review"), ("serve", "Before service"), ("urgent", "Urgently")],
        widget=forms.RadioSelect,
    )
    served = forms.ChoiceField(label="Was it served?", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect)
    sections = forms.MultipleChoiceField(
        label="Sections read",
        choices=[("B", "B: needs"), ("E", "E: outcomes"), ("F", "F: provision")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label="I have read the whole plan", help_text="Every section, not the summary.")
    day = DayField(label="Last day of leave", help_text="For example, 27 3 2026")
    reason = forms.CharField(label="Reason", widget=forms.Textarea, required=False)
    document = forms.FileField(label="Plan", help_text="Word or PDF, up to 20 MB.")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)

    hints = {"answer": {"serve": "The draft waits until the changes are made."}}


# Section F of a made-up plan: the rows of one table, some of them one cell wide.
PROVISION = [
    ["Item", "What will be provided", "Who", "How often", "How long", "Ratio"],
    ["B1 Understanding and using spoken language"],
    [
        "F1.1",
        "A language programme written by a speech and language therapist and delivered in a quiet room. The therapist "
        "watches one session and rewrites the programme each half term.",
        "Teaching assistant trained by the therapist (6 hours)",
        "3 times a week",
        "20 minutes",
        "1 to 1",
    ],
    [
        "F1.2",
        "Tobin will have access to regular small group work to practise starting, keeping up and ending a conversation.",
        "School staff",
        "Regular",
        "",
        "Small group",
    ],
    [
        "F1.3",
        "Instructions given one at a time, with a drawing or written word, in every lesson. Staff check that Tobin can "
        "say it back.",
        "Class teacher and teaching assistant",
        "Every lesson",
        "All day",
        "Class",
    ],
    ["B2 Keeping attention in a busy room"],
    [
        "F2.1",
        "A movement break from the list agreed with Tobin (page 14): stairs, wall push, water run.",
        "Teaching assistant",
        "After each 20 minutes of desk work",
        "5 minutes",
        "1 to 1",
    ],
    ["F2.2", "Opportunities for a quiet workspace, as appropriate.", "", "", "", ""],
    ["B3 Handwriting and fine movement"],
    [
        "F3.1",
        "Hand-strength programme from the occupational therapist's report (K5, page 3), with a break when he asks.",
        "Teaching assistant, shown by the therapist",
        "Daily",
        "10 minutes",
        "1 to 2",
    ],
]


QUOTES = [
    ("access to regular small group work", "item F1.2", "e1"),
    ("Opportunities for a quiet workspace, as appropriate", "item F2.2", "e2"),
]


@functools.cache
def provision() -> Document:
    """The section as a Word file, read as any other is."""
    word = docx.Document()
    word.add_heading("Section F: special educational provision", level=1)
    table = word.add_table(rows=len(PROVISION), cols=6)
    for number, row in enumerate(PROVISION):
        if len(row) == 1:
            table.cell(number, 0).merge(table.cell(number, 5))
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    target = io.BytesIO()
    word.save(target)
    return read(target.getvalue(), name="plan.docx")


def quoted() -> list[dict[str, Any]]:
    """The two pieces of evidence under the open standard, and where they stand."""
    found = []
    for quote, ref, key in QUOTES:
        block = next(block for block in provision().blocks if quote in block.text)
        start = block.text.index(quote)
        item = f"{ref.removeprefix('item ')} {block.text[:70]}"
        place = {"block": block.index, "start": start, "end": start + len(quote)}
        found.append({"quote": quote, "ref": ref, "key": key, "item": item, **place})
    return found


@dataclass(frozen=True)
class Clock:
    """As `ehcp.clock.timescales.twenty_week_clock` answers."""

    day: int
    days_left: int
    last_day: dt.date
    last_day_to_serve: dt.date | None
    under_three_weeks: bool = False
    of_days: int = 140


CLOCK = Clock(111, 29, dt.date(2026, 12, 11), dt.date(2026, 11, 27))
LATE = Clock(122, 18, dt.date(2026, 11, 30), dt.date(2026, 11, 16), under_three_weeks=True)
OVER = Clock(146, -6, dt.date(2026, 11, 6), None, under_three_weeks=True)

RAIL = [
    {"code": code, "name": name, "state": state, "words": words, "current": code == "F"}
    for code, name, state, words in [
        ("X", "Identity", "done", "4 of 4"),
        ("A", "Views", "done", "5 of 5"),
        ("B", "Needs", "done", "4 of 4"),
        ("C", "Health needs", "done", "2 of 2"),
        ("D", "Care needs", "done", "2 of 2"),
        ("E", "Outcomes", "done", "4 of 4"),
        ("F", "Provision", "in-hand", "3 of 7"),
        ("G", "Health prov.", "to-do", "0 of 3"),
        ("H", "Care prov.", "to-do", "0 of 2"),
        ("I", "Placement", "to-do", "0 of 1"),
        ("J", "Budget", "to-do", "0 of 1"),
        ("K", "Advice", "to-do", "0 of 2"),
        ("T", "Whole plan", "to-do", "0 of 8"),
    ]
]
AIMS = [
    Bar("Views and aspirations heard", 82, 208, 74, 88),
    Bar("Clear and easy to understand", 82, 156, 72, 89),
    Bar("Partners work together", 59, 104, 45, 71),
    Bar("Needs clear, outcomes SMART", 56, 312, 48, 63),
    Bar("Health and care included", 53, 204, 44, 63),
    Bar("Good practice, aspirational", None, 4),
]


SELECTS = [
    {
        "name": "origin",
        "label": "Where the weakness began",
        "needed": True,
        "value": "drafting",
        "choices": [
            ("advice", "The advice"),
            ("drafting", "Drafting: the advice was clear"),
            ("template", "The template"),
            ("process", "The process"),
            ("data", "The data"),
        ],
    },
    {
        "name": "who_should_act",
        "label": "Who should act",
        "value": "",
        "choices": [("writer", "The writer"), ("service", "The service that advised"), ("lead", "The quality lead")],
    },
]


def moderation() -> dict[str, Any]:
    chips = quoted()
    marks = [Span(one["block"], one["start"], one["end"], one["key"]) for one in chips]
    return {
        **AROUND,
        "clock": CLOCK,
        "rail": RAIL,
        "plan_section": section_text.one_section(provision(), "F", marks, level=3),
        "quoted": chips,
        "selects": SELECTS,
        "saved_at": dt.datetime(2026, 11, 12, 14, 2, 31, tzinfo=dt.UTC),
        "answers": [(value, shape.word) for value, shape in ANSWERS.items()],
        "waiting": [
            ("F4", "Is it faithful to the advice?"),
            ("F5", "Is anything that educates or trains in F rather than G or H?"),
            ("F6", "Needs-led, additional or different, deliverable?"),
            ("F7", "Equipment, curriculum changes and staff training set out?"),
        ],
    }


def parts() -> dict[str, Any]:
    table = Table_(
        "Issued on time, by phase",
        [Column("Phase"), Column("Plans", numeric=True), Column("On time", numeric=True), Column("%", numeric=True)],
        [
            [Cell_("Early years", note="to July 2026"), 31, 23, 74],
            ["Key stage 1", 27, 17, 63],
            ["Key stage 4", Cell_("hidden", hatched=True), Cell_("hidden", hatched=True), Cell_("–", hatched=True)],
            [
                "Post-16 and 19",
                Cell_("too few", hatched=True),
                Cell_("too few", hatched=True),
                Cell_("–", hatched=True),
            ],
        ],
        foot=["All", 130, 80, 62],
        chosen=1,
    )
    return {
        **AROUND,
        "table": table,
        "facts": [
            Fact("When", "Wed 11 Nov 2026, 15:22:08"),
            Fact("Chance", "1 in 3", change="#change", about="the chance"),
        ],
        "tabs": [Tab("To do", "#", True, 7), Tab("Waiting", "#", count=4), Tab("Done this month", "#", count=9)],
        "page": Paginator(range(480), 25).page(4),
        "clock": CLOCK,
        "late": LATE,
        "over": OVER,
        "aims": AIMS,
        "saved_at": dt.datetime(2026, 11, 12, 14, 2, 31, tzinfo=dt.UTC),
        "wide": [["a longer cell of words that does not break"] * 12],
    }


def pages() -> dict[str, tuple[str, dict[str, Any]]]:
    asked = EveryForm(
        {"name": "", "email": "not one", "role": "", "day_0": "31", "day_1": "2", "day_2": "2026", "answer": "serve"}
    )
    asked.is_valid()
    return {
        "moderate": ("ui/moderate_example.html", moderation()),
        "parts": ("ui/gallery_parts.html", parts()),
        "forms": ("ui/gallery_forms.html", {**AROUND, "blank": EveryForm(), "rows": []}),
        "errors": ("ui/gallery_forms.html", {**AROUND, "form": asked, "blank": asked, "rows": []}),
    }
