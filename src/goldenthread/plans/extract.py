"""An extract of a case system becomes headings and rows. Pure: bytes in, text out; what the text means is `mapping`'s.

Every cell is text. Beside the tidied text stands the raw one, as the file had it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

MOST_BYTES = 50 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 200
# The headings are looked for among the first rows only: nobody puts more titles than this above a table.
HEADER_WITHIN = 40


class ExtractRefused(Exception):
    """The file cannot be taken. `code` is for tests and counts; `sentence` says what to do and is fit to show."""

    def __init__(self, code: str, sentence: str):
        super().__init__(code)
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True)
class Row:
    """One row under the headings. `number` is the row's number as a spreadsheet shows it, the first row being 1."""

    number: int
    cells: tuple[str, ...]
    raw: tuple[str, ...]
    misfit: str = ""  # "long" or "short" when a line of a CSV file has not as many cells as there are headings


@dataclass(frozen=True)
class Extract:
    """A table read from a file. `cells` and `raw` of every row are as long as `headers`."""

    filename: str
    kind: str  # "csv" or "excel"
    sheets: tuple[str, ...]  # the sheets that could be read; one without a name for CSV
    sheet: str
    encoding: str
    header_row: int
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    warnings: tuple[str, ...]

    def column(self, header: str) -> list[str]:
        """The tidied cells under a heading. KeyError when there is no such heading."""
        try:
            index = self.headers.index(header)
        except ValueError:
            raise KeyError(header) from None
        return [row.cells[index] for row in self.rows]


@dataclass(frozen=True)
class Grid:
    """What a reader of one format hands over: all rows of one sheet, from row 1, each as (text, raw) lists."""

    kind: str
    sheets: tuple[str, ...]
    sheet: str
    encoding: str
    rows: list[tuple[list[str], list[str]]]
    warnings: tuple[str, ...] = ()


def read_extract(data: bytes, filename: str, *, sheet: str = "", header_row: int | None = None) -> Extract:
    """Read a CSV or Excel file: the largest visible sheet unless `sheet` names one.

    `header_row` (1 is the first) overrides the row in which the headings were found. The format is told by what is in
    the file, never by its name. Raises ExtractRefused with a sentence for everything that cannot be taken.

    A hostile workbook can still hurt the library that opens it: call this in a process that may die (`extract_apart`).
    """
    if len(data) > MOST_BYTES:
        raise ExtractRefused(
            "too-large",
            f"This file is {len(data) / 1024 / 1024:.0f} MB; the limit is {MOST_BYTES // 1024 // 1024} MB. "
            "Leave out columns that are not needed, or bring it in as two files.",
        )
    if not data.strip(b"\x00\r\n\t ,;\xef\xbb\xbf"):
        raise ExtractRefused("empty", "This file is empty. Run the report again and choose the new file.")
    return _table(_grid(data, sheet), filename, header_row)


def _grid(data: bytes, sheet: str) -> Grid:
    from goldenthread.plans import extract_csv, extract_excel

    start = data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return extract_excel.read(data, sheet)
    if start.startswith(b"%pdf"):
        raise ExtractRefused("pdf", "This is a PDF. Export the report as CSV or as an Excel workbook instead.")
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        raise ExtractRefused(
            "web-page",
            "This is a web page with an Excel name, as some reporting tools make. Open it in Excel, "
            "save it as an Excel workbook (.xlsx) and choose that file.",
        )
    if start.startswith(b"<"):
        raise ExtractRefused(
            "xml",
            "This is an XML file, such as the SEN2 return itself. Export the rows as CSV or Excel instead.",
        )
    return extract_csv.read(data)


# --- The table inside the grid ----------------------------------------------------------------------------------------

_NUMBER_OR_DATE = re.compile(r"[\d\s.,:/£%+\-TZ()]+|\d{4}-[A-Za-z]{3}-\d{2}.*|\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2,4}.*")
_TOTAL = re.compile(
    r"(grand |sub[- ]?)?totals?\b|(total )?(record|row)s?( count)?\s*[:=]|count\b|number of (records|rows|children|pupils)\b"
    r"|end of (report|file|extract|data)\b|\(?\d[\d,]* (rows?|records?)\b|(report )?(run|printed|generated|produced)\b"
    r"|page \d+ of \d+",
    re.IGNORECASE,
)


