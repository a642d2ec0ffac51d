"""A family objects, or records must be held: recorded where every draw sees it."""

import datetime as dt

from django.db import transaction

from goldenthread import permissions, world
from goldenthread.history.record import record
from goldenthread.people.models import Post
from goldenthread.permissions import Permission
from goldenthread.plans.models import Child, Objection, Plan
from goldenthread.plans.workflow.refusals import Refused

GROUNDS = {
    Objection.Kind.OBJECTION: (Objection.Ground.FAMILY, Objection.Ground.YOUNG_PERSON),
    Objection.Kind.LEGAL_HOLD: (
        Objection.Ground.TRIBUNAL,
        Objection.Ground.OMBUDSMAN,
        Objection.Ground.COURT,
        Objection.Ground.REQUEST,
    ),
}


@transaction.atomic
def record_objection(*, child: Child, by: Post, ground: str, told_on: dt.date | None, note: str = "") -> Objection:
    """Record an objection or a legal hold. From this moment no draw that it bars has the child's plans in its frame."""
    permissions.require(by, Permission.RECORD_OBJECTION, child)
    kind = next((kind for kind, grounds in GROUNDS.items() if ground in grounds), None)
    if kind is None:
        raise Refused("Choose who objects, or what the records are held for.")
    if told_on is None or told_on > world.today():
        raise Refused("Give the day on which it was told. It cannot lie ahead.")
    made = Objection.objects.create(
        child=child, kind=kind, ground=ground, told_on=told_on, note=note.strip(), recorded_by=by
    )
    record("objection recorded", on=made, by=by, what=kind, ground=ground, child=child.reference)
    _tell_the_draw(child)
    return made


@transaction.atomic
def end_objection(*, objection: Objection, by: Post, because: str) -> Objection:
    """It no longer stands: the reason is kept, and draws see the plans again."""
    permissions.require(by, Permission.RECORD_OBJECTION, objection.child)
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    if objection.ended_on is not None:
        raise Refused("This was ended already.")
    if not because.strip():
        raise Refused("Say why it no longer stands.")
    objection.ended_on, objection.ended_by, objection.ended_because = world.today(), by, because.strip()
    objection.save(update_fields=["ended_on", "ended_by", "ended_because"])
    record("objection ended", on=objection, by=by, what=objection.kind, child=objection.child.reference)
    _tell_the_draw(objection.child)
    return objection


def _tell_the_draw(child: Child) -> None:
    open_kinds = set(child.objections.filter(ended_on=None).values_list("kind", flat=True))
    Plan.objects.filter(child=child).update(
        is_on_legal_hold=Objection.Kind.LEGAL_HOLD in open_kinds,
        family_objects=Objection.Kind.OBJECTION in open_kinds,
    )
