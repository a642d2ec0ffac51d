"""Extracts built by code, in the shapes in which case systems and spreadsheets hand them over. All children are made up."""

import csv
import datetime as dt
import io
import zipfile

import xlsxwriter

HEADERS = (
    "Person ID", "Forename", "Surname", "DOB", "Gender", "Request Date", "Request Outcome", "Final Plan Date",
    "Plan ID", "Plan Type", "SEN Officer", "Primary Need", "LAC",
)  # fmt: skip
TOBIN = (
    "1001", "Tobin", "Ashworth", "04/05/2016", "M", "24/07/2026", "Y", "",
    "P-1", "N - New", "Amina", "ASD - Autistic spectrum disorder", "N",
)  # fmt: skip
WREN = (
    "1002", "Wren", "O’Dowd", "2012-11-30", "F", "01/03/2026", "Y", "14/07/2026",
    "P-2", "N - New", "Osei", "SEMH", "Y",
)  # fmt: skip
IDRIS = (
    "1003", "Idris", "Vale", "9/2/19", "M", "2026-Sep-28 00:00:00", "A", "",
    "", "", "", "SLCN", "No",
)  # fmt: skip


def csv_bytes(*rows, headers=HEADERS, encoding="utf-8", delimiter=",", above=(), below=()) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    for row in (*above, headers, *rows, *below):
        writer.writerow(row)
    return text.getvalue().encode(encoding)


def xlsx_bytes(*rows, headers=HEADERS, above=(), below=(), other_sheets=(), hidden_sheets=()) -> bytes:
    """A workbook. Dates are true date cells, numbers are numbers; None leaves a cell out."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    date = book.add_format({"num_format": "dd/mm/yyyy"})
    for name in other_sheets:
        book.add_worksheet(name).write_row(0, 0, ["Notes", "Nothing"])
    for name in hidden_sheets:
        sheet = book.add_worksheet(name)
        for index in range(400):
            sheet.write_row(index, 0, ["Hidden", "row", index])
        sheet.hide()
    sheet = book.add_worksheet("Extract")
    for at, row in enumerate((*above, headers, *rows, *below)):
        for column, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write_datetime(at, column, dt.datetime.combine(value, dt.time()), date)
            elif value is not None:
                sheet.write(at, column, value)
    book.close()
    return target.getvalue()


def corners_xlsx(row: int, column: int) -> bytes:
    """Two cells, one of them far away: small as a file, enormous as a rectangle."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("Extract")
    sheet.write(0, 0, "Person ID")
    sheet.write(row, column, "x")
    book.close()
    return target.getvalue()


def with_part(workbook: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one more part in its package, or with that part replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return target.getvalue()


def part(workbook: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        return package.read(name)
