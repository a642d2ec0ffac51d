"""A PDF as paragraphs: pages put together again, running headers taken out, tables kept as tables."""

from __future__ import annotations

import ctypes

import pypdfium2.raw as pdfium

from ehcp.screening.document import BODY, DELETED, Place
from ehcp.screening.reading.draft import Draft, Raw
from ehcp.screening.reading.pdf_footnotes import with_footnotes
from ehcp.screening.reading.pdf_joins import join_pages
from ehcp.screening.reading.pdf_lines import Lump, body_size, lines_of, pitches
from ehcp.screening.reading.pdf_page import Page, TooMuch, page_of
from ehcp.screening.reading.pdf_running import running_lines
from ehcp.screening.reading.pdf_sheet import Sheet, all_cells, arrange
from ehcp.screening.reading.pdf_tables import (
    Grid,
    place_words,
    ruled_tables,
)
from ehcp.screening.reading.refusal import Refused
from ehcp.screening.reading.tables import mark_cell_headings, mark_header_rows

MOST_PAGES = 300
MOST_WORDS = 400_000
FEWEST_WORDS_ON_A_PAGE = 4


def read_pdf(data: bytes) -> Raw:
    """Every paragraph of a .pdf, in order. Raises Refused."""
    sheets, count = _sheets(data)
    running = running_lines(sheets)
    usual = pitches([lines_of(cell.words) for sheet in sheets for cell in all_cells(sheet)] + [s.lines for s in sheets])
    for sheet in sheets:
        arrange(sheet, usual)
    join_pages(sheets)
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
                    size=round(lump.size * 2),
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
