"""Rows of tables: a row is one item, and the headings of its columns say which slot each cell fills."""

from __future__ import annotations

import re
from collections import defaultdict

from ehcp.screening.document import Block
from ehcp.screening.item import KIND_OF_SECTION, Kind
from ehcp.screening.items import wording
from ehcp.screening.items.columns import KINDS, SLOT_ROLES, column_role, line_key
from ehcp.screening.items.lines import Line, label_of
from ehcp.screening.items.making import Making, Walk
from ehcp.screening.items.provisions import gives_more, parts_of
from ehcp.screening.items.shared import LONGEST_HEADING_CELL, blocks_by_table, is_row_of_headings
from ehcp.screening.items.slots import Field
from ehcp.screening.plan_text import PlanText

LONGEST_CAPTION = 14
ALL_OUTCOMES = re.compile(r"\A\W*(?:every|all)(?: of)?(?: the)? outcomes?(?: above| below| of section e)?\W*")


class Cell:
    """A cell with its lines; `rows` are all rows that it reaches down over."""

    __slots__ = ("blocks", "column", "is_header", "items", "lines", "low", "row", "rows", "width")

    def __init__(self, row: int, column: int) -> None:
        self.row, self.column = row, column
        self.rows, self.width, self.is_header = range(row, row + 1), 1, False
        self.blocks: list[Block] = []
        self.lines: list[Line] = []
        self.low = ""
        self.items: list[Making] = []


def cells_of(plan: PlanText, table: int) -> dict[int, list[Cell]]:
    """The rows of a table, each with the cells that begin in it."""
    cells: dict[tuple[int, int], Cell] = {}
    for block in blocks_by_table(plan)[table]:
        place = block.table
        assert place is not None
        cell = cells.setdefault((place.row, place.column), Cell(place.row, place.column))
        cell.rows = range(place.row, place.row + max(1, place.rowspan))
        cell.width = place.colspan
        cell.is_header = cell.is_header or place.is_header
        cell.blocks.append(block)
        if block.text:
            begins = plan.start_of_block[block.index]
            cell.low = f"{cell.low}\n{plan.lowered[begins : begins + len(block.text)]}".strip()
    rows: dict[int, list[Cell]] = defaultdict(list)
    for (row, _), cell in sorted(cells.items()):
        rows[row].append(cell)
    return rows


