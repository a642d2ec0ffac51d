"""Which text belongs to which section: the lines that head sections, without the key and contents list.

Sections may come in any order, more than once, in headings, bold lines, rows of a table or its columns.
"""

from __future__ import annotations

import re

from ehcp.screening.document import FOOTNOTE, Section, Span
from ehcp.screening.reading.columns import Columns, shared_tables
from ehcp.screening.reading.draft import Draft
from ehcp.screening.reading.headings import Named, name_of
from ehcp.screening.reading.keys import Heading, contents_of, key_of
from ehcp.screening.reading.siblings import with_company, with_own_words, with_titles
from ehcp.screening.reading.titles import best_title
from ehcp.screening.reading.worth import ENOUGH, heading_of, score_of, stands_alone
from ehcp.vocabulary import READING_ORDER, SECTION_TITLES

_NO_TITLE = re.compile(r"(?:Section|SECTION) [A-K][12]?[.:]?")
_LONE_LETTER = re.compile(r"(?:Section )?([A-K]|H[12])[.:]?\Z")


def sections_of(drafts: list[Draft]) -> list[Section]:
    """The sections of a plan in its own order, with FRONT and KEY where there is such text."""
    named, lone = _named(drafts)
    contents = contents_of(drafts, named)
    for index in contents:
        named.pop(index, None)
    tables = shared_tables(drafts, named, _shared_headings(drafts, named))
    headings = _headings(drafts, named, tables, lone)
    key = key_of(drafts, headings, tables) | contents
    headings = [heading for heading in headings if heading.at not in key]
    tables = {
        table: columns
        for table, columns in tables.items()
        if not any(index in key for index in columns.heading_of.values())
    }
    headings = with_company(drafts, named, key, headings, tables)
    headings = with_titles(drafts, named, key, headings, tables)
    headings = with_own_words(drafts, named, key, headings, tables)
    headings = _without_mentions(drafts, headings, lone)
    return _assigned(drafts, headings, tables, key, lone)


# --- Lines that name sections -----------------------------------------------------------------


def _named(drafts: list[Draft]) -> tuple[dict[int, Named], dict[int, int]]:
    """What each line names; and for a letter alone in its cell, the cell beside it that holds the title."""
    named: dict[int, Named] = {}
    lone: dict[int, int] = {}
    for index, draft in enumerate(drafts):
        text = draft.text
        if not text or draft.part == FOOTNOTE or not draft.is_plan_text:
            continue
        first_line = text.split("\n", 1)[0] if "\n" in text else text
        found = name_of(text, draft.number) if len(text) <= 330 else None
        if first_line is not text and (found is None or found.agreement < 0.4):
            found = name_of(first_line, draft.number) or found
        letter = _LONE_LETTER.match(text) if len(text) <= 12 else None
        if letter is not None and draft.table is not None and index + 1 < len(drafts):
            beside = drafts[index + 1]
            if beside.table is not None and beside.table[:2] == draft.table[:2]:
                title, agreement = best_title(beside.text) if len(beside.text) <= 200 else ("", 0.0)
                if title[:1] == letter[1][0] and agreement > 0.4:
                    found = Named(letter[1], "letter", agreement, 4.0)
                    lone[index] = index + 1
        if letter is not None and found is None and letter[1] in ("H1", "H2") and draft.is_emphatic:
            found = Named(letter[1], "letter", 0.5, 3.0)
        if found is not None:
            named[index] = found
    return named, lone


def _headings(
    drafts: list[Draft], named: dict[int, Named], tables: dict[int, Columns], lone: dict[int, int]
) -> list[Heading]:
    """Lines worth enough to head a section, in order; columns and bare titles are looked at elsewhere."""
    in_columns = {index for columns in tables.values() for index in columns.heading_of.values()}
    headings: list[Heading] = []
    for index, each in named.items():
        draft = drafts[index]
        if index in in_columns or each.manner in ("title", "company"):
            continue
        if (
            draft.table is not None
            and draft.table.table in tables
            and draft.table.row in tables[draft.table.table].headers
        ):
            continue
        score = score_of(draft, each)
        if score >= ENOUGH:
            headings.append(heading_of(drafts, index, each, score))
    ends = [heading.at for heading in headings[1:]] + [len(drafts)]
    for heading, end in zip(headings, ends, strict=False):
        heading.words = sum(len(d.text.split()) for d in drafts[heading.at + 1 : end] if d.is_plan_text and d.text)
    return headings


def _shared_headings(drafts: list[Draft], named: dict[int, Named]) -> dict[int, tuple[str, ...]]:
    """Tables that stand right under (or carry) a heading of several sections, with the codes of that heading."""
    shared: dict[int, tuple[str, ...]] = {}
    for index, each in named.items():
        if not each.others or score_of(drafts[index], each) < ENOUGH:
            continue
        own = drafts[index].table
        for draft in drafts[index + 1 : index + 8]:
            if draft.table is not None and (own is None or draft.table.table == own.table):
                shared[draft.table.table] = (each.code, *each.others)
                break
    return shared


