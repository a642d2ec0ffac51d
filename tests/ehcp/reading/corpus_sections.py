"""Which section each printed paragraph of a corpus plan stands in, as a person sees it: what the reader must find."""

from __future__ import annotations

import re

from tools.accuracy.lines import Lines, Piece, pieces_of
from tools.corpus.markup import CorpusPlan, plain

from ehcp.screening.document import Document
from ehcp.screening.facts import Facts
from ehcp.screening.plan_text import PlanText

_LETTERED = re.compile(r"SECTION (H[12]|[A-K])\b|.*\((H[12]|[A-K])\)$", re.IGNORECASE)
_BY_LETTER = re.compile(r"(H[12]|[A-K])[.)] ")
_SHARED = re.compile(r"(?:Sections )?E ?(?:and|/) ?F\b")
_KEY = re.compile(r"\*\*.*(?:KEY|SECTIONS?\b(?! [A-K] ))")
# Headings of the templates that leave the letters out. None is a heading that belongs to the front page.
WITHOUT_LETTERS = {
    "All about this plan": None,
    "Outcomes and special educational provision": "E F",
    "My hopes and dreams": "A",
    "My story and my hopes": "A",
    "What we want to achieve": "E",
    "What I find hard": "B",
    "What I find hard at school": "B",
    "What I find hard at college": "B",
    "My health": "C",
    "My family and getting out": "D",
    "Life at home and outside": "D",
    "Help at school": "F",
    "Help at nursery and school": "F",
    "Help at college and at work": "F",
    "Help with my health": "G",
    "Help at home (law for children under 18)": "H1",
    "Help at home and out and about": "H2",
    "My school": "I",
    "Where I will learn": "I",
    "Money for my support": "J",
    "List of advice": "K",
}


def code_of(heading: str) -> str | None:
    """The section that a heading of the corpus names; "FRONT" for one of the front page, None for a smaller one.

    "E/F" is a heading of both, whose text the two share until it is made into items.
    """
    words = plain(heading)
    if heading.startswith("## ") and _SHARED.match(words):
        return "E/F"
    if heading.startswith("## ") and (found := _BY_LETTER.match(words)):
        return found[1]
    if heading.startswith(("## ", "**SECTION ", "**Section ")) and (found := _LETTERED.match(words)):
        return (found[1] or found[2]).upper()
    return (WITHOUT_LETTERS.get(words) or "FRONT") if heading.startswith("## ") else None


def wanted(plan: CorpusPlan) -> list[tuple[Piece, str]]:
    """The printed paragraphs of a plan, each with its section; the headings of sections are left out."""
    found: list[tuple[Piece, str]] = []
    code, in_key, line = "FRONT", False, 0
    for piece in pieces_of(plan):
        raw = plan.lines[piece.line]
        if piece.line != line:
            line = piece.line
            named = code_of(raw)
            code = named or code
            in_key = code == "FRONT" and (in_key if raw.startswith("|") else bool(_KEY.match(raw)))
            if named is not None and named != "FRONT":
                continue
        elif code_of(raw):
            continue
        if raw.startswith(("[head]", "[foot]", "[comment]")):
            continue
        if code == "E F":
            found.append((piece, "E" if piece.at < raw.index("|", 2) else "F"))
        else:
            found.append((piece, "KEY" if in_key else code))
    return found


def misplaced(plan: CorpusPlan, document: Document) -> tuple[int, list[str]]:
    """How many printed paragraphs of a plan were looked for, and those that are lost or in another section."""
    text = PlanText(document, Facts())
    rows = {found: row for row, found in Lines(plan, text).line_of_row.items()}
    by_line: dict[int, list[tuple[int, int]]] = {}
    for (line, at), row in rows.items():
        by_line.setdefault(line, []).append((at, row))
    paragraphs = wanted(plan)
    wrong = []
    for piece, code in paragraphs:
        end = piece.at + len(piece.words)
        place = next((row for at, row in by_line.get(piece.line, ()) if piece.at <= at < end), None)
        here = None if place is None else document.section_of(text.blocks[place])
        if here != code and not (code == "E/F" and here in ("E", "F")):
            wrong.append(f"{plan.name}:{piece.line} is {code}, read as {here}: {piece.words[:50]}")
    return len(paragraphs), wrong
