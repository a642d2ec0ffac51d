"""What becomes of a file that was handed in: it is read in the quarantine, then filed or set aside with a sentence."""

import hashlib

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from ehcp.screening.document import Document
from ehcp.screening.reading.refusal import Refused
from goldenthread import quarantine, world
from goldenthread.history.record import record
from goldenthread.plans.models import PlanVersion, Upload
from goldenthread.plans.queries.names import plain_text, registered_name
from goldenthread.plans.queries.register import versions_visible_to
from goldenthread.plans.rules import names_this_child, reads_the_same
from goldenthread.plans.workflow.filing import file_version
from goldenthread.plans.workflow.heard import after_same_file, tell_all
from goldenthread.plans.workflow.locking import locked_plan
from goldenthread.plans.workflow.refusals import Refused as NotDone

State = Upload.State
GONE = "This file is not there any more. Upload it again."
ANOTHER_PLAN = "This very file is a version of another child’s plan. Check whose plan it is, and upload the right file."
NO_LONGER_YOURS = "You may no longer bring in versions of this plan."
NOT_NAMED = (
    "Its text does not say the child’s first name as the register has it. Open it and check that it is the right "
    "child’s plan."
)


def read_upload(upload: Upload) -> Upload:
    """Read a file that waits. The reading itself holds no lock; what comes of it is written in one transaction.

    Run twice, at the same time or after a crash, the second finds the file done and changes nothing.
    """
    if upload.state != State.WAITING:
        return upload
    try:
        with upload.file.open("rb") as stored:
            data = stored.read()
    except (FileNotFoundError, ValueError):
        return _finish(upload, State.SET_ASIDE, code="gone", sentence=GONE)
    if upload.plan is not None:
        known = _known_already(upload, hashlib.sha256(data).hexdigest())
        if known is not None:
            return known
    try:
        document = quarantine.read_safely(data)
    except Refused as refused:
        return _finish(upload, State.SET_ASIDE, code=refused.code, sentence=refused.sentence)
    if upload.plan is None:
        return _finish(upload, State.UNMATCHED, sentence=upload.sentence)
    return _file(upload, document, data)


def _known_already(upload: Upload, sha256: str) -> Upload | None:
    """The same bytes as the newest version are no new version; as another child's plan they are a mistake.

    The mistake is said only to those who see the other plan in the register anyway: whoever else holds a file could ask
    by uploading it whether it is in somebody's record. Theirs is filed like any other, and the lead is asked.
    """
    newest = PlanVersion.objects.filter(plan=upload.plan_id).order_by("-number").defer("text").first()
    if newest is not None and newest.sha256 == sha256 and newest.status == upload.status:
        sentence = f"This is the same file as version {newest.number}, so nothing was filed."
        return _finish(upload, State.UNCHANGED, sentence=sentence)
    theirs_to_see = versions_visible_to(upload.uploaded_by).values("pk")
    if _in_other_records(upload, sha256).filter(pk__in=theirs_to_see).exists():
        return _finish(upload, State.SET_ASIDE, code="another-plan", sentence=ANOTHER_PLAN)
    return None


def _reads_like_the_newest(upload: Upload, document: Document) -> Upload | None:
    """Other bytes of the same text are no new version either: what was decided of the text stands."""
    newest = PlanVersion.objects.filter(plan=upload.plan_id).order_by("-number").first()
    if newest is None or newest.status != upload.status:
        return None
    if not reads_the_same(_words(newest.document), _words(document)):
        return None
    sentence = (
        f"It is unchanged: its text is, word for word, that of version {newest.number}. Nothing was filed, and what was "
        "decided of that version stands."
    )
    return _finish(upload, State.UNCHANGED, sentence=sentence)


def _words(document: Document) -> list[str]:
    return [f"{block.number} {block.text}" for block in document.blocks]


def _in_other_records(upload: Upload, sha256: str) -> QuerySet[PlanVersion]:
    """The versions of other children's plans that are these very bytes."""
    assert upload.plan is not None
    others = PlanVersion.objects.filter(sha256=sha256).exclude(plan__child=upload.plan.child_id)
    return others.select_related("plan").defer("text").order_by("pk")


@transaction.atomic
def _file(upload: Upload, document: Document, data: bytes) -> Upload:
    assert upload.plan_id is not None
    plan = locked_plan(upload.plan_id)
    upload = _locked(upload)
    if upload.state != State.WAITING:
        return upload
    # Asked again under the lock: the same file may have been handed in twice.
    known = _known_already(upload, document.sha256)
    if known is not None:
        return known
    if same := _reads_like_the_newest(upload, document):
        return same
    try:
        version = file_version(
            plan=plan,
            document=document,
            data=data,
            file_format=document.source_format,
            by=upload.uploaded_by,
            status=upload.status,
        )
    except PermissionDenied:
        return _finish(upload, State.SET_ASIDE, code="no-longer-yours", sentence=NO_LONGER_YOURS)
    except NotDone as refused:
        return _finish(upload, State.SET_ASIDE, code="refused", sentence=str(refused))
    if others := list(_in_other_records(upload, document.sha256)):
        tell_all(after_same_file, version=version, others=others)
    upload.version = version
    named = names_this_child(plain_text(document), registered_name(plan.child))
    return _finish(
        upload,
        State.TAKEN,
        code="" if named else "name-not-found",
        sentence=f"Filed as version {version.number}." + ("" if named else f" {NOT_NAMED}"),
    )


def _locked(upload: Upload) -> Upload:
    """The upload as it is now, its row held until the transaction ends."""
    Upload.objects.select_for_update().get(pk=upload.pk)
    return Upload.objects.select_related("plan__child", "uploaded_by__person").get(pk=upload.pk)


@transaction.atomic
def _finish(upload: Upload, state: State, *, sentence: str, code: str = "") -> Upload:
    version = upload.version
    upload = _locked(upload)
    if upload.state != State.WAITING:
        return upload
    upload.state, upload.code, upload.sentence, upload.version = state, code, sentence, version
    upload.finished_at = world.now()
    if state in (State.TAKEN, State.UNCHANGED):
        forget_file(upload)
    upload.save()
    record("file read", on=upload, by=upload.uploaded_by, state=state.value, code=code, plan=upload.plan_id)
    return upload


def forget_file(upload: Upload) -> None:
    """The copy that was handed in goes, once the change is committed: a version keeps its own."""
    if upload.file:
        storage, name = upload.file.storage, str(upload.file.name)
        upload.file = None
        transaction.on_commit(lambda: storage.delete(name))
