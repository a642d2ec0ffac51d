"""Quota draws: frozen, drawn, abandoned, a pick replaced; the catch-up that leaves nobody out."""

import datetime as dt
import json
import subprocess
import sys

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from ehcp.statistics import sampling
from goldenthread import world
from goldenthread.history.models import Event
from goldenthread.people.models import Choice, Post
from goldenthread.plans.models import Clearance
from goldenthread.plans.stages import Stage
from goldenthread.samples import queries, rules, workflow
from goldenthread.samples.models import Draw, FramePlan, Replacement
from goldenthread.samples.receipts import file_of, receipt_of
from tests.factories import make_plan, make_version

PERIOD = "2026-11"


@pytest.fixture
def november(settings):
    """It is Wednesday 11 November 2026, and the bytes are 0, 1, 2, ..."""
    settings.DEMONSTRATION = True
    count = iter(range(10**9))

    def entropy(length):
        start = next(count)
        return bytes((start + i) % 256 for i in range(length))

    with world.pretend(clock=lambda: dt.datetime(2026, 11, 11, 15, tzinfo=dt.UTC), entropy=entropy):
        yield


def let_through(officer, count=1):
    """Drafts of an officer whom the draw takes for covered, at a chance of one in a million: none is picked."""
    made = [make_version(make_plan(officer), stage=Stage.READY) for _ in range(count)]
    settings = {"level3.background-chance": "1/1000000", "level3.drafts-of-somebody-new": 10_000_000}
    signed_off = officer.signed_off_at
    Post.objects.filter(pk=officer.pk).update(signed_off_at=world.now(), signed_off_by=officer)
    for key, value in settings.items():
        Choice.objects.create(authority=officer.authority, key=key, value=value, from_on="2020-01-01")
    for version in made:
        version.writer.refresh_from_db()
        assert workflow.draw_arrival(version=version, by=officer).result == FramePlan.Result.LET_THROUGH
        version.refresh_from_db()
    Choice.objects.filter(key__in=settings).delete()
    Post.objects.filter(pk=officer.pk).update(signed_off_at=signed_off, signed_off_by=signed_off and officer)
    return made


def frozen(cast, officers=None, *, each=1, count=3):
    versions = [
        (version, officer.code)
        for officer in officers or (cast.amina, cast.osei)
        for version in [make_version(make_plan(officer), stage=Stage.LET_THROUGH) for _ in range(count)]
    ]
    return workflow.freeze(
        authority=cast.authority,
        purpose=Draw.Purpose.LEVEL_3_ON_DEMAND,
        period=PERIOD,
        strata=versions,
        excluded=[],
        quota={officer.code: each for officer in officers or (cast.amina, cast.osei)},
        quota_reason="The lead asked for it.",
        by=cast.lena,
    )


# --- Freezing, entries, drawing ---------------------------------------------------------------


def test_the_frame_is_fixed_before_anything_is_drawn(cast, november):
    draw = frozen(cast)

    receipt = receipt_of(draw)
    assert (len(receipt["frame"]), receipt["picks"], receipt["nonce"], draw.drawn_at) == (6, [], None, None)
    assert receipt["commitment"] == sampling.commitment_to(draw.nonce)
    assert set(draw.frame_plans.values_list("result", flat=True)) == {"waiting"}


def test_one_is_picked_of_each_stratum_and_the_others_are_reserves_in_order(cast, november):
    draw = workflow.draw_frozen(draw=frozen(cast), by=cast.lena)

    results = sorted(draw.frame_plans.values_list("stratum", "result", "place"))
    assert results == [
        (code, result, place)
        for code in ("Amina", "Osei")
        for result, place in (("picked", 1), ("reserve", 2), ("reserve", 3))
    ]
    assert sampling.verify(receipt_of(draw)) == []


def test_a_picked_draft_that_was_let_through_waits_for_its_moderation_after_all(cast, november):
    draw = workflow.draw_frozen(draw=frozen(cast), by=cast.lena)

    stages = {
        result: {one.version.stage for one in draw.frame_plans.filter(result=result).select_related("version")}
        for result in ("picked", "reserve")
    }
    assert stages == {"picked": {Stage.DRAWN}, "reserve": {Stage.LET_THROUGH}}