def _without_mentions(drafts: list[Draft], headings: list[Heading], lone: dict[int, int]) -> list[Heading]:
    """Leaves out cells that name sections with headings of their own: "Sections D and H | agreed by" in a table."""
    alone = {heading.at: stands_alone(drafts, heading.at) or heading.at in lone for heading in headings}
    headed = {heading.code for heading in headings if alone[heading.at]}
    return [
        heading
        for heading in headings
        if alone[heading.at]
        or heading.code not in headed
        or not (heading.shares_with or _NO_TITLE.fullmatch(drafts[heading.at].text))
    ]


# --- Text to sections -------------------------------------------------------------------------


class _Spans:
    def __init__(self) -> None:
        self.spans: dict[str, list[Span]] = {}
        self.headings: dict[str, tuple[str, int | None, float]] = {}
        self.order: dict[str, int] = {}

    def open(self, code: str, text: str, at: int | None, score: float) -> None:
        self.spans.setdefault(code, [])
        self.order.setdefault(code, at if at is not None else -1)
        if code not in self.headings:
            self.headings[code] = (text, at, min(0.99, score / 8))

    def add(self, code: str, index: int, start: int, end: int) -> None:
        self.spans.setdefault(code, []).append(Span(index, start, end))
        self.order.setdefault(code, index)


def _assigned(
    drafts: list[Draft], headings: list[Heading], tables: dict[int, Columns], key: set[int], lone: dict[int, int]
) -> list[Section]:
    found = _Spans()
    heading_at = {heading.at: heading for heading in headings}
    current: tuple[str, ...] = ("FRONT",)
    left_table: int | None = None
    for index, draft in enumerate(drafts):
        if not draft.is_plan_text:
            continue
        end = len(draft.text)
        if index in key:
            found.add("KEY", index, 0, end)
            continue
        heading = heading_at.get(index)
        if heading is not None:
            current = (heading.code, *heading.shares_with)
            draft.level = draft.level or 1
            for code in current:
                found.open(code, _heading_text(draft, heading), index, heading.score)
            if heading.after is not None and heading.after < end:
                for code in current:
                    found.add(code, index, heading.after, end)
            left_table = None
            continue
        if index - 1 in lone and index - 1 in heading_at and lone[index - 1] == index:
            continue
        columns, row, column = _columns_of(drafts, draft, tables)
        if columns is not None and (here := columns.code_at(row, column)) is not None:
            at = columns.heading_of.get(here)
            found.open(here, drafts[at].text if at is not None else "", at, 5.0)
            found.add(here, index, 0, end)
            left_table = columns.table
            continue
        if left_table is not None and (draft.table is None or columns is None):
            codes = tables[left_table].codes
            if not set(current) & set(codes):
                current = (codes[-1],)
            elif len(current) > 1 and not _goes_on(drafts, index):
                current = (current[-1],)
            left_table = None
        for code in current:
            found.add(code, index, 0, end)
    return _finished(found)


def _goes_on(drafts: list[Draft], index: int) -> bool:
    """Whether a further table follows soon: under one heading for several sections each outcome may have its own."""
    return any(draft.table is not None for draft in drafts[index : index + 4])


def _heading_text(draft: Draft, heading: Heading) -> str:
    text = draft.text if heading.after is None else draft.text[: heading.after].strip()
    if draft.number and draft.number != "•":
        text = f"{draft.number} {text}"
    return text


def _columns_of(drafts: list[Draft], draft: Draft, tables: dict[int, Columns]) -> tuple[Columns | None, int, int]:
    """The shared table that a line stands in, itself or through inner tables, and its row and column there."""
    place = draft.table
    if place is None or not tables:
        return None, 0, 0
    table, row, column, within = place.table, place.row, place.column, place.within
    outer = {d.table.table: d.table.within for d in drafts if d.table and d.table.within} if within else {}
    for _ in range(32):
        if table in tables:
            return tables[table], row, column
        if within is None:
            break
        table, row, column = within
        within = outer.get(table)
    return None, 0, 0


def _finished(found: _Spans) -> list[Section]:
    if "H" in found.spans and found.spans.keys() & {"H1", "H2"}:
        # A heading over H1 and H2 is no section of its own; what it says first goes to the first of them.
        heir = min(found.spans.keys() & {"H1", "H2"}, key=lambda code: found.order[code])
        found.spans[heir] = sorted({*found.spans.pop("H"), *found.spans[heir]})
        found.headings.pop("H", None)
    sections = []
    for code in sorted(found.spans, key=lambda code: (found.order[code], READING_ORDER.index(code))):
        if code in ("FRONT", "KEY") and not found.spans[code]:
            continue
        words, at, confidence = found.headings.get(code, (SECTION_TITLES[code], None, 1.0))
        sections.append(Section(code, words, at, tuple(found.spans[code]), round(confidence, 2)))
    return sections
