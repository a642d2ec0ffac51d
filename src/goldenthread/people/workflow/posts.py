"""What happens to a post: leave, working share, details, induction and sign-off, and its end."""

import datetime as dt
from decimal import Decimal
from types import EllipsisType
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F

from goldenthread import permissions, world
from goldenthread.history.record import record
from goldenthread.people import rules, tasks
from goldenthread.people.models import Induction, Leave, Person, Post
from goldenthread.people.rules import Refused
from goldenthread.people.workflow.invitations import refuse_a_code_twice, withdraw_all_of
from goldenthread.permissions import Permission, Role


@transaction.atomic
def end_post(*, post: Post, last_day: dt.date, by: Post) -> None:
    """Somebody leaves a post. With a last day of today or earlier its sessions end by their next request.

    Invitations that they sent and nobody used stop working. Raises Refused while plans are on their caseload, for a
    day before the post began, and for the only lead of an authority.
    """
    permissions.require(by, Permission.MANAGE_PEOPLE, post)
    kept = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if kept.closed_at:
        raise Refused("This post has ended already.")
    if last_day < kept.starts_on:
        raise Refused("The last day cannot be before the first.")
    if waiting := caseload(kept):
        plans = "1 plan is" if waiting == 1 else f"{waiting} plans are"
        raise Refused(f"{plans} on their caseload. Hand them over first.")
    if kept.role == Role.LEAD and not _another_lead(kept, after=last_day):
        raise Refused("They are the only quality lead here. Invite another first.")
    kept.ends_on = last_day
    if rules.has_had_their_last_day(last_day, on=world.today()):
        kept.closed_at = world.now()
    kept.save(update_fields=["ends_on", "closed_at"])
    withdrawn = withdraw_all_of(kept)
    record("post ended", on=kept, by=by, last_day=last_day.isoformat(), invitations_withdrawn=withdrawn)


def caseload(post: Post) -> int:
    """How many living plans this post writes. The relation belongs to the room above, which also hands them over."""
    return post.plans.filter(ceased_on=None).count()


@transaction.atomic
def record_leave(*, post: Post, starts_on: dt.date, ends_on: dt.date, by: Post) -> Leave:
    """Days, first and last included, on which nothing is given to somebody. Raises Refused where days overlap."""
    permissions.require(by, Permission.MANAGE_PEOPLE, post)
    if ends_on < starts_on:
        raise Refused("The last day cannot be before the first.")
    if rules.overlapping(starts_on, ends_on, list(post.leaves.values_list("starts_on", "ends_on"))):
        raise Refused("Leave is recorded on some of these days already.")
    leave = Leave.objects.create(post=post, starts_on=starts_on, ends_on=ends_on)
    record("leave recorded", on=post, by=by, starts_on=starts_on.isoformat(), ends_on=ends_on.isoformat())
    return leave


@transaction.atomic
def withdraw_leave(*, leave: Leave, by: Post) -> None:
    """Take leave back that will not be, or was not, taken."""
    permissions.require(by, Permission.MANAGE_PEOPLE, leave)
    record(
        "leave withdrawn",
        on=leave.post,
        by=by,
        starts_on=leave.starts_on.isoformat(),
        ends_on=leave.ends_on.isoformat(),
    )
    leave.delete()


@transaction.atomic
def change_share(*, post: Post, share: Decimal, by: Post) -> None:
    """How much of full time somebody works in this post, above 0 and up to 1."""
    permissions.require(by, Permission.MANAGE_PEOPLE, post)
    if not 0 < share <= 1:
        raise Refused("The share of full time is more than nothing and at most all of it.")
    record("share changed", on=post, by=by, fields=["working_share"], before=str(post.working_share), after=str(share))
    post.working_share = share
    post.save(update_fields=["working_share"])


@transaction.atomic
def rename(*, post: Post, name: str, by: Post) -> None:
    """Write a person's name differently. Raises Refused when they also hold posts in other authorities."""
    permissions.require(by, Permission.MANAGE_PEOPLE, post)
    if Post._base_manager.filter(person=post.person_id, closed_at=None).exclude(authority=post.authority_id).exists():
        raise Refused("They work in another authority too, so their name cannot be changed from here.")
    if not name.strip():
        raise Refused("Enter their name")
    post.person.name = name.strip()[:100]
    post.person.save(update_fields=["name"])
    record("person renamed", on=post, by=by, fields=["name"])


