"""A key at the front that lists and explains every section, then plain bold headings; provision as labelled lines."""

from __future__ import annotations

from ..child import AUTHORITY, long_date
from ..plan import FilledProvision, Plan
from ..sheet import Block, Look, PageBreak, Para, Sheet, Table, Theme, bullet, cell, labelled, para
from . import wording
from .style import Style

PURPLE, PALE, BAND = "4B2E63", "E9E2F0", "D9CBE6"

THEME = Theme(
    font="Arial",
    pdf_font="Helvetica",
    looks={
        "title": Look(24, bold=True, colour=PURPLE, before=60, after=10, centred=True),
        "subtitle": Look(14, after=20, centred=True),
        "h1": Look(13, bold=True, colour="000000", before=16, after=8, shade=BAND, keep_with_next=True),
        "h2": Look(12, bold=True, colour=PURPLE, before=8, after=4, keep_with_next=True),
        "body": Look(12, after=8),
        "bullet": Look(12, indent=18, after=5),
        "cell": Look(11, after=3),
        "row": Look(12, before=9, after=4, keep_with_next=True),
        "line": Look(12, indent=24, after=3),
        "guide": Look(10, italic=True, colour="595959", after=8),
        "small": Look(8.5, after=2),
        "running": Look(8.5, colour="595959"),
    },
    rule="9A86AD",
)

HEADINGS = {
    "A": "SECTION A / VIEWS, INTERESTS AND ASPIRATIONS",
    "B": "SECTION B / SPECIAL EDUCATIONAL NEEDS",
    "C": "SECTION C / HEALTH NEEDS RELATED TO SEN",
    "D": "SECTION D / SOCIAL CARE NEEDS RELATED TO SEN OR DISABILITY",
    "E": "SECTION E / OUTCOMES",
    "F": "SECTION F / SPECIAL EDUCATIONAL PROVISION",
    "G": "SECTION G / HEALTH PROVISION",
    "H1": "SECTION H1 / SOCIAL CARE PROVISION UNDER THE 1970 ACT",
    "H2": "SECTION H2 / OTHER SOCIAL CARE PROVISION",
    "I": "SECTION I / PLACEMENT",
    "J": "SECTION J / PERSONAL BUDGET",
    "K": "SECTION K / ADVICE AND INFORMATION",
}

KEY = {
    "A": "What the child and the family told us: what matters, what they hope for, how to communicate, the story so far.",
    "B": "Each special educational need, with what the child does well, in four areas.",
    "C": "Health needs that have to do with the special educational needs. None is a possible answer.",
    "D": "Social care needs that have to do with the special educational needs or a disability.",
    "E": "The changes we want to see for the child, with the day by which we hope to see them.",
    "F": "The teaching, therapy and help that must be given in education: what, who, how often, how long.",
    "G": "Help from health services that the integrated care board has agreed.",
    "H1": "Help at home and in the community for a disabled child under eighteen.",
    "H2": "Any other help from social care.",
    "I": "The school or other setting. Left blank until the family have been heard.",
    "J": "Money held or directed by the family, if they ask for it.",
    "K": "The advice that this plan rests on, attached at the end.",
}


def lay(plan: Plan) -> Sheet:
    key = [[cell("Section", bold=True, shade=PALE), cell("What you will find there", bold=True, shade=PALE)]]
    key += [[cell(HEADINGS[section].split(" / ")[0], bold=True), cell(text)] for section, text in KEY.items()]
    blocks: list[Block] = [
        para(AUTHORITY, "subtitle"),
        para("EDUCATION, HEALTH AND CARE PLAN", "title"),
        para(f"for {plan.name}", "subtitle"),
        wording.facts_table(plan, PALE),
        PageBreak(),
        para("How to read this plan", "h2"),
        para("Sections have the letters that the law gives them. You may read them in any order."),
        Table(key, [3, 9], head_rows=1),
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
    blocks += [para("Reviewing this plan", "h2"), para(wording.review_text(plan)), wording.signature(plan, PALE)]
    return Sheet(
        f"EHC plan {plan.child.reference}",
        THEME,
        blocks,
        header=f"Education, Health and Care Plan - {plan.child.reference} - {wording.STATUS[plan.status]}",
        footer=f"{AUTHORITY} - {long_date(plan.on)} - page #",
        subject="Education, Health and Care Plan",
    )


def section_b(plan: Plan) -> list[Block]:
    blocks: list[Block] = []
    for number, area in enumerate(plan.areas(), start=1):
        blocks.append(para(f"{number}. {area}", "h2"))
        if area in plan.strengths:
            blocks.append(labelled("What is going well: ", plan.strengths[area]))
        blocks += [labelled(f"Need {need.label}: ", need.text) for need in plan.needs["B"] if need.area == area]
    return blocks


def needs_of(section: str):
    def laid(plan: Plan) -> list[Block]:
        return [*wording.stated(plan, section), *(labelled(f"Need {n.label}: ", n.text) for n in plan.needs[section])]

    return laid


def section_e(plan: Plan) -> list[Block]:
    blocks: list[Block] = []
    for outcome in plan.outcomes:
        needs = f" (from {', '.join(outcome.serves)})" if outcome.serves else ""
        blocks.append(labelled(f"{outcome.label}{needs}: ", outcome.text))
        blocks += [bullet(step) for step in outcome.steps]
    return blocks


def provision_lines(row: FilledProvision) -> list[Para]:
    """A row as a short block of labelled lines; an empty slot has no line."""
    slots = (("Who", row.who), ("How often", row.often), ("How long", row.long), ("One to one or group", row.ratio))
    lines = [labelled(f"{row.label}  ", row.what, "row")]
    lines += [labelled(f"{label}: ", text, "line") for label, text in slots if text]
    return [*lines, labelled("For: ", ", ".join(row.serves), "line")] if row.serves else lines


def provision_of(section: str):
    def laid(plan: Plan) -> list[Block]:
        told = [line for row in plan.provision[section] for line in provision_lines(row)]
        return [*wording.stated(plan, section), *told]

    return laid


SECTIONS = {
    "A": wording.views,
    "B": section_b,
    "C": needs_of("C"),
    "D": needs_of("D"),
    "E": section_e,
    "F": provision_of("F"),
    "G": provision_of("G"),
    "H1": provision_of("H1"),
    "H2": provision_of("H2"),
    "I": lambda plan: [para(wording.placement(plan))],
    "J": lambda plan: [para(plan.budget)],
    "K": lambda plan: [wording.advice_table(plan, PALE)],
}

STYLE = Style("keyed", "A key to the sections at the front", HEADINGS, lay)
