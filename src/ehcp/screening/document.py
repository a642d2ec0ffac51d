"""A plan that has been read: blocks of text, the sections they belong to, and places within them.

Everything is frozen and goes to JSON and back. How a file becomes a Document lives in `reading`.
Finding and keeping a place lives in `anchors`, and how a page shows a section in `layout`; both are
offered here too, so that a caller needs this module alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from ehcp.screening.anchors import Anchor, anchor_at, anchor_holds, locate, locate_all, reanchor
from ehcp.screening.layout import Cell, Paragraph, Table, item_reference, lay_out
from ehcp.screening.normalise import normalise
from ehcp.vocabulary import SECTION_TITLES

__all__ = [
    "Anchor",
    "Block",
    "Cell",
    "Document",
    "Paragraph",
    "Place",
    "ReadingWarning",
    "Section",
    "Span",
    "Table",
    "anchor_at",
    "anchor_holds",
    "locate",
    "locate_all",
    "normalise",
    "reanchor",
]

FORMAT_VERSION = 1

BODY, HEADER, FOOTER, TEXTBOX, FOOTNOTE, COMMENT = PARTS = (
    "body",
    "header",
    "footer",
    "textbox",
    "footnote",
    "comment",
)
NONE, INSERTED, DELETED = REVISIONS = ("none", "inserted", "deleted")


class Place(NamedTuple):
    """Where a block stands in a table. A merged cell has one place, its top left corner.

    `within` is the (table, row, column) of the outer cell when the table stands inside another.
    """

    table: int
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    is_header: bool = False
    within: tuple[int, int, int] | None = None


class ReadingWarning(NamedTuple):
    """Something a reader of the plan should know, in a sentence that may be shown. It quotes nothing."""

    code: str
    sentence: str
    how_many: int = 0


@dataclass(frozen=True)
class Block:
    """One paragraph. `text` is normalised, and all offsets into it count its Unicode code points.

    `number` is the list label that the plan shows before the text ("1.2", "a)", "•"), which is not
    part of the text. An empty table cell is a block with empty text, so that tables keep their shape.
    """

    index: int
    text: str
    part: str = BODY
    style: str = ""
    number: str = ""
    is_heading: bool = False
    heading_level: int = 0
    list_level: int = 0
    table: Place | None = None
    revision: str = NONE
    page: int | None = None

    @property
    def is_plan_text(self) -> bool:
        """Whether these are words of the plan itself: not deleted, not a comment, not a running header."""
        return self.revision != DELETED and self.part in (BODY, TEXTBOX, FOOTNOTE)


class Span(NamedTuple):
    """A stretch of one block: `text[start:end]`."""

    block: int
    start: int
    end: int


@dataclass(frozen=True)
class Section:
    """The text of one section. Spans are in reading order and need not be neighbours.

    `code` is A to G, H1 and H2 (H where the plan does not split them), I to K, FRONT for what stands
    before the first section, KEY for contents lists and explanatory keys. The heading's own block is
    in no span. `confidence` is 0 to 1.
    """

    code: str
    heading: str
    heading_block: int | None
    spans: tuple[Span, ...]
    confidence: float = 1.0


# --- The document -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Document:
    """A plan as read. `meta` holds counts (pages, words), never a name or a path."""

    sha256: str
    source_format: str
    reader_version: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    meta: dict[str, Any] = field(default_factory=dict)

    # Reading

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Codes of the sections found, in the plan's own order, without FRONT and KEY."""
        return tuple(section.code for section in self.sections if section.code not in ("FRONT", "KEY"))

    def section(self, code: str) -> Section | None:
        """The section of this code. H answers for H1 and H2 in a plan that does not split them, not the reverse."""
        return self._sections_by_code.get(code)

    @cached_property
    def _sections_by_code(self) -> dict[str, Section]:
        return {section.code: section for section in self.sections}

    def blocks_of(self, code: str) -> Iterator[Block]:
        """The blocks of a section that hold words of the plan, each once, in reading order."""
        section = self.section(code)
        if section is None:
            return
        seen: set[int] = set()
        for span in section.spans:
            block = self.blocks[span.block]
            if span.block not in seen and block.is_plan_text and block.text:
                seen.add(span.block)
                yield block

    def text_of(self, code: str) -> str:
        """A section's words, one block a line. Empty when the section is missing or has none."""
        section = self.section(code)
        if section is None:
            return ""
        pieces = (
            self.blocks[span.block].text[span.start : span.end]
            for span in section.spans
            if self.blocks[span.block].is_plan_text
        )
        return "\n".join(piece for piece in pieces if piece)

    def section_of(self, block: int, at: int = 0) -> str | None:
        """The code of the section that holds this offset of a block, or None (a running header, a comment)."""
        for start, end, code in self._codes_by_block.get(block, ()):
            if start <= at < max(end, start + 1):
                return code
        return None

    @cached_property
    def _codes_by_block(self) -> dict[int, list[tuple[int, int, str]]]:
        found: dict[int, list[tuple[int, int, str]]] = {}
        for section in self.sections:
            if section.heading_block is not None:
                found.setdefault(section.heading_block, []).append(
                    (0, len(self.blocks[section.heading_block].text), section.code)
                )
        for section in self.sections:
            for block, start, end in section.spans:
                found.setdefault(block, []).insert(0, (start, end, section.code))
        return found

    def layout(self, code: str) -> list[Paragraph | Table]:
        """A section as a page shows it: paragraphs, list items, headings, and tables as tables."""
        section = self.section(code)
        return [] if section is None else lay_out(self, section)

    def item_reference(self, block: Block | int) -> str | None:
        """The label by which people cite an item, such as "F1.2", where the plan itself numbers it; otherwise None."""
        return item_reference(self, self.blocks[block] if isinstance(block, int) else block)

    @cached_property
    def outer_cell_of_table(self) -> dict[int, tuple[int, int, int]]:
        """For each table inside another: the (table, row, column) it stands in."""
        return {block.table.table: block.table.within for block in self.blocks if block.table and block.table.within}

    @cached_property
    def first_cell_of_row(self) -> dict[tuple[int, int], int]:
        """For each (table, row): the block that opens it."""
        found: dict[tuple[int, int], int] = {}
        for block in self.blocks:
            if block.table is not None and block.is_plan_text:
                found.setdefault((block.table.table, block.table.row), block.index)
        return found

    # Places

    def locate(self, quote: str, section: str | None = None, near: int | None = None) -> Anchor | None:
        """The place of a pasted quote, or None: see `anchors.locate`."""
        return locate(self, quote, section=section, near=near)

    # JSON

    def to_json(self) -> str:
        """Compact JSON, stored as one blob per version of a plan."""
        return json.dumps(
            {
                "v": FORMAT_VERSION,
                "sha256": self.sha256,
                "format": self.source_format,
                "reader": self.reader_version,
                "blocks": [_block_to_json(block) for block in self.blocks],
                "sections": [
                    [s.code, s.heading, s.heading_block, s.confidence, [list(span) for span in s.spans]]
                    for s in self.sections
                ],
                "warnings": [list(warning) for warning in self.warnings],
                "meta": self.meta,
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, text: str | bytes) -> Document:
        """The Document that `to_json` wrote. Raises ValueError when the text is anything else."""
        try:
            data = json.loads(text)
            if not isinstance(data, dict) or data.get("v") != FORMAT_VERSION:
                raise ValueError("not a document of a version known here")
            document = cls(
                sha256=_text(data["sha256"]),
                source_format=_text(data["format"]),
                reader_version=_text(data["reader"]),
                blocks=tuple(_block_from_json(index, value) for index, value in enumerate(data["blocks"])),
                sections=tuple(
                    Section(_text(code), _text(heading), where, tuple(Span(*span) for span in spans), float(sure))
                    for code, heading, where, sure, spans in data["sections"]
                ),
                warnings=tuple(
                    ReadingWarning(_text(code), _text(sentence), int(count))
                    for code, sentence, count in data["warnings"]
                ),
                meta=dict(data["meta"]),
            )
        except (KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
            raise ValueError("not a document") from error
        _check(document)
        return document


# A block in JSON: [text, flags, {what is unusual about it}], most blocks are [text].
_SHORT = {
    "part": "p",
    "style": "s",
    "number": "n",
    "heading_level": "h",
    "list_level": "l",
    "revision": "r",
    "page": "g",
}


def _block_to_json(block: Block) -> str | list[Any]:
    unusual: dict[str, Any] = {}
    for name, short in _SHORT.items():
        value = getattr(block, name)
        if value != Block.__dataclass_fields__[name].default:
            unusual[short] = value
    if block.is_heading:
        unusual["H"] = 1
    if block.table is not None:
        place: list[Any] = list(block.table)
        if place[6] is None:
            place.pop()
        place[5] = int(place[5])
        unusual["t"] = place
    return [block.text, unusual] if unusual else block.text


def _block_from_json(index: int, value: str | list[Any]) -> Block:
    if isinstance(value, str):
        return Block(index, value)
    text, unusual = value
    table = None
    if "t" in unusual:
        t, r, c, rowspan, colspan, header, *within = unusual["t"]
        table = Place(t, r, c, rowspan, colspan, bool(header), tuple(within[0]) if within else None)
    known: dict[str, Any] = {name: unusual[short] for name, short in _SHORT.items() if short in unusual}
    return Block(index, _text(text), is_heading="H" in unusual, table=table, **known)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _check(document: Document) -> None:
    """Every number points at something: a page may trust a Document that came from a child process."""
    count = len(document.blocks)
    for block in document.blocks:
        words = (block.part, block.style, block.number, block.revision)
        if not all(isinstance(word, str) for word in words) or block.part not in PARTS:
            raise ValueError("a block of no known part")
        if block.revision not in REVISIONS:
            raise ValueError("a block of no known revision")
        numbers: list[Any] = [block.heading_level, block.list_level, block.page or 0]
        if block.table is not None:
            numbers += [*block.table[:5], *(block.table.within or ())]
        if not all(isinstance(number, int) and 0 <= number < 1_000_000 for number in numbers):
            raise ValueError("a block with a number out of range")
    codes = [section.code for section in document.sections]
    if not set(codes) <= set(SECTION_TITLES) or len(set(codes)) != len(codes):
        raise ValueError("a section that no plan has, or one that comes twice")
    for section in document.sections:
        where = section.heading_block
        if where is not None and not (isinstance(where, int) and 0 <= where < count):
            raise ValueError("a section whose heading is nowhere")
        for block_index, start, end in section.spans:
            if not all(isinstance(number, int) for number in (block_index, start, end)):
                raise ValueError("a span without whole numbers")
            if not (0 <= block_index < count and 0 <= start <= end <= len(document.blocks[block_index].text)):
                raise ValueError("a span outside the text")
