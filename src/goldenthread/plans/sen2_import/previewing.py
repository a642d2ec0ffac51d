"""Compares every person of a return with the register and keeps what they would do. It changes nothing but its own rows."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Count

from ehcp.sen2.check import check
from ehcp.sen2.record import Person
from goldenthread import world
from goldenthread.plans.models import QualityFault, Sen2Import, Sen2Person
from goldenthread.plans.sen2_import import queries
from goldenthread.plans.sen2_import.apart import packed, persons_apart
from goldenthread.plans.sen2_import.holding import Edit, Holding
from goldenthread.plans.sen2_import.quality import finish
from goldenthread.plans.sen2_import.stages import LIFECYCLE, State
from goldenthread.plans.sen2_import.understanding import Understood, understand

CHUNK = 500
MOST_PERSONS = 200_000
MOST_VALUES = 50
Outcome = Sen2Person.Outcome
SAME_UPN = "The same UPN stands in the return more than once, so it cannot be told whose record it is."
SAME_CHILD = "More than one person of the return was taken for the same child of the register."


def compare_all(sen2_import: Sen2Import) -> None:
    """Compare what has not been compared yet, chunk by chunk, each in a transaction. Safe to run again, or twice.

    Raises Unreadable where the return breaks off; what came before it is kept.
    """
    met: set[str] = set()
    with sen2_import.file.open("rb") as stored:
        kind = str(sen2_import.file.name).rsplit(".", 1)[-1]
        for chunk in _chunks(persons_apart(stored, kind)):
            if not _compare_chunk(sen2_import.pk, chunk, met):
                return
    with transaction.atomic():
        locked = queries.locked(sen2_import.pk)
        if locked.state == State.PREVIEWING:
            _finish(locked)


def _chunks(persons: Iterator[Person]) -> Iterator[list[Person]]:
    chunk: list[Person] = []
    for person in persons:
        chunk.append(person)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


@transaction.atomic
def _compare_chunk(pk: int, chunk: list[Person], met: set[str]) -> bool:
    """One transaction's worth of persons. False when the comparing has come to an end meanwhile."""
    ours = queries.locked(pk)
    if ours.state != State.PREVIEWING:
        return False
    # Persons go in by number, so the last one kept says where to carry on.
    last = ours.persons.order_by("-number").values_list("number", flat=True).first() or 0
    met |= {upn for person in chunk if person.number <= last and (upn := person.row.get("UPN"))}
    chunk = [person for person in chunk if last < person.number <= MOST_PERSONS]
    if not chunk:
        return True
    understood = [understand(person) for person in chunk]
    holding = Holding(ours.authority, understood)
    kept = [_compare(holding, person, told, ours) for person, told in zip(chunk, understood, strict=True)]
    Sen2Person.objects.bulk_create(kept)
    _keep_faults(ours, chunk, kept, met)
    _keep_unmapped(ours, understood)
    ours.done = chunk[-1].number
    ours.total = max(ours.total, ours.done)
    ours.moved_at = world.now()
    ours.save(update_fields=["done", "total", "moved_at", "things", "unmapped"])
    return True


def _compare(holding: Holding, person: Person, told: Understood, ours: Sen2Import) -> Sen2Person:
    kept = Sen2Person(sen2_import=ours, number=person.number, upn=told.child.get("upn", ""), raw=packed(person.row))
    found = holding.find(told)
    kept.child = found.child
    if refusal := told.refusal or found.refusal:
        kept.outcome, kept.reason = Outcome.REFUSED, refusal
        return kept
    edits, left_out = holding.edits(told, found.child)
    kept.reason = " ".join(dict.fromkeys([*told.left_out, *left_out]))
    if found.child is None:
        kept.outcome = Outcome.NEW
    elif not edits:
        kept.outcome = Outcome.UNCHANGED
    else:
        kept.outcome = Outcome.ASKED if found.by == "name" else Outcome.CHANGED
    kept.changes = [change for edit in edits for change in _plain(edit)]
    for edit in edits:
        counts = ours.things.setdefault(edit.of, {"new": 0, "changed": 0})
        counts["new" if edit.is_new else "changed"] += 1
    return kept


def _plain(edit: Edit) -> Iterator[list]:
    """[of what, field, old, new], as text."""
    for name, (old, new) in edit.changes.items():
        if name not in ("assessment", "plan"):
            yield [edit.of, name, *(None if value is None else str(value) for value in (old, new))]


def _keep_faults(ours: Sen2Import, chunk: list[Person], kept: list[Sen2Person], met: set[str]) -> None:
    made = ours.quality_check
    children = {row.number: row.child_id for row in kept}
    faults = [
        QualityFault(
            check_made=made,
            rule=fault.rule,
            number=fault.number,
            child_id=children[fault.number],
            module=fault.module,
            item=fault.item[:40],
            value=fault.value[:60],
        )
        for fault in check(chunk, ours.true_on, met)
    ]
    QualityFault.objects.bulk_create(faults)
    for fault in faults:
        made.counts[fault.rule] = made.counts.get(fault.rule, 0) + 1
    made.persons = chunk[-1].number
    made.save(update_fields=["counts", "persons"])


def _keep_unmapped(ours: Sen2Import, understood: list[Understood]) -> None:
    for told in understood:
        for item, value in told.unmapped:
            seen = ours.unmapped.setdefault(item, {})
            shown = value[:60]
            # A column of free words would fill the page: what is beyond the first fifty is counted together.
            key = shown if shown in seen or len(seen) < MOST_VALUES else "…"
            seen[key] = seen.get(key, 0) + 1


def _finish(ours: Sen2Import) -> None:
    """Whoever is there twice is refused, all of them: which one is right would be a toss of a coin."""
    twice = ours.persons.exclude(upn="").order_by().values("upn").annotate(n=Count("pk")).filter(n__gt=1)
    refused = {"outcome": Outcome.REFUSED, "changes": []}
    ours.persons.filter(upn__in=twice.values("upn")).update(**refused, reason=SAME_UPN)
    doubled = ours.persons.exclude(outcome=Outcome.REFUSED).exclude(child=None).order_by().values("child")
    doubled = doubled.annotate(n=Count("pk")).filter(n__gt=1)
    ours.persons.filter(child__in=list(doubled.values_list("child", flat=True))).update(**refused, reason=SAME_CHILD)
    ours.counts = {**queries.outcome_counts(ours), "gone": queries.gone(ours).count()}
    ours.total = ours.done
    ours.save(update_fields=["counts", "total"])
    finish(ours.quality_check)
    LIFECYCLE.move(ours, to=State.PREVIEWED)
