"""The very file of another child's plan: said to those who see that plan anyway, and asked of the lead for the rest."""

import pytest

from goldenthread.history.models import Event
from goldenthread.moderation import workflow as moderation
from goldenthread.moderation.models import Concern
from goldenthread.notices.models import Notice
from goldenthread.plans import workflow
from goldenthread.plans.models import Upload
from tests.factories import make_child, make_plan
from tests.goldenthread.plans.uploads import named_like_the_plan, plan_bytes, uploaded


@pytest.fixture
def bring_in(django_capture_on_commit_callbacks):
    def bring(plan, by, data: bytes = plan_bytes()) -> Upload:
        with django_capture_on_commit_callbacks(execute=True):
            (upload,) = workflow.receive_uploads(authority=plan.authority, files=[uploaded(data)], by=by, plan=plan)
        return Upload.objects.get(pk=upload.pk)

    return bring


@pytest.fixture
def hers(cast):
    plan = make_plan(cast.amina)
    named_like_the_plan(plan.child)
    return plan


@pytest.fixture
def his(cast, bring_in):
    """Another officer's plan, with the file in it already."""
    plan = make_plan(cast.osei)
    named_like_the_plan(plan.child)
    bring_in(plan, cast.osei)
    return plan


@pytest.mark.parametrize("name", ["sam", "lena"])
def test_whoever_sees_both_plans_in_the_register_is_told(cast, hers, his, bring_in, name):
    upload = bring_in(hers, getattr(cast, name))

    assert (upload.state, upload.code) == ("set-aside", "another-plan")
    assert Concern.objects.count() == 0


@pytest.mark.sqlite
def test_an_officer_learns_nothing_from_uploading_a_file_that_is_in_a_plan_of_somebody_else(
    cast, as_, hers, his, bring_in
):
    asked = bring_in(hers, cast.amina)
    control = bring_in(make_plan(cast.amina, child=hers.child), cast.amina, plan_bytes(seed=1))

    told = [(one.state, one.code, one.sentence, bool(one.file)) for one in (asked, control)]
    assert told[0] == told[1] == ("taken", "", "Filed as version 1.", False)
    pages = [as_(cast.amina).get(f"/plans/uploads/{one.batch}/").content.decode() for one in (asked, control)]
    assert all("another child" not in page and his.reference not in page for page in pages)
    seen_by_her = Notice.objects.filter(to=cast.amina)
    assert not seen_by_her.exists()


def test_an_officer_who_writes_both_plans_is_told(cast, hers, his, bring_in):
    workflow.hand_over(plans=[his], to=cast.amina, by=cast.lena)

    assert bring_in(hers, cast.amina).code == "another-plan"


def test_two_plans_of_one_child_may_hold_one_file(cast, his, bring_in):
    other = make_plan(cast.amina, child=his.child)

    assert bring_in(other, cast.amina).state == "taken"
    assert Concern.objects.count() == 0


def test_the_lead_is_asked_by_a_mail_without_a_name_in_her_work_and_on_a_page(
    cast, as_, hers, his, bring_in, mailoutbox
):
    bring_in(hers, cast.amina)

    concern = Concern.objects.get()
    (sent,) = [one for one in mailoutbox if "same-file" in one.subject or concern.reference in one.subject]
    work = as_(cast.lena).get("/").content.decode()
    page = as_(cast.lena).get(f"/moderations/concerns/{concern.reference}/").content.decode()
    assert (concern.kind, concern.raised_by, sent.to) == ("same-file", None, ["lena@sandbourne.example"])
    assert hers.child.last_name not in sent.subject + sent.body
    assert f"Take up a concern {concern.reference}" in work
    assert f"version 1 of plan {hers.reference} is also version 1 of plan {his.reference}" in page
    assert "Found by Golden Thread" in page
    assert Event.objects.get(verb="concern raised").person_id is None


def test_her_answer_is_kept_and_the_question_is_done(cast, as_, hers, his, bring_in):
    bring_in(hers, cast.amina)
    concern = Concern.objects.get()

    as_(cast.lena).post(f"/moderations/concerns/{concern.reference}/", {"what_was_done": "The officer brings in hers."})

    concern.refresh_from_db()
    assert (concern.taken_by, concern.what_was_done) == (cast.lena, "The officer brings in hers.")
    assert concern.reference not in as_(cast.lena).get("/").content.decode()


@pytest.mark.parametrize("name", ["amina", "osei", "ben", "sam"])
def test_nobody_but_the_lead_finds_the_question(cast, as_, hers, his, bring_in, name):
    bring_in(hers, cast.amina)
    concern = Concern.objects.get()

    assert as_(getattr(cast, name)).get(f"/moderations/concerns/{concern.reference}/").status_code == 404
    assert concern.reference not in as_(getattr(cast, name)).get("/").content.decode()


def test_it_is_asked_once_for_a_version(cast, hers, his, bring_in):
    upload = bring_in(hers, cast.amina)

    moderation.ask_about_same_file(version=upload.version, others=[his.versions.get()])

    assert Concern.objects.count() == 1


def test_nobody_chooses_this_kind_when_they_raise_a_concern(cast, hers, bring_in):
    version = bring_in(hers, cast.amina).version

    with pytest.raises(moderation.Refused):
        moderation.raise_concern(version=version, by=cast.amina, kind="same-file", text="I wonder")


def test_the_same_file_in_another_authority_is_nobodys_business(cast, elsewhere, hers, bring_in):
    from django_scopes import scope

    with scope(authority=elsewhere.authority):
        there = make_plan(elsewhere.amina, child=make_child(elsewhere.authority))
        bring_in(there, elsewhere.amina)

    upload = bring_in(hers, cast.amina)

    assert (upload.state, Concern.objects.count()) == ("taken", 0)