def test_entries_of_people_are_part_of_the_seed_and_of_the_receipt(cast, november):
    draw = frozen(cast)
    workflow.add_entry(draw=draw, by=cast.lena, agency="sen-team", text="  four and two ")
    draw = workflow.draw_frozen(draw=draw, by=cast.lena)

    receipt = receipt_of(draw)
    assert receipt["entries"] == [{"agency": "sen-team", "text": "four and two"}]
    assert sampling.verify(receipt) == []
    assert sampling.verify({**receipt, "entries": []}) != []


@pytest.mark.parametrize("text", ["", "   ", "two\nlines", "x" * 201])
def test_an_entry_that_no_receipt_can_hold_is_refused(cast, november, text):
    draw = frozen(cast)

    with pytest.raises(ValueError):
        workflow.add_entry(draw=draw, by=cast.lena, agency="sen-team", text=text)
    draw.refresh_from_db()
    assert draw.entries == []


def test_nothing_is_entered_or_drawn_again_after_the_draw(cast, november):
    draw = workflow.draw_frozen(draw=frozen(cast), by=cast.lena)

    for attempt in (
        lambda: workflow.add_entry(draw=draw, by=cast.lena, agency="sen-team", text="late"),
        lambda: workflow.draw_frozen(draw=draw, by=cast.lena),
        lambda: workflow.abandon(draw=draw, by=cast.lena, reason="I did not like it."),
    ):
        with pytest.raises(ValidationError, match="This draw is over"):
            attempt()


def test_an_empty_frame_is_refused(cast, november):
    with pytest.raises(ValidationError, match="no draft to draw from"):
        frozen(cast, count=0)
    assert Draw.objects.count() == 0


def test_a_stratum_smaller_than_its_quota_gives_all_it_has(cast, november):
    draw = workflow.draw_frozen(draw=frozen(cast, each=5, count=2), by=cast.lena)

    assert set(draw.frame_plans.values_list("result", flat=True)) == {"picked"}
    assert sampling.verify(receipt_of(draw)) == []


def test_only_the_lead_runs_a_draw(cast, november, elsewhere):
    draw = frozen(cast)
    for stranger in (cast.ben, cast.amina, cast.sam, cast.dev, elsewhere.lena):
        for attempt in (
            lambda by=stranger: workflow.add_entry(draw=draw, by=by, agency="sen-team", text="four"),
            lambda by=stranger: workflow.draw_frozen(draw=draw, by=by),
            lambda by=stranger: workflow.abandon(draw=draw, by=by, reason="No."),
        ):
            with pytest.raises(PermissionDenied):
                attempt()


def test_an_abandoned_draw_stays_on_record_with_its_reason(cast, november):
    draw = frozen(cast)
    workflow.abandon(draw=draw, by=cast.lena, reason="The month was wrong.")

    draw.refresh_from_db()
    assert (draw.abandoned_by, draw.abandoned_reason, draw.drawn_at) == (cast.lena, "The month was wrong.", None)
    with pytest.raises(ValidationError):
        workflow.draw_frozen(draw=draw, by=cast.lena)
    assert receipt_of(draw)["nonce"] is None
    assert Event.objects.filter(verb="draw abandoned").count() == 1