@transaction.atomic
def correct_details(
    *,
    post: Post,
    by: Post,
    name: str | None = None,
    service: str | None = None,
    working_share: Decimal | None = None,
    code: str | None = None,
    senior: Post | EllipsisType | None = ...,
) -> None:
    """Correct what is kept about a post. What is not given stays as it is; `senior=None` takes the senior away."""
    permissions.require(by, Permission.MANAGE_PEOPLE, post)
    if name is not None and name.strip() != post.name:
        rename(post=post, name=name, by=by)
    if working_share is not None and working_share != post.working_share:
        change_share(post=post, share=working_share, by=by)
    given = {"service": service, "code": code}
    changed: dict[str, Any] = {
        field: value.strip()
        for field, value in given.items()
        if value is not None and value.strip() != getattr(post, field)
    }
    if senior is not ... and senior != post.senior:
        changed["senior"] = senior
    if "code" in changed:
        refuse_a_code_twice(post.authority, changed["code"], of=post.person.email)
    for field, value in changed.items():
        setattr(post, field, value)
    if changed:
        post.save(update_fields=list(changed))
        record("details corrected", on=post, by=by, fields=list(changed))


@transaction.atomic
def sign_off(*, officer: Post, by: Post) -> None:
    """A senior or the lead says that an officer writes plans independently: their drafts enter the draw like others'."""
    permissions.require(by, Permission.SIGN_OFF_OFFICER, officer)
    kept = _officer(officer)
    if kept.person_id == by.person_id:
        raise Refused("Nobody signs themselves off.")
    if kept.is_signed_off:
        raise Refused("They are signed off already.")
    kept.signed_off_at, kept.signed_off_by = world.now(), by
    kept.save(update_fields=["signed_off_at", "signed_off_by"])
    Induction.objects.create(post=kept, kind=Induction.Kind.SIGNED_OFF, recorded_by=by)
    record("officer signed off", on=kept, by=by)


@transaction.atomic
def take_back_sign_off(*, officer: Post, reason: str, by: Post | None) -> None:
    """Every draft of theirs is moderated again. `by` is None when a rule of the authority does it."""
    if by is not None:
        permissions.require(by, Permission.SIGN_OFF_OFFICER, officer)
    kept = _officer(officer)
    if not kept.is_signed_off:
        raise Refused("They are not signed off.")
    if not reason.strip():
        raise Refused("Say why the sign-off is taken back")
    kept.signed_off_at, kept.signed_off_by = None, None
    kept.save(update_fields=["signed_off_at", "signed_off_by"])
    Induction.objects.create(post=kept, kind=Induction.Kind.TAKEN_BACK, reason=reason.strip(), recorded_by=by)
    record("sign-off taken back", on=kept, by=by)


@transaction.atomic
def record_meeting(*, officer: Post, kind: str, happened_on: dt.date, by: Post) -> Induction:
    """A new officer has met the designated clinical or social care officer."""
    permissions.require(by, Permission.SIGN_OFF_OFFICER, officer)
    if kind not in (Induction.Kind.MET_DCO, Induction.Kind.MET_DSCO):
        raise Refused("Choose whom they met")
    if happened_on > world.today():
        raise Refused("The day of the meeting is not here yet.")
    step = Induction.objects.create(post=_officer(officer), kind=kind, happened_on=happened_on, recorded_by=by)
    record("introduction noted", on=officer, by=by, kind=kind, happened_on=happened_on.isoformat())
    return step


@transaction.atomic
def reset_second_factor(*, post: Post, by: Post) -> None:
    """For somebody who has lost their telephone and their recovery codes: they set up a new one when they next sign in.

    All their sessions end, and they are told by e-mail. Nobody does it for themselves.
    """
    permissions.require(by, Permission.MANAGE_PEOPLE, post)
    if post.person_id == by.person_id:
        raise Refused("Somebody else has to do this for you.")
    removed, _ = Authenticator.objects.filter(user=post.person_id).delete()
    if not removed:
        raise Refused("They have no second factor.")
    Person.objects.filter(pk=post.person_id).update(session_round=F("session_round") + 1)
    record("second factor reset", on=post, by=by)
    transaction.on_commit(lambda: tasks.tell_about_account.enqueue(post.person_id, "totp_deactivated"))


def _officer(post: Post) -> Post:
    kept = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if kept.role != Role.OFFICER:
        raise Refused("Only casework officers are signed off.")
    return kept


def _another_lead(post: Post, *, after: dt.date) -> bool:
    others = Post.objects.filter(authority=post.authority_id, role=Role.LEAD, closed_at=None).exclude(pk=post.pk)
    return any(other.is_open and (other.ends_on is None or other.ends_on > after) for other in others)
