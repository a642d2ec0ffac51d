"""What people do with an extract of the case system: hand it in, match it, have it compared, apply it or let it be."""

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from goldenthread import permissions, world
from goldenthread.history.record import record
from goldenthread.lifecycle import WrongStage
from goldenthread.people.models import Authority, Post
from goldenthread.permissions import Permission
from goldenthread.plans import extract as extracts
from goldenthread.plans.extract import ExtractRefused
from goldenthread.plans.extract_apart import read_apart
from goldenthread.plans.mapping import Mapping, guess_mapping
from goldenthread.plans.mapping_fields import BY_KEY, REQUIRED
from goldenthread.plans.mapping_guess import guess_values
from goldenthread.plans.models import ImportRow, RegisterImport, SavedMapping
from goldenthread.plans.register_import import queries
from goldenthread.plans.register_import.kept import (
    forget_seen,
    keep_mapping,
    keep_seen,
    mapping_of,
    touch,
    values_of,
)
from goldenthread.plans.register_import.stages import LIFECYCLE, OPEN_TO_MATCHING, State
from goldenthread.references import new_key

# A worker that has not moved an import for so long is taken to have died.
STALLED_SECONDS = 180


def start_import(*, authority: Authority, by: Post, file: Any, name: str) -> RegisterImport:
    """Hand in an extract. It is read once, to see what is in it; nothing is compared yet.

    `file` has `read()` and, where the size is known beforehand, `size` in bytes. Raises ExtractRefused.
    """
    permissions.require(by, Permission.IMPORT_REGISTER, authority)
    if getattr(file, "size", 0) and file.size > extracts.MOST_BYTES:
        raise ExtractRefused(
            "too-large",
            f"The file is {file.size / 1024 / 1024:.0f} MB; the limit is {extracts.MOST_BYTES // 1024 // 1024} MB. "
            "Leave out columns that are not needed, or bring it in as two files.",
        )
    data = file.read()
    extract = read_apart(data, name)
    made = RegisterImport(
        authority=authority, uploaded_by=by, original_name=name[-255:], sha256=hashlib.sha256(data).hexdigest()
    )
    keep_seen(made, extract)
    saved = queries.latest_mapping(authority, extract.headers)
    _suggest(made, extract, saved)
    with transaction.atomic():
        made.file.save(f"{new_key()}.{extract.kind}", ContentFile(data), save=False)
        made.save()
        record("handed in", on=made, by=by, rows=len(extract.rows), columns=len(extract.headers))
    return made


@transaction.atomic
def read_again(*, register_import: RegisterImport, by: Post, sheet: str, header_row: int | None) -> RegisterImport:
    """Read another sheet, or take the headings from another row. Raises ExtractRefused."""
    ours = _open(register_import, by)
    with ours.file.open("rb") as stored:
        extract = read_apart(stored.read(), ours.original_name, sheet=sheet, header_row=header_row)
    keep_seen(ours, extract)
    _suggest(ours, extract, queries.latest_mapping(ours.authority, extract.headers))
    ours.save(update_fields=["headers", "sheet", "total", "mapping"])
    record("read again", on=ours, by=by, rows=len(extract.rows))
    return ours


def _suggest(register_import: RegisterImport, extract: extracts.Extract, saved: SavedMapping | None) -> None:
    known = Mapping(saved.columns, saved.values) if saved else None
    mapping = guess_mapping(extract, queries.officers(register_import.authority), known)
    keep_mapping(register_import, mapping)
    register_import.mapping["name"] = saved.name if saved else ""


@transaction.atomic
def choose_columns(
    *, register_import: RegisterImport, by: Post, columns: dict[str, str], saved: str = ""
) -> RegisterImport:
    """Say which column is which field. Values that can be told are suggested; those of a saved mapping are kept."""
    ours = _open(register_import, by)
    if any(key not in columns for key in REQUIRED):
        raise WrongStage("Choose the column of the child's id: without it no row can find its child again.")
    chosen = {key: header for key, header in columns.items() if key in BY_KEY and header in ours.headers}
    known = dict(mapping_of(ours).values)
    if saved:
        known |= queries.saved_mappings(ours.authority).get(name=saved).values
    officers = queries.officers(ours.authority)
    here = {(field, officer.key) for officer in officers for field in officer.may_be}
    values = {}
    for key, header in chosen.items():
        if BY_KEY[key].has_values_to_match:
            seen = [value for value, _ in values_of(ours, header) or []]
            kept = {
                value: ours_
                for value, ours_ in known.get(key, {}).items()
                if BY_KEY[key].kind != "officer" or (key, ours_) in here or not ours_
            }
            values[key] = {**guess_values(key, seen, officers), **kept}
    keep_mapping(ours, Mapping(chosen, values))
    ours.mapping["name"] = saved
    ours.save(update_fields=["mapping"])
    return ours


