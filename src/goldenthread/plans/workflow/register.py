"""A child and a plan that are not in the case system's extract yet, added by hand."""

import datetime as dt

from django.db import IntegrityError, transaction

from goldenthread import permissions
from goldenthread.history.record import record
from goldenthread.people.models import Post
from goldenthread.permissions import Permission
from goldenthread.plans.models import Assessment, Child, Plan, PlanKind
from goldenthread.plans.workflow.kind import confirmed_as_it_is_added
from goldenthread.plans.workflow.refusals import Refused


@transaction.atomic
def add_by_hand(
    *,
    by: Post,
    case_system_id: str,
    first_name: str,
    last_name: str,
    date_of_birth: dt.date | None,
    requested_on: dt.date | None,
    officer: Post | None,
    kind: str = PlanKind.NEW,
    setting_name: str = "",
) -> Plan:
    """Add a child, the assessment and the plan that is being written.

    Refused, with the reference of the plan that is there, when the case system's id is known already: the same child
    twice would split its story.
    """
    permissions.require(by, Permission.IMPORT_REGISTER)
    case_system_id = case_system_id.strip()
    known = Child.objects.filter(case_system_id__iexact=case_system_id).first()
    if known is not None:
        raise _already_there(known)
    try:
        with transaction.atomic():
            child = Child.objects.create(
                authority=by.authority,
                case_system_id=case_system_id,
                first_name=first_name.strip(),
                last_name=last_name.strip(),
                date_of_birth=date_of_birth,
                setting_name=setting_name.strip(),
            )
    except IntegrityError:
        # Two people added the same child at the same moment.
        raise _already_there(Child.objects.filter(case_system_id=case_system_id).first()) from None
    assessment = None
    if kind == PlanKind.NEW:
        assessment = Assessment.objects.create(
            child=child, requested_on=requested_on, outcome=Assessment.Outcome.PLAN if requested_on else "open"
        )
    plan = Plan.objects.create(
        authority=by.authority,
        child=child,
        assessment=assessment,
        kind=kind,
        officer=officer,
        **confirmed_as_it_is_added(kind, by),
    )
    record("added by hand", on=child, by=by, fields=["case_system_id", "first_name", "last_name", "date_of_birth"])
    record("added by hand", on=plan, by=by, fields=["child", "assessment", "kind", "officer"])
    return plan


def _already_there(child: Child | None) -> Refused:
    plan = child.plans.order_by("-pk").first() if child else None
    return Refused(
        "A child with this number is in the register already.", see=plan.reference if plan is not None else ""
    )
