"""Brings the previewed persons into the register: chunk by chunk, each one transaction, each person once.

A person's flag is set in the transaction that does what the return says, so a crash at any moment loses nothing and
doubles nothing. Everybody is compared afresh: what happened since the preview is not done again.
"""

from typing import Any

from django.db import transaction

from ehcp.sen2.record import Person
from goldenthread import world
from goldenthread.history.record import record, record_all
from goldenthread.people.models import Authority
from goldenthread.plans.models import Assessment, Child, Plan, Review, Sen2Import, Sen2Person
from goldenthread.plans.sen2_import import queries
from goldenthread.plans.sen2_import.apart import row_of
from goldenthread.plans.sen2_import.holding import Edit, Holding
from goldenthread.plans.sen2_import.stages import LIFECYCLE, State
from goldenthread.plans.sen2_import.understanding import Understood, understand
from goldenthread.plans.workflow.heard import after_import, tell_all
from goldenthread.references import new_reference

CHUNK = 500
Outcome = Sen2Person.Outcome
CHANGED_SINCE = "The register has changed since this was looked at: {} Bring the return in again."
TWICE = "another person of the return was taken for the same child."
MODELS: dict[str, Any] = {"child": Child, "request": Assessment, "plan": Plan, "review": Review}


def apply_all(sen2_import: Sen2Import) -> None:
    """Apply what has not been applied yet. Safe to run again, or twice at the same time."""
    while apply_chunk(sen2_import):
        pass


@transaction.atomic
def apply_chunk(sen2_import: Sen2Import) -> bool:
    """One transaction's worth of persons. False when there is nothing left to do."""
    # Two imports of one authority take turns, of whatever kind, or both would add the same child.
    Authority.objects.select_for_update(no_key=True).get(pk=sen2_import.authority_id)
    ours = queries.locked(sen2_import.pk)
    if ours.state != State.APPLYING:
        return False
    rows = list(queries.persons_to_apply(ours)[:CHUNK])
    if not rows:
        _finish(ours)
        return False
    edits, done = _edits_of(ours, rows)
    changed = _write(edits, by=ours.applied_by, reference=ours.reference)
    Sen2Person.objects.bulk_update(done, ["child", "is_applied", "outcome", "reason"])
    if changed:
        tell_all(after_import, child_ids=sorted(changed))
    ours.done += len(rows)
    ours.moved_at = world.now()
    ours.save(update_fields=["done", "moved_at"])
    return True


def _finish(ours: Sen2Import) -> None:
    ours.counts = {**ours.counts, **queries.outcome_counts(ours)}
    ours.applied_at = world.now()
    ours.save(update_fields=["counts", "applied_at"])
    LIFECYCLE.move(ours, to=State.APPLIED)
    record("applied", on=ours, by=ours.applied_by, counts=ours.counts)


def _edits_of(ours: Sen2Import, rows: list[Sen2Person]) -> tuple[list[Edit], list[Sen2Person]]:
    """What these persons do to the register as it is now, and the rows themselves with what became of each."""
    understood = [understand(Person(row.number, row_of(row.raw))) for row in rows]
    holding = Holding(ours.authority, understood, lock=True)
    edits: list[Edit] = []
    taken: set[Any] = set()
    for row, told in zip(rows, understood, strict=True):
        found = holding.find(told)
        child = None if row.answer == Sen2Person.Answer.ANOTHER else found.child
        key = child.pk if child else next(iter(told.case_ids), None) or told.child.get("upn")
        refusal = found.refusal or (TWICE if key in taken and key else "")
        row.is_applied = True
        if refusal:
            row.outcome, row.reason = Outcome.REFUSED, CHANGED_SINCE.format(refusal)
            continue
        if child is not None and found.by == "name" and not row.answer:
            row.outcome, row.is_applied = Outcome.ASKED, False
            continue
        taken.add(key)
        made, _ = holding.edits(_as_another(told, found.child, row), child)
        _remember(made, child, row)
        row.child = child or next(edit.record for edit in made if edit.of == "child")
        edits += made
    return edits, rows


def _as_another(told: Understood, found: Child | None, row: Sen2Person) -> Understood:
    """Somebody who is another child than the one found must not take that child's number in the case system."""
    if row.answer == Sen2Person.Answer.ANOTHER and found is not None:
        told.case_ids = []
    return told


def _remember(edits: list[Edit], child: Child | None, row: Sen2Person) -> None:
    """The record as it came goes with the child, whatever of it could be understood."""
    if not edits:
        return
    for edit in edits:
        if edit.of == "child":
            edit.record.raw = {**edit.record.raw, "SEN2": row.raw}
            edit.record.case_system_id = edit.record.case_system_id or f"SEN2 {new_reference()}"
            return
    assert child is not None
    child.raw = {**child.raw, "SEN2": row.raw}
    edits.insert(0, Edit("child", child, False, {}))


def _write(edits: list[Edit], *, by: Any, reference: str) -> set[int]:
    """All records of one kind in a statement or two, children first. Gives the ids of the children who changed."""
    for edit in edits:
        for name, (_, new) in edit.changes.items():
            setattr(edit.record, name, new)
    for of, model in MODELS.items():
        own = [edit for edit in edits if edit.of == of]
        model.objects.bulk_create([edit.record for edit in own if edit.is_new])
        old = [edit.record for edit in own if not edit.is_new]
        fields = {name for edit in own if not edit.is_new for name in edit.changes} | (
            {"raw"} if of == "child" else set()
        )
        if old and fields:
            model.objects.bulk_update(old, sorted(fields), batch_size=250)
    record_all(
        (
            ("brought in" if edit.is_new else "changed by import", edit.record, edit.changes)
            for edit in edits
            if edit.is_new or edit.changes
        ),
        by=by,
        child_of=child_of,
        sen2_import=reference,
    )
    return {child_of(edit.record) for edit in edits if edit.is_new or edit.changes}


def child_of(record_: Any) -> int:
    """The id of the child whom a record is about."""
    if isinstance(record_, Child):
        return record_.pk
    return record_.plan.child_id if isinstance(record_, Review) else record_.child_id
