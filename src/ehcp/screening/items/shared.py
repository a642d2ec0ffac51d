"""What stands under one heading for several sections: which of them each line, row and column speaks for.

In "Sections E and F" a row merged across the table says the outcome and the rows below it the provision, or a column
does, or a heading of its own, or the words alone. Labels ("E1") come before all of that.
"""

from __future__ import annotations

import re
from collections import defaultdict

from ehcp.screening.document import Block
from ehcp.screening.item import KIND_OF_SECTION, Kind
from ehcp.screening.items.columns import column_role
from ehcp.screening.items.measures import BY
from ehcp.screening.plan_text import PlanText

LONGEST_HEADING_CELL = 9  # words
LONGEST_HEADING_LINE = 70
_GIVING = frozenset(("provision", "who", "frequency", "duration", "ratio", "amount"))
_OF_OUTCOMES = frozenset(("outcome", "by", "steps", "review", "number"))

_SAYS_OUTCOME = re.compile(
    r"\A\W*+(?:(?:short|medium|long)[- ]term )?(?:outcome|by (?!(?:an?|his|her|their) [a-z]+ (?:who|with)\b)|within |in \w+ (?:months|years)|at the end)"
)
_SAYS_PROVISION = re.compile(
    r"\A\W*+(?:provision|support|help|how (?:it|this|we|staff)|what (?:we|staff|adults|the school) will)\b[^.]{0,40}:"
)
_WILL = re.compile(r"\A\W*+[a-z'-]+ will\b")
_HEADS_PROVISION = re.compile(
    r"\b(?:provision|support|help(?:ed)?|what (?:we|will|is|happens|must|staff)|how (?:we|it|this)|who will|to (?:meet|reach|achieve))\b"
)
_HEADS_OUTCOMES = re.compile(r"\b(?:outcomes?|goals?|aims?|achieve)\b")
_HEADS_NEEDS = re.compile(r"\b(?:needs?|difficult(?:y|ies))\b")


def blocks_by_table(plan: PlanText) -> dict[int, list[Block]]:
    """The cells of each table, looked up once for a plan."""
    found = plan.__dict__.get("_blocks_by_table")
    if found is None:
        found = defaultdict(list)
        for block in plan.document.blocks:
            if block.table is not None and block.is_plan_text:
                found[block.table.table].append(block)
        plan.__dict__["_blocks_by_table"] = found
    return found


class Shared:
    """Goes down the lines under a heading of several sections and says of each which it speaks for."""

    def __init__(self, plan: PlanText) -> None:
        self.plan = plan
        self.mode = ""
        self.tables: dict[int, dict[int, str]] = {}

    def code_of(self, block: Block, low: str, codes: list[str]) -> str:
        """The section, of those that share the heading, for a line that has no label of one of them."""
        outcomes, provision, needs = (_first(codes, kind) for kind in (Kind.OUTCOME, Kind.PROVISION, Kind.NEED))
        if not outcomes or not provision:
            return _by_words(low, codes)
        if block.table is not None:
            if block.table.table not in self.tables:
                rows = _rows(blocks_by_table(self.plan)[block.table.table])
                self.tables[block.table.table] = _cells(rows, outcomes, provision, needs)
            return self.tables[block.table.table].get(block.index) or _by_words(low, codes)
        if block.is_heading or (
            len(low) <= LONGEST_HEADING_LINE and low.rstrip()[-1:] not in ".;!?" and not block.number
        ):
            self.mode = _headed(low, outcomes, provision, needs)
            return self.mode or provision
        if _SAYS_PROVISION.match(low):
            return provision
        if _SAYS_OUTCOME.match(low) or (_WILL.match(low) and not self.mode and BY.search(low[:400])):
            return outcomes
        return self.mode or needs or provision


def _first(codes: list[str], kind: Kind) -> str:
    return next((code for code in codes if KIND_OF_SECTION.get(code) is kind), "")


def _by_words(low: str, codes: list[str]) -> str:
    if "E" in codes and _SAYS_OUTCOME.match(low):
        return "E"
    return codes[0] if codes[0] in "BCD" and len(codes) > 1 else codes[-1]


def _headed(low: str, outcomes: str, provision: str, needs: str) -> str:
    """What a heading says of the lines below it: "Provision for outcome 2" is of provision. "" for a mere subject."""
    if _HEADS_PROVISION.search(low):
        return provision
    if _HEADS_OUTCOMES.search(low):
        return outcomes
    return needs if needs and _HEADS_NEEDS.search(low) else ""


