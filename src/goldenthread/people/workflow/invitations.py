"""The ways in: an authority with its first lead, and single-use invitations for everybody else."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from decimal import Decimal

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django_scopes import scope

from goldenthread import permissions, world
from goldenthread.history.record import record
from goldenthread.people import choices, mail, rules
from goldenthread.people.models import Authority, Invitation, Person, Post
from goldenthread.people.rules import Refused
from goldenthread.permissions import Permission, Role
from goldenthread.references import new_key

# One sentence for every link that does not open, so that a guess learns nothing.
NO_SUCH_INVITATION = (
    "This invitation does not work. It may have been used, replaced or withdrawn, or its time has run out. "
    "Ask your quality lead for a new one."
)


@transaction.atomic
def new_authority(
    *, code: str, name: str, lead_name: str, lead_email: str, is_demonstration: bool = False, mail_it: bool = True
) -> str:
    """Make an authority and invite its first quality lead. Gives the link, which works once.

    Raises Refused for a code that is not three digits or is taken, and for an empty name or a wrong address.
    """
    code, name = rules.authority_code(code), name.strip()
    if not name:
        raise Refused("An authority needs a name.")
    if Authority.objects.filter(code=code).exists():
        raise Refused(f"There is an authority with the code {code} already.")
    authority = Authority.objects.create(code=code, name=name, is_demonstration=is_demonstration)
    with scope(authority=authority):
        record("authority made", on=authority)
        _, link = _invite(
            authority, email=lead_email, name=lead_name, role=Role.LEAD, agency="", by=None, mail_it=mail_it
        )
    return link


@transaction.atomic
def invite(
    *,
    authority: Authority,
    email: str,
    name: str,
    role: str,
    by: Post,
    agency: str = "",
    service: str = "",
    working_share: Decimal | str = Decimal(1),
    code: str = "",
) -> tuple[Invitation, str]:
    """Invite somebody to a role for an agency. Gives the invitation and its link, which is mailed after the commit.

    An open invitation for the same address, role and agency is replaced. Raises Refused for somebody who holds a post
    here beside which this one may not be held, and for an address, share or agency that cannot be.
    """
    permissions.require(by, Permission.MANAGE_PEOPLE, authority)
    return _invite(
        authority,
        email=email,
        name=name,
        role=role,
        agency=agency,
        service=service,
        working_share=working_share,
        code=code,
        by=by,
    )


@transaction.atomic
def renew_invitation(*, invitation: Invitation, by: Post) -> tuple[Invitation, str]:
    """Send an invitation again, with a new link; the old link stops working."""
    permissions.require(by, Permission.MANAGE_PEOPLE, invitation)
    if invitation.accepted_at:
        raise Refused("This invitation was accepted already.")
    return _invite(
        invitation.authority,
        email=invitation.email,
        name=invitation.name,
        role=invitation.role,
        agency=invitation.agency,
        service=invitation.service,
        working_share=invitation.working_share,
        code=invitation.code,
        by=by,
    )


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Post) -> None:
    """Take an invitation back before it is used. Raises Refused when it was used already."""
    permissions.require(by, Permission.MANAGE_PEOPLE, invitation)
    kept = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if kept.accepted_at:
        raise Refused("This invitation was accepted already. End the post instead.")
    if kept.withdrawn_at is None:
        _withdraw(Invitation.objects.filter(pk=kept.pk))
        record("invitation withdrawn", on=kept, by=by)


def find_invitation(token: str) -> Invitation:
    """The open invitation of a link. Raises Refused, always with the same words, when there is none."""
    invitation = Invitation._base_manager.select_related("authority").filter(token_hash=_hash(token)).first()
    if invitation is None or not invitation.is_open:
        raise Refused(NO_SUCH_INVITATION)
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, by_session: Person | None = None, password: str = "") -> Post:
    """Use an invitation, once: its person gets the post. The row is locked, so that a hundred tries make one post.

    Who has an account already must be signed in as themselves (`by_session`) and gives no password; who has none must
    not be signed in as anybody, and gives the password of the new account. Raises Refused.
    """
    found = find_invitation(token)
    with scope(authority=found.authority):
        invitation = Invitation.objects.select_for_update().get(pk=found.pk)
        if not invitation.is_open:
            raise Refused(NO_SUCH_INVITATION)
        post = _post(invitation, _person(invitation, by_session, password))
        invitation.accepted_at, invitation.accepted_by = world.now(), post
        invitation.save(update_fields=["accepted_at", "accepted_by"])
        record(
            "invitation accepted",
            on=invitation,
            by=post,
            role=post.role,
            agency=post.agency,
            invited_by=invitation.invited_by_id,
        )
        return post


def withdraw_all_of(post: Post) -> int:
    """The open invitations that somebody sent stop working when they leave. Gives how many there were."""
    theirs = Invitation.objects.filter(invited_by=post, accepted_at=None, withdrawn_at=None)
    return _withdraw(theirs)


def _invite(
    authority: Authority,
    *,
    email: str,
    name: str,
    role: str,
    agency: str,
    by: Post | None,
    service: str = "",
    working_share: Decimal | str = Decimal(1),
    code: str = "",
    mail_it: bool = True,
) -> tuple[Invitation, str]:
    email, name = _address(email), name.strip()
    if not name:
        raise Refused("Enter their name")
    agency = rules.agency_for(role, agency)
    _refuse_a_second_post(authority, email, role, agency)
    _withdraw(
        Invitation.objects.filter(
            authority=authority, email=email, role=role, agency=agency, accepted_at=None, withdrawn_at=None
        )
    )
    refuse_a_code_twice(authority, code, of=email)
    token = new_key()
    invitation = Invitation.objects.create(
        authority=authority,
        email=email,
        name=name[:100],
        role=role,
        agency=agency,
        service=service.strip(),
        working_share=working_share,
        code=code.strip(),
        token_hash=_hash(token),
        invited_by=by,
        expires_at=world.now() + dt.timedelta(days=choices.value(authority, "safety.invitation-days")),
    )
    record("person invited", on=invitation, by=by, role=role, agency=agency)
    link = mail.invitation_link(token)
    if mail_it:
        transaction.on_commit(lambda: mail.send_invitation(invitation, link))
    return invitation, link


def _withdraw(invitations) -> int:
    return invitations.update(withdrawn_at=world.now())


def _refuse_a_second_post(authority: Authority, email: str, role: str, agency: str) -> None:
    today = world.today()
    held = Post.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        authority=authority,
        person__email__iexact=email,
        closed_at=None,
    )
    if held.filter(role=role, agency=agency).exists():
        raise Refused("Somebody with this address holds that role here already.")
    _refuse_beside(held.select_related("person"), role)


def _refuse_beside(held: Iterable[Post], role: str) -> None:
    """Nobody moderates what they write, or clears what they run: see `rules.may_be_held_together`."""
    for post in held:
        if not rules.may_be_held_together(role, [post.role]):
            until = f" until {post.ends_on.day} {post.ends_on:%B %Y}" if post.ends_on else ""
            raise Refused(
                f"{post.name} has this address and is {rules.role_in_a_sentence(post.role)} here{until}. Nobody holds "
                f"that role and the role of {rules.role_in_a_sentence(role)} at once. If they change their role, end "
                "the post first and invite them after its last day."
            )


def refuse_a_code_twice(authority: Authority, code: str, *, of: str) -> None:
    """A code of the case system names one person: an extract could not tell two apart. `of` is that person's address."""
    code = code.strip()
    if not code:
        return
    today = world.today()
    held = Post.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today), authority=authority, code__iexact=code, closed_at=None
    )
    invited = Invitation.objects.filter(
        authority=authority, code__iexact=code, accepted_at=None, withdrawn_at=None, expires_at__gt=world.now()
    )
    held, invited = held.exclude(person__email__iexact=of), invited.exclude(email__iexact=of)
    who = held.select_related("person").first() or invited.first()
    if who is not None:
        raise Refused(f"{who.name} has the code {code} in the case system already. Each code names one person.")


