"""Words of the template that the writer was meant to replace or take out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ehcp.screening.check import Check, Example, Hit, Severity
from ehcp.screening.document import FOOTER, HEADER, Place
from ehcp.screening.facts import Facts
from ehcp.screening.language import reading_of
from ehcp.screening.normalise import folded
from ehcp.screening.plan_text import PlanText

FACTS = Facts(name="Rowena Tallis", pronoun="she", kind="draft", on=date(2026, 3, 2))

_ORDERS = (
    r"insert|delete|enter|add|name|date|tick|choose|select|type|complete|describe|state|include|specify|list|click|prompt|write|use|give|"
    r"say|note|guidance|example|e\.?g\b|be specific|remember|please|remove|amend|attach|refer|copy|fill|details?|summary|tbc|tba|xx|number|"
    r"child|young person|pupil|student|first name|forename|surname|school|setting|parent|professional|officer|role|hours?|amount|dd|social worker|"
    r"health|sen|local authority|la\b|service|signature|photo|pronoun|he|she|if|only|this|these|do not|to be"
)
# Each pattern begins with plain letters, so that a plan without any is passed over quickly. The first run on the
# text as it stands, the others on the text in small letters.
_MARKS = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"\[(?!\s?\]|sic\b|[xX✓]\]|\d{1,3}\])[^\[\]\n]{2,300}\]", 0),
        (r"<<[^<>\n]{1,80}>>?", 0),
        (rf"<(?:{_ORDERS})[^<>\n]{{0,60}}>", re.I),
        (r"«[^«»\n]{1,80}»", 0),
        (r"\{\{?[^{}\n]{1,80}\}\}?", 0),
        (r"____+", 0),
        (r"\.\.\.\.\.\.+", 0),
        (
            r"\((?:insert|delete|add|enter|describe|use bullet|include|list|specify|state|complete)\b[^()\n]{0,200}\)",
            re.I,
        ),
        (r"\(s\)he\b", 0),
        (
            r"X(?:'s)? (?:will|is|has|can|needs?|finds|presents|should|would|was|does|to be|may|likes|struggles|requires|enjoys)\b",
            0,
        ),
        (r"XXX?X?'s\b", 0),
        (r"NAME, (?:DATE|ROLE|TITLE)\b", 0),
        (r"TBC\b[\])]?\.?(?=\n|\Z)", 0),
        (r"tbc\b[\])]?\.?(?=\n|\Z)", 0),
    )
)
_WORDS = tuple(
    re.compile(pattern)
    for pattern in (
        r"xx+(?:[./]xx+){0,2}(?!\w)",
        r"dd[/.]mm[/.]yy(?:yy)?\b",
        r"delete as (?:appropriate|applicable|necessary|needed|required)\b[^\n.]{0,60}",
        r"(?:delete|remove|leave out|strike out) (?:if|when|unless|where|before (?:issu|send|final|print|sign)[a-z]*)\b[^\n.]{0,60}",
        r"delete this (?:line|text|box|section|page|row|guidance)\b[^\n.]{0,60}",
        r"\(delete\)",
        r"insert (?:here|text|name|date|details|child|pupil|school|service|number|amount)\b[^\n.]{0,60}",
        r"insert (?:[a-z'-]+ ){1,6}here\b",
        r"insert (?:[a-z'-]+ ){0,4}(?:logo|photo|photograph|picture|signature|crest|letterhead|reference)\b",
        r"enter (?:here|text|name|date|details|service|amount)\b[^\n.]{0,60}",
        r"click(?: or tap)? here\b(?: to enter (?:text|a date))?",
        r"choose an item\b",
        r"type here\b",
        r"lorem ipsum\b",
        r"first ?name middle ?name\b(?: surname)?",
        r"forename surname\b",
        r"use bullet points?\b[^\n.]{0,60}",
        r"note (?:to|for) (?:the )?(?:writer|author|officer|coordinator|professionals?):[^\n.]{0,80}",
        r"guidance(?: notes?)?:[^\n.]{0,100}",
        r"prompt:[^\n]{0,120}",
        r"this (?:section|box) should (?:include|set out|describe|contain|be completed|say|list|detail|record)\b[^\n.]{0,80}",
        r"outcomes should be (?:smart|specific)\b[^\n.]{0,60}",
        r"please (?:list|describe|state|specify|insert|enter|add|delete|complete|include|use bullet|provide details|detail|"
        r"give details|tick)\b[^\n.]{0,80}",
        r"he/she\b",
        r"she/he\b",
        r"his/hers?\b",
        r"her/his\b",
        r"him/her\b",
        r"s/he\b",
    )
)
# What stands in square brackets by an editor's hand, inside somebody's words: "[her sister]".
_SAID = re.compile(rf"\[(?:{_ORDERS})\b", re.I)
_CHOICE = re.compile(r"/[Ss]?[Hh]e|\(s\)he|s/he|/[Hh]")


_BARE = re.compile(r"(?:TBC|tbc)\.?")


def find(plan: PlanText) -> Iterator[Hit]:
    text = plan.folded
    lowered = reading_of(plan).lowered
    matches = [match for pattern in _MARKS for match in pattern.finditer(text)]
    matches += [match for pattern in _WORDS for match in pattern.finditer(lowered)]
    ends = -1
    row: Place | None = None
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        start, end = match.span()
        if start and text[start].isalpha() and (text[start - 1].isalnum() or text[start - 1] == "/"):
            continue
        if text[start] == "X" and text.endswith(("Year ", "year ", "Class ", "Generation "), 0, start):
            continue
        # "Direct payment / none (delete)": the choice is what was left. "£xx" is one thing.
        if match.group() == "(delete)":
            start = max(text.rfind("\n", 0, start) + 1, start - 60)
        elif start and text[start - 1] == "£":
            start -= 1
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
    yield from _in_running_lines(plan)


def _in_running_lines(plan: PlanText) -> Iterator[Hit]:
    """What was left in the header or footer of every page; these lines are no part of the plan's text."""
    for block in plan.document.blocks:
        if block.part not in (HEADER, FOOTER) or not block.text:
            continue
        text = folded(block.text)
        lowered = text.lower()
        if any(pattern.search(text) for pattern in _MARKS) or any(pattern.search(lowered) for pattern in _WORDS):
            yield Hit(
                None,
                None,
                "FRONT",
                message="Words of the template may be left over in the header or footer of the pages.",
                suggestion="Open the header and footer of the file and fill in what is missing, or take it out.",
            )
            return


