"""Tables as values: a view or a query builds `Table`, the page says `{% table %}`."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Column:
    """label; numeric: right-aligned digits; hidden: the label is for a screen reader only."""

    label: str
    numeric: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Cell:
    """text; href: a link; note: a second line in smaller type; hatched: "too few" or "hidden"."""

    text: Any = ""
    href: str = ""
    note: Any = ""
    hatched: bool = False


@dataclass
class Table:
    """caption, columns, rows (lists of Cell, or of plain values).

    head_cells: how many first cells of a row are its heading. chosen: the row to mark, counted from 0.
    """

    caption: str
    columns: list[Column]
    rows: list[list[Any]] = field(default_factory=list)
    empty: str = "Nothing here yet."
    head_cells: int = 1
    foot: list[Any] = field(default_factory=list)
    chosen: int | None = None


def columns_of(head: str | list[Any]) -> list[Column]:
    """ "Officer | Drafts # | Moderated #" as columns; # makes one numeric. Lists of strings or Columns also do."""
    labels = head.split("|") if isinstance(head, str) else head
    found = []
    for label in labels:
        if isinstance(label, Column):
            found.append(label)
            continue
        label = str(label).strip()
        found.append(Column(label.rstrip("# ").rstrip(), numeric=label.endswith("#")))
    return found


def table(
    table: Table | None = None,
    caption: str = "",
    head: str | list[Any] = "",
    rows: Any = (),
    empty: str = "Nothing here yet.",
    size: str = "",
    hide_caption: bool = False,
    stack: bool = True,
    tight: bool = False,
) -> dict[str, Any]:
    """{% table figures %} or {% table caption="Officers" head="Officer | Drafts #" rows=rows empty="No officers." %}

    table   a `Table`; or caption, head and rows by themselves
    empty   the sentence in the place of a table without rows
    stack   on a phone each row becomes a short list (the default); without it the table scrolls sideways
    tight   31 px rows for experts
    """
    given = table if isinstance(table, Table) else Table(caption, columns_of(head), list(rows), empty)
    drawn = []
    for number, row in enumerate(given.rows):
        cells = [cell if isinstance(cell, Cell) else Cell(cell) for cell in row]
        drawn.append({"cells": list(zip(cells, given.columns, strict=True)), "chosen": number == given.chosen})
    return {
        "table": given,
        "rows": drawn,
        "foot": list(zip([c if isinstance(c, Cell) else Cell(c) for c in given.foot], given.columns, strict=False)),
        "size": size,
        "hide_caption": hide_caption,
        "stack": stack,
        "tight": tight,
    }
