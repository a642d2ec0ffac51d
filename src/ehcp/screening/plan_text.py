"""The words of a plan in one string, with what lies where: what every check reads.

All offsets count code points of `text`: the plan's own blocks in reading order, one a line. Deleted text, comments and
running headers are not in it.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from ehcp.screening.document import Document
from ehcp.screening.facts import Facts
from ehcp.screening.item import Item
from ehcp.screening.normalise import folded


class PlanText:
    """A plan as read, its facts, its items, and quick answers to "which section, block, sentence, item is this?"."""

    def __init__(self, document: Document, facts: Facts, items: tuple[Item, ...] = ()) -> None:
        self.document, self.facts, self.items = document, facts, items
        self.blocks_not_understood = 0
        self.blocks: list[int] = []
        self.starts: list[int] = []
        pieces, at = [], 0
        for block in document.blocks:
            if block.is_plan_text and block.text:
                self.blocks.append(block.index)
                self.starts.append(at)
                pieces.append(block.text)
                at += len(block.text) + 1
        self.text = "\n".join(pieces)

    @cached_property
    def folded(self) -> str:
        """The same text at the same length, with straight quotes and plain dashes: patterns run on this."""
        return folded(self.text.replace("\n", "\x00")).replace("\x00", "\n")

    @cached_property
    def lowered(self) -> str:
        """`folded` in small letters, again at the same length: patterns that ignore case run on this, many times faster."""
        low = self.folded.lower()
        if len(low) != len(self.folded):
            # Some letters grow when made small ("\u0130"): those stay as they are.
            low = "".join(small if len(small := letter.lower()) == 1 else letter for letter in self.folded)
        return low

    @cached_property
    def start_of_block(self) -> dict[int, int]:
        return dict(zip(self.blocks, self.starts, strict=True))

    def place(self, start: int, end: int) -> tuple[int, int, int]:
        """(block, start, end) of a stretch, cut to the block in which it begins."""
        row = bisect_right(self.starts, start) - 1
        block, begins = self.blocks[row], self.starts[row]
        return block, start - begins, min(end - begins, len(self.document.blocks[block].text))

    @cached_property
    def sections(self) -> dict[str, list[tuple[int, int]]]:
        """For each section: its stretches of the text, in order. The heading's own line is in none."""
        found: dict[str, list[tuple[int, int]]] = {}
        for section in self.document.sections:
            for span in section.spans:
                begins = self.start_of_block.get(span.block)
                if begins is not None and span.end > span.start:
                    found.setdefault(section.code, []).append((begins + span.start, begins + span.end))
        return found

    def items_in(self, *sections: str) -> tuple[Item, ...]:
        """The items of these sections, in reading order."""
        return tuple(item for item in self.items if item.section in sections)

    def item_at(self, offset: int) -> Item | None:
        """The item whose words stand here."""
        starts, spans = self._item_spans
        row = bisect_right(starts, offset) - 1
        return spans[row][2] if row >= 0 and offset < spans[row][1] else None

    @cached_property
    def _item_spans(self) -> tuple[list[int], list[tuple[int, int, Item]]]:
        spans = sorted(((start, end, item) for item in self.items for start, end in item.spans), key=lambda s: s[:2])
        return [start for start, _, _ in spans], spans

    @cached_property
    def _ranges(self) -> tuple[list[int], list[tuple[int, int, str]]]:
        ranges = sorted((start, end, code) for code, spans in self.sections.items() for start, end in spans)
        return [start for start, _, _ in ranges], ranges

    def section_at(self, offset: int) -> str | None:
        starts, ranges = self._ranges
        row = bisect_right(starts, offset) - 1
        return ranges[row][2] if row >= 0 and offset < ranges[row][1] else None
