"""Rows of an import in words, for the page: labels for keys and codes, days as people write them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from goldenthread.people.models import Post
from goldenthread.plans.mapping_fields import BY_KEY, Kind, value_labels
from goldenthread.plans.mapping_values import Value
from goldenthread.plans.models import Child, ImportRow, RegisterImport, SavedMapping
from goldenthread.plans.register_import import kept, queries
from goldenthread.ui.components.tables import Cell, Column, Table
from goldenthread.ui.components.words import Tab

NOTHING = "nothing"
LABELS = {
    "new": "New",
    "changed": "Changed",
    "refused": "Refused",
    "asked": "Please check",
    "unchanged": "Unchanged",
    "gone": "No longer in the extract",
}
WHAT = {
    "new": "Children who are not in the register yet.",
    "changed": "Children whom the register has, with what would change.",
    "refused": "Rows that are not taken, each with the reason. Nothing is done about them.",
    "asked": "Rows that are taken, with something in them to look at. A cell that could not be read is left out.",
    "unchanged": "Rows that say what the register says already.",
    "gone": "Children of the register about whom no row speaks. Nothing is done about them: an import never deletes.",
}


@dataclass(frozen=True)
class ShownChange:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class ShownRow:
    number: int
    name: str
    case_id: str
    changes: list[ShownChange]
    reason: str


@dataclass(frozen=True)
class ShownRows:
    """One page of rows of one kind. `children` instead of rows for those no longer in the extract."""

    shown: str
    what: str
    tabs: list[Tab]
    page: Page
    rows: list[ShownRow]
    children: list[Child]


def rows_of(register_import: RegisterImport, *, shown: str, number: str | None) -> ShownRows:
    """A page of what is shown; the first kind that has any where nothing, or nonsense, is asked for."""
    counts = register_import.counts
    if shown not in LABELS:
        shown = next((kind for kind in LABELS if counts.get(kind)), "new")
    tabs = [Tab(label, f"?show={kind}", kind == shown, counts.get(kind, 0)) for kind, label in LABELS.items()]
    rows: list[ShownRow] = []
    children: list[Child] = []
    page: Page
    if shown == "gone":
        page = Paginator(queries.children_gone(register_import), queries.PAGE).get_page(number)
        children = list(page.object_list)
    else:
        page = Paginator(queries.rows_with(register_import, shown), queries.PAGE).get_page(number)
        names = officer_names(register_import)
        rows = [_row(row, names) for row in page.object_list]
    return ShownRows(shown, WHAT[shown], tabs, page, rows, children)


def children_on(register_import: RegisterImport, shown: ShownRows) -> list[int]:
    """Ids of the children whose details a page shows, for the history."""
    if shown.shown == "gone":
        return sorted(child.pk for child in shown.children)
    return queries.child_ids(register_import.authority, shown.page.object_list)


def officer_names(register_import: RegisterImport) -> dict[str, str]:
    posts = Post.objects.filter(authority=register_import.authority).values_list("pk", "person__name")
    return {str(pk): name for pk, name in posts}


def _row(row: ImportRow, officers: dict[str, str]) -> ShownRow:
    name = " ".join(str(row.values[key]) for key in ("first_name", "last_name") if row.values.get(key))
    changes = [
        ShownChange(BY_KEY[key].label, in_words(key, old, officers), in_words(key, new, officers))
        for key, (old, new) in _in_order(row.changes)
        # Of a new child the name and the id stand beside it already.
        if not (row.outcome == ImportRow.Outcome.NEW and key in ("child_id", "first_name", "last_name"))
    ]
    return ShownRow(row.number, name, str(row.values.get("child_id", "")), changes, row.reason)


def _in_order(changes: dict[str, list[Value]]) -> list[tuple[str, list[Value]]]:
    # JSON of a database keeps no order: the page shows fields as the register has them.
    return [(key, changes[key]) for key in BY_KEY if key in changes]


def in_words(key: str, value: Value, officers: dict[str, str]) -> str:
    """A value as people say it."""
    field = BY_KEY[key]
    if value is None or (value == "" and field.key != "exception"):
        return NOTHING
    if field.kind == Kind.DAY:
        return date_format(dt.date.fromisoformat(str(value)), "j F Y")
    if field.kind == Kind.YES_NO:
        return "Yes" if value else "No"
    if field.kind == Kind.OFFICER:
        return officers.get(str(value), "somebody who has left")
    if field.kind == Kind.CHOICE:
        return dict(value_labels(key)).get(str(value), str(value))
    if field.kind == Kind.YEAR_GROUP:
        return {0: "Reception"}.get(int(value), f"Year {value}" if int(value) > 0 else "Before Reception")
    return str(value)


# --- The list of imports, and the page of columns ---


def imports_page(post: Post, number: str | None) -> Page:
    return Paginator(queries.visible_to(post), queries.PAGE).get_page(number)


def imports_table(page: Page) -> Table:
    """Which file, when, by whom, where it stands."""
    columns = [Column("Import"), Column("Handed in"), Column("State"), Column("New", True), Column("Changed", True)]
    rows = [
        [
            Cell(each.reference, reverse("plans:import", args=[each.reference]), note=each.original_name),
            Cell(_moment(each.uploaded_at), note=each.uploaded_by.person.name),
            Cell(each.get_state_display()),
            Cell(f"{each.counts['new']:,}" if "new" in each.counts else "-"),
            Cell(f"{each.counts['changed']:,}" if "changed" in each.counts else "-"),
        ]
        for each in page
    ]
    return Table("Extracts handed in", columns, rows, empty="No extract has been handed in yet.")


def columns_context(register_import: RegisterImport, *, saved: QuerySet, chosen: SavedMapping | None) -> dict[str, Any]:
    """What the page of columns shows beside its form."""
    name = chosen.name if chosen else register_import.mapping.get("name", "")
    examples = [
        [header, ", ".join(kept.examples_of(register_import, header)) or "nothing"]
        for header in register_import.headers
    ]
    return {
        "register_import": register_import,
        "saved": [each.name for each in saved],
        "saved_name": name,
        "missing": sorted(set(chosen.columns.values()) - set(register_import.headers)) if chosen else [],
        "examples": examples,
        "warnings": register_import.mapping.get("warnings", []),
    }


def facts(register_import: RegisterImport) -> dict[str, Any]:
    """Lines about the import as a whole, for the head of its page."""
    counts = register_import.counts
    lines = [
        ("File", register_import.original_name),
        ("Handed in", f"{_moment(register_import.uploaded_at)} by {register_import.uploaded_by.person.name}"),
        ("Saved mapping", register_import.mapping.get("name") or None),
    ]
    if register_import.applied_at and register_import.applied_by:
        applied = f"{_moment(register_import.applied_at)} by {register_import.applied_by.person.name}"
        lines.append(("Applied", applied))
    return {"facts": lines, "to_apply": counts.get("new", 0) + counts.get("changed", 0)}


def _moment(moment: dt.datetime) -> str:
    local = timezone.localtime(moment)
    return f"{date_format(local, 'j F Y')}, {local:%H:%M}"
