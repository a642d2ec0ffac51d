"""What the database itself refuses, whoever writes to it: going out unlet, another writer, an early reveal. On both."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from goldenthread.plans.models import Clearance, PlanVersion, ServiceCorrection
from goldenthread.plans.stages import Stage
from goldenthread.samples.models import MonthlyCommitment
from tests.factories import make_plan, make_version

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

Kind, Outcome = Clearance.Kind, Clearance.Outcome
NINE = dt.datetime(2026, 11, 12, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
# A change that breaks two rules is refused by either: which speaks first differs between the databases.
NOT_LET_OUT = "Nothing has let this version out|what was let out"
NOT_FINAL = "cannot be made final|made final stands"


def run(statement: str, *values) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def serve(version: PlanVersion) -> int:
    return run("UPDATE plans_planversion SET served_on = '2026-11-13', stage = 'served' WHERE id = %s", version.pk)


def make_final(version: PlanVersion) -> int:
    return run("UPDATE plans_planversion SET finalised_on = '2026-11-30', stage = 'final' WHERE id = %s", version.pk)


def give(version: PlanVersion, *outcomes: tuple[str, str]) -> None:
    """Clearances an hour apart, as (kind, outcome)."""
    for number, (kind, outcome) in enumerate(outcomes):
        Clearance.objects.create(version=version, kind=kind, outcome=outcome, by=None, at=NINE + number * HOUR)


def refused(change, *what, match: str) -> bool:
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        change(*what)
    return True


# --- The gate -----------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", [Stage.DRAFTING, Stage.READY, Stage.DRAWN, Stage.LET_THROUGH])
def test_a_version_that_nothing_has_let_out_cannot_be_made_served_or_final(cast, stage):
    version = make_version(make_plan(cast.amina), stage=stage)

    assert refused(serve, version, match=NOT_LET_OUT)
    assert refused(make_final, version, match=NOT_FINAL)


@pytest.mark.parametrize(
    "given",
    [
        [(Kind.LEVEL_3, Outcome.AMEND_FIRST)],
        [(Kind.LEVEL_3, Outcome.LET_THROUGH), (Kind.LEVEL_3, Outcome.HOLD)],
        [(Kind.LEVEL_3, Outcome.CLEARED), (Kind.HEALTH_CHECK, Outcome.HOLD)],
        [(Kind.RELEASE, Outcome.RELEASED), (Kind.LEVEL_3, Outcome.HOLD)],
        [(Kind.COMPLIANCE, Outcome.CLEARED)],
    ],
)
def test_a_hold_or_a_word_of_another_level_lets_nothing_out(cast, given):
    version = make_version(make_plan(cast.amina), stage=Stage.LET_THROUGH)
    give(version, *given)

    assert refused(serve, version, match=NOT_LET_OUT)


@pytest.mark.parametrize(
    "given",
    [
        [(Kind.LEVEL_3, Outcome.LET_THROUGH)],
        [(Kind.LEVEL_3, Outcome.READY_TO_SERVE)],
        [(Kind.LEVEL_3, Outcome.AMEND_FIRST), (Kind.LEVEL_3, Outcome.CLEARED)],
        [(Kind.LEVEL_3, Outcome.LET_THROUGH), (Kind.HEALTH_CHECK, Outcome.HOLD), (Kind.HEALTH_CHECK, Outcome.CLEARED)],
        [(Kind.LEVEL_3, Outcome.HOLD), (Kind.RELEASE, Outcome.RELEASED)],
    ],
)
def test_what_was_let_out_is_served_and_then_made_final(cast, given):
    version = make_version(make_plan(cast.amina), stage=Stage.LET_THROUGH)
    give(version, *given)

    assert (serve(version), make_final(version)) == (1, 1)


def test_the_clearance_of_another_version_lets_nothing_out(cast):
    plan = make_plan(cast.amina)
    give(make_version(plan, stage=Stage.REPLACED), (Kind.LEVEL_3, Outcome.LET_THROUGH))
    version = make_version(plan, stage=Stage.LET_THROUGH)

    assert refused(serve, version, match=NOT_LET_OUT)


def test_a_final_text_follows_a_draft_that_was_let_out_and_served_and_no_other(cast):
    plan, other = make_plan(cast.amina), make_plan(cast.amina)
    make_version(plan, stage=Stage.SERVED)
    after_service = make_version(plan, status="final")
    unserved = make_version(other, stage=Stage.LET_THROUGH)
    give(unserved, (Kind.LEVEL_3, Outcome.LET_THROUGH))
    before_service = make_version(other, status="final")

    assert make_final(after_service) == 1
    assert refused(make_final, before_service, match=NOT_FINAL)


@pytest.mark.parametrize("stage", ["cleared", "served", "final"])
def test_no_version_comes_in_as_one_that_went_out(cast, stage):
    version = make_version(make_plan(cast.amina), stage=Stage.SERVED)
    left_out = ("id", "number", "stage", "served_on", "finalised_on")
    columns = [one.column for one in PlanVersion._meta.concrete_fields if one.column not in left_out]
    names = ", ".join(columns)
    copied = f"INSERT INTO plans_planversion ({names}, number, stage) SELECT {names}, 2, %s FROM plans_planversion WHERE id = %s"
    with_day = (
        f"INSERT INTO plans_planversion ({names}, number, stage, {{day}}) "
        f"SELECT {names}, 3, 'drafting', '2026-11-13' FROM plans_planversion WHERE id = %s"
    )

    assert refused(run, copied, stage, version.pk, match="let out first")
    for day in ("served_on", "finalised_on"):
        assert refused(run, with_day.format(day=day), version.pk, match="let out first")
    assert run(copied, "drafting", version.pk) == 1


@pytest.mark.parametrize(
    "given",
    [[], [(Kind.LEVEL_3, Outcome.LET_THROUGH)], [(Kind.LEVEL_3, Outcome.HOLD)], [(Kind.COMPLIANCE, Outcome.CLEARED)]],
)
def test_nothing_becomes_cleared_that_nobody_cleared(cast, given):
    version = make_version(make_plan(cast.amina), stage=Stage.DRAWN)
    clear = "UPDATE plans_planversion SET stage = 'cleared' WHERE id = %s"
    give(version, *given)

    assert refused(run, clear, version.pk, match="Nobody has cleared")
    give(version, (Kind.RELEASE, Outcome.RELEASED))
    assert run(clear, version.pk) == 1


# --- The days -----------------------------------------------------------------------------------

SERVED_ON = "UPDATE plans_planversion SET served_on = %s WHERE id = %s"
FINALISED_ON = "UPDATE plans_planversion SET finalised_on = %s WHERE id = %s"


def correct(version: PlanVersion, was: str, became: str) -> None:
    ServiceCorrection.objects.create(version=version, was=was, became=became, reason="Typed wrongly", by=version.writer)


def test_a_day_of_service_changes_by_its_correction_alone(cast):
    version = make_version(make_plan(cast.amina), stage=Stage.SERVED, served_on=dt.date(2026, 11, 13))

    for day in ("2026-11-02", None):
        assert refused(run, SERVED_ON, day, version.pk, match="by a correction alone")
    correct(version, "2026-11-13", "2026-11-12")
    assert refused(run, SERVED_ON, "2026-11-02", version.pk, match="by a correction alone")
    assert run(SERVED_ON, "2026-11-12", version.pk) == 1
    correct(version, "2026-11-12", "2026-11-13")
    assert run(SERVED_ON, "2026-11-13", version.pk) == 1
    # The first correction said this change too, and was used.
    assert refused(run, SERVED_ON, "2026-11-12", version.pk, match="by a correction alone")


def test_the_correction_of_another_version_changes_no_day(cast):
    version, other = (make_version(make_plan(cast.amina), stage=Stage.SERVED) for _ in range(2))
    correct(other, "2026-11-13", "2026-11-12")

    assert refused(run, SERVED_ON, "2026-11-12", version.pk, match="by a correction alone")


def test_what_nothing_let_out_has_no_day_of_service_and_none_on_which_it_was_made_final(cast):
    version = make_version(make_plan(cast.amina), stage=Stage.LET_THROUGH)

    assert refused(run, SERVED_ON, "2026-11-13", version.pk, match="what was let out")
    assert refused(run, FINALISED_ON, "2026-11-30", version.pk, match="made final stands")


@pytest.mark.parametrize("day", ["2026-11-02", None])
def test_the_day_on_which_a_plan_was_made_final_stands(cast, day):
    version = make_version(make_plan(cast.amina), stage=Stage.FINAL, finalised_on=dt.date(2026, 11, 30))

    assert refused(run, FINALISED_ON, day, version.pk, match="made final stands")


# --- The writer ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    ["writer_id = NULL", "writer_id = {other}", "ready_at = NULL, ready_by_id = NULL", "ready_by_id = {other}"],
)
def test_who_wrote_a_draft_is_fixed_once_it_is_ready(cast, change):
    version = make_version(make_plan(cast.amina), stage=Stage.DRAWN)
    said = f"UPDATE plans_planversion SET {change.format(other=cast.osei.pk)} WHERE id = %s"

    assert refused(run, said, version.pk, match="Who wrote a draft is fixed")


def test_the_writer_of_what_is_still_being_drafted_may_change(cast):
    version = make_version(make_plan(cast.amina))

    assert run("UPDATE plans_planversion SET writer_id = %s WHERE id = %s", cast.osei.pk, version.pk) == 1


# --- The sealed number --------------------------------------------------------------------------


def sealed(cast, period: str) -> MonthlyCommitment:
    return MonthlyCommitment.objects.create(
        authority=cast.authority, period=period, nonce=period, commitment=f"of {period}"
    )


@pytest.mark.parametrize(
    ("period", "early", "in_time"),
    [
        # Midnight in England is 23:00 the day before while the clocks are forward.
        ("2026-02", "2026-02-28 23:59:59+00:00", "2026-03-01 00:00:00+00:00"),
        ("2026-03", "2026-03-31 22:59:59+00:00", "2026-03-31 23:00:00+00:00"),
        ("2026-06", "2026-06-30 22:59:59+00:00", "2026-06-30 23:00:00+00:00"),
        ("2026-09", "2026-09-30 22:59:59+00:00", "2026-09-30 23:00:00+00:00"),
        ("2026-10", "2026-10-31 23:59:59+00:00", "2026-11-01 00:00:00+00:00"),
        ("2026-12", "2026-12-31 23:59:59+00:00", "2027-01-01 00:00:00+00:00"),
    ],
)
def test_the_number_of_a_month_is_opened_when_the_month_is_over_in_england_and_no_sooner(cast, period, early, in_time):
    month = sealed(cast, period)

    def reveal(at: str) -> int:
        return MonthlyCommitment.objects.filter(pk=month.pk).update(revealed_at=dt.datetime.fromisoformat(at))

    assert refused(reveal, early, match="opened when the month is over")
    assert reveal(in_time) == 1


def test_no_month_comes_in_with_its_number_open(cast):
    month = sealed(cast, "2026-11")
    copied = (
        "INSERT INTO samples_monthlycommitment (authority_id, period, nonce, commitment, committed_at, told, arrivals, "
        "revealed_at) SELECT authority_id, '2026-12', nonce, commitment, committed_at, told, arrivals, %s "
        "FROM samples_monthlycommitment WHERE id = %s"
    )

    assert refused(run, copied, "2026-12-15 12:00:00+00:00", month.pk, match="opened when the month is over")
