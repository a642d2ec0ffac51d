"""One ticket for a plan and month: a draft that is brought in again is neither drawn again nor lost to the draw."""

import datetime as dt
import io

import docx
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ehcp.screening.reading import read
from ehcp.statistics import sampling
from goldenthread import world
from goldenthread.desk.console.rows import rows_of
from goldenthread.desk.draws import on_demand_frame
from goldenthread.history.models import Event
from goldenthread.moderation import workflow as moderation
from goldenthread.moderation.models import Moderation
from goldenthread.people.models import Choice
from goldenthread.plans import workflow as plans
from goldenthread.plans.models import Clearance, PlanVersion
from goldenthread.plans.queries.gate import decision_of
from goldenthread.plans.stages import Stage
from goldenthread.samples import queries, rules
from goldenthread.samples.models import Draw, FramePlan, MonthlyCommitment
from goldenthread.samples.receipts import receipt_of
from goldenthread.samples.workflow import commit_month, draw_frozen, freeze, replace
from tests.factories import make_plan, make_version
from tests.goldenthread.desk.drafts import drawn, let_through

PERIOD = "2026-11"
WEDNESDAY = dt.datetime(2026, 11, 11, 15, tzinfo=dt.UTC)


@pytest.fixture
def november(settings):
    """It is Wednesday 11 November 2026, and the bytes are 0, 1, 2, ..."""
    settings.DEMONSTRATION = True
    with world.pretend(clock=lambda: WEDNESDAY, entropy=counting()):
        yield


def counting():
    count = iter(range(10**9))

    def entropy(length):
        start = next(count)
        return bytes((start + i) % 256 for i in range(length))

    return entropy


def file_of(words: str) -> bytes:
    word = docx.Document()
    word.add_heading("Section A", level=1)
    word.add_paragraph(f"Tobin says: {words}")
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()


def bring_in(plan, words: str, *, status: str = "draft") -> PlanVersion:
    """The plan's officer brings in a text with these words."""
    data = file_of(words)
    return plans.file_version(
        plan=plan,
        document=read(data, name="plan.docx"),
        data=data,
        file_format="docx",
        by=plan.officer,
        status=status,
    )


def say_ready(version: PlanVersion) -> Moderation | None:
    return moderation.draft_is_ready(version=version, by=version.plan.officer)


def stage_of(version: PlanVersion) -> str:
    return PlanVersion.objects.get(pk=version.pk).stage


def arrivals() -> int:
    return MonthlyCommitment.objects.get(period=PERIOD).arrivals


# --- Let through --------------------------------------------------------------------------------


@pytest.mark.rule("L3.30")
def test_a_draft_that_was_let_through_stays_let_through_in_its_month_however_often_it_is_changed(cast, november):
    first = let_through(cast.amina)
    # Every further ticket would be picked.
    Choice.objects.create(authority=cast.authority, key="level3.background-chance", value="1/1", from_on="2020-01-01")
    Choice.objects.create(authority=cast.authority, key="level3.drafts-of-somebody-new", value=1, from_on="2020-01-01")

    for words in ("trains", "lunch", "a friend"):
        newer = bring_in(first.plan, words)
        assert say_ready(newer) is None
        assert stage_of(newer) == Stage.LET_THROUGH

    assert (arrivals(), Draw.objects.count(), FramePlan.objects.count()) == (1, 1, 1)
    assert queries.is_covered(cast.amina, PERIOD) is False
    receipt = FramePlan.objects.get().draw.reference
    clearance = Clearance.objects.get(version=newer)
    assert (clearance.source, clearance.by) == (receipt, None)
    assert clearance.note == (
        f"Draw {receipt} let this plan through in November 2026, when version 1 stood. A plan is drawn once a month, "
        "so this version keeps that."
    )
    assert decision_of(PlanVersion.objects.get(pk=newer.pk)).allowed
    assert Event.objects.filter(verb="kept its ticket", thing_id=newer.pk).count() == 1


def test_a_repeat_lowers_nobodys_chance(cast, november):
    first = let_through(cast.amina)
    for words in ("trains", "lunch", "a friend"):
        say_ready(bring_in(first.plan, words))

    [row] = [one for one in queries.officers_month(PERIOD) if one.officer == cast.amina.pk]
    assert (row.ready, row.picked) == (1, 0)
    with world.pretend(clock=lambda: dt.datetime(2026, 12, 2, 9, tzinfo=dt.UTC), entropy=counting()):
        assert queries.drafts_ready_by_month(cast.amina, before="2026-12", months=1) == [1]


def test_in_the_next_month_it_has_a_ticket_as_any_other(cast, november):
    first = let_through(cast.amina)

    with world.pretend(clock=lambda: dt.datetime(2026, 12, 2, 9, tzinfo=dt.UTC), entropy=counting()):
        newer = bring_in(first.plan, "trains")
        say_ready(newer)

    assert FramePlan.objects.get(version=newer).frame_id == "2026-12-000001"


