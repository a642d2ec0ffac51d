"""Whose plan it is, who helps, and who is given a version to read."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction

from goldenthread import permissions, world
from goldenthread.history.record import record
from goldenthread.people.models import Post
from goldenthread.permissions import Permission, Role
from goldenthread.plans.models import Plan, PlanVersion, Reader
from goldenthread.plans.workflow.heard import after_handing_over, tell_all
from goldenthread.plans.workflow.locking import locked_plan
from goldenthread.plans.workflow.refusals import Refused

# Seniors write plans too; then another senior moderates them.
WRITERS = {Role.OFFICER, Role.SENIOR}


@transaction.atomic
def give_to_read(*, version: PlanVersion, post: Post, because: str, source: str) -> Reader:
    """Open a version to somebody for a task, until it is taken back. Giving twice gives once."""
    if post.authority_id != version.authority_id:
        raise PermissionDenied("That belongs to another authority.")
    reader, is_new = Reader.objects.get_or_create(
        version=version, post=post, because=because, source=source, until_at=None
    )
    if is_new:
        record("given to read", on=version, to=post.pk, because=because, source=source)
    return reader


@transaction.atomic
def take_back(*, version: PlanVersion, post: Post, because: str, source: str) -> None:
    """Close a version to somebody whose task is over. From the next request on they do not see it."""
    open_ones = Reader.objects.filter(version=version, post=post, because=because, source=source, until_at=None)
    if open_ones.update(until_at=world.now()):
        record("no longer given to read", on=version, to=post.pk, because=because, source=source)


@transaction.atomic
def allocate_assistant(*, plan: Plan, assistant: Post | None, by: Post) -> Plan:
    """Give a plan to a casework assistant (or to none). The lead may, and the plan's own officer."""
    must_be_theirs(plan, by)
    if assistant is not None:
        _must_be(assistant, {Role.ASSISTANT}, plan, "Choose a casework assistant of this authority.")
    plan = locked_plan(plan.pk)
    if plan.assistant_id != (assistant.pk if assistant else None):
        before = plan.assistant_id
        plan.assistant = assistant
        plan.save(update_fields=["assistant"])
        record("allocated", on=plan, by=by, fields=["assistant"], assistant_from=before, assistant_to=plan.assistant_id)
    return plan


@transaction.atomic
def hand_over(*, plans: Iterable[Plan], to: Post, by: Post) -> int:
    """Give plans to another casework officer. Versions keep who wrote them. Gives back how many changed hands.

    Refused for somebody to whom a version is given to judge: nobody moderates a plan of their own.
    """
    permissions.require(by, Permission.MANAGE_PEOPLE)
    changed = 0
    for given in plans:
        if given.authority_id != by.authority_id:
            raise PermissionDenied("That belongs to another authority.")
        _must_be(to, WRITERS, given, "Choose a casework officer of this authority.")
        plan = locked_plan(given.pk)
        if plan.officer_id == to.pk:
            continue
        if Reader.objects.filter(version__plan=plan, post__person=to.person_id, until_at=None).exists():
            raise Refused(
                f"{to.name} moderates {plan.reference}, or decides a challenge about it. "
                "Give that to somebody else first."
            )
        before, plan.officer = plan.officer_id, to
        plan.save(update_fields=["officer"])
        record("handed over", on=plan, by=by, fields=["officer"], officer_from=before, officer_to=to.pk)
        changed += 1
    if changed:
        tell_all(after_handing_over, to=to, by=by)
    return changed


def must_be_theirs(plan: Plan, by: Post) -> None:
    """Raise PermissionDenied unless they may say who helps with a plan."""
    if not permissions.may(by, Permission.MANAGE_PEOPLE, plan):
        permissions.require(by, Permission.MARK_READY, plan)
        if not plan.is_written_by(by):
            raise PermissionDenied("That is not yours.")


def _must_be(post: Post, roles: set[Role], plan: Plan, sentence: str) -> None:
    if post.role not in roles or post.authority_id != plan.authority_id or not post.is_open:
        raise Refused(sentence)
