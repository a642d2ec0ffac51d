"""Every section inside a table, headings in the first person, outcomes before needs, the name on every page."""

from __future__ import annotations

from collections.abc import Sequence

from ..child import AUTHORITY, long_date
from ..plan import FilledProvision, Plan
from ..sheet import Block, Cell, Look, PageBreak, Para, Run, Sheet, Table, Theme, cell, labelled, para, runs
from . import wording
from .style import Style

GREEN, PALE, GREY = "2E6B3E", "DDEBDD", "F2F2F2"

THEME = Theme(
    font="Calibri",
    pdf_font="Helvetica",
    looks={
        "title": Look(22, bold=True, colour=GREEN, after=10, centred=True),
        "h1": Look(13, bold=True, colour=GREEN, before=4, after=4),
        "h2": Look(11.5, bold=True, before=5, after=3, keep_with_next=True),
        "body": Look(12, after=8),
        "bullet": Look(12, indent=14, after=5),
        "cell": Look(12, after=6),
        "guide": Look(9.5, italic=True, colour="595959", after=5),
        "small": Look(8.5, after=2),
        "running": Look(9, colour="404040"),
    },
    rule="6B9A78",
    margin=48,
)

HEADINGS = {
    "A": "A. My views, my interests and what I hope for",
    "E": "E. My outcomes: what will be different for me",
    "B": "B. My strengths and my special educational needs",
    "F": "F. The help I must have with my learning",
    "C": "C. My health needs",
    "G": "G. The help I must have with my health",
    "D": "D. My social care needs",
    "H1": "H1. Help for me at home and in the community as a disabled child",
    "H2": "H2. Other social care help for me",
    "I": "I. Where I learn",
    "J": "J. My personal budget",
    "K": "K. The advice this plan is made from",
}
GUIDES = {
    "A": "Written from what the child or young person and the family told us.",
    "E": "Outcomes come first so that everything after them can be read against them.",
    "B": "Strengths first, then needs, by area.",
    "F": "Everything here must be given by law once the plan is final.",
    "C": "Only health needs that have to do with the special educational needs.",
    "G": "Agreed with the integrated care board.",
    "D": "Needs at home and in the community.",
}


def lay(plan: Plan) -> Sheet:
    blocks: list[Block] = [
        para(f"{plan.name}: my Education, Health and Care Plan", "title"),
        wording.facts_table(plan, PALE),
        PageBreak(),
        para(wording.review_text(plan)),
        *wording.rights(),
        *wording.contacts(plan, PALE),
        PageBreak(),
    ]
    for section in HEADINGS:
        if section in plan.absent:
            continue
        if section in "EBFI":
            blocks.append(PageBreak())
        blocks.append(section_table(plan, section))
    blocks.append(wording.signature(plan, PALE))
    return Sheet(
        f"EHC plan {plan.child.reference}",
        THEME,
        blocks,
        header=f"{plan.name}    Education, Health and Care Plan",
        footer=f"{AUTHORITY}    {wording.STATUS[plan.status]}    {long_date(plan.on)}    #",
        subject="Education, Health and Care Plan",
    )


def section_table(plan: Plan, section: str) -> Table:
    """The section as one table: a heading row across, a row of guidance, then its rows."""
    widths, rows = ROWS[section](plan)
    across = len(widths)
    if section in plan.empty:
        rows = [[Cell([para(plan.empty[section], "cell")], across=across)]]
    top = [[Cell([para(STYLE.heading(plan, section), "h1")], across=across, shade=PALE)]]
    if section in GUIDES:
        top.append([Cell([para(GUIDES[section], "guide")], across=across)])
    stated = [] if section in plan.empty else wording.stated(plan, section)
    said = [[Cell([Para(text.runs, "cell") for text in stated], across=across)]] if stated else []
    return Table(top + said + (rows or ([] if said else [[Cell([para("", "cell")], across=across)]])), widths)


Rows = tuple[Sequence[float], list[list[Cell]]]


def rows_a(plan: Plan) -> Rows:
    """All views in one tall cell, as such templates have them."""
    told: list[Para] = []
    for key, heading in wording.VIEW_HEADINGS.items():
        if plan.views.get(key):
            told.append(para(plan.fill(heading), "h2"))
            told += [para(text, "cell") for text in plan.views[key]]
    return [1], [[Cell(told)]]


def rows_e(plan: Plan) -> Rows:
    rows = [[cell(text, bold=True, shade=GREY) for text in ("", "Outcome", "Steps on the way")]]
    for outcome in plan.outcomes:
        steps = [para(step, "cell") for step in outcome.steps] or [para("Set each term by the school", "cell")]
        rows.append([cell(outcome.label, bold=True), cell(outcome.text), Cell(steps)])
    return [1, 7, 5], rows


def rows_b(plan: Plan) -> Rows:
    rows = []
    for area in plan.areas():
        told = [
            para("What I do well", "h2"),
            para(plan.strengths.get(area, ""), "cell"),
            para("What I need help with", "h2"),
        ]
        told += [labelled(f"{need.label} ", need.text, "cell") for need in plan.needs["B"] if need.area == area]
        rows.append([cell(area, bold=True, shade=GREY), Cell(told)])
    return [2, 9], rows


def needs_of(section: str):
    def laid(plan: Plan) -> Rows:
        return [1, 11], [[cell(need.label, bold=True), cell(need.text)] for need in plan.needs[section]]

    return laid


def slots(row: FilledProvision) -> list[Para]:
    told = (("Who: ", row.who), ("How often: ", row.often), ("How long: ", row.long), ("Ratio: ", row.ratio))
    return [labelled(label, text, "cell") for label, text in told if text]


def provision_of(section: str):
    def laid(plan: Plan) -> Rows:
        rows = []
        for row in plan.provision[section]:
            what = Para([Run(f"{row.label} ", True), *runs(row.what + wording.serving(row.serves))], "cell")
            rows.append([Cell([what]), Cell(slots(row) or [para("", "cell")])])
        return [7, 5], rows

    return laid


def rows_k(plan: Plan) -> Rows:
    table = wording.advice_table(plan, GREY)
    return table.widths, table.rows


def one(text):
    def laid(plan: Plan) -> Rows:
        return [1], [[cell(text(plan))]]

    return laid


ROWS = {
    "A": rows_a,
    "B": rows_b,
    "C": needs_of("C"),
    "D": needs_of("D"),
    "E": rows_e,
    "F": provision_of("F"),
    "G": provision_of("G"),
    "H1": provision_of("H1"),
    "H2": provision_of("H2"),
    "I": one(wording.placement),
    "J": one(lambda plan: plan.budget),
    "K": rows_k,
}

STYLE = Style("cells", "Sections inside tables, in the first person", HEADINGS, lay)
