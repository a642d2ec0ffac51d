"""What every style of plan says in the same words, and the pieces that several of them lay out alike."""

from __future__ import annotations

from collections.abc import Iterable

from ..child import AUTHORITY, long_date, year_name
from ..plan import FilledProvision, Plan
from ..sheet import Block, Cell, Para, Table, bullet, cell, para

STATUS = {"draft": "Draft plan for comment", "final": "Final plan", "amended": "Draft of an amended plan"}

VIEW_HEADINGS = {
    "important": "What is important to {first}",
    "hopes": "Hopes for the future",
    "good_at": "What people like about {first}, and what {they} {does} well",
    "talking": "How to talk with {first} and include {them} in decisions",
    "family": "What {first}'s family say",
    "history": "{first}'s story so far",
    "gathered": "How these views were gathered",
}

BLANK_PLACEMENT = (
    "This section is left blank in a draft. The family have fifteen days, counted from the day the draft is sent, "
    "to comment and to ask for a particular school or other setting."
)

RIGHTS = (
    "You may ask for changes to this plan, and for a meeting with the officer who wrote it.",
    "If we do not agree, you may use mediation or go to the First-tier Tribunal (Special Educational Needs and "
    "Disability) about sections B, F and I. The Tribunal may also make recommendations about health and care.",
    "Free and impartial help is given by the Sandbourne information, advice and support service.",
    "The plan can be had in large print, in another language, or read aloud to you.",
)

REVIEW = (
    "{school} will set shorter steps towards each outcome every term and share them with {first} and {their} family. "
    "The plan is reviewed at a meeting at least once every twelve months; the first review is due by {review_day}. "
    "Everyone named in sections F, G and H sends a short report two weeks before the meeting."
)


def front_facts(plan: Plan) -> list[tuple[str, str]]:
    """Labels and values of the personal details on the front page."""
    child = plan.child
    parents = " and ".join(child.parents) or plan.words["parent"]
    return [
        ("Name", plan.name),
        ("Known as", child.first_name),
        ("Date of birth", long_date(child.born_on)),
        ("Pronouns", {"she": "she / her", "he": "he / him", "they": "they / them"}[child.pronouns]),
        ("Home address", plan.address),
        ("Parents or carers", parents),
        ("School or setting now", child.school or "None"),
        ("Year group", year_name(child.year_group)),
        *((("Care status", f"Cared for by {AUTHORITY}"),) if "cared-for" in plan.story.tags else ()),
        ("Main area of need", plan.story.primary_need),
        ("Plan reference", child.reference),
        ("Casework officer", child.officer),
        ("Status", STATUS[plan.status]),
        ("Date of this plan", long_date(plan.on)),
    ]


def provision_sentence(row: FilledProvision) -> str:
    """What is given, then who gives it, how often, how long and to how many; a slot left out leaves no trace."""
    slots = ", ".join(slot for slot in (row.who, row.often, row.long, row.ratio) if slot)
    if not slots:
        return row.what
    return f"{row.what} {'Provided by' if row.who else 'Provided'} {slots}."


def serving(labels: Iterable[str]) -> str:
    told = list(labels)
    return f" ({', '.join(told)})" if told else ""


def views(plan: Plan, look: str = "h2") -> list[Block]:
    blocks: list[Block] = []
    for key, heading in VIEW_HEADINGS.items():
        texts = plan.views.get(key)
        if texts:
            blocks.append(para(plan.fill(heading), look))
            blocks += [bullet(text) for text in texts] if key == "important" else [para(text) for text in texts]
    return blocks


def empty_or(plan: Plan, section: str, blocks: list[Block]) -> list[Block]:
    """The blocks of a section, or its placeholder when the story leaves the section empty."""
    if section not in plan.empty:
        return blocks
    return [para(plan.empty[section])] if plan.empty[section] else []


def placement(plan: Plan) -> str:
    if "I" in plan.empty:
        return plan.empty["I"]
    return BLANK_PLACEMENT if plan.status == "draft" else plan.placement


def advice_table(plan: Plan, shade: str) -> Table:
    head = [cell(text, bold=True, shade=shade) for text in ("No.", "Advice", "Given by", "Role", "Date")]
    rows: list[list[Cell]] = [head]
    for line in plan.advice:
        rows.append([cell(text) for text in (line.label, line.kind, line.author, line.role, line.dated)])
    return Table(rows, [7, 32, 23, 24, 18], head_rows=1)


def facts_table(plan: Plan, shade: str) -> Table:
    rows = [[cell(label, bold=True, shade=shade), cell(value)] for label, value in front_facts(plan)]
    return Table(rows, [3, 7])


def review_text(plan: Plan) -> str:
    return plan.review or plan.fill(REVIEW)


def signature(plan: Plan, shade: str) -> Table:
    """Who agrees to the plan; a draft has no signature and says so."""
    final = plan.status == "final"
    rows = [[cell(text, bold=True, shade=shade) for text in ("Agreed by", "For", "Date")]]
    signing = (
        (f"{AUTHORITY}, accountable officer", "The whole plan"),
        ("Integrated care board, designated clinical officer", "Sections C and G"),
        (f"{AUTHORITY}, designated social care officer", "Sections D, H1 and H2"),
    )
    for who, what in signing:
        rows.append([cell(who), cell(what), cell(long_date(plan.on) if final else "Not yet: this is a draft")])
    return Table(rows, [5, 3, 3], head_rows=1)


def rights() -> list[Block]:
    blocks: list[Block] = [para("Your rights", "h2")]
    return blocks + [bullet(text) for text in RIGHTS]


def stated(plan: Plan, section: str) -> list[Para]:
    """The sentence that says why nothing stands in a section (`No health needs ...`), where there is one."""
    return [para(plan.nil[section])] if section in plan.nil else []


def contacts(plan: Plan, shade: str, look: str = "h2") -> list[Block]:
    """Who to speak to, by role: the same roles in every plan, the school's own name in each."""
    where = plan.child.school or "the education team for children out of school"
    rows = [[cell(text, bold=True, shade=shade) for text in ("To talk about", "Speak to")]]
    rows += [
        [
            cell("Learning, friendships and the school day"),
            cell(f"The special educational needs co-ordinator, {where}"),
        ],
        [cell("What this plan says, and changes to it"), cell(f"{plan.child.officer}, SEND team, {AUTHORITY}")],
        [cell("Health care in the plan"), cell("The designated clinical officer, through the SEND team")],
        [cell("Social care in the plan"), cell("The designated social care officer, through the SEND team")],
    ]
    return [para("Who to speak to", look), Table(rows, [4, 6], head_rows=1)]
