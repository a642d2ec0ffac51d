"""Tables of a PDF: cells from the lines drawn round them, or from gaps that stand under one another."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from ehcp.screening.reading.pdf_lines import Line, Lump
from ehcp.screening.reading.pdf_page import Page, Rule, Word

TOUCH = 3.0  # points within which two lines meet
NARROWEST = 5.0  # a row or column thinner than this is a double line
MOST_RULES = 700
MOST_CELLS = 6_000


@dataclass
class GridCell:
    row: int
    column: int
    rowspan: int
    colspan: int
    x0: float
    top: float
    x1: float
    bottom: float
    words: list[Word] = field(default_factory=list)
    lumps: list[Lump] = field(default_factory=list)
    inner: list[Grid] = field(default_factory=list)

    def holds(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@dataclass
class Grid:
    """A table on one page."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    page: int = 0

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    @property
    def area(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def holds(self, x: float, y: float) -> bool:
        return self.xs[0] - 1 <= x <= self.xs[-1] + 1 and self.ys[0] - 1 <= y <= self.ys[-1] + 1

    def cell_at(self, x: float, y: float) -> GridCell | None:
        return next((cell for cell in self.cells if cell.holds(x, y)), None)


def ruled_tables(page: Page) -> list[Grid]:
    """Tables drawn with lines, the inner ones inside their cells. A frame round the page is no table."""
    level = _merged(page.level_rules)[:MOST_RULES]
    upright = _merged(page.upright_rules)[:MOST_RULES]
    grids = [grid for group in _groups(level, upright) if (grid := _grid(*group)) is not None]
    for grid in grids:
        grid.page = page.number
    grids = [grid for grid in grids if len(grid.cells) > 1 or not _is_frame(grid, grids, page)]
    grids.sort(key=lambda grid: grid.area)
    outermost: list[Grid] = []
    for index, grid in enumerate(grids):
        x, y = (grid.xs[0] + grid.xs[-1]) / 2, (grid.ys[0] + grid.ys[-1]) / 2
        for outer in grids[index + 1 :]:
            if outer.holds(x, y) and (cell := outer.cell_at(x, y)) is not None:
                cell.inner.append(grid)
                break
        else:
            outermost.append(grid)
    return outermost


def _is_frame(box: Grid, grids: list[Grid], page: Page) -> bool:
    """Whether a single box is drawn round other things and not round one text."""
    if box.top < 0.04 * page.height or box.bottom > 0.97 * page.height:
        return True
    return any(
        other is not box and box.holds(other.xs[0] + 2, other.top + 2) and box.holds(other.xs[-1] - 2, other.bottom - 2)
        for other in grids
    )


def place_words(grids: list[Grid], words: list[Word]) -> list[Word]:
    """Puts words into the cells they stand in; answers those that stand in none."""
    left: list[Word] = []
    for word in words:
        x, y = word.middle
        for grid in grids:
            cell = grid.cell_at(x, y) if grid.holds(x, y) else None
            if cell is not None:
                while inner := next((i for i in cell.inner if i.holds(x, y) and i.cell_at(x, y)), None):
                    cell = inner.cell_at(x, y) or cell
                cell.words.append(word)
                break
        else:
            left.append(word)
    return left


def _merged(rules: list[Rule]) -> list[Rule]:
    """Rules drawn piece by piece, or twice, as one."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.at), rule.start)):
        for known in reversed(merged[-12:]):
            if abs(known.at - rule.at) <= 1.2 and rule.start <= known.end + TOUCH and rule.end >= known.start - TOUCH:
                known.start, known.end = min(known.start, rule.start), max(known.end, rule.end)
                break
        else:
            merged.append(Rule(rule.at, rule.start, rule.end))
    return merged


def _groups(level: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that touch one another."""
    parent = list(range(len(level) + len(upright)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for i, across in enumerate(level):
        for j, down in enumerate(upright):
            if (
                across.start - TOUCH <= down.at <= across.end + TOUCH
                and down.start - TOUCH <= across.at <= down.end + TOUCH
            ):
                parent[root(i)] = root(len(level) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(level):
        groups.setdefault(root(i), ([], []))[0].append(rule)
    for j, rule in enumerate(upright):
        groups.setdefault(root(len(level) + j), ([], []))[1].append(rule)
    return [group for group in groups.values() if len(group[0]) > 1 and len(group[1]) > 1]


def _steps(values: list[float]) -> list[float]:
    """Coordinates with those closer than a row could be taken as one."""
    steps: list[float] = []
    for value in sorted(values):
        if not steps or value - steps[-1] > NARROWEST:
            steps.append(value)
    return steps


def _grid(level: list[Rule], upright: list[Rule]) -> Grid | None:
    xs = _steps([rule.at for rule in upright] + [min(r.start for r in level), max(r.end for r in level)])
    ys = _steps([rule.at for rule in level] + [min(r.start for r in upright), max(r.end for r in upright)])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns > MOST_CELLS:
        return None

    def wall(rules: list[Rule], at: float, middle: float) -> bool:
        return any(abs(rule.at - at) <= NARROWEST and rule.start - 1 <= middle <= rule.end + 1 for rule in rules)

    parent = list(range(rows * columns))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for row in range(rows):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(columns - 1):
            if not wall(upright, xs[column + 1], middle):
                parent[root(row * columns + column + 1)] = root(row * columns + column)
    for column in range(columns):
        middle = (xs[column] + xs[column + 1]) / 2
        for row in range(rows - 1):
            if not wall(level, ys[row + 1], middle):
                parent[root((row + 1) * columns + column)] = root(row * columns + column)
    members: dict[int, list[tuple[int, int]]] = {}
    for row in range(rows):
        for column in range(columns):
            members.setdefault(root(row * columns + column), []).append((row, column))
    cells = []
    for places in members.values():
        first_row, last_row = min(r for r, _ in places), max(r for r, _ in places)
        first, last = min(c for _, c in places), max(c for _, c in places)
        cells.append(
            GridCell(
                first_row,
                first,
                last_row - first_row + 1,
                last - first + 1,
                xs[first],
                ys[first_row],
                xs[last + 1],
                ys[last_row + 1],
            )
        )
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(xs, ys, cells)


# --- Columns without lines --------------------------------------------------------------------


def segments_of(line: Line) -> list[Line]:
    """The pieces of a line between wide gaps. A gap after a list label, or before a page number, is not one."""
    pieces: list[list[Word]] = [[line.words[0]]]
    for before, word in zip(line.words, line.words[1:], strict=False):
        gap = word.x0 - before.x1
        if gap > max(1.9 * word.size, 16):
            pieces.append([])
        pieces[-1].append(word)
    found = [Line(piece) for piece in pieces]
    if (
        len(found) > 1
        and len(found[0].words) == 1
        and len(found[0].words[0].text) <= 6
        and not found[0].words[0].text.isalpha()
    ):
        return [line]
    if len(found) == 2 and found[1].text.strip(" .").isdigit():
        return [line]
    return found


def aligned_table(lines: list[Line], page: int) -> Grid | None:
    """A table without lines: these lines stand in columns. None when they do not.

    Lines must be neighbours; rows are told by the white bands between them.
    """
    pieces = [segments_of(line) for line in lines]
    starts = [piece.x0 for row in pieces for piece in row]
    columns: list[float] = []
    for start in sorted(starts):
        if columns and start - columns[-1] <= 6:
            continue
        if sum(abs(start - other) <= 6 for other in starts) >= 2:
            columns.append(start)
    if len(columns) < 2:
        return None
    right = max(line.x1 for line in lines)
    edges = [*[start - 3 for start in columns], right + 3]
    # No word may lie across the foot of a column.
    for row in pieces:
        for piece in row:
            at = max((i for i, edge in enumerate(edges[:-1]) if piece.x0 >= edge - 3), default=0)
            if piece.x1 > edges[at + 1] + 3:
                return None
    gaps = [below.base - above.base for above, below in itertools.pairwise(lines)]
    tight = min((gap for gap in gaps if gap > 0), default=12.0)
    if is_running_text([row[0] for row in pieces if row[0].x0 < columns[0] + 6]):
        breaks = [0, len(lines)]
    else:
        all_full = all(len(row) >= 2 for row in pieces)
        breaks = [0, *[i + 1 for i, gap in enumerate(gaps) if gap > 1.3 * tight or all_full], len(lines)]
    ys = [lines[first].top - 1 for first in breaks[:-1]] + [max(w.bottom for w in lines[-1].words) + 1]
    cells = [
        GridCell(row, column, 1, 1, edges[column], ys[row], edges[column + 1], ys[row + 1])
        for row in range(len(ys) - 1)
        for column in range(len(columns))
    ]
    grid = Grid(edges, ys, cells, page)
    for number, (first, last) in enumerate(itertools.pairwise(breaks)):
        for row in pieces[first:last]:
            for piece in row:
                at = max((i for i, edge in enumerate(edges[:-1]) if piece.x0 >= edge - 3), default=0)
                cells[number * len(columns) + at].words.extend(piece.words)
    filled = sum(bool(cell.words) for cell in cells)
    return grid if filled >= 0.6 * len(cells) else None


def is_running_text(first_column: list[Line]) -> bool:
    """Whether lines fill their column, as in a newspaper; the entries of a form are short and ragged."""
    if not first_column:
        return False
    right = max(piece.x1 for piece in first_column)
    left = min(piece.x0 for piece in first_column)
    filled = sum(piece.x1 > right - 0.22 * (right - left) for piece in first_column)
    words = sum(len(piece.words) for piece in first_column)
    return words >= 4 * len(first_column) and filled >= 0.6 * len(first_column)
