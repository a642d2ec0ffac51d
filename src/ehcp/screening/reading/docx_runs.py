"""The runs of a Word paragraph: what they say, what was deleted, and what hangs on them (boxes, notes)."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from ehcp.screening.document import DELETED, INSERTED
from ehcp.screening.reading.styles import VAL, Styles, W, switch, whole
from ehcp.screening.reading.symbols import symbol

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

R, T, SDT, RPR = W + "r", W + "t", W + "sdt", W + "rPr"
ALTERNATE, TXBX = MC + "AlternateContent", W + "txbxContent"
REMOVALS = frozenset((W + "del", W + "moveFrom"))
ADDITIONS = frozenset((W + "ins", W + "moveTo"))
WRAPPERS = frozenset(
    W + name for name in ("hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo", "ruby", "rubyBase")
)
# Names are put together once: a plan asks for them some thousand times.
B, SZ, VANISH, RSTYLE, DEL, DELTEXT = (W + name for name in ("b", "sz", "vanish", "rStyle", "del", "delText"))
FLDCHAR, INSTRUCTION, SYM, RUBY, CONTENT = (W + name for name in ("fldChar", "instrText", "sym", "ruby", "sdtContent"))
NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
DRAWINGS = frozenset(W + name for name in ("drawing", "pict", "object"))
FORMULAS = frozenset((M + "oMath", M + "oMathPara"))
TEXTS = frozenset((T, DELTEXT))
OFF = ("0", "false", "off")
BREAKS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": "\t"}


@dataclass(slots=True)
class Line:
    """A paragraph in the making."""

    kept: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    letters: int = 0
    bold_letters: int = 0
    large_letters: int = 0
    inserted_letters: int = 0
    size: int = 0
    in_contents: bool = False


class Runs:
    """Reads runs, and keeps what spans paragraphs: open fields, and counts of changes and of hidden text."""

    def __init__(self, styles: Styles, *, mind_fields: bool) -> None:
        self.styles = styles
        self.mind_fields = mind_fields
        self.fields: list[list] = []  # [is its result being read, its instruction]
        self.muted = 0
        self.changes = 0
        self.hidden = 0

    def inline(self, parent: etree._Element, line: Line, usually: tuple[bool, bool, int], revision: str) -> None:
        for element in parent:
            tag = element.tag
            if tag == R:
                self.run(element, line, usually, revision)
            elif tag in WRAPPERS:
                self.inline(element, line, usually, revision)
            elif tag in ADDITIONS:
                self.changes += 1
                self.inline(element, line, usually, revision if revision == DELETED else INSERTED)
            elif tag in REMOVALS:
                self.changes += tag == DEL
                self.inline(element, line, usually, DELETED)
            elif tag == SDT:
                self.content_control(element, line, usually, revision)
            elif tag == ALTERNATE:
                for chosen in chosen_of(element):
                    self.inline(chosen, line, usually, revision)
            elif tag in FORMULAS:
                line.kept.extend(piece.text or "" for piece in element.iter(M + "t"))

    def content_control(
        self, element: etree._Element, line: Line, usually: tuple[bool, bool, int], revision: str
    ) -> None:
        box = element.find(f"{W}sdtPr/{W14}checkbox")
        if box is not None:
            state = box.find(W14 + "checked")
            ticked = state is not None and state.get(W14 + "val", "1") not in ("0", "false")
            self.say("☒" if ticked else "☐", line, revision)
            return
        for content in element.iterchildren(CONTENT):
            self.inline(content, line, usually, revision)

    def run(self, run: etree._Element, line: Line, usually: tuple[bool, bool, int], revision: str) -> None:
        is_bold, is_hidden, size = usually
        for element in run:
            tag = element.tag
            if tag in TEXTS:
                text = element.text
                if not text:
                    continue
                if is_hidden:
                    self.hidden += self.muted == 0
                    continue
                if self.say(text, line, revision):
                    letters = len(text)
                    line.letters += letters
                    if is_bold:
                        line.bold_letters += letters
                    if size > self.styles.usual_size * 1.15:
                        line.large_letters += letters
                    if size > line.size:
                        line.size = size
                    if revision == INSERTED:
                        line.inserted_letters += letters
            elif tag == RPR:
                for each in element:
                    name = each.tag
                    if name == B:
                        is_bold = each.get(VAL, "1") not in OFF
                    elif name == VANISH:
                        is_hidden = each.get(VAL, "1") not in OFF
                    elif name == SZ:
                        size = whole(each.get(VAL), size)
                    elif name == RSTYLE:
                        style = self.styles.of(each.get(VAL, ""))
                        is_bold = is_bold if style.is_bold is None else style.is_bold
                        is_hidden = is_hidden if style.is_hidden is None else style.is_hidden
                        size = style.size or size
            elif tag in BREAKS:
                # The tabs between the columns of a contents list would look like labels.
                self.say(BREAKS[tag], line, revision)
            elif tag == FLDCHAR:
                self.field(element, line, revision)
            elif tag == INSTRUCTION:
                if self.fields:
                    self.fields[-1][1] += element.text or ""
            elif tag == SYM:
                self.say(symbol(element.get(W + "font", ""), element.get(W + "char", "")), line, revision)
            elif tag in NOTES:
                if revision != DELETED:
                    line.notes.append((NOTES[tag], element.get(W + "id", "")))
            elif tag == ALTERNATE:
                for chosen in chosen_of(element):
                    line.boxes.extend(boxes_in(chosen))
            elif tag in DRAWINGS:
                line.boxes.extend(boxes_in(element))
            elif tag == RUBY:
                self.inline(element, line, usually, revision)

    def say(self, text: str, line: Line, revision: str) -> bool:
        """Adds text where it belongs; answers whether it counts as words of the plan."""
        if self.muted:
            return False
        if revision == DELETED:
            line.removed.append(text)
            return False
        if self.fields and not line.in_contents:
            line.in_contents = any(instruction.lstrip().startswith("TOC") for _, instruction in self.fields)
        line.kept.append(text)
        return True

    def field(self, element: etree._Element, line: Line, revision: str) -> None:
        """A field shows its result; its instruction is no text. Old form fields show what was chosen."""
        if not self.mind_fields:
            return
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            data = element.find(W + "ffData")
            if data is not None:
                self.form_field(data, line, revision)
            self.fields.append([False, ""])
            self.muted += 1
        elif kind == "separate" and self.fields and not self.fields[-1][0]:
            self.fields[-1][0] = True
            self.muted -= 1
        elif kind == "end" and self.fields:
            in_result, _ = self.fields.pop()
            self.muted -= not in_result

    def form_field(self, data: etree._Element, line: Line, revision: str) -> None:
        box = data.find(W + "checkBox")
        if box is not None:
            state = switch(box, "checked")
            ticked = switch(box, "default") is True if state is None else state
            self.say("☒" if ticked else "☐", line, revision)
        choices = data.find(W + "ddList")
        if choices is not None:
            entries = [each.get(VAL, "") for each in choices.iterchildren(W + "listEntry")]
            chosen = choices.find(W + "result")
            which = whole(chosen.get(VAL), 0) if chosen is not None else 0
            if which < len(entries):
                self.say(entries[which], line, revision)


def chosen_of(alternate: etree._Element) -> list[etree._Element]:
    """The first choice of an AlternateContent, or its fallback when it has no choice: never both."""
    choices = list(alternate.iterchildren(MC + "Choice"))
    return choices[:1] or list(alternate.iterchildren(MC + "Fallback"))


def boxes_in(drawing: etree._Element) -> list[etree._Element]:
    """Text boxes inside a drawing, outermost only, each once."""
    found: list[etree._Element] = []
    for element in drawing:
        tag = element.tag
        if tag == TXBX:
            found.append(element)
        elif tag == ALTERNATE:
            for chosen in chosen_of(element):
                found.extend(boxes_in(chosen))
        elif isinstance(tag, str):
            found.extend(boxes_in(element))
    return found
