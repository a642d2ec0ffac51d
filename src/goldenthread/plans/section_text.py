"""One section of a plan made ready for a page. The template that shows it holds no logic:

    sections = section_text.whole_plan(version.document, marks)       or   section_text.one_section(document, "F", marks)
    {% include "plans/_section.html" with section=section %}

Each block stands in an element with `data-block` (its index) and `data-offset` (where the words shown begin in the
block: 0, unless two sections share the block). The element's text content is exactly `block.text[data-offset:...]`,
but for what carries `data-not-text` (the number of a finding), so a selection is counted in code points from there.
List labels and page numbers stand outside it. The first element of a block also carries `id="block-<index>"`.

`marks` are `goldenthread.ui.components.evidence.Span`s (block, start, end, key, kind, number): kind "quoted" for
evidence, "finding" for a numbered finding, "added" and "removed" between two versions. Marks may overlap: each keeps
its own element with its own `data-key`, one within the other.

The HTML is joined by hand rather than by templates: a plan of sixteen pages takes a third of the time.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from ehcp.screening.document import FOOTNOTE, Block, Document, Paragraph, Table
from ehcp.vocabulary import SECTION_TITLES
from goldenthread.ui.components.evidence import Span

# How deep the design lets lists and headings go.
DEEPEST_LIST, DEEPEST_HEADING = 4, 6
BESIDE_THE_SECTIONS = {"FRONT": "Before Section A", "KEY": "Contents and key"}


@dataclass(frozen=True)
class SectionText:
    """A section for `plans/_section.html`.

    `title` is our name of it, `heading` the plan's own words, `level` of the heading on the page (2 to 5).
    """

    code: str
    title: str
    heading: str
    html: SafeString
    level: int = 2
    words: int = 0

    @property
    def label(self) -> str:
        """ "Section F", or what stands before and beside the sections."""
        return BESIDE_THE_SECTIONS.get(self.code, f"Section {self.code}")

    @property
    def is_empty(self) -> bool:
        return not self.words


def one_section(document: Document, code: str, marks: Iterable[Span] = (), *, level: int = 2) -> SectionText:
    """A section by its code, with `marks` in its words. A section that the plan does not have is empty."""
    return _Writer(document, marks, level).section(code)


def whole_plan(document: Document, marks: Iterable[Span] = (), *, level: int = 2) -> list[SectionText]:
    """Every section found, in the plan's own order, with what stands before the first and the key; ids are unique."""
    writer = _Writer(document, marks, level)
    return [writer.section(section.code) for section in document.sections]


def _number_of(block: Block) -> str:
    """What stands before a block. A footnote says that it is one: its number is its own, not an item's."""
    number = escape(block.number)
    return f"Note {number}" if block.part == FOOTNOTE else number


