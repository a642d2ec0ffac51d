"""A sheet becomes a PDF: our own small setting of lines, rules and running heads on a reportlab canvas.

The document templates of reportlab take ten times as long; what a plan needs is lines, tables and page breaks.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from .sheet import Block, Box, Cell, Control, Look, PageBreak, Para, Sheet, Table, para

LEADING = 1.22
PADDING = 4.0
NOTE_MARKS = "\u00b9\u00b2\u00b3"
HEAD_ROOM = 24.0
WORTH_SPLITTING = 0.45

_widths: dict[tuple[str, str], float] = {}
_colours: dict[str, HexColor] = {}
FACES = {
    "Helvetica": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"),
    "Times-Roman": ("Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic"),
}


def width_of(word: str, font: str) -> float:
    """Width at one point of size; kept, since plans share most of their words."""
    key = (word, font)
    if key not in _widths:
        _widths[key] = stringWidth(word, font, 1000) / 1000
    return _widths[key]


def colour(hex_digits: str) -> HexColor:
    if hex_digits not in _colours:
        _colours[hex_digits] = HexColor("#" + hex_digits)
    return _colours[hex_digits]


@dataclass(slots=True)
class Line:
    """One set line: its height, what is drawn (x, text, font), the size and colour."""

    height: float
    parts: list[tuple[float, str, str]]
    size: float
    colour: str
    above: float = 0
    shade: str = ""
    keep: bool = False


class Setter:
    """Places blocks on pages from the top down."""

    def __init__(self, sheet: Sheet, canvas: Canvas):
        self.sheet, self.theme, self.canvas = sheet, sheet.theme, canvas
        self.wide, self.high = landscape(A4) if self.theme.landscape else A4
        self.left = self.theme.margin
        self.width = self.wide - 2 * self.theme.margin
        self.top = self.high - self.theme.margin - HEAD_ROOM
        self.bottom = self.theme.margin
        self.page = 1
        self.y = self.top
        self.faces = FACES[self.theme.pdf_font]
        self.notes: list[str] = []
        self.running()

    def running(self) -> None:
        canvas, look = self.canvas, self.theme.looks["running"]
        canvas.setFont(self.faces[0], look.size)
        canvas.setFillColor(colour(look.colour))
        canvas.drawString(self.left, self.high - self.theme.margin + 4, self.sheet.header)
        canvas.drawString(self.left, self.theme.margin - 24, self.sheet.footer.replace("#", str(self.page)))
        canvas.setStrokeColor(colour(self.theme.rule))
        canvas.setLineWidth(0.5)
        canvas.line(
            self.left, self.high - self.theme.margin - 2, self.wide - self.left, self.high - self.theme.margin - 2
        )
        canvas.line(self.left, self.theme.margin - 12, self.wide - self.left, self.theme.margin - 12)

    def new_page(self) -> None:
        self.canvas.showPage()
        self.page += 1
        self.y = self.top
        self.running()

    def lines(self, para: Para, width: float) -> list[Line]:
        """The paragraph broken into lines of at most `width` points."""
        look = self.theme.looks[para.look]
        indent = look.indent
        size = look.size
        room = width - indent
        lines: list[Line] = []
        parts: list[tuple[float, str, str]] = []
        x = 0.0
        held, held_at, font = "", 0.0, self.faces[0]

        def close() -> None:
            nonlocal parts, held
            if held:
                parts.append((indent + held_at, held, font))
            lines.append(Line(size * LEADING, parts, size, look.colour, shade=look.shade, keep=look.keep_with_next))
            parts, held = [], ""

        for run in para.runs:
            if run.change == "deleted":
                continue
            bold, italic = run.bold or look.bold, run.italic or look.italic
            run_font = self.faces[(1 if bold else 0) + (2 if italic else 0)]
            if held:
                parts.append((indent + held_at, held, font))
                held = ""
            font, held_at = run_font, x
            text = run.text
            if run.note:
                self.notes.append(run.note)
                text += NOTE_MARKS[len(self.notes) - 1]
            space = width_of(" ", font) * size
            words = text.split(" ")
            for place, word in enumerate(words):
                gap = space if place else 0.0
                wide = width_of(word, font) * size if word else 0.0
                if x + gap + wide > room and x > 0 and word:
                    close()
                    held, held_at, x = word, 0.0, wide
                elif word or place:
                    held = f"{held} {word}" if place and (held or x) else held + word
                    if place and held == f" {word}":
                        held, held_at = word, x + gap
                    x += gap + wide
        close()
        if para.label:
            lines[0].parts.insert(0, (max(indent - self.label_room(para, look), 0), para.label, self.faces[0]))
        if look.centred:
            for line in lines:
                long = max((at + width_of(text, font) * size for at, text, font in line.parts), default=0)
                line.parts = [(at + (width - long) / 2, text, font) for at, text, font in line.parts]
        lines[0].above = look.before
        lines[-1].height += look.after
        return lines

    @staticmethod
    def label_room(para: Para, look: Look) -> float:
        return 12 if para.label == "\u2022" else look.indent

    def draw(self, line: Line, x: float, y: float, width: float) -> None:
        """Draws a line whose top is at `y`."""
        canvas = self.canvas
        if line.shade:
            canvas.setFillColor(colour(line.shade))
            canvas.rect(x, y - line.size * LEADING - 2, width, line.size * LEADING + 2, stroke=0, fill=1)
        canvas.setFillColor(colour(line.colour))
        base = y - line.size
        for at, text, font in line.parts:
            canvas.setFont(font, line.size)
            canvas.drawString(x + at, base, text)

    def para(self, para: Para) -> None:
        lines = self.lines(para, self.width)
        room = self.y - self.bottom
        need = sum(line.height + line.above for line in lines)
        if (lines[0].keep and need + 60 > room) or (need > room and (len(lines) < 4 or room < 3 * lines[0].height)):
            self.new_page()
        for line in lines:
            above = 0 if self.y == self.top else line.above
            if self.y - above - line.size * LEADING < self.bottom:
                self.new_page()
                above = 0
            self.draw(line, self.left, self.y - above, self.width)
            self.y -= above + line.height

    def cell_lines(self, cell: Cell, width: float) -> list[Line]:
        return [line for para in cell.paras for line in self.lines(para, width - 2 * PADDING)]

    def table(self, table: Table) -> None:
        widths = [self.width * share / sum(table.widths) for share in table.widths]
        edges = [self.left]
        for width in widths:
            edges.append(edges[-1] + width)
        rows = self.place(table, edges)
        tall = [max((height_of(spot.lines) for spot in row if spot.down == 1), default=0) + 2 * PADDING for row in rows]
        for number, row in enumerate(rows):
            for spot in row:
                spare = height_of(spot.lines) + 2 * PADDING - sum(tall[number : number + spot.down])
                if spot.down > 1 and spare > 0:
                    tall[number + spot.down - 1] += spare
        heads = range(table.head_rows)
        if self.y - self.bottom < 120 < sum(tall):
            self.new_page()
        open_spots: list[Spot] = []
        page_high = self.top - self.bottom
        for number, row in enumerate(rows):
            after = tall[number + 1] if number < table.head_rows and number + 1 < len(tall) else 0
            whole = tall[number] + min(after, 80)
            splits = tall[number] > WORTH_SPLITTING * page_high and self.y - self.bottom > 80
            tears = self.tears_a_merged_cell(row, tall[number:])
            if (whole > self.y - self.bottom and not splits) or tears:
                self.close_spots(open_spots, table)
                self.new_page()
                self.heads(rows, tall, heads, table, number)
                for spot in open_spots:
                    spot.start = self.y
            for spot in row:
                spot.last_row = number + spot.down - 1
            self.row(row, tall[number], open_spots, table, number)
        self.close_spots(open_spots, table)
        self.y -= 8

    def tears_a_merged_cell(self, row: list[Spot], tall: list[float]) -> bool:
        """Whether the page would end inside the text of a merged cell that the next page could hold whole."""
        for spot in row:
            text = height_of(spot.lines) + 2 * PADDING
            if spot.down > 1 and text < self.top - self.bottom - 120:
                held = 0.0
                for high in tall[: spot.down]:
                    if held + high > self.y - self.bottom:
                        break
                    held += high
                if held < min(text, sum(tall[: spot.down])):
                    return True
        return False

    def heads(self, rows: list[list[Spot]], tall: list[float], heads: range, table: Table, number: int) -> None:
        if number in heads:
            return
        for head in heads:
            for spot in rows[head]:
                again = Spot(spot.x, spot.width, list(spot.every_line), 1, spot.shade, self.y)
                again.draw(self, self.y - tall[head], table.ruled)
            self.y -= tall[head]

    def place(self, table: Table, edges: list[float]) -> list[list[Spot]]:
        """Cells become spots with their place and lines, merged cells once."""
        taken: dict[int, int] = {}
        placed = []
        for row in table.rows:
            spots, column = [], 0
            for cell in row:
                while taken.get(column, 0):
                    taken[column] -= 1
                    column += 1
                x, width = edges[column], edges[column + cell.across] - edges[column]
                spots.append(Spot(x, width, self.cell_lines(cell, width), cell.down, cell.shade))
                for step in range(cell.across):
                    if cell.down > 1:
                        taken[column + step] = cell.down - 1
                column += cell.across
            while taken.get(column, 0):
                taken[column] -= 1
                column += 1
            placed.append(spots)
        return placed

    def row(self, row: list[Spot], tall: float, open_spots: list[Spot], table: Table, number: int) -> None:
        for spot in row:
            spot.start = self.y
        open_spots += row
        left = tall
        while left > self.y - self.bottom + 0.01:
            part = self.y - self.bottom
            self.y = self.bottom
            for spot in open_spots:
                spot.draw(self, self.y, table.ruled)
            self.new_page()
            for spot in open_spots:
                spot.start = self.y
            left = max(left - part, max(height_of(spot.lines) for spot in open_spots) + 2 * PADDING)
        self.y -= left
        for spot in [spot for spot in open_spots if spot.last_row <= number]:
            spot.draw(self, self.y, table.ruled)
            open_spots.remove(spot)

    def close_spots(self, open_spots: list[Spot], table: Table) -> None:
        """The page ends inside merged cells: draw what fits, carry the rest over."""
        for spot in open_spots:
            spot.draw(self, self.y, table.ruled)
            spot.start = self.top

    def box(self, box: Box) -> None:
        width = self.width * 0.5
        lines = [line for para in box.paras for line in self.lines(para, width - 16)]
        high = sum(line.height + line.above for line in lines) + 14
        if high > self.y - self.bottom:
            self.new_page()
        x = self.left + self.width - width
        self.canvas.setFillColor(colour("F2F2F2"))
        self.canvas.setStrokeColor(colour("7F7F7F"))
        self.canvas.rect(x, self.y - high, width, high, stroke=1, fill=1)
        y = self.y - 7
        for line in lines:
            self.draw(line, x + 8, y - line.above, width - 16)
            y -= line.height + line.above
        self.y -= high + 8

    def block(self, block: Block) -> None:
        if isinstance(block, Para):
            self.para(block)
        elif isinstance(block, Table):
            self.table(block)
        elif isinstance(block, Control):
            for inner in block.blocks:
                self.block(inner)
        elif isinstance(block, Box):
            self.box(block)
        elif isinstance(block, PageBreak) and self.y < self.top:
            self.new_page()


class Spot:
    """A cell on the page: where it is, and the lines still to be drawn."""

    __slots__ = ("down", "every_line", "last_row", "lines", "shade", "start", "width", "x")

    def __init__(self, x: float, width: float, lines: list[Line], down: int, shade: str, start: float = 0):
        self.x, self.width, self.lines, self.down, self.shade, self.start = x, width, lines, down, shade, start
        self.last_row = 0
        self.every_line = tuple(lines)

    def draw(self, setter: Setter, end: float, ruled: bool) -> None:
        """Draws the cell from its start down to `end` with as many of its lines as fit."""
        canvas = setter.canvas
        if self.shade:
            canvas.setFillColor(colour(self.shade))
            canvas.rect(self.x, end, self.width, self.start - end, stroke=0, fill=1)
        if ruled:
            canvas.setStrokeColor(colour(setter.theme.rule))
            canvas.setLineWidth(0.6)
            canvas.rect(self.x, end, self.width, self.start - end, stroke=1, fill=0)
        y = self.start - PADDING
        while self.lines and y - self.lines[0].above - self.lines[0].size * LEADING >= end - 0.01:
            line = self.lines.pop(0)
            setter.draw(line, self.x + PADDING, y - line.above, self.width - 2 * PADDING)
            y -= line.above + line.height


def height_of(lines: list[Line]) -> float:
    return sum(line.height + line.above for line in lines)


def write(sheet: Sheet) -> bytes:
    """The sheet as the bytes of a PDF, without a clock: the same every time."""
    packed = io.BytesIO()
    size = landscape(A4) if sheet.theme.landscape else A4
    canvas = Canvas(packed, pagesize=size, invariant=1, pageCompression=1)
    canvas.setTitle(sheet.title)
    canvas.setAuthor("SEND team")
    canvas.setSubject(sheet.subject)
    setter = Setter(sheet, canvas)
    for block in sheet.blocks:
        setter.block(block)
    for mark, note in zip(NOTE_MARKS, setter.notes, strict=False):
        setter.para(para(f"{mark} {note}", "small"))
    canvas.save()
    return packed.getvalue()
