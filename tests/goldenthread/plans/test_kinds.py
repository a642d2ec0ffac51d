"""The kind of a plan: changed by hand, brought in by an extract, confirmed or set back by the lead."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from goldenthread.desk.waiting import work_for
from goldenthread.history.models import Event
from goldenthread.people.models import Choice
from goldenthread.plans import workflow
from goldenthread.plans.models import Plan
from goldenthread.plans.queries import kinds
from goldenthread.plans.stages import Stage
from goldenthread.world import now, today
from tests.factories import make_child, make_plan, make_version
from tests.goldenthread.plans.register_import.files import TOBIN
from tests.goldenthread.plans.register_import.test_workflow import bring_in, hand_in, preview

KIND = 9  # the place of the kind in a row of an extract
AMENDED_TOBIN = (*TOBIN[:KIND], "A - Amended", *TOBIN[KIND + 1 :])


def add(by, kind="amended") -> Plan:
    return workflow.add_by_hand(
        by=by,
        case_system_id=f"H{Plan.objects.count()}",
        first_name="Wren",
        last_name="Vale",
        date_of_birth=None,
        requested_on=None,
        officer=None,
        kind=kind,
    )


def counts_as(plan: Plan) -> str:
    return kinds.counted(plan.pk).counts_as


def waiting(cast) -> list[Plan]:
    return list(kinds.to_confirm(cast.lena).order_by("pk"))


def page_of(response) -> str:
    assert response.status_code == 200
    page = re.sub(r"<(script|style|title)[\s\S]*?</\1>", " ", response.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def value_of(plan: Plan) -> str:
    plan.refresh_from_db()
    return f"{plan.reference}:{plan.kind}:{plan.kind_before}"


def test_an_amended_plan_that_an_assistant_typed_counts_as_new_until_the_lead_confirms_it(cast):
    plan = add(cast.sam)
    assert (counts_as(plan), waiting(cast)) == ("new", [plan])

    assert workflow.confirm_kinds(plans=[plan], by=cast.lena) == 1

    assert (counts_as(plan), waiting(cast)) == ("amended", [])
    event = Event.objects.get(verb="kind confirmed")
    assert (event.post_id, event.thing_id, event.fields) == (cast.lena.pk, plan.pk, ["kind"])


def test_a_new_plan_asks_nobody(cast):
    assert (counts_as(add(cast.sam, kind="new")), waiting(cast)) == ("new", [])


def test_what_the_lead_types_herself_is_confirmed(cast):
    plan = add(cast.lena)

    assert (counts_as(plan), plan.kind_confirmed_by, waiting(cast)) == ("amended", cast.lena, [])


def test_a_change_by_hand_is_recorded_and_counts_when_the_lead_confirms_it(cast):
    final = make_version(make_plan(cast.amina), stage=Stage.FINAL)
    plan = make_plan(cast.amina, child=final.plan.child)

    workflow.change_kind(plan=plan, kind="amended", by=cast.sam)

    event = Event.objects.get(verb="kind changed")
    assert (event.post_id, event.detail) == (cast.sam.pk, {"was": "new", "became": "amended"})
    assert (counts_as(plan), waiting(cast)) == ("new", [plan])
    plan.refresh_from_db()
    assert workflow.confirm_kinds(plans=[plan], by=cast.lena) == 1
    assert (counts_as(plan), waiting(cast)) == ("amended", [])


def test_a_change_that_is_taken_back_leaves_nothing_to_confirm(cast):
    plan = make_plan(cast.amina)

    for kind in ("amended", "phase-transfer", "new"):
        workflow.change_kind(plan=plan, kind=kind, by=cast.sam)

    plan.refresh_from_db()
    assert (plan.kind, plan.kind_before, waiting(cast)) == ("new", "", [])


def test_a_kind_that_was_confirmed_and_is_changed_again_waits_again(cast):
    plan = add(cast.lena)

    workflow.change_kind(plan=plan, kind="phase-transfer", by=cast.sam)

    plan.refresh_from_db()
    assert (plan.kind_confirmed_at, plan.kind_before, counts_as(plan)) == (None, "amended", "new")
    assert waiting(cast) == [plan]


def test_set_back_is_the_kind_before_and_without_one_a_new_plan(cast):
    typed, changed = add(cast.sam), add(cast.lena)
    workflow.change_kind(plan=changed, kind="phase-transfer", by=cast.sam)
    changed.refresh_from_db()

    assert workflow.set_back_kinds(plans=[typed, changed], by=cast.lena) == 2

    assert [Plan.objects.get(pk=one.pk).kind for one in (typed, changed)] == ["new", "amended"]
    assert (counts_as(changed), waiting(cast)) == ("amended", [])
    assert Event.objects.filter(verb="kind set back").count() == 2


def test_a_kind_that_changed_while_the_lead_was_looking_is_not_confirmed_unseen(cast):
    seen = add(cast.sam)
    workflow.change_kind(plan=seen, kind="phase-transfer", by=cast.sam)

    assert workflow.confirm_kinds(plans=[seen], by=cast.lena) == 0
    assert len(waiting(cast)) == 1


def test_only_the_lead_confirms_and_only_who_keeps_the_register_changes(cast, elsewhere):
    plan = add(cast.sam)

    for stranger in (cast.sam, cast.ben, cast.amina, elsewhere.lena):
        for verb in (workflow.confirm_kinds, workflow.set_back_kinds):
            with pytest.raises(PermissionDenied):
                verb(plans=[plan], by=stranger)
    for stranger in (cast.ben, cast.amina, cast.ivo, elsewhere.sam):
        with pytest.raises(PermissionDenied):
            workflow.change_kind(plan=plan, kind="new", by=stranger)
    assert waiting(cast) == [plan]


def test_where_every_kind_is_drawn_only_changes_by_hand_are_asked_about(cast):
    typed, changed = add(cast.sam), make_plan(cast.amina)
    workflow.change_kind(plan=changed, kind="amended", by=cast.sam)
    assert waiting(cast) == [typed, changed]

    Choice.objects.create(authority=cast.authority, key="level3.kinds", value="all", from_on="2026-01-01")

    assert waiting(cast) == [changed]


@pytest.mark.sqlite
def test_who_confirmed_and_when_stand_together(cast):
    plan = make_plan(cast.amina)

    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(kind_confirmed_at=now())


# --- An extract ---------------------------------------------------------------------------------


def test_the_preview_says_how_many_are_amended_without_a_final_plan_here(cast, as_):
    made = preview(hand_in(cast, AMENDED_TOBIN), cast.sam)

    assert made.counts["kinds"] == 1
    said = page_of(as_(cast.sam).get(f"/plans/import/{made.reference}/"))
    assert "1 row says that a plan is amended, and no final plan of the child is known here." in said
    assert "Its drafts stay in the draw until the quality lead confirms the kind." in said


def test_an_amended_plan_of_an_extract_waits_and_one_with_a_final_plan_here_counts_at_once(cast):
    bring_in(cast, AMENDED_TOBIN)
    plan = Plan.objects.get()
    assert (counts_as(plan), waiting(cast)) == ("new", [plan])

    make_version(make_plan(cast.amina, child=plan.child), stage=Stage.FINAL)

    assert (counts_as(plan), waiting(cast)) == ("amended", [])
    assert preview(hand_in(cast, AMENDED_TOBIN), cast.sam).counts["kinds"] == 0


def test_an_extract_that_brings_another_kind_undoes_what_was_confirmed(cast):
    bring_in(cast, AMENDED_TOBIN)
    plan = Plan.objects.get()
    workflow.set_back_kinds(plans=[plan], by=cast.lena)

    bring_in(cast, AMENDED_TOBIN)

    plan.refresh_from_db()
    assert (plan.kind, plan.kind_confirmed_by, counts_as(plan)) == ("amended", None, "new")
    assert waiting(cast) == [plan]


def test_the_same_extract_again_leaves_what_was_confirmed(cast):
    bring_in(cast, AMENDED_TOBIN)
    workflow.confirm_kinds(plans=Plan.objects.all(), by=cast.lena)

    bring_in(cast, AMENDED_TOBIN)

    assert (counts_as(Plan.objects.get()), waiting(cast)) == ("amended", [])


# --- The pages ----------------------------------------------------------------------------------


def test_the_lead_is_told_in_my_work_and_nobody_else(cast):
    add(cast.sam)
    add(cast.sam)

    def told(post):
        return [item.title for item in work_for(post, on=today()).to_do if "kind" in item.title]

    assert told(cast.lena) == ["Confirm the kind of 2 plans"]
    assert [told(post) for post in (cast.sam, cast.ben, cast.amina)] == [[], [], []]


def test_the_lead_confirms_and_sets_back_on_the_page(cast, as_):
    first, second, third = add(cast.sam), add(cast.sam), make_plan(cast.amina)
    workflow.change_kind(plan=third, kind="amended", by=cast.sam)
    lena = as_(cast.lena)

    shown = page_of(lena.get("/plans/kinds/"))
    assert shown.count("No final plan of this child is known here.") == 2
    assert f"Changed by {cast.sam.name}" in shown
    assert "It was a new plan." in shown
    assert "Tick the plans that you decide about." in page_of(lena.post("/plans/kinds/", {"decision": "confirm"}))
    told = lena.post("/plans/kinds/", {"decision": "confirm", "plans": [value_of(first)]}, follow=True)
    assert "Saved for 1 plan." in page_of(told)
    told = lena.post("/plans/kinds/", {"decision": "back", "plans": [value_of(second), value_of(third)]}, follow=True)
    assert "Saved for 2 plans." in page_of(told)
    assert "No kind waits for you." in page_of(told)
    assert list(Plan.objects.order_by("pk").values_list("kind", flat=True)) == ["amended", "new", "new"]


def test_a_line_that_the_lead_saw_otherwise_is_not_taken(cast, as_):
    plan = add(cast.sam)
    seen = value_of(plan)
    workflow.change_kind(plan=plan, kind="phase-transfer", by=cast.sam)

    told = as_(cast.lena).post("/plans/kinds/", {"decision": "confirm", "plans": [seen]})

    assert "The list has changed meanwhile." in page_of(told)
    assert len(waiting(cast)) == 1


def test_an_assistant_changes_a_kind_and_the_plans_page_says_what_it_counts_as(cast, as_):
    plan = make_plan(cast.amina, child=make_child(cast.authority))
    sam = as_(cast.sam)

    assert "New plan" in page_of(sam.get(f"/plans/{plan.reference}/kind/"))
    told = page_of(sam.post(f"/plans/{plan.reference}/kind/", {"kind": "amended"}, follow=True))

    assert (
        "Amended after review, changed from new plan. Counts as a new plan until the quality lead confirms it" in told
    )
    workflow.confirm_kinds(plans=[Plan.objects.get()], by=cast.lena)
    assert f"Amended after review, confirmed by {cast.lena.name} on" in page_of(sam.get(f"/plans/{plan.reference}/"))


def test_the_pages_are_for_the_lead_and_whoever_keeps_the_register(cast, as_, elsewhere):
    plan = add(cast.sam)

    for stranger in (cast.sam, cast.ben, cast.amina, cast.bea):
        assert as_(stranger).get("/plans/kinds/").status_code == 404
    for stranger in (cast.ben, cast.amina, cast.bea, elsewhere.lena):
        assert as_(stranger).post(f"/plans/{plan.reference}/kind/", {"kind": "new"}).status_code == 404
    assert "No kind waits for you." in page_of(as_(elsewhere.lena).get("/plans/kinds/"))
    assert waiting(cast) == [plan]


def test_looking_at_the_list_is_noted(cast, as_):
    add(cast.sam)

    as_(cast.lena).get("/plans/kinds/")

    event = Event.objects.get(verb="looked at kinds to confirm")
    assert (event.is_read, event.detail) == (True, {"lines": 1})


def test_the_list_asks_the_same_few_questions_for_one_plan_and_for_three(cast, as_, django_assert_num_queries):
    add(cast.sam)
    lena = as_(cast.lena)
    lena.get("/plans/kinds/")
    with django_assert_num_queries(15, exact=False) as one:
        lena.get("/plans/kinds/")
    for _ in range(2):
        add(cast.sam)

    with django_assert_num_queries(len(one)):
        lena.get("/plans/kinds/")