class _Writer:
    """Writes the sections of one page, so that an id is given once on it."""

    def __init__(self, document: Document, marks: Iterable[Span], level: int):
        self.document = document
        self.level = level
        self.marks: dict[int, list[Span]] = {}
        for mark in marks:
            self.marks.setdefault(mark.block, []).append(mark)
        self.given_ids: set[int] = set()
        self.tables = 0

    def section(self, code: str) -> SectionText:
        self.code = code
        self.page: int | None = None
        self.depths: list[int] = []
        self.out: list[str] = []
        self.words = 0
        found = self.document.section(code)
        self._flow(self.document.layout(code))
        return SectionText(
            code=code,
            title="" if code in BESIDE_THE_SECTIONS else SECTION_TITLES.get(code, ""),
            heading=found.heading if found and found.heading_block is not None else "",
            html=mark_safe("".join(self.out)),  # noqa: S308  every word of the plan went through `escape`
            level=self.level,
            words=self.words,
        )

    def _flow(self, pieces: Sequence[Paragraph | Table]) -> None:
        in_list = False
        for piece in pieces:
            is_item = isinstance(piece, Paragraph) and piece.kind == "item"
            if is_item != in_list:
                self.out.append('<ul class="gt-plan-list" role="list">' if is_item else "</ul>")
                in_list = is_item
            if isinstance(piece, Table):
                self._table(piece)
            else:
                self._paragraph(piece)
        if in_list:
            self.out.append("</ul>")

    def _paragraph(self, piece: Paragraph) -> None:
        block = piece.block
        self.words += piece.text.count(" ") + 1
        where = f' data-block="{block.index}" data-offset="{piece.start}"'
        if block.index not in self.given_ids:
            self.given_ids.add(block.index)
            where += f' id="block-{block.index}"'
        words = self._marked(piece)
        page = self._new_page(block.page)
        if piece.kind == "heading":
            level = self._heading_level(block.heading_level)
            self.out.append(f'{page}<h{level} class="gt-plan-heading"{where}>{words}</h{level}>')
        elif piece.kind == "item":
            depth = min(block.list_level, DEEPEST_LIST)
            self.out.append(
                f'<li class="gt-plan-line gt-plan-line--item gt-plan-line--{depth}">{page}'
                f'<span class="gt-plan-number" data-not-text>{_number_of(block)}</span><p{where}>{words}</p></li>'
            )
        else:
            self.out.append(f'{page}<p class="gt-plan-paragraph"{where}>{words}</p>')

    def _new_page(self, page: int | None) -> str:
        if page is None or page == self.page:
            return ""
        self.page = page
        return f'<span class="gt-plan-page" data-not-text>Page {page}</span>'

    def _heading_level(self, depth: int) -> int:
        """One below the heading above it at most, whatever the plan's own numbers jump over."""
        while self.depths and self.depths[-1] >= depth:
            self.depths.pop()
        self.depths.append(depth)
        return min(self.level + len(self.depths), DEEPEST_HEADING)

    def _table(self, table: Table, *, is_inner: bool = False) -> None:
        if not is_inner:
            self.tables += 1
            label = f"Table {self.tables}, section {self.code}"
            self.out.append(f'<div class="gt-scroll" role="region" tabindex="0" aria-label="{label}">')
        self.out.append('<table class="gt-plan-table"><tbody>')
        for row in table.rows:
            self.out.append("<tr>")
            for cell in row:
                # A header cell without words would announce nothing.
                element = 'th scope="col"' if cell.is_header and cell.content else "td"
                spans = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
                spans += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
                self.out.append(f"<{element}{spans}>")
                for piece in self._runs(cell.content):
                    if isinstance(piece, Table):
                        self._table(piece, is_inner=True)
                    else:
                        self._flow(piece)
                self.out.append(f"</{element[:2]}>")
            self.out.append("</tr>")
        self.out.append("</tbody></table>")
        if not is_inner:
            self.out.append("</div>")

    @staticmethod
    def _runs(content: Sequence[Paragraph | Table]) -> Iterable[list[Paragraph | Table] | Table]:
        """A cell's paragraphs in runs between its inner tables, so that a list within a cell stays one list."""
        run: list[Paragraph | Table] = []
        for piece in content:
            if isinstance(piece, Table):
                if run:
                    yield run
                yield piece
                run = []
            else:
                run.append(piece)
        if run:
            yield run

    def _marked(self, piece: Paragraph) -> str:
        marks = self.marks.get(piece.block.index)
        if not marks:
            return escape(piece.text)
        return marked(piece.block.text, marks, piece.start, piece.end)


def marked(text: str, marks: Iterable[Span], start: int = 0, end: int | None = None) -> str:
    """HTML of `text[start:end]`, escaped, each mark in an element of its own. Marks count from the text's beginning."""
    end = len(text) if end is None else end
    shown = sorted((mark for mark in marks if mark.start < end and mark.end > start), key=lambda m: (m.start, -m.end))
    edges = sorted({start, end, *(at for mark in shown for at in (mark.start, mark.end) if start < at < end)})
    out: list[str] = []
    for here, there in itertools.pairwise(edges):
        within = [mark for mark in shown if mark.start <= here and mark.end >= there]
        out.extend(_opening(mark) for mark in within)
        out.append(escape(text[here:there]))
        out.extend(_closing(mark, is_last=mark.end <= there) for mark in reversed(within))
    return "".join(out)


def _opening(mark: Span) -> str:
    if mark.kind in ("added", "removed"):
        return f'<{_change(mark)} class="gt-{mark.kind}">'
    name = "gt-finding-mark" if mark.kind == "finding" else "gt-quoted"
    return f'<mark class="{name}" data-key="{escape(mark.key)}">'


def _closing(mark: Span, *, is_last: bool) -> str:
    if mark.kind in ("added", "removed"):
        return f"</{_change(mark)}>"
    if mark.kind == "finding" and is_last:
        return f'<sup data-not-text><span class="gt-hidden">point </span>{escape(mark.number)}</sup></mark>'
    return "</mark>"


def _change(mark: Span) -> str:
    return "ins" if mark.kind == "added" else "del"