def _person(invitation: Invitation, by_session: Person | None, password: str) -> Person:
    known = Person.objects.filter(email__iexact=invitation.email).first()
    if by_session is not None and (known is None or known.pk != by_session.pk):
        raise Refused("This invitation is for somebody else.")
    if known is None:
        person = Person(email=invitation.email, name=invitation.name)
        try:
            validate_password(password, person)
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
        return Person.objects.create_user(email=invitation.email, name=invitation.name, password=password)
    if by_session is None:
        raise Refused("You have an account already. Sign in first, then accept.")
    return known


def _post(invitation: Invitation, person: Person) -> Post:
    held = Post.objects.filter(
        authority=invitation.authority, person=person, role=invitation.role, agency=invitation.agency, closed_at=None
    ).first()
    if held and held.is_open:
        raise Refused("You hold this post already.")
    # Once more: two invitations may have been open at once. The person's row makes two acceptances take turns.
    Person.objects.select_for_update().get(pk=person.pk)
    others = Post.objects.filter(authority=invitation.authority, person=person, closed_at=None).select_related("person")
    _refuse_beside([one for one in others if one.is_open and one != held], invitation.role)
    if held:
        # Its last day has passed; nothing had closed it by the clock alone.
        held.closed_at = world.now()
        held.save(update_fields=["closed_at"])
    return Post.objects.create(
        authority=invitation.authority,
        person=person,
        role=invitation.role,
        agency=invitation.agency,
        service=invitation.service,
        working_share=invitation.working_share,
        code=invitation.code,
        starts_on=world.today(),
    )


def _address(email: str) -> str:
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise Refused(f"“{email}” is not an e-mail address.") from error
    return email.strip().lower()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
