"""A Word document as paragraphs: one walk over its parts, with nothing lost and nothing said twice."""

from __future__ import annotations

from lxml import etree

from ehcp.screening.document import BODY, COMMENT, DELETED, FOOTER, FOOTNOTE, HEADER, INSERTED, NONE, TEXTBOX, Place
from ehcp.screening.normalise import normalise
from ehcp.screening.reading.docx_runs import ADDITIONS, ALTERNATE, REMOVALS, RPR, SDT, Line, Runs, chosen_of
from ehcp.screening.reading.draft import BULLET, Draft, Raw, split_label
from ehcp.screening.reading.numbering import numbering_from
from ehcp.screening.reading.package import Package
from ehcp.screening.reading.refusal import Refused
from ehcp.screening.reading.styles import VAL, Styles, W, number_of, switch, whole
from ehcp.screening.reading.tables import mark_cell_headings, mark_header_rows

MOST_BLOCKS = 60_000
FEWEST_WORDS = 40  # fewer than these and a picture: a scan inside a Word file

# Names are put together once: a plan asks for them some thousand times.
P, TBL, PPR, TR, TC, TCPR, TRPR = (W + name for name in ("p", "tbl", "pPr", "tr", "tc", "tcPr", "trPr"))
PSTYLE, NUMPR, OUTLINE, SHADE, FILL = (W + name for name in ("pStyle", "numPr", "outlineLvl", "shd", "fill"))
DEL, INS, MOVED, CUSTOM, CONTENT = (W + name for name in ("del", "ins", "moveFrom", "customXml", "sdtContent"))
SPAN, MERGE, MERGE_ACROSS, CELL_DEL = (W + name for name in ("gridSpan", "vMerge", "hMerge", "cellDel"))
BEFORE, ALT_CHUNK = W + "gridBefore", W + "altChunk"
UNSHADED = ("auto", "ffffff", "none")


def read_docx(data: bytes) -> Raw:
    """Every paragraph of a .docx, in order. Raises Refused."""
    package = Package(data)
    walk = _Walk(package, mind_fields=True)
    walk.document()
    if walk.runs.fields:
        # A field that never ends would hide all that follows: read again and take fields as text.
        walk = _Walk(package, mind_fields=False)
        walk.document()
    drafts = walk.drafts
    words = sum(draft.text.count(" ") + 1 for draft in drafts if draft.text and draft.is_plan_text)
    if words < FEWEST_WORDS and package.has_pictures():
        raise Refused("scanned")
    mark_header_rows(drafts)
    mark_cell_headings(drafts)
    return Raw(drafts, _warnings(walk), {"words": words})


