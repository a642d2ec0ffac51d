"""Quota draws of Level 3: the month-end catch-up and draws on demand, their replacements and their abandonment."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from ehcp.statistics import sampling
from goldenthread import permissions, world
from goldenthread.history.record import record
from goldenthread.people.models import Authority, Post
from goldenthread.permissions import Permission
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.stages import LIFECYCLE as VERSION_LIFECYCLE
from goldenthread.plans.stages import Stage as VersionStage
from goldenthread.references import new_key
from goldenthread.samples import queries, rules
from goldenthread.samples.models import Draw, FramePlan, Replacement
from goldenthread.samples.workflow.chance import officer_code
from goldenthread.samples.workflow.numbering import next_reference

ONE_FOR_EVERY_OFFICER = "One for every officer who had drafts this month and none picked."
MOST_OF_A_REASON = 300


@transaction.atomic
def run_catch_up(*, authority: Authority, period: str, by: Post | None = None, reason: str = "") -> Draw | None:
    """Pick one draft of every officer who had drafts in the month and none picked. None when nobody is left over.

    `by` is the lead who ran it by hand, or None for the timetable. Before its planned day it takes a `reason`, which
    stands in the receipt; ValidationError without one. It may run again: those it covered are covered.
    """
    early: dict[str, str] = {}
    if by is not None:
        permissions.require(by, Permission.RUN_DRAW)
        early = _before_its_day(period, reason)
    officers = rules.needs_catch_up(queries.officers_month(period))
    if not officers:
        return None
    plans, excluded = queries.catch_up_frame(period, officers)
    if not plans:
        return None
    strata = {version.pk: officer_code(officer, period) for version, officer in plans}
    draw = freeze(
        authority=authority,
        purpose=Draw.Purpose.LEVEL_3_CATCH_UP,
        period=period,
        strata=[(version, strata[version.pk]) for version, _ in plans],
        officers={version.pk: officer for version, officer in plans},
        excluded=excluded,
        quota=dict.fromkeys(sorted(set(strata.values())), 1),
        quota_reason=" ".join([ONE_FOR_EVERY_OFFICER, *early.values()]),
        by=by,
        inputs=early,
    )
    return draw_frozen(draw=draw, by=by)


def _before_its_day(period: str, reason: str) -> dict[str, str]:
    """Why a catch-up is run by hand before its planned day; nothing from that day on. ValidationError for no reason."""
    planned_on = queries.catch_up_planned_on(period)
    if not (decision := rules.catch_up_by_hand(on=world.today(), planned_on=planned_on, reason=reason)):
        raise ValidationError(decision.why)
    if world.today() >= planned_on:
        return {}
    day = f"{planned_on.day} {planned_on:%B %Y}"
    return {"early": f"Run by hand before its day, {day}: {' '.join(reason.split())[:MOST_OF_A_REASON]}"}


@transaction.atomic
def freeze(
    *,
    authority: Authority,
    purpose: str,
    period: str,
    strata: Iterable[tuple[PlanVersion, str]],
    excluded: Iterable[tuple[PlanVersion, str]],
    quota: dict[str, int],
    quota_reason: str,
    by: Post | None,
    inputs: dict[str, str] | None = None,
    officers: Mapping[int, Post] | None = None,
) -> Draw:
    """Fix the frame and show its hash and the commitment, before anybody enters anything. Nothing is drawn yet.

    `officers` says of versions (by id) whose draft it is that the frame holds; the writer's, where it says nothing.
    """
    if by is not None:
        permissions.require(by, Permission.RUN_DRAW)
    versions = {new_key(): (version, stratum) for version, stratum in strata}
    if not versions:
        raise ValidationError("There is no draft to draw from. Choose another month, or other officers.")
    nonce = world.random_bytes(32).hex()
    now = world.now()
    frozen = sampling.freeze(
        kind=sampling.QUOTA,
        purpose=purpose,
        period=period,
        reference=next_reference(authority),
        frame=sampling.quota_frame({key: stratum for key, (_, stratum) in versions.items()}, quota),
        excluded=[{"id": new_key(), "reason": reason} for _, reason in excluded],
        quota=quota,
        quota_reason=quota_reason,
        commitment=sampling.commitment_to(nonce),
        committed_at=now,
    )
    draw = Draw.objects.create(
        authority=authority,
        reference=frozen["reference"],
        kind=Draw.Kind.QUOTA,
        purpose=purpose,
        period=period,
        frozen=frozen,
        inputs=inputs or {},
        commitment=frozen["commitment"],
        committed_at=now,
        nonce=nonce,
        made_by=by,
    )
    FramePlan.objects.bulk_create(
        FramePlan(
            draw=draw,
            version=versions[row["id"]][0],
            officer=(officers or {}).get(versions[row["id"]][0].pk, versions[row["id"]][0].writer),
            frame_id=row["id"],
            stratum=row["stratum"],
            chance=row["chance"],
        )
        for row in frozen["frame"]
    )
    record("frame frozen", on=draw, by=by, plans=len(frozen["frame"]), excluded=len(frozen["excluded"]))
    return draw


@transaction.atomic
def add_entry(*, draw: Draw, by: Post, agency: str, text: str) -> None:
    """Somebody's words or dice, after the frame is frozen and before it is drawn."""
    permissions.require(by, Permission.RUN_DRAW, draw)
    locked = Draw.objects.select_for_update().get(pk=draw.pk)
    _must_be_open(locked)
    locked.entries = [*locked.entries, sampling.entry(agency, text)]
    locked.save(update_fields=["entries"])
    record("entry taken", on=draw, by=by, agency=agency)


