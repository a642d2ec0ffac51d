"""Where the words of a finding stand in a Word document, and how a comment's marks are put around them."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ehcp.screening.check import Finding
from ehcp.screening.document import BODY, TEXTBOX, Document
from ehcp.screening.normalise import normalise

AHEAD = 400  # paragraphs that may lie between two blocks: empty ones, those that were deleted
_SPACE = r"[\s\u00a0\u00ad\u200b]{1,12}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(frozen=True)
class Names:
    """The names that a document uses: Word's usual ones, or those of a file saved as Strict Open XML."""

    w: str

    @classmethod
    def of(cls, root: etree._Element) -> Names:
        tag = str(root.tag)
        return cls(tag[: tag.index("}") + 1] if tag.startswith("{") else "")

    def relationship(self, kind: str) -> str:
        if self.w[1:-1] == _STRICT:
            return f"http://purl.oclc.org/ooxml/officeDocument/relationships/{kind}"
        return f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"


def make(tag: str, attributes: dict[str, str], names: Names) -> etree._Element:
    """An element of Word's with attributes of Word's."""
    return etree.Element(tag, {names.w + key: value for key, value in attributes.items()}, nsmap={"w": names.w[1:-1]})


@dataclass
class _Piece:
    """Words of one run: `run` holds them, `at` is where they begin in the paragraph's text."""

    run: etree._Element
    holder: etree._Element
    text: str
    at: int

    @property
    def end(self) -> int:
        return self.at + len(self.text)


class Places:
    """The paragraphs of a document tied to the blocks that were read from it."""

    def __init__(self, root: etree._Element, names: Names, document: Document) -> None:
        self.names, self.document = names, document
        self.skipped = {names.w + tag for tag in ("del", "moveFrom", "p", "txbxContent", "instrText", "rt")}
        self.paragraphs = [paragraph for paragraph in root.iter(names.w + "p") if not self._is_fallback(paragraph)]
        self.of_block = self._tied()

    def _is_fallback(self, element: etree._Element) -> bool:
        return any(etree.QName(above).localname == "Fallback" for above in element.iterancestors())

    def _tied(self) -> dict[int, etree._Element]:
        """Each block with the paragraph that says the same, in order; a typed number may have been taken off its front."""
        texts = [normalise("".join(piece.text for piece in self._pieces(each))) for each in self.paragraphs]
        found: dict[int, etree._Element] = {}
        at = 0
        for block in self.document.blocks:
            if not block.is_plan_text or block.part not in (BODY, TEXTBOX) or not block.text:
                continue
            for place in range(at, min(at + AHEAD, len(texts))):
                text = texts[place]
                if text == block.text or (text.endswith(block.text) and len(text) - len(block.text) < 16):
                    found[block.index] = self.paragraphs[place]
                    at = place + 1
                    break
        return found

    # --- A paragraph's words -----------------------------------------------------------------------

    def _pieces(self, paragraph: etree._Element) -> list[_Piece]:
        pieces: list[_Piece] = []
        at = 0
        for run in self._runs(paragraph):
            for each in run:
                if not isinstance(each.tag, str):
                    continue
                name = etree.QName(each).localname
                text = (each.text or "") if each.tag == self.names.w + "t" else _BREAKS.get(name, "")
                if text:
                    pieces.append(_Piece(run, each, text, at))
                    at += len(text)
        return pieces

    def _runs(self, parent: etree._Element) -> Iterator[etree._Element]:
        for child in parent:
            if child.tag == self.names.w + "r":
                yield child
            elif isinstance(child.tag, str) and child.tag not in self.skipped:
                yield from self._runs(child)

    # --- Marks -------------------------------------------------------------------------------------

    def mark(self, finding: Finding, number: str) -> None:
        """Puts the marks of a comment around a finding's words, or around the paragraph that stands for it."""
        paragraph = self.of_block.get(finding.block) if finding.block is not None else None
        if paragraph is None:
            paragraph = self._stands_for(finding.section)
            span = None
        else:
            span = self._span(paragraph, finding)
        if paragraph is not None:
            self._put(paragraph, span, number)

    def _stands_for(self, section: str) -> etree._Element | None:
        """The heading of a section, else the first of its words, else the first paragraph of the plan."""
        for code in dict.fromkeys((section, section[:1])):
            found = self.document.section(code)
            if found is None:
                continue
            if found.heading_block in self.of_block:
                return self.of_block[found.heading_block]
            for span in found.spans:
                if span.block in self.of_block:
                    return self.of_block[span.block]
        return next(iter(self.of_block.values()), self.paragraphs[0] if self.paragraphs else None)

    def _span(self, paragraph: etree._Element, finding: Finding) -> tuple[int, int] | None:
        """Where the quote stands in the paragraph's raw words; None for all of it."""
        assert finding.block is not None and finding.block_start is not None
        words = finding.quote.split()
        if not words:
            return None
        raw = "".join(piece.text for piece in self._pieces(paragraph))
        pattern = re.compile(_SPACE.join(map(re.escape, words)))
        before = sum(1 for _ in pattern.finditer(self.document.blocks[finding.block].text, 0, finding.block_start))
        places = [found.span() for found in pattern.finditer(raw)]
        if not places:
            return None
        return places[min(before, len(places) - 1)]

    def _put(self, paragraph: etree._Element, span: tuple[int, int] | None, number: str) -> None:
        pieces = self._pieces(paragraph)
        start = make(self.names.w + "commentRangeStart", {"id": number}, self.names)
        end = make(self.names.w + "commentRangeEnd", {"id": number}, self.names)
        reference = etree.Element(self.names.w + "r")
        reference.append(make(self.names.w + "commentReference", {"id": number}, self.names))
        if not pieces:
            paragraph.extend([start, end, reference])
            return
        if span is not None:
            self._cut(paragraph, span[1])
            self._cut(paragraph, span[0])
            pieces = self._pieces(paragraph)
        first, last = pieces[0], pieces[-1]
        if span is not None:
            first = next((piece for piece in pieces if piece.end > span[0]), first)
            last = next((piece for piece in pieces if piece.end >= span[1]), last)
        self._child(paragraph, first.run).addprevious(start)
        # Marks that already stand behind the last words stay nearest to them.
        after = self._child(paragraph, last.run)
        after.addnext(end)
        end.addnext(reference)

    def _child(self, paragraph: etree._Element, element: etree._Element) -> etree._Element:
        """The part of the paragraph that holds a run: a tracked insertion or a link is marked as a whole."""
        while (above := element.getparent()) is not None and above is not paragraph:
            element = above
        return element

    def _cut(self, paragraph: etree._Element, at: int) -> None:
        """Parts a plain run in two at an offset, so that marks can stand between words."""
        for piece in self._pieces(paragraph):
            if not piece.at < at < piece.end:
                continue
            run = piece.run
            said = [each for each in run if each.tag != self.names.w + "rPr"]
            if run.getparent() is not paragraph or said != [piece.holder] or piece.holder.tag != self.names.w + "t":
                return
            later = copy.deepcopy(run)
            text = piece.text
            piece.holder.text = text[: at - piece.at]
            held = later.find(self.names.w + "t")
            assert held is not None
            held.text = text[at - piece.at :]
            for each in (piece.holder, held):
                each.set(_XML_SPACE, "preserve")
            run.addnext(later)
            return
