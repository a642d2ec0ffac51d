"""Works the clocks out again and keeps what changed. Harmless at any time, as often as one likes."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from goldenthread import world
from goldenthread.clocks.models import Clock, Reckoning
from goldenthread.clocks.queries.cases import clocks_of
from goldenthread.people.models import Authority
from goldenthread.plans.models import Child, PlanVersion

CHUNK = 500
WORKED_OUT = [
    "authority_id",
    "child_id",
    "plan_id",
    "began_on",
    "due_on",
    "warn_on",
    "not_before",
    "met_on",
    "limb",
    "risk",
]


def reckon(*, child_ids: Iterable[int], on: dt.date | None = None) -> int:
    """Work out again what these children are owed. Gives back how many clocks were added, changed or taken away."""
    ids = list(child_ids)
    day = on or world.today()
    return sum(_reckon(ids[start : start + CHUNK], day) for start in range(0, len(ids), CHUNK))


@transaction.atomic
def _reckon(ids: list[int], on: dt.date) -> int:
    # In the order of their ids, and locked: two that reckon the same children wait for each other.
    children = list(Child.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").defer("raw"))
    kept = {(clock.thing, clock.thing_id, clock.code): clock for clock in Clock.objects.filter(child__in=ids)}
    added, changed = [], []
    for clock in clocks_of(children, on=on):
        old = kept.pop((clock.thing, clock.thing_id, clock.code), None)
        if old is None:
            added.append(clock)
        elif any(getattr(old, name) != getattr(clock, name) for name in WORKED_OUT):
            clock.pk = old.pk
            changed.append(clock)
    Clock.objects.filter(pk__in=[clock.pk for clock in kept.values()]).delete()
    Clock.objects.bulk_create(added)
    Clock.objects.bulk_update(changed, [*(name.removesuffix("_id") for name in WORKED_OUT), "reckoned_on"])
    return len(added) + len(changed) + len(kept)


def reckon_all(*, authority: Authority, on: dt.date | None = None) -> int:
    """Work out every clock of an authority: once a day, because what is at risk depends on the day."""
    ids = Child.objects.filter(authority=authority).order_by("pk").values_list("pk", flat=True)
    return reckon(child_ids=ids, on=on)


def reckon_of_the_day(*, authority: Authority) -> int | None:
    """For the timetable: work everything out once a day. None where today's was done."""
    today = world.today()
    if Reckoning.objects.filter(authority=authority, on=today).exists():
        return None
    changed = reckon_all(authority=authority, on=today)
    Reckoning.objects.get_or_create(authority=authority, on=today, defaults={"changed": changed})
    return changed


def reckon_version(*, version: PlanVersion, **_: object) -> None:
    """A draft came in, was served, or a plan was made final: what is due changes with it."""
    reckon(child_ids=[version.plan.child_id])


def reckon_imported(*, child_ids: Iterable[int], **_: object) -> None:
    """An import changed what the register knows of these children."""
    reckon(child_ids=child_ids)
