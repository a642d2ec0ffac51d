"""Clocks worked out from a register on a real database; reviews, exceptions and objections recorded."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django_scopes import scope

from goldenthread.clocks import workflow
from goldenthread.clocks.models import Clock, Excusal
from goldenthread.history.models import Event
from goldenthread.plans.models import Assessment, PhaseTransfer, Plan, Review
from goldenthread.plans.stages import Stage
from tests.factories import make_child, make_plan, make_version

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 12, 1)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("goldenthread.world.today", lambda: ON)


@pytest.fixture
def plan(today, cast) -> Plan:
    """Amina's plan: asked for on 24 July, so due on 11 December; Sam assists."""
    plan = make_plan(cast.amina, assistant=cast.sam)
    plan.assessment.outcome = Assessment.Outcome.OPEN
    plan.assessment.decided_on = dt.date(2026, 8, 20)
    plan.assessment.save()
    workflow.reckon(child_ids=[plan.child_id])
    return plan


def clock(plan: Plan, code: str) -> Clock:
    return Clock.objects.get(child=plan.child, code=code)


def test_a_request_has_its_clocks_as_the_law_counts_them(plan):
    found = {each.code: (each.due_on, each.met_on, each.risk) for each in Clock.objects.filter(child=plan.child)}
    assert found == {
        "request-decision": (dt.date(2026, 9, 4), dt.date(2026, 8, 20), ""),
        "final-plan": (dt.date(2026, 12, 11), None, "no-time-left"),
    }


def test_reckoning_again_changes_nothing(plan):
    before = list(Clock.objects.order_by("pk").values())
    assert workflow.reckon_all(authority=plan.authority) == 0
    assert list(Clock.objects.order_by("pk").values()) == before


def test_a_draft_with_the_family_and_a_final_plan_are_seen(plan):
    make_version(plan, stage=Stage.SERVED, served_on=dt.date(2026, 11, 10))
    workflow.reckon(child_ids=[plan.child_id])
    assert clock(plan, "final-plan").risk == "to-finalise"
    assert not Clock.objects.filter(child=plan.child, code="refusal-to-issue").exists()
    make_version(plan, stage=Stage.FINAL, served_on=dt.date(2026, 11, 10), finalised_on=dt.date(2026, 11, 28))
    workflow.reckon(child_ids=[plan.child_id])
    assert clock(plan, "final-plan").met_on == dt.date(2026, 11, 28)
    assert clock(plan, "annual-review").began_on == dt.date(2026, 11, 28)


def test_an_assessment_that_ends_without_a_plan_has_its_clocks_too(cast):
    child = make_child(cast.authority)
    Assessment.objects.create(
        child=child,
        requested_on=dt.date(2026, 3, 2),
        decided_on=dt.date(2026, 4, 1),
        outcome=Assessment.Outcome.NO_PLAN,
        outcome_on=dt.date(2026, 7, 1),
    )
    workflow.reckon(child_ids=[child.pk])
    late = Clock.objects.get(child=child, code="refusal-to-issue")
    assert (late.due_on, late.met_on, late.plan) == (dt.date(2026, 6, 22), dt.date(2026, 7, 1), None)


def test_a_review_is_recorded_once_and_its_limits_follow(plan, cast):
    days = {"meeting_on": dt.date(2026, 11, 10), "reported_on": dt.date(2026, 11, 20)}
    review = workflow.record_review(plan=plan, by=cast.amina, days=days, outcome="open")
    assert clock(plan, "review-decision").due_on == dt.date(2026, 12, 8)
    assert clock(plan, "review-decision").risk == "no-decision"
    decided = {**days, "decided_on": dt.date(2026, 11, 30), "notice_on": dt.date(2026, 11, 30)}
    workflow.record_review(plan=plan, by=cast.amina, days=decided, outcome="amend", review=review)
    assert clock(plan, "amended-final").due_on == dt.date(2027, 1, 25)
    with pytest.raises(workflow.Refused, match="recorded already"):
        workflow.record_review(plan=plan, by=cast.amina, days=days, outcome="open")


def test_recording_the_same_review_again_leaves_no_trace(plan, cast):
    days = {"meeting_on": dt.date(2026, 11, 10)}
    review = workflow.record_review(plan=plan, by=cast.amina, days=days, outcome="open")
    events = Event.objects.count()
    workflow.record_review(plan=plan, by=cast.amina, days=days, outcome="open", review=review)
    assert Event.objects.count() == events


def test_another_officer_records_nothing_of_amina_s_plan(plan, cast):
    with pytest.raises(PermissionDenied):
        workflow.record_review(plan=plan, by=cast.osei, days={"meeting_on": ON}, outcome="open")


