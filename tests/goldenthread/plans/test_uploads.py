"""Files handed in: read apart, filed or set aside, one by one; each hostile one answered with its sentence."""

import datetime as dt
import io

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django_scopes import scope, scopes_disabled

from ehcp.screening.reading import SENTENCES
from goldenthread.history.models import Event
from goldenthread.plans import workflow
from goldenthread.plans.models import PlanVersion, Upload
from goldenthread.plans.tasks import read_upload
from goldenthread.plans.workflow import Refused
from goldenthread.world import now
from tests.factories import make_plan
from tests.goldenthread.plans.uploads import named_like_the_plan, plan_bytes, uploaded

State = Upload.State


@pytest.fixture
def received(cast, django_capture_on_commit_callbacks):
    """Hands files in and has them read, as the worker would after the commit."""

    def receive(*files, by=None, plan=None, **given) -> list[Upload]:
        with django_capture_on_commit_callbacks(execute=True):
            uploads = workflow.receive_uploads(
                authority=cast.authority, files=files, by=by or cast.sam, plan=plan, **given
            )
        return [Upload.objects.get(pk=upload.pk) for upload in uploads]

    return receive


@pytest.fixture
def plan(cast):
    plan = make_plan(cast.amina)
    named_like_the_plan(plan.child)
    return plan


def what_became_of(uploads: list[Upload]) -> list[tuple[str, str]]:
    return [(upload.state, upload.code) for upload in uploads]


# --- Good files -------------------------------------------------------------------------------


@pytest.mark.parametrize("file_format", ["docx", "pdf"])
@pytest.mark.sqlite
def test_a_file_becomes_a_version_of_its_plan_and_its_copy_goes(plan, received, file_format):
    data = plan_bytes(file_format)

    [upload] = received(uploaded(data, "K7.docx"), plan=plan)

    assert (upload.state, upload.sentence, upload.code) == ("taken", "Filed as version 1.", "")
    version = upload.version
    assert (version.number, version.plan, version.file_format) == (1, plan, file_format)
    assert version.file.read() == data
    assert set(version.document.codes) == set("ABCDEFGIJK") | {"H1", "H2"}
    assert not upload.file


def test_the_stored_name_says_nothing(plan, received):
    [upload] = received(uploaded(plan_bytes(), "Wilfred Dunmore draft.docx"), plan=plan)

    assert "wilfred" not in upload.version.file.name.lower()
    assert upload.original_name == "Wilfred Dunmore draft.docx"


def test_the_same_file_again_is_no_new_version(plan, received):
    received(uploaded(plan_bytes()), plan=plan)

    [again] = received(uploaded(plan_bytes()), plan=plan)

    assert (again.state, again.sentence) == ("unchanged", "This is the same file as version 1, so nothing was filed.")
    assert plan.versions.count() == 1


@pytest.mark.rule("P.7")
def test_other_bytes_of_the_same_text_are_no_new_version_and_what_was_decided_stands(plan, received):
    received(uploaded(plan_bytes()), plan=plan)
    PlanVersion.objects.filter(plan=plan).update(stage="let-through")

    [again] = received(uploaded(saved_again(plan_bytes())), plan=plan)

    assert (again.state, again.sentence) == (
        "unchanged",
        "It is unchanged: its text is, word for word, that of version 1. Nothing was filed, and what was decided of that "
        "version stands.",
    )
    assert not again.file
    assert list(plan.versions.values_list("stage", flat=True)) == ["let-through"]


@pytest.mark.rule("P.7")
def test_one_other_word_is_a_new_version(plan, received):
    received(uploaded(plan_bytes()), plan=plan)

    [changed] = received(uploaded(saved_again(plan_bytes(), more="And one more.")), plan=plan)

    assert (changed.state, changed.version.number) == ("taken", 2)


def saved_again(data: bytes, *, more: str = "") -> bytes:
    """The same Word file with other bytes, as a word processor saves it, and with one more paragraph if asked for."""
    word = docx.Document(io.BytesIO(data))
    word.core_properties.comments = "Saved again."
    if more:
        word.add_paragraph(more)
    target = io.BytesIO()
    word.save(target)
    assert target.getvalue() != data
    return target.getvalue()


def test_the_same_words_as_the_final_plan_are_a_new_version(plan, received):
    received(uploaded(plan_bytes()), plan=plan)

    [final] = received(uploaded(plan_bytes()), plan=plan, status="final")

    assert (final.state, final.version.status) == ("taken", "final")


