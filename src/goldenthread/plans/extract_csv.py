"""Comma, semicolon, tab or bar separated text becomes a grid. Pure."""

import csv
import io

from goldenthread.plans.extract import MOST_COLUMNS, MOST_ROWS, ExtractRefused, Grid, tidied

DELIMITERS = (",", ";", "\t", "|")
# Longer than any real cell; a quotation mark that is never closed is what runs past it.
MOST_CHARACTERS_IN_A_CELL = 100_000
_BINARY = ("\x00", "\x01", "\x02", "\x03", "\x04", "\x05", "\x06", "\x07", "\x08", "\x0e", "\x0f")


def read(data: bytes) -> Grid:
    """Rows of text from the bytes of a CSV file. Raises ExtractRefused."""
    whole, encoding = decode(data)
    delimiter, whole, skipped = _delimiter(whole)
    rows: list[tuple[list[str], list[str]]] = [([], [])] * skipped
    for cells in _records(whole, delimiter):
        text = [tidied(cell) for cell in cells]
        # The same strings stand in both lists where nothing was tidied, so that the raw row costs no memory.
        rows.append((text, cells if text != cells else text))
    return Grid("csv", ("",), "", encoding, rows)


def decode(data: bytes) -> tuple[str, str]:
    """Text and the name of its encoding. UTF-8 and UTF-16 by their marks or by trying; then Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _checked(_strictly(data, "utf-16")), "utf-16"
    if data.startswith(b"\xef\xbb\xbf"):
        return _checked(_strictly(data, "utf-8-sig")), "utf-8-sig"
    # UTF-16 without its mark: every other byte of plain English is nothing.
    sample = data[:2000]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if len(zeros) > 4 and zeros.count(0) > 0.7 * len(zeros):
            return _checked(_strictly(data, encoding)), encoding
    try:
        return _checked(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        return _checked(_strictly(data, "cp1252")), "cp1252"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as refused:
        line = data[: refused.start].count(b"\n") + 1
        raise ExtractRefused(
            "unreadable-letters",
            f"Line {line} holds letters that cannot be read. "
            "In Excel choose “Save as”, “CSV UTF-8 (comma delimited)”, and choose that file.",
        ) from None


def _checked(text: str) -> str:
    if any(mark in text[:20_000] for mark in _BINARY) or "\x00" in text:
        raise ExtractRefused(
            "not-a-table", "This is neither CSV nor an Excel workbook. Export the report as one of those two."
        )
    return text


def _delimiter(text: str) -> tuple[str, str, int]:
    """The delimiter, the text without Excel's own `sep=` line, and how many lines that took.

    Chosen is the one for which most of the first rows have the same number of cells, and more than one.
    """
    if text[:4].lower() == "sep=" and text[4:5] in DELIMITERS:
        return text[4], text[5:].lstrip("\r\n"), 1
    sample = text[:100_000]
    scores = {}
    for delimiter in DELIMITERS:
        widths = []
        try:
            for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
                if any(cells):
                    widths.append(len(cells))
                if len(widths) == 60:
                    break
        except csv.Error:
            continue
        several = [width for width in widths if width > 1]
        if several:
            usual = max(set(several), key=lambda width: (several.count(width), width))
            scores[delimiter] = (several.count(usual), usual)
    return max(scores, key=lambda delimiter: scores[delimiter], default=","), text, 0


def _records(text: str, delimiter: str) -> list[list[str]]:
    """All records. A quotation mark that never closes would swallow the rest of the file, so it is refused."""
    csv.field_size_limit(MOST_CHARACTERS_IN_A_CELL)
    records: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            if len(records) > MOST_ROWS + 1000:
                raise ExtractRefused(
                    "too-many-rows",
                    f"There are more than {MOST_ROWS:,} rows. Bring the extract in as several files.",
                )
            if len(cells) > MOST_COLUMNS and len(cells) - _blank_tail(cells) > MOST_COLUMNS:
                raise ExtractRefused(
                    "too-many-columns",
                    f"Row {len(records) + 1} has {len(cells)} cells; the limit is {MOST_COLUMNS}. "
                    "Leave out the columns that are not needed.",
                )
            records.append(cells[:MOST_COLUMNS])
    except csv.Error:
        raise _open_quote(len(records) + 1) from None
    if text.count('"') % 2 and _ends_inside_quotes(text, delimiter):
        raise _open_quote(len(records))
    return records


def _blank_tail(cells: list[str]) -> int:
    count = 0
    for cell in reversed(cells):
        if cell.strip():
            break
        count += 1
    return count


def _ends_inside_quotes(text: str, delimiter: str) -> bool:
    """Whether the last record ended only because the file did. The lenient reader does not say; the strict one does."""
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as refused:
        return "unexpected end of data" in str(refused)
    return False


def _open_quote(row: int) -> ExtractRefused:
    return ExtractRefused(
        "open-quote",
        f"A quotation mark that opens in row {row} is never closed, so the rest of the file cannot be told apart. "
        "Correct that row, or export the report as an Excel workbook.",
    )
