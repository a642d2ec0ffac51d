"""Many versions are put in the queue: after the rules have changed, after a stop, or a whole archive at once."""

import datetime as dt
from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.db.models import Q

from ehcp.screening.checks import ruleset
from goldenthread import world
from goldenthread.people.models import Authority
from goldenthread.screenings.checks import house
from goldenthread.screenings.models import Screening
from goldenthread.screenings.queries import waiting_for_screening
from goldenthread.screenings.stages import Stage

# Taken from the queue at once: few enough that a worker that dies has little to do again.
A_TASK = 20
A_MINUTE = 400
LOST_AFTER = dt.timedelta(minutes=2)


def queue_archive(*, authority: Authority, most: int | None = None) -> int:
    """Ask for every version of the authority in scope that today's rules have not seen. Gives back how many.

    What waits already is put in the queue again, so that a broken-off run is carried on by the same words.
    """
    new = list(waiting_for_screening().filter(plan__authority=authority).values_list("pk", flat=True)[:most])
    for some in _in_parts(new, 500):
        Screening.objects.bulk_create(
            [Screening(version_id=pk, ruleset=ruleset(), house=house()) for pk in some], ignore_conflicts=True
        )
    waiting = list(_waiting(authority).values_list("pk", flat=True))
    # Somebody asks for it now: what stopped waits no longer, though its tries are counted.
    Screening.objects.filter(pk__in=waiting).update(not_before=None)
    _enqueue(waiting)
    return len(waiting)


def screen_what_waits(*, authority: Authority) -> int:
    """For the timetable: versions that the rules of today have not seen, some each minute, and what a stop lost."""
    new = list(waiting_for_screening().filter(plan__authority=authority).values_list("pk", flat=True)[:A_MINUTE])
    Screening.objects.bulk_create(
        [Screening(version_id=pk, ruleset=ruleset(), house=house()) for pk in new], ignore_conflicts=True
    )
    waiting = _waiting(authority)
    asked_now = list(waiting.filter(version__in=new).values_list("pk", flat=True))
    lost = list(
        waiting.filter(asked_at__lt=world.now() - LOST_AFTER)
        # What stopped, of itself or with its worker, waits longer each time.
        .filter(Q(not_before=None) | Q(not_before__lte=world.now()))
        .exclude(pk__in=asked_now)
        .values_list("pk", flat=True)[:A_MINUTE]
    )
    # Asked again now: the next minute leaves them to the queue.
    Screening.objects.filter(pk__in=lost).update(asked_at=world.now())
    _enqueue([*asked_now, *lost])
    return len(asked_now) + len(lost)


def _waiting(authority: Authority):
    return Screening.objects.filter(version__plan__authority=authority, stage=Stage.WAITING).order_by("pk")


def _enqueue(pks: list[int]) -> None:
    from goldenthread.screenings.tasks import screen_versions

    for some in _in_parts(pks, A_TASK):
        transaction.on_commit(partial(screen_versions.enqueue, some))


def _in_parts(values: list[int], size: int) -> Iterator[list[int]]:
    for at in range(0, len(values), size):
        yield values[at : at + size]
