"""A PDF as paragraphs: pages put together again, running headers taken out, tables kept as tables."""

from __future__ import annotations

import ctypes
import itertools
import re
from collections import Counter
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

from ehcp.screening.document import BODY, DELETED, FOOTER, HEADER, Place
from ehcp.screening.normalise import normalise
from ehcp.screening.reading.draft import Draft, Raw
from ehcp.screening.reading.pdf_footnotes import with_footnotes
from ehcp.screening.reading.pdf_lines import Line, Lump, body_size, finish, lines_of, lumps_of, pitches
from ehcp.screening.reading.pdf_page import Page, TooMuch, page_of
from ehcp.screening.reading.pdf_tables import (
    Grid,
    GridCell,
    aligned_table,
    is_running_text,
    place_words,
    ruled_tables,
    segments_of,
)
from ehcp.screening.reading.refusal import Refused
from ehcp.screening.reading.tables import mark_cell_headings, mark_header_rows

MOST_PAGES = 300
MOST_WORDS = 400_000
FEWEST_WORDS_ON_A_PAGE = 4
MARGIN = 0.13  # of the page height: where running headers and footers stand
APART = 1.75  # letter sizes between a running line and the text
_DIGITS = re.compile(r"\d+")
_LABELLED = re.compile(r"[A-Z][^:.]{0,30}:\s")
_PAGE_NUMBER = re.compile(r"(?:page\s?)?\d{1,3}(?:\s?(?:of|/)\s?\d{1,3})?\Z", re.IGNORECASE)


@dataclass
class Sheet:
    """One page in the making: its flow of lines, and its tables."""

    page: Page
    grids: list[Grid] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    pieces: list[Lump | Grid] = field(default_factory=list)


def read_pdf(data: bytes) -> Raw:
    """Every paragraph of a .pdf, in order. Raises Refused."""
    sheets, count = _sheets(data)
    running = _running_lines(sheets)
    usual = pitches(
        [lines_of(cell.words) for sheet in sheets for cell in _all_cells(sheet)] + [s.lines for s in sheets]
    )
    for sheet in sheets:
        _arrange(sheet, usual)
    _join_pages(sheets)
    words = [word for sheet in sheets for word in sheet.page.words]
    drafts = with_footnotes(_Drafts(1.15 * body_size(words)).of(sheets))
    drafts += [Draft(text, part=part, page=page) for text, part, page in running]
    mark_header_rows(drafts)
    mark_cell_headings(drafts)
    shown = sum(draft.text.count(" ") + 1 for draft in drafts if draft.text and draft.is_plan_text)
    return Raw(drafts, _warnings(sheets, drafts), {"words": shown, "pages": count})


def _sheets(data: bytes) -> tuple[list[Sheet], int]:
    pdfium.FPDF_InitLibrary()
    buffer = ctypes.create_string_buffer(data, len(data))
    document = pdfium.FPDF_LoadMemDocument64(buffer, len(data), None)
    if not document:
        error = pdfium.FPDF_GetLastError()
        raise Refused("password" if error in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY) else "broken")
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count < 1:
            raise Refused("broken")
        if count > MOST_PAGES:
            raise Refused("too-many-pages")
        sheets: list[Sheet] = []
        total = 0
        for index in range(count):
            try:
                page = page_of(document, index)
            except TooMuch:
                raise Refused("took-too-long") from None
            total += len(page.words)
            if total > MOST_WORDS:
                raise Refused("took-too-long")
            sheets.append(Sheet(page))
        _refuse_scans([sheet.page for sheet in sheets])
        for sheet in sheets:
            sheet.grids = ruled_tables(sheet.page)
            sheet.lines = lines_of(place_words(sheet.grids, sheet.page.words))
        return sheets, count
    finally:
        pdfium.FPDF_CloseDocument(document)


def _refuse_scans(pages: list[Page]) -> None:
    """Pages with nothing on them do not count; of the others at least half must have words."""
    written = sum(len(page.words) >= FEWEST_WORDS_ON_A_PAGE for page in pages)
    if not written:
        raise Refused("scanned")
    drawn = sum(len(page.words) < FEWEST_WORDS_ON_A_PAGE and (page.has_picture or bool(page.words)) for page in pages)
    if written < drawn:
        raise Refused("scanned")


def _all_cells(sheet: Sheet) -> list[GridCell]:
    cells: list[GridCell] = []
    grids = list(sheet.grids)
    while grids:
        grid = grids.pop()
        cells.extend(grid.cells)
        grids.extend(inner for cell in grid.cells for inner in cell.inner)
    return cells


# --- Running headers and footers --------------------------------------------------------------


