"""Level 3 by chance: each draft that becomes ready is drawn at once, with a chance fixed before its ticket is known."""

from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac

from ehcp.clock import calendar
from ehcp.statistics import sampling
from goldenthread import world
from goldenthread.history.record import record
from goldenthread.people import choices
from goldenthread.people.models import Post
from goldenthread.plans import workflow as plans
from goldenthread.plans.models import Clearance, PlanVersion
from goldenthread.plans.queries import kinds
from goldenthread.plans.stages import LIFECYCLE as VERSION_LIFECYCLE
from goldenthread.plans.stages import Stage as VersionStage
from goldenthread.samples import queries, rules
from goldenthread.samples.models import Draw, FramePlan, MonthlyCommitment
from goldenthread.samples.workflow.month import commit_month
from goldenthread.samples.workflow.numbering import next_reference


@transaction.atomic
def draw_arrival(*, version: PlanVersion, by: Post) -> FramePlan | None:
    """Draw a draft that has just become ready: picked, or let through with its receipt.

    None when the authority keeps this kind of plan outside the draw: no chance was at work, and its clearance says why.
    A plan that met the month's draw already keeps its ticket (rule L3.30): no number is given out, nothing is drawn,
    and the frame plan that is given back is that of the earlier version.
    The month's row is locked, so arrival numbers have no gap and no two drafts share one.
    """
    authority, writer = version.plan.authority, version.writer
    if writer is None:
        raise ValueError("A draft without a writer cannot be drawn: its officer is its stratum.")
    kind = kinds.counted(version.plan_id)
    if not rules.enters_the_draw(plan_kind=kind.counts_as, kinds_setting=choices.value(authority, "level3.kinds")):
        _let_through(version, source=Clearance.OUTSIDE_THE_DRAW, note=kind.why_outside)
        record("outside the draw", on=version, by=by, kind_of_plan=kind.counts_as)
        return None
    period = rules.period_of(world.today())
    commit_month(authority=authority, period=period)  # a first month, or a timetable that slept
    month = MonthlyCommitment.objects.select_for_update().get(authority=authority, period=period)
    if kept := _keep_ticket(version, period, by):
        return kept
    month.arrivals += 1
    month.save(update_fields=["arrivals"])
    chance, inputs = _chance(writer, period)
    if kind.counts_otherwise:
        inputs |= {"kind": kind.plan.kind, "drawn_as": kind.counts_as}
    frame_id = sampling.arrival_id(period, month.arrivals)
    stratum = officer_code(writer, period)
    reference = next_reference(authority)
    frozen = sampling.freeze(
        kind=sampling.CHANCE,
        purpose=Draw.Purpose.LEVEL_3,
        period=period,
        reference=reference,
        frame=sampling.chance_frame(period=period, arrival=month.arrivals, officer=stratum, chance=chance),
        commitment=month.commitment,
        committed_at=month.committed_at,
    )
    now = world.now()
    receipt = sampling.draw(frozen, nonce=month.nonce, drawn_at=now)
    picked = bool(receipt["picks"])
    draw = Draw.objects.create(
        authority=authority,
        reference=reference,
        kind=Draw.Kind.CHANCE,
        purpose=Draw.Purpose.LEVEL_3,
        period=period,
        month=month,
        frozen=frozen,
        receipt=receipt,
        inputs=inputs,
        commitment=month.commitment,
        committed_at=month.committed_at,
        drawn_at=now,
    )
    frame_plan = FramePlan.objects.create(
        draw=draw,
        version=version,
        officer=writer,
        frame_id=frame_id,
        stratum=stratum,
        chance=sampling.fraction_text(chance),
        result=FramePlan.Result.PICKED if picked else FramePlan.Result.LET_THROUGH,
        place=1 if picked else None,
    )
    record("drawn" if picked else "let through", on=version, by=by, draw=draw.reference, chance=frame_plan.chance)
    if picked:
        VERSION_LIFECYCLE.move(version, to=VersionStage.DRAWN)
    else:
        _let_through(version, source=draw.reference)
    return frame_plan


def _keep_ticket(version: PlanVersion, period: str, by: Post) -> FramePlan | None:
    """Do to a later version what the draw said to its plan in the month. None where it has a ticket to be drawn."""
    ticket = queries.ticket_in(period, version.plan_id)
    if ticket is None or version.writer is None:
        return None
    kept = rules.ticket_of_a_later_version(
        was_picked=ticket.pick is not None, is_signed_off=version.writer.is_signed_off
    )
    if kept == rules.Ticket.ITS_OWN:
        return None
    frame_plan = ticket.pick or ticket.arrival
    record("kept its ticket", on=version, by=by, draw=frame_plan.draw.reference, kept=kept.value)
    if ticket.pick is not None:
        VERSION_LIFECYCLE.move(version, to=VersionStage.DRAWN)
    else:
        _let_through(version, source=frame_plan.draw.reference, note=ticket.words)
    return frame_plan


def officer_code(post: Post, period: str) -> str:
    """The officer's code of a month: the same within it, another in the next, and nobody's name."""
    return salted_hmac("goldenthread.samples.officer", f"{period}:{post.pk}").hexdigest()[:8]


def _let_through(version: PlanVersion, *, source: str, note: str = "") -> None:
    let_through = Clearance.Outcome.LET_THROUGH
    plans.clear(version=version, kind=Clearance.Kind.LEVEL_3, outcome=let_through, by=None, source=source, note=note)


def _chance(officer: Post, period: str) -> tuple[Fraction, dict[str, Any]]:
    """The chance of this draft and the numbers that it was computed from."""
    today = world.today()
    settings = choices.values(officer.authority)
    history: list[float] = [*queries.drafts_ready_by_month(officer, before=period, months=3)]
    if not any(history):
        history = [settings["level3.drafts-of-somebody-new"] * float(officer.working_share)]
    left = calendar.working_days_left(today)
    of = calendar.working_days_in_month(today.year, today.month)
    expected = sampling.expected_drafts(history, working_days_left=left, working_days_in_month=of)
    covered = queries.is_covered(officer, period)
    chance = sampling.chance_for(
        covered=covered,
        expected_drafts=expected,
        background=rules.parse_chance(settings["level3.background-chance"]),
        signed_off=not rules.every_draft_is_moderated(is_signed_off=officer.is_signed_off),
    )
    inputs = {
        "covered": covered,
        "signed_off": officer.is_signed_off,
        "drafts_last_months": history,
        "working_days_left": left,
        "working_days_in_month": of,
        "expected_drafts": round(float(expected), 2),
        "background": settings["level3.background-chance"],
    }
    return chance, inputs
