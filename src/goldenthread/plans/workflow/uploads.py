"""Files are handed in, one or many; each waits for its reading, and none can harm another."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from ehcp.screening.reading.preflight import LARGEST_UPLOAD
from ehcp.screening.reading.refusal import SENTENCES
from goldenthread import permissions, world
from goldenthread.history.record import record
from goldenthread.people import choices
from goldenthread.people.models import Authority, Post
from goldenthread.permissions import Permission
from goldenthread.plans import rules
from goldenthread.plans.models import Plan, PlanVersion, Upload
from goldenthread.plans.queries.uploads import known_plans
from goldenthread.plans.tasks import read_upload
from goldenthread.plans.workflow.reading import forget_file
from goldenthread.plans.workflow.refusals import Refused
from goldenthread.references import new_key

State = Upload.State
# A file that has waited so long was lost on the way (the worker was stopped), and may be sent again.
STUCK_AFTER = dt.timedelta(minutes=2)


def receive_uploads(
    *,
    authority: Authority,
    files: Iterable[Any],
    by: Post,
    plan: Plan | None = None,
    status: str = PlanVersion.Status.DRAFT,
) -> list[Upload]:
    """Take files in, as one batch, and have each read apart. Gives back one Upload a file, in their order.

    `files` are Django's uploaded files (name, size, read). With a plan they are versions of it; without one each goes
    to the plan that its name tells (rule P.2), and one that tells none is read and then listed as unmatched. Too large a file is
    set aside unread. Each file is kept under a random name, in a transaction of its own.
    """
    if plan is None:
        permissions.require(by, Permission.UPLOAD_BATCH, authority)
    else:
        permissions.require(by, Permission.UPLOAD_VERSION, plan)
    known = known_plans(authority) if plan is None else []
    batch = new_key()
    return [
        _receive(file, authority=authority, batch=batch, plan=plan, known=known, status=status, by=by) for file in files
    ]


@transaction.atomic
def _receive(
    file: Any, *, authority: Authority, batch: str, plan: Plan | None, known: list[rules.Known], status: str, by: Post
) -> Upload:
    upload = Upload(
        authority=authority,
        batch=batch,
        plan=plan,
        original_name=rules.shown_name(file.name or ""),
        status=status,
        uploaded_by=by,
    )
    if file.size > LARGEST_UPLOAD:
        upload.state, upload.code, upload.sentence = State.SET_ASIDE, "too-large", SENTENCES["too-large"]
    else:
        if plan is None:
            # One that tells no plan is read too: what is wrong with the file itself comes first.
            upload.plan_id, upload.sentence = rules.plan_of_file_name(upload.original_name, known)
        upload.file.save(new_key(), file, save=False)
    if upload.state != State.WAITING:
        upload.finished_at = world.now()
    upload.save()
    record("file handed in", on=upload, by=by, plan=upload.plan_id, state=upload.state, size=file.size)
    _have_read(upload)
    return upload


def _have_read(upload: Upload) -> None:
    if upload.state == State.WAITING:
        pk = upload.pk
        transaction.on_commit(lambda: read_upload.enqueue(pk))


@transaction.atomic
def say_whose(*, upload: Upload, plan: Plan, by: Post) -> Upload:
    """Somebody says which plan an unmatched file is a version of. It is then read like any other."""
    permissions.require(by, Permission.UPLOAD_VERSION, plan)
    upload = _own(upload, by)
    if upload.state != State.UNMATCHED or not upload.file:
        raise Refused("This file has been dealt with.")
    upload.plan, upload.state, upload.sentence, upload.finished_at = plan, State.WAITING, "", None
    upload.save()
    record("file matched by hand", on=upload, by=by, fields=["plan"], plan=plan.pk)
    _have_read(upload)
    return upload


@transaction.atomic
def read_again(*, upload: Upload, by: Post) -> None:
    """Start the reading of a file again that waits too long. Reading twice files once."""
    upload = _own(upload, by)
    if upload.state == State.WAITING:
        record("file sent again", on=upload, by=by)
        _have_read(upload)


def read_stuck(*, authority: Authority) -> int:
    """For the timetable: start again what was lost when a worker was stopped. Gives back how many."""
    lost = Upload.objects.filter(authority=authority, state=State.WAITING, uploaded_at__lt=world.now() - STUCK_AFTER)
    found = list(lost)
    for upload in found:
        _have_read(upload)
    return len(found)


@transaction.atomic
def remove_file(*, upload: Upload, by: Post) -> None:
    """Whoever handed a file in takes away one that was set aside or not matched. The line and its sentence stay."""
    upload = _own(upload, by)
    if upload.state not in (State.SET_ASIDE, State.UNMATCHED):
        raise Refused("Only a file that was set aside can be taken away.")
    if upload.file:
        forget_file(upload)
        upload.save(update_fields=["file"])
        record("file taken away", on=upload, by=by, fields=["file"])


def forget_old_files(*, authority: Authority) -> int:
    """For the timetable: let go of files set aside longer ago than the authority decided. Gives back how many."""
    days = choices.value(authority, "retention.set-aside-days")
    old = Upload.objects.filter(
        authority=authority,
        state__in=[State.SET_ASIDE, State.UNMATCHED],
        uploaded_at__lt=world.now() - dt.timedelta(days=days),
    ).exclude(Q(file=None) | Q(file=""))
    gone = 0
    for upload in old:
        with transaction.atomic():
            forget_file(upload)
            upload.save(update_fields=["file"])
            record("file let go", on=upload, fields=["file"])
            gone += 1
    return gone


def _own(upload: Upload, by: Post) -> Upload:
    """The upload as it is now, for whoever handed it in, or the lead."""
    if not permissions.may(by, Permission.UPLOAD_VERSION):
        raise PermissionDenied("That is not yours.")
    upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.authority_id != by.authority_id or (
        upload.uploaded_by_id != by.pk and not permissions.may(by, Permission.RELEASE)
    ):
        raise PermissionDenied("That is not yours.")
    return upload