@pytest.mark.rule("P.2")
def test_many_files_go_to_the_plans_that_their_names_tell(cast, plan, received):
    other = make_plan(cast.osei)

    uploads = received(
        uploaded(plan_bytes(), f"{plan.reference} draft.docx"),
        uploaded(plan_bytes(seed=1), f"plan {other.child.case_system_id}.docx"),
        uploaded(plan_bytes(seed=2), "draft.docx"),
    )

    assert [upload.state for upload in uploads] == ["taken", "taken", "unmatched"]
    assert [upload.plan for upload in uploads] == [plan, other, None]
    assert len({upload.batch for upload in uploads}) == 1


@pytest.mark.parametrize("name", ["draft.docx", "1234 draft.docx"])
def test_a_broken_file_without_a_plan_says_first_what_is_wrong_with_it(plan, received, name):
    [upload] = received(uploaded(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old document", name))

    assert upload.state == "set-aside"
    assert upload.code in ("old-word-format", "broken")
    assert upload.sentence == SENTENCES[upload.code]


def test_an_unmatched_file_is_read_once_somebody_says_whose_it_is(
    cast, plan, received, django_capture_on_commit_callbacks
):
    [upload] = received(uploaded(plan_bytes(), "draft.docx"))

    with django_capture_on_commit_callbacks(execute=True):
        workflow.say_whose(upload=upload, plan=plan, by=cast.sam)

    upload.refresh_from_db()
    assert (upload.state, upload.version.plan) == ("taken", plan)
    with pytest.raises(Refused):
        workflow.say_whose(upload=upload, plan=plan, by=cast.sam)


# --- The right child --------------------------------------------------------------------------


@pytest.mark.rule("P.3")
def test_a_plan_that_does_not_name_its_child_is_filed_with_a_word_of_warning(cast, received):
    plan = make_plan(cast.amina)  # Tobin, and the file is about somebody else

    [upload] = received(uploaded(plan_bytes()), plan=plan)

    assert what_became_of([upload]) == [("taken", "name-not-found")]
    assert "check that it is the right" in upload.sentence


def test_the_very_file_of_another_childs_plan_is_set_aside(cast, plan, received):
    received(uploaded(plan_bytes()), plan=plan)

    [upload] = received(uploaded(plan_bytes()), plan=make_plan(cast.osei))

    assert what_became_of([upload]) == [("set-aside", "another-plan")]


# --- Bad files --------------------------------------------------------------------------------


@pytest.mark.sqlite
def test_one_bad_file_harms_no_other(plan, cast, received):
    other = make_plan(cast.osei)

    uploads = received(
        uploaded(b"", f"{plan.reference} empty.docx"),
        uploaded(b"PK\x03\x04 not a package", f"{plan.reference} broken.docx"),
        uploaded(plan_bytes(), f"{other.reference}.docx"),
    )

    assert [upload.state for upload in uploads] == ["set-aside", "set-aside", "taken"]
    assert plan.versions.count() == 0


def test_too_large_a_file_is_set_aside_unread_and_unkept(plan, received, monkeypatch):
    monkeypatch.setattr(workflow.uploads, "LARGEST_UPLOAD", 1000)

    [upload] = received(uploaded(b"x" * 1001), plan=plan)

    assert what_became_of([upload]) == [("set-aside", "too-large")]
    assert not upload.file


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a" * 300 + ".docx", "con.", "dra\u202eft.docx", "x\x00y.docx", "…", "Zoë Ünal.docx"]
)
def test_no_name_of_a_file_reaches_the_disk(plan, received, name):
    file = uploaded(plan_bytes())
    file._name = name  # as a client of its own making would send it

    [upload] = received(file, plan=plan)

    assert upload.state == "taken"
    assert upload.version.file.name.startswith("plans/")
    assert len(upload.original_name) <= 255


# --- Again, and after a crash -----------------------------------------------------------------


@pytest.mark.sqlite
def test_reading_twice_files_once(plan, received):
    [upload] = received(uploaded(plan_bytes()), plan=plan)

    with scopes_disabled():
        read_upload.call(upload.pk)

    assert plan.versions.count() == 1


def test_a_file_whose_worker_was_stopped_is_read_when_started_again(cast, plan, django_capture_on_commit_callbacks):
    [upload] = workflow.receive_uploads(
        authority=cast.authority, files=[uploaded(plan_bytes())], by=cast.sam, plan=plan
    )
    Upload.objects.filter(pk=upload.pk).update(uploaded_at=now() - dt.timedelta(minutes=5))
    assert upload.state == State.WAITING

    with django_capture_on_commit_callbacks(execute=True):
        assert workflow.read_stuck(authority=cast.authority) == 1

    upload.refresh_from_db()
    assert upload.state == State.TAKEN
    assert workflow.read_stuck(authority=cast.authority) == 0


def test_a_crash_between_reading_and_filing_leaves_the_file_waiting(cast, plan, monkeypatch):
    [upload] = workflow.receive_uploads(
        authority=cast.authority, files=[uploaded(plan_bytes())], by=cast.sam, plan=plan
    )

    def crash(**given):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(workflow.reading, "file_version", crash)
        with pytest.raises(SystemExit):
            workflow.reading.read_upload(upload)
    upload.refresh_from_db()
    assert (upload.state, plan.versions.count()) == (State.WAITING, 0)

    workflow.reading.read_upload(upload)
    assert plan.versions.count() == 1


def test_a_file_that_is_gone_is_said_to_be_gone(cast, plan):
    [upload] = workflow.receive_uploads(
        authority=cast.authority, files=[uploaded(plan_bytes())], by=cast.sam, plan=plan
    )
    default_storage.delete(upload.file.name)

    workflow.reading.read_upload(upload)

    upload.refresh_from_db()
    assert what_became_of([upload]) == [("set-aside", "gone")]


def test_whoever_lost_the_right_meanwhile_files_nothing(cast, plan):
    [upload] = workflow.receive_uploads(
        authority=cast.authority, files=[uploaded(plan_bytes())], by=cast.amina, plan=plan
    )
    plan.officer = cast.osei
    plan.save()

    workflow.reading.read_upload(Upload.objects.get(pk=upload.pk))

    upload.refresh_from_db()
    assert what_became_of([upload]) == [("set-aside", "no-longer-yours")]


# --- Who, and for how long --------------------------------------------------------------------


def test_only_assistants_and_the_lead_bring_in_many_at_once(cast):
    for post in (cast.amina, cast.ben, cast.dev, cast.carol):
        with pytest.raises(PermissionDenied):
            workflow.receive_uploads(authority=cast.authority, files=[uploaded(b"x")], by=post)

    assert Upload.objects.count() == 0


def test_a_file_set_aside_is_taken_away_by_whoever_handed_it_in(
    cast, plan, received, django_capture_on_commit_callbacks
):
    [upload] = received(uploaded(b"not a plan"), plan=plan)
    name = upload.file.name
    assert default_storage.exists(name)

    with pytest.raises(PermissionDenied):
        workflow.remove_file(upload=upload, by=cast.amina)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.remove_file(upload=upload, by=cast.sam)

    assert not default_storage.exists(name)
    assert Upload.objects.get(pk=upload.pk).sentence == SENTENCES["wrong-type"]


def test_files_set_aside_are_let_go_after_the_days_that_the_authority_keeps_them(
    cast, plan, received, django_capture_on_commit_callbacks
):
    old, young = received(uploaded(b"not a plan"), uploaded(b"nor this"), plan=plan)
    Upload.objects.filter(pk=old.pk).update(uploaded_at=now() - dt.timedelta(days=31))
    name = old.file.name

    with django_capture_on_commit_callbacks(execute=True):
        assert workflow.forget_old_files(authority=cast.authority) == 1

    assert not default_storage.exists(name)
    assert default_storage.exists(young.file.name)


def test_a_file_name_tells_only_plans_of_ones_own_authority(cast, elsewhere, received):
    with scope(authority=elsewhere.authority):
        theirs = make_plan(elsewhere.amina)

    [upload] = received(uploaded(plan_bytes(), f"{theirs.reference}.docx"))

    assert (upload.state, upload.plan) == ("unmatched", None)


def test_the_history_holds_no_file_name(plan, received):
    received(uploaded(plan_bytes(), "Wilfred Dunmore.docx"), plan=plan)

    said = " ".join(f"{event.verb} {event.detail} {event.reference}" for event in Event.objects.all())
    assert "Wilfred" not in said
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == [
        "file handed in",
        "filed",
        "file read",
        "screened",
    ]
    assert PlanVersion.objects.count() == 1