class TableReader:
    """Reads one table into the walk."""

    def __init__(self, walk: Walk, table: int, lines: list[Line]) -> None:
        self.walk, self.table = walk, table
        self.by_block = {line.block.index: line for line in lines}
        self.columns: dict[int, str | None] = {}
        self.rows = cells_of(walk.plan, table)
        self.reaching: list[Cell] = []

    def read(self) -> None:
        for row, cells in self.rows.items():
            for cell in cells:
                cell.lines = [self.by_block[b.index] for b in cell.blocks if b.index in self.by_block]
            full = [cell for cell in cells if cell.low]
            if not full:
                continue
            self.reaching = [cell for cell in self.reaching if row in cell.rows]
            if self.is_header(full):
                self.columns = {cell.column: column_role(cell.low) for cell in full}
            elif (
                len(full) == 1 and not self.reaching and (not self.columns or full[0].width > 1 or self.heads(full[0]))
            ):
                if not self.is_caption(row, full[0]):
                    for line in full[0].lines:
                        self.walk.line(line)
            elif self.columns and any(self.columns.values()):
                self.row_of_columns(row, full)
            else:
                self.row_of_nothing(row, full)
            self.reaching += [cell for cell in full if len(cell.rows) > 1]

    def is_caption(self, row: int, cell: Cell) -> bool:
        """Whether a cell right under the section's own heading only says what belongs in the table."""
        above = self.rows.get(row - 1, [])
        return (
            len(above) == 1
            and bool(above[0].blocks)
            and above[0].blocks[0].is_heading
            and above[0].blocks[0].index not in self.by_block
            and max(self.rows) > row
            and len(cell.lines) == 1
            and not cell.blocks[0].number
            and cell.low.count(" ") < LONGEST_CAPTION
        )

    def heads(self, cell: Cell) -> bool:
        return all(block.is_heading for block in cell.blocks if block.text) or bool(
            wording.area_of(cell.low) and len(cell.low) < 60
        )

    def is_header(self, full: list[Cell]) -> bool:
        """Whether a row names its columns: it is marked so, or at least two of its short cells are words for columns."""
        if any(cell.low.count(" ") >= LONGEST_HEADING_CELL for cell in full):
            return False
        if all(cell.is_header for cell in full) and len(full) > 1:
            return True
        # Below the first row of a table of labels and values "From whom | Support assistant" is one of them.
        if len(full) == 2 and not self.columns and full[0].row > min(self.rows) and line_key(full[0].low):
            return False
        # A row of headings names every column; one with gaps below such a row is a row of the table.
        if len(full) < max(2, len(self.columns)) or any(
            line_key(cell.low.partition(":")[0]) and ":" in cell.low for cell in full
        ):
            return False
        return is_row_of_headings([cell.low for cell in full])

    # A row whose columns have headings

    def role_at(self, column: int) -> str | None:
        if column in self.columns:
            return self.columns[column]
        left = [each for each in self.columns if each < column]
        return self.columns[max(left)] if left else None

    def row_of_columns(self, row: int, full: list[Cell]) -> None:
        inherited = [cell for cell in self.reaching if cell.row < row]
        walk = self.walk
        for cell in full:
            if self.role_at(cell.column) == "area" or (
                self.role_at(cell.column) is None and wording.area_of(cell.low) and cell.low.count(" ") < 7
            ):
                area = wording.area_of(cell.low)
                if area and cell.lines:
                    walk.enter(cell.lines[0].section)
                    walk.area = area
        label = ""
        made: list[Making] = []
        for section in dict.fromkeys(line.section for cell in full for line in cell.lines):
            own = [cell for cell in full if any(line.section == section for line in cell.lines)]
            kind = KIND_OF_SECTION[section]
            walk.enter(section)
            walk.mode = ""
            mains = [cell for cell in own if KINDS.get(self.role_at(cell.column) or "") == kind.value]
            if not mains and any(KINDS.get(self.role_at(c.column) or "") == kind.value for c in inherited):
                self.fill([item for c in inherited for item in c.items if item.section == section], own, [])
                continue
            if not mains:
                mains = self.likely(own, kind)
            rest = [cell for cell in own if cell not in mains]
            for cell in rest:
                if cell.lines and len(cell.low) < 12:
                    label = label_of(cell.lines[0], cell.low, alone=True)[0] or label
            items = [item for cell in mains for item in self.items_in(cell, kind, label)]
            for cell in mains:
                cell.items = items
            self.fill(items, rest, [cell for cell in inherited if cell not in mains])
            made += items
        for item in made:
            last = max([row, *(r for cell in full if item in cell.items for r in cell.rows)])
            item.place.table, item.place.rows = self.table, range(row, last + 1)

    def likely(self, own: list[Cell], kind: Kind) -> list[Cell]:
        """The cell that says what is needed where no heading says which: the longest that is for nothing else."""
        open_cells = [
            cell
            for cell in own
            if self.role_at(cell.column) is None
            or (kind is Kind.PROVISION and self.role_at(cell.column) in ("why", "steps"))
            or (kind is Kind.NEED and self.role_at(cell.column) in ("provision", "why", "outcome"))
            or (kind is Kind.ASPIRATION and self.role_at(cell.column) in ("outcome", "provision", "need"))
        ]
        open_cells = [
            cell
            for cell in open_cells
            if len(cell.low) > 11 and not (wording.area_of(cell.low) and cell.low.count(" ") < 7)
        ]
        return [max(open_cells, key=lambda cell: len(cell.low))] if open_cells else []

    def items_in(self, cell: Cell, kind: Kind, label: str) -> list[Making]:
        """The items of a cell: one, or one for each paragraph that has a label, a bullet, or a need or outcome of its own."""
        walk = self.walk
        before = len(walk.found)
        lines = [line for line in cell.lines if walk.low[line.start : line.end].strip(" .-")]
        if not lines or walk.says_nothing(lines[0], lines[0].start, "") or ALL_OUTCOMES.fullmatch(cell.low):
            return []
        walk.current = None
        if kind in (Kind.NEED, Kind.ASPIRATION):
            walk.mode = "needs" if kind is Kind.NEED else "hopes"
            for line in lines:
                if len(lines) == 1 and kind is Kind.NEED:
                    own, taken = label_of(line, walk.low[line.start : line.end])
                    walk.add(line, line.start + taken, line.end, kind, own or label)
                else:
                    walk.line(line)
            walk.mode = ""
            return walk.found[before:]
        for line in lines:
            low = walk.low[line.start : line.end]
            own, taken = label_of(line, low)
            if walk.current is not None and len(walk.found) > before:
                if walk.take_key(line, low):
                    continue
                is_own = bool(own) or (
                    kind is Kind.PROVISION
                    and not wording.STEPS.match(low)
                    and (line.block.number.startswith("•") or gives_more(walk, low, lines[0].start, line.start))
                )
                if kind is Kind.OUTCOME:
                    is_own = bool(own) or bool(
                        re.match(r"\W*(?:by|within) ", low)
                        and walk.current.is_bullet == line.block.number.startswith("•")
                        and not wording.STEPS.match(low)
                    )
                if not is_own:
                    walk.current.spans.append((line.start, line.end))
                    continue
            if line.block.is_heading and len(lines) > 1:
                continue
            if kind is Kind.PROVISION:
                for begins, finish in parts_of(walk, line.start + taken, line.end):
                    made = walk.add(line, begins, finish, kind, own or label)
                    made.is_second = len(walk.found) - before > 1 and not own and not line.block.number
            else:
                walk.add(line, line.start + taken, line.end, kind, own or label)
        return walk.found[before:]

    def fill(self, items: list[Making], cells: list[Cell], inherited: list[Cell]) -> None:
        """Cells of the row belong to its items; paragraph by paragraph where there are as many as items."""
        for item_at, item in enumerate(items):
            for cell in (*cells, *inherited):
                role = self.role_at(cell.column)
                lines = cell.lines or []
                spans = [(line.start, line.end) for line in lines]
                if not spans:
                    continue
                if len(items) > 1 and len(spans) == len(items):
                    spans = [spans[item_at]]
                for start, end in spans:
                    if role in SLOT_ROLES and role is not None and (role == "who" or not item.is_second):
                        item.fields.append(Field(role, start, end))
                    if role is None or role == "serves" or role in KINDS:
                        item.place.refers.append((start, end))
                    if (
                        cell in cells
                        and role not in ("area", "number", "strengths", "need", "outcome")
                        and len(items) == 1
                    ):
                        item.spans.append((start, end))
                        if role in ("review", "place", "why", "steps", "serves"):
                            item.quiet.add((start, end))
            for cell in cells:
                for line in cell.lines:
                    key = wording.KEY.match(self.walk.low[line.start : line.end])
                    role = line_key(key["key"]) if key else None
                    if key and role in SLOT_ROLES and role is not None:
                        item.fields.append(Field(role, line.start + key.end(), line.end))
                    elif key and role == "serves":
                        item.place.refers.append((line.start + key.end(), line.end))

    # A row of a table without headings

    def row_of_nothing(self, row: int, full: list[Cell]) -> None:
        """A label beside a text ("Who | a teacher"), an area beside its needs, or provision beside its slots."""
        walk = self.walk
        head, *others = full
        if not any(cell.lines for cell in full):
            return
        code = next(line.section for cell in full for line in cell.lines)
        walk.enter(code)
        kind = KIND_OF_SECTION[code]
        words = head.low.strip(" :.?")
        role = column_role(words) if words.count(" ") < 7 and "\n" not in words else None
        key = line_key(words)
        if others and key in SLOT_ROLES and walk.current is not None and key is not None:
            for cell in others:
                for line in cell.lines:
                    walk.current.fields.append(Field(key, line.start, line.end))
                    walk.current.spans.append((line.start, line.end))
            return
        if others and key == "serves" and walk.current is not None:
            walk.current.place.refers += [(line.start, line.end) for cell in others for line in cell.lines]
            return
        label = label_of(head.lines[0], head.low, alone=True)[0] if head.lines and len(head.low) < 12 else ""
        is_caption = bool(label) or (words.count(" ") < 9 and head.low.rstrip()[-1] not in ".;" and "\n" not in words)
        if (
            others
            and (
                wording.area_of(words)
                or role in ("strengths", "need")
                or (kind in (Kind.ASPIRATION, Kind.NEED) and is_caption and not label)
            )
            and is_caption
        ):
            for line in head.lines:
                walk.take_heading(line, head.low)
            for cell in others:
                for line in cell.lines:
                    walk.line(line)
            return
        before = len(walk.found)
        candidates = others if others and (label or (role and is_caption and KINDS.get(role) == kind.value)) else full
        main = max(candidates, key=lambda cell: 0 if self.is_keys(cell) else len(cell.low))
        rest = [cell for cell in full if cell is not main and not (cell is head and (label or candidates is others))]
        items = self.items_in(main, kind, label)
        self.fill(items, rest, [])
        main.items = items
        for item in walk.found[before:]:
            item.place.table, item.place.rows = self.table, main.rows
        walk.current = items[-1] if items else None

    def is_keys(self, cell: Cell) -> bool:
        key = wording.KEY.match(cell.low)
        return bool(key and line_key(key["key"]))
