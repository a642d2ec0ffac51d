"""Returns on the real database: compared, applied, applied again, stopped in the middle, never deleting anything."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django_scopes import scope

from goldenthread import world
from goldenthread.clocks.models import Clock
from goldenthread.history.models import Event
from goldenthread.lifecycle import WrongStage
from goldenthread.plans.models import Assessment, Child, Plan, Review, Sen2Import, Sen2Person
from goldenthread.plans.sen2_import import applying, previewing, workflow
from goldenthread.plans.sen2_import.stages import State
from goldenthread.plans.sen2_import.tasks import apply_return, compare_return
from tests.factories import make_child
from tests.goldenthread.plans.sen2_import.files import NO_PLAN, bring_in, hand_in, person

pytestmark = pytest.mark.django_db
UPN = person(1)["Person"]["UPN"]


def counts(made: Sen2Import) -> dict[str, int]:
    return {
        kind: made.counts[kind] for kind in ("new", "changed", "asked", "unchanged", "refused") if made.counts[kind]
    }


def register() -> dict:
    return {
        "children": list(Child.objects.order_by("last_name").values_list("upn", "first_name", "date_of_birth", "sex")),
        "requests": list(Assessment.objects.order_by("pk").values_list("child__upn", "requested_on", "outcome")),
        "plans": list(Plan.objects.order_by("pk").values_list("child__upn", "made_on", "ceased_on")),
        "reviews": list(Review.objects.order_by("pk").values_list("plan__child__upn", "meeting_on", "outcome")),
    }


@pytest.mark.sqlite
def test_a_return_fills_an_empty_register(cast):
    made = bring_in(cast, person(1), person(2, Requests={"RequestOutcome": "N"}, **NO_PLAN))

    assert (made.state, counts(made)) == (State.APPLIED, {"new": 2})
    child = Child.objects.get(upn=UPN)
    assert (child.name, child.sex, child.primary_need, child.setting_name) == (
        "Mia Okafor1", "Female", "SLCN", "URN 104871",
    )  # fmt: skip
    request = child.assessments.get()
    assert (request.requested_on, request.source, request.decided_on, request.outcome, request.outcome_on) == (
        dt.date(2025, 2, 3), "family", dt.date(2025, 3, 10), "plan", dt.date(2025, 6, 20),
    )  # fmt: skip
    plan = child.plans.get()
    assert (plan.assessment, plan.kind, plan.made_on) == (request, "new", dt.date(2025, 6, 20))
    review = plan.reviews.get()
    assert (review.meeting_on, review.decided_on, review.outcome) == (
        dt.date(2025, 11, 20), dt.date(2025, 12, 10), "maintain",
    )  # fmt: skip
    refused = Assessment.objects.exclude(pk=request.pk).get()
    assert (refused.outcome, refused.outcome_on, refused.plans.count()) == ("not-assessed", dt.date(2025, 3, 10), 0)


def test_the_same_return_twice_changes_nothing(cast):
    persons = [person(1), person(2, Requests={"RequestOutcome": "H", "ReceivedDate": None, "RequestOutcomeDate": None}),
               person(3, Person={"UPN": None})]  # fmt: skip
    bring_in(cast, *persons)
    before = register()

    again = bring_in(cast, *persons)

    assert counts(again) == {"unchanged": 3}
    assert register() == before


def test_nothing_changes_before_it_is_applied_and_the_preview_says_what_would(cast):
    bring_in(cast, person(1))
    moved = person(1, ActivePlans={"ReviewMeeting": "2026-01-08", "ReviewOutcome": None, "LastReview": None})
    before = register()

    made = hand_in(cast, moved, person(2))

    assert counts(made) == {"new": 1, "changed": 1}
    assert made.persons.get(outcome="changed").changes == [["review", "meeting_on", None, "2026-01-08"]]
    assert made.things["review"] == {"new": 2, "changed": 0}
    assert register() == before


def test_what_the_register_knows_by_now_is_not_taken_back(cast):
    bring_in(cast, person(1))
    undecided = person(1, Assessment={"AssessmentOutcome": "A", "AssessmentOutcomeDate": None}, NamedPlan=None,
                       PlanDetail=None, ActivePlans=None, PlacementDetail=None, SENneed=None)  # fmt: skip
    Child.objects.update(setting_name="Shore Primary School")

    assert counts(hand_in(cast, undecided)) == {"unchanged": 1}
    assert counts(hand_in(cast, person(1))) == {"unchanged": 1}


def test_a_child_found_by_name_and_birth_alone_waits_for_somebody_to_say_so(cast):
    ours = make_child(cast.authority, first_name="Mia", last_name="Okafor1", date_of_birth=dt.date(2016, 5, 4), upn="")
    twin = make_child(cast.authority, first_name="MIA", last_name="Okafor2", date_of_birth=dt.date(2016, 5, 4), upn="")
    left = make_child(cast.authority, first_name="Mia", last_name="Okafor3", date_of_birth=dt.date(2016, 5, 4), upn="")
    made = hand_in(cast, person(1), person(2), person(3))
    assert counts(made) == {"asked": 3}

    workflow.say_who(sen2_import=made, by=cast.lena, answers={1: "same", 2: "another", 3: ""})
    workflow.apply_return(sen2_import=made, by=cast.lena)

    for child in (ours, twin, left):
        child.refresh_from_db()
    assert [child.upn for child in (ours, twin, left)] == [UPN, "", ""]
    assert Child.objects.filter(last_name="Okafor2").count() == 2
    assert left.plans.count() == 0
    assert Event.objects.get(verb="said who is who").detail == {"rows": 3}


def test_a_number_that_leads_to_somebody_quite_different_is_refused(cast):
    make_child(cast.authority, first_name="Idris", last_name="Vale", date_of_birth=dt.date(2009, 1, 1), upn=UPN)

    made = hand_in(cast, person(1))

    assert counts(made) == {"refused": 1}
    assert made.persons.get().reason.startswith("The register’s child with this UPN has another name")


def test_whoever_is_there_twice_is_refused_both_times(cast):
    made = bring_in(cast, person(1), person(1, Person={"Forename": "Another"}), person(2))

    assert counts(made) == {"new": 1, "refused": 2}
    assert Child.objects.count() == 1
    assert made.quality_check.counts["same-upn"] == 1


def test_values_without_a_meaning_are_counted_and_kept_as_they_came(cast):
    odd = person(1, Requests={"RequestSource": "Z9"}, SENneed={"SENtype": "WRONG"}, ActivePlans={"ReviewOutcome": "Q"})
    made = bring_in(cast, odd)

    assert made.unmapped == {"RequestSource": {"Z9": 1}, "SENtype": {"WRONG": 1}, "ReviewOutcome": {"Q": 1}}
    child = Child.objects.get()
    assert (child.primary_need, child.assessments.get().source) == ("", "")
    assert child.plans.get().reviews.get().outcome == "open"
    assert '"Z9"' in str(child.raw["SEN2"]).replace("'", '"')


def test_a_review_whose_outcome_has_no_day_keeps_its_meeting(cast):
    made = bring_in(cast, person(1, ActivePlans={"LastReview": None}))

    review = Review.objects.get()
    assert (review.outcome, review.decided_on) == ("open", None)
    assert (
        made.persons.get().reason == "The outcome of the review of 20/11/2025 has no day of its own, so it is left out."
    )


def test_requests_that_cannot_be_told_apart_are_left_out_and_said(cast):
    from ehcp.sen2.record import Module, Person, Row
    from goldenthread.plans.sen2_import.holding import NOT_TOLD, Holding
    from goldenthread.plans.sen2_import.understanding import understand

    who = {"Surname": "Vale", "Forename": "Wren", "PersonBirthDate": "2014-01-01"}
    requests = [Row(Module.REQUEST, {"RequestOutcome": "W"}) for _ in range(2)]
    told = understand(Person(1, Row(Module.PERSON, who, requests)))

    edits, left_out = Holding(cast.authority, [told]).edits(told, None)

    assert [edit.of for edit in edits] == ["child", "request"]
    assert left_out == [NOT_TOLD]


def test_the_history_holds_names_of_fields_and_no_word_of_a_child(cast):
    bring_in(cast, person(1))

    events = Event.objects.filter(verb="brought in")
    child = Child.objects.get()
    assert {event.kind for event in events} == {"child", "assessment", "plan", "review"}
    assert {event.child_id for event in events} == {child.pk}
    assert events.get(kind="child").fields == [
        "date_of_birth", "first_name", "last_name", "primary_need", "setting_name", "sex", "upn",
    ]  # fmt: skip
    assert "Okafor" not in str(list(Event.objects.values()))


def test_the_deadlines_follow_in_the_same_moment(cast):
    bring_in(cast, person(1))
    codes = set(Clock.objects.filter(child=Child.objects.get()).values_list("code", flat=True))
    assert codes == {"request-decision", "final-plan", "review-decision", "annual-review"}


def test_a_comparison_that_stops_is_taken_up_where_it_stood(cast, monkeypatch):
    monkeypatch.setattr(previewing, "CHUNK", 4)
    made = hand_in(cast, *(person(n) for n in range(1, 12)), person(1), in_background=False)
    compare, calls = previewing._compare_chunk, []

    def dies(*given):
        calls.append(given)
        if len(calls) == 2:
            raise OSError("gone")
        return compare(*given)

    monkeypatch.setattr(previewing, "_compare_chunk", dies)
    with pytest.raises(OSError, match="gone"):
        compare_return.call(made.pk)
    assert made.persons.count() == 4

    compare_return.call(made.pk)
    made.refresh_from_db()
    assert (made.state, made.persons.count(), made.counts["refused"]) == (State.PREVIEWED, 12, 2)
    assert made.quality_check.counts["same-upn"] == 1
    compare_return.call(made.pk)  # a second worker finds nothing to do
    assert made.persons.count() == 12


def test_an_apply_that_stops_does_everybody_once(cast, monkeypatch):
    monkeypatch.setattr(applying, "CHUNK", 3)
    made = hand_in(cast, *(person(n) for n in range(1, 9)))
    workflow.apply_return(sen2_import=made, by=cast.sam, in_background=False)
    assert applying.apply_chunk(made)
    write = applying._write

    def dies(*given, **more):
        write(*given, **more)
        raise OSError("gone")

    monkeypatch.setattr(applying, "_write", dies)
    with pytest.raises(OSError, match="gone"):
        applying.apply_chunk(made)
    assert Child.objects.count() == 3

    monkeypatch.setattr(applying, "_write", write)
    apply_return.call(made.pk)
    apply_return.call(made.pk)
    made.refresh_from_db()
    assert (made.state, made.done, Child.objects.count(), Plan.objects.count()) == (State.APPLIED, 8, 8, 8)


def test_what_stands_still_is_taken_up_by_the_timetable(cast):
    made = hand_in(cast, person(1), in_background=False)
    Sen2Import.objects.update(moved_at=world.now() - dt.timedelta(minutes=10))

    assert workflow.carry_on_stalled(authority=cast.authority) == 1
    made.refresh_from_db()
    assert made.state == State.PREVIEWED


def test_a_return_that_is_let_be_leaves_its_counts_alone(cast, django_capture_on_commit_callbacks):
    made = hand_in(cast, person(1, ActivePlans={"ReviewOutcome": None}))
    with django_capture_on_commit_callbacks(execute=True):
        workflow.abandon_return(sen2_import=made, by=cast.sam)

    made.refresh_from_db()
    assert (made.state, Sen2Person.objects.count(), Child.objects.count()) == (State.ABANDONED, 0, 0)
    assert not made.file or not made.file.storage.exists(made.file.name)
    assert made.quality_check.counts == {"review-without-outcome": 1}
    assert made.quality_check.faults.count() == 0


def test_only_who_may_bring_in_a_register_may_bring_in_a_return(cast):
    with pytest.raises(PermissionDenied):
        hand_in(cast, person(1), by=cast.amina)
    made = hand_in(cast, person(1))
    for verb in (workflow.apply_return, workflow.abandon_return, workflow.carry_on):
        with pytest.raises(PermissionDenied):
            verb(sen2_import=made, by=cast.ben)
    with pytest.raises(PermissionDenied):
        workflow.check_register(authority=cast.authority, by=cast.amina)


def test_an_applied_return_is_closed(cast):
    made = bring_in(cast, person(1))
    with pytest.raises(WrongStage):
        workflow.abandon_return(sen2_import=made, by=cast.sam)
    with pytest.raises(WrongStage):
        workflow.say_who(sen2_import=made, by=cast.sam, answers={1: "same"})


def test_another_authority_has_its_own_children(cast, other_cast=None):
    from tests.people import make_cast

    there = make_cast(code="902", name="Northmoor")
    bring_in(cast, person(1))
    with scope(authority=there.authority):
        assert Sen2Import.objects.count() == Child.objects.count() == 0
