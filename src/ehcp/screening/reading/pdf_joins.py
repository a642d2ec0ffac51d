"""Over the edge of a page: paragraphs, tables and rows that a page break cut in two are one again."""

from __future__ import annotations

import re
from itertools import pairwise

from ehcp.screening.reading.pdf_lines import Lump, finish
from ehcp.screening.reading.pdf_sheet import Sheet
from ehcp.screening.reading.pdf_tables import Grid, GridCell

_LABELLED = re.compile(r"[A-Z][^:.]{0,30}:\s")


def join_pages(sheets: list[Sheet]) -> None:
    """Paragraphs and tables that go on after a page break are one again."""
    for above, below in pairwise(sheets):
        if not above.pieces or not below.pieces:
            continue
        last, first = above.pieces[-1], below.pieces[0]
        if isinstance(last, Lump) and isinstance(first, Lump):
            if _goes_on(last, first):
                _append(last, first)
                below.pieces.pop(0)
        elif isinstance(last, Grid) and isinstance(first, Grid) and _same_columns(last, first):
            _mend_box(last, first)
            _append_table(last, first)
            below.pieces.pop(0)
            if not below.pieces:
                # The table fills this page too, and may go on over the next.
                below.pieces.append(last)
                above.pieces.pop()


def _goes_on(last: Lump, first: Lump) -> bool:
    return (
        not first.number
        and bool(first.text)
        and bool(last.text)
        and last.is_bold == first.is_bold
        and (not first.is_bold or first.text[0].islower())
        and not _LABELLED.match(first.text)
        and abs(last.size - first.size) < 0.3
        and (first.text[0].islower() or (last.continues and last.text[-1] not in ".:;!?" and first.text[0] not in "•"))
        and last.text[-1] not in ".!?"
    )


def _append(last: Lump, first: Lump) -> None:
    number = last.number
    edge = max(line.x1 for line in (*last.lines, *first.lines))
    last.lines = [*last.lines, *first.lines]
    finish(last, edge)
    last.number = last.number or number


def _same_columns(last: Grid, first: Grid) -> bool:
    """Whether a table has the columns of the one on the page before; one wide cell may be left of it."""
    if len(first.cells) == 1:
        return abs(first.xs[0] - last.xs[0]) <= 4 and abs(first.xs[-1] - last.xs[-1]) <= 4
    return len(last.xs) == len(first.xs) and all(abs(a - b) <= 4 for a, b in zip(last.xs, first.xs, strict=True))


def _mend_box(last: Grid, first: Grid) -> None:
    """A single cell that goes on from a table spans all its columns."""
    if len(first.cells) == 1 and len(last.xs) > 2:
        first.xs = last.xs
        first.cells[0].colspan = len(last.xs) - 1


def _append_table(last: Grid, first: Grid) -> None:
    rows = len(last.ys) - 1
    cells = first.cells
    header = [cell for cell in last.cells if cell.row == 0]
    again = [cell for cell in cells if cell.row == 0]
    drop = 0
    if _words_of(header) and _words_of(header) == _words_of(again):
        cells = [cell for cell in cells if cell.row > 0]
        drop = 1
    opening = [cell for cell in cells if cell.row == drop]
    before = {cell.column: cell for cell in last.cells if cell.row + cell.rowspan == rows}
    if opening and _row_goes_on(opening, before):
        for cell in opening:
            _extend_cell(before[cell.column], cell)
        cells = [cell for cell in cells if cell.row > drop]
        drop += 1
    for cell in cells:
        cell.row += rows - drop
    last.cells = [*last.cells, *cells]
    last.ys = [*last.ys, *(last.ys[-1] + step for step in range(1, len(first.ys) - drop))]


def _row_goes_on(opening: list[GridCell], before: dict[int, GridCell]) -> bool:
    """Whether a row was cut by the page: every cell with words goes on in the middle of a sentence."""
    if any(cell.column not in before or before[cell.column].colspan != cell.colspan for cell in opening):
        return False
    if any(cell.inner or before[cell.column].inner for cell in opening):
        return False
    pairs = [(before[cell.column], cell) for cell in opening if cell.lumps]
    return bool(pairs) and all(
        above.lumps and _goes_on(above.lumps[-1], cell.lumps[0]) and cell.lumps[0].text[0].islower()
        for above, cell in pairs
    )


def _extend_cell(above: GridCell, cell: GridCell) -> None:
    if above.lumps and cell.lumps and _goes_on(above.lumps[-1], cell.lumps[0]):
        _append(above.lumps[-1], cell.lumps.pop(0))
    above.lumps = [*above.lumps, *cell.lumps]


def _words_of(cells: list[GridCell]) -> list[str]:
    return [lump.text for cell in cells for lump in cell.lumps]
