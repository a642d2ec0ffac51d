"""A plain text file as paragraphs: headings, bullets, numbers, and tables drawn with tabs or "|".

`meta["places"]` says where each block's text stands in the decoded file, so that a finding can be shown there.
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

from ehcp.screening.document import Document, Place
from ehcp.screening.normalise import normalise
from ehcp.screening.reading.draft import BULLET, Draft, split_label
from ehcp.screening.reading.refusal import Refused
from ehcp.screening.reading.sections import sections_of

LARGEST = 25 * 1024 * 1024
MOST_LINES = 60_000
FEWEST_LETTERS_IN_A_WRAPPED_LINE = 55
LONGEST_SUBHEADING = 70

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_RULE = re.compile(r"\A\s*[-=_*~]{3,}\s*\Z")
_TABLE_RULE = re.compile(r"\A(?=.*--)[\s|:+-]+\Z", re.DOTALL)
_MARKED = re.compile(r"(#{1,6})\s+|\*\*(?=.+\*\*\s*\Z)")
_BULLET = re.compile(r"\A\s*[-*•–—·]\s+")
_SECTION = re.compile(r"\A\s*(?:SECTION|Section)\s[A-K]")


class _Row(NamedTuple):
    """A line of the file: where it begins, and its words without the line end."""

    at: int
    text: str


def decoded(data: bytes) -> str:
    """The text of a file, its byte order mark off, its line ends as they are. Raises Refused for what is no text."""
    if len(data) > LARGEST:
        raise Refused("too-large")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\x00" in data:
        raise Refused("wrong-type", NOT_TEXT)
    else:
        encoding = "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        if encoding == "utf-16":
            raise Refused("broken") from None
    # What older programs on Windows write; its five unused bytes are in no text.
    text = data.decode("cp1252", errors="replace")
    if text.count("\ufffd") > len(text) // 200:
        raise Refused("wrong-type", NOT_TEXT)
    return text


NOT_TEXT = (
    "This is not a document whose words we can read. Save the plan as .docx, .pdf or plain text, and screen that file."
)


def read_text(data: bytes) -> Document:
    """The plan in a .txt file. Raises Refused."""
    from ehcp.screening.reading import READER_VERSION

    text = decoded(data)
    if not text.strip():
        raise Refused("empty")
    if len(_CONTROLS.findall(text)) * 100 > len(text):
        raise Refused("wrong-type", NOT_TEXT)
    drafts, places = _drafts(text)
    sections = sections_of(drafts)
    return Document(
        sha256=hashlib.sha256(data).hexdigest(),
        source_format="txt",
        reader_version=READER_VERSION,
        blocks=tuple(draft.to_block(index) for index, draft in enumerate(drafts)),
        sections=tuple(sections),
        meta={"words": sum(len(draft.text.split()) for draft in drafts), "places": places},
    )


def _drafts(text: str) -> tuple[list[Draft], list[int]]:
    rows = [_Row(found.start(), found[0].rstrip("\r\n")) for found in _LINE.finditer(text) if found[0] or not text]
    if len(rows) > MOST_LINES:
        raise Refused("took-too-long")
    drafts: list[Draft] = []
    places: list[int] = []
    tables = at = 0
    while at < len(rows):
        row = rows[at]
        if not row.text.strip() or _RULE.match(row.text):
            at += 1
            continue
        end = _end_of_table(rows, at)
        if end > at:
            _table(rows[at:end], tables, drafts, places)
            tables += 1
            at = end
            continue
        is_heading = _stands_as_heading(rows, at)
        end = at + 1
        while not is_heading and end < len(rows) and _runs_on(rows[end - 1], rows[end]):
            end += 1
        _paragraph(text, rows[at], rows[end - 1], is_heading, drafts, places)
        at = end
    return drafts, places


# --- Paragraphs -------------------------------------------------------------------------------


def _paragraph(text: str, first: _Row, last: _Row, is_heading: bool, drafts: list[Draft], places: list[int]) -> None:
    """One paragraph, whose lines may have been cut by a text editor."""
    raw = text[first.at : last.at + len(last.text)]
    offset, level, bold, label = first.at, 0, is_heading, ""
    marked = _MARKED.match(raw)
    if marked is not None:
        raw, offset = raw[marked.end() :], offset + marked.end()
        level = len(marked[1] or "")
        bold = not level
        if bold:
            raw = raw.rstrip().removesuffix("**")
    bullet = None if marked else _BULLET.match(raw)
    if bullet is not None:
        label, raw, offset = BULLET, raw[bullet.end() :], offset + bullet.end()
    words = normalise(re.sub(r"\r\n|\r|\n", " ", raw))
    if not label and not marked:
        indent = len(raw) - len(raw.lstrip())
        label, rest = split_label(words, raw=raw if "\t" in raw else "")
        if label:
            offset += indent + len(raw.lstrip()) - len(raw.lstrip()[len(words) - len(rest) :].lstrip())
            words = rest
    if words:
        drafts.append(Draft(words, number=label, level=level, is_bold=bold and not label))
        places.append(offset + len(raw) - len(raw.lstrip()) if not label else offset)


def _stands_as_heading(rows: list[_Row], at: int) -> bool:
    """A short line with no full stop that is underlined, or stands after a blank line right above its text."""
    words = rows[at].text.strip()
    if len(words) > LONGEST_SUBHEADING or words[-1] in ".;,!?" or _BULLET.match(rows[at].text):
        return False
    below = rows[at + 1].text if at + 1 < len(rows) else ""
    if below.strip() and _RULE.match(below):
        return True
    if _SECTION.match(words):
        return True
    is_apart = at > 0 and not rows[at - 1].text.strip()
    return is_apart and bool(below.strip()) and not _BULLET.match(words) and ":" not in words


def _runs_on(above: _Row, below: _Row) -> bool:
    """Whether a line is the rest of the one above it: that one is long and ends nothing, this one begins small."""
    words, ahead = below.text.strip(), above.text.rstrip()
    return (
        bool(words)
        and len(ahead) >= FEWEST_LETTERS_IN_A_WRAPPED_LINE
        and (words[0].islower() or words[0] in "(0123456789£")
        and ahead[-1] not in ".:;!?"
        and split_label(words)[0] == ""
        and not _BULLET.match(below.text)
    )


# --- Tables -----------------------------------------------------------------------------------


def _cells(row: _Row) -> list[tuple[int, str]]:
    """The cells of a row drawn with "|" or tabs: where each begins, and its words. [] for a line that is no row."""
    text = row.text
    mark = "|" if text.count("|") >= (1 if text.strip().startswith("|") else 2) or " | " in text else "\t"
    if mark not in text.strip():
        return []
    cells, at = [], 0
    for piece in text.split(mark):
        cells.append((row.at + at, piece))
        at += len(piece) + 1
    if mark == "|" and not cells[0][1].strip():
        cells = cells[1:]
    if mark == "|" and cells and not cells[-1][1].strip():
        cells = cells[:-1]
    return cells if len(cells) > 1 else []


def _end_of_table(rows: list[_Row], at: int) -> int:
    """The row after a table that begins here; `at` itself where none does. One line of two cells is no table."""
    end = at
    while end < len(rows) and (_cells(rows[end]) or (end > at and _TABLE_RULE.match(rows[end].text))):
        end += 1
    drawn = [row for row in rows[at:end] if _cells(row) and not _TABLE_RULE.match(row.text)]
    if not drawn or (len(drawn) == 1 and len(_cells(drawn[0])) < 3):
        return at
    # "1.<tab>Words" is a number and its paragraph.
    if all("\t" in row.text and split_label(row.text.strip(), raw=row.text)[0] for row in drawn):
        return at
    return end


def _table(rows: list[_Row], number: int, drafts: list[Draft], places: list[int]) -> None:
    has_head = len(rows) > 1 and _TABLE_RULE.match(rows[1].text) is not None
    line = 0
    for row in rows:
        if _TABLE_RULE.match(row.text):
            continue
        for column, (at, cell) in enumerate(_cells(row)):
            words = normalise(cell)
            is_head = has_head and line == 0
            drafts.append(
                Draft(words, table=Place(number, line, column, is_header=is_head), is_bold=bool(words) and is_head)
            )
            places.append(at + len(cell) - len(cell.lstrip()))
        line += 1


# --- Places -----------------------------------------------------------------------------------


def places_in_file(document: Document, text: str, block: int, start: int, end: int) -> tuple[int, int]:
    """A stretch of a block as offsets into the decoded file, also where a paragraph was cut by line ends."""
    at = document.meta["places"][block]
    words = document.blocks[block].text
    raw = text[at : at + len(words)]
    if raw == words or not words:
        return at + start, at + end
    begins = _along(text, at, words, start)
    return begins, _along(text, begins, words[start:], max(0, end - start - 1)) + 1


def _along(text: str, at: int, words: str, count: int) -> int:
    """Where the character `count` of `words` stands in the file, whose spaces may be wider and quotes the same."""
    for letter in words[:count]:
        at = _reach(text, at, letter) + 1
    return _reach(text, at, words[count]) if count < len(words) else at


def _reach(text: str, at: int, letter: str) -> int:
    """The next place at which this letter, or what normalising made it of, stands. Looks a short way only."""
    for ahead in range(at, min(len(text), at + 12)):
        if text[ahead] == letter or (letter == " " and text[ahead].isspace()):
            return ahead
        if normalise(text[ahead]) == letter:
            return ahead
    return at
