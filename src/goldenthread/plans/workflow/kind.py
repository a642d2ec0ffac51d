"""The kind of a plan, changed by hand and confirmed by the quality lead. It can keep a draft outside the draw."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from goldenthread import permissions, world
from goldenthread.history.record import record
from goldenthread.people.models import Post
from goldenthread.permissions import Permission
from goldenthread.plans.models import Plan, PlanKind
from goldenthread.plans.workflow.locking import locked_plan
from goldenthread.plans.workflow.refusals import Refused

FIELDS = ["kind", "kind_before", "kind_confirmed_at", "kind_confirmed_by"]


@transaction.atomic
def change_kind(*, plan: Plan, kind: str, by: Post) -> Plan:
    """Say that a plan is of another kind. By the lead it counts at once; by anybody else when the lead confirms it."""
    permissions.require(by, Permission.IMPORT_REGISTER, plan)
    if kind not in PlanKind.values:
        raise Refused("Choose which plan it is.")
    plan = locked_plan(plan.pk)
    was = plan.kind
    if kind == was:
        return plan
    before = plan.kind_before or was
    plan.kind, plan.kind_before = kind, "" if kind == before else before
    _unconfirm(plan)
    if permissions.may(by, Permission.CONFIRM_KIND, plan):
        _confirm(plan, by)
    plan.save(update_fields=FIELDS)
    record("kind changed", on=plan, by=by, fields=["kind"], was=was, became=kind)
    return plan


@transaction.atomic
def confirm_kinds(*, plans: Iterable[Plan], by: Post) -> int:
    """The lead says that these plans are of the kind that the register says. Gives back of how many."""
    return sum(_decide(plan, by, keep=True) for plan in plans)


@transaction.atomic
def set_back_kinds(*, plans: Iterable[Plan], by: Post) -> int:
    """The lead says that these plans are of the kind before; without one, that they are new plans."""
    return sum(_decide(plan, by, keep=False) for plan in plans)


def _decide(given: Plan, by: Post, *, keep: bool) -> int:
    permissions.require(by, Permission.CONFIRM_KIND, given)
    plan = locked_plan(given.pk)
    # What the lead looked at is what is decided: a kind that somebody changed meanwhile stays on the list.
    if plan.kind_confirmed_at is not None or (plan.kind, plan.kind_before) != (given.kind, given.kind_before):
        return 0
    was = plan.kind
    plan.kind = was if keep else (plan.kind_before or PlanKind.NEW)
    _confirm(plan, by)
    plan.save(update_fields=FIELDS)
    record("kind confirmed" if keep else "kind set back", on=plan, by=by, fields=["kind"], was=was, became=plan.kind)
    return 1


def _confirm(plan: Plan, by: Post) -> None:
    plan.kind_before, plan.kind_confirmed_at, plan.kind_confirmed_by = "", world.now(), by


def _unconfirm(plan: Plan) -> None:
    plan.kind_confirmed_at, plan.kind_confirmed_by = None, None


def confirmed_as_it_is_added(kind: str, by: Post) -> dict[str, Any]:
    """For a plan that is added: the lead's own word on another kind than new is its confirmation."""
    if kind == PlanKind.NEW or not permissions.may(by, Permission.CONFIRM_KIND):
        return {}
    return {"kind_confirmed_at": world.now(), "kind_confirmed_by": by}


def forget_confirmation(plan: Plan) -> list[str]:
    """An import brings another kind: what was confirmed was the old one. The names of the fields that changed."""
    plan.kind_before = ""
    _unconfirm(plan)
    return FIELDS[1:]
