"""Somebody answers points of the list."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from goldenthread import permissions, world
from goldenthread.compliance import rules
from goldenthread.compliance.models import Check, PointState
from goldenthread.compliance.points import list_of
from goldenthread.compliance.workflow.filling import count
from goldenthread.history.record import record
from goldenthread.people.models import Post
from goldenthread.permissions import Permission
from goldenthread.plans.workflow.locking import locked_plan
from goldenthread.plans.workflow.refusals import Refused

State = PointState.State


@dataclass(frozen=True)
class Said:
    """What somebody says of one point. `agreed_by` and `agreed_on` only where existing advice is enough."""

    code: str
    state: str
    note: str = ""
    agreed_by: str = ""
    agreed_on: dt.date | None = None


@transaction.atomic
def answer(*, check: Check, by: Post, said: Iterable[Said]) -> list[str]:
    """Keep answers to points of a check; gives the codes that changed. All of them are kept, or none.

    Raises Refused, with the point it is about, where an answer lacks what it needs; and where the check is no longer the
    plan's newest.
    """
    permissions.require(by, Permission.CHECK_COMPLIANCE, check)
    locked_plan(check.plan_id)
    check.refresh_from_db()
    if not check.is_newest:
        raise Refused("A newer version of this plan has come in. Answer its check.")
    now = world.now()
    standing = {one.code: one for one in check.points.all()}
    changed = []
    for one in said:
        if one.code not in standing:
            raise Refused("That is not asked of this plan.")
        if _keep(standing[one.code], one, check, by, now):
            changed.append(one.code)
    if changed:
        count(check, at=now)
        record(
            "compliance answered",
            on=check.version,
            by=by,
            fields=changed,
            number=check.version.number,
            stage=check.stage,
        )
    return changed


def _keep(state: PointState, said: Said, check: Check, by: Post, now: dt.datetime) -> bool:
    point = list_of(check.edition).point(said.code)
    note, agreed_by = said.note.strip()[:300], said.agreed_by.strip()[:200]
    agreed_on = said.agreed_on if said.state == State.ENOUGH else None
    if said.state not in State.values:
        raise Refused(f"{point.code}: choose one of the answers.")
    if said.state == State.ENOUGH:
        if lacking := rules.may_be_enough(point, agreed_by=agreed_by, agreed_on=agreed_on, today=now.date()):
            raise Refused(f"{point.code}: {lacking}")
    else:
        agreed_by = ""
    if said.state == State.NONE and not note:
        raise Refused(f"{point.code}: say why it does not apply to this child.")
    wanted = (said.state, note, agreed_by, agreed_on)
    if wanted == (state.state, state.note, state.agreed_by, state.agreed_on):
        return False
    state.state, state.note, state.agreed_by, state.agreed_on = wanted
    # Opened again, it is the screening's to settle the next time it looks.
    state.by, state.at = (None if said.state == State.OPEN else by), now
    state.save()
    return True
