"""A Word document as paragraphs: one walk over its parts, with nothing lost and nothing said twice."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from ehcp.screening.document import BODY, COMMENT, DELETED, FOOTER, FOOTNOTE, HEADER, INSERTED, NONE, TEXTBOX, Place
from ehcp.screening.normalise import normalise
from ehcp.screening.reading.draft import BULLET, Draft, Raw, split_label
from ehcp.screening.reading.numbering import numbering_from
from ehcp.screening.reading.package import Package
from ehcp.screening.reading.refusal import Refused
from ehcp.screening.reading.styles import VAL, Styles, W, number_of, switch, whole
from ehcp.screening.reading.symbols import symbol
from ehcp.screening.reading.tables import mark_cell_headings, mark_header_rows

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

MOST_BLOCKS = 60_000
FEWEST_WORDS = 40  # fewer than these and a picture: a scan inside a Word file

P, R, T, TBL, SDT = W + "p", W + "r", W + "t", W + "tbl", W + "sdt"
RPR, PPR, SECT = W + "rPr", W + "pPr", W + "sectPr"
ALTERNATE, TXBX = MC + "AlternateContent", W + "txbxContent"
REMOVALS = frozenset((W + "del", W + "moveFrom"))
ADDITIONS = frozenset((W + "ins", W + "moveTo"))
WRAPPERS = frozenset(
    W + name for name in ("hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo", "ruby", "rubyBase")
)
BREAKS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": "\t"}


@dataclass(slots=True)
class _Line:
    """A paragraph in the making."""

    kept: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    letters: int = 0
    bold_letters: int = 0
    large_letters: int = 0
    inserted_letters: int = 0
    in_contents: bool = False


def read_docx(data: bytes) -> Raw:
    """Every paragraph of a .docx, in order. Raises Refused."""
    package = Package(data)
    walk = _Walk(package, mind_fields=True)
    walk.document()
    if walk.fields:
        # A field that never ends would hide all that follows: read again and take fields as text.
        walk = _Walk(package, mind_fields=False)
        walk.document()
    drafts = walk.drafts
    words = sum(draft.text.count(" ") + 1 for draft in drafts if draft.text and draft.is_plan_text)
    if words < FEWEST_WORDS and package.has_pictures():
        raise Refused("scanned")
    mark_header_rows(drafts)
    mark_cell_headings(drafts)
    return Raw(drafts, walk.warnings(), {"words": words})


class _Walk:
    def __init__(self, package: Package, *, mind_fields: bool) -> None:
        self.package = package
        self.styles = Styles(package.first("styles"))
        self.numbering = numbering_from(package.first("numbering"))
        self.notes = {kind: self._notes(kind) for kind in ("footnote", "endnote")}
        self.mind_fields = mind_fields
        self.drafts: list[Draft] = []
        self.fields: list[list] = []  # [is its result being read, its instruction]
        self.muted = 0
        self.tables = 0
        self.notes_seen = 0
        self.changes = 0
        self.hidden = 0
        self.comments = 0
        self.inserted_files = 0
        self.contents_depth = 0
        self.carried: _Line | None = None

    def document(self) -> None:
        root = self.package.root(self.package.main)
        if root is None or root.tag != W + "document":
            raise Refused("broken")
        for body in root.iterchildren(W + "body"):
            self.flow(body, BODY, None, NONE)
        for kind, part in (("header", HEADER), ("footer", FOOTER)):
            seen: set[str] = set()
            for name in self.package.related(kind):
                start = len(self.drafts)
                self.aside(self.package.root(name), part)
                fresh = [draft for draft in self.drafts[start:] if draft.text and draft.text not in seen]
                seen.update(draft.text for draft in fresh)
                self.drafts[start:] = fresh
        comments = self.package.first("comments")
        for comment in comments.iterchildren(W + "comment") if comments is not None else ():
            self.comments += 1
            self.aside(comment, COMMENT)

    def aside(self, root: etree._Element | None, part: str) -> None:
        """A part beside the running text. Its fields and changes are its own."""
        if root is None:
            return
        fields, muted, changes, hidden = self.fields, self.muted, self.changes, self.hidden
        self.fields, self.muted = [], 0
        self.flow(root, part, None, NONE)
        self.fields, self.muted, self.changes, self.hidden = fields, muted, changes, hidden

    def warnings(self) -> list[tuple[str, str, int]]:
        found = []
        if self.changes:
            one = self.changes == 1
            found.append(
                (
                    "unaccepted-changes",
                    f"This plan has {self.changes} tracked {'change' if one else 'changes'} that nobody has accepted. "
                    "It was read as if all were accepted.",
                    self.changes,
                )
            )
        if self.comments:
            one = self.comments == 1
            found.append(
                (
                    "comments",
                    f"The file holds {self.comments} {'comment' if one else 'comments'} in its margin. Whoever gets "
                    "the file can read them.",
                    self.comments,
                )
            )
        if self.hidden:
            found.append(
                (
                    "hidden-text",
                    "The file holds hidden text, which was left out. Whoever gets the file can bring it to light.",
                    self.hidden,
                )
            )
        if self.inserted_files:
            found.append(
                (
                    "inserted-file",
                    "Part of this plan is another file inserted into it, which could not be read.",
                    self.inserted_files,
                )
            )
        return found

    def _notes(self, kind: str) -> dict[str, etree._Element]:
        root = self.package.first(kind + "s")
        if root is None:
            return {}
        return {note.get(W + "id", ""): note for note in root.iterchildren(W + kind) if note.get(W + "type") is None}

    # Containers

    def flow(
        self, container: etree._Element, part: str, place: Place | None, revision: str, shaded: bool = False
    ) -> None:
        for element in container:
            tag = element.tag
            if tag == P:
                self.paragraph(element, part, place, revision, shaded)
            elif tag == TBL:
                self.end_carried(part, place, revision)
                self.table(element, part, place, revision)
            elif tag == SDT:
                contents = _is_contents(element)
                self.contents_depth += contents
                for content in element.iterchildren(W + "sdtContent"):
                    self.flow(content, part, place, revision, shaded)
                self.contents_depth -= contents
            elif tag in ADDITIONS:
                self.changes += 1
                self.flow(element, part, place, revision if revision == DELETED else INSERTED, shaded)
            elif tag in REMOVALS:
                self.changes += tag == W + "del"
                self.flow(element, part, place, DELETED, shaded)
            elif tag == ALTERNATE:
                for chosen in _chosen(element):
                    self.flow(chosen, part, place, revision, shaded)
            elif tag == W + "altChunk":
                self.inserted_files += 1
            elif tag == W + "customXml":
                self.flow(element, part, place, revision, shaded)
        self.end_carried(part, place, revision)

    def end_carried(self, part: str, place: Place | None, revision: str) -> None:
        """Keeps the words of a paragraph that was to run on when nothing follows it."""
        line, self.carried = self.carried, None
        if line is not None:
            self.finish(line, part, place, revision, False, "", 0, "", 0)

    def table(self, table: etree._Element, part: str, outer: Place | None, revision: str) -> None:
        number = self.tables
        self.tables += 1
        within = (outer.table, outer.row, outer.column) if outer is not None else None
        # Column -> (where its merged cell began in the drafts, where it ended, rows it covers so far).
        open_cells: dict[int, tuple[int, int, int]] = {}
        for row, (element, row_revision) in enumerate(_rows(table, revision)):
            properties = element.find(W + "trPr")
            column, is_header = 0, False
            if properties is not None:
                before = properties.find(W + "gridBefore")
                column = whole(before.get(VAL), 0) if before is not None else 0
                is_header = switch(properties, "tblHeader") is True
                if properties.find(W + "del") is not None:
                    self.changes += 1
                    row_revision = DELETED
                elif properties.find(W + "ins") is not None:
                    self.changes += 1
                    row_revision = INSERTED
            for cell, cell_revision in _cells(element, row_revision):
                column = self.cell(
                    cell, part, Place(number, row, column, 1, 1, is_header, within), cell_revision, open_cells
                )
        for column in list(open_cells):
            self._close(open_cells.pop(column), number)

    def cell(
        self, cell: etree._Element, part: str, place: Place, revision: str, open_cells: dict[int, tuple[int, int, int]]
    ) -> int:
        """Reads one cell and answers the column after it. A cell merged from above adds a row to that one."""
        properties = cell.find(W + "tcPr")
        span, merge, shaded = 1, None, False
        if properties is not None:
            for each in properties:
                if each.tag == W + "gridSpan":
                    span = max(1, min(whole(each.get(VAL), 1), 200))
                elif each.tag == W + "vMerge":
                    merge = each.get(VAL, "continue")
                elif each.tag == W + "hMerge" and each.get(VAL, "continue") == "continue":
                    return place.column + 1
                elif each.tag == W + "shd":
                    shaded = each.get(W + "fill", "auto").lower() not in ("auto", "ffffff", "none")
                elif each.tag == W + "cellDel":
                    revision = DELETED
        column = place.column
        if merge == "continue" and column in open_cells:
            start, end, rows = open_cells[column]
            open_cells[column] = (start, end, rows + 1)
            return column + span
        for covered in range(column, column + span):
            if covered in open_cells:
                self._close(open_cells.pop(covered), place.table)
        start = len(self.drafts)
        place = place._replace(colspan=span)
        self.flow(cell, part, place, revision, shaded)
        if len(self.drafts) == start:
            self.drafts.append(Draft("", part=part, table=place, revision=revision, is_shaded=shaded))
        if merge is not None:
            open_cells[column] = (start, len(self.drafts), 1)
        return column + span

    def _close(self, merged: tuple[int, int, int], table: int) -> None:
        start, end, rows = merged
        if rows > 1:
            for draft in self.drafts[start:end]:
                if draft.table is not None and draft.table.table == table:
                    draft.table = draft.table._replace(rowspan=rows)

    # Paragraphs

    def paragraph(self, element: etree._Element, part: str, place: Place | None, revision: str, shaded: bool) -> None:
        line, self.carried = self.carried or _Line(), None
        style_id, number, depth, outline, mark_removed = self.styles.default, "", None, None, False
        properties = element.find(PPR)
        if properties is not None:
            for each in properties:
                tag = each.tag
                if tag == W + "pStyle":
                    style_id = each.get(VAL, "")
                elif tag == W + "numPr":
                    number, depth = number_of(each)
                elif tag == W + "outlineLvl":
                    outline = whole(each.get(VAL), 9)
                elif tag == W + "shd":
                    shaded = shaded or each.get(W + "fill", "auto").lower() not in ("auto", "ffffff", "none")
                elif tag == RPR:
                    mark_removed = each.find(W + "del") is not None or each.find(W + "moveFrom") is not None
        style = self.styles.of(style_id)
        usually = (style.is_bold is True, style.is_hidden is True, style.size or self.styles.usual_size)
        line.in_contents = self.contents_depth > 0 or style.name.lower().startswith("toc ")
        self.inline(element, line, usually, revision)
        if mark_removed and revision != DELETED and part != COMMENT:
            # With its mark deleted a paragraph runs on into the next one.
            self.changes += not line.removed
            self.carried = line
            return
        if not number and style.number:
            number = style.number
        if number and number != "0":
            if depth is None:
                depth = style.list_level
            if depth is None:
                depth = self.numbering.level_of_style(number, style_id)
        level = style.level if outline is None else outline + 1 if outline < 9 else 0
        self.finish(line, part, place, revision, shaded, style.name, level, number, depth or 0)

    def finish(
        self,
        line: _Line,
        part: str,
        place: Place | None,
        revision: str,
        shaded: bool,
        style: str,
        level: int,
        number: str,
        depth: int,
    ) -> None:
        raw = "".join(line.kept)
        text = normalise(raw)
        label = ""
        if number and number != "0" and revision != DELETED and (text or not line.removed):
            label = self.numbering.label(number, depth)
        if text and not label:
            label, text = split_label(text, raw=raw if "\t" in raw else "")
        if not label and style.lower().startswith("list bullet"):
            label = BULLET
        if text:
            letters = max(1, line.letters)
            self.drafts.append(
                Draft(
                    text,
                    part=part,
                    style=style,
                    number=label,
                    level=level,
                    list_level=depth if label else 0,
                    table=place,
                    revision=DELETED
                    if revision == DELETED
                    else INSERTED
                    if revision == INSERTED or line.inserted_letters >= letters
                    else NONE,
                    is_bold=line.bold_letters > 0.8 * letters,
                    is_large=line.large_letters > 0.8 * letters,
                    is_shaded=shaded,
                    is_contents=line.in_contents,
                )
            )
            if len(self.drafts) > MOST_BLOCKS:
                raise Refused("took-too-long")
        gone = normalise("".join(line.removed))
        if gone:
            self.drafts.append(Draft(gone, part=part, style=style, table=place, revision=DELETED))
        for kind, ident in line.notes:
            self.note(kind, ident, place)
        for box in line.boxes:
            self.flow(box, TEXTBOX if part == BODY else part, place, revision)

    def note(self, kind: str, ident: str, place: Place | None) -> None:
        element = self.notes[kind].pop(ident, None)
        if element is None:
            return
        self.notes_seen += 1
        start, label = len(self.drafts), str(self.notes_seen)
        self.flow(element, FOOTNOTE, place, NONE)
        for draft in self.drafts[start:]:
            if draft.part == FOOTNOTE and draft.text and not draft.number:
                draft.number = label
                break

    def inline(self, parent: etree._Element, line: _Line, usually: tuple[bool, bool, int], revision: str) -> None:
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
                self.changes += tag == W + "del"
                self.inline(element, line, usually, DELETED)
            elif tag == SDT:
                self.content_control(element, line, usually, revision)
            elif tag == ALTERNATE:
                for chosen in _chosen(element):
                    self.inline(chosen, line, usually, revision)
            elif tag in (M + "oMath", M + "oMathPara"):
                line.kept.extend(piece.text or "" for piece in element.iter(M + "t"))

    def content_control(
        self, element: etree._Element, line: _Line, usually: tuple[bool, bool, int], revision: str
    ) -> None:
        box = element.find(f"{W}sdtPr/{W14}checkbox")
        if box is not None:
            state = box.find(W14 + "checked")
            ticked = state is not None and state.get(W14 + "val", "1") not in ("0", "false")
            self.say("☒" if ticked else "☐", line, revision)
            return
        for content in element.iterchildren(W + "sdtContent"):
            self.inline(content, line, usually, revision)

    def run(self, run: etree._Element, line: _Line, usually: tuple[bool, bool, int], revision: str) -> None:
        is_bold, is_hidden, size = usually
        for element in run:
            tag = element.tag
            if tag == T or tag == W + "delText":
                text = element.text
                if not text:
                    continue
                if is_hidden:
                    self.hidden += self.muted == 0
                    continue
                if self.say(text, line, revision):
                    letters = len(text)
                    line.letters += letters
                    line.bold_letters += letters * is_bold
                    line.large_letters += letters * (size > self.styles.usual_size * 1.15)
                    line.inserted_letters += letters * (revision == INSERTED)
            elif tag == RPR:
                for each in element:
                    name = each.tag
                    if name == W + "b":
                        is_bold = each.get(VAL, "1") not in ("0", "false", "off")
                    elif name == W + "vanish":
                        is_hidden = each.get(VAL, "1") not in ("0", "false", "off")
                    elif name == W + "sz":
                        size = whole(each.get(VAL), size)
                    elif name == W + "rStyle":
                        style = self.styles.of(each.get(VAL, ""))
                        is_bold = is_bold if style.is_bold is None else style.is_bold
                        is_hidden = is_hidden if style.is_hidden is None else style.is_hidden
                        size = style.size or size
            elif tag in BREAKS:
                # The tabs between the columns of a contents list would look like labels.
                self.say(BREAKS[tag], line, revision)
            elif tag == W + "fldChar":
                self.field(element, line, revision)
            elif tag == W + "instrText":
                if self.fields:
                    self.fields[-1][1] += element.text or ""
            elif tag == W + "sym":
                self.say(symbol(element.get(W + "font", ""), element.get(W + "char", "")), line, revision)
            elif tag == W + "footnoteReference" or tag == W + "endnoteReference":
                if revision != DELETED:
                    kind = "footnote" if tag == W + "footnoteReference" else "endnote"
                    line.notes.append((kind, element.get(W + "id", "")))
            elif tag == ALTERNATE:
                for chosen in _chosen(element):
                    line.boxes.extend(_boxes(chosen))
            elif tag == W + "drawing" or tag == W + "pict" or tag == W + "object":
                line.boxes.extend(_boxes(element))
            elif tag == W + "ruby":
                self.inline(element, line, usually, revision)

    def say(self, text: str, line: _Line, revision: str) -> bool:
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

    def field(self, element: etree._Element, line: _Line, revision: str) -> None:
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

    def form_field(self, data: etree._Element, line: _Line, revision: str) -> None:
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


def _rows(table: etree._Element, revision: str):  # type: ignore[no-untyped-def]
    for element in table:
        tag = element.tag
        if tag == W + "tr":
            yield element, revision
        elif tag == SDT:
            for content in element.iterchildren(W + "sdtContent"):
                yield from _rows(content, revision)
        elif tag == W + "customXml" or tag in ADDITIONS:
            yield from _rows(element, revision)
        elif tag in REMOVALS:
            yield from _rows(element, DELETED)


def _cells(row: etree._Element, revision: str):  # type: ignore[no-untyped-def]
    for element in row:
        tag = element.tag
        if tag == W + "tc":
            yield element, revision
        elif tag == SDT:
            for content in element.iterchildren(W + "sdtContent"):
                yield from _cells(content, revision)
        elif tag == W + "customXml" or tag in ADDITIONS:
            yield from _cells(element, revision)
        elif tag in REMOVALS:
            yield from _cells(element, DELETED)


def _chosen(alternate: etree._Element) -> list[etree._Element]:
    """The first choice of an AlternateContent, or its fallback when it has no choice: never both."""
    choices = list(alternate.iterchildren(MC + "Choice"))
    return choices[:1] or list(alternate.iterchildren(MC + "Fallback"))


def _boxes(drawing: etree._Element) -> list[etree._Element]:
    """Text boxes inside a drawing, outermost only, each once."""
    found: list[etree._Element] = []
    for element in drawing:
        tag = element.tag
        if tag == TXBX:
            found.append(element)
        elif tag == ALTERNATE:
            for chosen in _chosen(element):
                found.extend(_boxes(chosen))
        elif isinstance(tag, str):
            found.extend(_boxes(element))
    return found


def _is_contents(control: etree._Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(VAL) == "Table of Contents"
