"""Compares every row of an extract with the register and keeps what it would do. It changes nothing but its own rows."""

import datetime as dt
from bisect import bisect_right

from django.db import transaction

from goldenthread import world
from goldenthread.people.models import Authority, Post
from goldenthread.plans.extract import Extract
from goldenthread.plans.mapping import MappedRow, apply_mapping, compare_row
from goldenthread.plans.mapping_fields import BY_KEY, Kind
from goldenthread.plans.models import ImportRow, RegisterImport
from goldenthread.plans.register_import import queries
from goldenthread.plans.register_import.allocating import refusal_of
from goldenthread.plans.register_import.holding import Holding
from goldenthread.plans.register_import.kept import mapping_of, touch
from goldenthread.plans.register_import.stages import LIFECYCLE, State

CHUNK = 500
ASKED = "asked"
GONE = "gone"
KINDS = "kinds"


def compare_all(register_import: RegisterImport, extract: Extract) -> None:
    """Compare what has not been compared yet, chunk by chunk, each in a transaction. Safe to run again, or twice."""
    rows = apply_mapping(extract, mapping_of(register_import), on=world.today())
    here = queries.officers(register_import.authority)
    officers = {(field, officer.key) for officer in here for field in officer.may_be}
    while True:
        with transaction.atomic():
            locked = queries.locked(register_import.pk)
            if locked.state != State.PREVIEWING:
                return
            # Rows go in by number, so the last one kept says where to carry on.
            last = locked.rows.order_by("-number").values_list("number", flat=True).first() or 0
            start = bisect_right(rows, last, key=lambda row: row.number)
            chunk = rows[start : start + CHUNK]
            if not chunk:
                _finish(locked)
                return
            kept = compare_chunk(locked.authority, chunk, officers=officers, on=world.today(), by=locked.uploaded_by)
            for row in kept:
                row.register_import = locked
            ImportRow.objects.bulk_create(kept)
            locked.total = len(rows)
            locked.done = locked.done + len(kept)
            touch(locked)
            locked.save(update_fields=["total", "done", "mapping"])


def compare_chunk(
    authority: Authority, rows: list[MappedRow], *, officers: set[tuple[str, str]], on: dt.date, by: Post | None = None
) -> list[ImportRow]:
    """Unsaved rows with their outcome: what each would do to the register as it is now.

    `officers`: the field and the post's key of everybody who may be named there.
    """
    holding = Holding(authority, (row.values for row in rows), on=on)
    return [_compare(holding, row, officers, by) for row in rows]


def _compare(holding: Holding, row: MappedRow, officers: set[tuple[str, str]], by: Post | None) -> ImportRow:
    kept = ImportRow(number=row.number, raw=row.raw, values=row.values, reason=row.sentences())
    if row.is_refused:
        kept.outcome = ImportRow.Outcome.REFUSED
        return kept
    found = holding.find(row.values)
    refusal = found.refusal or _unknown_officer(row, officers)
    if refusal:
        kept.outcome = ImportRow.Outcome.REFUSED
        kept.reason = f"Row {row.number}: {refusal} {kept.reason}".strip()
        return kept
    outcome, changes = compare_row(holding.existing(found, row.values), holding.relevant(found, row.values))
    if refusal := refusal_of(found.plan, changes, by=by):
        kept.outcome = ImportRow.Outcome.REFUSED
        kept.reason = f"Row {row.number}: {refusal} {kept.reason}".strip()
        return kept
    kept.outcome = ImportRow.Outcome(outcome)
    kept.changes = {change.key: [change.old, change.new] for change in changes}
    return kept


def _unknown_officer(row: MappedRow, officers: set[tuple[str, str]]) -> str:
    for key, value in row.values.items():
        if key in BY_KEY and BY_KEY[key].kind == Kind.OFFICER and (key, value) not in officers:
            label = BY_KEY[key].label
            return f"{label} was matched to somebody who is not, or no longer, one here. Match the values again."
    return ""


def _finish(register_import: RegisterImport) -> None:
    counts = queries.outcome_counts(register_import)
    counts[ASKED] = register_import.rows.exclude(outcome=ImportRow.Outcome.REFUSED).exclude(reason="").count()
    counts[GONE] = queries.children_gone(register_import).count()
    counts[KINDS] = queries.kinds_to_confirm(register_import)
    register_import.counts = counts
    register_import.save(update_fields=["counts"])
    LIFECYCLE.move(register_import, to=State.PREVIEWED)
