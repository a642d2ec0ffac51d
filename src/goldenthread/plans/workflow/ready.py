"""The writer says that a draft is ready."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from goldenthread import permissions, world
from goldenthread.history.record import record
from goldenthread.people.models import Post
from goldenthread.permissions import Permission
from goldenthread.plans import rules, rules_child
from goldenthread.plans.models import ChildLook, PlanVersion
from goldenthread.plans.queries.names import ChildQuestion, child_question
from goldenthread.plans.stages import LIFECYCLE, Stage
from goldenthread.plans.workflow.clearing import is_theirs
from goldenthread.plans.workflow.heard import before_ready, tell_all
from goldenthread.plans.workflow.locking import earlier_drawn, locked_plan, newest_number
from goldenthread.plans.workflow.refusals import Refused, insist


@transaction.atomic
def mark_ready(*, version: PlanVersion, by: Post) -> PlanVersion:
    """Say that this draft is ready. The draw follows: the room above makes it in the same transaction.

    Raises Refused with the sentence of the rule. An earlier version that was cleared and never served gives way.
    """
    permissions.require(by, Permission.MARK_READY, version)
    plan = locked_plan(version.plan_id)
    version.refresh_from_db(fields=["stage", "status", "writer"])
    writer = version.writer or plan.officer
    insist(
        rules.may_be_marked_ready(
            stage=version.stage,
            status=version.status,
            is_newest=version.number == newest_number(plan),
            has_writer=writer is not None,
            earlier_is_drawn=earlier_drawn(version) is not None,
        )
    )
    tell_all(before_ready, version=version)
    for earlier in plan.versions.filter(number__lt=version.number).defer("text"):
        if rules.replaced_by_a_newer(earlier.stage):
            LIFECYCLE.move(earlier, to=Stage.REPLACED)
    LIFECYCLE.move(version, to=Stage.READY)
    version.writer, version.ready_at, version.ready_by = writer, world.now(), by
    version.save(update_fields=["writer", "ready_at", "ready_by"])
    record("ready", on=version, by=by, fields=["stage", "ready_at", "ready_by"], number=version.number)
    return version


@transaction.atomic
def confirm_right_child(*, version: PlanVersion, by: Post, why: str, words: str) -> ChildLook | None:
    """Somebody has looked and says that a version is the right child's, though its names raise the question.

    By who brings the plan on its way it is the first look, by the lead or whoever moderates it the second. The writer's
    own is never the second. None where nothing raises the question any more.
    """
    is_second = bool(permissions.may(by, Permission.CONFIRM_CHILD, version)) and not is_theirs(version, by)
    if not is_second:
        permissions.require(by, Permission.MARK_READY, version)
    return _answer(version, by, why=why, words=words, is_second=is_second)


@transaction.atomic
def look_before_clearing(*, version: PlanVersion, by: Post, why: str, words: str) -> ChildLook | None:
    """Whoever clears the newer text behind a moderated one has looked whose plan it is: the second look."""
    permissions.require(by, Permission.CLEAR)
    if by.authority_id != version.authority_id or is_theirs(version, by):
        raise PermissionDenied("That is not yours to clear.")
    return _answer(version, by, why=why, words=words, is_second=True)


def _answer(version: PlanVersion, by: Post, *, why: str, words: str, is_second: bool) -> ChildLook | None:
    question = child_question(version)
    if question is None:
        return None
    if why not in dict(ChildLook.answers()):
        raise Refused("Say what the other name is, or how the child is known.")
    if not words.strip():
        raise Refused("Say in a few words how you know.")
    look = _keep(version, by, question=question, why=why, words=words, is_second=is_second)
    record("right child confirmed", on=version, by=by, number=version.number, why=why, second=is_second)
    return look


@transaction.atomic
def send_back_whose(*, version: PlanVersion, by: Post, words: str) -> ChildLook | None:
    """Somebody besides its writer has looked, and it may be another child's plan: what was answered falls."""
    permissions.require(by, Permission.CONFIRM_CHILD, version)
    if is_theirs(version, by):
        raise PermissionDenied("That is not yours.")
    question = child_question(version)
    if question is None or not question.waits_for_second_look:
        return None
    if not words.strip():
        raise Refused("Say in a few words what its writer should look at.")
    look = _keep(version, by, question=question, why=ChildLook.Why.SENT_BACK, words=words, is_second=True)
    record("right child doubted", on=version, by=by, number=version.number)
    return look


def _keep(
    version: PlanVersion, by: Post, *, question: ChildQuestion, why: str, words: str, is_second: bool
) -> ChildLook:
    return ChildLook.objects.create(
        version=version,
        fingerprint=question.fingerprint,
        why=why,
        words=words.strip()[:300],
        is_second=is_second,
        by=by,
    )


def insist_on_right_child(version: PlanVersion) -> None:
    """Nothing goes to a family while its names raise the question whose plan it is and nobody but its writer has looked."""
    question = child_question(version)
    if question is not None:
        insist(rules_child.may_go_out([look.is_second for look in question.standing]))