def _is_left_over(plan: PlanText, match: re.Match[str], section: str | None) -> bool:
    words = plan.folded[match.start() : match.end()]
    if reading_of(plan).is_quoted(match.start()):
        # "[her sister]" in a child's words is an editor's, "[insert quote]" the template's.
        return words[0] in "<«" or (words[0] == "[" and _SAID.match(words) is not None)
    if _CHOICE.search(words):
        return section not in (None, "FRONT") and plan.facts.name is not None
    # In provision, without brackets, it leaves the matter open, which has a finding of its own.
    if section in ("F", "G", "H", "H1", "H2") and _BARE.fullmatch(words) and plan.folded[match.start() - 1] not in "[(":
        return False
    # A section that says this and nothing more is an empty one, and told as such.
    return words.lower().strip("[]().") != "tbc" or words[0] == "[" or not _is_all_of(plan, match, section)


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
    version="1.1.0",
    title="Left over from the template",
    standard="T7",
    scope=("FRONT", "A", "B", "C", "D", "E", "F", "G", "H", "H1", "H2", "I", "J", "K"),
    guards=(
        "square brackets in somebody's quoted words, sic, tick boxes and numbers of notes",
        "keys and contents lists",
        "kisses at the end of a child's own words",
    ),
    severity=Severity.SHOULD,
    confidence=0.92,
    message="These words may be left over from the template.",
    explanation="A field that was not filled in, or a note to the writer, tells a family that nobody read the plan through "
    "before it went out.",
    source="SEND Code of Practice 9.61",
    suggestion="Replace it with what is true of this child, or take it out.",
    find=find,
    should_find=(
        _small("*Delete if a budget is agreed.*", "J: Personal budget"),
        _small("Insert LA logo"),
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
