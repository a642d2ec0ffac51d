"""The golden thread as a table: the drawing's twin, which is read aloud and, on a phone, becomes a list for each thread."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from ehcp.screening.thread import COLUMNS, Column, Hole, Node, Thread

STYLE = """
.gt-table { border-collapse: collapse; width: 100%; font-size: 15px; }
.gt-table caption { text-align: left; font-weight: bold; padding: 8px 0; }
.gt-table th { text-align: left; border-bottom: 2px solid #1f1c19; padding: 6px 10px 6px 0; vertical-align: bottom; }
.gt-table td { border-bottom: 1px solid #ddd5c7; padding: 7px 10px 7px 0; vertical-align: top; width: 20%; }
.gt-table .gt-missing { color: #7a1f1a; font-weight: bold; }
.gt-table .gt-missing::before { content: ""; display: inline-block; width: 8px; height: 8px; margin-right: 6px;
  border: 2px dashed #9a2a24; }
.gt-table .gt-guess { color: #6f4a00; font-style: italic; }
@media screen and (max-width: 700px) {
  .gt-table thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .gt-table, .gt-table tbody, .gt-table tr, .gt-table td, .gt-table caption { display: block; width: auto; }
  .gt-table tr.gt-opens { border-top: 2px solid #1f1c19; margin-top: 18px; padding-top: 6px; }
  .gt-table td { border: 0; border-left: 4px solid #b57c00; padding: 4px 0 10px 14px; }
  .gt-table td:empty { display: none; }
  .gt-table td::before { content: attr(data-column); display: block; font-size: 13px; color: #57514a; }
  .gt-table td.gt-hole-cell { border: 2px dashed #9a2a24; background: #fbeae7; margin: 4px 0; }
}
"""


def thread_table(thread: Thread, *, link: Callable[[Node], str] | None = None) -> str:
    """The rows of a thread as an HTML table. `link` gives the address of a node's words."""
    address = link or (lambda node: f"#item-{node.item}")
    guessed = {(tie.left, tie.right) for tie in thread.ties if not tie.is_certain}
    after_guess = {right for _, right in guessed}
    heads = "".join(f'<th scope="col">{column.capitalize()}</th>' for column in COLUMNS)
    parts = [
        '<table class="gt-table"><caption>The golden thread as a table</caption>',
        f"<thead><tr>{heads}</tr></thead>",
        "<tbody>",
    ]
    for group in thread.threads:
        for at, row in enumerate(group):
            opens = ' class="gt-opens"' if at == 0 else ""
            cells = "".join(_cell(column, row.cells.get(column), address, after_guess) for column in COLUMNS)
            parts.append(f"<tr{opens}>{cells}</tr>")
    return "\n".join([*parts, "</tbody></table>"])


def _cell(column: Column, cell: Node | Hole | None, address: Callable[[Node], str], guessed: set[str]) -> str:
    name = f' data-column="{column.capitalize()}"'
    if cell is None:
        return f"<td{name}></td>"
    if isinstance(cell, Hole):
        return f'<td{name} class="gt-hole-cell"><span class="gt-missing">{escape(cell.words)}</span></td>'
    if column is Column.WHO_WHEN:
        return f"<td{name}>{escape('; '.join(part for part in (cell.words, cell.when) if part))}</td>"
    possible = ' <span class="gt-guess">(possible link)</span>' if cell.item in guessed else ""
    where = escape(address(cell), quote=True)
    return f'<td{name}><a href="{where}">{escape(cell.label)}</a> {escape(cell.words)}{possible}</td>'
