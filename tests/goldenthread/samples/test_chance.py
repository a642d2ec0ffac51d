"""Level 3 by chance: each draft drawn as it becomes ready, provably, with a chance that was fixed before."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from ehcp.statistics import sampling
from goldenthread import world
from goldenthread.history.models import Event
from goldenthread.people.models import Choice
from goldenthread.plans import rules_kind
from goldenthread.plans.models import Clearance
from goldenthread.plans.stages import Stage
from goldenthread.samples import queries, rules
from goldenthread.samples.models import Draw, FramePlan, MonthlyCommitment
from goldenthread.samples.receipts import receipt_of
from goldenthread.samples.workflow import commit_month, draw_arrival, reveal_month
from tests.factories import make_plan, make_version


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


def arrive(officer, **given):
    version = make_version(make_plan(officer, **given), stage=Stage.READY)
    return version, draw_arrival(version=version, by=officer)


def test_a_draft_is_drawn_or_let_through_with_its_receipt(cast, november):
    version, frame_plan = arrive(cast.amina)

    version.refresh_from_db()
    expected = {"picked": Stage.DRAWN, "let-through": Stage.LET_THROUGH}
    assert version.stage == expected[frame_plan.result]
    assert sampling.verify(receipt_of(frame_plan.draw)) == []


def test_a_draft_let_through_is_cleared_by_the_draw(cast, november):
    for _ in range(30):
        version, frame_plan = arrive(cast.amina)
        if frame_plan.result == FramePlan.Result.LET_THROUGH:
            break

    clearance = Clearance.objects.get(version=version)
    assert (clearance.outcome, clearance.by, clearance.source) == ("let-through", None, frame_plan.draw.reference)


@pytest.mark.rule("L3.3")
def test_every_draft_of_a_new_officer_is_drawn(cast, november):
    results = [arrive(cast.nadia)[1] for _ in range(5)]

    assert {(one.result, one.chance) for one in results} == {("picked", "1/1")}


def test_an_officer_with_no_history_is_expected_to_have_four_drafts_a_month(cast, november):
    _, frame_plan = arrive(cast.amina)

    # 14 of November's 21 working days are left on the eleventh: 4 x 14/21 = 2.67, rounded down.
    assert frame_plan.draw.inputs["working_days_left"] == 14
    assert frame_plan.chance == "1/2"


def test_an_officer_already_covered_keeps_the_background_chance(cast, november):
    while arrive(cast.amina)[1].result != FramePlan.Result.PICKED:
        pass

    assert arrive(cast.amina)[1].chance == "1/10"


def test_the_background_chance_is_the_authoritys_to_set(cast, november):
    Choice.objects.create(authority=cast.authority, key="level3.background-chance", value="1/4", from_on="2026-01-01")
    while arrive(cast.amina)[1].result != FramePlan.Result.PICKED:
        pass

    assert arrive(cast.amina)[1].chance == "1/4"


def test_arrival_numbers_have_no_gap(cast, november):
    ids = [arrive(officer)[1].frame_id for officer in (cast.amina, cast.osei, cast.nadia)]

    assert ids == ["2026-11-000001", "2026-11-000002", "2026-11-000003"]


@pytest.mark.rule("L3.1")
def test_an_amended_plan_is_outside_the_draw_and_says_why_unless_the_authority_draws_every_kind(cast, november):
    confirmed = {"kind_confirmed_at": world.now(), "kind_confirmed_by": cast.lena}
    version, frame_plan = arrive(cast.amina, kind="amended", **confirmed)

    version.refresh_from_db()
    assert (frame_plan, version.stage) == (None, Stage.OUTSIDE)
    clearance = Clearance.objects.get(version=version)
    assert (clearance.words, clearance.by) == ("Outside the draw", None)
    assert clearance.note == (
        "Amended after review. Only new plans enter the draw here, by the authority’s setting. "
        "The quality lead confirmed the kind on 11 November 2026."
    )
    assert Event.objects.filter(verb="outside the draw", thing_id=version.pk, post_id=cast.amina.pk).count() == 1

    Choice.objects.create(authority=cast.authority, key="level3.kinds", value="all", from_on="2026-01-01")
    assert arrive(cast.amina, kind="amended", **confirmed)[1] is not None


@pytest.mark.rule("L3.8")
@pytest.mark.parametrize("kind", ["amended", "phase-transfer"])
def test_a_plan_that_is_only_said_to_be_amended_is_drawn_as_a_new_one(cast, november, kind):
    _, frame_plan = arrive(cast.nadia, kind=kind)

    assert (frame_plan.result, frame_plan.chance) == (FramePlan.Result.PICKED, "1/1")
    assert (frame_plan.draw.inputs["kind"], frame_plan.draw.inputs["drawn_as"]) == (kind, "new")
    assert "drawn_as" not in arrive(cast.nadia)[1].draw.inputs


@pytest.mark.rule("L3.8")
def test_an_earlier_final_plan_of_the_child_bears_an_amended_one_out(cast, november):
    before = make_version(make_plan(cast.amina), stage=Stage.FINAL)
    version, frame_plan = arrive(cast.nadia, kind="amended", child=before.plan.child)

    assert frame_plan is None
    assert "An earlier final plan of this child is known here." in Clearance.objects.get(version=version).note


@pytest.mark.rule("L3.8")
def test_a_final_text_that_was_only_uploaded_bears_nothing_out(cast, november):
    uploaded = make_version(make_plan(cast.amina), status="final")

    assert arrive(cast.amina, kind="amended", child=uploaded.plan.child)[1] is not None


@pytest.mark.rule("L3.8")
@pytest.mark.parametrize(
    ("kind", "before", "confirmed", "final", "counts"),
    [
        ("new", "", False, False, "new"),
        ("amended", "", False, False, "new"),
        ("amended", "", False, True, "amended"),
        ("amended", "", True, False, "amended"),
        ("amended", "new", False, True, "new"),
        ("amended", "phase-transfer", False, True, "phase-transfer"),
        ("amended", "phase-transfer", False, False, "new"),
        ("new", "amended", False, True, "new"),
    ],
)
def test_whose_word_on_a_kind_counts(kind, before, confirmed, final, counts):
    given = {"kind": kind, "kind_before": before, "is_confirmed": confirmed, "has_earlier_final": final}

    assert rules_kind.kind_that_counts(**given) == counts


def test_nothing_on_a_receipt_names_a_child_or_an_officer(cast, november):
    version, frame_plan = arrive(cast.amina)
    words = str(receipt_of(frame_plan.draw))

    for hidden in ("Tobin", "Ashworth", "Amina", version.plan.reference, version.plan.child.case_system_id):
        assert hidden not in words


def test_the_nonce_stays_sealed_until_the_month_has_ended(cast, november):
    _, frame_plan = arrive(cast.amina)

    assert receipt_of(frame_plan.draw)["nonce"] is None
    assert reveal_month(authority=cast.authority, period="2026-11") is False


def test_after_the_reveal_anybody_can_repeat_the_draw(cast, november, settings):
    _, frame_plan = arrive(cast.amina)
    with world.pretend(clock=lambda: dt.datetime(2026, 12, 1, 8, tzinfo=dt.UTC), entropy=bytes):
        assert reveal_month(authority=cast.authority, period="2026-11") is True
        receipt = receipt_of(Draw.objects.get(pk=frame_plan.draw_id))

    assert receipt["nonce"] is not None
    assert sampling.verify(receipt) == []
    assert bool(receipt["picks"]) == (frame_plan.result == FramePlan.Result.PICKED)


def test_a_reveal_that_is_dated_in_advance_opens_nothing_before_its_day(cast, november):
    _, frame_plan = arrive(cast.amina)
    MonthlyCommitment.objects.filter(period="2026-11").update(revealed_at=dt.datetime(2026, 12, 1, 8, tzinfo=dt.UTC))

    receipt = receipt_of(Draw.objects.get(pk=frame_plan.draw_id))

    assert (receipt["nonce"], receipt["seed"]) == (None, None)


def test_the_commitment_is_sent_to_the_dco_and_the_dsco(cast, november, django_capture_on_commit_callbacks, mailoutbox):
    with django_capture_on_commit_callbacks(execute=True):
        commit_month(authority=cast.authority, period="2026-12")

    assert sorted(sent.to[0] for sent in mailoutbox) == ["dev@sandbourne.example", "dora@sandbourne.example"]


def test_a_month_is_committed_once(cast, november):
    commit_month(authority=cast.authority, period="2026-12")

    assert commit_month(authority=cast.authority, period="2026-12") is None
    assert MonthlyCommitment.objects.count() == 1


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "change", [{"nonce": "0" * 64}, {"commitment": "0" * 64}, {"period": "2026-10"}, {"arrivals": 0}]
)
def test_the_database_refuses_to_change_a_commitment(cast, november, change):
    arrive(cast.amina)

    with pytest.raises(DatabaseError), transaction.atomic():
        MonthlyCommitment.objects.update(**change)


@pytest.mark.sqlite
def test_the_database_refuses_to_change_or_delete_a_draw_or_its_frame(cast, november):
    arrive(cast.amina)

    for attempt in (
        lambda: Draw.objects.update(receipt={}),
        lambda: Draw.objects.update(frozen={}),
        lambda: Draw.objects.all()._raw_delete("default"),
        lambda: FramePlan.objects.update(result="picked", place=1),
        lambda: FramePlan.objects.update(chance="1/1000"),
        lambda: FramePlan.objects.all()._raw_delete("default"),
    ):
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            attempt()


@pytest.mark.rule("L3.2")
def test_officers_without_a_pick_are_not_covered():
    officers = [rules.OfficerMonth(officer=1, ready=2, picked=1), rules.OfficerMonth(officer=2, ready=3)]

    assert rules.officers_not_yet_covered(officers) == [2]


def test_an_officer_without_a_draft_cannot_be_caught_up():
    officers = [rules.OfficerMonth(officer=1), rules.OfficerMonth(officer=2, ready=3)]

    assert rules.needs_catch_up(officers) == [2]


@pytest.mark.parametrize("words", ["0", "2", "-1/2", "ten", ""])
def test_a_background_chance_that_is_no_chance_is_refused(words):
    with pytest.raises(ValueError):
        rules.parse_chance(words)


def test_months_before_january_lie_in_the_year_before():
    assert queries.months_before("2026-02", 3) == ["2026-01", "2025-12", "2025-11"]
