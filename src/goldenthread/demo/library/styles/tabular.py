"""Landscape tables: outcomes and their provision in one table with merged cells, sections told by column labels."""

from __future__ import annotations

from ..child import AUTHORITY, long_date
from ..plan import FilledOutcome, FilledProvision, Plan
from ..sheet import Block, Cell, Look, PageBreak, Para, Run, Sheet, Table, Theme, cell, labelled, para, runs
from . import wording
from .style import Style

TEAL, PALE, GREY = "1B5E5A", "D5E8E6", "EFEFEF"

THEME = Theme(
    font="Arial",
    pdf_font="Helvetica",
    looks={
        "title": Look(20, bold=True, colour=TEAL, after=8, centred=True),
        "h1": Look(13, bold=True, colour=TEAL, before=14, after=6, outline=1, keep_with_next=True),
        "h2": Look(11, bold=True, before=8, after=3, keep_with_next=True),
        "body": Look(12, after=7),
        "bullet": Look(11.5, indent=16, after=4),
        "cell": Look(11, after=5),
        "guide": Look(9, italic=True, colour="595959", after=5),
        "small": Look(8, after=2),
        "running": Look(8, colour="595959"),
    },
    rule="5F8F8B",
    landscape=True,
    margin=45,
)

HEADINGS = {
    "A": "Section A - Views, interests and aspirations",
    "B": "Section B - Special educational needs",
    "C": "Section C - Health needs",
    "D": "Section D - Social care needs",
    "E": "Outcome (Section E)",
    "F": "Special educational provision (Section F)",
    "G": "Section G - Health provision",
    "H1": "Section H1 - Social care provision for a disabled child under 18",
    "H2": "Section H2 - Other social care provision",
    "I": "Section I - Placement",
    "J": "Section J - Personal budget",
    "K": "Section K - Advice and information gathered",
}
COLUMNS = ("Who", "How often", "How long", "Ratio")


def lay(plan: Plan) -> Sheet:
    blocks: list[Block] = [
        para("Education, Health and Care Plan", "title"),
        wording.facts_table(plan, PALE),
        para(wording.review_text(plan)),
        *wording.rights(),
        *wording.contacts(plan, PALE),
        PageBreak(),
    ]
    for section in plan.sections:
        if section in "EF":
            if section == "E" or "E" in plan.absent:
                blocks.append(PageBreak())
                blocks += outcomes_and_provision(plan)
            continue
        if section in "BGI":
            blocks.append(PageBreak())
        blocks.append(para(STYLE.heading(plan, section), "h1"))
        blocks += wording.empty_or(plan, section, SECTIONS[section](plan))
    blocks.append(wording.signature(plan, PALE))
    return Sheet(
        f"EHC plan {plan.child.reference}",
        THEME,
        blocks,
        header=f"{AUTHORITY}  |  EHC plan  |  {plan.child.reference}",
        footer=f"{wording.STATUS[plan.status]}  |  {long_date(plan.on)}  |  page #",
        subject="Education, Health and Care Plan",
    )


def head(*texts: str) -> list[Cell]:
    return [cell(text, bold=True, shade=PALE) for text in texts]


def section_a(plan: Plan) -> list[Block]:
    rows = []
    for key, heading in wording.VIEW_HEADINGS.items():
        if plan.views.get(key):
            rows.append([cell(plan.fill(heading), bold=True, shade=GREY), cell(*plan.views[key])])
    return [Table(rows, [2, 7])]


def section_b(plan: Plan) -> list[Block]:
    rows = [head("Area", "What {first} can do".replace("{first}", plan.child.first_name), "Needs")]
    for area in plan.areas():
        needs = [need for need in plan.needs["B"] if need.area == area]
        told = [labelled(f"{need.label} ", need.text, "cell") for need in needs]
        rows.append([cell(area, bold=True, shade=GREY), cell(plan.strengths.get(area, "")), cell(*told)])
    return [Table(rows, [2, 4, 6], head_rows=1)]


def needs_of(section: str):
    def laid(plan: Plan) -> list[Block]:
        rows = [[cell(need.label, bold=True, shade=GREY), cell(need.text)] for need in plan.needs[section]]
        return [*wording.stated(plan, section), *([Table(rows, [1, 12])] if rows else [])]

    return laid


def slots(row: FilledProvision) -> list[Cell]:
    return [cell(text) for text in (row.who, row.often, row.long, row.ratio)]


def outcomes_and_provision(plan: Plan) -> list[Block]:
    """One table for E and F: the outcome is merged down the rows of provision that serve it."""
    with_e, with_f = "E" not in plan.absent, "F" not in plan.absent
    title = "Sections E and F - Outcomes and special educational provision"
    if not (with_e and with_f):
        title = "Outcomes" if with_e else "Special educational provision"
    labels = ([HEADINGS["E"]] if with_e else []) + ([HEADINGS["F"], *COLUMNS] if with_f else [])
    rows = [head(*labels)]
    told: set[str] = set()
    for outcome in plan.outcomes:
        served = [row for row in plan.provision["F"] if row.serves[:1] == [outcome.label]]
        told |= {row.label for row in served}
        rows += outcome_rows(outcome, served, with_e, with_f)
    rest = [row for row in plan.provision["F"] if row.label not in told]
    if rest and with_f:
        rows += outcome_rows(None, rest, with_e, with_f)
    widths = ([26] if with_e else []) + ([34, 17, 14, 13, 11] if with_f else [])
    return [para(title, "h1"), Table(rows, widths, head_rows=1)]


def outcome_rows(
    outcome: FilledOutcome | None, served: list[FilledProvision], with_e: bool, with_f: bool
) -> list[list[Cell]]:
    told: list[Para] = [para("Every outcome above", "cell")]
    if outcome:
        told = [Para([Run(f"{outcome.label} ", True), *runs(outcome.text)], "cell")]
        if outcome.steps:
            told.append(para("Steps: " + "; ".join(step.rstrip(".") for step in outcome.steps) + ".", "cell"))
    if not with_f:
        return [[Cell(told)]]
    rows = []
    for number, row in enumerate(served):
        cells = [Cell([Para([Run(f"{row.label} ", True), *runs(row.what)], "cell")]), *slots(row)]
        if with_e and number == 0:
            cells.insert(0, Cell(told, down=len(served), shade=GREY))
        rows.append(cells)
    if not served and with_e:
        rows.append([Cell(told, shade=GREY), *(cell("") for _ in range(5))])
    return rows


def provision_of(section: str, label: str):
    def laid(plan: Plan) -> list[Block]:
        rows = [head(label, *COLUMNS)]
        for row in plan.provision[section]:
            rows.append([Cell([Para([Run(f"{row.label} ", True), *runs(row.what)], "cell")]), *slots(row)])
        return [*wording.stated(plan, section), *([Table(rows, [44, 20, 16, 14, 12], head_rows=1)] if rows[1:] else [])]

    return laid


SECTIONS = {
    "A": section_a,
    "B": section_b,
    "C": needs_of("C"),
    "D": needs_of("D"),
    "G": provision_of("G", "Health provision"),
    "H1": provision_of("H1", "Social care provision"),
    "H2": provision_of("H2", "Other care provision"),
    "I": lambda plan: [para(wording.placement(plan))],
    "J": lambda plan: [para(plan.budget)],
    "K": lambda plan: [wording.advice_table(plan, PALE)],
}

STYLE = Style("tabular", "Tables: outcomes and provision together", HEADINGS, lay)