@transaction.atomic
def draw_frozen(*, draw: Draw, by: Post | None) -> Draw:
    """Draw from a frozen frame. The picks are drawn drafts, except those served already: they are for learning only.

    A pick carries over to the version that stands for its plan now: nothing slips past because a newer one came in.
    """
    if by is not None:
        permissions.require(by, Permission.RUN_DRAW, draw)
    draw = Draw.objects.select_for_update().get(pk=draw.pk)
    _must_be_open(draw)
    now = world.now()
    receipt = sampling.draw(draw.frozen, nonce=draw.nonce, drawn_at=now, entries=draw.entries)
    places: dict[str, tuple[Any, int]] = {
        **{row["id"]: (FramePlan.Result.PICKED, row["place"]) for row in receipt["picks"]},
        **{row["id"]: (FramePlan.Result.RESERVE, row["place"]) for row in receipt["reserves"]},
    }
    for frame_plan in draw.frame_plans.select_related("version__plan"):
        frame_plan.result, frame_plan.place = places[frame_plan.frame_id]
        frame_plan.save(update_fields=["result", "place"])
        if frame_plan.result == FramePlan.Result.PICKED:
            _hold(queries.version_now(frame_plan))
    draw.receipt, draw.drawn_at = receipt, now
    draw.save(update_fields=["receipt", "drawn_at"])
    record("drawn", on=draw, by=by, picks=len(receipt["picks"]), reserves=len(receipt["reserves"]))
    return draw


def _hold(version: PlanVersion) -> None:
    """A draft that was let through and is not served yet waits for its moderation after all, and so does a newer one."""
    if VERSION_LIFECYCLE.allows(version, to=VersionStage.DRAWN):
        VERSION_LIFECYCLE.move(version, to=VersionStage.DRAWN)


def _must_be_open(draw: Draw) -> None:
    if draw.drawn_at or draw.abandoned_at:
        raise ValidationError("This draw is over. A change is a new draw, and this one stays on record.")


@transaction.atomic
def abandon(*, draw: Draw, by: Post, reason: str) -> None:
    """Give up a frozen draw before it is drawn. It stays on record with the reason and who gave it up."""
    permissions.require(by, Permission.RUN_DRAW, draw)
    draw = Draw.objects.select_for_update().get(pk=draw.pk)
    _must_be_open(draw)
    draw.abandoned_at, draw.abandoned_by, draw.abandoned_reason = world.now(), by, reason
    draw.save(update_fields=["abandoned_at", "abandoned_by", "abandoned_reason"])
    record("draw abandoned", on=draw, by=by)


@transaction.atomic
def replace(*, frame_plan: FramePlan, by: Post | None, reason: str, note: str = "") -> FramePlan | None:
    """A pick falls out; the next reserve of its stratum takes its place. None when no reserve is left.

    Chance draws have no reserves: the month's catch-up covers the officer. Nothing in the draw is edited.
    """
    if by is not None:
        permissions.require(by, Permission.RUN_DRAW, frame_plan.draw)
    draw = Draw.objects.select_for_update().get(pk=frame_plan.draw_id)
    if frame_plan.result != FramePlan.Result.PICKED and not Replacement.objects.filter(taken=frame_plan).exists():
        raise ValidationError("Only a plan that was picked can be replaced.")
    if Replacement.objects.filter(fell_out=frame_plan).exists():
        raise ValidationError("This pick was replaced already.")
    used = Replacement.objects.filter(draw=draw).values_list("taken_id", flat=True)
    reserve = (
        draw.frame_plans.filter(stratum=frame_plan.stratum, result=FramePlan.Result.RESERVE)
        .exclude(pk__in=[pk for pk in used if pk])
        .order_by("place")
        .first()
    )
    Replacement.objects.create(draw=draw, fell_out=frame_plan, taken=reserve, reason=reason, note=note, recorded_by=by)
    record("pick replaced", on=draw, by=by, reason=reason, fell_out=frame_plan.frame_id)
    if reserve is not None:
        _hold(queries.version_now(reserve))
    return reserve