@pytest.mark.rule("L3.30")
def test_the_first_draft_of_a_new_officer_who_took_the_plan_over_is_drawn_all_the_same(cast, november):
    first = let_through(cast.amina)
    first.plan.officer = cast.nadia
    first.plan.save()
    first.plan.refresh_from_db()

    opened = say_ready(bring_in(first.plan, "trains"))

    assert (opened.origin, opened.chance) == (Moderation.Origin.EVERY_DRAFT, "1/1")
    assert [one.officer for one in queries.officers_month(PERIOD) if one.picked] == [cast.nadia.pk]


# --- Drawn --------------------------------------------------------------------------------------


def cleared(opened: Moderation) -> None:
    """As if the moderation had ended well."""
    by = opened.moderator
    plans.clear(version=opened.version, kind="level-3", outcome="cleared", by=by, source=opened.reference)
    Moderation.objects.filter(pk=opened.pk).update(stage="closed", closed_at=world.now())


@pytest.mark.rule("L3.30")
def test_a_draft_that_was_drawn_and_cleared_and_then_changed_is_looked_at_again_and_counts_once(cast, november):
    opened = drawn(cast.amina)
    cleared(opened)
    [before] = [row for row in rows_of(PERIOD, WEDNESDAY.date()) if row.post == cast.amina]
    newer = bring_in(opened.plan, "another text")

    again = say_ready(newer)

    assert (stage_of(newer), again.version, again.origin) == (Stage.DRAWN, newer, Moderation.Origin.AGAIN)
    assert (arrivals(), FramePlan.objects.count()) == (1, 1)
    [row] = [one for one in queries.officers_month(PERIOD) if one.officer == cast.amina.pk]
    assert (row.ready, row.picked) == (1, 1)
    [after] = [row for row in rows_of(PERIOD, WEDNESDAY.date()) if row.post == cast.amina]
    assert (after.ready, after.is_drawn, after.state) == (before.ready, before.is_drawn, before.state)


def test_a_drawn_draft_is_held_when_a_newer_one_comes(cast, november):
    opened = drawn(cast.amina)
    newer = bring_in(opened.plan, "another text")

    with pytest.raises(plans.Refused, match="waits"), transaction.atomic():
        say_ready(newer)
    assert (stage_of(opened.version), stage_of(newer)) == (Stage.DRAWN, Stage.DRAFTING)
    assert not decision_of(PlanVersion.objects.get(pk=newer.pk)).allowed


# --- The catch-up -------------------------------------------------------------------------------


@pytest.mark.rule("L3.31")
@pytest.mark.parametrize("status", ["draft", "final"])
def test_a_newer_version_in_drafting_does_not_hide_its_plan_from_the_catch_up(cast, november, status):
    first = let_through(cast.amina)
    newer = bring_in(first.plan, "another text", status=status)
    assert (stage_of(first), stage_of(newer)) == (Stage.REPLACED, Stage.DRAFTING)

    draw = moderation.run_catch_up(authority=cast.authority, period=PERIOD)

    assert receipt_of(draw)["excluded"] == []
    assert sampling.verify(receipt_of(draw)) == []
    opened = Moderation.objects.get()
    assert (opened.version, opened.origin, stage_of(newer)) == (newer, Moderation.Origin.CATCH_UP, Stage.DRAWN)
    assert queries.is_covered(cast.amina, PERIOD) is True


def test_the_catch_up_counts_plans_and_not_their_versions(cast, november):
    first, second = let_through(cast.amina), let_through(cast.amina)
    for words in ("trains", "lunch", "a friend"):
        say_ready(bring_in(first.plan, words))

    draw = moderation.run_catch_up(authority=cast.authority, period=PERIOD)

    assert [row["chance"] for row in receipt_of(draw)["frame"]] == ["1/2", "1/2"]
    assert {one.version.plan_id for one in draw.frame_plans.all()} == {first.plan_id, second.plan_id}


def test_a_plan_whose_pick_fell_out_is_not_drawn_again_under_a_newer_version(cast, november):
    opened = drawn(cast.nadia)
    free = let_through(cast.nadia)

    replace(frame_plan=opened.frame_plan, by=cast.lena, reason="conflict")
    plans.release(version=opened.version, by=cast.lena, reason="Nobody may look at it.")
    bring_in(opened.plan, "another text")

    draw = moderation.run_catch_up(authority=cast.authority, period=PERIOD)

    assert [one.version for one in draw.frame_plans.all()] == [free]
    assert [one["reason"] for one in receipt_of(draw)["excluded"]] == ["conflict"]


def test_the_plan_is_owed_by_whose_draft_it_was_when_it_was_drawn(cast, november):
    first = let_through(cast.amina)
    first.plan.officer = cast.osei
    first.plan.save()
    first.plan.refresh_from_db()
    newer = bring_in(first.plan, "another text")

    draw = moderation.run_catch_up(authority=cast.authority, period=PERIOD)

    frame_plan = draw.frame_plans.get()
    assert (frame_plan.version, frame_plan.officer) == (newer, cast.amina)


