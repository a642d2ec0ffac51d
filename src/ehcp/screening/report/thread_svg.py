"""The golden thread drawn: columns of boxes, the plan's own ties as weld curves, holes as dashed boxes in words.

Plain SVG from values, without script and without inline style: `STYLE` is the sheet that a page puts in its own. Dash,
box and words carry everything that colour does, so that it prints in grey.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from ehcp.screening.thread import COLUMNS, SECTIONS_OF, Column, Hole, Node, Thread

WIDTH = 1240
_LEFT = {Column.ASPIRATION: 8, Column.NEED: 252, Column.OUTCOME: 522, Column.PROVISION: 798, Column.WHO_WHEN: 1060}
_BOX = {Column.ASPIRATION: 192, Column.NEED: 216, Column.OUTCOME: 222, Column.PROVISION: 220, Column.WHO_WHEN: 172}
_LINE = 17
_PAD = 10
_HEAD = 52
_GAP, _GAP_OF_THREADS = 10, 22
_LETTER = 6.5  # a letter at 13 px, on the wide side, so that words stay in their box
_LABEL = 42

STYLE = """
.gt-svg { width: 100%; height: auto; font: 13px/1.3 Arial, Helvetica, "Liberation Sans", sans-serif; }
.gt-svg text { fill: #1f1c19; }
.gt-head { font-size: 16px; font-weight: bold; }
.gt-svg .gt-soft { fill: #57514a; }
.gt-rule { stroke: #1f1c19; stroke-width: 2; }
.gt-box { fill: #f7f4ed; stroke: #857b6c; }
.gt-edge { fill: #1b4965; }
.gt-label { font-weight: bold; }
.gt-svg a:hover .gt-box, .gt-svg a:focus .gt-box { fill: #e8f0f4; stroke: #1b4965; stroke-width: 2; }
.gt-svg a:focus { outline: none; }
.gt-svg a:focus-visible .gt-box { fill: #ffdd00; stroke: #1f1c19; stroke-width: 3; }
.gt-svg a .gt-words { text-decoration: none; }
.gt-tie { fill: none; stroke: #b57c00; stroke-width: 3; }
.gt-tie-possible { fill: none; stroke: #b57c00; stroke-width: 1.5; stroke-dasharray: 7 4; }
.gt-bead { fill: #fffdf9; stroke: #b57c00; stroke-width: 2; }
.gt-frayed { fill: none; stroke: #9a2a24; stroke-width: 2; stroke-dasharray: 2 4; }
.gt-sign { fill: none; stroke: #9a2a24; stroke-width: 2; }
.gt-hole { fill: #fbeae7; stroke: #9a2a24; stroke-width: 2; stroke-dasharray: 6 4; }
.gt-svg .gt-hole-words { fill: #7a1f1a; font-weight: bold; }
.gt-svg .gt-possible { fill: #6f4a00; font-size: 12px; font-style: italic; paint-order: stroke; stroke: #fffdf9;
  stroke-width: 4px; }
"""


@dataclass(frozen=True, slots=True)
class _Box:
    """Where a cell is drawn, and its lines."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def thread_svg(
    thread: Thread,
    *,
    link: Callable[[Node], str] | None = None,
    prefix: str = "thread",
    title: str = "The golden thread",
    about: str = "",
    number: str = "",
) -> str:
    """The drawing as a string of SVG. `link` gives the address of a node's words; `prefix` keeps ids apart on a page.

    `title` and `about` are read out in its place; `number` tells several drawings of one page apart.
    """
    address = link or (lambda node: f"#item-{node.item}")
    boxes, height = _laid_out(thread)
    by_item = {
        (cell.item, column): box
        for (row, column), box in boxes.items()
        if isinstance(cell := thread.rows[row].cells.get(column), Node)
    }
    name = f"{prefix}{number}"
    parts = [
        f'<svg class="gt-svg" viewBox="0 0 {WIDTH} {height:.0f}" role="group" xmlns="http://www.w3.org/2000/svg" '
        f'aria-labelledby="{name}-title" aria-describedby="{name}-desc">',
        f'<title id="{name}-title">{escape(title)}</title>',
        f'<desc id="{name}-desc">{escape(about or thread.sentence())} The table that follows says the same in words.</desc>',
        *_heads(),
        *_ties(thread, by_item),
        *_frays(thread, boxes, by_item),
    ]
    for at, row in enumerate(thread.rows):
        for column in COLUMNS:
            drawn = row.cells.get(column)
            if isinstance(drawn, Node):
                parts.append(_node(drawn, boxes[at, column], address(drawn), prefix))
            elif isinstance(drawn, Hole):
                parts.append(_hole(drawn, boxes[at, column]))
    parts += [*_beads(thread, by_item), "</svg>"]
    return "\n".join(parts)


# --- Where things go --------------------------------------------------------------------------


def _laid_out(thread: Thread) -> tuple[dict[tuple[int, Column], _Box], float]:
    """A box for every cell, rows as high as their fullest cell, threads a little further apart than rows."""
    boxes: dict[tuple[int, Column], _Box] = {}
    y: float = _HEAD
    at = 0
    for group in thread.threads:
        for row in group:
            lines = {column: _lines(cell) for column, cell in row.cells.items()}
            high = max((len(each) for each in lines.values()), default=1) * _LINE + 2 * _PAD
            for column, each in lines.items():
                own = len(each) * _LINE + 2 * _PAD
                boxes[at, column] = _Box(_LEFT[column], y + (high - own) / 2, _BOX[column], own, tuple(each))
            y += high + _GAP
            at += 1
        y += _GAP_OF_THREADS - _GAP
    return boxes, y


def _lines(cell: Node | Hole) -> list[str]:
    if isinstance(cell, Hole):
        return wrapped(cell.words, _BOX[cell.column] - 44, bold=True)
    if cell.column is Column.WHO_WHEN:
        return [
            *(wrapped(cell.words, _BOX[cell.column] - 12, bold=True) if cell.words else []),
            *(wrapped(cell.when, _BOX[cell.column] - 12) if cell.when else []),
        ]
    return wrapped(cell.words, _BOX[cell.column] - _LABEL - 24)


def wrapped(words: str, width: float, *, bold: bool = False) -> list[str]:
    """Words in lines that fit a width; a word too long for a line is cut."""
    most = max(4, int(width / (_LETTER * (1.1 if bold else 1))))
    lines: list[str] = []
    line = ""
    for word in words.split():
        while len(word) > most:
            word, rest = word[: most - 1] + "-", word[most - 1 :]
            lines += [line] if line else []
            lines.append(word)
            line, word = "", rest
        if line and len(line) + 1 + len(word) > most:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line] if line else lines or [""]


# --- How they look ----------------------------------------------------------------------------


def _heads() -> list[str]:
    parts = []
    for column in COLUMNS:
        x, right = _LEFT[column], _LEFT[column] + _BOX[column]
        parts.append(f'<text class="gt-head" x="{x}" y="22">{column.capitalize()}</text>')
        if SECTIONS_OF[column]:
            parts.append(f'<text class="gt-soft" x="{right}" y="22" text-anchor="end">{SECTIONS_OF[column]}</text>')
        parts.append(f'<line class="gt-rule" x1="{x}" y1="32" x2="{right}" y2="32"/>')
    return parts


def _node(node: Node, box: _Box, address: str, prefix: str) -> str:
    if node.column is Column.WHO_WHEN:
        bold = len(wrapped(node.words, box.width - 12, bold=True)) if node.words else 0
        spans = "".join(
            f'<tspan class="{"gt-label" if at < bold else "gt-soft"}" x="{box.x + 8:g}" '
            f'y="{_baseline(box, at):g}">{escape(line)}</tspan>'
            for at, line in enumerate(box.lines)
        )
        return f'<text class="gt-words">{spans}</text>'
    spans = "".join(
        f'<tspan x="{box.x + _LABEL + 14:g}" y="{_baseline(box, at):g}">{escape(line)}</tspan>'
        for at, line in enumerate(box.lines)
    )
    return (
        f'<a id="{prefix}-{escape(node.item, quote=True)}" href="{escape(address, quote=True)}">'
        f'<rect class="gt-box" x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="3"/>'
        f'<rect class="gt-edge" x="{box.x:g}" y="{box.y:g}" width="4" height="{box.height:g}"/>'
        f'<text class="gt-words"><tspan class="gt-label gt-soft" x="{box.x + 13:g}" y="{_baseline(box, 0):g}">'
        f"{escape(node.label)}</tspan> {spans}</text></a>"
    )


def _hole(hole: Hole, box: _Box) -> str:
    middle = box.middle
    spans = "".join(
        f'<tspan x="{box.x + 36:g}" y="{_baseline(box, at):g}">{escape(line)}</tspan>'
        for at, line in enumerate(box.lines)
    )
    return (
        f'<g><rect class="gt-hole" x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="3"/>'
        f'<circle class="gt-sign" cx="{box.x + 19:g}" cy="{middle:g}" r="8"/>'
        f'<path class="gt-sign" d="M{box.x + 15:g} {middle:g}h8"/>'
        f'<text class="gt-hole-words">{spans}</text></g>'
    )


def _baseline(box: _Box, line: int) -> float:
    return box.y + _PAD + _LINE * line + 13


def _ties(thread: Thread, by_item: dict[tuple[str, Column], _Box]) -> list[str]:
    """Curves from box to box; possible ones are thin, broken and say so once at their start."""
    parts, told = [], set[str]()
    column_of = {item: column for item, column in by_item if column is not Column.WHO_WHEN}
    for tie in thread.ties:
        if tie.left not in column_of or tie.right not in column_of:
            continue
        left, right = by_item[tie.left, column_of[tie.left]], by_item[tie.right, column_of[tie.right]]
        x1, y1, x2, y2 = left.x + left.width, left.middle, right.x, right.middle
        bend = min(40.0, (x2 - x1) / 2)
        name = "gt-tie" if tie.is_certain else "gt-tie-possible"
        # Far ties run level until they are near, so that they pass between rows and not across words.
        path = f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2:g} {y2:g}"
        parts.append(f'<path class="{name}" d="{path}"/>')
        if not tie.is_certain and tie.right not in told:
            told.add(tie.right)
            parts.append(f'<text class="gt-possible" x="{x2 - 7:g}" y="{y2 - 7:g}" text-anchor="end">possible</text>')
    for (item, column), box in by_item.items():
        if column is Column.WHO_WHEN and (item, Column.PROVISION) in by_item:
            given = by_item[item, Column.PROVISION]
            parts.append(f'<path class="gt-tie" d="M{given.x + given.width:g} {given.middle:g}H{box.x - 2:g}"/>')
    return parts


def _beads(thread: Thread, by_item: dict[tuple[str, Column], _Box]) -> list[str]:
    """A bead where a tie meets a box, drawn over both."""
    place = {item: box for (item, column), box in by_item.items() if column is not Column.WHO_WHEN}
    ends = set()
    for tie in thread.ties:
        if tie.left in place and tie.right in place:
            left, right = place[tie.left], place[tie.right]
            ends |= {(left.x + left.width, left.middle), (right.x, right.middle)}
    return [f'<circle class="gt-bead" cx="{x:g}" cy="{y:g}" r="4"/>' for x, y in sorted(ends)]


def _frays(thread: Thread, boxes: dict[tuple[int, Column], _Box], by_item: dict[tuple[str, Column], _Box]) -> list[str]:
    """A dotted end from an item to each of its holes."""
    parts = []
    place = {item: box for (item, column), box in by_item.items() if column is not Column.WHO_WHEN}
    for at, row in enumerate(thread.rows):
        for column, cell in row.cells.items():
            if not isinstance(cell, Hole) or cell.item not in place:
                continue
            own, hole = place[cell.item], boxes[at, column]
            if hole.x > own.x:
                x1, x2, out = own.x + own.width, hole.x, 1
            else:
                x1, x2, out = own.x, hole.x + hole.width, -1
            parts.append(f'<path class="gt-frayed" d="M{x1:g} {own.middle:g}L{x2:g} {hole.middle:g}"/>')
            end = x1 + 16 * out
            parts.append(
                f'<path class="gt-tie" d="M{x1:g} {own.middle:g}H{end:g}m{8 * out} -6L{end:g} {own.middle:g}'
                f'l{8 * out} 6"/>'
            )
    return parts
