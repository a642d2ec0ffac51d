"""Brings the previewed rows into the register: chunk by chunk, each one transaction, each row once.

A row's flag is set in the transaction that does what the row says, so a crash at any moment loses nothing and doubles
nothing. Every row is compared afresh: what another import did meanwhile is not done again.
"""

from typing import Any

from django.db import transaction

from ehcp.vocabulary import year_group
from goldenthread import world
from goldenthread.history.record import record
from goldenthread.people.models import Authority
from goldenthread.plans.mapping import Change, compare_row
from goldenthread.plans.mapping_fields import ASSESSMENT, BY_KEY, CHILD, PLAN
from goldenthread.plans.models import Assessment, Child, ImportRow, Plan, RegisterImport
from goldenthread.plans.register_import import queries
from goldenthread.plans.register_import.allocating import refusal_of
from goldenthread.plans.register_import.holding import Holding, attribute_of, model_value
from goldenthread.plans.register_import.kept import forget_seen, touch
from goldenthread.plans.register_import.stages import LIFECYCLE, State
from goldenthread.plans.workflow.heard import after_import, tell_all
from goldenthread.plans.workflow.kind import forget_confirmation

CHUNK = 200


def apply_all(register_import: RegisterImport) -> None:
    """Apply what has not been applied yet. Safe to run again, or twice at the same time."""
    while apply_chunk(register_import):
        pass


@transaction.atomic
def apply_chunk(register_import: RegisterImport) -> bool:
    """One transaction's worth of rows. False when there is nothing left to do."""
    # Two imports of one authority take turns, or both would add the same child.
    Authority.objects.select_for_update(no_key=True).get(pk=register_import.authority_id)
    locked = queries.locked(register_import.pk)
    if locked.state != State.APPLYING:
        return False
    rows = list(queries.rows_to_apply(locked)[:CHUNK])
    if not rows:
        _finish(locked)
        return False
    holding = Holding(locked.authority, (row.values for row in rows), on=world.today())
    children = [child for row in rows if (child := _apply_row(holding, row, locked)) is not None]
    if children:
        tell_all(after_import, child_ids=sorted(set(children)))
    done = [row.pk for row in rows if row.outcome != ImportRow.Outcome.REFUSED]
    ImportRow.objects.filter(pk__in=done).update(is_applied=True)
    locked.done += len(rows)
    touch(locked)
    locked.save(update_fields=["done", "mapping"])
    return True


def _finish(register_import: RegisterImport) -> None:
    counts = {**register_import.counts, **queries.outcome_counts(register_import)}
    register_import.counts = counts
    register_import.applied_at = world.now()
    forget_seen(register_import)
    register_import.save(update_fields=["counts", "applied_at", "mapping"])
    LIFECYCLE.move(register_import, to=State.APPLIED)
    record("applied", on=register_import, by=register_import.applied_by, counts=counts)


def _apply_row(holding: Holding, row: ImportRow, register_import: RegisterImport) -> int | None:
    """Do what one row says: add what is missing, change what differs, note each with the names of its fields.

    Gives back the child of whom it changed anything, None where nothing was changed.
    """
    found = holding.find(row.values)
    if found.refusal:
        # It was fine when it was looked at; the register has changed since. Said on the row, and nothing done.
        row.outcome, row.reason = ImportRow.Outcome.REFUSED, f"Row {row.number}: {found.refusal}"
        row.save(update_fields=["outcome", "reason"])
        return None
    _, changes = compare_row(holding.existing(found, row.values), holding.relevant(found, row.values))
    if refusal := refusal_of(found.plan, changes, by=register_import.applied_by):
        row.outcome, row.reason = ImportRow.Outcome.REFUSED, f"Row {row.number}: {refusal}"
        row.save(update_fields=["outcome", "reason"])
        return None
    if not changes:
        return None
    writer = Writer(holding, row, changes, register_import)
    child = writer.write(found.child or Child(authority=register_import.authority), CHILD)
    assessment = found.assessment
    if assessment or writer.has_news_of(ASSESSMENT):
        assessment = writer.write(assessment or Assessment(child=child), ASSESSMENT)
    if found.plan or writer.has_news_of(PLAN):
        plan = found.plan or Plan(authority=register_import.authority, child=child)
        writer.write(plan, PLAN, assessment=assessment if plan.assessment_id is None else None)
    return child.pk


class Writer:
    """Writes the changes of one row to the child, the assessment and the plan that it is about."""

    def __init__(self, holding: Holding, row: ImportRow, changes: list[Change], register_import: RegisterImport):
        self.holding = holding
        self.row = row
        self.changes = changes
        self.register_import = register_import

    def has_news_of(self, thing: str) -> bool:
        return any(BY_KEY[change.key].thing == thing for change in self.changes)

    def write(self, record_: Any, thing: str, **links: Any) -> Any:
        """Save what changes in one record, if anything does, and note it. Gives the record back."""
        is_new = record_.pk is None
        values = {
            attribute_of(BY_KEY[change.key]): model_value(BY_KEY[change.key], change.new)
            for change in self.changes
            if BY_KEY[change.key].thing == thing
        }
        values |= {name: linked for name, linked in links.items() if linked is not None}
        if not values and not is_new:
            return record_
        for name, value in values.items():
            setattr(record_, name, value)
        if thing == CHILD and "year_group" in values:
            self._forget_usual_year(record_)
        record_.raw = self.row.raw
        besides = forget_confirmation(record_) if thing == PLAN and "kind" in values else []
        record_.save(**({} if is_new else {"update_fields": [*values, *besides, "raw"]}))
        if is_new:
            self.holding.add(record_)
        fields = [name.removesuffix("_id") if name != "case_system_id" else name for name in values]
        record(
            "brought in" if is_new else "changed by import",
            on=record_,
            by=self.register_import.applied_by,
            fields=fields,
            register_import=self.register_import.reference,
        )
        return record_

    def _forget_usual_year(self, child: Child) -> None:
        """The register keeps a year group only where the school's differs from the usual one for the age."""
        if child.date_of_birth and child.year_group == year_group(child.date_of_birth, on=self.holding.on).number:
            child.year_group = None
