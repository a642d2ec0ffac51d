"""The pages on which a draft is served, released or made final: what lets it out, and by when."""

from typing import Any

from ehcp.clock.timescales import representations
from goldenthread import world
from goldenthread.plans import rules, rules_child
from goldenthread.plans.models import Clearance, PlanVersion
from goldenthread.plans.queries.gate import clock_of, decision_of, let_out_of, local_day, served_on_of
from goldenthread.plans.queries.names import child_question
from goldenthread.plans.stages import Stage


def _about(version: PlanVersion) -> dict[str, Any]:
    return {
        "plan_version": version,
        "plan": version.plan,
        "clock": clock_of(version.plan),
        "clearances": list(version.clearances.select_related("by__person").order_by("-at", "-pk")),
    }


def serve_page(version: PlanVersion) -> dict[str, Any]:
    """The context of `plans/serve.html`: the gate's answer, the names in the text, the clock."""
    decision, question = decision_of(version), child_question(version)
    if decision and question is not None:
        whose = rules_child.may_go_out([look.is_second for look in question.standing])
        decision = decision if whose else whose
    return {
        **_about(version),
        "decision": decision,
        "child_question": question,
        "let_out_on": let_out_of(version)[0],
        "waits_behind": earlier_is_drawn(version),
    }


def release_page(version: PlanVersion) -> dict[str, Any]:
    """The context of `plans/release.html`: whether there is anything to release, and how many were this month."""
    first = world.today().replace(day=1)
    return {
        **_about(version),
        "decision": rules.may_be_released(stage=version.stage, earlier_is_drawn=earlier_is_drawn(version)),
        "released_this_month": Clearance.objects.filter(
            version__plan__authority=version.authority_id, kind=Clearance.Kind.RELEASE, at__date__gte=first
        ).count(),
        "ready_on": local_day(version.ready_at),
    }


def final_page(version: PlanVersion) -> dict[str, Any]:
    """The context of `plans/final.html`: the family's fifteen days, and the first day on which it may be final."""
    served_on = served_on_of(version)
    family = representations(served_on) if served_on else None
    today = world.today()
    if version.stage == Stage.DRAFTING and version.status == PlanVersion.Status.DRAFT:
        why_not = "This is a draft that has not been served. Serve it first."
    elif version.stage not in (Stage.SERVED, Stage.DRAFTING):
        why_not = f"This version is “{version.get_stage_display()}”, so it cannot be made final."
    else:
        # Today stands for the day that may be entered: an earlier one is asked about when it is.
        why_not = rules.final_day(today, today=today, served_on=served_on).why
    return {**_about(version), "served_on": served_on, "family": family, "why_not": why_not}


def correct_service_page(version: PlanVersion) -> dict[str, Any]:
    """The context of `plans/correct_service.html`: the day that is recorded, and how it was put right before."""
    family = representations(version.served_on) if version.served_on else None
    corrections = version.service_corrections.select_related("by__person")
    return {**_about(version), "family": family, "corrections": corrections}


def earlier_is_drawn(version: PlanVersion) -> bool:
    """Whether an earlier version of the plan is with its moderator."""
    return PlanVersion.objects.filter(plan=version.plan_id, number__lt=version.number, stage=Stage.DRAWN).exists()
