"""Running headers and footers of a PDF: lines that repeat in the margins, taken out of the text."""

from __future__ import annotations

import re
from collections import Counter

from ehcp.screening.document import FOOTER, HEADER
from ehcp.screening.normalise import normalise
from ehcp.screening.reading.pdf_lines import Line
from ehcp.screening.reading.pdf_sheet import Sheet
from ehcp.screening.reading.pdf_tables import Grid

MARGIN = 0.13  # of the page height: where running headers and footers stand
APART = 1.75  # letter sizes between a running line and the text
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:page\s?)?\d{1,3}(?:\s?(?:of|/)\s?\d{1,3})?\Z", re.IGNORECASE)


def running_lines(sheets: list[Sheet]) -> list[tuple[str, str, int]]:
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
