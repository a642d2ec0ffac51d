"""Tables whose columns belong to different sections: "Outcome (Section E)" beside "Provision (Section F)"."""

from __future__ import annotations

from dataclasses import dataclass, field

from ehcp.screening.reading.draft import Draft
from ehcp.screening.reading.headings import Named, column_word

LONGEST_COLUMN_HEADING = 14  # words


@dataclass
class Columns:
    """The header rows of one table: row number to {first column: section code}."""

    table: int
    headers: dict[int, dict[int, str]] = field(default_factory=dict)
    heading_of: dict[str, int] = field(default_factory=dict)  # code -> draft of the column heading

    def code_at(self, row: int, column: int) -> str | None:
        """The section of a cell: the label of its column, or of the nearest labelled column to the left."""
        above = [header for header in self.headers if header <= row]
        if not above:
            return None
        labels = self.headers[max(above)]
        left = [start for start in labels if start <= column]
        return labels[max(left)] if left else labels[min(labels)]

    @property
    def codes(self) -> list[str]:
        return list(dict.fromkeys(code for labels in self.headers.values() for code in labels.values()))


def shared_tables(
    drafts: list[Draft], named: dict[int, Named], shared_by: dict[int, tuple[str, ...]]
) -> dict[int, Columns]:
    """Tables whose header cells name different sections, by table number.

    `named` holds what each line names; `shared_by` the codes of a heading such as "Sections E and F" that
    stands over a table, whose columns then need no letters.
    """
    rows: dict[int, dict[int, list[int]]] = {}
    worth_a_look = {place.table for index in named if (place := drafts[index].table) is not None} | set(shared_by)
    for index, draft in enumerate(drafts if worth_a_look else ()):
        if draft.table is not None and draft.table.table in worth_a_look and draft.text and draft.is_plan_text:
            rows.setdefault(draft.table.table, {}).setdefault(draft.table.row, []).append(index)
    found: dict[int, Columns] = {}
    for table, by_row in rows.items():
        columns = Columns(table)
        for row, indexes in sorted(by_row.items()):
            labels = _labels(drafts, named, by_row, row, indexes)
            if not labels and table in shared_by and not columns.headers:
                labels = _words(drafts, indexes, shared_by[table])
                # One word heads nothing: "Outcome 1" is a row of its own, and what the columns beside it hold
                # is told row by row.
                labels = labels if len(labels) > 1 else {}
            elif labels:
                labels |= {
                    column: code
                    for column, code in _words(drafts, indexes, ("B", "E", "F")).items()
                    if column not in labels and code not in labels.values()
                }
            if labels:
                columns.headers[row] = labels
                for index in indexes:
                    place = drafts[index].table
                    if place is not None and place.column in labels:
                        columns.heading_of.setdefault(labels[place.column], index)
        if columns.headers:
            found[table] = columns
    return found


def _labels(
    drafts: list[Draft], named: dict[int, Named], by_row: dict[int, list[int]], row: int, indexes: list[int]
) -> dict[int, str]:
    """The labelled columns of a row that heads columns; {} when the row is anything else."""
    by_column: dict[int, list[int]] = {}
    for index in indexes:
        place = drafts[index].table
        assert place is not None
        by_column.setdefault(place.column, []).append(index)
    if len(by_column) < 2:
        return {}
    labels = {
        column: named[first].code
        for column, cells in by_column.items()
        for first in cells[:2]
        if first in named and named[first].manner not in ("title", "company")
    }
    if not labels or any(len(drafts[i].text.split()) > LONGEST_COLUMN_HEADING * 2 for i in indexes):
        return {}
    if len(set(labels.values())) >= 2:
        return labels
    if len(labels) > 1:
        return {}
    column, code = next(iter(labels.items()))
    has_rows_below = any(below > row for below in by_row)
    # The same column names other sections further down: these are labels of rows.
    for other_row, others in by_row.items():
        for index in others:
            place = drafts[index].table
            if other_row != row and place and place.column == column and index in named and named[index].code != code:
                return {}
    if not has_rows_below or any(len(drafts[i].text.split()) > LONGEST_COLUMN_HEADING for i in indexes):
        return {}
    is_header = all(
        drafts[i].is_emphatic or ((place := drafts[i].table) is not None and place.is_header) for i in indexes
    )
    return labels if is_header or (column > 0 and row == min(by_row)) else {}


def _words(drafts: list[Draft], indexes: list[int], allowed: tuple[str, ...]) -> dict[int, str]:
    """Columns headed by a bare word ("Outcome", "Provision"); each word counts once."""
    labels: dict[int, str] = {}
    for index in indexes:
        place = drafts[index].table
        code = column_word(drafts[index].text)
        if place is not None and code in allowed and code not in labels.values():
            labels[place.column] = code
    return labels