# --- Between the frame and the draw -------------------------------------------------------------


def frozen(cast) -> Draw:
    frame, excluded = on_demand_frame(PERIOD, with_served=False)
    return freeze(
        authority=cast.authority,
        purpose=Draw.Purpose.LEVEL_3_ON_DEMAND,
        period=PERIOD,
        strata=frame,
        excluded=excluded,
        quota=dict.fromkeys({stratum for _, stratum in frame}, 1),
        quota_reason="A closer look.",
        by=cast.lena,
    )


@pytest.mark.rule("L3.31")
def test_a_pick_carries_over_to_the_version_that_came_while_the_frame_was_frozen(cast, november, as_):
    first = let_through(cast.amina)
    draw = frozen(cast)
    newer = bring_in(first.plan, "another text")

    before = receipt_of(Draw.objects.get(pk=draw.pk))
    drawn_now = draw_frozen(draw=draw, by=cast.lena)
    [opened] = moderation.open_for_picks(draw=drawn_now)

    assert (opened.version, stage_of(newer), stage_of(first)) == (newer, Stage.DRAWN, Stage.REPLACED)
    assert drawn_now.frame_plans.get().version == first
    assert receipt_of(drawn_now)["frame"] == before["frame"]
    assert sampling.verify(receipt_of(drawn_now)) == []
    assert moderation.open_for_picks() == []
    page = as_(cast.amina).get(f"/plans/{first.plan.reference}/").content.decode()
    assert "picked this plan when version 1 stood. The pick carried over to version 2" in page


def test_a_plan_that_was_moderated_is_not_drawn_on_demand_under_a_newer_version(cast, november):
    opened = drawn(cast.amina)
    cleared(opened)
    bring_in(opened.plan, "another text")

    assert on_demand_frame(PERIOD, with_served=True)[0] == []


def test_the_plans_page_says_that_it_stays_let_through_before_and_after_it_is_ready(cast, november, as_):
    first = let_through(cast.amina)
    newer = bring_in(first.plan, "another text")
    receipt = FramePlan.objects.get().draw.reference
    amina = as_(cast.amina)

    page = amina.get(f"/plans/{first.plan.reference}/").content.decode()
    assert "let this plan through in November 2026, when version 1 stood" in page
    assert receipt in page
    told = amina.post(f"/plans/{first.plan.reference}/versions/2/ready/", follow=True).content.decode()
    assert "A plan is drawn once a month, so this version keeps that." in told
    assert stage_of(newer) == Stage.LET_THROUGH


# --- Whatever the order -------------------------------------------------------------------------

# What an officer may do with one of three plans: bring in a text, or say that the newest is ready.
STEPS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["ready", "text", "same text", "final text"])), max_size=14
)


def month_of(cast, steps) -> tuple[dict[int, tuple[str, str]], int, int]:
    """Live a month of one officer by these steps. Gives chance and result of each plan in the order in which they first
    became ready, how many the catch-up owes and how many plans it draws from. Everything is undone afterwards.
    """
    count = iter(range(1, 100))
    with transaction.atomic(), world.pretend(clock=lambda: WEDNESDAY, entropy=counting()):
        commit_month(authority=cast.authority, period=PERIOD)  # first, so that the month's number is the same
        owned = [make_plan(cast.amina) for _ in range(3)]
        for plan in owned:
            make_version(plan)
        for which, step in steps:
            plan = owned[which]
            newest = plan.versions.order_by("-number").first()
            try:
                with transaction.atomic():
                    if step == "ready":
                        say_ready(newest)
                    else:
                        words = "the same" if step == "same text" else f"text {next(count)}"
                        bring_in(plan, words, status="final" if step == "final text" else "draft")
            except plans.Refused:
                pass
        tickets = {
            number: (one.chance, one.result) for number, one in enumerate(FramePlan.objects.order_by("frame_id"))
        }
        owed = len(rules.needs_catch_up(queries.officers_month(PERIOD)))
        frame = len(queries.catch_up_frame(PERIOD, [cast.amina.pk])[0])
        draw = moderation.run_catch_up(authority=cast.authority, period=PERIOD)
        assert (draw is None) == (owed == 0)
        assert rules.needs_catch_up(queries.officers_month(PERIOD)) == []
        transaction.set_rollback(True)
    return tickets, owed, frame


@pytest.mark.rule("L3.30")
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_brought_in_again_no_chance_and_no_debt_changes(cast, november, steps):
    honest, seen = [], set()
    status = dict.fromkeys(range(3), "draft")
    for which, step in steps:
        if step == "ready" and which not in seen and status[which] == "draft":
            seen.add(which)
            honest.append((which, "ready"))
        elif step != "ready":
            status[which] = "final" if step == "final text" else "draft"

    assert month_of(cast, steps) == month_of(cast, honest)
