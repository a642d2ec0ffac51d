"""One page of a PDF in the making: its lines and tables, put into the order in which they are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from ehcp.screening.reading.pdf_lines import Line, Lump, lines_of, lumps_of
from ehcp.screening.reading.pdf_page import Page
from ehcp.screening.reading.pdf_tables import Grid, GridCell, aligned_table, is_running_text, segments_of


@dataclass
class Sheet:
    """One page in the making: its flow of lines, and its tables."""

    page: Page
    grids: list[Grid] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    pieces: list[Lump | Grid] = field(default_factory=list)


def all_cells(sheet: Sheet) -> list[GridCell]:
    cells: list[GridCell] = []
    grids = list(sheet.grids)
    while grids:
        grid = grids.pop()
        cells.extend(grid.cells)
        grids.extend(inner for cell in grid.cells for inner in cell.inner)
    return cells


def arrange(sheet: Sheet, usual: dict[int, float]) -> None:
    """The page's paragraphs and tables from the top down."""
    number = sheet.page.number
    for cell in all_cells(sheet):
        cell.lumps = lumps_of(lines_of(cell.words), usual, number, right=_edge_of(cell))
    pieces: list[Lump | Grid] = list(sheet.grids)
    right = max((line.x1 for line in sheet.lines), default=0.0)
    tops = sorted(grid.top for grid in sheet.grids)
    for run in _runs_between(sheet.lines, tops):
        for columns in _column_runs(run, usual):
            grid = aligned_table(columns, number) if len(columns) > 1 else None
            if grid is None:
                narrow = len(columns) > 2 and is_running_text(columns)
                pieces.extend(lumps_of(columns, usual, number, right=None if narrow else right))
                continue
            for cell in grid.cells:
                cell.lumps = lumps_of(lines_of(cell.words), usual, number)
            pieces.append(grid)
    sheet.pieces = sorted(pieces, key=lambda piece: piece.top)


def _edge_of(cell: GridCell) -> float | None:
    """Where lines of a cell end: as far from its right side as they begin from its left."""
    if not cell.words:
        return None
    return cell.x1 - max(1.0, min(word.x0 for word in cell.words) - cell.x0)


def _runs_between(lines: list[Line], tops: list[float]) -> list[list[Line]]:
    """Lines with no table between them."""
    runs: list[list[Line]] = []
    last_tables = -1
    for line in lines:
        tables = sum(top < line.base for top in tops)
        if tables != last_tables:
            runs.append([])
            last_tables = tables
        runs[-1].append(line)
    return runs


def _column_runs(lines: list[Line], usual: dict[int, float]) -> list[list[Line]]:
    """Splits lines into stretches that stand in columns and stretches that do not."""
    runs: list[list[Line]] = []
    at = 0
    while at < len(lines):
        if len(segments_of(lines[at])) < 2:
            if not runs or len(segments_of(runs[-1][0])) > 1:
                runs.append([])
            runs[-1].append(lines[at])
            at += 1
            continue
        end = _end_of_columns(lines, at, usual)
        if end - at < 2:
            end = at + 1
        runs.append(lines[at:end])
        at = end
    return runs


def _end_of_columns(lines: list[Line], start: int, usual: dict[int, float]) -> int:
    """The end of a stretch of columns that starts here: as long as lines keep to its columns."""
    columns = [piece.x0 for piece in segments_of(lines[start])]
    end = start + 1
    while end < len(lines):
        line, above = lines[end], lines[end - 1]
        if line.base - above.base > 2.6 * usual.get(round(line.size), 1.22 * line.size):
            break
        pieces = segments_of(line)
        if not all(any(abs(piece.x0 - column) <= 6 for column in columns) for piece in pieces):
            break
        if len(pieces) == 1:
            following = [column for column in columns if column > pieces[0].x0 + 6]
            if following and pieces[0].x1 > following[0] - 4:
                break
        end += 1
    first = [pieces[0] for line in lines[start:end] if (pieces := segments_of(line))[0].x0 < columns[0] + 6]
    if is_running_text(first):
        return end
    while end > start + 1 and len(segments_of(lines[end - 1])) == 1 and lines[end - 1].x0 < columns[0] + 6:
        end -= 1
    return end
