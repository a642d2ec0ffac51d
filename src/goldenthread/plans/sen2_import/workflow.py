"""What people do with a return: hand it in, say who is who, apply it or let it be; and have the register looked over."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.base import File
from django.db import transaction

from ehcp.sen2.record import Unreadable
from goldenthread import permissions, world
from goldenthread.history.record import record
from goldenthread.lifecycle import WrongStage
from goldenthread.people.models import Authority, Post
from goldenthread.permissions import Permission
from goldenthread.plans.models import QualityCheck, QualityFault, Sen2Import, Sen2Person
from goldenthread.plans.sen2_import import queries
from goldenthread.plans.sen2_import.apart import peek
from goldenthread.plans.sen2_import.packing import pack
from goldenthread.plans.sen2_import.stages import LIFECYCLE, State
from goldenthread.references import new_key

# A worker that has not moved a return for so long is taken to have died.
STALLED_SECONDS = 180
OTHERS = "This is the return of the authority {theirs}, and this is {ours}. Choose the return of this authority."
STILL_AT_IT = dt.timedelta(minutes=5)


def start_return(*, authority: Authority, by: Post, files: Sequence[Any], in_background: bool = True) -> Sen2Import:
    """Hand in a return and have it compared with the register. Nothing in the register changes.

    Each of `files` has `name`, `size` in bytes and `chunks()`. Raises Unreadable with a sentence.
    """
    from goldenthread.plans.sen2_import.tasks import compare_return

    permissions.require(by, Permission.IMPORT_REGISTER, authority)
    packed = pack(files)
    with packed.file:
        told = peek(packed.file, packed.kind)
        theirs = told.header.authority
        if theirs and theirs != authority.code:
            raise Unreadable(OTHERS.format(theirs=theirs[:10], ours=authority.code))
        made = Sen2Import(
            authority=authority,
            uploaded_by=by,
            original_name=packed.name,
            sha256=packed.sha256,
            year=told.header.year if (told.header.year or 0) < 10_000 else None,
            true_on=told.header.on or world.today(),
            total=told.about,
        )
        packed.file.seek(0)
        with transaction.atomic():
            made.file.save(f"{new_key()}.{packed.kind}", File(packed.file), save=False)
            made.save()
            QualityCheck.objects.create(authority=authority, sen2_import=made, made_by=by)
            record("handed in", on=made, by=by, persons=told.about)
            if in_background:
                compare_return.enqueue(made.pk)
    return made


@transaction.atomic
def say_who(*, sen2_import: Sen2Import, by: Post, answers: Mapping[int, str]) -> Sen2Import:
    """Of persons who were found by name and date of birth alone: by number "same", "another", or "" for not known."""
    ours = _allowed(sen2_import, by)
    if ours.state != State.PREVIEWED:
        raise WrongStage(f"This return is now “{ours.get_state_display()}”, so nobody can be confirmed any more.")
    rows = list(ours.persons.filter(number__in=answers, outcome=Sen2Person.Outcome.ASKED))
    for row in rows:
        answer = answers[row.number]
        row.answer = answer if answer in Sen2Person.Answer.values else ""
    Sen2Person.objects.bulk_update(rows, ["answer"])
    record("said who is who", on=ours, by=by, rows=len(rows))
    return ours


@transaction.atomic
def apply_return(*, sen2_import: Sen2Import, by: Post, in_background: bool = True) -> Sen2Import:
    """Apply what the preview showed, in the background. Nothing is ever deleted."""
    from goldenthread.plans.sen2_import import tasks

    ours = _allowed(sen2_import, by)
    LIFECYCLE.move(ours, to=State.APPLYING)
    ours.applied_by = by
    ours.total, ours.done = queries.persons_to_apply(ours).count(), 0
    ours.moved_at = world.now()
    ours.save(update_fields=["applied_by", "total", "done", "moved_at"])
    record("confirmed", on=ours, by=by, rows=ours.total)
    if in_background:
        tasks.apply_return.enqueue(ours.pk)
    return ours


@transaction.atomic
def carry_on(*, sen2_import: Sen2Import, by: Post | None) -> Sen2Import:
    """Start the background work again after a stop. Harmless while it still runs: each person is done once."""
    from goldenthread.plans.sen2_import import tasks

    ours = queries.locked(sen2_import.pk) if by is None else _allowed(sen2_import, by)
    work = {State.PREVIEWING: tasks.compare_return, State.APPLYING: tasks.apply_return}.get(State(ours.state))
    if work is not None:
        ours.moved_at = world.now()
        ours.save(update_fields=["moved_at"])
        record("carried on", on=ours, by=by)
        work.enqueue(ours.pk)
    return ours


def carry_on_stalled(*, authority: Authority) -> int:
    """For the timetable: take up again what a stopped worker left. How many there were."""
    stalled = queries.stalled(authority, seconds=STALLED_SECONDS)
    for sen2_import in stalled:
        carry_on(sen2_import=sen2_import, by=None)
    return len(stalled)


@transaction.atomic
def abandon_return(*, sen2_import: Sen2Import, by: Post) -> Sen2Import:
    """Let a return be. Its file, its persons and its faults go, since they serve no more purpose; the counts stay."""
    ours = _allowed(sen2_import, by)
    LIFECYCLE.move(ours, to=State.ABANDONED)
    _forget(ours)
    record("abandoned", on=ours, by=by)
    transaction.on_commit(lambda: ours.file.delete(save=False))
    return ours


@transaction.atomic
def give_up(*, sen2_import: Sen2Import, sentence: str) -> None:
    """The return cannot be read to its end: say why. Nothing in the register has changed."""
    ours = queries.locked(sen2_import.pk)
    if ours.state == State.PREVIEWING:
        ours.sentence = sentence
        ours.save(update_fields=["sentence"])
        _forget(ours)
        LIFECYCLE.move(ours, to=State.FAILED)
        record("stopped", on=ours)


def _forget(ours: Sen2Import) -> None:
    Sen2Person.objects.filter(sen2_import=ours).delete()
    QualityFault.objects.filter(check_made__sen2_import=ours).delete()
    ours.unmapped = {}
    ours.save(update_fields=["unmapped"])


@transaction.atomic
def check_register(*, authority: Authority, by: Post, in_background: bool = True) -> QualityCheck:
    """Have the rules of data quality run over the register. One that was begun just now is not begun again."""
    from goldenthread.plans.sen2_import import tasks

    permissions.require(by, Permission.IMPORT_REGISTER, authority)
    begun = QualityCheck.objects.filter(
        authority=authority, sen2_import=None, finished_at=None, made_at__gt=world.now() - STILL_AT_IT
    ).first()
    if begun is not None:
        return begun
    made = QualityCheck.objects.create(authority=authority, made_by=by)
    record("asked for a check of the register", on=made, by=by)
    if in_background:
        tasks.look_over_register.enqueue(made.pk)
    return made


def _allowed(sen2_import: Sen2Import, by: Post) -> Sen2Import:
    permissions.require(by, Permission.IMPORT_REGISTER, sen2_import)
    return queries.locked(sen2_import.pk)
