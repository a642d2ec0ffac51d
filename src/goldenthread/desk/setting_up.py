"""What an authority that begins still has to do before its first month: a list for the lead, until all of it is done."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists
from django.urls import reverse

from goldenthread.people import choices
from goldenthread.people.models import Invitation, Post
from goldenthread.people.queries.posts import open_now
from goldenthread.permissions import Permission, Role, may
from goldenthread.plans.models import Child


@dataclass(frozen=True)
class Step:
    """One thing to set up: what, why, where, and whether it is done."""

    what: str
    why: str
    url: str
    is_done: bool
    # Who was invited for it and has not signed in yet: (name, address of the invitation, whether it has run out).
    invited: tuple[tuple[str, str, bool], ...] = ()


def steps_for(post: Post, settings: dict[str, Any] | None = None) -> list[Step]:
    """The steps, done or not, for whoever may do them all. Empty once the last is done.

    One query, another for invitations while something is to do, and two more where the authority's `settings` are not given.
    """
    if not all(may(post, one) for one in (Permission.MANAGE_PEOPLE, Permission.CHANGE_SETTINGS)):
        return []
    here = Post.objects.filter(open_now(), authority=post.authority).order_by().distinct()
    found = list(here.annotate(has_children=Exists(Child.objects.all())).values_list("role", "has_children"))
    roles = {role for role, _ in found}
    settings = settings or choices.values(post.authority_id)
    steps = [
        Step(
            "Invite casework officers and seniors",
            "Officers write the drafts, seniors moderate them.",
            reverse("people:list"),
            {Role.OFFICER, Role.SENIOR} <= roles,
        ),
        Step(
            "Invite the DCO or the DSCO",
            "They are sent the sealed number of each month, so that nobody can change it unseen.",
            reverse("people:list"),
            bool({Role.DCO, Role.DSCO} & roles),
        ),
        Step(
            "Bring in the register",
            "An extract of the case system, or children added by hand.",
            reverse("plans:start_import"),
            any(has_children for _, has_children in found),
        ),
        Step(
            "Name who hears of concerns",
            "One contact for safeguarding and one for data breaches; both hear at once.",
            reverse("people:settings"),
            bool(settings["safety.concern-contact"] and settings["safety.breach-contact"]),
        ),
    ]
    if all(step.is_done for step in steps):
        return []
    invited = _invited(post)
    wanted = (
        {Role.OFFICER, Role.SENIOR} - roles,
        {Role.DCO, Role.DSCO} if not {Role.DCO, Role.DSCO} & roles else set(),
    )
    for place, missing in enumerate(wanted):
        waiting = tuple(told for role, told in invited if role in missing)
        steps[place] = replace(steps[place], invited=waiting)
    return steps


def _invited(post: Post) -> list[tuple[str, tuple[str, str, bool]]]:
    """Invitations that nobody has used yet, by role. One query."""
    open_ones = Invitation.objects.filter(authority=post.authority, accepted_at=None, withdrawn_at=None)
    return [
        (one.role, (one.name, reverse("people:invitation", args=[one.pk]), not one.is_open))
        for one in open_ones.order_by("name", "pk")
    ]
