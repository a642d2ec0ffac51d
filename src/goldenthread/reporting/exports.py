"""The page's tables as files: CSV and Excel. Columns on the list only, never a formula, nothing hidden."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import Any

import xlsxwriter

from goldenthread.reporting.level3 import Level3
from goldenthread.reporting.sections import Section
from goldenthread.ui.components.tables import Cell

# What a file may hold: the tables by key, and the labels of their columns. Of "..." stand the words of the scale.
ALLOWED: dict[str, tuple[str, ...]] = {
    "months": (
        "Month",
        "Ready",
        "Drawn at once",
        "Let through",
        "Outside the draw",
        "Drawn later",
        "Released",
        "Moderated",
    ),
    "officers": ("Month", "With drafts", "Draft drawn", "Draft moderated", "All officers"),
    "ways": ("How", "Opened", "Handed in", "Waiting", "Of these past the target", "Withdrawn"),
    "turnaround": ("What", "Value", "Of how many", "95% interval"),
    "judgements": ("Judgement", "Drafts", "Weighted share", "95% interval"),
    "apart": ("How the draft came", "...", "All"),
    "aims": ("Aim", "Met", "95% interval", "Partly met", "Answers", "Drafts"),
    "standards": ("Standard", "Met", "95% interval", "Partly met", "Answers", "Drafts"),
    "origins": ("Origin", "Weak answers"),
    "services": ("Service", "Weak answers"),
    "letters": ("What", "Letters"),
    "challenges": ("Decision", "Challenges"),
}
# What a spreadsheet takes for the beginning of a formula, wide forms and the true minus sign among them.
BEGINS_A_FORMULA = (*"=+-@\t\r\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\u2212")
PERCENT = re.compile(r"(\d+)%")


class NotOnTheList(ValueError):
    """A table or a column that no file may hold."""


def harmless(value: Any) -> str | int | float:
    """A value as a file may hold it: a number stays one, words are trimmed and never begin a formula."""
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value)
    if isinstance(value, int | float):
        return value
    text = "".join(each if each.isprintable() else " " if each.isspace() else "" for each in str(value)).strip()
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text


def columns_of(section: Section) -> list[str]:
    """The labels of a table's columns. NotOnTheList unless the list has the table and each of them."""
    labels = [column.label for column in section.table.columns]
    allowed = ALLOWED.get(section.key, ())
    if "..." in allowed:
        place = allowed.index("...")
        after = len(allowed) - place - 1
        fits = tuple(labels[:place]) == allowed[:place] and tuple(labels[-after:]) == allowed[-after:]
    else:
        fits = tuple(labels) == allowed
    if not fits:
        raise NotOnTheList(f"No file may hold {section.key} with {', '.join(labels)}.")
    return labels


def rows_of(section: Section) -> Iterator[list[str | int | float]]:
    """The rows as the page shows them, its foot among them."""
    foot = [section.table.foot] if section.table.rows and section.table.foot else []
    for row in [*section.table.rows, *foot]:
        yield [harmless(cell.text if isinstance(cell, Cell) else cell) for cell in row]


def file_name(page: Level3, ending: str) -> str:
    return f"level-3-figures-{page.period.file_words}.{ending}"


def as_csv(page: Level3) -> bytes:
    """Every table of the page, one value a line: table, row, column, value. UTF-8 with the mark that Excel asks for."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["Table", "Row", "Column", "Value"])
    for section in page.sections.values():
        labels = columns_of(section)
        for first, *values in rows_of(section):
            for label, value in zip(labels[1:], values, strict=True):
                writer.writerow([harmless(section.table.caption), first, harmless(label), value])
    return out.getvalue().encode("utf-8-sig")


def as_excel(page: Level3, *, authority: str, made_for: str) -> bytes:
    """A workbook: the method first, then a sheet for each table of the page. The same figures give the same bytes.

    `authority` is its name, `made_for` the role of whoever takes it away.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties(
        {"title": f"Level 3 figures, {page.period}", "created": dt.datetime.combine(page.on, dt.time())}
    )
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    percent = book.add_format({"num_format": "0%", "align": "right"})
    right = book.add_format({"align": "right"})
    _method_sheet(book, page, authority=authority, made_for=made_for, head=head, wrap=wrap)
    for section in page.sections.values():
        sheet = book.add_worksheet(section.key.capitalize())
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, len(section.table.columns), 14)
        for place, label in enumerate(columns_of(section)):
            sheet.write_string(0, place, str(harmless(label)), head)
        for line, row in enumerate(rows_of(section), start=1):
            for place, value in enumerate(row):
                _write(sheet, line, place, value, percent=percent, right=right)
    book.close()
    return out.getvalue()


def _write(sheet: Any, line: int, place: int, value: str | int | float, *, percent: Any, right: Any) -> None:
    if isinstance(value, int | float):
        sheet.write_number(line, place, value)
    elif whole := PERCENT.fullmatch(value):
        sheet.write_number(line, place, int(whole[1]) / 100, percent)
    else:
        sheet.write_string(line, place, value, right if place else None)


def _method_sheet(book: Any, page: Level3, *, authority: str, made_for: str, head: Any, wrap: Any) -> None:
    sheet = book.add_worksheet("Method")
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 100)
    lines = [
        ("Level 3 figures", str(page.period)),
        ("Authority", authority),
        ("As at", f"{page.on.day} {page.on:%B %Y}"),
        ("Made for", made_for),
        *page.method,
        *(
            (f"{section.key.capitalize()}: {section.table.caption}", section.about)
            for section in page.sections.values()
        ),
    ]
    for line, (what, words) in enumerate(lines):
        sheet.write_string(line, 0, str(harmless(what)), head)
        sheet.write_string(line, 1, str(harmless(words)), wrap)
