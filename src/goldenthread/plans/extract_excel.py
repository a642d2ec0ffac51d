"""An Excel workbook becomes a grid: .xlsx, .xlsm (its macros are never run) and .xls. Pure, but for the reader library.

Before the library may open a workbook it is weighed here: how much it unpacks to, and how far its cells reach. Two
cells at far corners would make the library ask for more memory than any machine has, and that ends the process.
"""

import datetime as dt
import io
import re
import zipfile
import zlib

import python_calamine as calamine

from goldenthread.plans.extract import MOST_COLUMNS, MOST_ROWS, ExtractRefused, Grid, letters, tidied

MOST_PARTS = 2_000
MOST_UNPACKED = 400 * 1024 * 1024
# A part over a megabyte that packs better than this was made to hurt. Real sheets reach about forty.
MOST_RATIO = 200
ROOM_FOR_TITLES = 1_000
# A cell that holds something, with its reference: cells that only carry a format end in "/>" and are passed over.
_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*[\"']([A-Za-z]{1,7})(\d{1,12})[\"'][^>]*(?<!/)>")
_OVERLAP = 400
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read(data: bytes, sheet: str = "") -> Grid:
    """All rows of one sheet. Raises ExtractRefused."""
    if data.startswith(b"PK"):
        _weigh(data)
    elif _ENCRYPTED in data:
        raise _locked()
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        visible = tuple(
            about.name
            for about in workbook.sheets_metadata
            if about.typ == calamine.SheetTypeEnum.WorkSheet and about.visible == calamine.SheetVisibleEnum.Visible
        )
        name, cells = _choose(workbook, visible, sheet)
    except calamine.PasswordError:
        raise _locked() from None
    except calamine.CalamineError:
        raise ExtractRefused(
            "damaged",
            "This workbook cannot be opened. Open it in Excel, save it as an Excel workbook (.xlsx) "
            "and choose that file.",
        ) from None
    rows = [_row(values) for values in cells]
    others = [other for other in visible if other != name]
    warnings = (f"The sheet “{name}” was read. Other sheets were not: {', '.join(others)}.",) if others else ()
    return Grid("excel", visible, name, "", rows, warnings)


def _choose(workbook: calamine.CalamineWorkbook, visible: tuple[str, ...], wanted: str) -> tuple[str, list[list]]:
    """The sheet asked for, or the visible one with most rows (the first of equals)."""
    if wanted and wanted not in visible:
        raise ExtractRefused(
            "no-such-sheet", f"There is no sheet called “{wanted}”. The sheets are: {', '.join(visible)}."
        )
    if not visible:
        raise ExtractRefused("no-sheet", "This workbook has no visible sheet. Unhide the sheet and save it again.")
    best_name, best = "", None
    for name in [wanted] if wanted else visible:
        candidate = workbook.get_sheet_by_name(name)
        if best is None or candidate.height > best.height:
            best_name, best = name, candidate
    assert best is not None
    last_row, last_column = best.end or (0, 0)
    if last_row >= MOST_ROWS + ROOM_FOR_TITLES:
        raise _too_many_rows(last_row + 1)
    if last_column >= MOST_COLUMNS:
        raise _too_many_columns(last_column)
    return best_name, best.to_python(skip_empty_area=False)


def _weigh(data: bytes) -> None:
    """Unpack every part once, counting, and look how far the cells reach. Raises ExtractRefused."""
    bomb = ExtractRefused(
        "unpacks-too-large",
        "This workbook unpacks to far more than an extract needs. Export the report as CSV, "
        "or copy the table into a new workbook, and choose that file.",
    )
    damaged = ExtractRefused(
        "damaged", "This workbook is damaged or cut short. Run the report again and choose the new file."
    )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS:
                raise bomb
            names = {part.filename for part in parts}
            # The library would also open binary workbooks and other office formats, whose reach cannot be weighed here.
            if "xl/workbook.xml" not in names or names & {"xl/workbook.bin", "content.xml"}:
                raise ExtractRefused(
                    "not-a-workbook",
                    "This is not an Excel workbook (.xlsx). Open it in Excel, save it as an Excel workbook (.xlsx) "
                    "and choose that file.",
                )
            total = 0
            for part in parts:
                if part.flag_bits & 1:
                    raise _locked()
                total += _weigh_part(package, part, MOST_UNPACKED - total, bomb)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        raise damaged from None


def _weigh_part(package: zipfile.ZipFile, part: zipfile.ZipInfo, room: int, bomb: ExtractRefused) -> int:
    """How many bytes one part unpacks to. What its header claims is not believed."""
    is_xml = part.filename.lower().endswith((".xml", ".rels"))
    unpacked, before = 0, b""
    with package.open(part) as stream:
        while chunk := stream.read(1 << 20):
            unpacked += len(chunk)
            if unpacked > room or (unpacked > 1 << 20 and unpacked > MOST_RATIO * max(part.compress_size, 1)):
                raise bomb
            window = before + chunk
            if is_xml and (b"<!DOCTYPE" in window or "<!DOCTYPE".encode("utf-16-le") in window):
                raise bomb
            _check_reach(window)
            before = chunk[-_OVERLAP:]
    return unpacked


def _check_reach(xml: bytes) -> None:
    for column, row in _CELL.findall(xml):
        if len(row) > 6 or int(row) > MOST_ROWS + ROOM_FOR_TITLES:
            raise _too_many_rows(int(row))
        if len(column) > 2 or _column_index(column) >= MOST_COLUMNS:
            raise _too_many_columns(_column_index(column))


def _column_index(name: bytes) -> int:
    index = 0
    for letter in name.upper():
        index = index * 26 + letter - 64
    return index - 1


def _too_many_rows(row: int) -> ExtractRefused:
    return ExtractRefused(
        "too-many-rows",
        f"Something stands in row {row:,}; the limit is {MOST_ROWS:,} rows. Delete the rows under the table in Excel, "
        "or bring the extract in as several files.",
    )


def _too_many_columns(index: int) -> ExtractRefused:
    return ExtractRefused(
        "too-many-columns",
        f"Something stands in column {letters(index)}; the limit is {MOST_COLUMNS} columns. "
        "Delete the columns to the right of the table in Excel and save it.",
    )


def _locked() -> ExtractRefused:
    return ExtractRefused(
        "locked", "This workbook has a password. Open it in Excel, take the password off, save it and choose it again."
    )


def _row(values: list) -> tuple[list[str], list[str]]:
    text = [_text(value) for value in values]
    raw = [str(value).replace("\x00", "") for value in values]
    return text, text if raw == text else raw


def _text(value: object) -> str:
    """A cell as text: whole numbers without ".0", days as yyyy-mm-dd, moments as yyyy-mm-dd hh:mm:ss."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    return tidied(str(value).replace("\x00", ""))
