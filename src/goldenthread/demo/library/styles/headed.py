"""Consecutive headed sections, the four areas of need as sub-headings; provision as bullets below its outcome."""

from __future__ import annotations

from ..child import AUTHORITY, long_date
from ..plan import FilledProvision, Plan
from ..sheet import Block, Look, PageBreak, Para, Run, Sheet, Theme, bullet, labelled, para, runs
from . import wording
from .style import Style

BLUE, PALE = "1F3864", "DCE6F1"

THEME = Theme(
    font="Arial",
    pdf_font="Helvetica",
    looks={
        "title": Look(22, bold=True, colour=BLUE, after=6),
        "subtitle": Look(13, colour="404040", after=12),
        "h1": Look(16, bold=True, colour=BLUE, before=16, after=6, outline=1, keep_with_next=True),
        "h2": Look(13, bold=True, colour="2F5496", before=10, after=4, outline=2, keep_with_next=True),
        "h3": Look(12, bold=True, before=6, after=3, outline=3, keep_with_next=True),
        "body": Look(12, after=8),
        "bullet": Look(12, indent=18, after=6),
        "cell": Look(11, after=2),
        "guide": Look(9.5, italic=True, colour="595959", after=6),
        "small": Look(8.5, after=2),
        "running": Look(8.5, colour="595959"),
    },
    rule="8EA9DB",
)

HEADINGS = {
    "A": "Section A: The views, interests and aspirations of {first} and {their} family",
    "B": "Section B: {first}'s special educational needs",
    "C": "Section C: Health needs related to {first}'s special educational needs",
    "D": "Section D: Social care needs related to {first}'s special educational needs or disability",
    "E": "Section E: The outcomes sought for {first}",
    "F": "Section F: The special educational provision {first} needs",
    "G": "Section G: Health provision",
    "H1": "Section H1: Social care provision under section 2 of the Chronically Sick and Disabled Persons Act 1970",
    "H2": "Section H2: Any other social care provision",
    "I": "Section I: School or other setting",
    "J": "Section J: Personal budget",
    "K": "Section K: Advice and information",
}


def lay(plan: Plan) -> Sheet:
    blocks: list[Block] = [
        para("Education, Health and Care Plan", "title"),
        para(f"{plan.name}: {wording.STATUS[plan.status].lower()}", "subtitle"),
        wording.facts_table(plan, PALE),
        para(wording.review_text(plan), "body"),
        *wording.rights(),
        *wording.contacts(plan, PALE),
        PageBreak(),
    ]
    for section in plan.sections:
        if section in "BEFI":
            blocks.append(PageBreak())
        blocks.append(para(STYLE.heading(plan, section), "h1"))
        blocks += wording.empty_or(plan, section, SECTIONS[section](plan))
    blocks.append(wording.signature(plan, PALE))
    return Sheet(
        f"EHC plan {plan.child.reference}",
        THEME,
        blocks,
        header=f"{AUTHORITY}    Education, Health and Care Plan    {plan.child.reference}",
        footer=f"{wording.STATUS[plan.status]}    {long_date(plan.on)}    Page #",
        subject="Education, Health and Care Plan",
    )


def section_b(plan: Plan) -> list[Block]:
    blocks: list[Block] = []
    for area in plan.areas():
        blocks.append(para(area, "h2"))
        if area in plan.strengths:
            blocks += [para("Strengths", "h3"), para(plan.strengths[area])]
        needs = [need for need in plan.needs["B"] if need.area == area]
        if needs:
            blocks.append(para("Needs", "h3"))
            blocks += [labelled(f"{need.label}  ", need.text) for need in needs]
    return blocks


def needs_of(section: str):
    def laid(plan: Plan) -> list[Block]:
        return [*wording.stated(plan, section), *(labelled(f"{n.label}  ", n.text) for n in plan.needs[section])]

    return laid


def section_e(plan: Plan) -> list[Block]:
    blocks: list[Block] = []
    area = ""
    for number, outcome in enumerate(plan.outcomes, start=1):
        if outcome.area != area:
            area = outcome.area
            blocks.append(para(area, "h2"))
        blocks.append(labelled(f"Outcome {number}: ", outcome.text))
        if outcome.steps:
            blocks.append(para("Steps on the way:", "guide"))
            blocks += [bullet(step) for step in outcome.steps]
    return blocks


def provision_bullet(row: FilledProvision) -> Para:
    return Para(
        [Run(f"{row.label}  ", True), *runs(wording.provision_sentence(row) + wording.serving(row.serves))],
        "bullet",
        "bullet",
        "\u2022",
    )


def section_f(plan: Plan) -> list[Block]:
    blocks: list[Block] = []
    told = set()
    for number, outcome in enumerate(plan.outcomes, start=1):
        rows = [row for row in plan.provision["F"] if row.serves[:1] == [outcome.label]]
        if rows:
            blocks.append(para(f"To reach outcome {number}", "h3"))
            blocks += [provision_bullet(row) for row in rows]
            told |= {row.label for row in rows}
    rest = [row for row in plan.provision["F"] if row.label not in told]
    if rest:
        blocks.append(para("Across the school day", "h3"))
        blocks += [provision_bullet(row) for row in rest]
    return blocks


def provision_of(section: str):
    def laid(plan: Plan) -> list[Block]:
        return [*wording.stated(plan, section), *map(provision_bullet, plan.provision[section])]

    return laid


SECTIONS = {
    "A": wording.views,
    "B": section_b,
    "C": needs_of("C"),
    "D": needs_of("D"),
    "E": section_e,
    "F": section_f,
    "G": provision_of("G"),
    "H1": provision_of("H1"),
    "H2": provision_of("H2"),
    "I": lambda plan: [para(wording.placement(plan))],
    "J": lambda plan: [para(plan.budget)],
    "K": lambda plan: [
        para("The advice below was used to write this plan and is attached to it."),
        wording.advice_table(plan, PALE),
    ],
}

STYLE = Style("headed", "Headed sections, areas as sub-headings", HEADINGS, lay)
