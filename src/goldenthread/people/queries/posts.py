"""Posts and invitations of the authority that one acts in."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.formats import date_format

from goldenthread import world
from goldenthread.people.models import Induction, Invitation, Leave, Post
from goldenthread.people.server import mail_is_sent
from goldenthread.permissions import ROLES, Permission, Role, may
from goldenthread.ui.components.tables import Cell, Column, Table
from goldenthread.ui.components.words import Fact
from goldenthread.ui.forms import lowered

# Roles that many people hold, each shown in a table of its own.
ROLES_ALONE = (Role.OFFICER, Role.SENIOR, Role.ASSISTANT)


def visible_to(post: Post) -> QuerySet[Post]:
    """Every post of the authority for those who see its people; nobody otherwise."""
    posts = Post.objects.filter(authority=post.authority_id).select_related("person", "authority")
    return posts if may(post, Permission.SEE_PEOPLE) else posts.none()


def _taken_back() -> Prefetch:
    """The days on which sign-offs of a post were taken back, the newest first."""
    steps = Induction.objects.filter(kind=Induction.Kind.TAKEN_BACK).order_by("-happened_on", "-pk")
    return Prefetch("induction", steps, to_attr="sign_offs_taken_back")


def open_now() -> Q:
    return Q(closed_at=None) & (Q(ends_on=None) | Q(ends_on__gte=world.today()))


def leaves_visible_to(post: Post) -> QuerySet[Leave]:
    return Leave.objects.filter(post__in=visible_to(post)).select_related("post")


def invitations_visible_to(post: Post) -> QuerySet[Invitation]:
    """For those who manage people: an invitation shows an address."""
    found = Invitation.objects.filter(authority=post.authority_id)
    return found.order_by("-invited_at", "-pk") if may(post, Permission.MANAGE_PEOPLE) else found.none()


def open_invitations_visible_to(post: Post) -> QuerySet[Invitation]:
    """Those that were neither used nor withdrawn; one whose time ran out is still listed, to be sent again."""
    return invitations_visible_to(post).filter(accepted_at=None, withdrawn_at=None)


def tables_of_people(post: Post, url_of) -> list[Table]:
    """Those who work here today: a table for each role of many, one for all the others. Four queries, however many.

    `url_of` gives the address of a post's page.
    """
    upcoming = Prefetch(
        "leaves", Leave.objects.filter(ends_on__gte=world.today()).order_by("starts_on"), to_attr="coming_leave"
    )
    posts = list(visible_to(post).filter(open_now()).prefetch_related(upcoming, _taken_back()))
    alone = [_table_of(role, [one for one in posts if one.role == role], url_of) for role in ROLES_ALONE]
    others = [one for one in posts if one.role not in ROLES_ALONE]
    return [*(table for table in alone if table.rows), _table_of_others(others, url_of)]


def table_of_leavers(post: Post, url_of) -> Table:
    """Who has left, the latest first, two hundred at most."""
    gone = visible_to(post).exclude(open_now()).order_by("-ends_on", "person__name")[:200]
    rows = [[Cell(one.name, url_of(one)), one.get_role_display(), _day(one.ends_on)] for one in gone]
    return Table("Who has left", [Column("Name"), Column("Role"), Column("Last day")], rows, "Nobody has left yet.")


def table_of_invitations(post: Post, url_of) -> Table:
    """Open invitations, with where each stands. `url_of` gives the address of its page."""
    rows = [
        [
            Cell(one.name, url_of(one), note=one.email),
            ROLES[Role(one.role)][0],
            _day(one.invited_at),
            standing(one),
        ]
        for one in open_invitations_visible_to(post)
    ]
    columns = [Column("Name"), Column("Role"), Column("Invited"), Column("Where it stands")]
    return Table("Invitations", columns, rows, "Nobody is invited at the moment.")


def standing(invitation: Invitation) -> str:
    """Where an invitation stands, in words."""
    if invitation.accepted_at:
        return "Accepted"
    if invitation.withdrawn_at:
        return "Withdrawn"
    if not invitation.is_open:
        return f"Ran out on {_day(invitation.expires_at)}"
    if invitation.mailed_at is None:
        if not mail_is_sent():
            return "Not sent: no mail server is set. Send it again once there is one."
        return "The mail could not be sent. Send it again."
    return f"Waiting, until {_day(invitation.expires_at)}"


def facts_of(post: Post) -> list[Fact]:
    """What stands at the head of a post's page."""
    ended = not post.is_open
    return [
        Fact("Role", post.get_role_display()),
        Fact("Agency", post.get_agency_display()),
        Fact("Service", post.service or None),
        Fact("Working time", share_in_words(post)),
        Fact("Code in the case system", post.code or None),
        Fact("Senior beside them", post.senior.name if post.senior else None),
        Fact("First day", _day(post.starts_on)),
        Fact("Last day", _day(post.ends_on) if ended or post.ends_on else None),
        Fact("Invited by", _ways_in([post])[post.pk]),
        Fact("Drafts", _independence(post, why=True) if post.role == Role.OFFICER else None),
    ]


