"""From the letter to a draft that may be served."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from goldenthread.history.models import Event
from goldenthread.moderation import workflow
from goldenthread.moderation.models import LetterPoint, Moderation
from goldenthread.moderation.stages import Stage
from goldenthread.moderation.workflow import Refused
from goldenthread.notices.models import Notice
from goldenthread.plans import workflow as plans
from goldenthread.plans.models import Clearance, PlanVersion
from goldenthread.plans.queries import decision_of
from goldenthread.plans.stages import Stage as VersionStage
from goldenthread.samples.models import Draw
from tests.factories import make_plan, make_version
from tests.goldenthread.moderation.letters import answer_points, handed_in, newer_version, sent


@pytest.fixture
def reviewed(cast, version):
    return handed_in(cast.ben, version=version)


def stage_of(version):
    return PlanVersion.objects.get(pk=version.pk).stage


def outcomes(version):
    return list(Clearance.objects.filter(version=version).values_list("kind", "outcome", "by"))


def test_ready_to_serve_clears_the_draft(cast, reviewed):
    sent(reviewed, cast.ben)

    version = PlanVersion.objects.get()
    assert (version.stage, outcomes(version)) == (
        VersionStage.CLEARED,
        [("level-3", "ready-to-serve", cast.ben.pk)],
    )
    assert decision_of(version).allowed is True


@pytest.mark.parametrize("outcome", ["amend-first", "hold"])
def test_amend_first_and_hold_clear_nothing(cast, reviewed, outcome):
    sent(reviewed, cast.ben, outcome=outcome)

    version = PlanVersion.objects.get()
    assert (version.stage, decision_of(version).allowed) == (VersionStage.DRAWN, False)
    with pytest.raises(plans.Refused):
        plans.serve(version=version, by=cast.amina, on=dt.date.today())


def test_a_letter_for_learning_clears_nothing(cast):
    version = make_version(make_plan(cast.amina), stage=VersionStage.SERVED)
    letter = sent(handed_in(cast.ben, version=version), cast.ben)

    assert (stage_of(version), outcomes(version)) == (VersionStage.SERVED, [("level-3", "let-through", None)])
    workflow.acknowledge(letter=letter, by=cast.amina)
    assert Moderation.objects.get().stage == Stage.CLOSED


def test_each_point_is_marked_done_or_why_not_before_the_changes_go_back(cast, reviewed):
    letter = sent(reviewed, cast.ben, outcome="amend-first")
    first, second = letter.points.all()

    with pytest.raises(Refused, match="Say why it is not done"):
        workflow.mark_point(point=first, by=cast.amina, done="not-done", note=" ")
    with pytest.raises(Refused, match="Say whether"):
        workflow.mark_point(point=first, by=cast.amina, done="perhaps")
    workflow.mark_point(point=first, by=cast.amina, done="done", note="")
    with pytest.raises(Refused, match="still open"):
        workflow.send_back_to_senior(moderation=reviewed, by=cast.amina)
    workflow.mark_point(point=second, by=cast.amina, done="not-done", note="The school has not answered.")
    with pytest.raises(Refused, match="no newer version has come in since"):
        workflow.send_back_to_senior(moderation=reviewed, by=cast.amina)
    newer_version(reviewed.plan, cast.amina)
    workflow.send_back_to_senior(moderation=reviewed, by=cast.amina)

    assert list(LetterPoint.objects.values_list("done", "done_note")) == [
        ("done", ""),
        ("not-done", "The school has not answered."),
    ]
    assert Moderation.objects.get().stage == Stage.CHECKING


def test_sending_the_changes_twice_sends_them_once(cast, reviewed):
    letter = sent(reviewed, cast.ben, outcome="amend-first")
    newer_version(reviewed.plan, cast.amina)
    answer_points(letter, cast.amina)

    for _ in range(2):
        workflow.send_back_to_senior(moderation=reviewed, by=cast.amina)

    assert Notice.objects.filter(kind="changes-to-check", to=cast.ben).count() == 1
    assert Event.objects.filter(verb="changes sent to be checked").count() == 1


def test_a_letter_that_holds_nothing_has_no_changes_to_send(cast, reviewed):
    sent(reviewed, cast.ben)

    with pytest.raises(Refused, match="not held"):
        workflow.send_back_to_senior(moderation=reviewed, by=cast.amina)


def test_nobody_marks_points_but_who_answers_for_the_plan(cast, reviewed, elsewhere):
    letter = sent(reviewed, cast.ben, outcome="amend-first")

    for stranger in (cast.osei, cast.ben, cast.lena, elsewhere.amina):
        with pytest.raises(PermissionDenied):
            workflow.mark_point(point=letter.points.first(), by=stranger, done="done")
        with pytest.raises(PermissionDenied):
            workflow.send_back_to_senior(moderation=reviewed, by=stranger)


def changes_sent(cast, reviewed, *, amended=True):
    """The letter said amend first; the writer has amended, answered every point and sent it back."""
    letter = sent(reviewed, cast.ben, outcome="amend-first")
    newer = newer_version(reviewed.plan, cast.amina) if amended else None
    answer_points(letter, cast.amina, done="done" if amended else "not-done")
    workflow.send_back_to_senior(moderation=reviewed, by=cast.amina)
    return newer


def test_the_newer_version_is_cleared_and_takes_the_place_of_the_one_that_was_read(cast, reviewed):
    newer = changes_sent(cast, reviewed)
    assert (stage_of(reviewed.version), stage_of(newer)) == (VersionStage.DRAWN, VersionStage.DRAFTING)

    cleared = workflow.clear_after_changes(moderation=reviewed, by=cast.ben, note="The points are in.")

    assert cleared == newer
    assert (stage_of(reviewed.version), stage_of(newer)) == (VersionStage.REPLACED, VersionStage.CLEARED)
    assert outcomes(newer) == [("level-3", "cleared", cast.ben.pk)]
    assert decision_of(PlanVersion.objects.get(pk=newer.pk)).allowed is True
    plans.serve(version=newer, by=cast.amina, on=dt.date.today())
    assert Moderation.objects.get().stage == Stage.CLOSED


def test_a_draft_is_cleared_while_a_challenge_is_open_and_the_moderation_closes_with_its_answer(cast, reviewed, as_):
    letter = sent(reviewed, cast.ben, outcome="amend-first")
    challenged = workflow.challenge(
        letter=letter, by=cast.amina, text="The report says so.", point=letter.points.first()
    )
    newer = newer_version(reviewed.plan, cast.amina)
    answer_points(letter, cast.amina)
    workflow.send_back_to_senior(moderation=reviewed, by=cast.amina)
    page = as_(cast.ben).get(f"/moderations/{reviewed.reference}/changes/").content.decode()
    assert f"Point {challenged.point.number} is challenged.</b> {challenged.senior.name} decides." in page

    cleared = workflow.clear_after_changes(moderation=reviewed, by=cast.ben, note="The points are in.")
    assert (cleared, stage_of(newer)) == (newer, VersionStage.CLEARED)
    assert Moderation.objects.get().stage == Stage.WITH_WRITER
    assert workflow.clear_after_changes(moderation=reviewed, by=cast.ben, note="Twice.") == newer

    workflow.decide_challenge(
        challenge=challenged, by=challenged.senior, decision="not-upheld", reason="It does not say so."
    )
    assert Moderation.objects.get().stage == Stage.CLOSED


def test_nothing_is_drawn_again(cast, reviewed):
    newer = changes_sent(cast, reviewed)

    with pytest.raises(plans.Refused, match="waits"):
        workflow.draft_is_ready(version=newer, by=cast.amina)
    workflow.clear_after_changes(moderation=reviewed, by=cast.ben)

    assert (Draw.objects.count(), Moderation.objects.count()) == (0, 1)


def test_without_a_newer_version_the_text_that_was_read_is_cleared(cast, reviewed):
    changes_sent(cast, reviewed, amended=False)

    with pytest.raises(Refused, match="Say why the text that you read may be served"):
        workflow.clear_after_changes(moderation=reviewed, by=cast.ben)
    assert (
        workflow.clear_after_changes(moderation=reviewed, by=cast.ben, note="It may go as it is.") == reviewed.version
    )
    assert stage_of(reviewed.version) == VersionStage.CLEARED


def test_clearing_twice_clears_once(cast, reviewed):
    newer = changes_sent(cast, reviewed)

    assert [workflow.clear_after_changes(moderation=reviewed, by=cast.ben) for _ in range(2)] == [newer, newer]
    assert Clearance.objects.filter(outcome="cleared").count() == 1
    assert list(Notice.objects.filter(kind="cleared").values_list("to", flat=True)) == [cast.amina.pk]


def test_only_its_moderator_or_the_lead_clears(cast, reviewed, elsewhere):
    changes_sent(cast, reviewed)

    for stranger in (cast.mair, cast.amina, cast.sam, elsewhere.ben, elsewhere.lena):
        with pytest.raises(PermissionDenied):
            workflow.clear_after_changes(moderation=reviewed, by=stranger)
        with pytest.raises(PermissionDenied):
            workflow.not_yet(moderation=reviewed, by=stranger, text="Still F1.")


def test_not_yet_opens_the_points_again_and_says_why(cast, reviewed):
    changes_sent(cast, reviewed)

    for _ in range(2):
        workflow.not_yet(moderation=reviewed, by=cast.ben, text="F1 still does not say who.")

    moderation = Moderation.objects.get()
    assert moderation.stage == Stage.WITH_WRITER
    assert list(moderation.letter.messages.values_list("by", "text")) == [(cast.ben.pk, "F1 still does not say who.")]
    assert set(LetterPoint.objects.values_list("done", flat=True)) == {"open"}
    assert Event.objects.filter(verb="changes sent back").count() == 1
    with pytest.raises(Refused, match="still open"):
        workflow.send_back_to_senior(moderation=reviewed, by=cast.amina)


def test_each_return_of_the_changes_is_told_anew(cast, reviewed):
    changes_sent(cast, reviewed)
    workflow.not_yet(moderation=reviewed, by=cast.ben, text="F1 still does not say who.")
    answer_points(reviewed.letter, cast.amina)
    with pytest.raises(Refused, match="no newer version has come in since"):
        workflow.send_back_to_senior(moderation=reviewed, by=cast.amina)
    newer_version(reviewed.plan, cast.amina, text="A group of three, every Tuesday, 30 minutes.")
    workflow.send_back_to_senior(moderation=reviewed, by=cast.amina)

    assert Notice.objects.filter(kind="changes-to-check").count() == 2


def test_ready_to_serve_with_a_newer_version_waiting_looks_at_the_difference_first(cast, reviewed):
    newer = newer_version(reviewed.plan, cast.amina)

    sent(reviewed, cast.ben)

    assert (Moderation.objects.get().stage, Clearance.objects.count()) == (Stage.CHECKING, 0)
    assert workflow.clear_after_changes(moderation=reviewed, by=cast.ben) == newer


def test_a_difference_that_is_not_yet_right_comes_back_although_the_letter_asked_for_nothing(cast, reviewed):
    newer_version(reviewed.plan, cast.amina)
    letter = sent(reviewed, cast.ben, points=())
    workflow.not_yet(moderation=reviewed, by=cast.ben, text="The new F is vaguer than the old.")

    workflow.acknowledge(letter=letter, by=cast.amina)
    assert Moderation.objects.get().stage == Stage.WITH_WRITER
    best = newer_version(reviewed.plan, cast.amina, text="A group of three, every Tuesday, 30 minutes.")
    workflow.send_back_to_senior(moderation=reviewed, by=cast.amina)

    assert workflow.clear_after_changes(moderation=reviewed, by=cast.ben) == best


def test_a_draft_released_meanwhile_is_not_held_up_by_its_letter(cast, reviewed):
    letter = sent(reviewed, cast.ben, outcome="amend-first")
    plans.release(version=PlanVersion.objects.get(), by=cast.lena, reason="The last day is tomorrow.")

    workflow.acknowledge(letter=letter, by=cast.amina)

    assert (stage_of(reviewed.version), Moderation.objects.get().stage) == (VersionStage.CLEARED, Stage.CLOSED)


def test_nobody_clears_what_they_have_come_to_write_themselves(cast, reviewed):
    changes_sent(cast, reviewed, amended=False)
    plan = reviewed.plan
    plan.officer = cast.ben
    plan.save()

    for verb in (
        lambda: workflow.clear_after_changes(moderation=reviewed, by=cast.ben, note="It may go."),
        lambda: workflow.not_yet(moderation=reviewed, by=cast.ben, text="Still F1."),
    ):
        with pytest.raises(Refused, match="not yours to judge"):
            verb()
    assert stage_of(reviewed.version) == VersionStage.DRAWN


def test_a_newer_version_in_which_nothing_was_done_is_cleared_only_with_a_reason(cast, reviewed):
    letter = sent(reviewed, cast.ben, outcome="amend-first")
    newer = newer_version(reviewed.plan, cast.amina)
    answer_points(letter, cast.amina, done="not-done")
    workflow.send_back_to_senior(moderation=reviewed, by=cast.amina)

    with pytest.raises(Refused, match="Not everything that the letter asked for was done"):
        workflow.clear_after_changes(moderation=reviewed, by=cast.ben, note=" ")
    assert workflow.clear_after_changes(moderation=reviewed, by=cast.ben, note="The service answers in May.") == newer


def test_a_version_that_came_while_the_senior_was_looking_is_not_cleared_unseen(cast, reviewed, as_):
    seen = changes_sent(cast, reviewed)
    ben, address = as_(cast.ben), f"/moderations/{reviewed.reference}/changes/"
    page = ben.get(address).content.decode()
    assert f'name="version" value="{seen.number}"' in page
    unseen = newer_version(reviewed.plan, cast.amina)

    answer = ben.post(f"{address}clear/", {"version": seen.number, "note": "The points are in."})

    assert answer.status_code == 422
    assert f"version {unseen.number} came while you were looking" in answer.content.decode()
    assert stage_of(unseen) == VersionStage.DRAFTING

    ben.post(f"{address}clear/", {"version": unseen.number, "note": "The points are in."})

    assert stage_of(unseen) == VersionStage.CLEARED
