"""What stands out in a table: the row that heads its columns, and headings inside a cell."""

from __future__ import annotations

from itertools import pairwise

from ehcp.screening.reading.draft import Draft

LONGEST_HEADER = 160


def mark_header_rows(drafts: list[Draft]) -> None:
    """Marks the first row of a table as its header when every cell in it is short and stands out.

    Rows that the file itself calls headers are marked already. A table of one row has none.
    """
    first_rows: dict[int, list[Draft]] = {}
    has_more: set[int] = set()
    marked: set[int] = set()
    for draft in drafts:
        place = draft.table
        if place is None:
            continue
        if place.is_header:
            marked.add(place.table)
        if place.row == 0:
            first_rows.setdefault(place.table, []).append(draft)
        else:
            has_more.add(place.table)
    for table, row in first_rows.items():
        if table in marked or table not in has_more or len({d.table.column for d in row if d.table}) < 2:
            continue
        words = [draft for draft in row if draft.text and draft.is_plan_text]
        if words and all(draft.is_emphatic and len(draft.text) <= LONGEST_HEADER for draft in words):
            for draft in row:
                assert draft.table is not None
                draft.table = draft.table._replace(is_header=True)


def mark_cell_headings(drafts: list[Draft]) -> None:
    """Marks a short bold line as a heading when plain text follows it in the same cell."""
    for draft, following in pairwise(drafts):
        if (
            draft.table is not None
            and not draft.level
            and draft.is_bold
            and not following.is_bold
            and following.table == draft.table
            and not draft.table.is_header
            and 2 < len(draft.text) <= 90
            and draft.text[-1] not in ".;,"
        ):
            draft.level = 3
