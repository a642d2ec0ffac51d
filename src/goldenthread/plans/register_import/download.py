"""The refused rows as a file to correct and bring in again: the row's number and reason, then the row as it came.

No cell can act as a formula: what begins like one gets an apostrophe, which the import takes off again.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator

import xlsxwriter

from goldenthread.plans.models import ImportRow, RegisterImport

HEAD = ("Row", "Why it was refused")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula, whatever stands before the first letter that shows."""
    shown = unicodedata.normalize("NFKC", text).lstrip("\ufeff\u200b\u200c\u200d\u2060 \xa0")
    return f"'{text}" if shown.startswith(_FORMULA) or text.startswith(_FORMULA) else text


def as_csv(register_import: RegisterImport, rows: Iterable[ImportRow]) -> bytes:
    """UTF-8 with a mark, so that Excel reads the letters right."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerows(_table(register_import, rows))
    return target.getvalue().encode("utf-8-sig")


def as_xlsx(register_import: RegisterImport, rows: Iterable[ImportRow]) -> bytes:
    """A workbook of one sheet, every cell text."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("Refused rows")
    sheet.freeze_panes(1, 0)
    sheet.set_column(1, 1, 60)
    for at, cells in enumerate(_table(register_import, rows)):
        for column, text in enumerate(cells):
            sheet.write_string(at, column, text[:32_000], bold if at == 0 else None)
    book.close()
    return target.getvalue()


def _table(register_import: RegisterImport, rows: Iterable[ImportRow]) -> Iterator[list[str]]:
    headers = register_import.headers
    yield [inert(text) for text in (*HEAD, *headers)]
    for row in rows:
        yield [inert(text) for text in (str(row.number), row.reason, *(row.raw.get(header, "") for header in headers))]
