"""Who opened and changed what: the history of the authority that one acts in."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from goldenthread.history.models import Event
from goldenthread.people.models import Person, Post
from goldenthread.permissions import ROLES, Permission, Role, may

A_PAGE = 50


@dataclass(frozen=True)
class Line:
    """One entry in words: when, who in which role, what, to which thing; names of fields and codes, never content."""

    at: dt.datetime
    who: str
    role: str
    what: str
    thing: str
    reference: str
    is_read: bool
    fields: str
    detail: str


def visible_to(post: Post) -> QuerySet[Event]:
    """The events of one's authority, latest first, for those who read the history."""
    events = Event.objects.filter(authority_id=post.authority_id).order_by("-at", "-pk")
    return events if may(post, Permission.READ_HISTORY) else events.none()


def narrowed(
    events: QuerySet[Event],
    *,
    person: str = "",
    reference: str = "",
    first_day: dt.date | None = None,
    last_day: dt.date | None = None,
    kind: str = "",
) -> QuerySet[Event]:
    """Events of one person, about one reference, within days (both included), reads or changes alone."""
    if person:
        events = events.filter(person_id=int(person))
    if reference:
        events = events.filter(reference=reference)
    if first_day:
        events = events.filter(at__gte=_midnight(first_day))
    if last_day:
        events = events.filter(at__lt=_midnight(last_day + dt.timedelta(days=1)))
    if kind:
        events = events.filter(is_read=kind == "reads")
    return events


def reads_of_child(post: Post, reference: str) -> QuerySet[Event] | None:
    """Every time that anything of the child behind a plan's reference was opened. None for an unknown reference."""
    known = visible_to(post).filter(reference=reference).exclude(child_id=None)
    child = known.values_list("child_id", flat=True).first()
    return None if child is None else visible_to(post).filter(child_id=child, is_read=True)


def people_named(post: Post) -> list[tuple[int, str]]:
    """Everybody who ever held a post here, by name, for the filter."""
    held = Post.objects.filter(authority=post.authority_id).order_by("person__name")
    return list(dict.fromkeys(held.values_list("person_id", "person__name")))


def lines(events: Iterable[Event]) -> list[Line]:
    """Events in words, with names looked up in two queries for the lot."""
    found = list(events)
    names = dict(Person.objects.filter(pk__in={one.person_id for one in found}).values_list("pk", "name"))
    roles = dict(Post.objects.filter(pk__in={one.post_id for one in found}).values_list("pk", "role"))
    return [_line(one, names, roles) for one in found]


def _line(event: Event, names: dict[int, str], roles: dict[int, str]) -> Line:
    role = roles.get(event.post_id or 0)
    return Line(
        at=timezone.localtime(event.at),
        who=names.get(event.person_id or 0, "Golden Thread"),
        role=ROLES[Role(role)][0] if role else "",
        what=event.verb,
        thing=event.kind,
        reference=event.reference,
        is_read=event.is_read,
        fields=", ".join(event.fields),
        detail="; ".join(f"{key.replace('_', ' ')}: {value}" for key, value in event.detail.items()),
    )


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