@pytest.mark.sqlite
def test_the_database_refuses_to_change_a_frozen_or_drawn_draw(cast, november):
    draw = frozen(cast)
    for change in ({"frozen": {}}, {"nonce": "0" * 64}, {"commitment": "0" * 64}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Draw.objects.filter(pk=draw.pk).update(**change)
    workflow.draw_frozen(draw=draw, by=cast.lena)
    for change in ({"receipt": {}}, {"entries": ["late"]}, {"drawn_at": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Draw.objects.filter(pk=draw.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        FramePlan.objects.filter(draw=draw).update(result="picked")


# --- A pick falls out -------------------------------------------------------------------------


def test_a_fallen_pick_is_replaced_by_the_next_reserve_of_its_stratum(cast, november):
    draw = workflow.draw_frozen(draw=frozen(cast), by=cast.lena)
    pick = draw.frame_plans.get(stratum="Amina", result="picked")

    second = workflow.replace(frame_plan=pick, by=cast.lena, reason="conflict")
    third = workflow.replace(frame_plan=second, by=cast.lena, reason="withdrawn")
    nobody = workflow.replace(frame_plan=third, by=cast.lena, reason="withdrawn")

    assert [(second.stratum, second.place), (third.stratum, third.place), nobody] == [("Amina", 2), ("Amina", 3), None]
    second.version.refresh_from_db()
    assert second.version.stage == Stage.DRAWN
    pick.refresh_from_db()
    assert pick.result == FramePlan.Result.PICKED
    assert list(Replacement.objects.order_by("pk").values_list("fell_out", "taken")) == [
        (pick.pk, second.pk),
        (second.pk, third.pk),
        (third.pk, None),
    ]
    assert set(FramePlan.objects.filter(queries.picked_for_good()).values_list("stratum", flat=True)) == {"Osei"}


def test_a_pick_is_replaced_once_and_a_reserve_not_at_all(cast, november):
    draw = workflow.draw_frozen(draw=frozen(cast), by=cast.lena)
    pick = draw.frame_plans.get(stratum="Amina", result="picked")
    reserve = draw.frame_plans.get(stratum="Osei", result="reserve", place=2)

    workflow.replace(frame_plan=pick, by=cast.lena, reason="conflict")
    with pytest.raises(ValidationError, match="replaced already"):
        workflow.replace(frame_plan=pick, by=cast.lena, reason="conflict")
    with pytest.raises(ValidationError, match="Only a plan that was picked"):
        workflow.replace(frame_plan=reserve, by=cast.lena, reason="conflict")


# --- The catch-up -----------------------------------------------------------------------------


def test_the_catch_up_picks_one_draft_of_every_officer_who_had_drafts_and_none_picked(cast, november):
    let_through(cast.amina, 3)
    let_through(cast.osei, 1)
    nadia = make_version(make_plan(cast.nadia), stage=Stage.READY)
    assert workflow.draw_arrival(version=nadia, by=cast.nadia).result == "picked"

    draw = workflow.run_catch_up(authority=cast.authority, period=PERIOD)

    picked = draw.frame_plans.filter(result="picked").values_list("officer", "chance")
    assert sorted(picked) == sorted([(cast.amina.pk, "1/3"), (cast.osei.pk, "1/1")])
    assert [one.officer for one in queries.officers_month(PERIOD) if one.ready and not one.picked] == []
    assert sampling.verify(receipt_of(draw)) == []


def test_the_catch_up_may_run_again_and_finds_nobody(cast, november):
    let_through(cast.amina)
    workflow.run_catch_up(authority=cast.authority, period=PERIOD)

    assert workflow.run_catch_up(authority=cast.authority, period=PERIOD) is None
    assert Draw.objects.filter(purpose="level-3-catch-up").count() == 1


def test_a_draft_that_was_served_is_caught_up_and_stays_served(cast, november):
    (version,) = let_through(cast.amina)
    version.served_on = dt.date(2026, 11, 11)
    version.save()
    type(version).objects.filter(pk=version.pk).update(stage=Stage.SERVED)

    draw = workflow.run_catch_up(authority=cast.authority, period=PERIOD)

    version.refresh_from_db()
    assert (draw.frame_plans.get().result, version.stage) == ("picked", Stage.SERVED)


def test_an_officer_whose_only_draft_was_replaced_is_caught_up_in_its_newer_version(cast, november):
    (version,) = let_through(cast.amina)
    type(version).objects.filter(pk=version.pk).update(stage=Stage.REPLACED)
    newer = make_version(version.plan)

    draw = workflow.run_catch_up(authority=cast.authority, period=PERIOD)

    newer.refresh_from_db()
    assert (draw.frame_plans.get().version, newer.stage) == (newer, Stage.DRAWN)


def test_an_officer_whose_only_plan_has_ceased_leaves_nothing_to_draw(cast, november):
    (version,) = let_through(cast.amina)
    version.plan.ceased_on = dt.date(2026, 11, 10)
    version.plan.save()

    assert workflow.run_catch_up(authority=cast.authority, period=PERIOD) is None


def test_a_draft_on_legal_hold_is_left_out_with_its_reason(cast, november):
    held, _free = let_through(cast.amina, 2)
    held.plan.is_on_legal_hold = True
    held.plan.save()

    draw = workflow.run_catch_up(authority=cast.authority, period=PERIOD)

    receipt = receipt_of(draw)
    assert [one["reason"] for one in receipt["excluded"]] == ["legal-hold"]
    assert (len(receipt["frame"]), draw.frame_plans.get().version == held) == (1, False)


def test_a_chance_pick_that_fell_out_covers_nobody_and_is_not_drawn_again(cast, november):
    fallen = make_version(make_plan(cast.nadia), stage=Stage.READY)
    pick = workflow.draw_arrival(version=fallen, by=cast.nadia)
    other = let_through(cast.nadia)[0]
    assert workflow.run_catch_up(authority=cast.authority, period=PERIOD) is None

    assert workflow.replace(frame_plan=pick, by=cast.lena, reason="conflict") is None
    assert queries.is_covered(cast.nadia, PERIOD) is False
    draw = workflow.run_catch_up(authority=cast.authority, period=PERIOD)

    assert [one.version for one in draw.frame_plans.filter(result="picked")] == [other]
    assert [one["reason"] for one in receipt_of(draw)["excluded"]] == ["conflict"]


def test_the_lead_may_run_the_catch_up_by_hand_and_nobody_else(cast, november):
    let_through(cast.amina)

    for stranger in (cast.ben, cast.amina, cast.sam):
        with pytest.raises(PermissionDenied):
            workflow.run_catch_up(authority=cast.authority, period=PERIOD, by=stranger, reason="Now")
    draw = workflow.run_catch_up(authority=cast.authority, period=PERIOD, by=cast.lena, reason="Now")
    assert draw.made_by == cast.lena


@pytest.mark.rule("L3.9")
def test_before_its_day_the_catch_up_is_run_by_hand_only_with_a_reason_that_stands_in_the_receipt(cast, november):
    let_through(cast.amina)

    with pytest.raises(ValidationError, match="planned for 30 November. Before that day, say why"):
        workflow.run_catch_up(authority=cast.authority, period=PERIOD, by=cast.lena, reason=" \n ")
    assert Draw.objects.filter(purpose=Draw.Purpose.LEVEL_3_CATCH_UP).count() == 0

    draw = workflow.run_catch_up(authority=cast.authority, period=PERIOD, by=cast.lena, reason="We close\nfor a week.")
    said = "Run by hand before its day, 30 November 2026: We close for a week."
    assert draw.why_early == said
    assert receipt_of(draw)["quota_reason"].endswith(said)
    assert sampling.verify(receipt_of(draw)) == []


@pytest.mark.rule("L3.9")
def test_from_its_day_on_no_reason_is_asked_and_the_timetable_needs_none(cast, november):
    let_through(cast.amina)
    assert rules.catch_up_by_hand(on=dt.date(2026, 11, 30), planned_on=dt.date(2026, 11, 30), reason="")
    assert not rules.catch_up_by_hand(on=dt.date(2026, 11, 29), planned_on=dt.date(2026, 11, 30), reason="")

    draw = workflow.run_catch_up(authority=cast.authority, period=PERIOD)

    assert (draw.made_by, draw.why_early) == (None, "")
    assert receipt_of(draw)["quota_reason"] == "One for every officer who had drafts this month and none picked."


# --- The receipt ------------------------------------------------------------------------------


def test_the_stand_alone_verifier_repeats_a_quota_draw_from_its_file(cast, november, tmp_path):
    draw = frozen(cast)
    workflow.add_entry(draw=draw, by=cast.lena, agency="sen-team", text="Löwe, four & two")
    draw = workflow.draw_frozen(draw=draw, by=cast.lena)
    file = tmp_path / "receipt.json"
    file.write_bytes(file_of(draw))

    def verifier():
        return subprocess.run([sys.executable, "tools/verify_draw.py", file], capture_output=True, text=True)

    assert verifier().returncode == 0
    changed = json.loads(file.read_bytes())
    changed["picks"][0]["id"] = changed["reserves"][0]["id"]
    file.write_text(json.dumps(changed))
    assert verifier().returncode != 0


def test_no_receipt_of_a_quota_draw_names_anybody(cast, november):
    (version, *_) = let_through(cast.amina, 3)
    draw = workflow.run_catch_up(authority=cast.authority, period=PERIOD)

    words = file_of(draw).decode()
    for hidden in ("Tobin", "Ashworth", "Amina", version.plan.reference, version.plan.child.case_system_id):
        assert hidden not in words


def test_a_let_through_draft_keeps_its_clearance_when_the_catch_up_holds_it(cast, november):
    (version,) = let_through(cast.amina)
    workflow.run_catch_up(authority=cast.authority, period=PERIOD)

    version.refresh_from_db()
    assert version.stage == Stage.DRAWN
    assert list(Clearance.objects.filter(version=version).values_list("outcome", flat=True)) == ["let-through"]