def induction_of(post: Post) -> list[Fact]:
    """The dated steps of an officer's induction, oldest first."""
    steps = Induction.objects.filter(post=post).select_related("recorded_by__person")
    return [Fact(_day(step.happened_on), _step(step)) for step in steps]


def seniors_visible_to(post: Post) -> QuerySet[Post]:
    return visible_to(post).filter(open_now(), role=Role.SENIOR)


def share_in_words(post: Post) -> str:
    return "Full time" if post.working_share == 1 else f"{post.working_share:.0%} of full time"


def leave_in_words(leave: Leave) -> str:
    if leave.starts_on == leave.ends_on:
        return _day(leave.starts_on)
    return f"{_day(leave.starts_on)} to {_day(leave.ends_on)}"


def _table_of(role: Role, posts: Sequence[Post], url_of) -> Table:
    columns = [Column("Name"), Column("Service"), Column("Working time"), Column("Leave")]
    rows = [
        [_name(one, url_of), one.service or one.get_agency_display(), share_in_words(one), _leave(one)] for one in posts
    ]
    if role == Role.SENIOR:
        # Whoever moderates is chosen by somebody: every senior sees by whom.
        columns.append(Column("Invited by"))
        came = _ways_in(posts)
        rows = [[*row, came[one.pk]] for row, one in zip(rows, posts, strict=True)]
    if role == Role.OFFICER:
        columns.append(Column("Drafts"))
        rows = [[*row, _independence(one)] for row, one in zip(rows, posts, strict=True)]
    return Table(f"{ROLES[role][0]}s: {len(posts)}", columns, rows)


def _table_of_others(posts: Sequence[Post], url_of) -> Table:
    order = list(Role)
    rows = [
        [_name(one, url_of), one.get_role_display(), Cell(one.get_agency_display(), note=one.service), _leave(one)]
        for one in sorted(posts, key=lambda one: (order.index(Role(one.role)), one.name))
    ]
    columns = [Column("Name"), Column("Role"), Column("Agency"), Column("Leave")]
    return Table(f"In other roles: {len(posts)}", columns, rows, "Nobody yet.")


def _name(post: Post, url_of) -> Cell:
    return Cell(post.name, url_of(post), note=f"Last day {_day(post.ends_on)}" if post.ends_on else "")


def _leave(post: Post) -> str:
    coming = post.coming_leave  # type: ignore[attr-defined]  # prefetched by the query
    if not coming:
        return "None recorded"
    first = coming[0]
    away = first.starts_on <= world.today()
    return f"Away until {_day(first.ends_on)}" if away else f"From {_day(first.starts_on)} to {_day(first.ends_on)}"


def _ways_in(posts: Sequence[Post]) -> dict[int, str]:
    """post -> who invited them to it, and the day on which they accepted."""
    accepted = Invitation.objects.filter(accepted_by__in=[one.pk for one in posts]).select_related("invited_by__person")
    found = {one.pk: "No invitation is kept" for one in posts}
    for one in accepted:
        who = one.invited_by.name if one.invited_by else "The service, when the authority began"
        found[one.accepted_by_id or 0] = f"{who}. Accepted on {_day(timezone.localtime(one.accepted_at))}"
    return found


def _independence(post: Post, *, why: bool = False) -> str:
    """How an officer's drafts are chosen; `why` adds what made every draft be moderated again."""
    if post.is_signed_off:
        return "Drawn like others'"
    prefetch_related_objects([post], _taken_back())
    taken_back = post.sign_offs_taken_back  # type: ignore[attr-defined]  # prefetched
    if not taken_back:
        return "New: every draft is moderated"
    newest = taken_back[0]
    since = f"Every draft again since {_day(newest.happened_on)}"
    if not why:
        return since
    reason = newest.reason.rstrip(". ")
    return f"{since}, after this: {reason}." if newest.recorded_by_id else f"{since}, after {lowered(reason)}."


def _step(step: Induction) -> str:
    who = f"Recorded by {step.recorded_by.name}" if step.recorded_by else "By the authority's rule"
    return f"{step.get_kind_display()}. {who}." + (f" {step.reason}" if step.reason else "")


def _day(day: dt.date | dt.datetime | None) -> str:
    return date_format(day, "j F Y") if day else ""