@transaction.atomic
def save_mapping(*, authority: Authority, by: Post, name: str, mapping: Mapping) -> SavedMapping:
    """Remember which column is which field and which value means what, for the next extract."""
    permissions.require(by, Permission.IMPORT_REGISTER, authority)
    saved, is_new = SavedMapping.objects.update_or_create(
        authority=authority,
        name=name,
        defaults={
            "columns": mapping.columns,
            "values": mapping.values,
            "updated_at": world.now(),
            "updated_by": by,
        },
    )
    record("saved a mapping" if is_new else "changed a mapping", on=saved, by=by, fields=sorted(mapping.columns))
    return saved


@transaction.atomic
def preview_import(
    *,
    register_import: RegisterImport,
    by: Post,
    values: dict[str, dict[str, str | None]],
    remember_as: str = "",
    in_background: bool = True,
) -> RegisterImport:
    """Have the extract compared with the register, in the background. Nothing in the register changes.

    `values`: by field, raw value -> ours; "" leaves the cell empty, None means that nobody knows, which refuses the row.
    """
    from goldenthread.plans.register_import.tasks import compare_extract

    ours = _open(register_import, by)
    mapping = mapping_of(ours)
    matched = {
        key: {raw: meaning for raw, meaning in {**pairs, **values.get(key, {})}.items() if meaning is not None}
        for key, pairs in mapping.values.items()
    }
    mapping = Mapping(mapping.columns, matched)
    keep_mapping(ours, mapping)
    if remember_as:
        save_mapping(authority=ours.authority, by=by, name=remember_as, mapping=mapping)
        ours.mapping["name"] = remember_as
    ImportRow.objects.filter(register_import=ours).delete()
    ours.done, ours.counts, ours.sentence = 0, {}, ""
    touch(ours)
    ours.save(update_fields=["mapping", "done", "counts", "sentence"])
    LIFECYCLE.move(ours, to=State.PREVIEWING)
    record("asked for a preview", on=ours, by=by)
    if in_background:
        compare_extract.enqueue(ours.pk)
    return ours


@transaction.atomic
def apply_import(*, register_import: RegisterImport, by: Post, in_background: bool = True) -> RegisterImport:
    """Apply what the preview showed, in the background. Nothing is ever deleted."""
    from goldenthread.plans.register_import.tasks import apply_extract

    ours = _allowed(register_import, by)
    LIFECYCLE.move(ours, to=State.APPLYING)
    ours.applied_by = by
    ours.total, ours.done = queries.rows_to_apply(ours).count(), 0
    touch(ours)
    ours.save(update_fields=["applied_by", "total", "done", "mapping"])
    record("confirmed", on=ours, by=by, rows=ours.total)
    if in_background:
        apply_extract.enqueue(ours.pk)
    return ours


@transaction.atomic
def carry_on(*, register_import: RegisterImport, by: Post | None) -> RegisterImport:
    """Start the background work again after a stop. Harmless while it still runs: each row is done once."""
    from goldenthread.plans.register_import.tasks import apply_extract, compare_extract

    ours = queries.locked(register_import.pk) if by is None else _allowed(register_import, by)
    work = {State.PREVIEWING: compare_extract, State.APPLYING: apply_extract}.get(State(ours.state))
    if work is not None:
        touch(ours)
        ours.save(update_fields=["mapping"])
        record("carried on", on=ours, by=by)
        work.enqueue(ours.pk)
    return ours


def carry_on_stalled(*, authority: Authority) -> int:
    """For the timetable: take up again what a stopped worker left. How many there were."""
    stalled = queries.stalled(authority, seconds=STALLED_SECONDS)
    for register_import in stalled:
        carry_on(register_import=register_import, by=None)
    return len(stalled)


@transaction.atomic
def abandon_import(*, register_import: RegisterImport, by: Post) -> RegisterImport:
    """Let an extract be. Its file and rows go, since they hold children's details and serve no more purpose."""
    ours = _allowed(register_import, by)
    LIFECYCLE.move(ours, to=State.ABANDONED)
    ImportRow.objects.filter(register_import=ours).delete()
    forget_seen(ours)
    ours.save(update_fields=["mapping"])
    record("abandoned", on=ours, by=by)
    transaction.on_commit(lambda: ours.file.delete(save=False))
    return ours


@transaction.atomic
def give_up(*, register_import: RegisterImport, sentence: str) -> None:
    """The comparison cannot be made: say why. Nothing in the register has changed."""
    ours = queries.locked(register_import.pk)
    if ours.state == State.PREVIEWING:
        ours.sentence = sentence
        ours.save(update_fields=["sentence"])
        LIFECYCLE.move(ours, to=State.FAILED)
        record("stopped", on=ours)


def _allowed(register_import: RegisterImport, by: Post) -> RegisterImport:
    permissions.require(by, Permission.IMPORT_REGISTER, register_import)
    return queries.locked(register_import.pk)


def _open(register_import: RegisterImport, by: Post) -> RegisterImport:
    """The import, locked, while its columns and values may still be matched."""
    ours = _allowed(register_import, by)
    if ours.state not in OPEN_TO_MATCHING:
        raise WrongStage(f"This import is now “{ours.get_state_display()}”, so its columns cannot be matched again.")
    return ours