class _Walk:
    def __init__(self, package: Package, *, mind_fields: bool) -> None:
        self.package = package
        self.styles = Styles(package.first("styles"))
        self.numbering = numbering_from(package.first("numbering"))
        self.notes = {kind: self._notes(kind) for kind in ("footnote", "endnote")}
        self.runs = Runs(self.styles, mind_fields=mind_fields)
        self.drafts: list[Draft] = []
        self.tables = 0
        self.notes_seen = 0
        self.comments = 0
        self.inserted_files = 0
        self.contents_depth = 0
        self.carried: Line | None = None

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
        self.runs, main = Runs(self.styles, mind_fields=self.runs.mind_fields), self.runs
        self.flow(root, part, None, NONE)
        self.runs = main

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
                for content in element.iterchildren(CONTENT):
                    self.flow(content, part, place, revision, shaded)
                self.contents_depth -= contents
            elif tag in ADDITIONS:
                self.runs.changes += 1
                self.flow(element, part, place, revision if revision == DELETED else INSERTED, shaded)
            elif tag in REMOVALS:
                self.runs.changes += tag == DEL
                self.flow(element, part, place, DELETED, shaded)
            elif tag == ALTERNATE:
                for chosen in chosen_of(element):
                    self.flow(chosen, part, place, revision, shaded)
            elif tag == ALT_CHUNK:
                self.inserted_files += 1
            elif tag == CUSTOM:
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
            properties = next(element.iterchildren(TRPR), None)
            column, is_header = 0, False
            if properties is not None:
                before = properties.find(BEFORE)
                column = whole(before.get(VAL), 0) if before is not None else 0
                is_header = switch(properties, "tblHeader") is True
                if properties.find(DEL) is not None:
                    self.runs.changes += 1
                    row_revision = DELETED
                elif properties.find(INS) is not None:
                    self.runs.changes += 1
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
        properties = next(cell.iterchildren(TCPR), None)
        span, merge, shaded = 1, None, False
        if properties is not None:
            for each in properties:
                tag = each.tag
                if tag == SPAN:
                    span = max(1, min(whole(each.get(VAL), 1), 200))
                elif tag == MERGE:
                    merge = each.get(VAL, "continue")
                elif tag == MERGE_ACROSS and each.get(VAL, "continue") == "continue":
                    return place.column + 1
                elif tag == SHADE:
                    shaded = each.get(FILL, "auto").lower() not in UNSHADED
                elif tag == CELL_DEL:
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
        line, self.carried = self.carried or Line(), None
        style_id, number, depth, outline, mark_removed = self.styles.default, "", None, None, False
        properties = next(element.iterchildren(PPR), None)
        if properties is not None:
            for each in properties:
                tag = each.tag
                if tag == PSTYLE:
                    style_id = each.get(VAL, "")
                elif tag == NUMPR:
                    number, depth = number_of(each)
                elif tag == OUTLINE:
                    outline = whole(each.get(VAL), 9)
                elif tag == SHADE:
                    shaded = shaded or each.get(FILL, "auto").lower() not in UNSHADED
                elif tag == RPR:
                    mark_removed = each.find(DEL) is not None or each.find(MOVED) is not None
        style = self.styles.of(style_id)
        usually = (style.is_bold is True, style.is_hidden is True, style.size or self.styles.usual_size)
        line.in_contents = self.contents_depth > 0 or style.is_contents
        self.runs.inline(element, line, usually, revision)
        if mark_removed and revision != DELETED and part != COMMENT:
            # With its mark deleted a paragraph runs on into the next one.
            self.runs.changes += not line.removed
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
        line: Line,
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
        if not label and style[:11].lower() == "list bullet":
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
                    size=line.size,
                )
            )
            if len(self.drafts) > MOST_BLOCKS:
                raise Refused("took-too-long")
        gone = normalise("".join(line.removed)) if line.removed else ""
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


def _rows(table: etree._Element, revision: str):
    for element in table:
        tag = element.tag
        if tag == TR:
            yield element, revision
        elif tag == SDT:
            for content in element.iterchildren(CONTENT):
                yield from _rows(content, revision)
        elif tag == CUSTOM or tag in ADDITIONS:
            yield from _rows(element, revision)
        elif tag in REMOVALS:
            yield from _rows(element, DELETED)


def _cells(row: etree._Element, revision: str):
    for element in row:
        tag = element.tag
        if tag == TC:
            yield element, revision
        elif tag == SDT:
            for content in element.iterchildren(CONTENT):
                yield from _cells(content, revision)
        elif tag == CUSTOM or tag in ADDITIONS:
            yield from _cells(element, revision)
        elif tag in REMOVALS:
            yield from _cells(element, DELETED)


def _is_contents(control: etree._Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(VAL) == "Table of Contents"


def _warnings(walk: _Walk) -> list[tuple[str, str, int]]:
    """What a reader of the plan should know about its file."""
    changes, comments = walk.runs.changes, walk.comments
    said = [
        (
            "unaccepted-changes",
            f"This plan has {changes} tracked {'change' if changes == 1 else 'changes'} that nobody has accepted. "
            "It was read as if all were accepted.",
            changes,
        ),
        (
            "comments",
            f"The file holds {comments} {'comment' if comments == 1 else 'comments'} in its margin. Whoever gets the "
            "file can read them.",
            comments,
        ),
        (
            "hidden-text",
            "The file holds hidden text, which was left out. Whoever gets the file can bring it to light.",
            walk.runs.hidden,
        ),
        (
            "inserted-file",
            "Part of this plan is another file inserted into it, which could not be read.",
            walk.inserted_files,
        ),
    ]
    return [warning for warning in said if warning[2]]
