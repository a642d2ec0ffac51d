"""Numbered paragraphs (Word's own lists), content controls, a text box, footnotes, and steps in an annex."""

from __future__ import annotations

from ..child import AUTHORITY, long_date
from ..plan import FilledProvision, Plan
from ..sheet import Block, Box, Control, Look, PageBreak, Para, Run, Sheet, Table, Theme, cell, para, runs
from . import wording
from .style import Style

RED, PALE = "7A1F2B", "F3E3E5"

THEME = Theme(
    font="Times New Roman",
    pdf_font="Times-Roman",
    looks={
        "title": Look(22, bold=True, colour=RED, after=4),
        "subtitle": Look(14, italic=True, after=10),
        "h1": Look(15, bold=True, colour=RED, before=16, after=6, outline=1, keep_with_next=True),
        "h2": Look(12.5, bold=True, italic=True, before=10, after=4, outline=2, keep_with_next=True),
        "body": Look(12.5, after=8),
        "numbered": Look(12.5, indent=36, after=8),
        "bullet": Look(12.5, indent=18, after=5),
        "cell": Look(11.5, after=3),
        "guide": Look(10.5, italic=True, colour="595959", after=6),
        "small": Look(9.5, before=2, after=2),
        "running": Look(9, colour="595959"),
    },
    rule="A8626B",
    margin=64,
)

HEADINGS = {
    "A": "Section A. Views, interests and aspirations of {first} and of {their} parents",
    "B": "Section B. Special educational needs",
    "C": "Section C. Health needs",
    "D": "Section D. Social care needs",
    "E": "Section E. Outcomes sought",
    "F": "Section F. Special educational provision required",
    "G": "Section G. Health provision reasonably required",
    "H1": "Section H1. Social care provision: section 2 of the 1970 Act",
    "H2": "Section H2. Other social care provision reasonably required",
    "I": "Section I. Name and type of setting",
    "J": "Section J. Personal budget arrangements",
    "K": "Section K. Advice and information obtained",
}
OUTCOME_NOTE = "An outcome is the change for the child. The shorter steps towards each one are set out in Annex 1."
FULL_TIME_NOTE = "Amounts are for each school week of term unless the paragraph says otherwise."
CARE_NOTE = "The Chronically Sick and Disabled Persons Act 1970, for people under eighteen."


def lay(plan: Plan) -> Sheet:
    details = Control("Personal details", [wording.facts_table(plan, PALE)])
    blocks: list[Block] = [
        para(f"Education, Health and Care Plan: {plan.name}", "title"),
        para(f"{wording.STATUS[plan.status]}, {long_date(plan.on)}", "subtitle"),
        at_a_glance(plan),
        details,
        PageBreak(),
        *wording.rights(),
        *wording.contacts(plan, PALE),
        PageBreak(),
    ]
    for section in plan.sections:
        if section in "BEFI":
            blocks.append(PageBreak())
        blocks.append(para(STYLE.heading(plan, section), "h1"))
        blocks += wording.empty_or(plan, section, SECTIONS[section](plan))
    blocks += [para(wording.review_text(plan)), wording.signature(plan, PALE)]
    if "E" not in plan.absent:
        blocks += annex(plan)
    return Sheet(
        f"EHC plan {plan.child.reference}",
        THEME,
        blocks,
        header=f"{AUTHORITY} / EHC plan / {plan.child.reference}",
        footer=f"{wording.STATUS[plan.status]} of {long_date(plan.on)} / #",
        subject="Education, Health and Care Plan",
    )


def at_a_glance(plan: Plan) -> Box:
    told = [para(f"{plan.child.first_name} at a glance", "h2")]
    return Box(told + [para(text, "cell") for text in plan.views.get("important", [])[:2]])


def numbered(section: str, label: str, told: list[Run]) -> Para:
    """A paragraph whose number Word counts by itself; a PDF prints the label."""
    return Para(told, "numbered", section, label)


def section_a(plan: Plan) -> list[Block]:
    blocks: list[Block] = []
    count = 0
    for key, heading in wording.VIEW_HEADINGS.items():
        inner: list[Para | Table] = []
        for text in plan.views.get(key, []):
            count += 1
            inner.append(numbered("A", f"A{count}", runs(text)))
        if inner:
            title = plan.fill(heading)
            blocks += [para(title, "h2"), Control(f"Views {key}", inner)]
    return blocks


def section_b(plan: Plan) -> list[Block]:
    blocks: list[Block] = []
    for area in plan.areas():
        blocks.append(para(area, "h2"))
        if area in plan.strengths:
            blocks.append(para("Strengths. " + plan.strengths[area]))
        blocks += [numbered("B", need.label, runs(need.text)) for need in plan.needs["B"] if need.area == area]
    return blocks


def needs_of(section: str):
    def laid(plan: Plan) -> list[Block]:
        return [
            *wording.stated(plan, section),
            *(numbered(section, n.label, runs(n.text)) for n in plan.needs[section]),
        ]

    return laid


def section_e(plan: Plan) -> list[Block]:
    blocks: list[Block] = []
    for number, outcome in enumerate(plan.outcomes):
        told = runs(outcome.text + wording.serving(outcome.serves))
        if number == 0:
            told[-1].note = OUTCOME_NOTE
        blocks.append(numbered("E", outcome.label, told))
    return blocks


def provision_of(section: str, note: str = ""):
    def laid(plan: Plan) -> list[Block]:
        blocks: list[Block] = [*wording.stated(plan, section)]
        for number, row in enumerate(plan.provision[section]):
            told = provision_runs(row)
            if note and number == 0:
                told[-1].note = note
            blocks.append(numbered(section, row.label, told))
        return blocks

    return laid


def provision_runs(row: FilledProvision) -> list[Run]:
    return runs(wording.provision_sentence(row) + wording.serving(row.serves))


def annex(plan: Plan) -> list[Block]:
    rows = [[cell(text, bold=True, shade=PALE) for text in ("Outcome", "Steps on the way", "Who looks, and when")]]
    for outcome in plan.outcomes:
        steps = outcome.steps or ("The first steps are set within six weeks of the final plan.",)
        rows.append([cell(outcome.label), cell(*steps), cell("Setting and family, at the end of each term")])
    return [PageBreak(), para("Annex 1. Steps towards the outcomes", "h1"), Table(rows, [2, 7, 4], head_rows=1)]


SECTIONS = {
    "A": section_a,
    "B": section_b,
    "C": needs_of("C"),
    "D": needs_of("D"),
    "E": section_e,
    "F": provision_of("F", FULL_TIME_NOTE),
    "G": provision_of("G"),
    "H1": provision_of("H1", CARE_NOTE),
    "H2": provision_of("H2"),
    "I": lambda plan: [para(wording.placement(plan))],
    "J": lambda plan: [Control("Personal budget", [para(plan.budget)])],
    "K": lambda plan: [wording.advice_table(plan, PALE)],
}

STYLE = Style("numbered", "Numbered paragraphs with an annex", HEADINGS, lay)
