"""How a page shows a section: paragraphs, list items, headings, and tables as tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ehcp.screening.document import Block, Document, Section, Span


@dataclass(frozen=True)
class Paragraph:
    """A block to show, or the part of it that belongs to the section. `kind` is heading, item or paragraph."""

    kind: str
    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.block.text[self.start : self.end]


@dataclass(frozen=True)
class Cell:
    """A table cell: its paragraphs, and tables inside it, in order."""

    content: tuple[Paragraph | Table, ...]
    rowspan: int = 1
    colspan: int = 1
    is_header: bool = False

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block of the cell, those of inner tables included."""
        found: list[Block] = []
        for piece in self.content:
            if isinstance(piece, Paragraph):
                found.append(piece.block)
            else:
                found.extend(block for row in piece.rows for cell in row for block in cell.blocks)
        return tuple(found)


@dataclass(frozen=True)
class Table:
    """A table to show: rows of cells, merged cells once (with their spans), empty cells kept."""

    rows: tuple[tuple[Cell, ...], ...]
    kind: str = "table"


def lay_out(document: Document, section: Section) -> list[Paragraph | Table]:
    """The section's spans as paragraphs and tables, in reading order.

    A table that several sections share is shown with this section's own cells only.
    """
    spans = [span for span in section.spans if document.blocks[span.block].is_plan_text]
    return list(_flow(document, spans, within=None))


def _flow(document: Document, spans: Sequence[Span], within: tuple[int, int, int] | None) -> list[Paragraph | Table]:
    """Spans outside any table become paragraphs; a run of spans of one table becomes that table."""
    flow: list[Paragraph | Table] = []
    at = 0
    while at < len(spans):
        place = document.blocks[spans[at].block].table
        if place is None or (place.table, place.row, place.column) == within:
            paragraph = _paragraph(document, spans[at])
            if paragraph.text:
                flow.append(paragraph)
            at += 1
            continue
        table = _outermost(document, place.table, within)
        end = at
        while end < len(spans) and _is_inside(document, spans[end].block, table):
            end += 1
        end = max(end, at + 1)
        flow.append(_table(document, spans[at:end], table))
        at = end
    return flow


def _table(document: Document, spans: Sequence[Span], table: int) -> Table:
    """The cells of one table. Columns and rows that this section has nothing in are left out."""
    cells: dict[tuple[int, int], list[Span]] = {}
    for span in spans:
        cells.setdefault(_cell_in(document, span.block, table), []).append(span)
    rows: dict[int, list[Cell]] = {}
    own_columns = {column for _, column in cells}
    own_rows = {row for row, _ in cells}
    for (row, column), held in sorted(cells.items()):
        place = next(
            (p for span in held if (p := document.blocks[span.block].table) and p.table == table),
            None,
        )
        rowspan, colspan, is_header = (place.rowspan, place.colspan, place.is_header) if place else (1, 1, False)
        rows.setdefault(row, []).append(
            Cell(
                tuple(_flow(document, held, within=(table, row, column))),
                rowspan=max(1, len(own_rows & set(range(row, row + rowspan)))),
                colspan=max(1, len(own_columns & set(range(column, column + colspan)))),
                is_header=is_header,
            )
        )
    return Table(tuple(tuple(cells) for _, cells in sorted(rows.items())))


def _paragraph(document: Document, span: Span) -> Paragraph:
    block = document.blocks[span.block]
    kind = "heading" if block.is_heading else "item" if block.number else "paragraph"
    return Paragraph(kind, block, span.start, span.end)


def _chain(document: Document, table: int) -> list[tuple[int, int, int]]:
    """The outer cells of a table, nearest first."""
    chain: list[tuple[int, int, int]] = []
    outer = document.outer_cell_of_table.get(table)
    while outer is not None and len(chain) < 32:
        chain.append(outer)
        outer = document.outer_cell_of_table.get(outer[0])
    return chain


def _outermost(document: Document, table: int, within: tuple[int, int, int] | None) -> int:
    """The table that stands directly in this cell (or in the page) and holds the given table."""
    for outer in _chain(document, table):
        if outer == within:
            break
        table = outer[0]
    return table


def _is_inside(document: Document, block: int, table: int) -> bool:
    place = document.blocks[block].table
    return place is not None and (
        place.table == table or any(outer[0] == table for outer in _chain(document, place.table))
    )


def _cell_in(document: Document, block: int, table: int) -> tuple[int, int]:
    """The row and column of this table in which a block stands, itself or through an inner table."""
    place = document.blocks[block].table
    assert place is not None
    if place.table == table:
        return place.row, place.column
    for outer in _chain(document, place.table):
        if outer[0] == table:
            return outer[1], outer[2]
    raise ValueError("a block outside its table")


# --- The label by which people cite an item ---------------------------------------------------

_LABEL = re.compile(r"\(?([A-K][12]?)?[ .:-]{0,2}(\d{1,3}(?:\.\d{1,3}){0,3})[.):]?\Z")
_LABEL_AHEAD = re.compile(r"\(?([A-K])[ .:-]{0,2}(\d{1,3}(?:\.\d{1,3}){0,3})[.):]?(?=\s|\Z)")
_NAMED_AHEAD = re.compile(r"(?:Outcome|Need|Provision|Aspiration)s? (\d{1,3}(?:\.\d{1,3}){0,2})\b", re.IGNORECASE)


def item_reference(document: Document, block: Block) -> str | None:
    """The label of an item, such as "F1.2", where the plan itself numbers it; otherwise None.

    Looks at the block's own number, at a label its text begins with, then at the first cell of its row.
    A bare number takes the letter of the section it stands in.
    """
    code = document.section_of(block.index)
    if code is None or code in ("FRONT", "KEY") or not block.is_plan_text:
        return None
    own = _reference(block, code)
    if own is not None or block.table is None:
        return own
    first = document.first_cell_of_row.get((block.table.table, block.table.row))
    if first is None or first == block.index:
        return None
    return _reference(document.blocks[first], document.section_of(first) or code)


def _reference(block: Block, code: str) -> str | None:
    label = _LABEL.match(block.number) if block.number else None
    if label is None and len(block.text) < 12:
        label = _LABEL.match(block.text)
    if label is None:
        label = _LABEL_AHEAD.match(block.text)
        # "A4 worksheets" in section F is paper, not a label.
        if label is not None and label[1] != code[0]:
            label = None
    if label is not None:
        return f"{label[1] or code}{'.' if (label[1] or code)[-1].isdigit() else ''}{label[2]}"
    named = _NAMED_AHEAD.match(block.text)
    return f"{code}{'.' if code[-1].isdigit() else ''}{named[1]}" if named else None