def _rows(blocks: list[Block]) -> list[list[tuple[Block, str]]]:
    """The rows of a table: of each the first paragraph of every cell that says something, with all its words."""
    cells: dict[tuple[int, int], list[Block]] = {}
    for block in blocks:
        if block.text and block.table is not None:
            cells.setdefault((block.table.row, block.table.column), []).append(block)
    rows: dict[int, list[tuple[Block, str]]] = defaultdict(list)
    for (row, _), own in sorted(cells.items()):
        rows[row].append((own[0], "\n".join(block.text for block in own).lower()))
    return list(rows.values())


_TELLS = re.compile(
    r"(?!.{0,12}\b(?:who|what|when|where|how|which|why)\b).{0,80}\b(?:will|is|are|has|have|can|should|must)\b"
)


def is_row_of_headings(words: list[str]) -> bool:
    """Whether short cells name the columns below them."""
    if len(words) < 2 or any(each.count(" ") >= LONGEST_HEADING_CELL or each.rstrip()[-1:] in ".;" for each in words):
        return False
    known = sum(column_role(each) is not None and re.search(r"\d", each) is None for each in words)
    # "Mia will have an adult near | throughout the day" has words for columns, but tells of something.
    return known >= 2 and known >= len(words) - 1 and not any(_TELLS.match(each) for each in words)


def _cells(rows: list[list[tuple[Block, str]]], outcomes: str, provision: str, needs: str) -> dict[int, str]:
    """The section of each cell of a table, by the number of its first block; row by row."""
    found: dict[int, str] = {}
    columns: dict[int, str] = {}
    widest = max(
        (block.table.column + block.table.colspan for row in rows for block, _ in row if block.table), default=1
    )
    mode = outcomes
    for at, row in enumerate(rows):
        words = [low for _, low in row]
        if is_row_of_headings(words):
            columns = _columns(
                [(block.table.column, low) for block, low in row if block.table], outcomes, provision, needs
            )
            mode = provision
            own = [columns[block.table.column] for block, _ in row if block.table]
        elif len(row) == 1 and _is_wide(row[0][0], widest):
            mode = _merged(words[0], at, rows, mode if columns else "", outcomes, provision)
            own = [mode]
        elif columns:
            own = [_column(columns, block) for block, _ in row]
        else:
            role = column_role(words[0]) if words[0].count(" ") < LONGEST_HEADING_CELL else None
            if role == "outcome":
                mode = outcomes
            elif role == "need" and needs:
                mode = needs
            elif role in _GIVING:
                mode = provision
            own = [mode] * len(row)
        found.update((block.index, code) for (block, _), code in zip(row, own, strict=True))
    return found


def _is_wide(block: Block, widest: int) -> bool:
    return block.table is not None and block.table.colspan >= max(1, widest - 1)


def _merged(low: str, at: int, rows: list[list[tuple[Block, str]]], mode: str, outcomes: str, provision: str) -> str:
    """A row across the whole table says an outcome, unless rows of provision stand above it and nothing marks a new one."""
    if _SAYS_PROVISION.match(low) or (len(low) < LONGEST_HEADING_LINE and low.startswith(("provision", "support"))):
        return provision
    if not mode or mode == outcomes or _SAYS_OUTCOME.match(low) or _WILL.match(low):
        return outcomes
    below = rows[at + 1] if at + 1 < len(rows) else []
    is_new = len(below) == 1 or is_row_of_headings([words for _, words in below])
    return outcomes if is_new and below else provision


def _columns(headings: list[tuple[int, str]], outcomes: str, provision: str, needs: str) -> dict[int, str]:
    """The section of each column. A date belongs to the outcome that it stands beside, anything else to the provision."""
    roles = [(column, column_role(low)) for column, low in headings]
    if all(role in _OF_OUTCOMES for _, role in roles):
        return dict.fromkeys((column for column, _ in roles), outcomes)
    columns: dict[int, str] = {}
    before = ""
    for column, role in roles:
        if role == "outcome":
            before = outcomes
        elif role == "need" and needs:
            before = needs
        elif not (before == outcomes and role in ("by", "steps")):
            before = provision
        columns[column] = before
    return columns


def _column(columns: dict[int, str], block: Block) -> str:
    place = block.table
    assert place is not None
    left = [each for each in columns if each <= place.column]
    return columns[max(left)] if left else columns[min(columns)]
