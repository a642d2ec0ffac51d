"""Words of the template that the writer was meant to replace or take out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ehcp.screening.check import Check, Example, Hit, Severity
from ehcp.screening.document import Place
from ehcp.screening.facts import Facts
from ehcp.screening.language import reading_of
from ehcp.screening.plan_text import PlanText

FACTS = Facts(name="Rowena Tallis", pronoun="she", kind="draft", on=date(2026, 3, 2))

_ORDERS = (
    r"insert|delete|enter|add|name|date|tick|choose|select|type|complete|describe|state|include|specify|list|click|prompt|write|use|give|"
    r"say|note|guidance|example|e\.?g\b|be specific|remember|please|remove|amend|attach|refer|copy|fill|details?|summary|tbc|tba|xx|number|"
    r"child|young person|pupil|student|first name|forename|surname|school|setting|parent|professional|officer|role|hours?|amount|dd|social worker|"
    r"health|sen|local authority|la\b|service|signature|photo|pronoun|he|she|if|only|this|these|do not|to be"
)
# Marks that hardly any sentence of a plan holds: found by their first letter.
_MARKS = re.compile(
    rf"""
        \[(?!\s?\]|sic\b|[xX✓]\]|\d{{1,3}}\])[^\]\n]{{2,300}}\]                     # [insert name]
      | <<[^<>\n]{{1,80}}>>? | «[^»\n]{{1,80}}» | \{{\{{?[^}}\n]{{1,80}}\}}?\}}           # mail-merge fields
      | <(?:{_ORDERS})[^<>\n]{{0,60}}>
      | _{{4,}} | \.{{6,}} | …{{2,}}
      | \((?:[Ii]nsert|[Dd]elete|[Aa]dd|[Ee]nter|[Dd]escribe|[Uu]se\ bullet|[Ii]nclude|[Ll]ist|[Ss]pecify|[Ss]tate|[Cc]omplete)\b[^)\n]{{0,200}}\)
      | \(s\)he\b
    """,
    re.VERBOSE,
)
_CROSSES = re.compile(
    r"£?\b[xX]{2,}(?:[./][xX]{2,}){0,2}(?!\w)|(?<!Year )(?<!year )\bX(?:'s)?(?= (?:will|is|has|can|needs?|finds|presents|should|would|was|does|to be|may|likes|struggles|requires|enjoys)\b)"
)
# Words, each behind a plain one that is looked for first: most plans hold none of them.
_WORDS = tuple(
    (needle, re.compile(pattern, re.MULTILINE))
    for needle, pattern in (
        ("dd/", r"\b[dD][dD][/.][mM][mM][/.][yY]{2,4}\b"),
        (
            "delete",
            r"\b[Dd]elete (?:as (?:appropriate|applicable|necessary|needed|required)|if (?:not|none|no)\b|this (?:line|text|box|section|page|row|guidance)"
            r"|(?:if|where) not applicable)[^\n.]{0,60}|^[^\n.()|]{1,60} \(delete\)",
        ),
        (
            "insert",
            r"\b[Ii]nsert (?:here|text|name|date|details|child|pupil|school|service|number|amount)\b[^\n.]{0,60}",
        ),
        ("enter ", r"\b[Ee]nter (?:here|text|name|date|details|service|amount)\b[^\n.]{0,60}"),
        ("click", r"\b[Cc]lick(?: or tap)? here(?: to enter (?:text|a date))?\.?"),
        ("choose an item", r"\b[Cc]hoose an item\b\.?"),
        ("type here", r"\b[Tt]ype here\b"),
        ("lorem ipsum", r"\b[Ll]orem ipsum\b"),
        ("middle name", r"\b[Ff]irst ?[Nn]ame [Mm]iddle [Nn]ame\b(?: [Ss]urname)?"),
        ("forename surname", r"\b[Ff]orename [Ss]urname\b"),
        ("name", r"\bNAME, (?:DATE|ROLE|TITLE)\b|\bNAME$"),
        ("bullet", r"\b[Uu]se bullet points?\b[^\n.]{0,60}"),
        ("note ", r"\b[Nn]ote (?:to|for) (?:the )?(?:writer|author|officer|coordinator|professionals?):[^\n.]{0,80}"),
        ("guidance", r"\b[Gg]uidance(?: notes?)?:[^\n.]{0,100}"),
        ("prompt:", r"\b[Pp]rompt:[^\n]{0,120}"),
        (
            "should ",
            r"\b(?:[Tt]his|[Tt]he) (?:section|box) should (?:include|set out|describe|contain|be completed|say|list|detail|record)\b[^\n.]{0,80}"
            r"|\b[Oo]utcomes should be (?:SMART|specific)\b[^\n.]{0,60}",
        ),
        (
            "please ",
            r"\b[Pp]lease (?:list|describe|state|specify|insert|enter|add|delete|complete|include|use bullet|provide details|detail|give details|tick)\b"
            r"[^\n.]{0,80}",
        ),
        ("tbc", r"^[\[(]?(?:TBC|tbc|Tbc)[\])]?\.?$|\b(?:TBC|tbc)\b(?=[).;]?$)"),
        ("tba", r"^[\[(]?(?:TBA|tba)[\])]?\.?$"),
        ("he/she", r"\b(?:[Hh]e/[Ss]he)\b"),
        ("she/he", r"\b(?:[Ss]he/[Hh]e)\b"),
        ("his/her", r"\b[Hh]is/[Hh]ers?\b"),
        ("her/his", r"\b[Hh]er/[Hh]is\b"),
        ("him/her", r"\b[Hh]im/[Hh]er\b"),
        ("s/he", r"\bs/he\b"),
    )
)
# What stands in square brackets by an editor's hand, inside somebody's words: "[her sister]".
_SAID = re.compile(rf"\[(?:{_ORDERS})\b", re.I)
_CHOICE = re.compile(r"/[Ss]?[Hh]e|\(s\)he|s/he|/[Hh]")


def find(plan: PlanText) -> Iterator[Hit]:
    reading = reading_of(plan)
    text, lowered = plan.folded, reading.lowered
    matches = [*_MARKS.finditer(text), *_CROSSES.finditer(text)]
    for needle, pattern in _WORDS:
        if needle in lowered:
            matches += pattern.finditer(text)
    ends = -1
    row: Place | None = None
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        start, end = match.span()
        section = plan.section_at(start)
        if start < ends or section == "KEY" or not _is_left_over(plan, match, section):
            continue
        block, at, _ = plan.place(start, end)
        place = plan.document.blocks[block].table
        ends = end
        # The cells of one row were left together: one finding.
        if place is not None and row is not None and place[:2] == row[:2] and place[2] != row[2]:
            continue
        row = place
        yield Hit(start, end, section or plan.document.section_of(block, at) or "FRONT")


def _is_left_over(plan: PlanText, match: re.Match[str], section: str | None) -> bool:
    words = match.group()
    if reading_of(plan).is_quoted(match.start()):
        # "[her sister]" in a child's words is an editor's, "[insert quote]" the template's.
        return words[0] in "<«" or (words[0] == "[" and _SAID.match(words) is not None)
    if _CHOICE.search(words):
        return section not in (None, "FRONT") and plan.facts.name is not None
    # A section that says this and nothing more is an empty one, and told as such.
    return words.lower().strip("[]().") not in ("tbc", "tba") or words[0] == "[" or not _is_all_of(plan, match, section)


def _is_all_of(plan: PlanText, match: re.Match[str], section: str | None) -> bool:
    said = [
        end - start
        for start, end in plan.sections.get(section or "", ())
        if not plan.document.blocks[plan.place(start, end)[0]].is_heading
    ]
    return sum(said) <= len(match.group()) + 8


def _small(words: str, section: str = "F: Special educational provision") -> Example:
    return Example(f"Section {section}\n{words}", FACTS)


CHECK = Check(
    id="template-residue",
    version="1.0.0",
    title="Left over from the template",
    standard="T7",
    scope=("FRONT", "A", "B", "C", "D", "E", "F", "G", "H", "H1", "H2", "I", "J", "K"),
    guards=(
        "square brackets in somebody's quoted words, sic, tick boxes and numbers of notes",
        "keys and contents lists",
        "kisses at the end of a child's own words",
    ),
    severity=Severity.SHOULD,
    confidence=0.95,
    message="These words may be left over from the template.",
    explanation="A field that was not filled in, or a note to the writer, tells a family that nobody read the plan through "
    "before it went out.",
    source="SEND Code of Practice 9.61",
    suggestion="Replace it with what is true of this child, or take it out.",
    find=find,
    should_find=(
        _small("Number work for [insert time] each day."),
        _small("«Therapist_Name» will see Rowena each week."),
        _small("Plan coordinator: <<Officer_Name>>"),
        _small("XXX's parents also report that she can be anxious."),
        _small("X will be able to count to ten.", "E: Outcomes"),
        _small("(Insert the young person's hopes for work, home and friends.)", "A: Views, interests and aspirations"),
        _small("Rowena needs help with his/her shoes. Delete as appropriate."),
        _small("Please describe the support in hours. Use bullet points."),
        _small("Direct payment / notional / none (delete)", "J: Personal budget"),
    ),
    should_not_find=(
        _small('Rowena said "I like [her sister] best and that is it xxx".', "A: Views, interests and aspirations"),
        _small("She uses a writing slope [1] and a pencil grip."),
        _small("[ ] Not seen by the panel. [x] Seen by the nurse."),
        _small("She will write her name and the date on her work, and delete a line she does not want."),
        _small("Year X was her grandmother's joke; she wears size XL and reads Roman numbers to IX."),
        _small("A choice of three, e.g. a cushion (blue, green or red), for her chair."),
        _small("Please ring the school if the taxi is late.", "J: Personal budget"),
    ),
)
