"""A check is begun for every version, filled by its screening, and begun again when the plan is made final.

Nobody asks for it, so the history has no event of it: the states that the screening settled can be settled again at any
time. What a person answered is theirs, and no screening changes it.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from goldenthread.compliance import rules
from goldenthread.compliance.models import Check, PointState
from goldenthread.compliance.points import PointList, current_list, list_of
from goldenthread.compliance.queries.known import known_of
from goldenthread.people import choices
from goldenthread.people.models import Choice
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.stages import Stage
from goldenthread.plans.workflow.locking import locked_plan
from goldenthread.plans.workflow.refusals import Refused

State = PointState.State
BEFORE_READY = "level1.before-ready"


def begin_for_arrival(*, version: PlanVersion) -> None:
    """A version came in: its list is open until the screening and a person have looked."""
    _fill(version, at=version.uploaded_at)


def fill_from_screening(*, version: PlanVersion, at: dt.datetime) -> None:
    """A version was screened: what the checks can settle is settled."""
    _fill(version, at=at)


def begin_for_final(*, version: PlanVersion) -> None:
    """A plan was made final: the list is asked again, of the text that was issued."""
    if version.stage == Stage.FINAL and version.finalised_on is not None:
        _fill(version, at=timezone.make_aware(dt.datetime.combine(version.finalised_on, dt.time(12))))


def refuse_incomplete(*, version: PlanVersion) -> None:
    """Raise Refused where the authority asks for a complete list first, and this one is not."""
    if not _is_required(version):
        return
    check = Check.objects.filter(plan=version.plan_id, is_newest=True, version=version).first()
    states = list(check.points.values_list("state", flat=True)) if check else [rules.OPEN]
    if lacking := rules.may_go_on(states, is_required=True):
        raise Refused(lacking)


def _is_required(version: PlanVersion) -> bool:
    """Asked of the settings only where the authority has ever decided it: most have not."""
    if not Choice._base_manager.filter(authority=version.authority_id, key=BEFORE_READY).exists():
        return False
    return choices.value(version.authority_id, BEFORE_READY) == "required"


def stage_of(version: PlanVersion) -> str:
    """Which stage of the list a version is asked: a draft until it is final."""
    is_draft = version.status == PlanVersion.Status.DRAFT and version.stage != Stage.FINAL
    return Check.Stage.DRAFT if is_draft else Check.Stage.FINAL


@transaction.atomic
def _fill(version: PlanVersion, *, at: dt.datetime) -> Check:
    """The check of a version, begun where there is none, with every point that a person has not answered settled anew."""
    plan = locked_plan(version.plan_id)
    stage = stage_of(version)
    check = Check.objects.filter(version=version, stage=stage).first()
    if check is None:
        before = Check.objects.filter(plan=plan, is_newest=True).select_related("version").first()
        is_newest = before is None or before.version.number <= version.number
        if is_newest:
            Check.objects.filter(plan=plan, is_newest=True).update(is_newest=False)
        check = Check.objects.create(
            plan=plan,
            version=version,
            stage=stage,
            edition=current_list(at.date()).id,
            begun_at=version.uploaded_at if stage == Check.Stage.DRAFT else at,
            is_newest=is_newest,
            open=1,
        )
        _carry_over(before if is_newest else None, check, list_of(check.edition))
    _settle(check, version, at)
    return check


def _carry_over(before: Check | None, check: Check, asked: PointList) -> None:
    """What somebody said about the case, and not about one text, holds for the next."""
    if before is None:
        return
    codes = [one.code for one in asked.asked_at(check.stage) if one.carries]
    said = before.points.filter(code__in=codes, by__isnull=False)
    PointState.objects.bulk_create(
        PointState(check_of=check, **{name: getattr(one, name) for name in KEPT}) for one in said
    )


KEPT = ("code", "state", "note", "agreed_by", "agreed_on", "by", "at")


def _settle(check: Check, version: PlanVersion, at: dt.datetime) -> None:
    known = known_of(version)
    standing = {one.code: one for one in check.points.all()}
    new, changed, gone = [], [], []
    for point in list_of(check.edition).asked_at(check.stage):
        one = standing.get(point.code)
        if one is not None and one.by_id is not None:
            continue
        if not rules.is_asked(point, known):
            if one is not None:
                gone.append(one.pk)
            continue
        state = rules.by_screening(point, known)
        if one is None:
            new.append(PointState(check_of=check, code=point.code, state=state, at=at))
        elif one.state != state:
            one.state, one.at = state, at
            changed.append(one)
    PointState.objects.filter(pk__in=gone).delete()
    PointState.objects.bulk_create(new)
    PointState.objects.bulk_update(changed, ["state", "at"])
    count(check, at=at)


def count(check: Check, *, at: dt.datetime) -> None:
    """Write down how many points are open and missing, and when the list became complete."""
    states: list[Any] = list(check.points.values_list("state", flat=True))
    check.open, check.missing = states.count(State.OPEN), states.count(State.MISSING)
    lacks = bool(check.open or check.missing)
    check.completed_at = None if lacks else check.completed_at or at
    check.save(update_fields=["open", "missing", "completed_at"])
