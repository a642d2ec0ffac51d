"""The life of a version: filed, ready, cleared or released, served, final."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from goldenthread.history.models import Event
from goldenthread.people.models import Post
from goldenthread.plans import workflow
from goldenthread.plans.models import Clearance, PlanVersion, Reader
from goldenthread.plans.stages import Stage
from goldenthread.plans.workflow import Refused
from goldenthread.world import now, today
from tests.factories import make_child, make_document, make_plan, make_version, usual_document

Kind, Outcome = Clearance.Kind, Clearance.Outcome
DAY = dt.timedelta(days=1)


def let_through(version: PlanVersion) -> None:
    workflow.clear(version=version, kind=Kind.LEVEL_3, outcome=Outcome.LET_THROUGH, by=None, source="D-2026-0001")


def stages_of(plan) -> list[str]:
    return list(plan.versions.order_by("number").values_list("stage", flat=True))


def file(plan, by, document=None, status="draft") -> PlanVersion:
    document = document or usual_document()
    return workflow.file_version(plan=plan, document=document, data=b"bytes", file_format="docx", by=by, status=status)


# --- Filing -----------------------------------------------------------------------------------


def test_a_text_becomes_the_next_version_written_by_the_plans_officer(cast):
    plan = make_plan(cast.amina)

    first, second = file(plan, cast.sam), file(plan, cast.amina)

    assert (first.number, second.number) == (1, 2)
    assert (first.writer, first.uploaded_by) == (cast.amina, cast.sam)
    assert PlanVersion.objects.get(pk=second.pk).document.to_json() == usual_document().to_json()
    assert second.file.read() == b"bytes"
    assert plan.reference not in second.file.name


@pytest.mark.rule("L3.5")
@pytest.mark.parametrize("stage", [Stage.DRAFTING, Stage.READY, Stage.LET_THROUGH, Stage.CLEARED])
def test_a_newer_version_replaces_what_was_not_served(cast, stage):
    plan = make_plan(cast.amina)
    make_version(plan, stage=stage)

    file(plan, cast.amina)

    assert stages_of(plan) == ["replaced", "drafting"]


@pytest.mark.rule("L3.5")
def test_a_newer_version_waits_behind_a_moderation_and_the_room_above_is_told(cast, monkeypatch):
    heard = []
    monkeypatch.setattr(workflow.heard, "after_filing", [lambda *, version: heard.append(version)])
    monkeypatch.setattr(workflow.filing, "after_filing", workflow.heard.after_filing)
    plan = make_plan(cast.amina)
    make_version(plan, stage=Stage.DRAWN)

    newer = file(plan, cast.amina)

    assert stages_of(plan) == ["drawn", "drafting"]
    assert heard == [newer]


def test_whoever_wrote_an_earlier_version_has_a_hand_in_the_newer_one(cast):
    plan = make_plan(cast.amina)
    make_version(plan, writer=cast.osei)
    file(plan, cast.amina)

    third = file(plan, cast.amina)

    assert list(third.hands.values_list("post", flat=True)) == [cast.osei.pk]


def test_only_the_plans_officer_an_assistant_and_the_lead_bring_versions_in(cast):
    plan = make_plan(cast.amina)

    for post in (cast.amina, cast.sam, cast.lena):
        file(plan, post)
    for post in (cast.osei, cast.ben, cast.dev, cast.carol, cast.ivo):
        with pytest.raises(PermissionDenied):
            file(plan, post)

    assert plan.versions.count() == 3


# --- Ready ------------------------------------------------------------------------------------


@pytest.mark.rule("L3.6")
def test_the_writer_says_that_a_draft_is_ready(cast):
    version = make_version(make_plan(cast.amina))

    workflow.mark_ready(version=version, by=cast.amina)

    kept = PlanVersion.objects.get(pk=version.pk)
    assert (kept.stage, kept.ready_by) == ("ready", cast.amina)
    assert kept.ready_at is not None


@pytest.mark.rule("L3.6")
def test_a_version_behind_a_moderation_cannot_be_said_to_be_ready(cast):
    plan = make_plan(cast.amina)
    make_version(plan, stage=Stage.DRAWN)
    newer = make_version(plan)

    with pytest.raises(Refused, match="An earlier version is with its moderator"):
        workflow.mark_ready(version=newer, by=cast.amina)

    assert stages_of(plan) == ["drawn", "drafting"]


@pytest.mark.rule("L3.6")
def test_a_version_that_waited_takes_the_place_of_the_cleared_one_when_its_writer_wants_it_drawn(cast):
    plan = make_plan(cast.amina)
    make_version(plan, stage=Stage.CLEARED)
    newer = make_version(plan)

    workflow.mark_ready(version=newer, by=cast.amina)

    assert stages_of(plan) == ["replaced", "ready"]


def test_another_officer_cannot_say_that_a_draft_is_ready(cast):
    version = make_version(make_plan(cast.amina))

    with pytest.raises(PermissionDenied):
        workflow.mark_ready(version=version, by=cast.osei)


# --- Clearing ---------------------------------------------------------------------------------


@pytest.mark.rule("L3.4")
@pytest.mark.parametrize(
    ("before", "outcome", "after"),
    [
        (Stage.READY, Outcome.LET_THROUGH, Stage.LET_THROUGH),
        (Stage.DRAWN, Outcome.READY_TO_SERVE, Stage.CLEARED),
        (Stage.DRAWN, Outcome.CLEARED, Stage.CLEARED),
        (Stage.DRAWN, Outcome.AMEND_FIRST, Stage.DRAWN),
        (Stage.DRAWN, Outcome.HOLD, Stage.DRAWN),
        (Stage.LET_THROUGH, Outcome.CLEARED, Stage.CLEARED),
        (Stage.SERVED, Outcome.READY_TO_SERVE, Stage.SERVED),
        (Stage.REPLACED, Outcome.CLEARED, Stage.REPLACED),
    ],
)
def test_a_level_3_clearance_moves_the_stage_where_the_table_says(cast, before, outcome, after):
    version = make_version(make_plan(cast.amina), stage=before)

    workflow.clear(version=version, kind=Kind.LEVEL_3, outcome=outcome, by=cast.ben, source="ABCD-EFG")

    assert PlanVersion.objects.get(pk=version.pk).stage == after
    assert list(version.clearances.filter(by=cast.ben).values_list("outcome", "source")) == [(outcome, "ABCD-EFG")]


def test_a_check_of_another_kind_does_not_move_the_stage(cast):
    version = make_version(make_plan(cast.amina), stage=Stage.DRAWN)

    workflow.clear(version=version, kind=Kind.HEALTH_CHECK, outcome=Outcome.CLEARED, by=cast.lena)

    assert PlanVersion.objects.get(pk=version.pk).stage == "drawn"


def test_the_newer_version_that_waited_is_cleared_in_place_of_the_moderated_one(cast):
    plan = make_plan(cast.amina)
    make_version(plan, stage=Stage.DRAWN)
    newer = make_version(plan)

    workflow.clear(version=newer, kind=Kind.LEVEL_3, outcome=Outcome.CLEARED, by=cast.ben)

    assert stages_of(plan) == ["replaced", "cleared"]


def test_a_draft_that_was_never_drawn_cannot_be_cleared_past_the_draw(cast):
    version = make_version(make_plan(cast.amina))

    with pytest.raises(Refused, match="nothing to clear"):
        workflow.clear(version=version, kind=Kind.LEVEL_3, outcome=Outcome.CLEARED, by=cast.ben)

    assert version.clearances.count() == 0


def test_nobody_clears_what_they_wrote(cast):
    version = make_version(make_plan(cast.ben), stage=Stage.DRAWN)

    with pytest.raises(PermissionDenied):
        workflow.clear(version=version, kind=Kind.LEVEL_3, outcome=Outcome.CLEARED, by=cast.ben)


def test_an_officer_clears_nothing_and_another_authority_clears_nothing_here(cast, elsewhere):
    version = make_version(make_plan(cast.amina), stage=Stage.DRAWN)

    for post in (cast.amina, cast.osei, cast.sam, elsewhere.ben):
        with pytest.raises(PermissionDenied):
            workflow.clear(version=version, kind=Kind.LEVEL_3, outcome=Outcome.CLEARED, by=post)


@pytest.mark.sqlite
def test_a_clearance_stands_as_it_was_given(cast):
    version = make_version(make_plan(cast.amina), stage=Stage.READY)
    let_through(version)

    with pytest.raises(DatabaseError, match="stands as it was given"), transaction.atomic():
        version.clearances.update(outcome=Outcome.HOLD)


def test_nobody_clears_or_releases_what_they_wrote_in_another_post_or_whose_officer_they_are(cast):
    was_officer = Post.objects.create(
        authority=cast.authority, person=cast.ben.person, role="officer", agency="sen-team", closed_at=now()
    )
    written = make_version(make_plan(cast.amina), stage=Stage.DRAWN, writer=was_officer)
    of_the_lead = make_version(make_plan(cast.lena), stage=Stage.DRAWN, writer=cast.amina)

    with pytest.raises(PermissionDenied):
        workflow.clear(version=written, kind=Kind.LEVEL_3, outcome=Outcome.CLEARED, by=cast.ben)
    with pytest.raises(Refused, match="Somebody else has to release it"):
        workflow.release(version=of_the_lead, by=cast.lena, reason="The last day is tomorrow")
    assert Clearance.objects.count() == 0


# --- Release ----------------------------------------------------------------------------------


@pytest.mark.rule("L3.7")
def test_the_lead_releases_a_draft_that_waits_with_a_reason_that_is_kept(cast, monkeypatch):
    heard = []
    monkeypatch.setattr(workflow.clearing, "after_release", [lambda *, version, by: heard.append((version, by))])
    version = make_version(make_plan(cast.amina), stage=Stage.DRAWN)

    given = workflow.release(version=version, by=cast.lena, reason="  Day 138 of 140. ")

    assert (given.kind, given.outcome, given.by, given.note) == ("release", "released", cast.lena, "Day 138 of 140.")
    assert PlanVersion.objects.get(pk=version.pk).stage == "cleared"
    assert heard == [(version, cast.lena)]


@pytest.mark.rule("L3.7")
def test_a_release_needs_a_reason_a_lead_and_a_draft_that_waits(cast):
    version = make_version(make_plan(cast.amina), stage=Stage.DRAWN)
    ready = make_version(make_plan(cast.amina), stage=Stage.LET_THROUGH)

    with pytest.raises(Refused, match="Say why"):
        workflow.release(version=version, by=cast.lena, reason="  ")
    for post in (cast.ben, cast.amina, cast.sam):
        with pytest.raises(PermissionDenied):
            workflow.release(version=version, by=post, reason="Late")
    with pytest.raises(Refused, match="nothing to release"):
        workflow.release(version=ready, by=cast.lena, reason="Late")

    assert Clearance.objects.count() == 0


@pytest.mark.rule("L3.7")
def test_the_version_that_waits_behind_a_moderation_can_be_released_in_its_place(cast):
    plan = make_plan(cast.amina)
    make_version(plan, stage=Stage.DRAWN)
    newer = make_version(plan)

    workflow.release(version=newer, by=cast.lena, reason="The family waits")

    assert stages_of(plan) == ["replaced", "cleared"]


# --- Serving ----------------------------------------------------------------------------------


@pytest.fixture
def ready_today(cast) -> PlanVersion:
    version = make_version(make_plan(cast.amina))
    workflow.mark_ready(version=version, by=cast.amina)
    return version


@pytest.mark.rule("L3.4")
@pytest.mark.sqlite
def test_a_draft_that_was_let_through_is_served_on_its_day(cast, ready_today):
    let_through(ready_today)

    workflow.serve(version=ready_today, by=cast.amina, on=today())

    kept = PlanVersion.objects.get(pk=ready_today.pk)
    assert (kept.stage, kept.served_on) == ("served", today())


@pytest.mark.rule("L3.4")
@pytest.mark.parametrize("stage", [Stage.DRAFTING, Stage.READY, Stage.DRAWN, Stage.REPLACED])
def test_nothing_else_can_be_served(cast, stage):
    version = make_version(make_plan(cast.amina), stage=stage)

    with pytest.raises(Refused):
        workflow.serve(version=version, by=cast.amina, on=today())

    kept = PlanVersion.objects.get(pk=version.pk)
    assert (kept.stage, kept.served_on) == (stage, None)


@pytest.mark.rule("L3.4")
def test_a_draft_held_after_it_was_let_through_is_not_served(cast, ready_today):
    let_through(ready_today)
    workflow.clear(version=ready_today, kind=Kind.LEVEL_3, outcome=Outcome.HOLD, by=cast.ben)

    with pytest.raises(Refused, match="It is held"):
        workflow.serve(version=ready_today, by=cast.amina, on=today())


@pytest.mark.rule("P.1")
def test_a_draft_is_not_served_tomorrow_nor_before_it_was_let_through(cast, ready_today):
    let_through(ready_today)

    for on in (today() + DAY, today() - DAY):
        with pytest.raises(Refused, match="The day of service"):
            workflow.serve(version=ready_today, by=cast.amina, on=on)

    assert PlanVersion.objects.get(pk=ready_today.pk).stage == "let-through"


def test_a_draft_served_again_takes_the_place_of_the_one_served_before(cast):
    plan = make_plan(cast.amina)
    make_version(plan, stage=Stage.SERVED)
    newer = make_version(plan)
    workflow.mark_ready(version=newer, by=cast.amina)
    let_through(newer)

    workflow.serve(version=newer, by=cast.amina, on=today())

    assert stages_of(plan) == ["replaced", "served"]


def test_another_officer_and_a_senior_cannot_serve_it(cast, ready_today):
    let_through(ready_today)

    for post in (cast.osei, cast.ben, cast.sam):
        with pytest.raises(PermissionDenied):
            workflow.serve(version=ready_today, by=post, on=today())


@pytest.mark.rule("P.1")
def test_a_version_that_waited_behind_a_moderation_is_not_served_before_the_day_on_which_it_was_cleared(cast):
    plan = make_plan(cast.amina)
    make_version(plan, stage=Stage.DRAWN)
    newer = make_version(plan)
    workflow.clear(version=newer, kind=Kind.LEVEL_3, outcome=Outcome.CLEARED, by=cast.ben)

    with pytest.raises(Refused, match="when the draft was cleared"):
        workflow.serve(version=newer, by=cast.amina, on=today() - DAY)

    assert PlanVersion.objects.get(pk=newer.pk).served_on is None


@pytest.mark.rule("P.1")
def test_a_released_draft_is_not_served_before_the_day_of_its_release(cast):
    version = make_version(make_plan(cast.amina), stage=Stage.DRAWN)
    workflow.release(version=version, by=cast.lena, reason="The family waits")

    with pytest.raises(Refused, match="when the draft was released"):
        workflow.serve(version=version, by=cast.amina, on=today() - DAY)


def served_days_ago(plan, days: int, **given) -> PlanVersion:
    """A draft let through thirty days ago and served some days ago."""
    version = make_version(plan, stage=Stage.SERVED, served_on=today() - days * DAY, **given)
    Clearance.objects.create(
        version=version, kind=Kind.LEVEL_3, outcome=Outcome.LET_THROUGH, at=now() - 30 * DAY, source="D-2026-0001"
    )
    return version


@pytest.mark.rule("P.5")
@pytest.mark.sqlite
def test_the_lead_puts_a_wrong_day_of_service_right_and_the_family_has_its_fifteen_days_from_the_other(cast):
    version = served_days_ago(make_plan(cast.amina), 20)

    workflow.correct_service(version=version, by=cast.lena, on=today() - 3 * DAY, reason="The letter went later")

    kept = version.service_corrections.get()
    assert (kept.was, kept.became, kept.reason) == (today() - 20 * DAY, today() - 3 * DAY, "The letter went later")
    event = Event.objects.filter(verb="day of service corrected").get()
    assert (event.fields, event.detail["was"]) == (["served_on"], (today() - 20 * DAY).isoformat())
    assert "letter" not in str(event.detail)
    with pytest.raises(Refused, match="The family has fifteen days"):
        workflow.make_final(version=version, by=cast.amina, on=today())


@pytest.mark.rule("P.5")
def test_a_correction_keeps_what_holds_for_every_day_of_service_and_needs_a_reason(cast):
    version = served_days_ago(make_plan(cast.amina), 20)

    for on, reason, why in [
        (today() + DAY, "A slip", "cannot be in the future"),
        (today() - 31 * DAY, "A slip", "when the draft was let through by the draw"),
        (today() - 20 * DAY, "A slip", "is the day that is recorded already"),
        (today() - 3 * DAY, "  ", "Say why the day is changed"),
    ]:
        with pytest.raises(Refused, match=why):
            workflow.correct_service(version=version, by=cast.lena, on=on, reason=reason)

    assert PlanVersion.objects.get(pk=version.pk).served_on == today() - 20 * DAY
    assert version.service_corrections.count() == 0


@pytest.mark.rule("reg 13(1): final, after a correction")
def test_the_day_of_service_is_not_moved_to_one_from_which_the_plan_was_made_final_too_early(cast):
    version = served_days_ago(make_plan(cast.amina), 20)
    workflow.make_final(version=version, by=cast.amina, on=today() - 5 * DAY)

    with pytest.raises(Refused, match="it could be made final only from"):
        workflow.correct_service(version=version, by=cast.lena, on=today() - 19 * DAY, reason="A slip")
    workflow.correct_service(version=version, by=cast.lena, on=today() - 21 * DAY, reason="It went a day before")

    assert PlanVersion.objects.get(pk=version.pk).served_on == today() - 21 * DAY


def test_a_version_that_was_not_served_has_no_day_to_correct(cast, ready_today):
    with pytest.raises(Refused, match="No service of this version is recorded"):
        workflow.correct_service(version=ready_today, by=cast.lena, on=today(), reason="A slip")


def test_nobody_but_the_lead_corrects_a_day_of_service(cast):
    version = served_days_ago(make_plan(cast.amina), 20)

    for post in (cast.amina, cast.ben, cast.sam, cast.osei):
        with pytest.raises(PermissionDenied):
            workflow.correct_service(version=version, by=post, on=today(), reason="A slip")


# --- Final ------------------------------------------------------------------------------------


@pytest.mark.rule("reg 13(1): final")
def test_a_served_draft_is_final_after_the_familys_fifteen_days(cast):
    version = make_version(make_plan(cast.amina), stage=Stage.SERVED, served_on=today() - 15 * DAY)

    workflow.make_final(version=version, by=cast.amina, on=today())

    kept = PlanVersion.objects.get(pk=version.pk)
    assert (kept.stage, kept.finalised_on) == ("final", today())


@pytest.mark.rule("reg 13(1): final")
def test_not_on_the_fifteenth_day_itself(cast):
    version = make_version(make_plan(cast.amina), stage=Stage.SERVED, served_on=today() - 14 * DAY)

    with pytest.raises(Refused, match="fifteen days"):
        workflow.make_final(version=version, by=cast.amina, on=today())

    assert PlanVersion.objects.get(pk=version.pk).stage == "served"


def test_the_final_text_that_came_after_service_becomes_the_plan(cast):
    plan = make_plan(cast.amina)
    make_version(plan, stage=Stage.SERVED, served_on=today() - 20 * DAY)
    final = file(plan, cast.amina, make_document({"A": "Tobin likes boats."}), status="final")

    workflow.make_final(version=final, by=cast.amina, on=today())

    assert stages_of(plan) == ["replaced", "final"]
    assert PlanVersion.objects.get(pk=final.pk).finalised_on == today()


def test_a_final_text_of_a_plan_that_was_never_served_is_refused(cast):
    final = file(make_plan(cast.amina), cast.amina, status="final")

    with pytest.raises(Refused, match="No draft of this plan has been served"):
        workflow.make_final(version=final, by=cast.amina, on=today())


def test_a_text_that_came_after_the_plan_was_final_is_not_made_final_without_a_service_of_its_own(cast):
    plan = make_plan(cast.amina)
    make_version(plan, stage=Stage.FINAL, served_on=today() - 40 * DAY, finalised_on=today() - 20 * DAY)
    changed = file(plan, cast.amina, make_document({"A": "Tobin likes boats."}), status="amended")

    with pytest.raises(Refused, match="No draft of this text was served"):
        workflow.make_final(version=changed, by=cast.amina, on=today())

    assert stages_of(plan) == ["final", "drafting"]


def test_who_does_not_answer_for_a_plan_does_not_undo_what_let_its_draft_out(cast):
    plan = make_plan(cast.amina)
    make_version(plan, stage=Stage.CLEARED)

    with pytest.raises(Refused, match="Ask its writer to bring in this file"):
        file(plan, cast.sam, make_document({"A": "Tobin likes boats."}))
    assert stages_of(plan) == ["cleared"]

    file(plan, cast.amina, make_document({"A": "Tobin likes boats."}))
    assert stages_of(plan) == ["replaced", "drafting"]


def test_a_draft_does_not_slip_past_its_service(cast):
    plan = make_plan(cast.amina)
    make_version(plan, stage=Stage.SERVED, served_on=today() - 20 * DAY)
    draft = make_version(plan)

    with pytest.raises(Refused, match="Serve it first"):
        workflow.make_final(version=draft, by=cast.amina, on=today())


# --- Who reads, who helps, whose it is --------------------------------------------------------


def test_a_version_given_to_read_is_open_until_it_is_taken_back(cast):
    version = make_version(make_plan(cast.amina), stage=Stage.DRAWN)

    for _ in range(2):
        workflow.give_to_read(version=version, post=cast.ben, because="moderation", source="ABCD-EFG")
    assert (version.is_assigned_to(cast.ben), version.plan.is_assigned_to(cast.ben)) == (True, True)
    workflow.take_back(version=version, post=cast.ben, because="moderation", source="ABCD-EFG")

    assert version.is_assigned_to(cast.ben) is False
    assert Reader.objects.count() == 1


def test_a_version_is_given_to_nobody_of_another_authority(cast, elsewhere):
    version = make_version(make_plan(cast.amina), stage=Stage.DRAWN)

    with pytest.raises(PermissionDenied):
        workflow.give_to_read(version=version, post=elsewhere.ben, because="moderation", source="ABCD-EFG")


def test_the_lead_and_the_plans_officer_allocate_an_assistant(cast):
    plan = make_plan(cast.amina)

    assert workflow.allocate_assistant(plan=plan, assistant=cast.sam, by=cast.amina).assistant == cast.sam
    assert workflow.allocate_assistant(plan=plan, assistant=None, by=cast.lena).assistant is None
    for post in (cast.osei, cast.ben, cast.sam):
        with pytest.raises(PermissionDenied):
            workflow.allocate_assistant(plan=plan, assistant=cast.sam, by=post)
    with pytest.raises(Refused):
        workflow.allocate_assistant(plan=plan, assistant=cast.ben, by=cast.lena)


def test_a_plan_is_not_handed_over_to_whoever_moderates_it(cast):
    plan = make_plan(cast.amina)
    version = make_version(plan, stage=Stage.DRAWN)
    workflow.give_to_read(version=version, post=cast.ben, because="moderation", source="ABCD-EFG")

    with pytest.raises(Refused, match=f"moderates {plan.reference}"):
        workflow.hand_over(plans=[plan], to=cast.ben, by=cast.lena)

    workflow.take_back(version=version, post=cast.ben, because="moderation", source="ABCD-EFG")
    assert workflow.hand_over(plans=[plan], to=cast.ben, by=cast.lena) == 1


def test_a_caseload_is_handed_over_and_its_versions_keep_who_wrote_them(cast):
    plan = make_plan(cast.amina)
    version = make_version(plan)

    assert workflow.hand_over(plans=[plan], to=cast.osei, by=cast.lena) == 1

    version.refresh_from_db()
    assert (version.plan.officer, version.writer) == (cast.osei, cast.amina)
    assert workflow.hand_over(plans=[plan], to=cast.osei, by=cast.lena) == 0


def test_a_child_known_already_is_not_added_twice(cast):
    plan = make_plan(cast.amina, child=make_child(cast.authority, case_system_id="SB-77"))
    added = {"first_name": "Wren", "last_name": "Hollis", "date_of_birth": None, "requested_on": None, "officer": None}

    with pytest.raises(Refused) as refused:
        workflow.add_by_hand(by=cast.sam, case_system_id=" sb-77 ", **added)

    assert refused.value.see == plan.reference
    assert workflow.add_by_hand(by=cast.sam, case_system_id="SB-78", **added).child.name == "Wren Hollis"


# --- History ----------------------------------------------------------------------------------


def test_everything_that_was_done_stands_in_the_history_without_a_word_of_the_plan(cast):
    plan = make_plan(cast.amina)
    version = file(plan, cast.amina)
    workflow.mark_ready(version=version, by=cast.amina)
    let_through(version)
    workflow.serve(version=version, by=cast.amina, on=today())

    events = Event.objects.filter(child_id=plan.child_id).order_by("pk")

    assert [event.verb for event in events] == ["filed", "ready", "clearance given", "served"]
    said = " ".join(f"{event.detail} {event.fields}" for event in events)
    assert plan.child.last_name not in said
    assert "trains" not in said