def test_a_move_to_the_next_phase_has_its_day(plan, cast):
    transfer = workflow.record_transfer(plan=plan, by=cast.sam, into="post-16", moves_on=dt.date(2027, 9, 1))
    assert clock(plan, "phase-transfer-to-post16").due_on == dt.date(2027, 3, 30)
    workflow.record_transfer(plan=plan, by=cast.sam, into="school", moves_on=dt.date(2027, 9, 1), transfer=transfer)
    assert clock(plan, "phase-transfer").due_on == dt.date(2027, 2, 14)
    assert not Clock.objects.filter(code="phase-transfer-to-post16").exists()
    assert PhaseTransfer.objects.count() == 1


def test_a_plan_that_has_ended_owes_nothing_more_and_keeps_what_it_missed(plan, cast):
    plan.made_on = dt.date(2024, 1, 8)
    plan.save()
    Review.objects.create(
        plan=plan, meeting_on=dt.date(2025, 1, 15), decided_on=dt.date(2025, 2, 20), outcome=Review.Outcome.MAINTAIN
    )
    plan.ceased_on = dt.date(2026, 11, 1)
    plan.save()
    workflow.reckon(child_ids=[plan.child_id])
    kept = Clock.objects.filter(child=plan.child).exclude(thing="request")
    assert {each.code for each in kept} == {"annual-review", "review-decision"}
    assert all(each.met_on and each.met_on > each.due_on for each in kept)


def test_an_exception_explains_a_late_day_and_sets_no_other(plan, cast):
    before = clock(plan, "final-plan")
    workflow.excuse(
        clock=before,
        by=cast.ben,
        limb="away",
        from_on=dt.date(2026, 9, 1),
        until_on=dt.date(2026, 10, 15),
        evidence="The family's letter of 3 September, in the case file.",
    )
    after = clock(plan, "final-plan")
    assert (after.due_on, after.limb) == (before.due_on, "away")
    workflow.take_back(clock=after, by=cast.lena, reason="They were here all the time.")
    assert clock(plan, "final-plan").limb == ""
    assert Excusal.objects.count() == 2


def test_who_writes_a_plan_does_not_excuse_it(plan, cast):
    with pytest.raises(PermissionDenied):
        workflow.excuse(
            clock=clock(plan, "final-plan"), by=cast.amina, limb="away", from_on=ON, until_on=ON, evidence="x"
        )


def test_a_decision_on_an_exception_stands_in_the_database(plan, cast):
    made = workflow.excuse(
        clock=clock(plan, "final-plan"),
        by=cast.ben,
        limb="personal-circumstances",
        from_on=ON,
        until_on=ON,
        evidence="x",
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Excusal.objects.filter(pk=made.pk).update(limb="away")


def test_what_nothing_in_the_register_tells_is_started_by_hand(plan, cast):
    started = workflow.start_clock(
        child=plan.child, by=cast.sam, code="mediation-arrange", began_on=dt.date(2026, 11, 5)
    )
    assert clock(plan, "mediation-arrange").due_on == dt.date(2026, 12, 5)
    assert clock(plan, "mediation-arrange").risk == "soon"
    workflow.record_met(started=started, by=cast.sam, on=dt.date(2026, 11, 30))
    assert clock(plan, "mediation-arrange").met_on == dt.date(2026, 11, 30)
    workflow.stop_clock(started=started, by=cast.sam, because="Another child's.")
    assert not Clock.objects.filter(code="mediation-arrange").exists()
    with pytest.raises(workflow.Refused, match="Choose what"):
        workflow.start_clock(child=plan.child, by=cast.sam, code="final-plan", began_on=ON)


def test_an_objection_and_a_legal_hold_are_where_the_draw_sees_them(plan, cast):
    objection = workflow.record_objection(child=plan.child, by=cast.amina, ground="family", told_on=ON)
    hold = workflow.record_objection(child=plan.child, by=cast.lena, ground="tribunal", told_on=ON)
    plan.refresh_from_db()
    assert (plan.family_objects, plan.is_on_legal_hold) == (True, True)
    workflow.end_objection(objection=hold, by=cast.lena, because="The appeal was withdrawn.")
    plan.refresh_from_db()
    assert (plan.family_objects, plan.is_on_legal_hold) == (True, False)
    with pytest.raises(workflow.Refused, match="ended already"):
        workflow.end_objection(objection=hold, by=cast.lena, because="Again.")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(objection).objects.filter(pk=objection.pk).update(note="something else")


def test_after_an_import_the_deadlines_of_its_children_are_known(cast):
    from tests.goldenthread.plans.register_import.files import TOBIN
    from tests.goldenthread.plans.register_import.test_workflow import bring_in

    bring_in(cast, TOBIN)

    plan = Plan.objects.get()
    found = Clock.objects.get(child=plan.child, code="final-plan")
    assert found.due_on == plan.requested_on + dt.timedelta(days=140)


def test_one_authority_s_clocks_are_nothing_to_another(plan, elsewhere):
    with scope(authority=elsewhere.authority):
        assert not Clock.objects.exists()


def test_the_queries_do_not_grow_with_the_children(cast, django_assert_max_num_queries):
    children = [make_plan(cast.amina).child_id for _ in range(20)]
    with django_assert_max_num_queries(12):
        workflow.reckon(child_ids=children)