def _table(grid: Grid, filename: str, header_row: int | None) -> Extract:
    warnings = list(grid.warnings)
    width = _usual_width(grid.rows)
    at = _header_index(grid.rows, width) if header_row is None else header_row - 1
    if not 0 <= at < len(grid.rows) or not _filled(grid.rows[at][0]):
        raise ExtractRefused(
            "no-header",
            "No row of headings was found. The first row of the table should name its columns "
            "(for example Person ID, Surname, Date of birth). Add that row and choose the file again.",
        )
    body = [(number, row) for number, row in enumerate(grid.rows[at + 1 :], start=at + 2) if _filled(row[0])]
    if at:
        warnings.append(f"The headings were found in row {at + 1}; what stands above them was left out.")
    while body and _is_total(body[-1][1][0], width):
        number, _ = body.pop()
        warnings.append(f"Row {number} was left out: it looks like a total or a note at the end, not a child.")
    if not body:
        raise ExtractRefused(
            "no-rows", "There are headings, but no rows under them. Run the report again and choose the new file."
        )
    if len(body) > MOST_ROWS:
        raise ExtractRefused(
            "too-many-rows",
            f"There are {len(body):,} rows; the limit is {MOST_ROWS:,}. Bring the extract in as several files.",
        )
    headers, kept = _headers(grid.rows[at][0], body, warnings)
    if len(headers) > MOST_COLUMNS:
        raise ExtractRefused(
            "too-many-columns",
            f"There are {len(headers)} columns; the limit is {MOST_COLUMNS}. Leave out those that are not needed.",
        )
    misfits = _misfits(len(grid.rows[at][0]), body) if grid.kind == "csv" else {}
    rows = tuple(_cut(number, text, raw, kept, misfits.get(number, "")) for number, (text, raw) in body)
    return Extract(
        filename, grid.kind, grid.sheets, grid.sheet, grid.encoding, at + 1, tuple(headers), rows, tuple(warnings)
    )


def _filled(cells: Iterable[str]) -> int:
    return sum(1 for cell in cells if cell)


def _usual_width(rows: list[tuple[list[str], list[str]]]) -> int:
    """How many cells a row of the table fills: the upper quartile of the first few hundred that fill any."""
    widths = sorted(_filled(text) for text, _ in rows[:400] if _filled(text))
    return widths[(len(widths) * 3) // 4] if widths else 0


def _header_index(rows: list[tuple[list[str], list[str]]], width: int) -> int:
    """The first row that fills at least half the usual width with words, not numbers or dates. -1 when there is none."""
    for index, (text, _) in enumerate(rows[:HEADER_WITHIN]):
        filled = [cell for cell in text if cell]
        words = [cell for cell in filled if not _NUMBER_OR_DATE.fullmatch(cell)]
        if len(filled) >= max(min(width, 2), width / 2) and filled and len(words) >= 0.8 * len(filled):
            return index
    return -1


def _is_total(cells: list[str], width: int) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(_TOTAL.match(filled[0])) and len(filled) <= max(2, width // 2)


def _headers(cells: list[str], body: list, warnings: list[str]) -> tuple[list[str], list[int]]:
    """Headings without line breaks or doubles, and which columns to keep: those with a heading or anything under it."""
    reach = max([len(cells), *(len(text) for _, (text, _) in body)])
    used = [False] * reach
    for _, (text, _raw) in body:
        for index, cell in enumerate(text):
            if cell:
                used[index] = True
    headers: list[str] = []
    kept: list[int] = []
    seen: set[str] = set()
    for index in range(reach):
        name = one_line(cells[index]) if index < len(cells) else ""
        if not name and not used[index]:
            continue
        if not name:
            name = f"Column {letters(index)}"
            warnings.append(f"Column {letters(index)} has no heading. It is called “{name}” here.")
        if name in seen:
            again = 2
            while f"{name} ({again})" in seen:
                again += 1
            warnings.append(f"“{name}” is the heading of more than one column. The later is “{name} ({again})” here.")
            name = f"{name} ({again})"
        seen.add(name)
        headers.append(name)
        kept.append(index)
    return headers, kept


def _misfits(width: int, body: list) -> dict[int, str]:
    """Rows that are longer or shorter than the headings, by number: a comma or a line break that was not in quotes
    has pushed their cells under the wrong headings. Where most rows are so, it is the report's habit and no fault.
    """
    long = [number for number, (text, _) in body if any(text[width:])]
    short = [number for number, (text, _) in body if len(text) < width]
    found = {}
    if len(long) <= len(body) / 2:
        found.update(dict.fromkeys(long, "long"))
    if len(short) <= len(body) / 10 or (len(body) < 20 and len(short) <= len(body) / 2):
        found.update(dict.fromkeys(short, "short"))
    return found


def _cut(number: int, text: list[str], raw: list[str], kept: list[int], misfit: str) -> Row:
    cells = _pick(text, kept)
    return Row(number, cells, cells if raw is text else _pick(raw, kept), misfit)


def _pick(cells: list[str], kept: list[int]) -> tuple[str, ...]:
    return tuple(cells[index] if index < len(cells) else "" for index in kept)


def tidied(text: str) -> str:
    """A cell without the space around it, and without the mark that our own downloads set before = + - and @."""
    text = text.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def one_line(text: str) -> str:
    """Line breaks, no-break spaces and runs of spaces become one space; dashes of every length become a hyphen."""
    return re.sub(r"[‐-―−]", "-", " ".join(text.split()))


def letters(index: int) -> str:
    """The spreadsheet's name of a column: 0 is A, 25 is Z, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