def _running_lines(sheets: list[Sheet]) -> list[tuple[str, str, int]]:
    """Takes out what repeats at the top or foot of pages; answers each text once, with its part and first page."""
    seen: Counter[tuple[str, str]] = Counter()
    found: list[tuple[Sheet, Line, Grid | None, tuple[str, str]]] = []
    for sheet in sheets:
        on_page = set()
        for line, grid in _marginal(sheet):
            part = HEADER if line.base < sheet.page.height / 2 else FOOTER
            key = (part, _DIGITS.sub("#", normalise(line.text)).lower())
            found.append((sheet, line, grid, key))
            on_page.add(key)
        seen.update(on_page)
    needed = 2 if len(sheets) == 2 else max(3, round(0.3 * len(sheets)))
    taken: dict[tuple[str, str], tuple[str, str, int]] = {}
    for sheet, line, grid, key in found:
        text = normalise(line.text)
        if seen[key] < needed and not _PAGE_NUMBER.match(text):
            continue
        taken.setdefault(key, (text, key[0], sheet.page.number))
        if grid is None:
            sheet.lines = [other for other in sheet.lines if other is not line]
        elif grid in sheet.grids:
            sheet.grids.remove(grid)
    return list(taken.values())


def _marginal(sheet: Sheet) -> list[tuple[Line, Grid | None]]:
    """Lines in the top and bottom margins. A table counts when it stands wholly in a margin."""
    high, low = MARGIN * sheet.page.height, (1 - MARGIN) * sheet.page.height
    found: list[tuple[Line, Grid | None]] = []
    for lines in (sheet.lines, sheet.lines[::-1]):
        # Running lines are set apart from the text: those that run on into it are text.
        near: list[Line] = []
        for line in lines:
            if near and abs(line.base - near[-1].base) > APART * max(line.size, near[-1].size):
                found.extend((each, None) for each in near)
                near = []
            if not (line.base < high if lines is sheet.lines else line.top > low):
                break
            near.append(line)
        else:
            found.extend((each, None) for each in near)
    for grid in sheet.grids:
        if grid.bottom < high or grid.top > low:
            words = [word for cell in grid.cells for word in cell.words]
            if words:
                found.append((Line(words), grid))
    return found


# --- One page ---------------------------------------------------------------------------------


def _arrange(sheet: Sheet, usual: dict[int, float]) -> None:
    """The page's paragraphs and tables from the top down."""
    number = sheet.page.number
    for cell in _all_cells(sheet):
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


# --- Over the edge of a page ------------------------------------------------------------------


def _join_pages(sheets: list[Sheet]) -> None:
    """Paragraphs and tables that go on after a page break are one again."""
    for above, below in itertools.pairwise(sheets):
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


# --- Drafts -----------------------------------------------------------------------------------


class _Drafts:
    def __init__(self, large: float) -> None:
        self.large = large
        self.drafts: list[Draft] = []
        self.tables = 0

    def of(self, sheets: list[Sheet]) -> list[Draft]:
        for sheet in sheets:
            for piece in sheet.pieces:
                if isinstance(piece, Grid):
                    self.table(piece, None)
                else:
                    self.lump(piece, None)
        return self.drafts

    def lump(self, lump: Lump, place: Place | None) -> None:
        if lump.text:
            self.drafts.append(
                Draft(
                    lump.text,
                    part=BODY,
                    number=lump.number,
                    table=place,
                    page=lump.page,
                    is_bold=lump.is_bold,
                    is_large=lump.size >= self.large,
                    is_shaded=lump.is_shaded,
                )
            )
        if lump.struck:
            self.drafts.append(Draft(lump.struck, table=place, page=lump.page, revision=DELETED))

    def table(self, grid: Grid, within: tuple[int, int, int] | None) -> None:
        number = self.tables
        self.tables += 1
        rows = {row: index for index, row in enumerate(sorted({cell.row for cell in grid.cells}))}
        for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
            spans = len([row for row in rows if cell.row <= row < cell.row + cell.rowspan])
            place = Place(number, rows[cell.row], cell.column, spans, cell.colspan, False, within)
            before = len(self.drafts)
            pieces: list[Lump | Grid] = [*cell.lumps, *cell.inner]
            for piece in sorted(pieces, key=lambda piece: (piece.page, piece.top)):
                if isinstance(piece, Grid):
                    self.table(piece, (number, rows[cell.row], cell.column))
                else:
                    self.lump(piece, place)
            if len(self.drafts) == before:
                self.drafts.append(Draft("", table=place, page=grid.page))


def _warnings(sheets: list[Sheet], drafts: list[Draft]) -> list[tuple[str, str, int]]:
    found = []
    struck = sum(draft.revision == DELETED for draft in drafts)
    if struck:
        found.append(
            (
                "struck-through",
                "Some text in this plan is struck through. It was left out, as if somebody had deleted it.",
                struck,
            )
        )
    comments = sum(sheet.page.comments for sheet in sheets)
    if comments:
        found.append(
            (
                "comments",
                f"The file holds {comments} {'comment' if comments == 1 else 'comments'} in its margin. Whoever gets "
                "the file can read them.",
                comments,
            )
        )
    unread = sum(sheet.page.has_picture and len(sheet.page.words) < FEWEST_WORDS_ON_A_PAGE for sheet in sheets)
    if unread:
        found.append(
            (
                "picture-pages",
                f"{unread} {'page is a picture' if unread == 1 else 'pages are pictures'} without words, and could "
                "not be read.",
                unread,
            )
        )
    return found
